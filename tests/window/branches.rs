//! Branches in the real window: another one goes live, and one that is not is published to.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use atoms_sandbox::{Generation, Running};
use reqwest::Method;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::app::screen;
use crate::history::{METRICS, live, metrics, opened, walk_to, without_metrics};
use crate::sandbox::{get, send};

/// What the other branch says first.
const GREETING: &str = "Good day, this is Larkfield Home. What can I do for you?";

#[tokio::test]
async fn another_branch_goes_live_after_what_that_changes_was_seen() -> Result<()> {
    let _screen = screen().await;
    let (sandbox, agent, _profile, app) = opened(Generation::V2).await?;
    let before = live(&sandbox, &agent).await?;
    warmer_greeting(&sandbox, &agent).await?;

    app.click("button", "Refresh").await?;
    app.choose("Branch", "Warmer greeting").await?;
    app.reads("Warmer").await?;
    app.look("08-history-branch").await?;
    app.click_option("Drafts and branches").await?;
    app.one("heading", "Branches").await?;
    app.look("08-branches").await?;
    app.click("button", "Make live").await?;
    app.one("dialog", "Make Warmer greeting live?").await?;
    app.reads("What can I do for you").await?;
    app.look("08-make-live").await?;
    ensure!(app.is_disabled("Make live").await?);
    ensure!(live(&sandbox, &agent).await? == before, "nothing is sent yet");
    app.click("checkbox", "Let Warmer greeting serve calls").await?;
    app.click("button", "Make live").await?;
    app.reads("Warmer greeting is live with").await?;
    let after = live(&sandbox, &agent).await?;
    ensure!(after.to_string().contains("What can I do for you"), "{after}");
    ensure!(
        after[METRICS] == before[METRICS],
        "the metrics are those of both branches"
    );
    app.quit().await
}

#[tokio::test]
async fn changes_are_published_to_a_branch_that_is_not_live_and_go_live_with_it() -> Result<()> {
    let _screen = screen().await;
    let (sandbox, agent, _profile, app) = opened(Generation::V2).await?;
    let before = live(&sandbox, &agent).await?;
    let other = warmer_greeting(&sandbox, &agent).await?;
    let greeted = head(&sandbox, &agent, &other).await?;
    app.click("button", "Refresh").await?;
    walk_to(&app, 12, 11).await?;
    app.click("button", "Edit from here").await?;
    app.reads("Your working copy has the metrics of Version 11 now.")
        .await?;
    app.click_option("Drafts and branches").await?;
    app.one("heading", "Branches").await?;
    // Somebody's draft there is told, and keeps Publish off.
    let draft = format!("/agent/{agent}/branches/{other}/draft");
    send(&sandbox, Method::PUT, &draft, json!({"firstMessage": "Hello."})).await?;
    app.click("button", "Publish here").await?;
    app.reads("has an open draft on Warmer greeting").await?;
    ensure!(app.is_disabled("Publish to Warmer greeting").await?);
    app.look("06-review-branch-draft").await?;
    app.click("button", "Cancel").await?;
    send(&sandbox, Method::DELETE, &draft, json!({})).await?;

    app.click("link", "Version history").await?;
    app.click_option("Drafts and branches").await?;
    app.click("button", "Publish here").await?;
    app.one("dialog", "Review changes").await?;
    app.reads("This does not go live.").await?;
    app.look_closely("06-review-branch").await?;
    app.fill("Version label", "Without asking for a person").await?;
    app.click("button", "Publish to Warmer greeting").await?;
    app.one("dialog", "Version 3 is published on Warmer greeting")
        .await?;
    app.reads("Warmer greeting is not live").await?;
    app.look_closely("07-published-branch").await?;

    let after = head(&sandbox, &agent, &other).await?;
    ensure!(live(&sandbox, &agent).await? == before, "callers feel nothing");
    ensure!(
        without_metrics(&after) == without_metrics(&greeted),
        "everything else of the branch is as it was"
    );
    ensure!(metrics(&after) != metrics(&greeted), "and the metrics are new");
    app.click("button", "View in history").await?;
    app.one("heading", "Version history").await?;
    app.one("heading", "Version 3").await?;
    app.reads("3 versions").await?;
    app.look("08-history-branch-published").await?;

    app.click_option("Drafts and branches").await?;
    app.click("button", "Make live").await?;
    app.click("checkbox", "Let Warmer greeting serve calls").await?;
    app.click("button", "Make live").await?;
    app.reads("Warmer greeting is live with").await?;
    ensure!(
        live(&sandbox, &agent).await? == after,
        "the branch with the metrics"
    );
    app.quit().await
}

