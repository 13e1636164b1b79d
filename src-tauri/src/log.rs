//! The log: files in the profile, a new one each day, the last seven kept. Never a body, header, query, key
//! or text of a person.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

const DAYS: usize = 7;

/// Starts the log; it ends when the guard is dropped.
///
/// # Errors
/// When the folder cannot be made, or a log was started before.
pub fn start(dir: &Path) -> Result<WorkerGuard, Box<dyn std::error::Error>> {
    std::fs::create_dir_all(dir)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("debrief")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(dir)?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_env_filter(EnvFilter::new(
            "warn,debrief=info,debrief_engine=info,debrief_atoms=info",
        ))
        .try_init()
        .map_err(|error| error.to_string())?;
    Ok(guard)
}
