//! A walk through every state of every screen. The pictures stay in `target/window/screens`, for people to look at;
//! those beside the designs are kept in `docs/screens`.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result};
use atoms_sandbox::{Cut, Fault, FaultAction, Generation, Publication, Quirks, Running, Verdict};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{agent_id, recording, recording_on};

fn answer(status: u16, body: Value) -> FaultAction {
    FaultAction::Answer {
        status,
        headers: BTreeMap::new(),
        body,
    }
}

fn fault(sandbox: &Running, path: &str, times: Option<u32>, action: FaultAction) {
    sandbox.fault(Fault {
        method: Some("GET".into()),
        path: path.into(),
        times,
        action,
    });
}

const SLOW: FaultAction = FaultAction::Delay {
    delay_ms: 5000,
    after: false,
};
const OFFLINE: FaultAction = FaultAction::Cut { cut: Cut::Before };

fn metrics(list: &[Value]) -> Publication {
    Publication {
        config: json!({ "postCallAnalyticsConfig": { "dispositionMetrics": list } }),
        label: "Other questions".into(),
        author: "Mei Tanaka".into(),
        activate: true,
    }
}

fn metric(identifier: &str, prompt: &str) -> Value {
    json!({
        "identifier": identifier,
        "dispositionMetricPrompt": prompt,
        "dispositionMetricType": "STRING",
        "choices": [],
    })
}

async fn presses(app: &App, key: &str) -> Result<()> {
    app.ctrl(key).await
}

async fn settle() {
    tokio::time::sleep(Duration::from_millis(400)).await;
}

#[tokio::test]
async fn connecting() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    app.look_closely("01-connect").await?;
    app.click("button", "Advanced").await?;
    app.fill("API address", &sandbox.url()).await?;
    app.fill("API key", "sk_this_key_is_not_known").await?;
    app.look("01-connect-filled").await?;
    app.click("button", "Connect").await?;
    app.reads("Atoms does not know this key").await?;
    app.look("01-connect-wrong-key").await?;
    fault(&sandbox, "/user", Some(1), SLOW);
    app.fill("API key", sandbox.api_key()).await?;
    app.click("button", "Connect").await?;
    app.reads("Asking Atoms…").await?;
    app.look("01-connect-asking").await?;
    app.one("heading", "Agents").await?;
    app.quit().await
}

#[tokio::test]
async fn agents() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let agent = agent_id(&sandbox, "Order Support").await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    fault(&sandbox, "/atoms/v1/agent", Some(1), SLOW);
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    settle().await;
    app.look("02-agents-loading").await?;
    app.reads("8 agents").await?;
    app.until(
        "every row says how many metrics it has",
        "const rows = [...document.querySelectorAll('[role=row]:has([role=rowheader])')];
         return rows.length === 8 && rows.every((row) => row.children[2].innerText.trim() !== '')",
    )
    .await?;
    app.look_closely("02-agents").await?;
    app.fill("Search agents", "desk").await?;
    app.reads("1 agent for “desk”").await?;
    app.look("02-agents-found").await?;
    app.fill("Search agents", "nobody is called this").await?;
    app.reads("No agent").await?;
    app.look("02-agents-none-found").await?;
    app.click("button", "Clear search").await?;
    app.click("button", "Show archived").await?;
    app.reads("1 archived agent").await?;
    app.look("02-agents-archived").await?;
    app.click("button", "Back to current agents").await?;

    sandbox.add_agents(&agent, 492)?;
    app.click("button", "Refresh").await?;
    app.reads("500 agents").await?;
    app.look("02-agents-500").await?;

    fault(&sandbox, "/atoms/v1/agent", None, OFFLINE);
    app.click("button", "Refresh").await?;
    app.one("button", "Try again").await?;
    app.look("02-agents-offline").await?;
    sandbox.clear_faults();
    fault(
        &sandbox,
        "/atoms/v1/agent",
        None,
        answer(401, json!({"status": false, "errors": ["Invalid API key"]})),
    );
    app.click("button", "Try again").await?;
    app.one("button", "Read only for now").await?;
    app.look_closely("02-agents-key-refused").await?;
    app.click("button", "Read only for now").await?;
    app.reads("Read only for now.").await?;
    app.look("02-agents-read-only").await?;
    app.click("button", "Enter a new key").await?;
    app.one("button", "Back to where I was").await?;
    app.look("02-agents-new-key").await?;
    sandbox.clear_faults();
    app.fill("API key", sandbox.api_key()).await?;
    app.click("button", "Connect").await?;
    app.one("heading", "Agents").await?;

    presses(&app, "k").await?;
    app.one("dialog", "Find anything").await?;
    app.look("12-find-empty").await?;
    app.keys("effort").await?;
    app.reads("Caller effort").await?;
    app.look_closely("12-find").await?;
    app.keys(Key::Escape).await?;
    presses(&app, "/").await?;
    app.one("dialog", "Keyboard shortcuts").await?;
    app.look("13-shortcuts").await?;
    app.keys(Key::Escape).await?;

    app.click("button", "Settings").await?;
    app.one("dialog", "Settings").await?;
    app.look_closely("14-settings").await?;
    app.click("button", "Third-party licences").await?;
    app.one("dialog", "Third-party licences").await?;
    app.reads("packages, each under its own licence").await?;
    app.look("14-licences").await?;
    app.keys(Key::Escape).await?;
    app.click("button", "Rename Larkfield Home").await?;
    app.one("dialog", "Rename Larkfield Home").await?;
    app.look("14-rename").await?;
    app.keys(Key::Escape).await?;
    app.click("button", "Remove Larkfield Home").await?;
    app.one("dialog", "Remove Larkfield Home from this computer?")
        .await?;
    app.look("14-remove").await?;
    app.click("button", "Cancel").await?;
    app.quit().await
}

