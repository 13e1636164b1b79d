//! Since when each metric of the live version stands as it does, from what was read.

use std::collections::HashMap;

use debrief_metrics::{MetricSet, Past, since};

use crate::engine::Engine;
use crate::error::Result;
use crate::views::MetricSince;

impl Engine {
    /// Since which version each metric of the live version stands as it is, in their order. Asks nobody: what is certain
    /// depends on how much of the history was read, and without the live version in it the list is empty.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn since_when(&self, agent: &str) -> Result<Vec<MetricSince>> {
        let connection = self.current_id().await?;
        let (rows, configs, whole) = self.ports.store.past(connection, agent.to_owned()).await?;
        let sets: HashMap<&String, MetricSet> = configs
            .iter()
            .filter_map(|(content, config)| Some((content, MetricSet::read(config.as_ref()).ok()?)))
            .collect();
        let past: Vec<Past<'_, &String>> = rows
            .iter()
            .map(|(_, content)| Past {
                set: sets.get(content),
                key: Some(content),
            })
            .collect();
        Ok(since(&past, whole)
            .into_iter()
            .filter_map(|found| {
                let (version, _) = rows.get(usize::try_from(found.version).ok()?)?;
                Some(MetricSince {
                    identifier: found.identifier,
                    version: version.clone(),
                    certain: found.certain,
                })
            })
            .collect())
    }
}
