//! What changed between two versions of the metrics, part by part: for a timeline, for reading, and for taking a part
//! back ([`crate::bring_back`]).
//!
//! Ids say nothing here: each version numbers its metrics afresh. Metrics are matched by their identifier; of those
//! left over, a rename is recognised by what it asks. Two metrics are equal when they are equal as sent, the order of
//! members ignored and numbers compared by value.

mod apply;
mod choices;
mod counts;
mod pairs;
mod parts;
mod paths;
mod similarity;
mod vocabulary;

pub use apply::ApplyError;
pub use choices::{ChoiceRename, ChoicesChange};
pub use counts::DiffCounts;
pub use parts::{MetricChange, Rename, TypeChange};
pub use paths::{PathChange, PathText};

pub(crate) use pairs::{Item, items, pair_versions};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::compare::{FlagChange, everything_else, flag_changes};
use crate::metric::Metric;
use crate::pairing::{Line, Pairs};
use crate::set::MetricSet;
use crate::wire;

/// "Not the same metric": these two are never taken for a rename, whichever of them came first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Apart {
    /// An identifier in the earlier set.
    pub before: String,
    /// An identifier in the later set.
    pub after: String,
}

/// A metric that only one of the two sets has.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeMetric {
    /// As a person sees it, with its id in that set.
    pub metric: Metric,
    /// Its entry in that set, as read.
    pub raw: Value,
    /// Its index in that set.
    pub place: u32,
}

/// What happened to one metric. Equal metrics are not mentioned.
#[derive(Debug, Clone, PartialEq)]
pub enum DiffItem {
    /// Only in the later set.
    Added(WholeMetric),
    /// Only in the earlier set.
    Removed(WholeMetric),
    /// In both, with a difference.
    Changed(Box<MetricChange>),
}

/// A metric that has another place among those that both sets have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// Its identifier in the later set.
    pub identifier: String,
    /// Its index in the earlier set.
    pub from: u32,
    /// Its index in the later set.
    pub to: u32,
}

/// Every difference between two versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Diff {
    /// In the order of the later set; a removed metric stands behind its old neighbour.
    pub items: Vec<DiffItem>,
    /// The fewest metrics whose move makes the new order, in the order of the later set.
    pub moved: Vec<Moved>,
    /// The flags that take another effect.
    pub flags: Vec<FlagChange>,
    /// Everything else of the configuration. A flag that is no boolean is in it, as its effect is not all it says.
    pub rest: Vec<PathChange>,
    /// The identifiers of the earlier set, in order.
    names: Vec<String>,
    /// For every metric of the later set, its index in the earlier one.
    order: Vec<Option<usize>>,
}

/// What leads from `before` to `after`. Takes any two sets, and time that grows with their size and with the number of
/// left-over metrics on each side.
#[must_use]
pub fn diff(before: &MetricSet, after: &MetricSet, apart: &[Apart]) -> Diff {
    let (old, new) = (items(before), items(after));
    let matched = pair_versions(&old, &new, apart);
    let item = |line| match line {
        Line::Added(at) => Some(DiffItem::Added(whole(&new, at)?)),
        Line::Removed(at) => Some(DiffItem::Removed(whole(&old, at)?)),
        Line::Both { before, after } => {
            let (from, to) = old.get(before).zip(new.get(after))?;
            let similarity = matched.renames.get(&before).copied();
            parts::change(from, to, before, similarity).map(|change| DiffItem::Changed(Box::new(change)))
        }
    };
    let mut rest = Vec::new();
    paths::walk(
        Some(&everything_else(before)),
        Some(&everything_else(after)),
        &mut Vec::new(),
        &mut rest,
    );
    Diff {
        items: matched.pairs.lines().into_iter().filter_map(item).collect(),
        moved: moved(&matched.pairs, &new),
        flags: flag_changes(before, after),
        rest,
        names: old.iter().map(|item| item.name.to_owned()).collect(),
        order: matched.pairs.of_after,
    }
}

impl Diff {
    /// Whether the two sets are equal, by [`crate::same_config`].
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.moved.is_empty() && self.flags.is_empty() && self.rest.is_empty()
    }

    /// How many changes there are, by kind.
    #[must_use]
    pub fn counts(&self) -> DiffCounts {
        counts::count(self)
    }
}

fn whole(side: &[Item<'_>], at: usize) -> Option<WholeMetric> {
    side.get(at).map(|item| WholeMetric {
        metric: wire::view(item.id, item.raw),
        raw: item.raw.clone(),
        place: number(at),
    })
}

fn moved(pairs: &Pairs, after: &[Item<'_>]) -> Vec<Moved> {
    let tell = |to: usize| {
        let from = pairs.of_after.get(to).copied().flatten()?;
        Some(Moved {
            identifier: after.get(to)?.name.to_owned(),
            from: number(from),
            to: number(to),
        })
    };
    pairs.moved().into_iter().filter_map(tell).collect()
}

/// A count or an index as the window takes it.
pub(crate) fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
