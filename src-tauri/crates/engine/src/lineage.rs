//! Keeps one id from meaning two metrics, in the steps of a working copy and in the rows on screen.

use std::collections::HashSet;

use debrief_metrics::{Metric, MetricId, MetricSet};
use serde_json::Value;

use crate::error::{Error, Result};

/// A newer version with the ids that a working copy knows its metrics by. The copy's steps, undone or not, name
/// metrics by id; numbered afresh, `m3` would be one metric in the base and another one in a step.
///
/// That is `live` with the ids of `known` for metrics of the same identifier, earlier sets first, and with ids that none
/// of them ever gave for all others.
///
/// # Errors
/// `Internal`, when the state of a set is not the object it always was.
pub(crate) fn with_ids_of(live: &MetricSet, known: &[&MetricSet]) -> Result<MetricSet> {
    let damaged = || Error::Internal("state of a metric set".into());
    let mut state = live.to_state();
    let mut next = 0;
    for set in known {
        next = next.max(counter(set)?);
    }
    let mut used: HashSet<String> = HashSet::new();
    let mut ids = Vec::new();
    let live = live.metrics();
    for metric in live.clone() {
        let free = |id: &MetricId| !used.contains(id.as_str());
        let found = known
            .iter()
            .flat_map(|set| set.metrics())
            .find(|other| other.identifier == metric.identifier && free(&other.id))
            .or_else(|| renamed(&metric, &live, known).filter(|other| free(&other.id)));
        let id = match found {
            Some(other) => other.id.to_string(),
            None => {
                next += 1;
                format!("m{}", next - 1)
            }
        };
        used.insert(id.clone());
        ids.push(id);
    }
    let entries = state
        .get_mut("entries")
        .and_then(Value::as_array_mut)
        .ok_or_else(damaged)?;
    for (entry, id) in entries.iter_mut().zip(ids) {
        *entry.get_mut("id").ok_or_else(damaged)? = id.into();
    }
    *state.get_mut("next").ok_or_else(damaged)? = next.into();
    Ok(MetricSet::from_state(&state)?)
}

/// The metric that this one was before somebody gave it another name: the same question under a name that is gone.
fn renamed(metric: &Metric, live: &[Metric], known: &[&MetricSet]) -> Option<Metric> {
    let base = known.first()?.metrics();
    let is_new = base.iter().all(|old| old.identifier != metric.identifier);
    base.into_iter().find(|old| {
        is_new
            && !metric.prompt.trim().is_empty()
            && (&old.prompt, old.data_type, &old.choices)
                == (&metric.prompt, metric.data_type, &metric.choices)
            && live.iter().all(|other| other.identifier != old.identifier)
    })
}

/// Ends the row id of a removed metric whose own id a metric on screen has: after `a` was deleted and `b`
/// renamed to `a`, the metric that is gone by name is `b`, and its id is on screen.
const REMOVED: &str = ".removed";

/// The row id of a metric that `base` has and `now` has not.
pub(crate) fn removed_row(now: &MetricSet, id: &MetricId) -> String {
    if now.get(id).is_some() {
        format!("{id}{REMOVED}")
    } else {
        id.to_string()
    }
}

/// Puts the metric of a removed row back, under an id of its own if its old one is on screen.
///
/// # Errors
/// As [`MetricSet::put_back`]; `Internal` as [`with_ids_of`].
pub(crate) fn put_back(now: &mut MetricSet, base: &MetricSet, row: &str) -> Result<()> {
    let Some(id) = row
        .strip_suffix(REMOVED)
        .filter(|id| now.get(&MetricId::from(*id)).is_some())
    else {
        return Ok(now.put_back(base, &MetricId::from(row.strip_suffix(REMOVED).unwrap_or(row)))?);
    };
    let damaged = || Error::Internal("state of a metric set".into());
    let next = counter(base)?.max(counter(now)?);
    let fresh = format!("m{next}");
    let mut state = base.to_state();
    let entries = state
        .get_mut("entries")
        .and_then(Value::as_array_mut)
        .ok_or_else(damaged)?;
    for entry in entries {
        let own = entry.get_mut("id").ok_or_else(damaged)?;
        if own.as_str() == Some(id) {
            *own = fresh.as_str().into();
        }
    }
    *state.get_mut("next").ok_or_else(damaged)? = (next + 1).into();
    Ok(now.put_back(&MetricSet::from_state(&state)?, &MetricId::from(fresh))?)
}

/// The number of the next id that a set gives.
fn counter(set: &MetricSet) -> Result<u64> {
    let next = set.to_state().get("next").and_then(Value::as_u64);
    next.ok_or_else(|| Error::Internal("state of a metric set".into()))
}

#[cfg(test)]
mod tests {
    use debrief_metrics::{DataType, MetricFields};
    use serde_json::json;

    use super::*;

    fn set(names: &[&str]) -> MetricSet {
        let metrics: Vec<_> = names
            .iter()
            .map(|name| json!({"identifier": name, "dispositionMetricPrompt": "?", "dispositionMetricType": "STRING"}))
            .collect();
        MetricSet::read(Some(&json!({"dispositionMetrics": metrics, "own": 1}))).unwrap()
    }

    fn ids(set: &MetricSet) -> Vec<(String, String)> {
        set.metrics()
            .into_iter()
            .map(|metric| (metric.identifier, metric.id.to_string()))
            .collect()
    }

    #[test]
    fn known_names_keep_their_ids_and_new_ones_get_ids_that_were_never_given() {
        let base = set(&["a", "b"]);
        let mut now = base.clone();
        let typed = MetricFields {
            identifier: "typed".into(),
            data_type: DataType::String,
            prompt: "?".into(),
            choices: Vec::new(),
        };
        let added = now.add(&typed);
        let live = set(&["theirs", "b", "a", "typed"]);
        let mut aligned = with_ids_of(&live, &[&base, &now]).unwrap();
        let pair = |name: &str, id: &str| (name.to_owned(), id.to_owned());
        assert_eq!(
            ids(&aligned),
            [
                pair("theirs", "m4"),
                pair("b", "m2"),
                pair("a", "m1"),
                pair("typed", added.as_str())
            ]
        );
        assert_eq!(aligned.raw(), live.raw());
        assert_eq!(aligned.add(&typed).as_str(), "m5");
    }

    #[test]
    fn names_that_stand_twice_do_not_share_an_id() {
        let aligned = with_ids_of(&set(&["a", "a", ""]), &[&set(&["a"])]).unwrap();
        let ids: Vec<_> = ids(&aligned).into_iter().map(|(_, id)| id).collect();
        assert_eq!(ids, ["m1", "m2", "m3"]);
    }
}
