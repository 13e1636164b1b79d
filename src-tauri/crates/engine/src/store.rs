//! Everything Debrief keeps on this computer but the keys: one SQLite file in the profile.
//!
//! WAL with `synchronous=FULL`: what a call has returned survives a power cut. `secure_delete`: what was
//! erased is overwritten.

mod agents;
mod connections;
mod copies;
mod listed;
mod meddle;
mod runs;
mod versions;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};
use rusqlite_migration::{M, Migrations};
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use agents::{Access, CachedAgent, NowLive, SeenAgent};
pub(crate) use connections::StoredConnection;
pub(crate) use copies::StoredCopy;
pub(crate) use listed::Listed;
pub(crate) use versions::KeptVersion;

use crate::error::{Error, Result};

/// The SQLite store. Cheap to clone; calls run one after another off the async threads.
#[derive(Clone)]
pub struct Store {
    connection: Arc<Mutex<Connection>>,
}

const FIRST: &str = include_str!("store/schema.sql");
const GENERATION: &str = include_str!("store/generation.sql");
const KEPT: &str = include_str!("store/kept.sql");

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![M::up(FIRST), M::up(GENERATION), M::up(KEPT)])
}

impl Store {
    /// Opens or creates the file.
    ///
    /// # Errors
    /// When the file cannot be opened, is not ours, or the disk is full.
    pub fn open(file: &Path) -> Result<Self> {
        Self::prepare(Connection::open(file)?)
    }

    /// A store that is gone with the value, for tests.
    ///
    /// # Errors
    /// When SQLite has no memory.
    pub fn in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Self> {
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        migrations().to_latest(&mut connection)?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
        })
    }

    /// Runs `work` in one transaction on a thread that may block.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let connection = Arc::clone(&self.connection);
        tokio::task::spawn_blocking(move || {
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction()?;
            let answer = work(&transaction)?;
            transaction.commit()?;
            Ok(answer)
        })
        .await
        .map_err(|error| Error::Internal(format!("store task: {error}")))?
    }

    /// Reads one setting.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn setting<T: DeserializeOwned + Send + 'static>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>> {
        self.run(move |tx| {
            let text: Option<String> = tx
                .query_row("SELECT value FROM settings WHERE name = ?1", [name], |row| {
                    row.get(0)
                })
                .optional()?;
            text.map(|text| serde_json::from_str(&text))
                .transpose()
                .map_err(Error::from)
        })
        .await
    }

    /// Writes one setting; none removes it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_setting<T: Serialize>(&self, name: &'static str, value: Option<&T>) -> Result<()> {
        let text = value.map(serde_json::to_string).transpose()?;
        self.run(move |tx| {
            match text {
                Some(text) => tx.execute(
                    "INSERT INTO settings (name, value) VALUES (?1, ?2)
                     ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    params![name, text],
                )?,
                None => tx.execute("DELETE FROM settings WHERE name = ?1", [name])?,
            };
            Ok(())
        })
        .await
    }

    /// Moves what the WAL still holds into the file and empties it, so that erased text is gone from both.
    pub(crate) async fn flush_erased(&self) -> Result<()> {
        let connection = Arc::clone(&self.connection);
        tokio::task::spawn_blocking(move || {
            let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(())
        })
        .await
        .map_err(|error| Error::Internal(format!("store task: {error}")))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_valid() {
        migrations().validate().unwrap();
    }

    #[tokio::test]
    async fn settings_come_back_and_can_be_removed() {
        let store = Store::in_memory().unwrap();
        assert_eq!(store.setting::<String>("x").await.unwrap(), None);
        store.set_setting("x", Some(&"one")).await.unwrap();
        store.set_setting("x", Some(&"two")).await.unwrap();
        assert_eq!(
            store.setting::<String>("x").await.unwrap().as_deref(),
            Some("two")
        );
        store.set_setting::<String>("x", None).await.unwrap();
        assert_eq!(store.setting::<String>("x").await.unwrap(), None);
    }
}
