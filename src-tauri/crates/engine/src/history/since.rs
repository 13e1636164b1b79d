//! Since when each metric of the live version stands as it does, from what was read.

use std::collections::{HashMap, HashSet};

use debrief_metrics::{Following, MetricSet};
use serde_json::Value;

use crate::engine::Engine;
use crate::error::Result;
use crate::views::MetricSince;

/// Configurations fetched at once. The walk mostly ends after some.
const FETCHED_AT_ONCE: usize = 16;

impl Engine {
    /// Since which version each metric of the live version stands as it is, in their order. Asks nobody: what is certain
    /// depends on how much of the history was read, and without the live version in it the list is empty.
    ///
    /// "Since" goes by the versions before the live one in the order in which they were published, not by what served calls:
    /// on drafts an older version can be put live again, and newer ones that were live in between do not count.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn since_when(&self, agent: &str) -> Result<Vec<MetricSince>> {
        let connection = self.current_id().await?;
        let past = self
            .ports
            .store
            .past(connection.clone(), agent.to_owned())
            .await?;
        let contents: Vec<&str> = past
            .versions
            .iter()
            .map(|(_, content)| content.as_str())
            .collect();
        let mut fetched = Fetched::default();
        let Some(first) = contents.first() else {
            return Ok(Vec::new());
        };
        self.fetch(&connection, agent, &contents, &mut fetched).await?;
        let Some(newest) = fetched.set(first)? else {
            return Ok(Vec::new());
        };
        let mut following = Following::from(&newest);
        for (at, pair) in contents.windows(2).enumerate() {
            let [newer, content] = pair else { break };
            if following.is_over() {
                break;
            }
            if newer == content {
                following.same();
                continue;
            }
            if !fetched.0.contains_key(*content) {
                let rest = contents.get(at + 1..).unwrap_or_default();
                self.fetch(&connection, agent, rest, &mut fetched).await?;
            }
            following.older(fetched.set(content)?.as_ref());
        }
        let (mut found, mut rows) = (Vec::new(), HashMap::new());
        for each in following.finish(past.whole) {
            let version = usize::try_from(each.version)
                .ok()
                .and_then(|at| past.versions.get(at));
            let Some((version, _)) = version else { continue };
            if !rows.contains_key(version)
                && let Some(row) = self.known_row(&connection, agent, version).await?
            {
                rows.insert(version, row);
            }
            if let Some(row) = rows.get(version) {
                found.push(MetricSince {
                    identifier: each.identifier,
                    version: row.clone(),
                    certain: each.certain,
                });
            }
        }
        Ok(found)
    }

    /// Fetches the first contents of `rest`; those that were fetched before are let go.
    async fn fetch(&self, connection: &str, agent: &str, rest: &[&str], fetched: &mut Fetched) -> Result<()> {
        let mut seen = HashSet::new();
        let wanted: Vec<String> = rest
            .iter()
            .filter(|content| seen.insert(**content))
            .take(FETCHED_AT_ONCE)
            .map(|content| (*content).to_owned())
            .collect();
        let store = &self.ports.store;
        let texts = store
            .config_texts(connection.to_owned(), agent.to_owned(), wanted.clone())
            .await?;
        fetched.0 = wanted.into_iter().zip(texts).collect();
        Ok(())
    }
}

/// Configurations by content, as text.
#[derive(Default)]
struct Fetched(HashMap<String, Option<String>>);

impl Fetched {
    /// Its metrics; none where it was not read, or cannot be understood.
    fn set(&self, content: &str) -> Result<Option<MetricSet>> {
        let Some(Some(text)) = self.0.get(content) else {
            return Ok(None);
        };
        let config: Option<Value> = serde_json::from_str(text)?;
        Ok(MetricSet::read(config.as_ref()).ok())
    }
}
