//! Versions as they were last read: one row each, with its blocks, the version before it, and what it changed.

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::Result;
use crate::store::{Store, configs};
use crate::views::{CheckState, RestoredFrom, RowMetrics, VersionRow};

/// The section of the metrics among the blocks.
const ANALYTICS: &str = "analytics";

/// What a row of Atoms' list says of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PastVersion {
    pub id: String,
    pub number: Option<u32>,
    pub label: Option<String>,
    pub description: Option<String>,
    pub author: Option<String>,
    pub published_at: Option<String>,
    /// Earlier formats did not keep it.
    #[serde(default)]
    pub is_pinned: bool,
    pub is_live: bool,
    pub check: CheckState,
    /// Label of the version it was restored from.
    pub restored_from: Option<String>,
    /// Its id. Earlier formats did not keep it.
    #[serde(default)]
    pub restored_from_id: Option<String>,
}

/// The version before another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Older {
    /// Not told yet.
    Unknown,
    /// There is none.
    None,
    /// This one.
    Version(String),
}

/// A version as listed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ListedVersion {
    pub version: PastVersion,
    /// Section → id of its content; empty where Atoms does not tell.
    pub blocks: Map<String, Value>,
    pub older: Older,
}

/// One page of a history.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ListedPage {
    /// Empty for an agent without branches.
    pub branch: String,
    /// It is the branch that is shown where none is named.
    pub leading: bool,
    /// Newest first.
    pub versions: Vec<ListedVersion>,
    /// The page begins with the newest.
    pub from_newest: bool,
    pub total: u32,
    pub read_at: String,
}

/// A version with the one before it, the number of the one it was restored from, and the person's note. What follows
/// chooses rows of `v`.
pub(super) const ROWS: &str =
    "SELECT v.row, v.blocks, v.older, o.blocks, v.metrics, v.read_at, n.note, r.row ->> 'number'
     FROM versions AS v LEFT JOIN versions AS o
       ON o.connection = v.connection AND o.agent = v.agent AND o.version = v.older
     LEFT JOIN versions AS r
       ON r.connection = v.connection AND r.agent = v.agent AND r.version = v.row ->> 'restoredFromId'
     LEFT JOIN notes AS n
       ON n.connection = v.connection AND n.agent = v.agent AND n.version = v.version";

/// Reads a row of [`ROWS`].
pub(super) fn read_row(row: &Row<'_>) -> Result<VersionRow> {
    let said: PastVersion = serde_json::from_str(&row.get::<_, String>(0)?)?;
    let blocks = read_blocks(row.get(1)?)?;
    let is_first = row.get::<_, Option<String>>(2)?.as_deref() == Some("");
    let before = read_blocks(row.get(3)?)?;
    let metrics: Option<String> = row.get(4)?;
    let is_restored = said.restored_from.is_some() || said.restored_from_id.is_some();
    let restored_from = RestoredFrom {
        number: row.get(7)?,
        label: said.restored_from,
    };
    Ok(VersionRow {
        id: said.id,
        number: said.number,
        label: said.label,
        description: said.description,
        author: said.author,
        published_at: said.published_at,
        is_pinned: said.is_pinned,
        note: row.get(6)?,
        is_live: said.is_live,
        check: said.check,
        restored_from: is_restored.then_some(restored_from),
        is_first,
        sections: if is_first {
            Some(Vec::new())
        } else {
            blocks
                .zip(before)
                .map(|(now, before)| other_sections(&before, &now))
        },
        metrics: match metrics {
            Some(metrics) => serde_json::from_str(&metrics)?,
            None => RowMetrics::NotRead,
        },
    })
}

