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

    /// The agent's latest run: the one that was begun last, whatever the clock said.
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

    /// The latest run of each agent that was not dismissed, with the agent's name; the latest first.
    pub(crate) async fn open_runs(&self, connection: String) -> Result<Vec<(String, Run)>> {
        self.run(move |tx| {
            let mut statement = tx.prepare(
                "SELECT agents.name, runs.state FROM runs
                 LEFT JOIN agents ON agents.connection = runs.connection AND agents.agent = runs.agent
                 WHERE runs.connection = ?1 AND runs.dismissed = 0
                   AND runs.rowid IN (SELECT max(rowid) FROM runs WHERE connection = ?1 GROUP BY agent)
                 ORDER BY runs.rowid DESC",
            )?;
            let mut rows = statement.query([connection])?;
            let mut runs = Vec::new();
            while let Some(row) = rows.next()? {
                let name: Option<String> = row.get(0)?;
                runs.push((
                    name.unwrap_or_default(),
                    serde_json::from_str(&row.get::<_, String>(1)?)?,
                ));
            }
            Ok(runs)
        })
        .await
    }

    /// The agent's ended runs that noted a draft as left behind, or as one that may come, dismissed or not.
    pub(crate) async fn runs_with_draft(&self, connection: String, agent: String) -> Result<Vec<Run>> {
        self.run(move |tx| {
            let mut statement = tx.prepare(
                "SELECT state FROM runs WHERE connection = ?1 AND agent = ?2 AND finished = 1
                   AND (json_extract(state, '$.outcome.Stopped.left_behind') = 'draft'
                     OR json_extract(state, '$.unsure') = 1)
                 ORDER BY rowid DESC",
            )?;
            let mut rows = statement.query([connection, agent])?;
            let mut runs = Vec::new();
            while let Some(row) = rows.next()? {
                runs.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
            }
            Ok(runs)
        })
        .await
    }

    /// There is news about how it ended.
    pub(crate) async fn show_run(&self, id: String) -> Result<()> {
        self.run(move |tx| {
            tx.execute("UPDATE runs SET dismissed = 0 WHERE id = ?1", [id])?;
            Ok(())
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
