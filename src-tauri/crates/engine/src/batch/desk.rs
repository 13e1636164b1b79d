//! Which batch goes on in this process. At most one does.

use std::sync::{Arc, Mutex, PoisonError};

use crate::views::BatchState;

/// The one seat.
#[derive(Debug, Clone, Default)]
pub(crate) struct BatchDesk(Arc<Mutex<Option<Going>>>);

#[derive(Debug)]
struct Going {
    id: String,
    stop: bool,
}

/// Held while a batch goes on; given back also when what drives it is dropped in the middle.
#[derive(Debug)]
pub(super) struct Seat(BatchDesk);

impl Drop for Seat {
    fn drop(&mut self) {
        *self.0.lock() = None;
    }
}

impl BatchDesk {
    /// None if a batch goes on already.
    pub(super) fn take(&self, id: &str) -> Option<Seat> {
        let mut going = self.lock();
        if going.is_some() {
            return None;
        }
        *going = Some(Going {
            id: id.to_owned(),
            stop: false,
        });
        Some(Seat(self.clone()))
    }

    /// False if it does not go on in this process.
    pub(super) fn ask_to_stop(&self, id: &str) -> bool {
        let mut going = self.lock();
        let going = going.as_mut().filter(|going| going.id == id);
        going.map(|going| going.stop = true).is_some()
    }

    /// How it goes on; none if it does not.
    pub(super) fn standing(&self, id: &str) -> Option<BatchState> {
        let going = self.lock();
        let going = going.as_ref().filter(|going| going.id == id)?;
        Some(if going.stop {
            BatchState::Stopping
        } else {
            BatchState::Going
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Going>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
