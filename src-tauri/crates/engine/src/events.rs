//! Notices to the front end, as a port.

use std::sync::{Mutex, PoisonError};

use crate::views::Notice;

/// Where notices go.
pub trait Events: Send + Sync {
    /// Tells the front end that there is something to look at again. Never blocks, never fails.
    fn notify(&self, notice: Notice);
}

/// Keeps the notices, for tests.
#[derive(Debug, Default)]
pub struct EventLog(Mutex<Vec<Notice>>);

impl EventLog {
    /// Takes what was notified since the last call.
    pub fn take(&self) -> Vec<Notice> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Events for EventLog {
    fn notify(&self, notice: Notice) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(notice);
    }
}
