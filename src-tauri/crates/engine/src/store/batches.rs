//! Agents that are published one after another, on disk.

use rusqlite::{OptionalExtension, params};

use crate::batch::Batch;
use crate::error::Result;
use crate::store::Store;

impl Store {
    /// Writes the batch as it stands. Returns when it is on disk.
    pub(crate) async fn put_batch(&self, batch: &Batch) -> Result<()> {
        let state = serde_json::to_string(batch)?;
        let (id, connection, created_at) = (
            batch.id.clone(),
            batch.connection.clone(),
            batch.started_at.clone(),
        );
        self.run(move |tx| {
            tx.execute(
                "INSERT INTO batches (id, connection, state, created_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET state = excluded.state",
                params![id, connection, state, created_at],
            )?;
            Ok(())
        })
        .await
    }

    /// One batch of a connection.
    pub(crate) async fn batch(&self, connection: String, id: String) -> Result<Option<Batch>> {
        self.run(move |tx| {
            let state: Option<String> = tx
                .query_row(
                    "SELECT state FROM batches WHERE connection = ?1 AND id = ?2",
                    [connection, id],
                    |row| row.get(0),
                )
                .optional()?;
            Ok(state.map(|state| serde_json::from_str(&state)).transpose()?)
        })
        .await
    }

    /// The batches of a connection that were not put away, the latest first.
    pub(crate) async fn open_batches(&self, connection: String) -> Result<Vec<Batch>> {
        self.run(move |tx| {
            let mut statement = tx.prepare(
                "SELECT state FROM batches WHERE connection = ?1 AND dismissed = 0 ORDER BY rowid DESC",
            )?;
            let mut rows = statement.query([connection])?;
            let mut batches = Vec::new();
            while let Some(row) = rows.next()? {
                batches.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
            }
            Ok(batches)
        })
        .await
    }

    /// The person has seen how it ended.
    pub(crate) async fn dismiss_batch(&self, connection: String, id: String) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "UPDATE batches SET dismissed = 1 WHERE connection = ?1 AND id = ?2",
                [connection, id],
            )?;
            Ok(())
        })
        .await
    }
}
