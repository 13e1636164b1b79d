//! `cargo xtask test`: every check and test, each a named step, going on after a failure.

mod count;
mod report;
mod steps;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::janitor::Janitor;
use crate::process::{Ended, run_logged, tail};
use crate::workspace::{Workspace, show};
use count::Counts;
use report::{Line, Report};
use steps::STEPS;

/// How many lines of a failed step's log are shown.
const TAIL: usize = 40;

/// One named check, or one runner with many tests.
struct Step {
    name: &'static str,
    /// Steps without whose success this one cannot run.
    needs: &'static [&'static str],
    run: fn(&Suite, &Log) -> Result<Outcome>,
}

/// What a step found.
struct Outcome {
    counts: Counts,
    /// What is shown when something failed.
    details: String,
}

impl Outcome {
    /// A check: passed when nothing was found.
    fn of_check(problems: &[String]) -> Self {
        let failed = u32::from(!problems.is_empty());
        Self {
            counts: Counts {
                passed: 1 - failed,
                failed,
                skipped: 0,
            },
            details: problems.join("\n"),
        }
    }
}

/// What all steps share.
struct Suite<'a> {
    workspace: &'a Workspace,
    janitor: Rc<Janitor>,
    logs: PathBuf,
    /// On a build server nobody sees a cursor: say from time to time that a step still runs.
    chatty: bool,
}

/// A step's log file.
struct Log {
    step: &'static str,
    file: PathBuf,
}

impl Suite<'_> {
    /// Runs a command into the step's log and tells how it ended.
    fn run(&self, command: &mut Command, log: &Log, limit: Duration) -> Result<Ended> {
        let mut heartbeat = Duration::from_secs(30);
        run_logged(command, &log.file, limit, &self.janitor, |elapsed| {
            if self.chatty && elapsed >= heartbeat {
                println!("    {} still running ({} s)", log.step, elapsed.as_secs());
                heartbeat += Duration::from_secs(30);
            }
        })
    }

    /// A check that is one command: passes with exit status 0.
    fn check(&self, command: &mut Command, log: &Log, limit: Duration) -> Result<Outcome> {
        self.must(command, log, limit)?;
        Ok(Outcome::of_check(&[]))
    }

    /// Runs a command that must succeed, or fails with the end of the log.
    fn must(&self, command: &mut Command, log: &Log, limit: Duration) -> Result<()> {
        let ended = self.run(command, log, limit)?;
        if ended == Ended::Well {
            return Ok(());
        }
        let shown = show(command);
        bail!("{}\n`{shown}` {}", tail(&log.file, TAIL)?, verdict(ended, limit))
    }
}

fn verdict(ended: Ended, limit: Duration) -> String {
    match ended {
        Ended::Well => "succeeded".to_owned(),
        Ended::Badly => "failed".to_owned(),
        Ended::TooLate => format!("took longer than {} min and was ended", limit.as_secs() / 60),
    }
}

/// Runs the steps whose name contains one of `only` (all, if there is none), and what they need.
pub fn test(workspace: &Workspace, only: &[String]) -> Result<ExitCode> {
    let chosen = choose(STEPS, only)?;
    let logs = workspace.target("test-logs");
    fs::create_dir_all(&logs).with_context(|| format!("creating {}", logs.display()))?;
    let suite = Suite {
        workspace,
        janitor: Janitor::start()?.into(),
        logs,
        chatty: std::env::var_os("CI").is_some(),
    };
    let mut report = Report::default();
    for step in chosen {
        let line = suite.take(step, &report)?;
        report.add(line);
    }
    print!("\n{report}");
    Ok(if report.total().failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl Suite<'_> {
    fn take(&self, step: &Step, so_far: &Report) -> Result<Line> {
        if let Some(need) = step.needs.iter().find(|need| !so_far.succeeded(need)) {
            println!("==> {}: skipped, since {need} did not succeed", step.name);
            return Ok(Line {
                name: step.name,
                counts: Counts::SKIPPED,
                time: Duration::ZERO,
            });
        }
        println!("==> {}", step.name);
        let log = Log {
            step: step.name,
            file: self.logs.join(format!("{}.log", step.name)),
        };
        // What is in the log is of this run.
        fs::write(&log.file, "").with_context(|| format!("writing {}", log.file.display()))?;
        let start = Instant::now();
        let outcome = (step.run)(self, &log).unwrap_or_else(|error| Outcome {
            counts: Counts::FAILED,
            details: format!("{error:#}"),
        });
        let line = Line {
            name: step.name,
            counts: outcome.counts,
            time: start.elapsed(),
        };
        if line.counts.failed > 0 {
            println!(
                "{}\n    FAILED: {} (log: {})",
                outcome.details,
                line,
                log.file.display()
            );
        } else {
            println!("    ok: {line}");
        }
        Ok(line)
    }
}

/// The chosen steps with everything they need, in the order of the list.
fn choose<'a>(steps: &'a [Step], only: &[String]) -> Result<Vec<&'a Step>> {
    let mut chosen: Vec<bool> = steps
        .iter()
        .map(|step| only.is_empty() || only.iter().any(|text| step.name.contains(text.as_str())))
        .collect();
    if !chosen.contains(&true) {
        let names: Vec<&str> = steps.iter().map(|step| step.name).collect();
        bail!("no step is called like that; there are {}", names.join(", "));
    }
    // A step needs only earlier ones, so one walk backwards finds them all.
    for at in (0..steps.len()).rev().filter(|at| *at < steps.len()) {
        if chosen[at] {
            for (earlier, step) in steps.iter().enumerate().take(at) {
                chosen[earlier] |= steps[at].needs.contains(&step.name);
            }
        }
    }
    Ok(steps
        .iter()
        .zip(chosen)
        .filter_map(|(step, chosen)| chosen.then_some(step))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str]) -> Vec<&'static str> {
        let only: Vec<String> = only.iter().map(|text| (*text).to_owned()).collect();
        choose(STEPS, &only)
            .unwrap()
            .into_iter()
            .map(|step| step.name)
            .collect()
    }

    #[test]
    fn every_need_is_an_earlier_step() {
        for (at, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                assert!(
                    STEPS[..at].iter().any(|other| other.name == *need),
                    "{} needs {need}",
                    step.name
                );
            }
        }
    }

    #[test]
    fn a_chosen_step_brings_what_it_needs() {
        assert_eq!(names(&[]).len(), STEPS.len());
        assert_eq!(names(&["rustfmt"]), ["rustfmt"]);
        assert_eq!(names(&["tsc"]), ["system-packages", "npm-packages", "tsc"]);
        assert!(choose(STEPS, &["no such step".to_owned()]).is_err());
    }
}
