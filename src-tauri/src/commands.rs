//! The commands: one line each, over the state. What they do is documented where it is done, in the
//! engine.

pub mod agents;
pub mod app;
pub mod branches;
pub mod connections;
pub mod drafts;
pub mod history;
pub mod metrics;
pub mod moving;
pub mod publish;
pub mod templates;

use debrief_engine::WireError;

/// A command's answer.
pub type Answer<T> = Result<T, WireError>;
/// The state of a command.
pub type App<'a> = tauri::State<'a, crate::state::AppState>;