/// Each answer that is no list, where nothing is kept yet: words, what is safe, the next step.
#[tokio::test]
async fn every_failure() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    let body = |text: &str| json!({"status": false, "errors": [text]});
    let page = || Value::from("<!DOCTYPE html><html><body><pre>Bad gateway</pre></body></html>");
    let wait = FaultAction::Answer {
        status: 429,
        headers: [("retry-after".to_owned(), "42".to_owned())]
            .into_iter()
            .collect(),
        body: json!({"status": false, "error": "Rate limit exceeded", "retry_after": 42}),
    };
    let failures = [
        (
            "key-refused",
            answer(401, body("Invalid API key")),
            "Atoms no longer accepts this key",
        ),
        (
            "forbidden",
            answer(403, body("Forbidden")),
            "This key may not do that",
        ),
        (
            "not-found",
            answer(404, body("Not found")),
            "Atoms cannot find this",
        ),
        ("no-such-api", answer(404, page()), "No Atoms API at this address"),
        (
            "refused",
            answer(400, body("page must be a number")),
            "Atoms did not accept this",
        ),
        (
            "conflict",
            answer(409, body("Somebody was faster")),
            "Somebody else’s change is in the way",
        ),
        (
            "frozen",
            answer(423, body("Config freeze")),
            "Atoms is closed for changes at the moment",
        ),
        ("rate-limited", wait, "Atoms asks us to slow down"),
        (
            "server",
            answer(500, body("Internal server error")),
            "Atoms had a problem",
        ),
        ("gateway", answer(503, page()), "Atoms had a problem"),
        ("cut", OFFLINE, "The connection broke"),
        (
            "truncated",
            FaultAction::Truncate { truncate: 40 },
            "The connection broke",
        ),
        (
            "unreadable",
            answer(200, json!({"status": true, "data": 7})),
            "Debrief cannot read the answer of Atoms",
        ),
    ];
    let mut connected = false;
    for (name, action, title) in failures {
        sandbox.clear_faults();
        fault(&sandbox, "/atoms/v1/agent", None, action);
        if connected {
            app.driver.refresh().await?;
        } else {
            connect(&app, &sandbox.url(), sandbox.api_key()).await?;
            connected = true;
        }
        app.one("heading", title).await?;
        app.glance(&format!("11-failure-{name}")).await?;
    }
    sandbox.clear_faults();
    // A failure of a whole page, in all themes and sizes once.
    fault(
        &sandbox,
        "/atoms/v1/agent",
        None,
        answer(500, body("Internal server error")),
    );
    app.driver.refresh().await?;
    app.one("heading", "Atoms had a problem").await?;
    app.look_closely("11-failure").await?;
    sandbox.clear_faults();
    app.click("button", "Try again").await?;
    app.reads("8 agents").await?;

    // A workspace with nothing in it.
    fault(
        &sandbox,
        "/atoms/v1/agent",
        None,
        answer(
            200,
            json!({"status": true, "data": {"agents": [], "totalCount": 0}}),
        ),
    );
    app.click("button", "Refresh").await?;
    app.reads("This workspace has no agents yet").await?;
    app.look("02-agents-empty").await?;
    app.quit().await
}

