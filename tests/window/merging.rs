//! A colleague published other metrics meanwhile: with room for both, and where both changed the same.

use anyhow::{Context, Result, ensure};
use atoms_sandbox::{Generation, Publication, Quirks, Running};
use serde_json::{Value, json};

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{agent_id, get, recording_on};

async fn live(sandbox: &Running, agent: &str) -> Result<Vec<Value>> {
    let read = get(sandbox, &format!("/agent/{agent}")).await?;
    let config = &read["data"]["_resolvedConfig"]["postCallAnalyticsConfig"];
    Ok(config["dispositionMetrics"]
        .as_array()
        .context("metrics")?
        .clone())
}

fn prompt<'a>(metrics: &'a [Value], identifier: &str) -> Option<&'a str> {
    let found = metrics.iter().find(|metric| metric["identifier"] == identifier)?;
    found["dispositionMetricPrompt"].as_str()
}

async fn reword(app: &App, identifier: &str, prompt: &str) -> Result<()> {
    app.click("button", &format!("Edit {identifier}")).await?;
    app.fill("Prompt", prompt).await?;
    app.click("button", "Save").await
}

#[tokio::test]
async fn changes_beside_and_across_those_of_a_colleague_are_brought_together() -> Result<()> {
    let _screen = screen().await;
    for generation in [Generation::V1, Generation::V2] {
        let sandbox = recording_on(generation, Quirks::default()).await?;
        let agent = agent_id(&sandbox, "Order Support").await?;
        let (mine, theirs) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let app = App::start(mine.path()).await?;
        connect(&app, &sandbox.url(), sandbox.api_key()).await?;
        open_agent(&app, "Order Support").await?;
        reword(
            &app,
            "caller_effort",
            "How much work was it for the caller? 0 cannot be judged, 5 very hard.",
        )
        .await?;
        app.reads("1 unpublished change").await?;

        // The colleague has a Debrief of their own, with another profile.
        let other = App::start(theirs.path()).await?;
        connect(&other, &sandbox.url(), sandbox.api_key()).await?;
        open_agent(&other, "Order Support").await?;
        reword(
            &other,
            "order_number",
            "Which order number was said? Digits only. If none, answer none.",
        )
        .await?;
        other.click("button", "Review and publish").await?;
        other.fill("Version label", "Order numbers as digits").await?;
        other.click("button", "Publish").await?;
        other.one("button", "View in history").await?;
        other.quit().await?;

        app.click("button", "Refresh").await?;
        app.reads("Somebody published meanwhile.").await?;
        app.click("button", "Review changes").await?;
        app.one("dialog", "Bring both together").await?;
        app.reads("Your changes fit beside it").await?;
        app.reads("Order number").await?;
        app.glance(&format!("16-beside-{generation:?}")).await?;
        app.click("button", "Bring both together").await?;
        app.reads("are together now. Nothing is live yet.").await?;
        app.reads("1 unpublished change").await?;

        // Across: the same prompt on both sides.
        let mut metrics = live(&sandbox, &agent).await?;
        for metric in &mut metrics {
            if metric["identifier"] == "caller_effort" {
                metric["dispositionMetricPrompt"] = "Effort from 1 to 5, as the caller felt it.".into();
            }
        }
        sandbox.colleague_publishes(
            &agent,
            &Publication {
                config: json!({"postCallAnalyticsConfig": {"dispositionMetrics": metrics}}),
                label: "Effort as felt".into(),
                author: "Mei Tanaka".into(),
                activate: true,
            },
        )?;
        app.click("button", "Refresh").await?;
        app.reads("Somebody published meanwhile.").await?;
        app.click("button", "Review changes").await?;
        app.reads("1 thing was changed on both sides").await?;
        ensure!(app.is_disabled("Bring both together").await?);
        app.until(
            "mine is chosen",
            "const mine = [...document.querySelectorAll('[role=dialog] label')].find((each) => each.innerText.trim().startsWith('Yours')); mine?.click(); return !!mine",
        )
        .await?;
        app.look(&format!("16-across-{generation:?}")).await?;
        app.click("button", "Bring both together").await?;
        app.reads("are together now").await?;

        app.click("button", "Review and publish").await?;
        app.fill("Version label", "Effort as work").await?;
        app.click("button", "Publish").await?;
        app.one("button", "View in history").await?;
        let after = live(&sandbox, &agent).await?;
        ensure!(
            prompt(&after, "caller_effort")
                == Some("How much work was it for the caller? 0 cannot be judged, 5 very hard.")
        );
        ensure!(
            prompt(&after, "order_number")
                == Some("Which order number was said? Digits only. If none, answer none.")
        );
        app.quit().await?;
    }
    Ok(())
}
