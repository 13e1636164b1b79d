//! What one row of a timeline says: "2 added, 1 reworded".

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Diff, DiffItem, number};

/// How many changes there are. One metric can count under several kinds, but under each of them once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DiffCounts {
    /// Metrics added.
    pub added: u32,
    /// Metrics removed.
    pub removed: u32,
    /// Metrics in both sets with any difference: each of them also counts under at least one of the next five.
    pub changed: u32,
    /// Metrics under another identifier.
    pub renamed: u32,
    /// Metrics with another prompt.
    pub reworded: u32,
    /// Metrics of another data type.
    pub retyped: u32,
    /// Metrics with other choices, or with the same ones in another order.
    pub choices: u32,
    /// Metrics with a difference in anything else.
    pub other: u32,
    /// Metrics moved.
    pub moved: u32,
    /// Flags that take another effect.
    pub flags: u32,
    /// Differences in the rest of the configuration, by path.
    pub rest: u32,
}

pub(super) fn count(diff: &Diff) -> DiffCounts {
    let mut counts = DiffCounts {
        moved: number(diff.moved.len()),
        flags: number(diff.flags.len()),
        rest: number(diff.rest.len()),
        ..DiffCounts::default()
    };
    for item in &diff.items {
        match item {
            DiffItem::Added(_) => counts.added += 1,
            DiffItem::Removed(_) => counts.removed += 1,
            DiffItem::Changed(change) => {
                counts.changed += 1;
                counts.renamed += u32::from(change.rename.is_some());
                counts.reworded += u32::from(change.prompt.is_some());
                counts.retyped += u32::from(change.data_type.is_some());
                counts.choices += u32::from(change.choices.is_some());
                counts.other += u32::from(change.other().next().is_some());
            }
        }
    }
    counts
}
