//! How far a history is on this computer, and what is found in it.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Transaction, named_params, params};

use super::versions::{ListedPage, ROWS, read_row};
use crate::error::Result;
use crate::store::{Store, configs, versions};
use crate::views::{VersionFilter, VersionSearch};

/// The branch whose rows are meant.
pub(super) struct On {
    pub(super) branch: String,
    /// Empty where rows from before the agent had branches belong to it; else the branch once more.
    pub(super) before_branches: String,
}

/// How far a history is on this computer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Versions, from the newest on without a gap.
    pub listed: u32,
    /// The first version is among them.
    pub whole: bool,
    /// Versions whose metrics are here.
    pub read: u32,
    /// All versions, as Atoms last told.
    pub total: u32,
    /// One version of each content that is not here, newest first.
    pub missing: Vec<String>,
}

/// Versions from the live one back without a gap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PastVersions {
    /// Each with the content of its metrics, newest first.
    pub versions: Vec<(String, String)>,
    /// The first version is among them.
    pub whole: bool,
}

/// Finds the branch: the one that is named, else the one that led when it was last listed.
pub(super) fn on(tx: &Transaction<'_>, connection: &str, agent: &str, branch: Option<String>) -> Result<On> {
    let leading: Option<String> = tx
        .query_row(
            "SELECT branch FROM histories WHERE connection = ?1 AND agent = ?2 AND leading",
            [connection, agent],
            |row| row.get(0),
        )
        .optional()?;
    let leading = leading.unwrap_or_default();
    let branch = branch.unwrap_or_else(|| leading.clone());
    Ok(On {
        before_branches: if branch == leading {
            String::new()
        } else {
            branch.clone()
        },
        branch,
    })
}

/// Notes how long the history is.
pub(super) fn put(tx: &Transaction<'_>, connection: &str, agent: &str, page: &ListedPage) -> Result<()> {
    if page.leading {
        tx.execute(
            "UPDATE histories SET leading = 0 WHERE connection = ?1 AND agent = ?2",
            [connection, agent],
        )?;
    }
    tx.execute(
        "INSERT INTO histories (connection, agent, branch, leading, total, read_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (connection, agent, branch) DO UPDATE SET
           leading = excluded.leading, total = excluded.total, read_at = excluded.read_at",
        params![connection, agent, page.branch, page.leading, page.total, page.read_at],
    )?;
    Ok(())
}

impl Store {
    /// How far a history is here, from the newest version that is kept.
    pub(crate) async fn reach(
        &self,
        connection: String,
        agent: String,
        branch: Option<String>,
    ) -> Result<Reach> {
        self.run(move |tx| {
            let on = on(tx, &connection, &agent, branch)?;
            let rows = rows_of(tx, &connection, &agent, &on)?;
            let total: Option<u32> = tx
                .query_row(
                    "SELECT total FROM histories WHERE connection = ?1 AND agent = ?2 AND branch = ?3",
                    [&connection, &agent, &on.branch],
                    |row| row.get(0),
                )
                .optional()?;
            let mut seen = HashSet::new();
            let missing = rows
                .iter()
                .filter(|row| !row.read && seen.insert(&row.content))
                .map(|row| row.version.clone())
                .collect();
            let read = rows.iter().filter(|row| row.read).count();
            let total = total.unwrap_or_else(|| count(rows.len()));
            let (listed, ends) = chain(&rows);
            Ok(Reach {
                listed,
                // What a branch began from is a version of another one.
                whole: ends || listed > 0 && listed >= total,
                read: count(read),
                total,
                missing,
            })
        })
        .await
    }

