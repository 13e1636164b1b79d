//! The main job, from the API key to a new live version, with a restart and a kill in between.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use atoms_sandbox::{Generation, Quirks};
use serde_json::{Value, json};

use crate::app::{App, pids, screen};
use crate::sandbox::{agent_id, get, recording_on, writes};

/// Connects to a sandbox by key and address, as to any workspace.
pub async fn connect(app: &App, url: &str, key: &str) -> Result<()> {
    app.fill("API key", key).await?;
    app.click("button", "Advanced").await?;
    app.fill("API address", url).await?;
    app.click("button", "Connect").await?;
    app.one("heading", "Agents").await?;
    Ok(())
}

/// Opens an agent from the list.
pub async fn open_agent(app: &App, name: &str) -> Result<()> {
    app.click_row(name).await?;
    app.one("heading", "Post Call Metrics").await?;
    app.reads(name).await
}

/// How Atoms keeps the versions of the agent. Nothing on screen may depend on it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Drafts,
    Branches,
    /// From drafts to branches after it was read, before it is published.
    Moves,
}

#[tokio::test]
async fn from_the_key_to_a_new_live_version() -> Result<()> {
    journey(Way::Drafts).await
}

#[tokio::test]
async fn from_the_key_to_a_new_live_version_on_branches() -> Result<()> {
    journey(Way::Branches).await
}

#[tokio::test]
async fn from_the_key_to_a_new_live_version_of_an_agent_that_moves_to_branches_meanwhile() -> Result<()> {
    journey(Way::Moves).await
}

async fn journey(way: Way) -> Result<()> {
    let _screen = screen().await;
    let generation = match way {
        Way::Branches => Generation::V2,
        Way::Drafts | Way::Moves => Generation::V1,
    };
    let sandbox = recording_on(generation, Quirks::default()).await?;
    let (url, key) = (sandbox.url(), sandbox.api_key().to_owned());
    let profile = tempfile::tempdir()?;
    let agent = agent_id(&sandbox, "Order Support").await?;
    let before = get(&sandbox, &format!("/agent/{agent}")).await?;

    let app = App::start(profile.path()).await?;
    connect(&app, &url, &key).await?;
    open_agent(&app, "Order Support").await?;

    // Two metrics from scratch; what is wrong keeps the panel open and says so beside the field.
    app.click("button", "Add Metrics").await?;
    app.one("dialog", "Set up post call metrics").await?;
    app.fill("Identifier", "Refund Issued").await?;
    app.fill(
        "Prompt",
        "Did the agent say that a refund was issued during this call?",
    )
    .await?;
    app.choose("Data Type", "Boolean").await?;
    app.click("button", "Save").await?;
    app.click("button", "Use refund_issued").await?;
    app.until(
        "the suggestion is taken",
        "return [...document.querySelectorAll('input')].some((input) => input.value === 'refund_issued')",
    )
    .await?;
    app.click("button", "Add Another").await?;
    app.until(
        "the new card has the focus",
        "return document.activeElement.tagName === 'INPUT' && document.activeElement.value === ''",
    )
    .await?;
    app.fill("Identifier", "delivery_state").await?;
    app.choose("Data Type", "Enum").await?;
    app.fill(
        "Prompt",
        "What does the caller say about the delivery? If it never comes up, answer not_discussed.",
    )
    .await?;
    // The last one is still text in the field when Save is pressed.
    app.one("textbox", "Choices")
        .await?
        .send_keys("on its way, late\u{E007}not_discussed")
        .await?;
    app.click("button", "Save").await?;
    app.reads("2 unpublished changes").await?;

    // One from the templates.
    app.click("button", "Add Metrics").await?;
    app.click("tab", "Templates").await?;
    app.click("checkbox", "Effort score").await?;
    app.click("button", "Add (1)").await?;
    app.click("button", "Save").await?;
    app.reads("3 unpublished changes").await?;

    // A power cut: everything is still there, and so is the agent that was open.
    app.kill().await?;
    let app = App::start(profile.path()).await?;
    app.reads("3 unpublished changes").await?;
    app.reads("Order Support").await?;
    ensure!(
        writes(&sandbox).is_empty(),
        "nothing may be written before Publish"
    );

    if way == Way::Moves {
        sandbox.migrate(&agent)?;
    }
    app.click("button", "Review and publish").await?;
    app.one("dialog", "Review changes").await?;
    app.fill("Version label", "Refunds and deliveries asked").await?;
    app.keep_picture(&format!("review-{way:?}")).await?;
    app.click("button", "Publish").await?;
    app.one("button", "View in history").await?;
    app.reads("Version 13 is live").await?;
    app.reads("Refunds and deliveries asked").await?;
    app.keep_picture(&format!("published-{way:?}")).await?;
    app.click("button", "View in history").await?;
    app.one("heading", "Version history").await?;
    app.reads("Refunds and deliveries asked").await?;
    app.keep_picture(&format!("history-{way:?}")).await?;

    assert_written(&sandbox, &agent, way, &before)?;
    assert_live(&sandbox, &agent, &before).await?;
    assert_key_is_nowhere(profile.path(), &key)?;

    // After a restart: the same agent, nothing left to publish.
    app.quit().await?;
    let app = App::start(profile.path()).await?;
    app.reads("Order Support").await?;
    app.reads("Effort score").await?;
    let text = app
        .driver
        .execute("return document.body.innerText", vec![])
        .await?;
    ensure!(
        !text
            .json()
            .as_str()
            .context("text")?
            .contains("unpublished change")
    );
    app.quit().await
}