#[tokio::test]
async fn metrics_page() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let agent = agent_id(&sandbox, "Returns Desk").await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    sandbox.colleague_publishes(&agent, &metrics(&[]))?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    fault(&sandbox, &format!("/atoms/v1/agent/{agent}"), Some(1), SLOW);
    app.click_row("Returns Desk").await?;
    settle().await;
    app.look("03-metrics-loading").await?;
    app.reads("Nothing is measured here yet").await?;
    app.look_closely("03-metrics-empty").await?;
    sandbox.colleague_publishes(
        &agent,
        &metrics(&[metric("call_outcome", "How did the call end?")]),
    )?;
    app.click("button", "Refresh").await?;
    app.reads("1 metric").await?;
    app.look("03-metrics-one").await?;

    let many: Vec<Value> = (1..=200)
        .map(|number| {
            metric(
                &format!("question_{number:03}"),
                "What was said about this, in at most ten words?",
            )
        })
        .collect();
    sandbox.colleague_publishes(&agent, &metrics(&many))?;
    app.click("button", "Refresh").await?;
    app.reads("200 metrics").await?;
    app.look("03-metrics-200").await?;

    let long = format!("{}end", "was_the_caller_told_about_".repeat(11));
    let words = "If the caller asked for it, say in one sentence what was promised and by when. ".repeat(50);
    sandbox.colleague_publishes(
        &agent,
        &metrics(&[metric(&long, &words), metric("short_one", "Was it short?")]),
    )?;
    app.click("button", "Refresh").await?;
    app.reads("2 metrics").await?;
    app.look("03-metrics-long").await?;
    app.until(
        "the long one can be edited",
        "const edit = [...document.querySelectorAll('button')].find((b) => (b.getAttribute('aria-label') ?? '').startsWith('Edit was_the')); edit?.click(); return !!edit",
    )
    .await?;
    app.one("dialog", "Edit metric").await?;
    app.look("04-panel-long").await?;
    app.click("button", "Cancel").await?;

    fault(&sandbox, "/atoms/v1/agent*", None, OFFLINE);
    app.click("button", "Refresh").await?;
    app.one("button", "Try again").await?;
    app.look("03-metrics-offline").await?;
    sandbox.clear_faults();
    app.quit().await
}

/// Three changes of Order Support: one new, one reworded, one removed.
async fn three_changes(app: &App) -> Result<()> {
    open_agent(app, "Order Support").await?;
    app.click("button", "Edit asked_for_person").await?;
    app.fill(
        "Prompt",
        "Did the caller ask, at any time and in their own words, to speak with a person instead of the assistant? If not, answer false.",
    )
    .await?;
    app.click("button", "Save").await?;
    app.reads("1 unpublished change").await?;
    app.click("button", "Delete order_number").await?;
    app.reads("2 unpublished changes").await
}

#[tokio::test]
async fn the_panel() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    three_changes(&app).await?;
    app.click("button", "Add Metrics").await?;
    app.one("dialog", "Set up post call metrics").await?;
    app.look("04-panel-empty").await?;
    app.click("tab", "Templates").await?;
    app.click("checkbox", "Unresolved cause").await?;
    app.click("checkbox", "Promised follow up").await?;
    app.look_closely("05-templates").await?;
    app.click("button", "Add (2)").await?;
    app.click("button", "Add Another").await?;
    app.fill("Identifier", "Store Visit").await?;
    app.choose("Data Type", "Enum").await?;
    app.fill(
        "Prompt",
        "Does the caller want to come to a store? If the caller says neither, answer not_said.",
    )
    .await?;
    app.one("textbox", "Choices")
        .await?
        .send_keys("yes, no, ")
        .await?;
    app.click("button", "Save").await?;
    app.one("button", "Use store_visit").await?;
    app.look_closely("04-panel").await?;
    app.click("button", "Use store_visit").await?;
    app.click("button", "Save").await?;
    app.reads("5 unpublished changes").await?;
    app.look_closely("03-metrics").await?;
    app.click("button", "Analysis settings").await?;
    settle().await;
    app.look("03-analysis-settings").await?;
    app.keys(Key::Escape).await?;
    app.click("button", "Discard changes").await?;
    app.one("dialog", "Discard your unpublished changes?").await?;
    app.look("03-discard").await?;
    app.click("button", "Discard").await?;
    app.reads("Your changes are discarded").await?;
    app.look("03-metrics-discarded").await?;
    app.quit().await
}

