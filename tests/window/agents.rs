//! Agents that are not the happy case, the age of what is shown, and drafts of others.

use anyhow::{Result, ensure};
use atoms_sandbox::{Generation, Quirks};
use serde_json::json;

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{agent_id, get, recording_on, writes};

#[tokio::test]
async fn agents_that_cannot_be_edited_open_and_say_why() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording_on(Generation::Mixed, Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    for (name, why) in [
        ("Store Openings", "This agent was never published."),
        ("Store Concierge", "This agent is made of several agents."),
    ] {
        open_agent(&app, name).await?;
        app.reads(why).await?;
        ensure!(app.is_disabled("Add Metrics").await?);
        app.keep_picture(&format!("read-only-{name}")).await?;
        app.click("link", "Agents").await?;
        app.one("heading", "Agents").await?;
    }

    // Archived ones are a list of their own.
    app.click("button", "Show archived").await?;
    app.reads("1 archived agent").await?;
    app.keep_picture("agents-archived").await?;
    open_agent(&app, "Spring Sale Line").await?;
    app.reads("This agent is archived.").await?;
    ensure!(app.is_disabled("Add Metrics").await?);
    app.click("link", "Agents").await?;

    // One that the key may not see, after it was edited here.
    open_agent(&app, "Warranty Claims").await?;
    app.click("button", "Add Metrics").await?;
    app.fill("Identifier", "receipt_missing").await?;
    app.fill("Prompt", "Did the caller say that the receipt is lost?")
        .await?;
    app.click("button", "Save").await?;
    app.reads("1 unpublished change").await?;
    let agent = agent_id(&sandbox, "Warranty Claims").await?;
    sandbox.fault(atoms_sandbox::Fault {
        method: Some("GET".into()),
        path: format!("/atoms/v1/agent/{agent}"),
        times: None,
        action: atoms_sandbox::FaultAction::Answer {
            status: 403,
            headers: std::collections::BTreeMap::new(),
            body: json!({ "status": false, "errors": ["Forbidden"] }),
        },
    });
    app.click("button", "Refresh").await?;
    app.reads("This key may not see this agent.").await?;
    app.reads("Receipt missing").await?;
    app.keep_picture("read-only-forbidden").await?;
    sandbox.clear_faults();
    app.click("button", "Refresh").await?;
    app.until(
        "it can be edited again",
        "return !document.body.innerText.includes('may not see this agent')",
    )
    .await?;
    app.reads("1 unpublished change").await?;
    app.quit().await
}

#[tokio::test]
async fn every_page_shows_its_age_and_reads_again_when_asked() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording_on(Generation::Mixed, Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    let refreshed = async |line: &str| -> Result<()> {
        app.reads("Read from Atoms").await?;
        let path = |request: &atoms_sandbox::Recorded| request.path.split('?').next() == Some(line);
        let asked = || sandbox.requests().iter().filter(|request| path(request)).count();
        let before = asked();
        app.click("button", "Refresh").await?;
        for _ in 0..100 {
            if asked() > before {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        anyhow::bail!("{line} was not read again")
    };
    refreshed("/atoms/v1/agent").await?;
    open_agent(&app, "Order Support").await?;
    let agent = agent_id(&sandbox, "Order Support").await?;
    refreshed(&format!("/atoms/v1/agent/{agent}")).await?;
    app.click("link", "Version history").await?;
    app.one("heading", "Version history").await?;

    // What a colleague published is there after a look.
    sandbox.colleague_publishes(
        &agent,
        &atoms_sandbox::Publication {
            config: json!({ "slmModel": "electron" }),
            label: "Another model".into(),
            author: "Mei Tanaka".into(),
            activate: true,
        },
    )?;
    app.reads("Read from Atoms").await?;
    app.click("button", "Refresh").await?;
    app.reads("Another model").await?;
    app.quit().await
}

#[tokio::test]
async fn a_draft_of_somebody_else_stops_the_publish_and_stays_as_it_is() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording_on(Generation::V2, Quirks::default()).await?;
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

    let agent = agent_id(&sandbox, "Returns Desk").await?;
    let half_done = json!({ "singlePromptConfig": { "prompt": "You take returns for" } });
    let draft = sandbox.colleague_drafts(&agent, "", &half_done, "Mei Tanaka")?;
    let path = format!("/agent/{agent}?draftId={draft}");
    let theirs = get(&sandbox, &path).await?;
    app.click("button", "Review and publish").await?;
    app.fill("Version label", "Refused refunds").await?;
    app.click("button", "Publish").await?;
    app.reads("Mei Tanaka has unpublished changes here").await?;
    app.reads("Nothing was written.").await?;
    app.keep_picture("draft-of-somebody-else").await?;
    ensure!(writes(&sandbox).is_empty(), "{:?}", writes(&sandbox));
    ensure!(get(&sandbox, &path).await? == theirs, "their draft is as it was");

    // Once it is out of the way, ours goes through with the same label.
    sandbox.colleague_discards_draft(&agent, "Mei Tanaka")?;
    app.click("button", "Wait and check again").await?;
    app.reads("Mei Tanaka’s draft is gone").await?;
    app.click("button", "Review and publish").await?;
    app.until(
        "the label is as it was typed",
        "return [...document.querySelectorAll('input')].some((input) => input.value === 'Refused refunds')",
    )
    .await?;
    app.click("button", "Publish").await?;
    app.reads("is live").await?;
    let written: Vec<_> = writes(&sandbox).into_iter().map(|write| write.0).collect();
    ensure!(written == ["PUT", "POST"], "{written:?}");
    app.quit().await
}
