//! The version history in the real window: what each version changed, any two side by side, and the ways back.

use anyhow::{Context, Result, ensure};
use atoms_sandbox::{Generation, Quirks, Running};
use serde_json::Value;
use thirtyfour::{By, Key};

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{agent_id, get, recording_on};

pub const METRICS: &str = "postCallAnalyticsConfig";

#[tokio::test]
async fn only_some_metrics_come_back_and_everything_else_stays() -> Result<()> {
    some_metrics(Generation::V1).await
}

#[tokio::test]
async fn only_some_metrics_come_back_and_everything_else_stays_on_branches() -> Result<()> {
    some_metrics(Generation::V2).await
}

#[tokio::test]
async fn a_whole_version_comes_back() -> Result<()> {
    whole_version(Generation::V1).await
}

#[tokio::test]
async fn a_whole_version_comes_back_on_branches() -> Result<()> {
    whole_version(Generation::V2).await
}

#[tokio::test]
async fn forty_versions_are_read_from_end_to_end() -> Result<()> {
    forty_versions(Generation::V1).await
}

#[tokio::test]
async fn forty_versions_are_read_from_end_to_end_on_branches() -> Result<()> {
    forty_versions(Generation::V2).await
}

#[tokio::test]
async fn a_draft_is_saved_to_atoms_and_nothing_goes_live() -> Result<()> {
    draft(Generation::V1).await
}

#[tokio::test]
async fn a_draft_is_saved_to_atoms_and_nothing_goes_live_on_branches() -> Result<()> {
    draft(Generation::V2).await
}

pub async fn opened(generation: Generation) -> Result<(Running, String, tempfile::TempDir, App)> {
    let sandbox = recording_on(generation, Quirks::default()).await?;
    let agent = agent_id(&sandbox, "Order Support").await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    open_agent(&app, "Order Support").await?;
    app.click("link", "Version history").await?;
    app.reads("12 versions").await?;
    Ok((sandbox, agent, profile, app))
}

/// Both generations look the same: pictures of one will do.
async fn look(app: &App, generation: Generation, name: &str) -> Result<()> {
    match generation {
        Generation::V1 => app.look_closely(name).await,
        Generation::V2 | Generation::Mixed => Ok(()),
    }
}

async fn forty_versions(generation: Generation) -> Result<()> {
    let _screen = screen().await;
    let (sandbox, agent, _profile, app) = opened(generation).await?;
    sandbox.add_versions(&agent, 28)?;
    app.click("button", "Refresh").await?;
    app.reads("40 versions").await?;
    app.click("button", "Read all").await?;
    app.reads("All 40 versions are read.").await?;
    walk_to(&app, 40, 1).await?;
    app.reads("Before the first version").await?;
    look(&app, generation, "08-history-first").await?;
    // What only one of them said is found.
    app.ctrl("f").await?;
    app.keys("vouchers").await?;
    app.reads("1 version found").await?;
    let found = app
        .driver
        .find(By::XPath(
            "//*[@role='option'][contains(., 'Do not offer vouchers')]",
        ))
        .await?;
    found.click().await?;
    app.one("heading", "Version 7").await?;
    look(&app, generation, "08-history-search").await?;
    app.quit().await
}

async fn draft(generation: Generation) -> Result<()> {
    let _screen = screen().await;
    let (sandbox, agent, _profile, app) = opened(generation).await?;
    let before = live(&sandbox, &agent).await?;
    walk_to(&app, 12, 11).await?;
    app.click("button", "Edit from here").await?;
    app.reads("Your working copy has the metrics of Version 11 now. Nothing is live yet.")
        .await?;
    app.click_option("Unpublished changes").await?;
    app.one("heading", "Unpublished changes").await?;
    look(&app, generation, "08-history-unpublished").await?;
    app.click("button", "Save draft to Atoms").await?;
    app.fill("Name of the draft", "Without asking for a person")
        .await?;
    app.click("button", "Save draft").await?;
    app.reads("Nothing went live").await?;
    look(&app, generation, "08-draft-saved").await?;
    app.click("button", "Show the drafts").await?;
    app.one("heading", "Drafts on Atoms").await?;
    app.reads("Yours").await?;
    look(&app, generation, "08-drafts").await?;
    ensure!(live(&sandbox, &agent).await? == before, "nothing is live");

    // It is ours: publishing goes on without asking about it.
    app.click("button", "Review and publish").await?;
    app.one("dialog", "Review changes").await?;
    app.fill("Version label", "As it was").await?;
    app.click("button", "Publish").await?;
    app.one("button", "View in history").await?;
    ensure!(live(&sandbox, &agent).await? != before, "the change is live");
    app.quit().await
}

pub async fn live(sandbox: &Running, agent: &str) -> Result<Value> {
    let read = get(sandbox, &format!("/agent/{agent}")).await?;
    Ok(read["data"]["_resolvedConfig"].clone())
}

async fn version(sandbox: &Running, agent: &str, id: &str) -> Result<Value> {
    let read = get(sandbox, &format!("/agent/{agent}?versionId={id}")).await?;
    Ok(read["data"]["_resolvedConfig"].clone())
}

