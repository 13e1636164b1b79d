//! The Atoms sandbox as a program.
//!
//! The first thing it prints is one JSON line with `url`, `waves_url` and `api_key`; everything else goes to stderr.
//! It ends on SIGTERM or ctrl-c. Exit code 2 means that it could not be started as asked.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use atoms_sandbox::{Generation, Options, Quirks, Running, Verdict};
use clap::{Parser, ValueEnum};
use serde_json::json;
use tracing_subscriber::EnvFilter;

const NOT_STARTED: u8 = 2;

/// An Atoms server with sample agents, for trying and testing.
#[derive(Parser)]
#[command(name = "atoms-sandbox", version)]
struct Arguments {
    /// Port on 127.0.0.1; 0 picks a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The key to accept; a random one if left out. Other users of this machine can read arguments.
    #[arg(long, value_name = "sk_…")]
    api_key: Option<String>,
    /// Which versioning API the agents speak: v1, v2 or mixed.
    #[arg(long, default_value = "mixed")]
    generation: Generation,
    /// File to keep the data in; without it everything is forgotten at the end.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Behaviour that differs from the documented one; may be given several times.
    #[arg(long = "quirk", value_enum)]
    quirks: Vec<Quirk>,
    /// How long the security check after a publish takes; with 0 a branch commits at once.
    #[arg(long, value_name = "S", default_value = "0.5", value_parser = seconds)]
    check_seconds: Duration,
    /// How the security check ends.
    #[arg(long, value_enum, default_value = "pass")]
    check_verdict: CheckVerdict,
    /// How long after its end a call that was made on request has its results.
    #[arg(long, value_name = "S", default_value = "2", value_parser = seconds)]
    analysis_seconds: Duration,
    /// Waiting time before every answer.
    #[arg(long, value_name = "N", default_value_t = 0)]
    latency_ms: u64,
    /// Also serve /admin: recorded requests, faults, acting as a colleague.
    #[arg(long)]
    admin: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Quirk {
    /// `activate: true` on publish has no effect.
    ActivateIgnored,
    /// An unknown agent is answered with 404 instead of 400.
    #[value(name = "agent-missing-404")]
    AgentMissing404,
    /// Drafts and versions are gone from the server; all agents are on the branch model.
    V1Gone,
    /// The server has no branches yet.
    NoBranches,
    /// A draft conflict names the fields and nothing else.
    LeanConflict,
    /// Values of metrics carry the JSON type of their metric instead of being text.
    TypedValues,
}

#[derive(Clone, Copy, ValueEnum)]
enum CheckVerdict {
    Pass,
    Fail,
    Error,
}

impl From<CheckVerdict> for Verdict {
    fn from(word: CheckVerdict) -> Self {
        match word {
            CheckVerdict::Pass => Self::Pass,
            CheckVerdict::Fail => Self::Fail,
            CheckVerdict::Error => Self::Error,
        }
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| format!("{text} is no number of seconds"))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

impl From<Arguments> for Options {
    fn from(arguments: Arguments) -> Self {
        let has = |quirk| arguments.quirks.contains(&quirk);
        Self {
            port: arguments.port,
            quirks: Quirks {
                activate_ignored: has(Quirk::ActivateIgnored),
                agent_missing_404: has(Quirk::AgentMissing404),
                v1_gone: has(Quirk::V1Gone),
                no_branches: has(Quirk::NoBranches),
                lean_conflict: has(Quirk::LeanConflict),
                typed_values: has(Quirk::TypedValues),
                analysis: arguments.analysis_seconds,
                check: arguments.check_seconds,
                verdict: arguments.check_verdict.into(),
                latency: Duration::from_millis(arguments.latency_ms),
            },
            api_key: arguments.api_key,
            state: arguments.state,
            generation: arguments.generation,
            admin: arguments.admin,
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(filter)
        .init();
    // Before the address is known to anybody, so that no signal can arrive too early to be noticed.
    let ended = match termination() {
        Ok(ended) => ended,
        Err(error) => return fail(&format!("signals cannot be received: {error}")),
    };
    let running = match atoms_sandbox::start(arguments.into()).await {
        Ok(running) => running,
        Err(error) => return fail(&error.to_string()),
    };
    if let Err(error) = announce(&running) {
        return fail(&format!("the address cannot be printed: {error}"));
    }
    ended.await;
    running.stop().await;
    ExitCode::SUCCESS
}

fn announce(running: &Running) -> std::io::Result<()> {
    let line = json!({
        "url": running.url(), "waves_url": running.waves_url(), "api_key": running.api_key(),
    });
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

fn fail(reason: &str) -> ExitCode {
    // Nothing is left to be told if even stderr is closed.
    drop(writeln!(std::io::stderr(), "atoms-sandbox: {reason}"));
    ExitCode::from(NOT_STARTED)
}

#[cfg(unix)]
fn termination() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn termination() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "ctrl-c cannot be received");
        }
    })
}
