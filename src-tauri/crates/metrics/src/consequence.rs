//! What a change of a live metric does to those who use its answers: an export or a webhook finds an answer by its
//! identifier, reads it by its type and sorts it by its choices. A reworded prompt, a new choice or a new order
//! disturbs nobody, and is no consequence.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::compare::{ItemChange, compare};
use crate::metric::{DataType, Metric, MetricId};
use crate::set::MetricSet;

/// One thing that somebody outside notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Consequence {
    /// The answers come under another name. Another case is another name.
    Renamed {
        /// The name they are looked for under.
        from: String,
        /// The name they will have.
        to: String,
    },
    /// The answers are of another kind.
    TypeChanged {
        /// One of the five, or none for a type this version does not know.
        from: Option<DataType>,
        /// The same, afterwards.
        to: Option<DataType>,
    },
    /// An answer that was possible does not come any more.
    ChoiceRemoved {
        /// As it is written now.
        choice: String,
    },
    /// No answers come any more.
    Removed,
}

/// A live metric of which something is about to be noticed outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LiveChange {
    /// The metric in the later set.
    pub metric: MetricId,
    /// Its identifier as it is live.
    pub identifier: String,
    /// What is noticed; never empty.
    pub consequences: Vec<Consequence>,
}

/// What becoming `after` means for those who use the answers of `before`; with `after: None` it is removed. The choices
/// of an Enum that gets another type go with the type, and are not named one by one.
#[must_use]
pub fn consequences(before: &Metric, after: Option<&Metric>) -> Vec<Consequence> {
    let Some(after) = after else {
        return vec![Consequence::Removed];
    };
    let mut list = Vec::new();
    if before.identifier != after.identifier {
        list.push(Consequence::Renamed {
            from: before.identifier.clone(),
            to: after.identifier.clone(),
        });
    }
    if (before.data_type, &before.unknown_type) != (after.data_type, &after.unknown_type) {
        list.push(Consequence::TypeChanged {
            from: before.data_type,
            to: after.data_type,
        });
        return list;
    }
    for choice in &before.choices {
        let removed = Consequence::ChoiceRemoved {
            choice: choice.clone(),
        };
        if !after.choices.contains(choice) && !list.contains(&removed) {
            list.push(removed);
        }
    }
    list
}

/// What going from `now` to `next` adds to the consequences for the live metrics of `base`: what was decided before, and
/// stands in `now`, is not asked again. Removals are not in it: they stay visible and can be taken back.
///
/// Metrics are matched as [`compare`] does, so that deleting a live metric and adding one of its name counts as a change of it.
#[must_use]
pub fn live_changes(base: &MetricSet, now: &MetricSet, next: &MetricSet) -> Vec<LiveChange> {
    let decided = changed(base, now);
    changed(base, next)
        .into_iter()
        .filter_map(|(before, after)| {
            let known = decided
                .iter()
                .find(|(other, _)| other.id == before.id)
                .map_or_else(Vec::new, |(_, after)| consequences(&before, Some(after)));
            let mut list = consequences(&before, Some(&after));
            list.retain(|each| !known.contains(each));
            (!list.is_empty()).then_some(LiveChange {
                metric: after.id,
                identifier: before.identifier,
                consequences: list,
            })
        })
        .collect()
}

fn changed(base: &MetricSet, now: &MetricSet) -> Vec<(Metric, Metric)> {
    compare(base, now)
        .items
        .into_iter()
        .filter_map(|item| match item {
            ItemChange::Changed { before, after } => Some((before, after)),
            ItemChange::Added(_) | ItemChange::Removed(_) => None,
        })
        .collect()
}
