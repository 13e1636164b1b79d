//! What changed between two states of one working copy, for the review before publishing. Two versions, whose ids say
//! nothing about each other, are compared in [`crate::diff`].

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::equal::{same_value, with_defaults};
use crate::metric::{Flag, Metric};
use crate::normalise::normalise_metric;
use crate::pairing::{Line, Pairs, Raw, partners};
use crate::set::MetricSet;
use crate::wire::{self, METRICS, flag_member};

/// What happened to one metric. Equal metrics are not mentioned.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemChange {
    /// Only in the later set.
    Added(Metric),
    /// Only in the earlier set.
    Removed(Metric),
    /// In both, with a difference. When the two views are equal, a member differs that the view does not show.
    Changed {
        /// As in the earlier set.
        before: Metric,
        /// As in the later set.
        after: Metric,
    },
}

/// A new order of the metrics that both sets have, by their identifiers in the later set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reorder {
    /// The order of the earlier set.
    pub before: Vec<String>,
    /// The order of the later set.
    pub after: Vec<String>,
}

/// A flag that takes another effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FlagChange {
    /// Which one.
    pub flag: Flag,
    /// Its effect in the earlier set.
    pub before: bool,
    /// Its effect in the later set.
    pub after: bool,
}

/// Every difference between two sets.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// In the order of the later set; a removed metric stands behind its old neighbour.
    pub items: Vec<ItemChange>,
    /// A new order, if the metrics in both sets have one.
    pub reordered: Option<Reorder>,
    /// The flags that take another effect.
    pub flags: Vec<FlagChange>,
    /// Whether anything else of the configuration differs.
    pub other_changed: bool,
}

/// How many changes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Metrics added.
    pub added: u32,
    /// Metrics removed.
    pub removed: u32,
    /// Metrics changed.
    pub changed: u32,
    /// Whether the order is new.
    pub reordered: bool,
    /// Flags changed.
    pub flags: u32,
    /// The sum, a new order counting as one.
    pub total: u32,
}

impl Comparison {
    /// How many changes there are. [`Comparison::other_changed`] is none a person made, and counts nothing.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            reordered: self.reordered.is_some(),
            ..Counts::default()
        };
        for item in &self.items {
            match item {
                ItemChange::Added(_) => counts.added += 1,
                ItemChange::Removed(_) => counts.removed += 1,
                ItemChange::Changed { .. } => counts.changed += 1,
            }
        }
        counts.flags = u32::try_from(self.flags.len()).unwrap_or(u32::MAX);
        counts.total =
            counts.added + counts.removed + counts.changed + counts.flags + u32::from(counts.reordered);
        counts
    }

    /// Whether the two sets are equal.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.reordered.is_none() && self.flags.is_empty() && !self.other_changed
    }
}

/// Compares two sets that share their ids, as the steps of a working copy do ([`crate::diff`] compares versions, which do
/// not): by identifier; a metric left over on both sides under the same id is a renamed one. Two metrics
/// are equal when they are equal as sent, the order of members ignored and numbers compared by value.
#[must_use]
pub fn compare(base: &MetricSet, now: &MetricSet) -> Comparison {
    let before: Vec<_> = base.raw_entries().collect();
    let after: Vec<_> = now.raw_entries().collect();
    let pairs = partners(&before, &after);
    let item = |line| match line {
        Line::Added(index) => after
            .get(index)
            .map(|(id, raw)| ItemChange::Added(wire::view(id, raw))),
        Line::Removed(index) => before
            .get(index)
            .map(|(id, raw)| ItemChange::Removed(wire::view(id, raw))),
        Line::Both {
            before: old,
            after: new,
        } => {
            let ((old_id, old), (new_id, new)) = before.get(old).zip(after.get(new))?;
            let changed = !same_value(&normalise_metric(old), &normalise_metric(new));
            changed.then(|| ItemChange::Changed {
                before: wire::view(old_id, old),
                after: wire::view(new_id, new),
            })
        }
    };
    Comparison {
        items: pairs.lines().into_iter().filter_map(item).collect(),
        reordered: reorder(&pairs, &after),
        flags: flag_changes(base, now),
        other_changed: !same_value(&everything_else(base), &everything_else(now)),
    }
}

fn reorder(pairs: &Pairs, after: &[Raw]) -> Option<Reorder> {
    let old_order = pairs.old_order();
    if old_order.is_sorted() {
        return None;
    }
    let mut new_order = old_order.clone();
    new_order.sort_unstable();
    // Equal metrics that change places change nothing.
    let raw = |index: &usize| after.get(*index).map(|(_, raw)| normalise_metric(raw));
    let same_place = |(old, new): (&usize, &usize)| {
        raw(old).is_some_and(|old| raw(new).is_some_and(|new| same_value(&old, &new)))
    };
    if old_order.iter().zip(&new_order).all(same_place) {
        return None;
    }
    let names = |order: &[usize]| {
        order
            .iter()
            .filter_map(|index| after.get(*index))
            .map(|(_, raw)| wire::identifier(raw).to_owned())
            .collect()
    };
    Some(Reorder {
        before: names(&old_order),
        after: names(&new_order),
    })
}

pub(crate) fn flag_changes(base: &MetricSet, now: &MetricSet) -> Vec<FlagChange> {
    let change = |flag| FlagChange {
        flag,
        before: base.flag(flag),
        after: now.flag(flag),
    };
    Flag::ALL
        .into_iter()
        .map(change)
        .filter(|change| change.before != change.after)
        .collect()
}

/// The configuration as sent, without the metrics and without the flags that can be read.
pub(crate) fn everything_else(set: &MetricSet) -> Value {
    let mut config = with_defaults(Some(&set.raw()));
    if let Value::Object(members) = &mut config {
        members.shift_remove(METRICS);
        for flag in Flag::ALL.map(flag_member) {
            if members.get(flag).is_some_and(Value::is_boolean) {
                members.shift_remove(flag);
            }
        }
    }
    config
}
