//! Which metrics of two versions belong together.

use std::collections::HashMap;

use serde_json::Value;

use super::Apart;
use super::similarity::renames;
use crate::equal::value_key;
use crate::metric::MetricId;
use crate::normalise::normalise_metric;
use crate::pairing::Pairs;
use crate::set::MetricSet;
use crate::wire;

/// One entry of a set.
pub(crate) struct Item<'a> {
    pub id: &'a MetricId,
    pub raw: &'a Value,
    /// As sent.
    pub sent: Value,
    /// The same for equal entries, and for no others.
    pub key: String,
    /// The identifier, empty if there is none.
    pub name: &'a str,
}

pub(crate) fn items(set: &MetricSet) -> Vec<Item<'_>> {
    let item = |(id, raw)| {
        let sent = normalise_metric(raw);
        Item {
            id,
            raw,
            key: value_key(&sent),
            sent,
            name: wire::identifier(raw),
        }
    };
    set.raw_entries().map(item).collect()
}

/// The pairs of two versions.
pub(crate) struct Matched {
    pub pairs: Pairs,
    /// Those that were renamed, by index in the earlier set: how alike they are, in percent.
    pub renames: HashMap<usize, u8>,
}

/// Pairs equal entries, then those of one identifier in their order, then renames.
pub(crate) fn pair_versions(before: &[Item<'_>], after: &[Item<'_>], apart: &[Apart]) -> Matched {
    let mut pairs = Pairs::none(before.len(), after.len());
    pairs.by_key(
        |at| before.get(at).map(|item| &item.key),
        |at| after.get(at).map(|item| &item.key),
    );
    pairs.by_key(|at| before.get(at).map(named), |at| after.get(at).map(named));
    let found = renames(before, after, &pairs, apart);
    for rename in &found {
        pairs.join(rename.before, rename.after);
    }
    let percent = |rename: &super::similarity::Found| (rename.before, rename.percent);
    Matched {
        renames: found.iter().map(percent).collect(),
        pairs,
    }
}

/// An entry that is no object has no name either, and is no metric without a name.
fn named<'a>(item: &Item<'a>) -> (bool, &'a str) {
    (item.raw.is_object(), item.name)
}
