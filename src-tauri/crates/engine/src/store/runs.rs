//! The journal of publishing on disk.

use rusqlite::{OptionalExtension, params};

use crate::error::Result;
use crate::publish::Run;
use crate::store::Store;

/// A run as kept.
#[derive(Debug, Clone)]
pub(crate) struct StoredRun {
    pub run: Run,
    pub dismissed: bool,
}

impl Store {
    /// Writes the run as it stands. Returns when it is on disk.
    pub(crate) async fn put_run(&self, run: &Run) -> Result<()> {
        let (state, finished) = (serde_json::to_string(run)?, run.is_finished());
        let (id, connection, agent, started_at) = (
            run.id.clone(),
            run.connection.clone(),
            run.agent.clone(),
            run.started_at.clone(),
        );
        self.run(move |tx| {
            tx.execute(
                "INSERT INTO runs (id, connection, agent, state, finished, started_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET state = excluded.state, finished = excluded.finished",
                params![id, connection, agent, state, finished, started_at],
            )?;
            Ok(())
        })
        .await
    }

    /// The agent's latest run: the one that was written last. A clock may have been set back in between, so the times
    /// of two runs say nothing of their order.
    pub(crate) async fn last_run(&self, connection: String, agent: String) -> Result<Option<StoredRun>> {
        self.run(move |tx| {
            let row: Option<(String, bool)> = tx
                .query_row(
                    "SELECT state, dismissed FROM runs WHERE connection = ?1 AND agent = ?2
                     ORDER BY rowid DESC LIMIT 1",
                    [connection, agent],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let Some((state, dismissed)) = row else {
                return Ok(None);
            };
            Ok(Some(StoredRun {
                run: serde_json::from_str(&state)?,
                dismissed,
            }))
        })
        .await
    }

    /// The person has seen how it ended.
    pub(crate) async fn dismiss_run(&self, id: String) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "UPDATE runs SET dismissed = 1 WHERE id = ?1 AND finished = 1",
                [id],
            )?;
            Ok(())
        })
        .await
    }
}
