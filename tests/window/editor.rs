//! The editor in the real window: dragging with a pointer, many metrics at once, looking for some, actions by name, and
//! what is asked and shown before a live metric changes.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use atoms_sandbox::{Publication, Quirks};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{agent_id, recording};

impl App {
    /// Identifiers of the rows in sight, as they stand.
    async fn rows(&self) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll('[role=row] button[aria-label^=\"Drag \"]')]
            .map((handle) => [handle.getBoundingClientRect().top, handle.getAttribute('aria-label').slice(5)])
            .sort((a, b) => a[0] - b[0]).map(([, name]) => name)";
        let answer = self.driver.execute(script, vec![]).await?;
        Ok(serde_json::from_value(answer.json().clone())?)
    }

    /// The middle of a row, or of its handle.
    async fn middle(&self, identifier: &str, of_handle: bool) -> Result<(i64, i64)> {
        let script = "const handle = document.querySelector(`[aria-label=\"Drag ${arguments[0]}\"]`);
            const box = (arguments[1] ? handle : handle.closest('[role=row]')).getBoundingClientRect();
            return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]";
        let answer = self
            .driver
            .execute(script, vec![json!(identifier), json!(of_handle)])
            .await?;
        let place: (i64, i64) = serde_json::from_value(answer.json().clone())?;
        Ok(place)
    }

    async fn focus_row(&self, identifier: &str) -> Result<()> {
        let script =
            "document.querySelector(`[aria-label=\"Drag ${arguments[0]}\"]`).closest('[role=row]').focus()";
        self.driver.execute(script, vec![json!(identifier)]).await?;
        Ok(())
    }
}

async fn settle() {
    tokio::time::sleep(Duration::from_millis(300)).await;
}

async fn order_support(app: &App, sandbox: &atoms_sandbox::Running) -> Result<Vec<String>> {
    connect(app, &sandbox.url(), sandbox.api_key()).await?;
    open_agent(app, "Order Support").await?;
    app.reads("Contact reason").await?;
    let rows = app.rows().await?;
    ensure!(rows.len() >= 4, "{rows:?}");
    Ok(rows)
}

#[tokio::test]
async fn a_metric_is_dragged_dropped_and_taken_back() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    let before = order_support(&app, &sandbox).await?;

    let (x, y) = app.middle(&before[0], true).await?;
    let (_, end) = app.middle(&before[2], false).await?;
    let chain = app.driver.action_chain().move_to(x, y).click_and_hold();
    let chain = chain
        .move_to(x + 4, y + 12)
        .move_to(x + 4, end)
        .move_to(x + 4, end + 12);
    chain.perform().await?;
    app.until(
        "the line stands where it would go",
        "return !!document.querySelector('[role=row][data-drop=after]')",
    )
    .await?;
    // Not in other sizes: a window that changes its size lets go of what is dragged.
    app.keep_picture("03-metrics-dragging").await?;
    app.driver.action_chain().release().perform().await?;
    app.reads("now 3 of").await?;
    let mut expected = before.clone();
    expected[..3].rotate_left(1);
    let rows = app.rows().await?;
    ensure!(rows == expected, "dropped: {rows:?}");
    app.reads("1 unpublished change").await?;

    // One step.
    app.click("button", "Undo").await?;
    app.until(
        "the step is taken back",
        "return !document.body.innerText.includes('unpublished change')",
    )
    .await?;
    let rows = app.rows().await?;
    ensure!(rows == before, "taken back: {rows:?}");

    // Esc lets go without a move.
    let chain = app.driver.action_chain().move_to(x, y).click_and_hold();
    chain
        .move_to(x + 4, end)
        .move_to(x + 4, end + 12)
        .perform()
        .await?;
    app.keys(Key::Escape).await?;
    app.driver.action_chain().release().perform().await?;
    settle().await;
    let rows = app.rows().await?;
    ensure!(rows == before, "let go: {rows:?}");
    app.quit().await
}

#[tokio::test]
async fn a_long_list_scrolls_while_something_is_dragged() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let agent = agent_id(&sandbox, "Order Support").await?;
    let many: Vec<Value> = (0..200)
        .map(|number| {
            let choices: Vec<String> = (0..number % 12)
                .map(|choice| format!("choice_{choice}"))
                .collect();
            json!({
                "identifier": format!("metric_{number:03}"),
                "dispositionMetricPrompt": "What was said about it? ".repeat(number % 5 + 1),
                "dispositionMetricType": if choices.is_empty() { "STRING" } else { "ENUM" },
                "choices": choices,
            })
        })
        .collect();
    let many = Publication {
        config: json!({ "postCallAnalyticsConfig": { "dispositionMetrics": many } }),
        label: "Many".into(),
        author: "Mei Tanaka".into(),
        activate: true,
    };
    sandbox.colleague_publishes(&agent, &many)?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    open_agent(&app, "Order Support").await?;
    app.reads("200 metrics").await?;
    app.reads("Metric 001").await?;

    let (x, y) = app.middle("metric_001", true).await?;
    let chain = app.driver.action_chain().move_to(x, y).click_and_hold();
    chain.move_to(x + 4, y + 20).move_to(x + 4, 750).perform().await?;
    app.until(
        "it scrolled far beyond what was in sight",
        "return [...document.querySelectorAll('[aria-label^=\"Drag metric_\"]')]
            .some((handle) => Number(handle.getAttribute('aria-label').slice(12)) > 60)",
    )
    .await?;
    app.driver
        .action_chain()
        .move_to(x + 4, 480)
        .move_to(x + 4, 470)
        .release()
        .perform()
        .await?;
    app.reads("Metric 001, now").await?;
    let said = app
        .driver
        .execute(
            "return document.body.innerText.match(/Metric 001, now (\\d+) of 200/)?.[1]",
            vec![],
        )
        .await?;
    let place: u32 = said.json().as_str().context("place")?.parse()?;
    ensure!(place > 50, "dropped at {place}");
    app.click("button", "Undo").await?;
    app.until(
        "nothing is changed",
        "return !document.body.innerText.includes('unpublished change')",
    )
    .await?;
    app.quit().await
}