    /// The versions of the branch that leads, from the live one back without a gap. Looks at no configuration.
    pub(crate) async fn past(&self, connection: String, agent: String) -> Result<PastVersions> {
        self.run(move |tx| {
            let on = on(tx, &connection, &agent, None)?;
            let known = rows_of(tx, &connection, &agent, &on)?;
            let contents: HashMap<&str, (&str, Option<&str>)> = known
                .iter()
                .map(|row| (row.version.as_str(), (row.content.as_str(), row.older.as_deref())))
                .collect();
            // The agent and the list of versions both tell what is live; the one that was read last is right.
            let mut at: Option<String> = tx
                .query_row(
                    "SELECT live FROM (
                       SELECT json_extract(summary, '$.live_version') AS live, read_at, 1 AS agents FROM agents
                         WHERE connection = ?1 AND agent = ?2
                       UNION ALL
                       SELECT version, read_at, 0 FROM versions
                         WHERE connection = ?1 AND agent = ?2 AND branch IN (?3, ?4) AND json_extract(row, '$.isLive'))
                     ORDER BY read_at DESC, agents DESC LIMIT 1",
                    params![connection, agent, on.branch, on.before_branches],
                    |row| row.get(0),
                )
                .optional()?
                .flatten();
            let mut past = PastVersions::default();
            while let Some(version) = at.take() {
                let Some((content, older)) = contents.get(version.as_str()) else {
                    break;
                };
                past.versions.push((version, (*content).to_owned()));
                past.whole = *older == Some("");
                // Never longer than all rows, as in `chain`.
                at = older
                    .filter(|_| !past.whole && past.versions.len() < known.len())
                    .map(str::to_owned);
            }
            Ok(past)
        })
        .await
    }

    /// Finds versions among those that are here, newest first.
    pub(crate) async fn find_versions(
        &self,
        connection: String,
        agent: String,
        branch: Option<String>,
        filter: VersionFilter,
    ) -> Result<VersionSearch> {
        let reach = self
            .reach(connection.clone(), agent.clone(), branch.clone())
            .await?;
        self.run(move |tx| {
            versions::add_words(tx, &connection, &agent)?;
            configs::add_words(tx, &connection, &agent)?;
            let on = on(tx, &connection, &agent, branch)?;
            let text = filter.text.trim().to_lowercase();
            // As the identifier is written whose readable name this is.
            let written = text.split_whitespace().collect::<Vec<_>>().join("_");
            // One look at each configuration, however many versions share it.
            let matching = "WITH matching (content) AS MATERIALIZED (
                   SELECT content FROM configs WHERE connection = :connection AND agent = :agent
                     AND (instr(words, :text) OR :written != :text AND instr(words, :written)))";
            let chosen = "WHERE v.connection = :connection AND v.agent = :agent AND v.branch IN (:branch, :before)
                   AND (:text = '' OR instr(v.words, :text) OR json_extract(v.row, '$.number') = :number OR COALESCE(v.block, v.version) IN matching
                     OR EXISTS (SELECT 1 FROM notes AS own WHERE own.connection = v.connection
                       AND own.agent = v.agent AND own.version = v.version AND instr(own.words, :text)))
                   AND (:author IS NULL OR json_extract(v.row, '$.author') = :author)
                   AND (NOT :changes OR json_extract(v.metrics, '$.kind') = 'changed')";
            let found = tx.query_row(
                &format!("{matching} SELECT COUNT(*) FROM versions AS v {chosen}"),
                named_params! {
                    ":connection": connection, ":agent": agent, ":branch": on.branch, ":before": on.before_branches,
                    ":text": text, ":written": written, ":number": filter.number, ":author": filter.author, ":changes": filter.only_metric_changes,
                },
                |row| row.get(0),
            )?;
            let mut statement = tx.prepare(&format!(
                "{matching} {ROWS} {chosen} ORDER BY v.published_at DESC, v.version DESC LIMIT :limit OFFSET :skip"
            ))?;
            let mut rows = statement.query(named_params! {
                ":connection": connection, ":agent": agent, ":branch": on.branch, ":before": on.before_branches,
                ":text": text, ":written": written, ":number": filter.number, ":author": filter.author, ":changes": filter.only_metric_changes,
                ":limit": filter.limit, ":skip": filter.skip,
            })?;
            let mut versions = Vec::new();
            while let Some(row) = rows.next()? {
                versions.push(read_row(row)?);
            }
            let mut authors = tx.prepare(
                "SELECT DISTINCT json_extract(row, '$.author') AS author FROM versions
                 WHERE connection = ?1 AND agent = ?2 AND branch IN (?3, ?4) AND author IS NOT NULL ORDER BY author",
            )?;
            let authors = authors
                .query_map(
                    params![connection, agent, on.branch, on.before_branches],
                    |row| row.get(0),
                )?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            Ok(VersionSearch {
                versions,
                found,
                read: reach.read,
                total: reach.total,
                authors,
            })
        })
        .await
    }
}

/// What is known of a version where only its place counts.
struct Known {
    version: String,
    older: Option<String>,
    content: String,
    read: bool,
}

fn rows_of(tx: &Transaction<'_>, connection: &str, agent: &str, on: &On) -> Result<Vec<Known>> {
    let mut statement = tx.prepare(
        "SELECT version, older, COALESCE(block, version) AS key,
           EXISTS (SELECT 1 FROM configs AS c
             WHERE c.connection = v.connection AND c.agent = v.agent AND c.content = COALESCE(v.block, v.version))
         FROM versions AS v WHERE connection = ?1 AND agent = ?2 AND branch IN (?3, ?4)
         ORDER BY published_at DESC, version DESC",
    )?;
    let rows = statement
        .query_map(params![connection, agent, on.branch, on.before_branches], |row| {
            Ok(Known {
                version: row.get(0)?,
                older: row.get(1)?,
                content: row.get(2)?,
                read: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<Vec<Known>>>()?;
    Ok(rows)
}

/// How many versions follow each other from the newest on, and whether the first of all is among them.
fn chain(rows: &[Known]) -> (u32, bool) {
    let by_id: HashMap<&str, &Known> = rows.iter().map(|row| (row.version.as_str(), row)).collect();
    let mut at = rows.first();
    let mut listed = 0;
    // Never longer than all rows: a list that bites its tail must not hold anybody up.
    while let Some(row) = at.filter(|_| listed < rows.len()) {
        listed += 1;
        match row.older.as_deref() {
            Some("") => return (count(listed), true),
            Some(older) => at = by_id.get(older).copied(),
            None => break,
        }
    }
    (count(listed), false)
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
