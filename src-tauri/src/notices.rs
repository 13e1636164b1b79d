//! Notices on their way to the window.

use debrief_engine::Events;
use debrief_engine::views::Notice;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Runtime};
use tauri_specta::Event as _;

/// A notice as an event of the window.
#[derive(Debug, Clone, Serialize, Deserialize, Type, tauri_specta::Event)]
pub struct Notified(pub Notice);

/// Sends notices to the window.
pub(crate) struct WindowEvents<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Events for WindowEvents<R> {
    fn notify(&self, notice: Notice) {
        if let Err(error) = Notified(notice).emit(&self.0) {
            tracing::warn!(%error, "a notice did not reach the window");
        }
    }
}
