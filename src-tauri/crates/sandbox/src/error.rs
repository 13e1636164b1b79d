//! Why a sandbox could not be started.

use std::path::PathBuf;

/// Everything that can keep a sandbox from starting.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The port is taken or may not be opened.
    #[error("cannot listen on 127.0.0.1:{port}: {source}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
    /// The state file could not be read or written.
    #[error("cannot use the state file {path}: {source}")]
    StateFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The state file is not one of ours, or of another format.
    #[error("the state file {path} is not readable as sandbox data: {reason}")]
    StateFormat {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        reason: String,
    },
    /// The key contains characters that cannot stand in a header.
    #[error("the API key must be printable ASCII without spaces")]
    Key,
    /// The sample data contradicts itself. A test keeps this from happening.
    #[error("the sample data is inconsistent: {0}")]
    Sample(String),
}