/// Id of the version with this label.
async fn labelled(sandbox: &Running, agent: &str, generation: Generation, label: &str) -> Result<String> {
    let rows = match generation {
        Generation::V1 | Generation::Mixed => {
            get(sandbox, &format!("/agent/{agent}/versions?limit=100")).await?["data"]["versions"].clone()
        }
        Generation::V2 => {
            let branches = get(sandbox, &format!("/agent/{agent}/branches")).await?;
            let branch = branches["data"]["branches"][0]["branch"]["_id"]
                .as_str()
                .context("a branch")?
                .to_owned();
            get(
                sandbox,
                &format!("/agent/{agent}/branches/{branch}/revisions?limit=100"),
            )
            .await?["data"]["revisions"]
                .clone()
        }
    };
    let rows = rows.as_array().context("rows")?;
    let found = rows.iter().find(|row| row["label"] == label);
    Ok(found.context("the version")?["_id"]
        .as_str()
        .context("an id")?
        .to_owned())
}

/// With the arrow keys, from the newest one down.
pub async fn walk_to(app: &App, from: u32, number: u32) -> Result<()> {
    app.one("heading", &format!("Version {from}")).await?;
    let newest = app
        .driver
        .find(By::XPath("(//*[@role='option'][contains(., 'Version')])[1]"))
        .await?;
    newest.click().await?;
    for at in (number..from).rev() {
        app.keys(Key::Down).await?;
        app.one("heading", &format!("Version {at}")).await?;
    }
    Ok(())
}

pub fn metrics(config: &Value) -> Vec<Value> {
    let list = config[METRICS]["dispositionMetrics"].as_array();
    list.cloned().unwrap_or_default()
}

fn named<'a>(list: &'a [Value], identifier: &str) -> Option<&'a Value> {
    list.iter().find(|metric| metric["identifier"] == identifier)
}

pub fn without_metrics(config: &Value) -> Value {
    let mut rest = config.clone();
    if let Some(members) = rest.as_object_mut() {
        members.remove(METRICS);
    }
    rest
}

async fn some_metrics(generation: Generation) -> Result<()> {
    let _screen = screen().await;
    let (sandbox, agent, _profile, app) = opened(generation).await?;
    let before = live(&sandbox, &agent).await?;
    let old = labelled(&sandbox, &agent, generation, "Score effort from 1 to 5").await?;
    let then = version(&sandbox, &agent, &old).await?;

    app.one("heading", "Version 12").await?;
    app.reads("What it changed").await?;
    look(&app, generation, "08-history").await?;
    walk_to(&app, 12, 5).await?;
    app.click("radio", "Against live").await?;
    app.reads("Live now, Version 12").await?;
    look(&app, generation, "08-history-against-live").await?;
    app.click("radio", "In one text").await?;
    look(&app, generation, "08-history-one-text").await?;
    app.click("radio", "Side by side").await?;
    app.click("checkbox", "Bring back Contact reason").await?;
    app.click("button", "Bring back only these metrics").await?;
    app.reads("1 metric is in your working copy as in Version 5. Nothing is live yet.")
        .await?;
    look(&app, generation, "08-history-brought").await?;
    ensure!(live(&sandbox, &agent).await? == before, "nothing is live yet");

    app.click("button", "Review and publish").await?;
    app.one("dialog", "Review changes").await?;
    app.fill("Version label", "Contact reasons as they were").await?;
    app.click("button", "Publish").await?;
    app.one("button", "View in history").await?;
    let after = live(&sandbox, &agent).await?;
    ensure!(
        without_metrics(&after) == without_metrics(&before),
        "everything else is as it was"
    );
    for metric in metrics(&after) {
        let identifier = metric["identifier"].as_str().unwrap_or_default().to_owned();
        let wanted = if identifier == "contact_reason" {
            &then
        } else {
            &before
        };
        let wanted = metrics(wanted);
        ensure!(
            named(&wanted, &identifier) == Some(&metric),
            "{identifier}: {metric}"
        );
    }
    ensure!(metrics(&after).len() == metrics(&before).len());
    app.quit().await
}

async fn whole_version(generation: Generation) -> Result<()> {
    let _screen = screen().await;
    let (sandbox, agent, _profile, app) = opened(generation).await?;
    let old = labelled(&sandbox, &agent, generation, "Say what counts as resolved").await?;
    let then = version(&sandbox, &agent, &old).await?;
    walk_to(&app, 12, 3).await?;
    app.click("button", "Bring back the whole version").await?;
    app.one("dialog", "Bring back all of Version 3?").await?;
    app.reads("What else would change in the agent").await?;
    look(&app, generation, "08-whole-version").await?;
    ensure!(app.is_disabled("Bring back the whole version").await?);
    app.click("checkbox", "Put all of Version 3 live").await?;
    app.click("button", "Bring back the whole version").await?;
    app.reads("is live. Read back from Atoms").await?;
    look(&app, generation, "08-whole-version-done").await?;
    ensure!(live(&sandbox, &agent).await? == then, "all of it is as it was");
    app.click("button", "Done").await?;
    app.click("button", "Edit from here").await?;
    app.quit().await
}
