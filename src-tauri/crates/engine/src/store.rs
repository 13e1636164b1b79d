//! Everything Debrief keeps on this computer but the keys: one SQLite file in the profile.
//!
//! WAL with `synchronous=FULL`: what a call has returned survives a power cut. `secure_delete`: what was
//! erased is overwritten.

mod agents;
mod aside;
mod batches;
mod beside;
mod configs;
mod connections;
mod copies;
mod histories;
mod listed;
mod meddle;
mod notes;
mod opening;
mod rescue;
mod runs;
mod sound;
mod templates;
mod versions;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};
use rusqlite_migration::{M, Migrations};
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use agents::{Access, CachedAgent, NowLive, SeenAgent};
pub(crate) use aside::SET_ASIDE;
pub(crate) use connections::StoredConnection;
pub(crate) use copies::StoredCopy;
pub(crate) use histories::Reach;
pub(crate) use listed::Listed;
pub(crate) use notes::VersionKey;
pub(crate) use templates::StoredTemplate;
pub(crate) use versions::{ListedPage, ListedVersion, Older, PastVersion};

use crate::clock::{Clock, SystemClock};
use crate::error::{Error, Result};
use beside::Beside;

/// The SQLite store. Cheap to clone; calls run one after another off the async threads.
#[derive(Clone)]
pub struct Store {
    held: Arc<Mutex<Held>>,
}

/// The file, and the connection to it once it could be opened.
struct Held {
    /// None for a store in memory.
    place: Option<(Beside, Arc<dyn Clock>)>,
    connection: Option<Connection>,
}

impl Held {
    /// The open connection. A file that could not be opened is tried again by the next call, so that "Try again"
    /// goes on as soon as there is room.
    fn connection(&mut self) -> Result<&mut Connection> {
        if self.connection.is_none()
            && let Some((place, clock)) = &self.place
        {
            self.connection = Some(opening::open(place, clock.as_ref())?);
        }
        self.connection
            .as_mut()
            .ok_or_else(|| Error::Internal("the store is closed".into()))
    }

    /// Does `work`. Damage that it meets is noted, so that the next start looks through the whole file.
    fn with<T>(&mut self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        let answer = self.connection().and_then(work);
        if let (Err(error), Some((place, _))) = (&answer, &self.place)
            && error.is_damage()
        {
            place.suspect();
        }
        answer
    }
}

/// The steps from an empty file to the format of this build. Each was released: a change is a step of its own.
const STEPS: [&str; 6] = [
    include_str!("store/schema.sql"),
    include_str!("store/generation.sql"),
    include_str!("store/kept.sql"),
    include_str!("store/templates.sql"),
    include_str!("store/history.sql"),
    include_str!("store/notes.sql"),
];

fn migrations() -> Migrations<'static> {
    Migrations::new(STEPS.into_iter().map(M::up).collect())
}

impl Store {
    /// Opens or creates the file. One that cannot be read, or that a newer Debrief wrote, is set aside first.
    ///
    /// # Errors
    /// When the folder cannot be written, or the disk is full. The file is as it was then.
    pub fn open(file: &Path) -> Result<Self> {
        Self::open_by(file, Arc::new(SystemClock))
    }

    /// The same by a clock of one's own: what is set aside carries the time in its name.
    ///
    /// # Errors
    /// As `open`.
    pub fn open_by(file: &Path, clock: Arc<dyn Clock>) -> Result<Self> {
        let store = Self::at(file, clock);
        store.lock().connection()?;
        Ok(store)
    }

    /// A store that its first call opens: an app whose disk is full has a window all the same, which says so.
    pub fn later(file: &Path) -> Self {
        Self::at(file, Arc::new(SystemClock))
    }

    fn at(file: &Path, clock: Arc<dyn Clock>) -> Self {
        Self {
            held: Arc::new(Mutex::new(Held {
                place: Some((Beside::new(file), clock)),
                connection: None,
            })),
        }
    }

    /// A store that is gone with the value, for tests.
    ///
    /// # Errors
    /// When SQLite has no memory.
    pub fn in_memory() -> Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        opening::prepare(&mut connection)?;
        Ok(Self {
            held: Arc::new(Mutex::new(Held {
                place: None,
                connection: Some(connection),
            })),
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one transaction on a thread that may block.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let store = self.clone();
        tokio::task::spawn_blocking(move || {
            store.lock().with(|connection| {
                let transaction = connection.transaction()?;
                let answer = work(&transaction)?;
                transaction.commit()?;
                Ok(answer)
            })
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
        let store = self.clone();
        tokio::task::spawn_blocking(move || store.rest())
            .await
            .map_err(|error| Error::Internal(format!("store task: {error}")))?
    }

    /// The same right here, as the last thing before the app ends: a WAL that still holds something tells the next
    /// start that the app did not end by itself, and that it should look through the file.
    ///
    /// # Errors
    /// When the file cannot be written. Nothing is lost: the WAL stays.
    pub fn rest(&self) -> Result<()> {
        self.lock().with(|connection| {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(())
        })
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
