//! Agents seen before: what opens without a network, and which were opened last.

use std::collections::HashMap;

use debrief_metrics::MetricSet;
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::Value;

use crate::error::Result;
use crate::generation::Generation;
use crate::store::Store;

/// An agent as it was last read.
#[derive(Debug, Clone)]
pub(crate) struct CachedAgent {
    pub summary: SeenAgent,
    /// `postCallAnalyticsConfig` of the live version.
    pub config: Option<Value>,
    pub live_number: Option<u32>,
    pub live_label: Option<String>,
    pub read_at: String,
}

/// What the list and the header need.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct SeenAgent {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub archived: bool,
    pub live_version: Option<String>,
    /// How the last read of it was answered.
    #[serde(default)]
    pub access: Access,
}

/// Whether Atoms still shows an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Access {
    /// It does.
    #[default]
    Open,
    /// It does not know it, or not any more.
    Gone,
    /// It does not show it to this key.
    Forbidden,
}

/// A version that was just read back as live.
#[derive(Debug, Clone)]
pub(crate) struct NowLive {
    pub id: String,
    pub number: Option<u32>,
    pub label: String,
    /// As it was sent; none where versions of this agent carry none.
    pub description: Option<String>,
    /// Its `postCallAnalyticsConfig`.
    pub config: Value,
    pub read_at: String,
}

/// Lets the kept agent say what is live now.
pub(super) fn mark_live(tx: &Transaction<'_>, connection: &str, agent: &str, live: &NowLive) -> Result<()> {
    let summary: Option<String> = tx
        .query_row(
            "SELECT summary FROM agents WHERE connection = ?1 AND agent = ?2",
            [connection, agent],
            |row| row.get(0),
        )
        .optional()?;
    let Some(summary) = summary else { return Ok(()) };
    let mut summary: SeenAgent = serde_json::from_str(&summary)?;
    summary.live_version = Some(live.id.clone());
    tx.execute(
        "UPDATE agents SET summary = ?3, config = ?4, live_number = ?5, live_label = ?6, read_at = ?7, metrics = ?8
         WHERE connection = ?1 AND agent = ?2",
        params![
            connection,
            agent,
            serde_json::to_string(&summary)?,
            serde_json::to_string(&live.config)?,
            live.number,
            live.label,
            live.read_at,
            metrics_in(Some(&live.config))
        ],
    )?;
    Ok(())
}

/// How many metrics a configuration has; none if it cannot be read.
fn metrics_in(config: Option<&Value>) -> Option<u32> {
    let set = MetricSet::read(config).ok()?;
    u32::try_from(set.metrics().len()).ok()
}

impl Store {
    pub(crate) async fn cached_agent(
        &self,
        connection: String,
        agent: String,
    ) -> Result<Option<CachedAgent>> {
        self.run(move |tx| {
            let row = tx
                .query_row(
                    "SELECT summary, config, live_number, live_label, read_at FROM agents
                     WHERE connection = ?1 AND agent = ?2",
                    [connection, agent],
                    |row| {
                        Ok((
                            row.get::<_, String>(0)?,
                            row.get::<_, Option<String>>(1)?,
                            row.get(2)?,
                            row.get(3)?,
                            row.get(4)?,
                        ))
                    },
                )
                .optional()?;
            let Some((summary, config, live_number, live_label, read_at)) = row else {
                return Ok(None);
            };
            Ok(Some(CachedAgent {
                summary: serde_json::from_str(&summary)?,
                config: config.map(|text| serde_json::from_str(&text)).transpose()?,
                live_number,
                live_label,
                read_at,
            }))
        })
        .await
    }

    /// Every agent read before, last opened first, and whether it was opened or only looked at.
    pub(crate) async fn known_agents(&self, connection: String) -> Result<Vec<(CachedAgent, bool)>> {
        self.run(move |tx| {
            let mut statement = tx.prepare(
                "SELECT summary, config, live_number, live_label, read_at, opened_at <> '' FROM agents
                 WHERE connection = ?1 ORDER BY opened_at DESC, name",
            )?;
            let mut rows = statement.query([connection])?;
            let mut known = Vec::new();
            while let Some(row) = rows.next()? {
                let config: Option<String> = row.get(1)?;
                let seen = CachedAgent {
                    summary: serde_json::from_str(&row.get::<_, String>(0)?)?,
                    config: config.map(|text| serde_json::from_str(&text)).transpose()?,
                    live_number: row.get(2)?,
                    live_label: row.get(3)?,
                    read_at: row.get(4)?,
                };
                known.push((seen, row.get(5)?));
            }
            Ok(known)
        })
        .await
    }

