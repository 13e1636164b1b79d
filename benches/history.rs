//! A history of 5,000 versions in the real window: how many requests open it, and how long a frame takes while it
//! scrolls. Prints `BENCH <name> <figure> <unit> <limit>` for `cargo xtask bench`.
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
use atoms_sandbox::{Generation, Quirks};
use serde_json::Value;

use crate::app::App;

const VERSIONS: usize = 5_000;
/// Steps of the scroll, one in each frame.
const STEPS: usize = 600;
/// Most requests until the timeline is there.
const MOST_REQUESTS: usize = 2;
/// Longest that a callback of a frame may take, in milliseconds.
const LONGEST: f64 = 50.0;

/// Times every callback of a frame, and what each frame costs in scripts from its first scroll event to the end of its
/// callbacks.
const WATCH: &str = r#"
const plain = window.requestAnimationFrame.bind(window);
window.callbacks = [];
window.frames = [];
window.requestAnimationFrame = (callback) => plain((time) => {
  const start = performance.now();
  try { callback(time); } finally { window.callbacks.push(performance.now() - start); }
});
let began = null;
window.addEventListener("scroll", () => { began ??= performance.now(); }, true);
const list = document.querySelector("[role=listbox]");
let steps = STEPS;
const step = () => {
  if (began !== null) window.frames.push(performance.now() - began);
  began = null;
  // There and back again, fast enough that every frame brings new rows.
  list.scrollTop += steps > STEPS / 3 ? 180 : -180;
  steps -= 1;
  if (steps > 0) window.requestAnimationFrame(step); else window.scrolled = true;
};
window.requestAnimationFrame(step);
return true;
"#;

#[tokio::main]
async fn main() -> Result<()> {
    // `cargo test --all-targets` runs benches too, in debug and beside other tests: not what this measures.
    if !std::env::args().any(|word| word == "--bench") {
        return Ok(());
    }
    for (generation, name) in [(Generation::V1, "drafts"), (Generation::V2, "branches")] {
        measure(generation, name).await?;
    }
    Ok(())
}

async fn measure(generation: Generation, name: &str) -> Result<()> {
    let sandbox = sandbox::recording_on(generation, Quirks::default()).await?;
    let agent = sandbox::agent_id(&sandbox, "Order Support").await?;
    sandbox.add_versions(&agent, VERSIONS - 12)?;
    let profile = tempfile::TempDir::new()?;
    let app = App::start(profile.path()).await?;
    app.click("button", "Advanced").await?;
    app.fill("API address", &sandbox.url()).await?;
    app.one("textbox", "API key")
        .await?
        .send_keys(sandbox.api_key())
        .await?;
    app.click("button", "Connect").await?;
    app.click_row("Order Support").await?;
    app.reads("6 metrics").await?;
    let before = sandbox.requests().len();
    app.click("link", "Version history").await?;
    app.reads("5,000 versions").await?;
    app.until(
        "the rows say what they changed",
        "return [...document.querySelectorAll('[role=option]')].some((row) => row.innerText.includes('Metrics unchanged'))",
    )
    .await?;
    // What is compared beside the list belongs to opening it too.
    app.reads("No difference in the metrics").await?;
    let requests = sandbox.requests().len() - before;
    app.driver
        .execute(WATCH.replace("STEPS", &STEPS.to_string()), vec![])
        .await?;
    app.until("the list was scrolled", "return window.scrolled === true")
        .await?;
    let callbacks = times(&app, "callbacks").await?;
    let frames = times(&app, "frames").await?;
    ensure!(callbacks.len() >= STEPS, "{} callbacks", callbacks.len());
    app.quit().await?;
    println!(
        "beside {VERSIONS} versions on {name}: {requests} requests; {} callbacks, p95 {:.1} ms; scripts of a frame p95 {:.1} ms, longest {:.1} ms",
        callbacks.len(),
        p95(callbacks.clone()),
        p95(frames.clone()),
        longest(&frames),
    );
    println!("BENCH history-{name}-requests-to-open {requests} requests {MOST_REQUESTS}");
    println!(
        "BENCH history-{name}-longest-frame-callback {:.1} ms {LONGEST}",
        longest(&callbacks)
    );
    Ok(())
}

async fn times(app: &App, what: &str) -> Result<Vec<f64>> {
    let read = app
        .driver
        .execute(format!("return window.{what}"), vec![])
        .await?;
    let list = read.json().as_array().context("figures")?.clone();
    Ok(list.iter().filter_map(Value::as_f64).collect())
}

fn longest(times: &[f64]) -> f64 {
    times.iter().copied().fold(0.0, f64::max)
}

fn p95(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() * 95 / 100).copied().unwrap_or(f64::NAN)
}
