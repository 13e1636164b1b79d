//! What changed between two sets of metrics, for the review before publishing and for the history.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::equal::{same_value, with_defaults};
use crate::metric::{Flag, Metric, MetricId};
use crate::normalise::normalise_metric;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Compares by identifier; a metric left over on both sides under the same id is a renamed one. Two metrics
/// are equal when they are equal as sent, the order of members ignored and numbers compared by value.
#[must_use]
pub fn compare(base: &MetricSet, now: &MetricSet) -> Comparison {
    let before: Vec<_> = base.raw_entries().collect();
    let after: Vec<_> = now.raw_entries().collect();
    let partner = partners(&before, &after);

    let mut items = Vec::new();
    let mut removed = removed_by_neighbour(&before, &partner);
    items.append(&mut removed.remove(&None).unwrap_or_default());
    for (index, (id, raw)) in after.iter().enumerate() {
        let later = wire::view(id, raw);
        let Some(old) = partner.iter().position(|found| *found == Some(index)) else {
            items.push(ItemChange::Added(later));
            continue;
        };
        if let Some((old_id, old_raw)) = before.get(old)
            && !same_value(&normalise_metric(old_raw), &normalise_metric(raw))
        {
            items.push(ItemChange::Changed {
                before: wire::view(old_id, old_raw),
                after: later,
            });
        }
        items.append(&mut removed.remove(&Some(old)).unwrap_or_default());
    }

    Comparison {
        items,
        reordered: reorder(&partner, &after),
        flags: flag_changes(base, now),
        other_changed: !same_value(&everything_else(base), &everything_else(now)),
    }
}

pub(crate) type Raw<'a> = (&'a MetricId, &'a Value);
type Matches = fn(&Raw, &Raw) -> bool;

fn same_name(a: &Raw, b: &Raw) -> bool {
    wire::identifier(a.1) == wire::identifier(b.1)
}

fn same_id(a: &Raw, b: &Raw) -> bool {
    a.0 == b.0
}

/// For every metric of `before`, the index of its counterpart in `after`.
pub(crate) fn partners(before: &[Raw], after: &[Raw]) -> Vec<Option<usize>> {
    let mut partner = vec![None; before.len()];
    let mut taken = vec![false; after.len()];
    // Of several equal identifiers, an untouched metric must not be paired with its copy.
    let passes: [Matches; 3] = [|a, b| same_name(a, b) && same_id(a, b), same_name, same_id];
    for matches in passes {
        for (found, old) in partner
            .iter_mut()
            .zip(before)
            .filter(|(found, _)| found.is_none())
        {
            let mut free = after
                .iter()
                .zip(&mut taken)
                .enumerate()
                .filter(|(_, (_, taken))| !**taken);
            if let Some((index, (_, taken))) = free.find(|(_, (new, _))| matches(old, new)) {
                *taken = true;
                *found = Some(index);
            }
        }
    }
    partner
}

/// The removed metrics, by the index of the surviving one they stood behind.
fn removed_by_neighbour(
    before: &[Raw],
    partner: &[Option<usize>],
) -> HashMap<Option<usize>, Vec<ItemChange>> {
    let mut removed: HashMap<_, Vec<_>> = HashMap::new();
    let mut neighbour = None;
    for (index, ((id, raw), found)) in before.iter().zip(partner).enumerate() {
        if found.is_some() {
            neighbour = Some(index);
        } else {
            removed
                .entry(neighbour)
                .or_default()
                .push(ItemChange::Removed(wire::view(id, raw)));
        }
    }
    removed
}

fn reorder(partner: &[Option<usize>], after: &[Raw]) -> Option<Reorder> {
    let old_order: Vec<usize> = partner.iter().copied().flatten().collect();
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

fn flag_changes(base: &MetricSet, now: &MetricSet) -> Vec<FlagChange> {
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
fn everything_else(set: &MetricSet) -> Value {
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
