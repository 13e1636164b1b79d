//! The journal of publishing on disk.

use rusqlite::{OptionalExtension, params};

use crate::drafts::Claim;
use crate::error::Result;
use crate::publish::Run;
use crate::store::Store;

/// What stands in `dismissed` of a note that a draft was saved: it is no publish, and there is nothing to show.
const SAVED: u8 = 2;

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
        let dismissed = run.saved.as_ref().map_or(0, |_| SAVED);
        let (id, connection, agent, started_at) = (
            run.id.clone(),
            run.connection.clone(),
            run.agent.clone(),
            run.started_at.clone(),
        );
        self.run(move |tx| {
            tx.execute(
                "INSERT INTO runs (id, connection, agent, state, finished, started_at, dismissed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id) DO UPDATE SET state = excluded.state, finished = excluded.finished",
                params![id, connection, agent, state, finished, started_at, dismissed],
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
                    "SELECT state, dismissed FROM runs WHERE connection = ?1 AND agent = ?2 AND dismissed <> ?3
                     ORDER BY rowid DESC LIMIT 1",
                    params![connection, agent, SAVED],
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
                   AND runs.rowid IN (
                     SELECT max(rowid) FROM runs WHERE connection = ?1 AND dismissed <> ?2 GROUP BY agent)
                 ORDER BY runs.rowid DESC",
            )?;
            let mut rows = statement.query(params![connection, SAVED])?;
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
                "SELECT state FROM runs WHERE connection = ?1 AND agent = ?2 AND finished = 1 AND dismissed <> ?3
                   AND (json_extract(state, '$.outcome.Stopped.left_behind') = 'draft'
                     OR json_extract(state, '$.unsure') = 1)
                 ORDER BY rowid DESC",
            )?;
            let mut rows = statement.query(params![connection, agent, SAVED])?;
            let mut runs = Vec::new();
            while let Some(row) = rows.next()? {
                runs.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
            }
            Ok(runs)
        })
        .await
    }

    /// What each run knows of the agent's drafts, the latest first; with those that only saved a draft.
    pub(crate) async fn claims(&self, connection: String, agent: String) -> Result<Vec<Claim>> {
        self.run(move |tx| {
            let mut statement = tx.prepare(
                "SELECT json_extract(state, '$.draft_id'), json_extract(state, '$.draft_name'),
                   json_extract(state, '$.draft_revision'), json_extract(state, '$.own_revisions'),
                   json_type(state, '$.accepted') IS 'object', json_extract(state, '$.saved.name'),
                   dismissed = ?3 OR json_extract(state, '$.keeps_draft') IS 1, json_extract(state, '$.branch')
                 FROM runs WHERE connection = ?1 AND agent = ?2 ORDER BY rowid DESC",
            )?;
            let mut rows = statement.query(params![connection, agent, SAVED])?;
            let mut claims = Vec::new();
            while let Some(row) = rows.next()? {
                let own: Option<String> = row.get(3)?;
                claims.push(Claim {
                    draft: row.get(0)?,
                    made_as: row.get(1)?,
                    revision: row.get(2)?,
                    own_revisions: own.map_or_else(|| Ok(Vec::new()), |own| serde_json::from_str(&own))?,
                    accepted: row.get(4)?,
                    name: row.get(5)?,
                    saved: row.get(6)?,
                    branch: row.get(7)?,
                });
            }
            Ok(claims)
        })
        .await
    }

    /// Notes the id of a draft that was known by the name alone that a run made it with.
    pub(crate) async fn note_draft(&self, made_as: String, draft: String) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "UPDATE runs SET state = json_set(state, '$.draft_id', ?2)
                 WHERE json_extract(state, '$.draft_name') = ?1 AND json_extract(state, '$.draft_id') IS NULL",
                [made_as, draft],
            )?;
            Ok(())
        })
        .await
    }

    /// Forgets a draft that was to be saved and was not.
    pub(crate) async fn forget_saved(&self, id: String) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "DELETE FROM runs WHERE id = ?1 AND dismissed = ?2",
                params![id, SAVED],
            )?;
            Ok(())
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
