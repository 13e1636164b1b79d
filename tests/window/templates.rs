//! Templates: found, looked at, their blanks filled in, kept as one's own, and taken from one computer to another.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use atoms_sandbox::{Generation, Quirks, Running};
use serde_json::{Value, json};

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{recording_on, writes};

/// A computer: its profile, and the answers to the dialogs for files there.
struct Desk {
    profile: PathBuf,
    script: PathBuf,
}

impl Desk {
    fn new(folder: &Path, name: &str) -> Result<Self> {
        let profile = folder.join(name);
        std::fs::create_dir(&profile)?;
        let script = folder.join(format!("{name}.jsonl"));
        std::fs::write(&script, "")?;
        Ok(Self { profile, script })
    }

    async fn start(&self, sandbox: &Running) -> Result<App> {
        let arguments = ["--answer-dialogs".as_ref(), self.script.as_os_str()];
        let app = App::start_with(&self.profile, &[], &arguments).await?;
        connect(&app, &sandbox.url(), sandbox.api_key()).await?;
        open_agent(&app, "Order Support").await?;
        Ok(app)
    }

    fn answer(&self, line: &Value) -> Result<()> {
        let mut text = std::fs::read_to_string(&self.script)?;
        text.push_str(&format!("{line}\n"));
        Ok(std::fs::write(&self.script, text)?)
    }
}

async fn open_templates(app: &App) -> Result<()> {
    app.click("button", "Add Metrics").await?;
    app.click("tab", "Templates").await
}

#[tokio::test]
async fn a_template_is_filled_in_kept_and_taken_to_another_computer() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording_on(Generation::V1, Quirks::default()).await?;
    let folder = tempfile::tempdir()?;
    let (here, there) = (
        Desk::new(folder.path(), "here")?,
        Desk::new(folder.path(), "there")?,
    );
    let app = here.start(&sandbox).await?;

    // Found by a word of its choices or its prompt, and looked at.
    open_templates(&app).await?;
    app.one("checkbox", "Repeat contact").await?;
    app.look("05-templates-all").await?;
    app.keys("/").await?;
    app.until_focus_in("[type=search]").await?;
    app.keys("already contacted").await?;
    app.click("button", "Preview Repeat contact").await?;
    app.one("dialog", "Preview Repeat contact").await?;
    app.reads("Real first-contact resolution").await?;
    app.look("05-templates-preview").await?;
    app.click("button", "Close preview").await?;
    app.click("checkbox", "Repeat contact").await?;

    // Nothing is added before the blank is filled in.
    app.click("button", "Add (1)").await?;
    app.one("dialog", "Fill in the blanks").await?;
    app.click("button", "Add (1)").await?;
    app.reads("Write the company, or go back").await?;
    app.fill("Company", "Larkfield Home").await?;
    app.look("05-templates-blanks").await?;
    app.click("button", "Add (1)").await?;
    let prompt = app.value("Prompt").await?;
    ensure!(
        prompt.starts_with("Did the caller say they had already contacted Larkfield Home about"),
        "{prompt}"
    );

    // Kept as one's own, under a name of its own.
    app.click("button", "Save as template").await?;
    app.fill("Name", "Called us before").await?;
    app.fill("Set", "Larkfield").await?;
    app.click("button", "Save").await?;
    app.reads("1 template saved in the set Larkfield.").await?;
    app.click("button", "Done").await?;
    app.click("tab", "Templates").await?;
    app.click("button", "My templates").await?;
    app.look("05-templates-mine").await?;

    // Into a file, and out of it on another computer.
    let file = folder.path().join("ours.json");
    here.answer(&json!({ "save": file }))?;
    app.click("button", "Export all").await?;
    app.reads("1 template exported to ours.json.").await?;
    app.quit().await?;
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
    let template = written["templates"].get(0).context("a template")?;
    ensure!(template["name"] == "Called us before", "{written}");
    ensure!(template["dispositionMetricType"] == "BOOLEAN", "{written}");

    let app = there.start(&sandbox).await?;
    open_templates(&app).await?;
    app.click("button", "My templates").await?;
    app.reads("No templates of your own yet.").await?;
    there.answer(&json!({ "open": file }))?;
    app.click("button", "Import").await?;
    app.one("dialog", "Import templates").await?;
    app.reads("ours.json holds 1 template.").await?;
    app.look("05-templates-import").await?;
    app.click("button", "Import (1)").await?;
    app.reads("1 template imported.").await?;
    app.click("checkbox", "Called us before").await?;
    app.click("button", "Add (1)").await?;
    ensure!(app.value("Prompt").await? == prompt, "the same on both computers");
    app.click("button", "Save").await?;
    app.reads("1 unpublished change").await?;
    ensure!(
        writes(&sandbox).is_empty(),
        "nothing may be written before Publish"
    );
    app.quit().await
}
