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
}

fn main() -> ExitCode {
    match debrief::run(Arguments::parse().profile_dir) {
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