#[tokio::test]
async fn several_are_selected_deleted_and_taken_back_by_keyboard() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    let before = order_support(&app, &sandbox).await?;

    app.focus_row(&before[0]).await?;
    app.keys(" ").await?;
    app.reads("1 selected").await?;
    let chain = app.driver.action_chain().key_down(Key::Shift);
    chain
        .send_keys(Key::Down)
        .send_keys(Key::Down)
        .key_up(Key::Shift)
        .perform()
        .await?;
    app.reads("3 selected").await?;
    app.look_closely("03-metrics-selected").await?;
    app.keys(Key::Escape).await?;
    app.until(
        "nothing is selected",
        "return !document.body.innerText.includes(' selected')",
    )
    .await?;
    app.ctrl("a").await?;
    app.reads(&format!("{} selected", before.len())).await?;
    app.keys(Key::Escape).await?;
    app.keys(" ").await?;
    app.reads("1 selected").await?;
    let chain = app.driver.action_chain().key_down(Key::Shift);
    chain.send_keys(Key::Up).key_up(Key::Shift).perform().await?;
    app.reads("2 selected").await?;
    app.click("button", "Delete").await?;
    app.reads("2 metrics removed here. Still live until you publish.")
        .await?;
    app.reads("2 unpublished changes").await?;
    app.ctrl("z").await?;
    app.until(
        "both are back",
        "return !document.body.innerText.includes('unpublished change')",
    )
    .await?;
    ensure!(app.rows().await? == before, "{:?}", app.rows().await?);
    app.quit().await
}

#[tokio::test]
async fn some_are_found_and_actions_are_called_by_name() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    let before = order_support(&app, &sandbox).await?;

    app.fill("Search metrics", "effort").await?;
    app.reads(&format!("1 of {} metrics", before.len())).await?;
    app.reads("The order can be changed when nothing is searched, filtered or sorted.")
        .await?;
    app.look("03-metrics-found").await?;
    app.fill("Search metrics", "zebra").await?;
    app.reads("No metric about “zebra”").await?;
    app.look("03-metrics-none-found").await?;
    app.click("button", "Clear").await?;
    app.reads("Contact reason").await?;

    app.ctrl("k").await?;
    app.one("dialog", "Find anything").await?;
    app.keys("effort").await?;
    app.reads("Add the template").await?;
    settle().await;
    app.look_closely("12-command-palette").await?;
    app.fill("Find anything", "analysis set").await?;
    app.reads("Analysis settings").await?;
    settle().await;
    app.keys(Key::Enter).await?;
    app.one("switch", "Reasoning model").await?;
    app.quit().await
}

#[tokio::test]
async fn a_live_metric_is_guarded_and_an_answer_can_be_looked_at() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    order_support(&app, &sandbox).await?;

    app.focus_row("contact_reason").await?;
    app.keys(Key::Enter).await?;
    app.one("dialog", "Edit metric").await?;
    app.reads("An answer will look like").await?;
    settle().await;
    app.look_closely("04-edit-answer").await?;
    app.click("button", "Preview in logs, export and webhook").await?;
    app.one("dialog", "Preview: Contact Reason").await?;
    app.reads("Disposition").await?;
    settle().await;
    app.look("04-preview-log").await?;
    app.click("tab", "Webhook").await?;
    app.reads("\"dispositionMetricType\": \"ENUM\"").await?;
    app.click("button", "Copy").await?;
    app.reads("on the clipboard").await?;
    app.look_closely("04-preview-webhook").await?;
    app.click("tab", "Export").await?;
    app.reads("call_id").await?;
    app.look("04-preview-export").await?;
    app.keys(Key::Escape).await?;

    app.fill("Identifier", "call_reason").await?;
    app.ctrl("s").await?;
    app.one("dialog", "This changes what exports and webhooks receive")
        .await?;
    app.reads("Identifier: contact_reason → call_reason").await?;
    settle().await;
    app.look_closely("04-live-change").await?;
    app.click("button", "Cancel").await?;
    app.one("dialog", "Edit metric").await?;
    ensure!(
        app.value("Identifier").await? == "call_reason",
        "what was typed stays"
    );
    app.click("button", "Save").await?;
    app.click("button", "Add a new metric instead").await?;
    app.reads("Call reason added as a new metric. What is live stays as it is.")
        .await?;
    let rows = app.rows().await?;
    let at = rows
        .iter()
        .position(|row| row == "contact_reason")
        .context("the live one")?;
    ensure!(
        rows.get(at + 1).is_some_and(|row| row == "call_reason"),
        "{rows:?}"
    );
    app.quit().await
}
