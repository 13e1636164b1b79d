//! Working copies and panels on disk.

use debrief_metrics::{MetricSet, compare};
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::Value;

use crate::error::Result;
use crate::store::{NowLive, Store};
use crate::views::{KeptPanel, Panel};

/// Steps that can be undone.
const STEPS: u32 = 200;

/// A working copy as kept: the version it started from and the state on screen.
#[derive(Debug, Clone)]
pub(crate) struct StoredCopy {
    pub base_version: String,
    pub base_number: Option<u32>,
    /// State of the metric set as it was live in `base_version`.
    pub base: Value,
    /// State of the metric set on screen.
    pub now: Value,
    pub label: String,
    pub description: String,
    pub steps: CopySteps,
}

/// Where the state on screen stands among the kept steps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CopySteps {
    pub can_undo: bool,
    pub can_redo: bool,
}

fn read(tx: &Transaction<'_>, connection: &str, agent: &str) -> Result<Option<StoredCopy>> {
    let row = tx
        .query_row(
            "SELECT copies.base_version, copies.base_number, copies.base, copy_steps.state, copies.label,
               copies.description,
               EXISTS (SELECT 1 FROM copy_steps AS s WHERE s.connection = ?1 AND s.agent = ?2 AND s.step < cursor),
               EXISTS (SELECT 1 FROM copy_steps AS s WHERE s.connection = ?1 AND s.agent = ?2 AND s.step > cursor)
             FROM copies JOIN copy_steps ON copy_steps.connection = copies.connection
               AND copy_steps.agent = copies.agent AND copy_steps.step = copies.cursor
             WHERE copies.connection = ?1 AND copies.agent = ?2",
            [connection, agent],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, String>(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    CopySteps { can_undo: row.get(6)?, can_redo: row.get(7)? },
                ))
            },
        )
        .optional()?;
    let Some((base_version, base_number, base, now, label, description, steps)) = row else {
        return Ok(None);
    };
    Ok(Some(StoredCopy {
        base_version,
        base_number,
        base: serde_json::from_str(&base)?,
        now: serde_json::from_str(&now)?,
        label,
        description,
        steps,
    }))
}

impl Store {
    pub(crate) async fn copy(&self, connection: String, agent: String) -> Result<Option<StoredCopy>> {
        self.run(move |tx| read(tx, &connection, &agent)).await
    }

    /// Starts a working copy afresh from what is live; its steps are forgotten, its label is kept.
    pub(crate) async fn start_copy(
        &self,
        (connection, agent): (String, String),
        base_version: String,
        base_number: Option<u32>,
        state: &Value,
    ) -> Result<()> {
        let state = serde_json::to_string(state)?;
        self.run(move |tx| {
            tx.execute(
                "INSERT INTO copies (connection, agent, base_version, base_number, base, cursor, unpublished)
                 VALUES (?1, ?2, ?3, ?4, ?5, 0, 0)
                 ON CONFLICT (connection, agent) DO UPDATE SET base_version = excluded.base_version,
                   base_number = excluded.base_number, base = excluded.base, cursor = 0, unpublished = 0",
                params![connection, agent, base_version, base_number, state],
            )?;
            tx.execute(
                "DELETE FROM copy_steps WHERE connection = ?1 AND agent = ?2",
                params![connection, agent],
            )?;
            tx.execute(
                "INSERT INTO copy_steps (connection, agent, step, state) VALUES (?1, ?2, 0, ?3)",
                params![connection, agent, state],
            )?;
            Ok(())
        })
        .await
    }

    /// Gives the working copy another base and keeps what is on screen and its steps.
    pub(crate) async fn rebase_copy(
        &self,
        (connection, agent): (String, String),
        base_version: String,
        base_number: Option<u32>,
        base: &Value,
        unpublished: u32,
    ) -> Result<()> {
        let base = serde_json::to_string(base)?;
        self.run(move |tx| {
            tx.execute(
                "UPDATE copies SET base_version = ?3, base_number = ?4, base = ?5, unpublished = ?6
                 WHERE connection = ?1 AND agent = ?2",
                params![connection, agent, base_version, base_number, base, unpublished],
            )?;
            Ok(())
        })
        .await
    }

