//! The script of the vendor's metrics page, word for word but for address and agent, run by a real Python.

#[path = "support/harness.rs"]
mod harness;
#[path = "support/python.rs"]
mod python;

use anyhow::{Context as _, Result, ensure};
use harness::Client;
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("../../../../tests/fixtures/vendor/post_call_metrics_flow.py");
const REQUESTS: &str = "requests==2.34.2";

/// Replaces exactly one line, so that a changed script is noticed.
fn with_line(script: &str, old: &str, new: &str) -> Result<String> {
    ensure!(
        script.matches(old).count() == 1,
        "{old} does not stand once in the script"
    );
    Ok(script.replace(old, new))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documented_flow_leaves_its_four_metrics_live_and_the_rest_untouched() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let Some(python) = python::environment("vendor_script", folder.path(), &[REQUESTS])? else {
        return Ok(());
    };
    let client = Client::admin().await?;
    let agent = client.agent("Order Support").await?;
    let before = client.data(&format!("/agent/{agent}")).await?;

    let script = with_line(
        SCRIPT,
        r#"BASE = "https://api.smallest.ai/atoms/v1""#,
        &format!(r#"BASE = "{}""#, client.sandbox.url()),
    )?;
    let script = with_line(&script, "YOUR_AGENT_ID", &agent)?;
    let file = folder.path().join("flow.py");
    std::fs::write(&file, script)?;
    let key = client.sandbox.api_key().to_owned();
    let output = tokio::task::spawn_blocking(move || {
        python::run(python, &[file.as_os_str()], &[("SMALLEST_API_KEY", key.as_str())])
    })
    .await??;
    python::succeed("the script", &output)?;

    let requests = client.sandbox.requests();
    let publish = requests.last().context("requests")?;
    assert_eq!((publish.method.as_str(), publish.status), ("POST", 201));
    let newest = client.data(&format!("/agent/{agent}/versions?limit=1")).await?["versions"][0].clone();
    assert_eq!(newest["label"], "Added post-call metrics");
    assert_eq!(newest["draftName"], "post-call-metrics-update");
    let id = newest["_id"].as_str().context("id")?;
    assert_ne!(before["activeVersionId"], id);
    client.wait_for(&agent, id).await?;

    let after = client.data(&format!("/agent/{agent}")).await?;
    let metric = |identifier: &str, prompt: &str, kind: &str| json!({ "identifier": identifier, "dispositionMetricPrompt": prompt, "dispositionMetricType": kind });
    let mut outcome = metric("call_outcome", "What was the outcome of the call?", "ENUM");
    outcome["choices"] = json!(["resolved", "escalated", "callback_scheduled", "no_action"]);
    let expected = json!([
        metric(
            "call_resolved",
            "Was the customer issue resolved by the end of the call?",
            "BOOLEAN"
        ),
        metric(
            "satisfaction_score",
            "Rate the customer satisfaction from 1 to 5",
            "INTEGER"
        ),
        outcome,
        metric("summary", "Provide a brief summary of the call", "STRING"),
    ]);
    let analytics = &after["_resolvedConfig"]["postCallAnalyticsConfig"];
    assert_eq!(
        serde_json::to_string(&analytics["dispositionMetrics"])?,
        serde_json::to_string(&expected)?
    );

    // What the script did not send is as it was, down to the bytes and the order.
    let rest = |agent: &Value| -> Result<String> {
        let mut config = agent["_resolvedConfig"].clone();
        let analytics = config["postCallAnalyticsConfig"]
            .as_object_mut()
            .context("analytics")?;
        analytics.insert("dispositionMetrics".to_owned(), Value::Null);
        Ok(serde_json::to_string(&config)?)
    };
    assert_eq!(rest(&after)?, rest(&before)?);
    assert!(analytics.get("qaReview").is_some());
    Ok(())
}
