//! Who reads which part of a history in this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as AsyncMutex, Semaphore};

use crate::error::WireError;

/// Connection, agent, and the content of a configuration.
pub(crate) type ContentKey = (String, String, String);
/// Connection and agent.
pub(crate) type HistoryKey = (String, String);

/// Requests for configurations that are out at the same time, whoever asks.
pub(super) const AT_ONCE: usize = 4;

/// One reading of each history at a time, and one request for each content.
#[derive(Debug, Clone)]
pub(crate) struct ReadingDesk {
    held: Arc<Mutex<Held>>,
    /// Taken for each request.
    pub(super) requests: Arc<Semaphore>,
}

impl Default for ReadingDesk {
    fn default() -> Self {
        Self {
            held: Arc::default(),
            requests: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

#[derive(Debug, Default)]
struct Held {
    turns: HashMap<ContentKey, Arc<AsyncMutex<()>>>,
    /// Those that go on; true once they were asked to stop.
    going: HashMap<HistoryKey, bool>,
    /// What ended the last one before its end.
    errors: HashMap<HistoryKey, WireError>,
}

/// Held while a history is read; given back also when what reads it is dropped in the middle.
#[derive(Debug)]
pub(super) struct Seat {
    desk: ReadingDesk,
    key: HistoryKey,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.desk.lock().going.remove(&self.key);
    }
}

impl Seat {
    pub(super) fn is_asked_to_stop(&self) -> bool {
        self.desk.lock().going.get(&self.key).copied().unwrap_or(true)
    }

    pub(super) fn fail(&self, error: WireError) {
        self.desk.lock().errors.insert(self.key.clone(), error);
    }
}

impl ReadingDesk {
    /// What whoever wants this content waits for.
    pub(super) fn turn(&self, key: &ContentKey) -> Arc<AsyncMutex<()>> {
        let mut held = self.lock();
        // Nobody waits for those any more.
        held.turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        Arc::clone(held.turns.entry(key.clone()).or_default())
    }

    /// None if this history is being read already.
    pub(super) fn take(&self, key: &HistoryKey) -> Option<Seat> {
        let mut held = self.lock();
        if held.going.contains_key(key) {
            return None;
        }
        held.going.insert(key.clone(), false);
        held.errors.remove(key);
        Some(Seat {
            desk: self.clone(),
            key: key.clone(),
        })
    }

    pub(super) fn ask_to_stop(&self, key: &HistoryKey) {
        if let Some(stop) = self.lock().going.get_mut(key) {
            *stop = true;
        }
    }

    pub(super) fn is_going(&self, key: &HistoryKey) -> bool {
        self.lock().going.contains_key(key)
    }

    pub(super) fn error(&self, key: &HistoryKey) -> Option<WireError> {
        self.lock().errors.get(key).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
