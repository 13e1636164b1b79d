//! A colleague's draft is in the way, in the real window: waiting for it, adding to it, publishing all of it.

use anyhow::{Context, Result, ensure};
use atoms_sandbox::{Generation, Quirks, Running};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{agent_id, get, recording_on, writes};

const DANIEL: &str = "Daniel Okafor";
const CONFIG: &str = "postCallAnalyticsConfig";

struct Desk {
    app: App,
    sandbox: Running,
    agent: String,
    /// The profile, gone with the value.
    _profile: TempDir,
}

impl Desk {
    /// One metric waits to be published, and Daniel's draft was found in the way.
    async fn new() -> Result<Self> {
        let sandbox = recording_on(Generation::V2, Quirks::default()).await?;
        let agent = agent_id(&sandbox, "Order Support").await?;
        let change = json!({
            "globalPrompt": "You answer for Larkfield Home. Refunds: approve up to 150 pounds. TODO Daniel: check with Finance.",
            "firstMessage": "Thanks for calling Larkfield, this call is recorded. How can I help?",
            CONFIG: { "useReasoningModel": true },
        });
        sandbox.colleague_drafts(&agent, "", &change, DANIEL)?;
        let profile = tempfile::tempdir()?;
        let app = App::start(profile.path()).await?;
        connect(&app, &sandbox.url(), sandbox.api_key()).await?;
        open_agent(&app, "Order Support").await?;
        app.click("button", "Add Metrics").await?;
        app.fill("Identifier", "refund_promised").await?;
        app.fill("Prompt", "Did the agent promise a refund?").await?;
        app.click("button", "Save").await?;
        app.reads("1 unpublished change").await?;
        app.click("button", "Review and publish").await?;
        app.fill("Version label", "Refund promises").await?;
        app.click("button", "Publish").await?;
        app.one("dialog", "Daniel Okafor has unpublished changes here")
            .await?;
        app.reads("TODO Daniel: check with Finance").await?;
        Ok(Self {
            app,
            sandbox,
            agent,
            _profile: profile,
        })
    }

    async fn live(&self) -> Result<Value> {
        let read = get(&self.sandbox, &format!("/agent/{}", self.agent)).await?;
        Ok(read["data"].clone())
    }

    /// The live agent and Daniel's draft, byte for byte.
    async fn bytes(&self) -> Result<(String, String)> {
        Ok((self.live().await?.to_string(), self.draft().await?.to_string()))
    }

    async fn draft(&self) -> Result<Value> {
        let branches = get(&self.sandbox, &format!("/agent/{}/branches", self.agent)).await?;
        let id = branches["data"]["branches"][0]["branch"]["openDraftId"]
            .as_str()
            .context("no open draft")?
            .to_owned();
        let read = get(&self.sandbox, &format!("/agent/{}?draftId={id}", self.agent)).await?;
        Ok(read["data"]["_resolvedConfig"].clone())
    }

    fn draft_writes(&self) -> usize {
        writes(&self.sandbox).len()
    }
}

/// Every section but the metrics, byte for byte.
fn others(mut config: Value) -> Result<String> {
    config.as_object_mut().context("config")?.remove(CONFIG);
    Ok(config.to_string())
}

fn last_identifier(config: &Value) -> Option<&str> {
    let metrics = config[CONFIG]["dispositionMetrics"].as_array()?;
    metrics.last()?["identifier"].as_str()
}

#[tokio::test]
async fn waiting_leaves_the_colleagues_draft_byte_for_byte_and_tells_when_it_is_gone() -> Result<()> {
    let _screen = screen().await;
    let desk = Desk::new().await?;
    let (before, sent) = (desk.bytes().await?, desk.draft_writes());
    desk.app.look("17-guard").await?;
    // The safest answer has the focus already.
    ensure!(desk.app.focused().await? == "Wait and check again");
    desk.app.click("button", "Wait and check again").await?;
    desk.app.reads("Waiting for Daniel Okafor’s draft").await?;
    desk.app.glance("17-guard-waiting").await?;
    ensure!(desk.bytes().await? == before);
    ensure!(desk.draft_writes() == sent, "nothing was written");

    desk.sandbox.colleague_discards_draft(&desk.agent, DANIEL)?;
    desk.app.click("button", "Check now").await?;
    desk.app.reads("Daniel Okafor’s draft is gone").await?;
    desk.app.glance("17-guard-gone").await?;
    desk.app.reads("1 unpublished change").await?;
    desk.app.quit().await
}

#[tokio::test]
async fn adding_to_the_colleagues_draft_keeps_every_value_of_theirs_and_publishes_nothing() -> Result<()> {
    let _screen = screen().await;
    let desk = Desk::new().await?;
    let (draft, (live, _)) = (desk.draft().await?, desk.bytes().await?);
    desk.app.click("button", "Add to Daniel Okafor's draft").await?;
    desk.app
        .one("dialog", "Your metrics are in Daniel Okafor’s draft")
        .await?;
    desk.app.look("17-guard-added").await?;
    let after = desk.draft().await?;
    ensure!(others(after.clone())? == others(draft)?);
    ensure!(
        after[CONFIG]["useReasoningModel"] == true,
        "their change to the analysis"
    );
    ensure!(last_identifier(&after) == Some("refund_promised"));
    ensure!(desk.bytes().await?.0 == live, "nothing is live");
    desk.app.click("button", "Done").await?;
    desk.app.reads("1 unpublished change").await?;
    desk.app.quit().await
}

#[tokio::test]
async fn only_publishing_everything_ships_the_colleagues_draft() -> Result<()> {
    let _screen = screen().await;
    let desk = Desk::new().await?;
    let draft = desk.draft().await?;
    ensure!(
        desk.app.is_disabled("Publish everything").await?,
        "needs its tick"
    );
    // The tick names all that would go live beside the metrics.
    let tick = "I have read what changes in Agent prompt and Post call metrics, and it may go live";
    desk.app.click("checkbox", tick).await?;
    desk.app.look("17-guard-everything").await?;
    desk.app.click("button", "Publish everything").await?;
    desk.app.one("button", "View in history").await?;
    let live = desk.live().await?["_resolvedConfig"].clone();
    ensure!(others(live.clone())? == others(draft)?);
    ensure!(live[CONFIG]["useReasoningModel"] == true);
    ensure!(last_identifier(&live) == Some("refund_promised"));
    desk.app.quit().await
}
