//! Versions as they were last read.

use rusqlite::{OptionalExtension, params};
use serde_json::Value;

use crate::error::Result;
use crate::store::Store;
use crate::views::VersionRow;

/// A version whose configuration is on this computer.
#[derive(Debug, Clone)]
pub(crate) struct KeptVersion {
    pub row: VersionRow,
    /// Its `postCallAnalyticsConfig`; none if it has none.
    pub config: Option<Value>,
}

impl Store {
    /// Keeps what one page of the history told.
    pub(crate) async fn put_versions(
        &self,
        connection: String,
        agent: String,
        rows: Vec<VersionRow>,
        read_at: String,
    ) -> Result<()> {
        self.run(move |tx| {
            let mut insert = tx.prepare(
                "INSERT INTO versions (connection, agent, version, published_at, row, read_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (connection, agent, version) DO UPDATE SET
                   published_at = excluded.published_at, row = excluded.row, read_at = excluded.read_at",
            )?;
            for row in rows {
                insert.execute(params![
                    connection,
                    agent,
                    row.id,
                    row.published_at,
                    serde_json::to_string(&row)?,
                    read_at
                ])?;
            }
            Ok(())
        })
        .await
    }

    /// Keeps one version with its configuration.
    pub(crate) async fn put_version(
        &self,
        connection: String,
        agent: String,
        version: KeptVersion,
        read_at: String,
    ) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "INSERT INTO versions (connection, agent, version, published_at, row, config, read_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (connection, agent, version) DO UPDATE SET config = excluded.config",
                params![
                    connection,
                    agent,
                    version.row.id,
                    version.row.published_at,
                    serde_json::to_string(&version.row)?,
                    serde_json::to_string(&version.config)?,
                    read_at
                ],
            )?;
            Ok(())
        })
        .await
    }

    /// Versions of an agent seen before, newest first, and when the oldest of these reads was.
    pub(crate) async fn versions(
        &self,
        connection: String,
        agent: String,
    ) -> Result<Option<(Vec<VersionRow>, String)>> {
        self.run(move |tx| {
            let mut statement = tx.prepare(
                "SELECT row, read_at FROM versions WHERE connection = ?1 AND agent = ?2
                 ORDER BY published_at DESC, version DESC",
            )?;
            let mut rows = statement.query([connection, agent])?;
            let (mut list, mut oldest) = (Vec::new(), None::<String>);
            while let Some(row) = rows.next()? {
                list.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
                let read_at: String = row.get(1)?;
                oldest = Some(oldest.map_or_else(|| read_at.clone(), |before| before.min(read_at.clone())));
            }
            Ok(oldest.map(|oldest| (list, oldest)))
        })
        .await
    }

    /// One version, if its configuration was read before.
    pub(crate) async fn kept_version(
        &self,
        connection: String,
        agent: String,
        version: String,
    ) -> Result<Option<KeptVersion>> {
        self.run(move |tx| {
            let found: Option<(String, Option<String>)> = tx
                .query_row(
                    "SELECT row, config FROM versions WHERE connection = ?1 AND agent = ?2 AND version = ?3",
                    [connection, agent, version],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let Some((row, Some(config))) = found else {
                return Ok(None);
            };
            Ok(Some(KeptVersion {
                row: serde_json::from_str(&row)?,
                config: serde_json::from_str(&config)?,
            }))
        })
        .await
    }
}
