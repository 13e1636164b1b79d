//! Doing a difference: every part by itself, so that a difference is shown to be complete.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;
use thiserror::Error;

use super::{Diff, DiffItem, MetricChange, WholeMetric, number};
use crate::compare::everything_else;
use crate::equal::value_key;
use crate::metric::{Flag, MetricId};
use crate::normalise::normalise_metric;
use crate::set::MetricSet;
use crate::wire;

/// What a set has that a difference does not start from.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ApplyError {
    /// Other metrics, or the same ones in another order: the first place where the identifiers differ.
    #[error("the metrics are not those that the difference starts from")]
    Metrics {
        /// Index in the list.
        place: u32,
        /// The identifier that the difference starts from; none behind its last one.
        expected: Option<String>,
        /// The identifier that is there; none behind the last one.
        found: Option<String>,
    },
    /// A part of a metric that the difference changes or removes.
    #[error("{identifier:?} is not as the difference starts from")]
    Metric {
        /// The metric.
        identifier: String,
        /// Where in it; empty for the whole.
        path: String,
    },
    /// A flag that the difference changes has another effect.
    #[error("a flag is not as the difference starts from")]
    Flag {
        /// Which one.
        flag: Flag,
    },
    /// Something else of the configuration that the difference changes.
    #[error("{path} is not as the difference starts from")]
    Rest {
        /// Where.
        path: String,
    },
}

impl Diff {
    /// Makes the change in a set that has the metrics it starts from, in their order. What the difference does not mention
    /// may differ there, and stays byte for byte as it is; a changed metric, or another
    /// changed member of the configuration, is written as it is sent. Metrics that stay keep
    /// their ids, added ones get new ones.
    ///
    /// `diff(a, b, …).apply(a)` equals `b` by [`crate::same_config`]. The order of members is not part of that.
    ///
    /// # Errors
    /// [`ApplyError`], when something that is to change is not what the difference starts from.
    pub fn apply(&self, set: &MetricSet) -> Result<MetricSet, ApplyError> {
        let names: Vec<&str> = set.raw_entries().map(|(_, raw)| wire::identifier(raw)).collect();
        self.check_names(&names)?;
        let mut flags = self.flags.iter();
        if let Some(other) = flags.find(|change| set.flag(change.flag) != change.before) {
            return Err(ApplyError::Flag { flag: other.flag });
        }
        let entries = self.entries(set)?;
        let rest = self.rest(set)?;
        let members = set.members().cloned();
        let mut after = MetricSet::assemble(rest.or(members), entries, set.next_id());
        // Only now: a member that was no boolean is gone or is the one that has the last word.
        for change in &self.flags {
            after.set_flag(change.flag, change.after);
        }
        Ok(after)
    }

    fn check_names(&self, found: &[&str]) -> Result<(), ApplyError> {
        for place in 0..self.names.len().max(found.len()) {
            let (expected, found) = (self.names.get(place), found.get(place));
            if expected.map(String::as_str) != found.copied() {
                return Err(ApplyError::Metrics {
                    place: number(place),
                    expected: expected.cloned(),
                    found: found.map(|name| (*name).to_owned()),
                });
            }
        }
        Ok(())
    }

    /// The entries of the later set.
    fn entries(&self, set: &MetricSet) -> Result<Vec<(MetricId, Value)>, ApplyError> {
        let mut changed: HashMap<u32, &MetricChange> = HashMap::new();
        let mut removed: HashMap<u32, &WholeMetric> = HashMap::new();
        let mut added: HashMap<u32, &WholeMetric> = HashMap::new();
        for item in &self.items {
            match item {
                DiffItem::Added(metric) => drop(added.insert(metric.place, metric)),
                DiffItem::Removed(metric) => drop(removed.insert(metric.place, metric)),
                DiffItem::Changed(change) => drop(changed.insert(change.place, change)),
            }
        }
        let mut kept = Vec::new();
        for (place, (id, raw)) in set.raw_entries().enumerate() {
            let place = number(place);
            if let Some(metric) = removed.get(&place) {
                unchanged(metric, raw)?;
            }
            let raw = match changed.get(&place) {
                Some(change) => edited(change, raw)?,
                None => raw.clone(),
            };
            kept.push((id.clone(), raw));
        }
        let entry = |(place, from): (usize, &Option<usize>)| match from {
            Some(from) => kept.get(*from).cloned(),
            // Never given by a set: a new one takes its place.
            None => added
                .get(&number(place))
                .map(|metric| (MetricId::from(""), metric.raw.clone())),
        };
        Ok(self.order.iter().enumerate().filter_map(entry).collect())
    }

    /// The configuration around the metrics, if it changes.
    fn rest(&self, set: &MetricSet) -> Result<Option<serde_json::Map<String, Value>>, ApplyError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut rest = everything_else(set);
        for change in &self.rest {
            if !change.starts_from(&rest) {
                return Err(ApplyError::Rest {
                    path: change.path.clone(),
                });
            }
        }
        for change in &self.rest {
            change.make(&mut rest);
        }
        // Only the members in which something changed: the others stay as they were read.
        let mut members = set.members().cloned().unwrap_or_default();
        for member in self.rest.iter().filter_map(|change| change.member()) {
            match rest.get(member) {
                Some(value) => members.insert(member.to_owned(), value.clone()),
                None => members.shift_remove(member),
            };
        }
        Ok(Some(members))
    }
}

fn unchanged(metric: &WholeMetric, found: &Value) -> Result<(), ApplyError> {
    let key = |raw: &Value| value_key(&normalise_metric(raw));
    if key(&metric.raw) == key(found) {
        return Ok(());
    }
    Err(ApplyError::Metric {
        identifier: metric.metric.identifier.clone(),
        path: String::new(),
    })
}

fn edited(change: &MetricChange, raw: &Value) -> Result<Value, ApplyError> {
    let mut sent = normalise_metric(raw);
    if let Some(other) = change.members.iter().find(|part| !part.starts_from(&sent)) {
        return Err(ApplyError::Metric {
            identifier: change.before.identifier.clone(),
            path: other.path.clone(),
        });
    }
    for part in &change.members {
        part.make(&mut sent);
    }
    Ok(sent)
}
