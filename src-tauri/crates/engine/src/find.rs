//! What "Find anything" searches: the agents known on this computer, and their metrics as they stand here.

use std::collections::HashSet;

use debrief_metrics::{MetricSet, compare};

use crate::agents::kind;
use crate::engine::Engine;
use crate::error::Result;
use crate::rows::rows;
use crate::store::SeenAgent;
use crate::views::{KnownAgent, KnownMetric, MetricRow};

impl Engine {
    /// Agents seen before, last opened first, with their metrics; behind them those that were only ever listed. Asks
    /// nobody.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn known_agents(&self) -> Result<Vec<KnownAgent>> {
        let connection = self.current_id().await?;
        let mut known: Vec<KnownAgent> = Vec::new();
        for (seen, opened) in self.ports.store.known_agents(connection.clone()).await? {
            let (base, set) = match self.copy(&connection, &seen.summary.id).await? {
                Some(copy) => (copy.base, copy.now),
                None => {
                    // What cannot be read has no metrics to be found by.
                    let set = MetricSet::read(seen.config.as_ref()).or_else(|_| MetricSet::read(None))?;
                    (set.clone(), set)
                }
            };
            let comparison = compare(&base, &set);
            known.push(KnownAgent {
                metrics: rows(&base, &set, &comparison).into_iter().map(metric).collect(),
                unpublished: comparison.counts().total,
                opened,
                read: true,
                ..agent(&seen.summary)
            });
        }
        let seen: HashSet<String> = known.iter().map(|agent| agent.id.clone()).collect();
        let listed = self.ports.store.listed(connection).await?;
        let others = listed.iter().filter(|(agent, _)| !seen.contains(&agent.row.id));
        let mut others: Vec<KnownAgent> = others.map(|(listed, _)| agent(&listed.seen)).collect();
        others.sort_by(|a, b| a.name.cmp(&b.name));
        known.extend(others);
        Ok(known)
    }
}

fn agent(summary: &SeenAgent) -> KnownAgent {
    KnownAgent {
        id: summary.id.clone(),
        name: summary.name.clone(),
        kind: kind(&summary.kind),
        archived: summary.archived,
        unpublished: 0,
        opened: false,
        read: false,
        metrics: Vec::new(),
    }
}

fn metric(row: MetricRow) -> KnownMetric {
    KnownMetric {
        id: row.id,
        identifier: row.identifier,
        data_type: row.data_type,
        change: row.change,
    }
}