    /// Makes `sent`, which is live as `base_version` now, the base of the working copy. A copy that still
    /// shows `sent` starts afresh; one that was edited meanwhile keeps what is on screen and its steps. One
    /// transaction, so that no edit can fall between the look and the change.
    pub(crate) async fn adopt_published(
        &self,
        (connection, agent): (String, String),
        live: NowLive,
        sent: Value,
    ) -> Result<()> {
        let (base_version, base_number) = (live.id.clone(), live.number);
        let base = serde_json::to_string(&sent)?;
        self.run(move |tx| {
            let Some(copy) = read(tx, &connection, &agent)? else { return Ok(()) };
            let unpublished = if copy.now == sent {
                tx.execute(
                    "DELETE FROM copy_steps WHERE connection = ?1 AND agent = ?2
                     AND step <> (SELECT cursor FROM copies WHERE connection = ?1 AND agent = ?2)",
                    params![connection, agent],
                )?;
                0
            } else {
                compare(&MetricSet::from_state(&sent)?, &MetricSet::from_state(&copy.now)?).counts().total
            };
            // What was typed and is on Atoms now has done its work. What was typed and not sent stays.
            let label = if copy.label.trim() == live.label { String::new() } else { copy.label };
            let is_sent = live
                .description
                .as_ref()
                .is_some_and(|sent| sent.starts_with(copy.description.trim()));
            let description = if is_sent { String::new() } else { copy.description };
            tx.execute(
                "UPDATE copies SET base_version = ?3, base_number = ?4, base = ?5, unpublished = ?6, label = ?7,
                   description = ?8
                 WHERE connection = ?1 AND agent = ?2",
                params![connection, agent, base_version, base_number, base, unpublished, label, description],
            )?;
            crate::store::agents::mark_live(tx, &connection, &agent, &live)
        })
        .await
    }

    /// Every step of a working copy, undone ones too.
    pub(crate) async fn steps(&self, (connection, agent): (String, String)) -> Result<Vec<(u32, Value)>> {
        self.run(move |tx| {
            let mut statement = tx.prepare(
                "SELECT step, state FROM copy_steps WHERE connection = ?1 AND agent = ?2 ORDER BY step",
            )?;
            let mut rows = statement.query([connection, agent])?;
            let mut steps = Vec::new();
            while let Some(row) = rows.next()? {
                steps.push((row.get(0)?, serde_json::from_str(&row.get::<_, String>(1)?)?));
            }
            Ok(steps)
        })
        .await
    }

    /// Gives the working copy another base and writes each of its steps anew.
    pub(crate) async fn rebase_steps(
        &self,
        (connection, agent): (String, String),
        base_version: String,
        base_number: Option<u32>,
        base: &Value,
        steps: Vec<(u32, Value)>,
        unpublished: u32,
    ) -> Result<()> {
        let base = serde_json::to_string(base)?;
        self.run(move |tx| {
            for (step, state) in steps {
                tx.execute(
                    "UPDATE copy_steps SET state = ?4 WHERE connection = ?1 AND agent = ?2 AND step = ?3",
                    params![connection, agent, step, serde_json::to_string(&state)?],
                )?;
            }
            tx.execute(
                "UPDATE copies SET base_version = ?3, base_number = ?4, base = ?5, unpublished = ?6
                 WHERE connection = ?1 AND agent = ?2",
                params![connection, agent, base_version, base_number, base, unpublished],
            )?;
            Ok(())
        })
        .await
    }

