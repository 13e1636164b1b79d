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
    pub(crate) async fn hold(self: &Arc<Self>, connection: &str, agent: &str) -> Option<Seat> {
        let key = (connection.to_owned(), agent.to_owned());
        self.enter_soon(&key, &CancellationToken::new())
            .await
            .then(|| Seat {
                runs: Arc::clone(self),
                key,
            })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn who_comes_right_after_a_run_waits_for_its_place() {
        let runs = Arc::new(Runs::default());
        let key = ("c".to_owned(), "a".to_owned());
        assert!(runs.enter_soon(&key, &CancellationToken::new()).await);
        let (leaving, of) = (Arc::clone(&runs), key.clone());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(40)).await;
            leaving.leave_place(&of);
        });
        let seat = runs.hold("c", "a").await;
        assert!(seat.is_some());
        assert!(runs.hold("c", "a").await.is_none(), "it is taken");
        drop(seat);
        assert!(runs.hold("c", "a").await.is_some());
    }
}
