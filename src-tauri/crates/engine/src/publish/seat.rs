//! The agent's place among the runs, for what writes to it and is no publish.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::driver::Runs;

/// The one place of an agent, held while something is written that is no run.
pub(crate) struct Seat {
    runs: Arc<Runs>,
    key: (String, String),
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.runs.leave_place(&self.key);
    }
}

impl Runs {
    /// Takes the agent's one place for something else than a run; none if it is taken. Given back when it is dropped.
    pub(crate) fn hold(self: &Arc<Self>, connection: &str, agent: &str) -> Option<Seat> {
        let key = (connection.to_owned(), agent.to_owned());
        self.enter(key.clone(), CancellationToken::new()).then(|| Seat {
            runs: Arc::clone(self),
            key,
        })
    }
}
