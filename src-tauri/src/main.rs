//! Debrief: post-call metrics of Atoms voice agents, defined and published safely.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

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
    match debrief::run(Arguments::parse().into()) {
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
