//! Reading what a history does not tell by itself: the metrics of its versions, for the rows in sight or for all of them.
//! What was read is kept, so that a reading that ends in the middle goes on where it was.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::PAGE_LIMIT;
use super::desk::{HistoryKey, Seat};
use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::generation::Dialect;
use crate::store::Reach;
use crate::views::{Notice, ReadingView, RowMetrics, RowRead};

/// Between two notices of one reading.
const NOTICE_PAUSE: SignedDuration = SignedDuration::from_millis(400);
/// Requests in a row that fail before a reading ends by itself.
const MOST_FAILURES: u32 = 3;

impl Engine {
    /// Reads what it takes to say what these rows changed: their metrics, and those of the versions before them. What is
    /// on this computer is not asked for; a content that several rows share is asked for once.
    ///
    /// # Errors
    /// When the store cannot be read. What fails for one row is told with that row.
    pub async fn read_rows(&self, agent: &str, versions: Vec<String>) -> Result<Vec<RowRead>> {
        let connection = self.current_id().await?;
        let store = &self.ports.store;
        let mut wanted = Vec::new();
        for version in &versions {
            let row = store
                .version_row(connection.clone(), agent.to_owned(), version.clone())
                .await?;
            let Some((row, older)) = row else { continue };
            if row.metrics == RowMetrics::NotRead {
                wanted.push((version.clone(), version.clone()));
                wanted.extend(older.map(|older| (version.clone(), older)));
            }
        }
        let mut seen = HashSet::new();
        let each = wanted.iter().map(|(_, of)| of.clone());
        let work = Work::new(
            &connection,
            agent,
            each.filter(|of| seen.insert(of.clone())).collect(),
        );
        self.work_through(&work, None).await;
        let failed = lock(&work.failed).clone();
        let mut answers = Vec::new();
        for version in versions {
            let row = store
                .version_row(connection.clone(), agent.to_owned(), version.clone())
                .await?;
            // Another row may have brought the same content.
            let lacks = row
                .as_ref()
                .is_some_and(|(row, _)| row.metrics == RowMetrics::NotRead);
            let error = wanted
                .iter()
                .filter(|(row, _)| lacks && *row == version)
                .find_map(|(_, of)| failed.iter().find(|(failed, _)| failed == of))
                .map(|(_, error)| error.clone());
            answers.push(RowRead {
                metrics: row.as_ref().map_or(RowMetrics::NotRead, |(row, _)| row.metrics),
                error: if row.is_none() {
                    Some(WireError::from(&Error::NotFound("version")))
                } else {
                    error
                },
                id: version,
            });
        }
        Ok(answers)
    }

