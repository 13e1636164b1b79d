//! SIGKILL to the real app at every step of a publish, before and after Atoms carried it out, in both generations; then the
//! next start, which looks, says where it stands, and is told to go on. The rows of the matrix in which the kill is the point.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use atoms_sandbox::{Fault, FaultAction, Generation, Options, Quirks, Running};
use serde_json::Value;
use tempfile::TempDir;

use crate::app::{App, screen};
use crate::first_publish::{connect, open_agent};
use crate::sandbox::{agent_id, get, writes};

const KEY: &str = "sk_window_test_that_outlives_its_sandbox";
const REPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/window/kills.txt");
/// How long the request that the app dies in is held up.
const HELD: Duration = Duration::from_millis(800);

/// Where the app dies: while this request is on its way.
#[derive(Debug, Clone, Copy)]
struct Point {
    step: &'static str,
    method: &'static str,
    /// End of the path, or a pattern.
    path: &'static str,
    /// Atoms carried it out before.
    committed: bool,
    /// Such requests come earlier as well: the one after the publish was asked for counts.
    after_publish: bool,
}

const fn at(step: &'static str, method: &'static str, path: &'static str, committed: bool) -> Point {
    Point {
        step,
        method,
        path,
        committed,
        after_publish: false,
    }
}

const fn then(step: &'static str, path: &'static str) -> Point {
    Point {
        after_publish: true,
        ..at(step, "GET", path, true)
    }
}

const DRAFTS: [Point; 11] = [
    at("look before", "GET", "/atoms/v1/agent/*", false),
    at("make draft", "POST", "/drafts", false),
    at("make draft", "POST", "/drafts", true),
    at("write metrics", "PATCH", "/config", false),
    at("write metrics", "PATCH", "/config", true),
    at("publish", "POST", "/publish", false),
    at("publish", "POST", "/publish", true),
    then("security check", "/atoms/v1/agent/*/versions/*"),
    at("go live", "PATCH", "/activate", false),
    at("go live", "PATCH", "/activate", true),
    then("read back", "/versions"),
];
const BRANCHES: [Point; 7] = [
    at("look before", "GET", "/branches", false),
    at("write metrics", "PUT", "/draft", false),
    at("write metrics", "PUT", "/draft", true),
    at("second look", "GET", "/diff", true),
    at("publish", "POST", "/publish", false),
    at("publish", "POST", "/publish", true),
    then("security check", "/draft"),
];

/// A profile in which one metric waits to be published, and the sandbox that it belongs to, both as they lie on disk.
struct Prepared {
    folder: TempDir,
    generation: Generation,
    port: u16,
    agent: String,
}

impl Prepared {
    async fn new(generation: Generation) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let sandbox = start(generation, 0, &folder.path().join("atoms.json")).await?;
        let port = sandbox
            .url()
            .split(':')
            .nth(2)
            .and_then(|rest| rest.split('/').next()?.parse().ok())
            .context("port")?;
        let agent = agent_id(&sandbox, "Order Support").await?;
        let app = App::start(&folder.path().join("profile")).await?;
        connect(&app, &sandbox.url(), KEY).await?;
        open_agent(&app, "Order Support").await?;
        app.click("button", "Add Metrics").await?;
        app.fill("Identifier", "said_thanks").await?;
        app.fill("Prompt", "Did the caller say thank you?").await?;
        app.click("button", "Save").await?;
        app.reads("1 unpublished change").await?;
        app.click("button", "Review and publish").await?;
        app.fill("Version label", "Thanks counted").await?;
        app.one("button", "Publish").await?;
        // The label is written down behind the typing.
        tokio::time::sleep(Duration::from_millis(500)).await;
        app.quit().await?;
        sandbox.stop().await;
        Ok(Self {
            folder,
            generation,
            port,
            agent,
        })
    }

    /// Fresh copies of both: the sandbox runs, the profile lies there.
    async fn copy(&self) -> Result<(TempDir, PathBuf, Running)> {
        let folder = tempfile::tempdir()?;
        let profile = folder.path().join("profile");
        copy_folder(&self.folder.path().join("profile"), &profile)?;
        let state = folder.path().join("atoms.json");
        std::fs::copy(self.folder.path().join("atoms.json"), &state)?;
        let sandbox = start(self.generation, self.port, &state).await?;
        Ok((folder, profile, sandbox))
    }
}