#[tokio::test]
async fn a_whole_version_comes_back_on_a_branch_that_is_not_live() -> Result<()> {
    let _screen = screen().await;
    let (sandbox, agent, _profile, app) = opened(Generation::V2).await?;
    let before = live(&sandbox, &agent).await?;
    let other = warmer_greeting(&sandbox, &agent).await?;
    app.click("button", "Refresh").await?;
    app.choose("Branch", "Warmer greeting").await?;
    app.one("heading", "Version 2").await?;
    ensure!(
        app.is_disabled("Bring back the whole version").await?,
        "it is the latest one there"
    );
    walk_to(&app, 2, 1).await?;
    app.click("button", "Bring back the whole version").await?;
    app.one("dialog", "Bring back all of Version 1?").await?;
    app.reads("This does not go live. Calls go on as before until Warmer greeting is made live.")
        .await?;
    app.look("08-whole-branch").await?;
    app.click("checkbox", "Put all of Version 1 on Warmer greeting")
        .await?;
    app.click("button", "Bring back the whole version").await?;
    app.one("dialog", "Back to Version 1").await?;
    app.reads("is the latest version of Warmer greeting").await?;
    app.reads("Warmer greeting is not live: calls go on as before.")
        .await?;
    app.look("08-whole-branch-done").await?;
    app.click("button", "Done").await?;
    app.reads("3 versions").await?;
    app.reads("Restored from Version 1").await?;
    ensure!(live(&sandbox, &agent).await? == before, "callers feel nothing");
    ensure!(
        head(&sandbox, &agent, &other).await? == before,
        "and the branch is as it began"
    );
    app.quit().await
}

#[tokio::test]
async fn a_conflict_with_a_branch_is_chosen_and_published_by_keyboard_alone() -> Result<()> {
    let _screen = screen().await;
    let (sandbox, agent, _profile, app) = opened(Generation::V2).await?;
    let before = live(&sandbox, &agent).await?;
    let other = warmer_greeting(&sandbox, &agent).await?;
    let mut config = before[METRICS].clone();
    let first = &mut config["dispositionMetrics"][0];
    let identifier = first["identifier"].as_str().context("a name")?.to_owned();
    first["dispositionMetricPrompt"] = "Which words did the caller choose for it?".into();
    publish_there(&sandbox, &agent, &other, json!({METRICS: config})).await?;

    // The same metric with other words here.
    app.tab_to("Post Call Metrics").await?;
    app.keys(Key::Enter).await?;
    app.one("heading", "Post Call Metrics").await?;
    app.tab_to(&format!("Edit {identifier}")).await?;
    app.keys(Key::Enter).await?;
    app.one("dialog", "Edit metric").await?;
    app.tab_to("Prompt").await?;
    app.ctrl("a").await?;
    app.keys("What did the caller want, in a few words?").await?;
    app.ctrl("s").await?;
    app.reads("1 unpublished change").await?;

    app.tab_to("Review and publish").await?;
    app.keys(Key::Enter).await?;
    app.one("dialog", "Review changes").await?;
    app.tab_to("Publish to").await?;
    app.keys(Key::Enter).await?;
    app.one("option", "Warmer greeting").await?;
    app.keys("W").await?;
    app.keys(Key::Enter).await?;
    app.reads("Changed here and on Warmer greeting").await?;
    ensure!(app.is_disabled("Publish to Warmer greeting").await?);
    app.look("06-review-branch-conflict").await?;
    app.until_focus_in("[role=radiogroup]").await?;
    app.keys(Key::Down).await?;
    app.until(
        "one side is chosen",
        "return !!document.querySelector('[role=dialog] [role=radiogroup] [data-selected]')",
    )
    .await?;
    app.tab_to("Version label").await?;
    app.keys("Both asked").await?;
    app.tab_to("Publish to Warmer greeting").await?;
    app.keys(Key::Enter).await?;
    app.one("dialog", "Version 4 is published on Warmer greeting")
        .await?;
    app.tab_to("Done").await?;
    app.keys(Key::Enter).await?;
    ensure!(live(&sandbox, &agent).await? == before, "callers feel nothing");
    let after = head(&sandbox, &agent, &other).await?;
    let prompt = &after[METRICS]["dispositionMetrics"][0]["dispositionMetricPrompt"];
    ensure!(
        prompt == "What did the caller want, in a few words?",
        "ours was chosen: {prompt}"
    );
    app.quit().await
}

/// A second branch on which a colleague published another greeting; gives back its id.
async fn warmer_greeting(sandbox: &Running, agent: &str) -> Result<String> {
    let branches = format!("/agent/{agent}/branches");
    let main = get(sandbox, &branches).await?["data"]["branches"][0]["branch"]["_id"].clone();
    let other = json!({"sourceBranchId": main, "name": "Warmer greeting"});
    let other = send(sandbox, Method::POST, &branches, other).await?["_id"]
        .as_str()
        .context("a branch")?
        .to_owned();
    publish_there(sandbox, agent, &other, json!({"firstMessage": GREETING})).await?;
    Ok(other)
}

/// A colleague publishes on a branch.
async fn publish_there(sandbox: &Running, agent: &str, branch: &str, config: Value) -> Result<()> {
    let branch = format!("/agent/{agent}/branches/{branch}");
    let draft = format!("{branch}/draft");
    send(sandbox, Method::PUT, &draft, config).await?;
    let label = json!({"label": "Warmer"});
    send(sandbox, Method::POST, &format!("{draft}/publish"), label).await?;
    for _ in 0..200 {
        let now = get(sandbox, &branch).await?;
        if now["data"]["hasOpenDraft"] == false {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("the draft is still open")
}

/// The configuration of a branch's latest version.
async fn head(sandbox: &Running, agent: &str, branch: &str) -> Result<Value> {
    let branch = get(sandbox, &format!("/agent/{agent}/branches/{branch}")).await?;
    let id = branch["data"]["branch"]["headRevisionId"]
        .as_str()
        .context("a head")?
        .to_owned();
    let read = get(sandbox, &format!("/agent/{agent}?versionId={id}")).await?;
    Ok(read["data"]["_resolvedConfig"].clone())
}
