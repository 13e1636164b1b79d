//! What a version is called: as Atoms said last, as it was typed, and the person's own note on it.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::error::Result;
use crate::store::Store;
use crate::store::versions::{PastVersion, words};
use crate::views::{TypedLabels, VersionLabels};

/// Connection, agent and version.
pub(crate) type VersionKey = (String, String, String);

fn put_note(tx: &Transaction<'_>, key: &VersionKey, note: &str, now: &str) -> Result<()> {
    let (connection, agent, version) = key;
    if note.trim().is_empty() {
        tx.execute(
            "DELETE FROM notes WHERE connection = ?1 AND agent = ?2 AND version = ?3",
            [connection, agent, version],
        )?;
        return Ok(());
    }
    tx.execute(
        "INSERT INTO notes (connection, agent, version, note, words, kept_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (connection, agent, version) DO UPDATE SET
           note = excluded.note, words = excluded.words, kept_at = excluded.kept_at",
        params![connection, agent, version, note, note.to_lowercase(), now],
    )?;
    Ok(())
}

fn put_typed(tx: &Transaction<'_>, key: &VersionKey, typed: Option<&TypedLabels>) -> Result<()> {
    let (connection, agent, version) = key;
    let Some(typed) = typed else {
        tx.execute(
            "DELETE FROM typed_labels WHERE connection = ?1 AND agent = ?2 AND version = ?3",
            [connection, agent, version],
        )?;
        return Ok(());
    };
    tx.execute(
        "INSERT INTO typed_labels (connection, agent, version, labels) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (connection, agent, version) DO UPDATE SET labels = excluded.labels",
        params![connection, agent, version, serde_json::to_string(typed)?],
    )?;
    Ok(())
}

impl Store {
    /// Keeps a note on a version; one without words is none.
    pub(crate) async fn keep_note(&self, key: VersionKey, note: String, now: String) -> Result<()> {
        self.run(move |tx| put_note(tx, &key, &note, &now)).await
    }

    /// Adds to the note what was typed to call the version, and forgets what was typed.
    pub(crate) async fn add_to_note(&self, key: VersionKey, text: String, now: String) -> Result<()> {
        self.run(move |tx| {
            let (connection, agent, version) = &key;
            let before: Option<String> = tx
                .query_row(
                    "SELECT note FROM notes WHERE connection = ?1 AND agent = ?2 AND version = ?3",
                    [connection, agent, version],
                    |row| row.get(0),
                )
                .optional()?;
            if !text.is_empty() {
                let parts: Vec<String> = before.into_iter().chain([text]).collect();
                put_note(tx, &key, &parts.join("\n\n"), &now)?;
            }
            put_typed(tx, &key, None)
        })
        .await
    }

    /// What was typed to call a version.
    pub(crate) async fn typed_labels(&self, key: VersionKey) -> Result<Option<TypedLabels>> {
        self.run(move |tx| {
            let (connection, agent, version) = key;
            let found: Option<String> = tx
                .query_row(
                    "SELECT labels FROM typed_labels WHERE connection = ?1 AND agent = ?2 AND version = ?3",
                    [connection, agent, version],
                    |row| row.get(0),
                )
                .optional()?;
            Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
        })
        .await
    }

    /// Keeps what was typed to call a version; none forgets it.
    pub(crate) async fn keep_typed_labels(&self, key: VersionKey, typed: Option<TypedLabels>) -> Result<()> {
        self.run(move |tx| put_typed(tx, &key, typed.as_ref())).await
    }

    /// Notes what a version is called on Atoms, everywhere it is named here.
    pub(crate) async fn set_labels(&self, key: VersionKey, labels: VersionLabels) -> Result<()> {
        self.run(move |tx| {
            let (connection, agent, version) = &key;
            let row: Option<String> = tx
                .query_row(
                    "SELECT row FROM versions WHERE connection = ?1 AND agent = ?2 AND version = ?3",
                    [connection, agent, version],
                    |row| row.get(0),
                )
                .optional()?;
            let Some(row) = row else { return Ok(()) };
            let mut said: PastVersion = serde_json::from_str(&row)?;
            said.label = Some(labels.label).filter(|label| !label.is_empty());
            said.description = Some(labels.description).filter(|text| !text.is_empty());
            said.is_pinned = labels.is_pinned;
            tx.execute(
                "UPDATE versions SET row = ?4, words = ?5 WHERE connection = ?1 AND agent = ?2 AND version = ?3",
                params![connection, agent, version, serde_json::to_string(&said)?, words(&said)],
            )?;
            // The agent's header names the version that is live.
            tx.execute(
                "UPDATE agents SET live_label = ?4
                 WHERE connection = ?1 AND agent = ?2 AND json_extract(summary, '$.live_version') = ?3",
                params![connection, agent, version, said.label],
            )?;
            Ok(())
        })
        .await
    }
}