    /// Keeps what was read of an agent. Without `opened_at` it was only looked at.
    pub(crate) async fn put_agent(
        &self,
        connection: String,
        seen: CachedAgent,
        opened_at: Option<String>,
    ) -> Result<()> {
        let summary = serde_json::to_string(&seen.summary)?;
        let config = seen.config.as_ref().map(serde_json::to_string).transpose()?;
        let metrics = metrics_in(seen.config.as_ref());
        self.run(move |tx| {
            tx.execute(
                "INSERT INTO agents (connection, agent, name, summary, config, live_number, live_label, read_at, opened_at, metrics)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, COALESCE(?9, ''), ?10)
                 ON CONFLICT (connection, agent) DO UPDATE SET name = excluded.name,
                   summary = excluded.summary, config = excluded.config, live_number = excluded.live_number,
                   live_label = excluded.live_label, read_at = excluded.read_at,
                   opened_at = COALESCE(?9, opened_at), metrics = excluded.metrics",
                params![
                    connection,
                    seen.summary.id,
                    seen.summary.name,
                    summary,
                    config,
                    seen.live_number,
                    seen.live_label,
                    seen.read_at,
                    opened_at,
                    metrics
                ],
            )?;
            Ok(())
        })
        .await
    }

    pub(crate) async fn generation(&self, connection: String, agent: String) -> Result<Option<Generation>> {
        self.run(move |tx| {
            let word: Option<Option<String>> = tx
                .query_row(
                    "SELECT generation FROM agents WHERE connection = ?1 AND agent = ?2",
                    [connection, agent],
                    |row| row.get(0),
                )
                .optional()?;
            Ok(word
                .flatten()
                .map(|word| serde_json::from_str(&word))
                .transpose()?)
        })
        .await
    }

    /// Does nothing for an agent that was never opened.
    pub(crate) async fn set_generation(
        &self,
        connection: String,
        agent: String,
        generation: Generation,
    ) -> Result<()> {
        let word = serde_json::to_string(&generation)?;
        self.run(move |tx| {
            tx.execute(
                "UPDATE agents SET generation = ?3 WHERE connection = ?1 AND agent = ?2",
                [connection, agent, word],
            )?;
            Ok(())
        })
        .await
    }

    /// Id, name and unpublished changes of the agents opened before, the latest first.
    pub(crate) async fn recent_agents(
        &self,
        connection: String,
        limit: u32,
    ) -> Result<Vec<(String, String, u32)>> {
        self.run(move |tx| {
            let mut rows = tx.prepare(
                "SELECT agents.agent, agents.name, COALESCE(copies.unpublished, 0) FROM agents
                 LEFT JOIN copies ON copies.connection = agents.connection AND copies.agent = agents.agent
                 WHERE agents.connection = ?1 AND agents.opened_at <> '' ORDER BY agents.opened_at DESC LIMIT ?2",
            )?;
            let list = rows
                .query_map(params![connection, limit], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            Ok(list)
        })
        .await
    }

    /// Unpublished changes by agent id, agents without any left out.
    pub(crate) async fn unpublished(&self, connection: String) -> Result<HashMap<String, u32>> {
        self.run(move |tx| {
            let mut rows = tx
                .prepare("SELECT agent, unpublished FROM copies WHERE connection = ?1 AND unpublished > 0")?;
            let map = rows
                .query_map([connection], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(map)
        })
        .await
    }

    /// Live version and number of metrics by agent id, of agents that were read.
    pub(crate) async fn metric_counts(
        &self,
        connection: String,
    ) -> Result<HashMap<String, (Option<String>, Option<u32>)>> {
        self.run(move |tx| {
            let mut rows = tx.prepare(
                "SELECT agent, json_extract(summary, '$.live_version'), metrics FROM agents WHERE connection = ?1",
            )?;
            let map = rows
                .query_map([connection], |row| {
                    Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(map)
        })
        .await
    }
}
