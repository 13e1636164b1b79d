//! What goes wrong says so, and loses nothing.

use std::time::Duration;

use anyhow::{Result, ensure};
use atoms_sandbox::{Fault, FaultAction, Quirks};
use serde_json::json;

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{recording, writes};

#[tokio::test]
async fn a_wrong_key_a_dead_address_and_an_insecure_one_are_told_beside_the_field() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;

    app.fill("API key", "sk_this_key_is_not_known").await?;
    app.click("button", "Advanced").await?;
    app.fill("API address", &sandbox.url()).await?;
    app.click("button", "Connect").await?;
    app.reads("Atoms does not know this key").await?;
    app.keep_picture("wrong-key").await?;

    app.fill("API key", "sk_whatever").await?;
    app.fill("API address", "http://example.com").await?;
    app.click("button", "Connect").await?;
    app.reads("https").await?;

    app.fill("API key", "sk_whatever").await?;
    app.fill("API address", "http://127.0.0.1:9").await?;
    app.click("button", "Connect").await?;
    app.reads("could not reach Atoms").await?;
    app.keep_picture("no-network").await?;

    // The right key still works afterwards.
    app.fill("API key", sandbox.api_key()).await?;
    app.fill("API address", &sandbox.url()).await?;
    app.click("button", "Connect").await?;
    app.one("heading", "Agents").await?;
    app.quit().await
}

#[tokio::test]
async fn a_failing_publish_keeps_every_change() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    open_agent(&app, "Returns Desk").await?;
    app.click("button", "Add Metrics").await?;
    app.fill("Identifier", "refund_refused").await?;
    app.fill(
        "Prompt",
        "Did the agent refuse a refund that the caller asked for?",
    )
    .await?;
    app.click("button", "Save").await?;
    app.reads("1 unpublished change").await?;

    // 500: an answer with an error and nothing behind it.
    sandbox.fault(Fault {
        method: Some("POST".into()),
        path: "/drafts".into(),
        times: Some(1),
        action: FaultAction::Answer {
            status: 500,
            headers: Default::default(),
            body: json!({ "status": false, "errors": ["Internal server error at db-7.internal"] }),
        },
    });
    app.click("button", "Review and publish").await?;
    app.fill("Version label", "Refused refunds").await?;
    app.click("button", "Publish").await?;
    app.reads("Your changes are kept").await?;
    app.keep_picture("publish-500").await?;
    let text = app
        .driver
        .execute("return document.body.innerText", vec![])
        .await?;
    ensure!(
        !text.json().to_string().contains("db-7"),
        "Atoms' own words on a fault of its own stay off the screen"
    );
    sandbox.clear_faults();
    app.quit().await?;

    let app = App::start(profile.path()).await?;
    app.reads("1 unpublished change").await?;

    // 429 that lasts: told with a way on, and nothing is lost.
    sandbox.fault(Fault {
        method: Some("POST".into()),
        path: "/drafts".into(),
        times: None,
        action: FaultAction::Answer {
            status: 429,
            headers: [("retry-after".to_owned(), "120".to_owned())].into_iter().collect(),
            body: json!({ "status": false, "error": "Rate limit exceeded", "code": "RATE_LIMIT_EXCEEDED", "retry_after": 120 }),
        },
    });
    app.click("button", "Review and publish").await?;
    // How the last publish ended does not stand in the way, and the label is kept.
    app.one("dialog", "Review changes").await?;
    ensure!(app.value("Version label").await? == "Refused refunds");
    app.click("button", "Publish").await?;
    app.reads("slow down").await?;
    app.keep_picture("publish-429").await?;
    sandbox.clear_faults();
    let drafts: Vec<_> = writes(&sandbox)
        .into_iter()
        .filter(|write| write.1.ends_with("/publish"))
        .collect();
    ensure!(drafts.is_empty(), "nothing was published: {drafts:?}");
    app.quit().await
}

#[tokio::test]
async fn a_colleague_who_published_meanwhile_stops_the_publish_before_the_first_write() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    open_agent(&app, "Returns Desk").await?;
    app.click("button", "Add Metrics").await?;
    app.fill("Identifier", "refund_refused").await?;
    app.fill(
        "Prompt",
        "Did the agent refuse a refund that the caller asked for?",
    )
    .await?;
    app.click("button", "Save").await?;
    app.reads("1 unpublished change").await?;

    let agent = crate::sandbox::agent_id(&sandbox, "Returns Desk").await?;
    sandbox.colleague_publishes(
        &agent,
        &atoms_sandbox::Publication {
            config: json!({ "postCallAnalyticsConfig": { "dispositionMetrics": [
                { "identifier": "call_resolved", "dispositionMetricPrompt": "Was it resolved by the end of the call?", "dispositionMetricType": "BOOLEAN" }
            ] } }),
            label: "Only one metric".into(),
            author: "Mei Tanaka".into(),
            activate: true,
        },
    )?;
    app.click("button", "Review and publish").await?;
    app.fill("Version label", "Refused refunds").await?;
    app.click("button", "Publish").await?;
    app.reads("Mei Tanaka").await?;
    app.keep_picture("live-moved").await?;
    ensure!(
        writes(&sandbox).is_empty(),
        "nothing was written: {:?}",
        writes(&sandbox)
    );
    app.quit().await?;
    let app = App::start(profile.path()).await?;
    app.reads("1 unpublished change").await?;
    app.quit().await
}

#[tokio::test]
async fn a_publish_that_was_killed_is_looked_after_and_makes_no_second_version() -> Result<()> {
    let _screen = screen().await;
    let quirks = Quirks {
        check: Duration::from_secs(5),
        ..Quirks::default()
    };
    let sandbox = recording(quirks).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    open_agent(&app, "Returns Desk").await?;
    app.click("button", "Add Metrics").await?;
    app.fill("Identifier", "refund_refused").await?;
    app.fill(
        "Prompt",
        "Did the agent refuse a refund that the caller asked for?",
    )
    .await?;
    app.click("button", "Save").await?;
    app.reads("1 unpublished change").await?;
    app.click("button", "Review and publish").await?;
    app.fill("Version label", "Refused refunds").await?;
    app.click("button", "Publish").await?;
    app.reads("Saved as Version 8").await?;
    app.kill().await?;

    let app = App::start(profile.path()).await?;
    // The check is waited for without being asked, and then nothing but going live is left, which Atoms did by itself.
    app.reads("Version 8 is live").await?;
    app.until(
        "nothing is unpublished",
        "return !document.body.innerText.includes('unpublished change')",
    )
    .await?;
    let published = writes(&sandbox)
        .into_iter()
        .filter(|write| write.1.ends_with("/publish"))
        .count();
    ensure!(published == 1, "published {published} times");
    app.quit().await
}