async fn start(generation: Generation, port: u16, state: &Path) -> Result<Running> {
    let options = Options {
        port,
        api_key: Some(KEY.into()),
        state: Some(state.to_owned()),
        admin: true,
        generation,
        quirks: Quirks {
            activate_ignored: true,
            check: Duration::from_millis(600),
            ..Quirks::default()
        },
    };
    Ok(atoms_sandbox::start(options).await?)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &place)?;
        } else if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

/// Requests of this kind so far.
fn asked(sandbox: &Running, point: Point) -> usize {
    let requests = sandbox.requests();
    requests
        .iter()
        .filter(|request| request.method == point.method && fits(point.path, &request.path))
        .count()
}

/// Whether a path ends so, or is the pattern with every `*` replaced by a part of it.
fn fits(pattern: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    if !pattern.contains('*') {
        return path.ends_with(pattern);
    }
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern
            .iter()
            .zip(path)
            .all(|(wanted, part)| *wanted == "*" || *wanted == part)
}

/// What came of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    FinishedAfterAll,
    Continued,
}

/// Dies at `point`, starts again, goes on, and looks at what Atoms has.
async fn survive(prepared: &Prepared, point: Point, pictures: bool) -> Result<End> {
    let (_folder, profile, sandbox) = prepared.copy().await?;
    let end = die_and_go_on(prepared, point, pictures, &profile, &sandbox).await;
    // The next case listens in the same place.
    sandbox.stop().await;
    end
}