fn read_blocks(text: Option<String>) -> Result<Option<Map<String, Value>>> {
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// Sections other than the metrics' whose content is another one, in the order of the later version.
fn other_sections(before: &Map<String, Value>, now: &Map<String, Value>) -> Vec<String> {
    let gone = before.keys().filter(|section| !now.contains_key(*section));
    now.keys()
        .chain(gone)
        .filter(|section| *section != ANALYTICS && before.get(*section) != now.get(*section))
        .cloned()
        .collect()
}

/// The words of a row in which a search looks.
pub(super) fn words(version: &PastVersion) -> String {
    let texts = [&version.label, &version.description, &version.author];
    let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    texts.join("\n").to_lowercase()
}

impl Store {
    /// Keeps what one page of a history told, and gives back the rows with what each version changed, as far as this
    /// computer knows.
    pub(crate) async fn put_page(
        &self,
        connection: String,
        agent: String,
        page: ListedPage,
    ) -> Result<Vec<VersionRow>> {
        self.run(move |tx| {
            for version in &page.versions {
                put(tx, &connection, &agent, &page.branch, version, &page.read_at)?;
            }
            forget(tx, &connection, &agent, &page)?;
            super::histories::put(tx, &connection, &agent, &page)?;
            let mut find = tx.prepare(&format!(
                "{ROWS} WHERE v.connection = ?1 AND v.agent = ?2 AND v.version = ?3"
            ))?;
            let mut rows = Vec::new();
            for version in &page.versions {
                let id = &version.version.id;
                configs::derive(tx, &connection, &agent, id)?;
                let mut found = find.query([&connection, &agent, id])?;
                if let Some(row) = found.next()? {
                    rows.push(read_row(row)?);
                }
            }
            Ok(rows)
        })
        .await
    }

    /// Keeps one version that was read by its id. What a list told of it stays.
    pub(crate) async fn put_version(
        &self,
        connection: String,
        agent: String,
        branch: String,
        version: ListedVersion,
        read_at: String,
    ) -> Result<()> {
        self.run(move |tx| {
            let known = tx.query_row(
                "SELECT EXISTS (SELECT 1 FROM versions WHERE connection = ?1 AND agent = ?2 AND version = ?3)",
                [&connection, &agent, &version.version.id],
                |row| row.get::<_, bool>(0),
            )?;
            if !known {
                put(tx, &connection, &agent, &branch, &version, &read_at)?;
            }
            Ok(())
        })
        .await
    }

    /// Versions of a branch seen before, newest first, and when the oldest of these reads was. Without a branch: of the
    /// one that leads.
    pub(crate) async fn versions(
        &self,
        connection: String,
        agent: String,
        branch: Option<String>,
    ) -> Result<Option<(Vec<VersionRow>, String)>> {
        self.run(move |tx| {
            let on = super::histories::on(tx, &connection, &agent, branch)?;
            let mut statement = tx.prepare(&format!(
                "{ROWS} WHERE v.connection = ?1 AND v.agent = ?2 AND v.branch IN (?3, ?4)
                 ORDER BY v.published_at DESC, v.version DESC"
            ))?;
            let mut rows = statement.query(params![connection, agent, on.branch, on.before_branches])?;
            let (mut list, mut oldest) = (Vec::new(), None::<String>);
            while let Some(row) = rows.next()? {
                list.push(read_row(row)?);
                let read_at: String = row.get(5)?;
                oldest = Some(oldest.map_or_else(|| read_at.clone(), |before| before.min(read_at.clone())));
            }
            Ok(oldest.map(|oldest| (list, oldest)))
        })
        .await
    }

    /// One version, if it was seen before, and the id of the one before it.
    pub(crate) async fn version_row(
        &self,
        connection: String,
        agent: String,
        version: String,
    ) -> Result<Option<(VersionRow, Option<String>)>> {
        self.run(move |tx| {
            let mut find = tx.prepare(&format!(
                "{ROWS} WHERE v.connection = ?1 AND v.agent = ?2 AND v.version = ?3"
            ))?;
            let mut found = find.query([connection, agent, version])?;
            let Some(row) = found.next()? else { return Ok(None) };
            let older: Option<String> = row.get(2)?;
            Ok(Some((read_row(row)?, older.filter(|older| !older.is_empty()))))
        })
        .await
    }
}

impl Store {
    /// The branch of a version that was seen before; none where it is not known, or was seen before there were branches.
    pub(crate) async fn branch_of(
        &self,
        connection: String,
        agent: String,
        version: String,
    ) -> Result<Option<String>> {
        self.run(move |tx| {
            let found: Option<String> = tx
                .query_row(
                    "SELECT branch FROM versions WHERE connection = ?1 AND agent = ?2 AND version = ?3",
                    [connection, agent, version],
                    |row| row.get(0),
                )
                .optional()?;
            Ok(found.filter(|branch| !branch.is_empty()))
        })
        .await
    }
}

fn put(
    tx: &Transaction<'_>,
    connection: &str,
    agent: &str,
    branch: &str,
    listed: &ListedVersion,
    read_at: &str,
) -> Result<()> {
    let version = &listed.version;
    let blocks = (!listed.blocks.is_empty())
        .then(|| serde_json::to_string(&listed.blocks))
        .transpose()?;
    let block = listed.blocks.get(ANALYTICS).and_then(Value::as_str);
    let older = match &listed.older {
        Older::Unknown => None,
        Older::None => Some(""),
        Older::Version(id) => Some(id.as_str()),
    };
    tx.prepare(
        "INSERT INTO versions (connection, agent, version, published_at, row, read_at, branch, blocks, block, older,
           words)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (connection, agent, version) DO UPDATE SET
           published_at = excluded.published_at, row = excluded.row, read_at = excluded.read_at,
           branch = excluded.branch, words = excluded.words,
           blocks = COALESCE(excluded.blocks, blocks), block = COALESCE(excluded.block, block),
           metrics = CASE WHEN COALESCE(excluded.older, older) IS older THEN metrics END,
           older = COALESCE(excluded.older, older)",
    )?
    .execute(params![
        connection,
        agent,
        version.id,
        version.published_at,
        serde_json::to_string(version)?,
        read_at,
        branch,
        blocks,
        block,
        older,
        words(version),
    ])?;
    if let Some(block) = block {
        configs::share(tx, connection, agent, &version.id, block)?;
    }
    Ok(())
}