    /// How much of a history is on this computer, and how many requests reading the rest takes. Asks nobody.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn reading_plan(&self, agent: &str, branch: Option<String>) -> Result<ReadingView> {
        let key = (self.current_id().await?, agent.to_owned());
        let reach = self.reach(&key, branch).await?;
        let listed = u32::try_from(reach.missing.len()).unwrap_or(u32::MAX);
        let unlisted = if reach.whole {
            0
        } else {
            reach.total.saturating_sub(reach.listed)
        };
        // Each page begins with the last row of the one before; and once Atoms is asked for the branches.
        let pages = unlisted.div_ceil(PAGE_LIMIT - 1) + u32::from(unlisted > 0);
        Ok(ReadingView {
            read: reach.read,
            total: reach.total,
            requests: listed.saturating_add(pages).saturating_add(unlisted),
            exact: unlisted == 0,
            going: self.histories.is_going(&key),
            error: self.histories.error(&key),
        })
    }

    /// Reads a whole history, and returns when that is done, was stopped, or cannot go on; the view tells which.
    /// `Notice::HistoryRead` tells of it every now and then. One that is being read already is left to that.
    ///
    /// # Errors
    /// When the store cannot be read. What Atoms answers is in the view.
    pub async fn read_all(&self, agent: &str, branch: Option<String>) -> Result<ReadingView> {
        let key = (self.current_id().await?, agent.to_owned());
        {
            let Some(seat) = self.histories.take(&key) else {
                return self.reading_plan(agent, branch).await;
            };
            let told = Told(Mutex::new(self.ports.clock.now()));
            match self.read_on(&key, branch.clone(), &seat, &told).await {
                Ok(None) => {}
                Ok(Some(error)) => seat.fail(error),
                Err(error) => seat.fail(WireError::from(&error)),
            }
        }
        self.history_read(agent);
        self.reading_plan(agent, branch).await
    }

    /// Lets the requests that are out come to their end, and sends no more.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn stop_reading(&self, agent: &str) -> Result<()> {
        let key = (self.current_id().await?, agent.to_owned());
        self.histories.ask_to_stop(&key);
        Ok(())
    }

    /// Gives what kept it from reading everything.
    async fn read_on(
        &self,
        key: &HistoryKey,
        branch: Option<String>,
        seat: &Seat,
        told: &Told,
    ) -> Result<Option<WireError>> {
        let reach = self.list_rest(key, branch, seat, told).await?;
        let work = Work::new(&key.0, &key.1, reach.missing);
        self.work_through(&work, Some((seat, told))).await;
        let last = lock(&work.failed).pop();
        Ok(last.map(|(_, error)| error))
    }

    /// Lists what is not listed yet: what follows the rows that are known from the newest on.
    async fn list_rest(
        &self,
        key: &HistoryKey,
        branch: Option<String>,
        seat: &Seat,
        told: &Told,
    ) -> Result<Reach> {
        let (connection, agent) = key;
        let mut reach = self.reach(key, branch.clone()).await?;
        if reach.whole {
            return Ok(reach);
        }
        let client = self.client(connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, connection, agent).await?;
        while !reach.whole && !seat.is_asked_to_stop() {
            self.tell(agent, told);
            // Again the last row that is known, whose own neighbour is not.
            let skip = reach.listed.saturating_sub(1);
            self.list_page(&mut dialect, branch.as_deref(), skip, PAGE_LIMIT)
                .await?;
            let further = self.reach(key, branch.clone()).await?;
            // Rows moved, since somebody published meanwhile: the next list of the newest finds the rest.
            let stuck = further.listed <= reach.listed;
            reach = further;
            if stuck {
                break;
            }
        }
        Ok(reach)
    }

    async fn reach(&self, (connection, agent): &HistoryKey, branch: Option<String>) -> Result<Reach> {
        let store = &self.ports.store;
        store.reach(connection.clone(), agent.clone(), branch).await
    }

    /// Reads versions, as many at a time as requests may be out.
    async fn work_through(&self, work: &Work<'_>, reading: Option<(&Seat, &Told)>) {
        tokio::join!(
            self.lane(work, reading),
            self.lane(work, reading),
            self.lane(work, reading),
            self.lane(work, reading),
        );
    }

    /// Reads one version after another until there is none, or until the reading was stopped or fails again and again.
    async fn lane(&self, work: &Work<'_>, reading: Option<(&Seat, &Told)>) {
        while let Some(version) = work.next() {
            if let Some((seat, told)) = reading {
                if seat.is_asked_to_stop() || work.fails() {
                    return;
                }
                self.tell(work.agent, told);
            }
            let read = self.version_set(work.connection, work.agent, &version).await;
            work.note(version, read.err());
        }
    }

    fn tell(&self, agent: &str, told: &Told) {
        if told.is_due(self.ports.clock.now()) {
            self.history_read(agent);
        }
    }

    fn history_read(&self, agent: &str) {
        self.ports.events.notify(Notice::HistoryRead {
            agent_id: agent.to_owned(),
        });
    }
}

/// When the window was last told.
struct Told(Mutex<Timestamp>);

impl Told {
    fn is_due(&self, now: Timestamp) -> bool {
        let mut last = lock(&self.0);
        let due = now.duration_since(*last) >= NOTICE_PAUSE;
        if due {
            *last = now;
        }
        due
    }
}

/// Versions to read, and those that could not be.
struct Work<'a> {
    connection: &'a str,
    agent: &'a str,
    left: Mutex<std::vec::IntoIter<String>>,
    failed: Mutex<Vec<(String, WireError)>>,
    /// Requests that failed since the last one that did not.
    in_a_row: Mutex<u32>,
}

impl<'a> Work<'a> {
    fn new(connection: &'a str, agent: &'a str, versions: Vec<String>) -> Self {
        Self {
            connection,
            agent,
            left: Mutex::new(versions.into_iter()),
            failed: Mutex::default(),
            in_a_row: Mutex::default(),
        }
    }

    fn next(&self) -> Option<String> {
        lock(&self.left).next()
    }

    fn fails(&self) -> bool {
        *lock(&self.in_a_row) >= MOST_FAILURES
    }

    fn note(&self, version: String, error: Option<Error>) {
        let mut in_a_row = lock(&self.in_a_row);
        match &error {
            None => *in_a_row = 0,
            // One that cannot be understood says nothing about the others.
            Some(Error::Config(_)) => {}
            Some(_) => *in_a_row += 1,
        }
        if let Some(error) = error {
            lock(&self.failed).push((version, WireError::from(&error)));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