#[tokio::test]
async fn publishing() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks {
        check: Duration::from_secs(60),
        ..Quirks::default()
    })
    .await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    three_changes(&app).await?;
    app.click("button", "Review and publish").await?;
    app.one("dialog", "Review changes").await?;
    app.fill("Version label", "Who asked for a person").await?;
    app.look_closely("06-review").await?;
    app.click("button", "Publish").await?;
    app.reads("Security check").await?;
    settle().await;
    app.look_closely("06-publishing").await?;
    app.click("button", "Keep working").await?;
    app.look("06-publishing-behind").await?;
    app.kill().await?;

    // After a power cut: the check is waited for without being asked.
    let app = App::start(profile.path()).await?;
    app.reads("Security check").await?;
    app.look("06-interrupted").await?;
    sandbox.set_check(Verdict::Pass, Duration::from_millis(50));
    app.quit().await?;

    let (profile, sandbox) = (tempfile::tempdir()?, recording(Quirks::default()).await?);
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    three_changes(&app).await?;
    let publish = async |label: &str| -> Result<()> {
        app.click("button", "Review and publish").await?;
        app.one("dialog", "Review changes").await?;
        app.fill("Version label", label).await?;
        app.click("button", "Publish").await
    };
    sandbox.set_check(Verdict::Fail, Duration::from_millis(50));
    publish("Not let through").await?;
    app.one("button", "Edit the metrics").await?;
    app.look("06-check-failed").await?;
    app.keys(Key::Escape).await?;

    fault_write(
        &sandbox,
        answer(500, json!({"status": false, "errors": ["Internal server error"]})),
    );
    publish("Not taken").await?;
    app.reads("Your changes are kept").await?;
    app.look("06-server-problem").await?;
    app.keys(Key::Escape).await?;
    sandbox.clear_faults();

    sandbox.set_check(Verdict::Pass, Duration::from_millis(50));
    publish("Who asked for a person").await?;
    app.one("button", "View in history").await?;
    app.look_closely("06-live").await?;
    app.click("button", "Done").await?;
    app.look("03-metrics-published").await?;
    app.quit().await
}

fn fault_write(sandbox: &Running, action: FaultAction) {
    sandbox.fault(Fault {
        method: Some("POST".into()),
        path: "/drafts".into(),
        times: None,
        action,
    });
}

#[tokio::test]
async fn somebody_elses_draft() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording_on(Generation::V2, Quirks::default()).await?;
    let agent = agent_id(&sandbox, "Order Support").await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    three_changes(&app).await?;
    sandbox.colleague_drafts(
        &agent,
        "Refunds",
        &json!({"firstMessage": "Thanks for calling Larkfield, this call is recorded. How can I help?"}),
        "Daniel Okafor",
    )?;
    app.click("button", "Review and publish").await?;
    app.one("dialog", "Review changes").await?;
    app.fill("Version label", "Who asked for a person").await?;
    app.click("button", "Publish").await?;
    app.reads("this call is recorded").await?;
    settle().await;
    app.look_closely("07-shared-draft").await?;
    app.quit().await
}

#[tokio::test]
async fn history() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let agent = agent_id(&sandbox, "Order Support").await?;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    connect(&app, &sandbox.url(), sandbox.api_key()).await?;
    open_agent(&app, "Order Support").await?;
    fault(&sandbox, "/versions", Some(1), SLOW);
    app.click("link", "Version history").await?;
    settle().await;
    app.look("08-history-loading").await?;
    app.reads("12 versions").await?;
    app.reads("1 added").await?;
    app.look_closely("08-history").await?;
    sandbox.add_versions(&agent, 4988)?;
    app.click("button", "Refresh").await?;
    app.reads("5,000 versions").await?;
    app.look("08-history-5000").await?;
    fault(&sandbox, "/atoms/v1/agent*", None, OFFLINE);
    app.click("button", "Refresh").await?;
    app.one("button", "Try again").await?;
    app.look("08-history-offline").await?;
    app.kill().await?;

    let app = App::start(profile.path()).await?;
    app.click("link", "Version history").await?;
    app.reads(", kept here").await?;
    app.look("08-history-kept").await?;
    let text = app
        .driver
        .execute("return document.body.innerText", vec![])
        .await?;
    text.json().as_str().context("text")?;
    app.quit().await
}