/// The writes are those of the generation, and no others.
fn assert_written(sandbox: &atoms_sandbox::Running, agent: &str, way: Way, before: &Value) -> Result<()> {
    let writes = writes(sandbox);
    let lines: Vec<String> = writes
        .iter()
        .map(|(method, path, _)| format!("{method} {}", generic(path, agent)))
        .collect();
    let bodies: Vec<&Value> = writes.iter().map(|write| &write.2).collect();
    let expected: &[&str] = match way {
        Way::Drafts => &["POST /drafts", "PATCH /drafts/*/config", "POST /drafts/*/publish"],
        Way::Branches => &["PUT /branches/*/draft", "POST /branches/*/draft/publish"],
        // The first is turned away and changes nothing.
        Way::Moves => &[
            "POST /drafts",
            "PUT /branches/*/draft",
            "POST /branches/*/draft/publish",
        ],
    };
    assert_eq!(lines, expected);
    let label = "Refunds and deliveries asked";
    let (first, last) = (bodies[0], bodies[bodies.len() - 1]);
    assert_eq!(keys(bodies[bodies.len() - 2]), ["postCallAnalyticsConfig"]);
    if way == Way::Drafts {
        assert_eq!(last, &json!({ "label": label, "activate": true }));
    } else {
        assert_eq!(last, &json!({ "label": label }));
    }
    if way != Way::Branches {
        assert_eq!(keys(first), ["sourceVersionId", "draftName"]);
        assert_eq!(first["sourceVersionId"], before["data"]["activeVersionId"]);
    }
    Ok(())
}

/// A path below the agent with `*` for ids.
fn generic(path: &str, agent: &str) -> String {
    let path = path.replace(&format!("/agent/{agent}"), "");
    let is_id = |part: &str| part.len() == 24 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    path.split('/')
        .map(|part| if is_id(part) { "*" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

async fn assert_live(sandbox: &atoms_sandbox::Running, agent: &str, before: &Value) -> Result<()> {
    let base = &before["data"]["activeVersionId"];
    let after = get(sandbox, &format!("/agent/{agent}")).await?;
    assert_ne!(&after["data"]["activeVersionId"], base);
    let (was, is) = (
        &before["data"]["_resolvedConfig"],
        &after["data"]["_resolvedConfig"],
    );
    for (section, value) in was.as_object().context("config")? {
        if section != "postCallAnalyticsConfig" {
            assert_eq!(value, &is[section], "{section} must be as it was");
        }
    }
    let (was, is) = (&was["postCallAnalyticsConfig"], &is["postCallAnalyticsConfig"]);
    for (member, value) in was.as_object().context("metrics")? {
        if member != "dispositionMetrics" {
            assert_eq!(value, &is[member], "{member} must arrive as it was read");
        }
    }
    let old = was["dispositionMetrics"].as_array().context("metrics")?;
    let new = is["dispositionMetrics"].as_array().context("metrics")?;
    assert_eq!(
        old.as_slice(),
        &new[..old.len()],
        "metrics that were there arrive as they were read"
    );
    let added: Vec<_> = new[old.len()..]
        .iter()
        .map(|metric| &metric["identifier"])
        .collect();
    assert_eq!(added, ["refund_issued", "delivery_state", "effort_score"]);
    assert_eq!(
        new[old.len() + 1]["choices"],
        json!(["on its way", "late", "not_discussed"])
    );
    Ok(())
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .map(|object| object.keys().map(String::as_str).collect())
        .unwrap_or_default()
}

/// No file of the profile, no process argument or environment of the app holds the key.
fn assert_key_is_nowhere(profile: &Path, key: &str) -> Result<()> {
    let mut folders = vec![profile.to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path)?;
            ensure!(!holds(&bytes, key), "the key is in {}", path.display());
        }
    }
    ensure!(
        files > 5,
        "the profile should hold the store, the log and the web view's data"
    );
    for pid in pids(profile) {
        for part in ["cmdline", "environ"] {
            let bytes = std::fs::read(format!("/proc/{pid}/{part}"))?;
            ensure!(!holds(&bytes, key), "the key is in the process's {part}");
        }
    }
    Ok(())
}

fn holds(bytes: &[u8], key: &str) -> bool {
    bytes.windows(key.len()).any(|window| window == key.as_bytes())
}
