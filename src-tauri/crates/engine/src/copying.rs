//! Metrics to other agents: what would change on each, and the change itself, in their working copies alone.

use std::hash::{DefaultHasher, Hash, Hasher as _};

use debrief_metrics::{Incoming, MetricId, MetricSet, RowProblem, compare, metrics_json};

use crate::agents::Purpose;
use crate::arrivals::Arrival;
use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::moving::take;
use crate::views::{
    CopyMetric, CopyOrder, CopyOutcome, CopyResult, CopyState, CopyTarget, ReadOnlyReason, Way,
};
use crate::working_copy::Copy;

/// Metrics of an agent's working copy, for other agents.
struct Outgoing {
    /// In its order, with their identifiers; nothing to copy where the type is unknown.
    metrics: Vec<(MetricId, String, Option<Incoming>)>,
    /// Names them as they are.
    source: String,
}

impl Engine {
    /// What copying these metrics would change on `target`. It is read from Atoms for this, two agents at a time; one
    /// that cannot be read now is shown as it is kept here, if it is.
    ///
    /// # Errors
    /// `NotFound` for metrics that are not there; Atoms' answer about an agent that was never read, or the store.
    pub async fn copy_preview(&self, agent: &str, metrics: &[String], target: &str) -> Result<CopyTarget> {
        let connection = self.current_id().await?;
        let outgoing = self.outgoing(&connection, agent, metrics).await?;
        if outgoing.metrics.is_empty() {
            return Err(Error::NotFound("metric"));
        }
        {
            let _seat = self
                .reading
                .acquire()
                .await
                .map_err(|error| Error::Internal(error.to_string()))?;
            let read = self.read_agent(&connection, target, Purpose::Look).await;
            if let Err(error) = read {
                let known = self.copy(&connection, target).await?;
                if known.is_none() {
                    return Err(error);
                }
                tracing::info!(%error, "an agent is shown as it was last read");
            }
        }
        let seen = self
            .ports
            .store
            .cached_agent(connection.clone(), target.to_owned())
            .await?
            .ok_or(Error::NotFound("agent"))?;
        let state = match self.editable_copy(&connection, target).await {
            Ok(copy) => CopyState::Ready {
                metrics: self.shown(&copy, &outgoing),
                other_changes: changes(&copy),
                seen: state_of(&copy.now),
                source: outgoing.source,
            },
            Err(Error::ReadOnly) => CopyState::ReadOnly {
                reason: self
                    .agent_view(&connection, target, true)
                    .await?
                    .read_only
                    .unwrap_or(ReadOnlyReason::Unreadable),
            },
            Err(error) => return Err(error),
        };
        Ok(CopyTarget {
            agent_id: target.to_owned(),
            agent_name: seen.summary.name,
            state,
        })
    }

    /// Takes metrics into the working copies of other agents, on each as one step that can be undone. Other changes that
    /// are there stay. One agent that fails keeps no other one from its change.
    ///
    /// # Errors
    /// `SourceMoved`, before anything was changed, when the metrics are not as they were when the person looked at one of
    /// the agents; `NotFound` for an agent that was never opened, or the store.
    pub async fn copy_apply(
        &self,
        agent: &str,
        metrics: &[String],
        orders: Vec<CopyOrder>,
    ) -> Result<Vec<CopyResult>> {
        let connection = self.current_id().await?;
        let outgoing = self.outgoing(&connection, agent, metrics).await?;
        if orders.iter().any(|order| order.source != outgoing.source) {
            return Err(Error::SourceMoved);
        }
        let incoming: Vec<(MetricId, Incoming)> = outgoing
            .metrics
            .into_iter()
            .filter_map(|(id, _, incoming)| Some((id, incoming?)))
            .collect();
        let mut results = Vec::new();
        for order in orders {
            let outcome = self.copy_to(&connection, agent, &incoming, &order).await;
            let seen = self
                .ports
                .store
                .cached_agent(connection.clone(), order.agent_id.clone())
                .await?;
            results.push(CopyResult {
                agent_name: seen.map(|seen| seen.summary.name).unwrap_or_default(),
                agent_id: order.agent_id,
                outcome: outcome.unwrap_or_else(|error| CopyOutcome::Failed {
                    error: WireError::from(&error),
                }),
            });
        }
        Ok(results)
    }