/// Takes back what an earlier list said and this one does not: that another version is live, or waits for its check.
fn forget(tx: &Transaction<'_>, connection: &str, agent: &str, page: &ListedPage) -> Result<()> {
    let here: Vec<&str> = page
        .versions
        .iter()
        .map(|each| each.version.id.as_str())
        .collect();
    let here = serde_json::to_string(&here)?;
    if page.versions.iter().any(|each| each.version.is_live) {
        tx.execute(
            "UPDATE versions SET row = json_set(row, '$.isLive', json('false'))
             WHERE connection = ?1 AND agent = ?2 AND json_extract(row, '$.isLive')
               AND version NOT IN (SELECT value FROM json_each(?3))",
            params![connection, agent, here],
        )?;
    }
    if page.from_newest {
        // It did not pass, or its publish was called off: only a check that runs keeps it in the list.
        tx.execute(
            "DELETE FROM versions
             WHERE connection = ?1 AND agent = ?2 AND branch = ?4 AND json_extract(row, '$.check') = 'running'
               AND version NOT IN (SELECT value FROM json_each(?3))",
            params![connection, agent, here, page.branch],
        )?;
    }
    Ok(())
}

/// The words of rows that an earlier format kept without.
pub(super) fn add_words(tx: &Transaction<'_>, connection: &str, agent: &str) -> Result<()> {
    let mut without = tx.prepare(
        "SELECT version, row FROM versions WHERE connection = ?1 AND agent = ?2 AND words IS NULL",
    )?;
    let found = without
        .query_map([connection, agent], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (version, row) in found {
        let said: PastVersion = serde_json::from_str(&row)?;
        tx.execute(
            "UPDATE versions SET words = ?4 WHERE connection = ?1 AND agent = ?2 AND version = ?3",
            params![connection, agent, version, words(&said)],
        )?;
    }
    Ok(())
}

/// The content of a version's metrics, by which its configuration is kept; none for a version never seen.
pub(super) fn content(tx: &Transaction<'_>, connection: &str, agent: &str, version: &str) -> Result<String> {
    let found: Option<String> = tx
        .query_row(
            "SELECT COALESCE(block, version) FROM versions WHERE connection = ?1 AND agent = ?2 AND version = ?3",
            [connection, agent, version],
            |row| row.get(0),
        )
        .optional()?;
    Ok(found.unwrap_or_else(|| version.to_owned()))
}
