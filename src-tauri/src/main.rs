//! Debrief: post-call metrics of Atoms voice agents, defined and published safely.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod lint_file;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Define, publish and read the post-call metrics of Atoms voice agents.
#[derive(Parser)]
#[command(name = "debrief", version)]
struct Arguments {
    /// Folder for everything the app keeps; one window a folder.
    #[arg(long, value_name = "DIR")]
    profile_dir: Option<PathBuf>,
    /// Answer dialogs for files from this file, one JSON object a line.
    #[cfg(debug_assertions)]
    #[arg(long, value_name = "FILE")]
    answer_dialogs: Option<PathBuf>,
    /// Check the metrics of a JSON file (- for standard input), print what is found as JSON, and end without a window.
    /// Exit code: 0, 1 if something is refused or dangerous, 2 if the file cannot be read.
    #[arg(long, value_name = "FILE", conflicts_with = "profile_dir")]
    lint: Option<PathBuf>,
}

impl From<Arguments> for debrief::Launch {
    fn from(arguments: Arguments) -> Self {
        Self {
            profile_dir: arguments.profile_dir,
            #[cfg(debug_assertions)]
            answer_dialogs: arguments.answer_dialogs,
            #[cfg(not(debug_assertions))]
            answer_dialogs: None,
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(file) = &arguments.lint {
        return lint_file::run(file);
    }
    match debrief::run(arguments.into()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(
                clippy::print_stderr,
                reason = "without a window this is the only way to say it"
            )]
            {
                eprintln!("debrief: {error}");
            }
            ExitCode::FAILURE
        }
    }
}