    async fn copy_to(
        &self,
        connection: &str,
        source: &str,
        incoming: &[(MetricId, Incoming)],
        order: &CopyOrder,
    ) -> Result<CopyOutcome> {
        let target = &order.agent_id;
        if target == source {
            return Err(Error::Invalid);
        }
        let _turn = self.editing.lock().await;
        let copy = self.editable_copy(connection, target).await?;
        // What the person looked at is what is changed, and nothing else.
        if state_of(&copy.now) != order.seen {
            return Err(Error::LiveMoved);
        }
        let way = |id: &MetricId| {
            let chosen = order.ways.iter().find(|chosen| chosen.metric == id.as_str());
            chosen.map_or(Way::Keep, |chosen| chosen.way)
        };
        let wanted: Vec<(Incoming, Way)> = incoming
            .iter()
            .map(|(id, incoming)| (incoming.clone(), way(id)))
            .collect();
        let mut now = copy.now.clone();
        let metrics = take(&mut now, &wanted)?;
        if metrics == 0 {
            return Ok(CopyOutcome::Unchanged);
        }
        self.keep(connection, target, &copy.base, &now).await?;
        Ok(CopyOutcome::Copied {
            metrics,
            other_changes: changes(&copy),
            seen: state_of(&now),
        })
    }

    /// Metrics of an agent's working copy for another one, those of them that are there.
    async fn outgoing(&self, connection: &str, agent: &str, metrics: &[String]) -> Result<Outgoing> {
        let copy = self
            .copy(connection, agent)
            .await?
            .ok_or(Error::NotFound("agent"))?;
        let metrics: Vec<_> = copy
            .now
            .metrics()
            .into_iter()
            .filter(|metric| metrics.iter().any(|id| id == metric.id.as_str()))
            .map(|metric| {
                let incoming = copy.now.outgoing(&metric.id);
                (metric.id, metric.identifier, incoming)
            })
            .collect();
        let ids: Vec<MetricId> = metrics.iter().map(|(id, ..)| id.clone()).collect();
        // The ids as well: an order says by them what to do with each.
        let source = name_of(&(&ids, metrics_json(&copy.now, &ids)));
        Ok(Outgoing { metrics, source })
    }

    /// What would come of each metric on one agent.
    fn shown(&self, copy: &Copy, outgoing: &Outgoing) -> Vec<CopyMetric> {
        let incoming = outgoing
            .metrics
            .iter()
            .filter_map(|(.., incoming)| incoming.as_ref());
        let mut arrivals = self.arrivals(copy, &incoming.collect::<Vec<_>>()).into_iter();
        let shown = |(id, identifier, incoming): &(MetricId, String, Option<Incoming>)| {
            let arrival = match incoming {
                Some(_) => arrivals.next()?,
                None => Arrival::refused(vec![RowProblem::TypeUnknown { word: String::new() }]),
            };
            Some(CopyMetric {
                metric: id.to_string(),
                identifier: identifier.clone(),
                state: arrival.state,
                findings: arrival.findings,
                consequences: arrival.consequences,
            })
        };
        outgoing.metrics.iter().filter_map(shown).collect()
    }
}

fn changes(copy: &Copy) -> u32 {
    compare(&copy.base, &copy.now).counts().total
}

/// Names one state of a working copy. Two states with one name would have to be made on purpose; it guards against a
/// change that nobody looked at, not against an enemy.
pub(crate) fn state_of(set: &MetricSet) -> String {
    name_of(&set.to_state().to_string())
}

fn name_of(what: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
