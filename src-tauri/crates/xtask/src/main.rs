//! The project's tasks: `cargo xtask run | test | bench | bindings | licences`.
//!
//! Needs Rust and Node; what else is missing it installs through apt-get (see [`packages`]).
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool speaks through its output"
)]

mod bench;
mod check;
mod desktop;
mod janitor;
mod licences;
mod metadata;
mod npm;
mod packages;
mod process;
mod run;
mod suite;
mod tour;
mod webdriver;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", about = "The project's tasks")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing, build, open the app. Without a display: walk through the sandbox and save a picture
    Run {
        /// Arguments for the app, after `--`
        #[arg(last = true)]
        app_args: Vec<OsString>,
    },
    /// Install what is missing and run every check and test
    Test {
        /// Run only the steps whose name contains this text, and what they need; may be given more than once
        #[arg(long, value_name = "TEXT")]
        only: Vec<String>,
    },
    /// Measure in release what the documents promise; fails where a figure is beyond its limit
    Bench {
        /// Run only the benches whose name contains this text
        #[arg(long, value_name = "TEXT")]
        only: Option<String>,
    },
    /// Write the generated TypeScript bindings anew
    Bindings,
    /// Write the list of other people's packages in the app, with their licences, anew
    Licences,
    /// Clean up when the task that started it is gone
    #[command(hide = true)]
    Janitor,
}

fn main() -> ExitCode {
    match dispatch(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(task: Task) -> Result<ExitCode> {
    match task {
        Task::Run { app_args } => run::run(&Workspace::find()?, &app_args),
        Task::Test { only } => suite::test(&Workspace::find()?, &only),
        Task::Bench { only } => bench::run(&Workspace::find()?, only.as_deref()),
        Task::Bindings => run::bindings(&Workspace::find()?),
        Task::Licences => licences::write(&Workspace::find()?),
        Task::Janitor => janitor::serve().map(|()| ExitCode::SUCCESS),
    }
}
