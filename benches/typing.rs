//! Typing in the real window beside 5 and beside 200 metrics. Prints `BENCH <name> <ratio> x <limit>` for
//! `cargo xtask bench`, and the figures behind it.
//!
//! Runs on the desktop that the task starts, in release.
#![allow(
    clippy::print_stdout,
    dead_code,
    reason = "a bench speaks through its output; the modules of the window tests have more than it needs"
)]

#[path = "../tests/window/app.rs"]
mod app;
#[path = "../tests/window/page.rs"]
mod page;
#[path = "../tests/window/sandbox.rs"]
mod sandbox;

use anyhow::{Context, Result, ensure};
use atoms_sandbox::{Publication, Quirks, Running};
use serde_json::{Value, json};

use crate::app::App;

const KEYS: usize = 500;
/// Most that typing beside 200 metrics may cost of typing beside 5.
const LIMIT: f64 = 1.3;
const TEXT: &str = "what did the caller say about the delivery and the price ";

/// Takes the time of each key: until its handlers are through, rendering included, and until the second frame after.
const WATCH: &str = r#"
window.taken = [];
window.addEventListener("keydown", (event) => {
  if (event.key.length !== 1) return;
  const start = performance.now();
  const one = { script: null, frame: null };
  window.addEventListener("input", () => {
    // Behind the front end's own listeners and what they put off to the end of the event.
    queueMicrotask(() => queueMicrotask(() => { one.script = performance.now() - start; }));
  }, { once: true });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    one.frame = performance.now() - start;
    if (one.script !== null) window.taken.push(one);
  }));
}, true);
return true;
"#;

struct Figures {
    script: f64,
    script_mean: f64,
    frame: f64,
}

#[tokio::main]
async fn main() -> Result<()> {
    // `cargo test --all-targets` runs benches too, in debug and beside other tests: not what this measures.
    if !std::env::args().any(|word| word == "--bench") {
        return Ok(());
    }
    let sandbox = sandbox::recording(Quirks::default()).await?;
    let few = measure(&sandbox, 5).await?;
    let many = measure(&sandbox, 200).await?;
    for (what, count) in [(&few, 5), (&many, 200)] {
        println!(
            "beside {count} metrics, {KEYS} keys: second frame p95 {:.1} ms, handlers p95 {:.1} ms, mean {:.2} ms",
            what.frame, what.script, what.script_mean
        );
    }
    println!(
        "BENCH typing-second-frame-200-to-5 {:.3} x {LIMIT}",
        many.frame / few.frame
    );
    println!(
        "BENCH typing-handlers-200-to-5 {:.3} x {LIMIT}",
        many.script / few.script
    );
    Ok(())
}

async fn measure(sandbox: &Running, count: usize) -> Result<Figures> {
    let agent = sandbox::agent_id(sandbox, "Returns Desk").await?;
    let metrics: Vec<Value> = (1..=count)
        .map(|number| {
            json!({
                "identifier": format!("question_{number:03}"),
                "dispositionMetricPrompt": "What did the caller ask for? At most ten words. If nothing, answer none.",
                "dispositionMetricType": "STRING",
            })
        })
        .collect();
    sandbox.colleague_publishes(
        &agent,
        &Publication {
            config: json!({ "postCallAnalyticsConfig": { "dispositionMetrics": metrics } }),
            label: format!("{count} metrics"),
            author: "Mei Tanaka".into(),
            activate: true,
        },
    )?;

    let profile = tempfile::TempDir::new()?;
    let app = App::start(profile.path()).await?;
    app.click("button", "Advanced").await?;
    app.fill("API address", &sandbox.url()).await?;
    app.one("textbox", "API key")
        .await?
        .send_keys(sandbox.api_key())
        .await?;
    app.click("button", "Connect").await?;
    app.click_row("Returns Desk").await?;
    app.reads(&format!("{count} metrics")).await?;
    app.click("button", "Add Metrics").await?;
    let prompt = app.one("textbox", "Prompt").await?;
    prompt.click().await?;
    // The first keys pay for what every later one has ready.
    prompt.send_keys("warming up ").await?;
    app.driver.execute(WATCH, vec![]).await?;
    for letter in TEXT.chars().cycle().take(KEYS) {
        prompt.send_keys(letter.to_string()).await?;
    }
    app.until(
        "all keys are timed",
        &format!("return window.taken.length >= {KEYS}"),
    )
    .await?;
    let taken = app.driver.execute("return window.taken", vec![]).await?;
    let taken = taken.json().as_array().context("figures")?.clone();
    ensure!(taken.len() == KEYS, "{} of {KEYS} keys were timed", taken.len());
    app.quit().await?;
    let of = |what: &str| -> Vec<f64> { taken.iter().filter_map(|one| one[what].as_f64()).collect() };
    Ok(Figures {
        script: p95(of("script")),
        script_mean: of("script").iter().sum::<f64>() / KEYS as f64,
        frame: p95(of("frame")),
    })
}

fn p95(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() * 95 / 100).copied().unwrap_or(f64::NAN)
}