    /// Adds a step behind the one on screen; steps that were undone are forgotten.
    pub(crate) async fn push_step(
        &self,
        (connection, agent): (String, String),
        state: &Value,
        unpublished: u32,
    ) -> Result<()> {
        let state = serde_json::to_string(state)?;
        self.run(move |tx| {
            let cursor: u32 = tx.query_row(
                "SELECT cursor FROM copies WHERE connection = ?1 AND agent = ?2",
                params![connection, agent],
                |row| row.get(0),
            )?;
            let next = cursor + 1;
            tx.execute(
                "DELETE FROM copy_steps WHERE connection = ?1 AND agent = ?2 AND (step > ?3 OR step + ?4 < ?3)",
                params![connection, agent, cursor, STEPS - 1],
            )?;
            tx.execute(
                "INSERT INTO copy_steps (connection, agent, step, state) VALUES (?1, ?2, ?3, ?4)",
                params![connection, agent, next, state],
            )?;
            tx.execute(
                "UPDATE copies SET cursor = ?3, unpublished = ?4 WHERE connection = ?1 AND agent = ?2",
                params![connection, agent, next, unpublished],
            )?;
            Ok(())
        })
        .await
    }

    /// Moves to the step before (`-1`) or behind (`1`) the one on screen, if there is one.
    pub(crate) async fn move_cursor(&self, (connection, agent): (String, String), by: i32) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "UPDATE copies SET cursor = cursor + ?3 WHERE connection = ?1 AND agent = ?2
                 AND EXISTS (SELECT 1 FROM copy_steps WHERE connection = ?1 AND agent = ?2 AND step = cursor + ?3)",
                params![connection, agent, by],
            )?;
            Ok(())
        })
        .await
    }

    pub(crate) async fn set_unpublished(
        &self,
        (connection, agent): (String, String),
        count: u32,
    ) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "UPDATE copies SET unpublished = ?3 WHERE connection = ?1 AND agent = ?2",
                params![connection, agent, count],
            )?;
            Ok(())
        })
        .await
    }

    pub(crate) async fn keep_label(
        &self,
        (connection, agent): (String, String),
        label: String,
        description: String,
    ) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "UPDATE copies SET label = ?3, description = ?4 WHERE connection = ?1 AND agent = ?2",
                params![connection, agent, label, description],
            )?;
            Ok(())
        })
        .await
    }

    pub(crate) async fn panel(
        &self,
        connection: String,
        agent: String,
        slot: String,
    ) -> Result<Option<Panel>> {
        self.run(move |tx| {
            let text: Option<String> = tx
                .query_row(
                    "SELECT panel FROM panels WHERE connection = ?1 AND agent = ?2 AND slot = ?3",
                    [connection, agent, slot],
                    |row| row.get(0),
                )
                .optional()?;
            Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
        })
        .await
    }

    /// Keeps a panel as typed; none forgets it.
    pub(crate) async fn put_panel(
        &self,
        (connection, agent): (String, String),
        slot: String,
        panel: Option<&Panel>,
    ) -> Result<()> {
        let text = panel.map(serde_json::to_string).transpose()?;
        let cards = panel.map_or(0, |panel| panel.cards.len());
        self.run(move |tx| {
            match text {
                Some(text) => tx.execute(
                    "INSERT INTO panels (connection, agent, slot, panel, cards) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (connection, agent, slot)
                     DO UPDATE SET panel = excluded.panel, cards = excluded.cards",
                    params![
                        connection,
                        agent,
                        slot,
                        text,
                        u32::try_from(cards).unwrap_or(u32::MAX)
                    ],
                )?,
                None => tx.execute(
                    "DELETE FROM panels WHERE connection = ?1 AND agent = ?2 AND slot = ?3",
                    params![connection, agent, slot],
                )?,
            };
            Ok(())
        })
        .await
    }

    pub(crate) async fn kept_panels(&self, connection: String, agent: String) -> Result<Vec<KeptPanel>> {
        self.run(move |tx| {
            let mut rows = tx.prepare(
                "SELECT slot, cards FROM panels WHERE connection = ?1 AND agent = ?2 ORDER BY slot",
            )?;
            let list = rows
                .query_map([connection, agent], |row| {
                    Ok(KeptPanel {
                        slot: row.get(0)?,
                        cards: row.get(1)?,
                    })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            Ok(list)
        })
        .await
    }
}
