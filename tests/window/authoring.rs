//! From an empty agent to five metrics without a finding, two from templates and three of one's own, without a mouse;
//! then live, in both generations.

use anyhow::{Context, Result, ensure};
use atoms_sandbox::{Generation, Publication, Quirks, Running};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::app::{App, screen};
use crate::sandbox::{agent_id, get, recording_on};

/// An agent whose colleague took every metric out.
const EMPTY: &str = "Returns Desk";

#[tokio::test]
async fn five_metrics_without_a_finding_by_keyboard_on_drafts_and_versions() -> Result<()> {
    author(Generation::V1).await
}

#[tokio::test]
async fn five_metrics_without_a_finding_by_keyboard_on_branches() -> Result<()> {
    author(Generation::V2).await
}

async fn author(generation: Generation) -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording_on(generation, Quirks::default()).await?;
    let agent = agent_id(&sandbox, EMPTY).await?;
    sandbox.colleague_publishes(
        &agent,
        &Publication {
            config: json!({ "postCallAnalyticsConfig": { "dispositionMetrics": [] } }),
            label: "Start over".into(),
            author: "Mei Tanaka".into(),
            activate: true,
        },
    )?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect_by_keyboard(&app, &sandbox).await?;
    app.reads("Nothing is measured here yet").await?;

    // Two from templates: chosen in the grid, added as filled cards.
    app.ctrl("n").await?;
    app.one("dialog", "Set up post call metrics").await?;
    app.until_focus_in("[role=tablist]").await?;
    app.keys(Key::Right).await?;
    app.reads("All templates").await?;
    for (word, name) in [
        ("mainly need help", "Contact reason"),
        ("speak with a person", "Asked for human"),
    ] {
        app.keys("/").await?;
        app.until_focus_in("[type=search]").await?;
        app.ctrl("a").await?;
        app.keys(word).await?;
        app.one("checkbox", name).await?;
        app.tab_to(name).await?;
        app.keys(" ").await?;
    }
    app.reads("2 selected").await?;
    press_ctrl_enter(&app).await?;
    app.one("textbox", "Identifier").await?;

    // Three own ones. The first begins with a mistake that would void calls, mended by key.
    own(
        &app,
        "refund_outcome",
        "Enum",
        "What did the agent decide about the refund? granted: it was promised. refused: it was turned down. \
         If no refund came up, answer not_discussed.",
        Some("granted, refused,"),
    )
    .await?;
    app.tab_to("Identifier").await?;
    app.reads("Your prompt tells the AI to answer not_discussed, but it is not one of the choices.")
        .await?;
    app.look("04-lint-danger").await?;
    app.keys(Key::F8).await?;
    app.ctrl(".").await?;
    app.reads("Done: Add not_discussed.").await?;
    own(
        &app,
        "store_named",
        "String",
        "Which store did the caller name? At most five words, as the caller says it. If none was named, answer none.",
        None,
    )
    .await?;
    own(
        &app,
        "questions_left",
        "Integer",
        "How many questions of the caller did the agent leave without an answer? Count each question once. \
         If none, answer 0.",
        None,
    )
    .await?;
    app.reads("Metrics on this agent after Save: 5").await?;
    app.look("04-lint-five-cards").await?;
    app.ctrl("s").await?;
    app.reads("5 metrics added to your unpublished changes.").await?;
    ensure!(
        findings(&app).await? == 0,
        "{}",
        app.evidence("no findings").await
    );
    app.look("03-authored").await?;

    app.ctrl("s").await?;
    app.one("dialog", "Review changes").await?;
    app.tab_to("Version label").await?;
    app.keys("First five").await?;
    press_ctrl_enter(&app).await?;
    app.reads("is live").await?;
    app.tab_to("Done").await?;
    app.keys(Key::Enter).await?;
    app.quit().await?;

    let live = get(&sandbox, &format!("/agent/{agent}")).await?;
    let metrics = live["data"]["_resolvedConfig"]["postCallAnalyticsConfig"]["dispositionMetrics"]
        .as_array()
        .context("metrics")?
        .clone();
    let names: Vec<&str> = metrics
        .iter()
        .filter_map(|metric| metric["identifier"].as_str())
        .collect();
    ensure!(
        names
            == [
                "contact_reason",
                "asked_for_human",
                "refund_outcome",
                "store_named",
                "questions_left"
            ],
        "{names:?}"
    );
    let choices: Vec<Value> = metrics[2]["choices"].as_array().context("choices")?.clone();
    ensure!(choices == ["granted", "refused", "not_discussed"], "{choices:?}");
    Ok(())
}

async fn connect_by_keyboard(app: &App, sandbox: &Running) -> Result<()> {
    app.tab_to("API key").await?;
    app.keys(sandbox.api_key()).await?;
    app.tab_to("Advanced").await?;
    app.keys(Key::Enter).await?;
    app.tab_to("API address").await?;
    app.ctrl("a").await?;
    app.keys(sandbox.url()).await?;
    app.keys(Key::Enter).await?;
    app.one("heading", "Agents").await?;
    app.reads(EMPTY).await?;
    app.ctrl("k").await?;
    app.one("dialog", "Find anything").await?;
    app.keys(EMPTY).await?;
    app.reads(EMPTY).await?;
    app.keys(Key::Enter).await?;
    app.one("heading", "Post Call Metrics").await?;
    Ok(())
}

/// Another card, filled field by field.
async fn own(
    app: &App,
    identifier: &str,
    data_type: &str,
    prompt: &str,
    choices: Option<&str>,
) -> Result<()> {
    press_ctrl_enter(app).await?;
    app.until(
        "an empty card is open",
        "return document.activeElement?.matches('input') && document.activeElement.value === ''",
    )
    .await?;
    app.keys(identifier).await?;
    if data_type != "String" {
        app.tab_to("Data Type").await?;
        app.keys(Key::Enter).await?;
        app.one("option", data_type).await?;
        app.keys(&data_type[..1]).await?;
        app.keys(Key::Enter).await?;
    }
    app.tab_to("Prompt").await?;
    app.keys(prompt).await?;
    if let Some(choices) = choices {
        app.tab_to("Choices").await?;
        app.keys(choices).await?;
    }
    Ok(())
}

async fn press_ctrl_enter(app: &App) -> Result<()> {
    let chain = app.driver.action_chain().key_down(Key::Control);
    chain.send_keys(Key::Enter).key_up(Key::Control).perform().await?;
    Ok(())
}

/// Findings on the page, notes hidden behind "more" included.
async fn findings(app: &App) -> Result<usize> {
    let script = "return document.querySelectorAll('[data-finding]').length
        + [...document.querySelectorAll('button')].filter((b) => /^\\d+ (more|notes?): /.test(b.getAttribute('aria-label') ?? '')).length";
    let found = app.driver.execute(script, vec![]).await?;
    Ok(usize::try_from(found.json().as_u64().context("a number")?)?)
}
