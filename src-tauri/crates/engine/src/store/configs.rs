//! Configurations of versions: one for all versions that share it, by the id of its block, or by the version where Atoms
//! tells no blocks. And what each version changed, derived from two of them.

use debrief_metrics::{DiffCounts, MetricSet, diff};
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::Value;

use super::versions::content;
use crate::error::Result;
use crate::store::Store;
use crate::views::RowMetrics;

impl Store {
    /// By what the configuration of a version is kept.
    pub(crate) async fn content_of(
        &self,
        connection: String,
        agent: String,
        version: String,
    ) -> Result<String> {
        self.run(move |tx| content(tx, &connection, &agent, &version))
            .await
    }

    /// The `postCallAnalyticsConfig` of a version, if it is on this computer; the inner one is none if the version has none.
    pub(crate) async fn config(
        &self,
        connection: String,
        agent: String,
        content: String,
    ) -> Result<Option<Option<Value>>> {
        self.run(move |tx| read(tx, &connection, &agent, &content)).await
    }

    /// Several of them as the text that they are kept as, in that order; none for one that is not here. Whoever asks
    /// reads them, not the one thread that the store has.
    pub(crate) async fn config_texts(
        &self,
        connection: String,
        agent: String,
        contents: Vec<String>,
    ) -> Result<Vec<Option<String>>> {
        self.run(move |tx| {
            let mut texts = Vec::new();
            for content in contents {
                texts.push(text(tx, &connection, &agent, &content)?);
            }
            Ok(texts)
        })
        .await
    }

    /// Keeps a configuration, and derives what versions changed by it.
    pub(crate) async fn put_config(
        &self,
        connection: String,
        agent: String,
        content: String,
        config: Option<Value>,
        read_at: String,
    ) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "INSERT INTO configs (connection, agent, content, config, words, read_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                params![
                    connection,
                    agent,
                    content,
                    serde_json::to_string(&config)?,
                    words(config.as_ref()),
                    read_at
                ],
            )?;
            let mut due = tx.prepare(
                "WITH holders (version) AS (
                   SELECT version FROM versions WHERE connection = ?1 AND agent = ?2 AND block = ?3
                   UNION SELECT version FROM versions WHERE connection = ?1 AND agent = ?2 AND version = ?3)
                 SELECT version FROM versions WHERE connection = ?1 AND agent = ?2 AND metrics IS NULL
                   AND (version IN holders OR older IN holders)",
            )?;
            let due = due
                .query_map([&connection, &agent, &content], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            for version in due {
                derive(tx, &connection, &agent, &version)?;
            }
            Ok(())
        })
        .await
    }
}

/// Reads one, if it is here.
fn read(tx: &Transaction<'_>, connection: &str, agent: &str, content: &str) -> Result<Option<Option<Value>>> {
    let found = text(tx, connection, agent, content)?;
    Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn text(tx: &Transaction<'_>, connection: &str, agent: &str, content: &str) -> Result<Option<String>> {
    Ok(tx
        .prepare("SELECT config FROM configs WHERE connection = ?1 AND agent = ?2 AND content = ?3")?
        .query_row([connection, agent, content], |row| row.get(0))
        .optional()?)
}

/// Moves a configuration that was kept by its version to its block, now that Atoms tells it.
pub(super) fn share(
    tx: &Transaction<'_>,
    connection: &str,
    agent: &str,
    version: &str,
    block: &str,
) -> Result<()> {
    tx.prepare(
        "UPDATE OR IGNORE configs SET content = ?4 WHERE connection = ?1 AND agent = ?2 AND content = ?3",
    )?
    .execute([connection, agent, version, block])?;
    Ok(())
}

/// Writes down what a version changed in the metrics, if it can be known by now and was not before.
pub(super) fn derive(tx: &Transaction<'_>, connection: &str, agent: &str, version: &str) -> Result<()> {
    let found: Option<(String, Option<bool>, [Option<String>; 2])> = tx
        .prepare(
            "SELECT v.older, v.block = o.block, now.config, before.config FROM versions AS v
             LEFT JOIN versions AS o
               ON o.connection = v.connection AND o.agent = v.agent AND o.version = v.older
             LEFT JOIN configs AS now ON now.connection = v.connection AND now.agent = v.agent
               AND now.content = COALESCE(v.block, v.version)
             LEFT JOIN configs AS before ON before.connection = v.connection AND before.agent = v.agent
               AND before.content = COALESCE(o.block, v.older)
             WHERE v.connection = ?1 AND v.agent = ?2 AND v.version = ?3 AND v.metrics IS NULL
               AND v.older IS NOT NULL",
        )?
        .query_row([connection, agent, version], |row| {
            Ok((row.get(0)?, row.get(1)?, [row.get(2)?, row.get(3)?]))
        })
        .optional()?;
    let Some((older, same_block, configs)) = found else {
        return Ok(());
    };
    let metrics = if older.is_empty() {
        RowMetrics::First
    } else if same_block == Some(true) {
        RowMetrics::Same
    } else if let [Some(now), Some(before)] = configs {
        changed(&before, &now)?
    } else {
        return Ok(());
    };
    tx.prepare("UPDATE versions SET metrics = ?4 WHERE connection = ?1 AND agent = ?2 AND version = ?3")?
        .execute(params![
            connection,
            agent,
            version,
            serde_json::to_string(&metrics)?
        ])?;
    Ok(())
}

fn changed(before: &str, now: &str) -> Result<RowMetrics> {
    let set = |text: &str| -> Result<MetricSet> {
        let config: Option<Value> = serde_json::from_str(text)?;
        Ok(MetricSet::read(config.as_ref())?)
    };
    let counts = diff(&set(before)?, &set(now)?, &[]).counts();
    Ok(if counts == DiffCounts::default() {
        RowMetrics::Same
    } else {
        RowMetrics::Changed { counts }
    })
}

/// The texts of the metrics in which a search looks: identifiers, prompts and choices.
fn words(config: Option<&Value>) -> String {
    let Ok(set) = MetricSet::read(config) else {
        return String::new();
    };
    let metrics = set.metrics();
    let texts: Vec<&str> = metrics
        .iter()
        .flat_map(|metric| {
            [metric.identifier.as_str(), metric.prompt.as_str()]
                .into_iter()
                .chain(metric.choices.iter().map(String::as_str))
        })
        .collect();
    texts.join("\n").to_lowercase()
}

/// The words of configurations that an earlier format kept without.
pub(super) fn add_words(tx: &Transaction<'_>, connection: &str, agent: &str) -> Result<()> {
    let mut without = tx.prepare(
        "SELECT content, config FROM configs WHERE connection = ?1 AND agent = ?2 AND words IS NULL",
    )?;
    let found = without
        .query_map([connection, agent], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (content, config) in found {
        let config: Option<Value> = serde_json::from_str(&config)?;
        tx.execute(
            "UPDATE configs SET words = ?4 WHERE connection = ?1 AND agent = ?2 AND content = ?3",
            params![connection, agent, content, words(config.as_ref())],
        )?;
    }
    Ok(())
}
