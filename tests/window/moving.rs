//! Metrics into a file, out of one, and to another agent, in the real window with scripted dialogs.

use std::path::Path;

use anyhow::{Result, ensure};
use atoms_sandbox::{Generation, Quirks};

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{agent_id, get, recording_on};

/// Opens the page's menu of what moves metrics elsewhere, and takes an entry of it.
async fn from_menu(app: &App, entry: &str) -> Result<()> {
    app.click("button", "Move metrics").await?;
    app.click("menuitem", entry).await?;
    app.one("dialog", entry).await?;
    Ok(())
}

fn answer(script: &Path, line: &serde_json::Value) -> Result<()> {
    let mut text = std::fs::read_to_string(script).unwrap_or_default();
    text.push_str(&format!("{line}\n"));
    Ok(std::fs::write(script, text)?)
}

#[tokio::test]
async fn metrics_go_to_a_file_come_back_from_one_and_go_to_another_agent() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording_on(Generation::V1, Quirks::default()).await?;
    let folder = tempfile::tempdir()?;
    let (profile, script) = (folder.path().join("profile"), folder.path().join("answers.jsonl"));
    std::fs::create_dir(&profile)?;
    let app = App::start_with(&profile, &[], &["--answer-dialogs".as_ref(), script.as_os_str()]).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    open_agent(&app, "Order Support").await?;

    let table = folder.path().join("out.csv");
    answer(&script, &serde_json::json!({ "save": table }))?;
    from_menu(&app, "Export metrics").await?;
    app.click("button", "Choose where to save").await?;
    app.reads("Saved to “out.csv”").await?;
    app.look("20-export").await?;
    app.click("button", "Done").await?;
    let mut text = std::fs::read_to_string(&table)?;
    ensure!(
        text.starts_with("\u{feff}identifier,data_type,prompt,choices\r\n"),
        "{text}"
    );

    text.push_str(
        "visit_day,date,On which day do we visit? Count from the date of the call.,\r\n\
         amount_refunded,number,\"How much did the agent refund? If nothing, answer not applicable.\",\r\n\
         ,text,No name,\r\n",
    );
    std::fs::write(&table, text)?;
    answer(&script, &serde_json::json!({ "open": table }))?;
    from_menu(&app, "Import metrics").await?;
    app.click("button", "Choose a file").await?;
    app.reads("The identifier is missing.").await?;
    app.look("20-import").await?;
    app.click("button", "Import 2 metrics").await?;
    app.reads("2 metrics imported here").await?;
    app.click("button", "Done").await?;
    app.reads("2 unpublished changes").await?;

    from_menu(&app, "Copy to other agents").await?;
    app.click("checkbox", "Returns Desk").await?;
    app.click("button", "See what changes").await?;
    app.one("button", "Copy to 1 agent").await?;
    app.look("20-copy").await?;
    app.click("button", "Copy to 1 agent").await?;
    app.fill("Version label", "Shared metrics").await?;
    app.click("button", "Publish 1 agent").await?;
    // One of them can throw away whole calls: that is not published unasked, whoever copied it.
    app.reads("amount_refunded can throw away all results of a call")
        .await?;
    app.look("20-batch").await?;
    let returns = agent_id(&sandbox, "Returns Desk").await?;
    let read = get(&sandbox, &format!("/agent/{returns}")).await?;
    ensure!(!read.to_string().contains("visit_day"), "nothing went live");
    app.click("button", "Dismiss").await?;
    app.quit().await
}