async fn die_and_go_on(
    prepared: &Prepared,
    point: Point,
    pictures: bool,
    profile: &Path,
    sandbox: &Running,
) -> Result<End> {
    let versions = versions(prepared, sandbox).await?;
    let before = get(sandbox, &format!("/agent/{}", prepared.agent)).await?;
    let app = App::start(profile).await?;
    app.reads("1 unpublished change").await?;
    app.click("button", "Review and publish").await?;
    app.one("button", "Publish").await?;
    app.reads("This goes live at once").await?;
    let mut from = asked(sandbox, point);
    if point.after_publish {
        app.click("button", "Publish").await?;
        let published = |write: &(String, String, Value)| write.1.ends_with("/publish");
        while !writes(sandbox).iter().any(published) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        from = asked(sandbox, point);
    }
    sandbox.fault(Fault {
        method: Some(point.method.into()),
        path: point.path.into(),
        times: None,
        action: FaultAction::Delay {
            delay_ms: u64::try_from(HELD.as_millis())?,
            after: point.committed,
        },
    });
    if !point.after_publish {
        app.click("button", "Publish").await?;
    }
    let deadline = Instant::now() + Duration::from_secs(30);
    while asked(sandbox, point) == from {
        if Instant::now() > deadline {
            bail!("the request never came; {}", app.evidence(point.step).await);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    app.kill().await?;
    sandbox.clear_faults();
    // What was held up before it was carried out goes with its connection.
    tokio::time::sleep(HELD).await;

    let sent = writes(sandbox).len();
    let app = App::start(profile).await?;
    let end = told(&app).await?;
    ensure!(writes(sandbox).len() == sent, "the look at start wrote something");
    if pictures {
        app.look(&format!(
            "18-killed-{}-{:?}",
            point.step.replace(' ', "-"),
            prepared.generation
        ))
        .await?;
    }
    if end == End::Continued {
        app.click("button", "Continue publishing").await?;
        app.one("button", "View in history").await?;
    }
    app.reads("is live").await?;
    app.quit().await?;

    let after = get(sandbox, &format!("/agent/{}", prepared.agent)).await?;
    holds(&before, &after)?;
    ensure!(
        self::versions(prepared, sandbox).await? == versions + 1,
        "exactly one new version"
    );
    ensure!(open_drafts(prepared, sandbox).await? == 0, "a draft is left");
    Ok(end)
}

/// Waits until the app says where the publish stands.
async fn told(app: &App) -> Result<End> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        // The second one is there once the look has ended.
        if app.there("button", "Continue publishing").await?
            && app.there("button", "Discard what was begun").await?
        {
            return Ok(End::Continued);
        }
        let live = "return document.body.innerText.includes('is live') && !document.body.innerText.includes('Looking')";
        let live = app.driver.execute(live, vec![]).await?;
        if live.json().as_bool() == Some(true) {
            return Ok(End::FinishedAfterAll);
        }
        if Instant::now() > deadline {
            bail!("nothing is told; {}", app.evidence("kill told").await);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The metric is live once, and everything else is as it was.
fn holds(before: &Value, after: &Value) -> Result<()> {
    let config = |read: &Value| read["data"]["_resolvedConfig"].clone();
    let metrics = config(after)["postCallAnalyticsConfig"]["dispositionMetrics"].clone();
    let ours = metrics
        .as_array()
        .context("metrics")?
        .iter()
        .filter(|metric| metric["identifier"] == "said_thanks")
        .count();
    ensure!(ours == 1, "the edit is live {ours} times");
    let others = |read: &Value| {
        let mut config = config(read);
        if let Some(members) = config.as_object_mut() {
            members.remove("postCallAnalyticsConfig");
        }
        config.to_string()
    };
    ensure!(others(before) == others(after), "another section changed");
    Ok(())
}

async fn branch(prepared: &Prepared, sandbox: &Running) -> Result<Value> {
    let read = get(sandbox, &format!("/agent/{}/branches", prepared.agent)).await?;
    Ok(read["data"]["branches"][0].clone())
}

async fn versions(prepared: &Prepared, sandbox: &Running) -> Result<u64> {
    let total = match prepared.generation {
        Generation::V2 => branch(prepared, sandbox).await?["revisionsCount"].clone(),
        _ => get(sandbox, &format!("/agent/{}/versions?limit=1", prepared.agent)).await?["data"]["total"]
            .clone(),
    };
    total.as_u64().context("number of versions")
}

async fn open_drafts(prepared: &Prepared, sandbox: &Running) -> Result<usize> {
    Ok(match prepared.generation {
        Generation::V2 => usize::from(branch(prepared, sandbox).await?["hasOpenDraft"] == true),
        _ => {
            let read = get(sandbox, &format!("/agent/{}/drafts", prepared.agent)).await?;
            read["data"].as_array().context("drafts")?.len()
        }
    })
}

#[tokio::test]
async fn killed_at_any_step_the_next_start_says_where_it_stands_and_finishes() -> Result<()> {
    let _screen = screen().await;
    let began = Instant::now();
    let mut table: BTreeMap<(&str, &str), BTreeMap<End, u32>> = BTreeMap::new();
    let mut failed = Vec::new();
    for (generation, name, points) in [
        (Generation::V1, "drafts", DRAFTS.as_slice()),
        (Generation::V2, "branches", BRANCHES.as_slice()),
    ] {
        let prepared = Prepared::new(generation).await?;
        for point in points {
            // Three steps that differ for the person are kept as pictures.
            let pictures = matches!((point.step, point.committed), ("write metrics" | "publish", true));
            let when = if point.committed {
                "after Atoms did it"
            } else {
                "before"
            };
            match survive(&prepared, *point, pictures).await {
                Ok(end) => {
                    *table
                        .entry((name, point.step))
                        .or_default()
                        .entry(end)
                        .or_default() += 1
                }
                Err(error) => failed.push(format!("{name}, {}, {when}: {error:#}", point.step)),
            }
        }
    }
    let mut report = format!("SIGKILL to the app, {} s\n", began.elapsed().as_secs());
    let mut cases = 0;
    for ((generation, step), ends) in &table {
        let count = |end| ends.get(&end).copied().unwrap_or_default();
        let (after_all, continued) = (count(End::FinishedAfterAll), count(End::Continued));
        cases += after_all + continued;
        report +=
            &format!("{generation:9} {step:16} finished after all {after_all}, continued {continued}\n");
    }
    report += &format!("cases {cases}, failed {}\n", failed.len());
    std::fs::create_dir_all(Path::new(REPORT).parent().context("folder")?)?;
    std::fs::write(REPORT, &report)?;
    println!("{report}");
    ensure!(failed.is_empty(), "{failed:#?}");
    Ok(())
}
