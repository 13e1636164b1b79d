//! Taking single metrics of an older version back into the working copy.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;
use thiserror::Error;

use crate::diff::{Apart, Item, items, pair_versions};
use crate::metric::MetricId;
use crate::pairing::Pairs;
use crate::set::{MetricSet, place_between};

/// One metric to make as it was.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Pick {
    /// Take this one of the other version.
    Take {
        /// Its id there.
        metric: MetricId,
    },
    /// Remove this one, which the other version does not have.
    Remove {
        /// Its id in the working copy.
        metric: MetricId,
    },
}

/// What was made as it was. All ids are those of the working copy.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BroughtBack {
    /// Metrics that were there and are now as they were, in the order of the list.
    pub replaced: Vec<MetricId>,
    /// Metrics that are there again, in the order of the list.
    pub inserted: Vec<MetricId>,
    /// Metrics that are gone, in the order of the list.
    pub removed: Vec<MetricId>,
}

/// A metric that cannot come back under its identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Collision {
    /// The identifier.
    pub identifier: String,
    /// The metric that was picked, by its id in the other version.
    pub picked: MetricId,
    /// The metric that it would replace, if there is one, by its id in the working copy.
    pub partner: Option<MetricId>,
    /// The one that has the identifier now, by its id in the working copy.
    pub taken_by: MetricId,
}

/// Why nothing was brought back. The working copy is unchanged then.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BringBackError {
    /// A pick names a metric that is not there.
    #[error("there is no such metric")]
    NoSuchMetric {
        /// The pick.
        pick: Pick,
    },
    /// A metric that was to be removed is in the other version too.
    #[error("{identifier:?} is in both versions")]
    InBoth {
        /// Its identifier in the working copy.
        identifier: String,
        /// Its id in the working copy.
        metric: MetricId,
        /// Its id in the other version.
        partner: MetricId,
    },
    /// Other metrics have the identifiers that the picked ones would get.
    #[error("another metric has the identifier by now")]
    Taken {
        /// Each of them; never empty.
        collisions: Vec<Collision>,
    },
}

/// Makes the picked metrics of `working` as they are in `from`, another version. Metrics are matched as
/// `diff(from, working, apart)` does.
///
/// A metric that is taken replaces its partner, which keeps its id and its place; one without a partner stands behind the
/// nearest metric that it stood behind in `from`, else before the nearest one that it stood before, else at the end. One
/// that is equal already stays as it is. All else in `working` stays byte for byte as it is.
///
/// # Errors
/// [`BringBackError`]. Two metrics that share an identifier in `from` may come back together, and one that has its
/// identifier already keeps it; otherwise an identifier that another metric has is refused.
pub fn bring_back(
    working: &mut MetricSet,
    from: &MetricSet,
    picks: &[Pick],
    apart: &[Apart],
) -> Result<BroughtBack, BringBackError> {
    let (old, new) = (items(from), items(working));
    let pairs = pair_versions(&old, &new, apart).pairs;
    let (taken, removed) = picked(picks, &old, &new, &pairs)?;
    let list = result(&old, &new, &pairs, &taken, &removed);
    let collisions = collisions(&list, &old, &new, &taken);
    if !collisions.is_empty() {
        return Err(BringBackError::Taken { collisions });
    }
    if list.len() == new.len() && list.iter().all(|slot| matches!(slot.holds, Holds::Kept(_))) {
        return Ok(BroughtBack::default());
    }

    let mut done = BroughtBack {
        removed: new
            .iter()
            .enumerate()
            .filter(|(at, _)| removed.contains(at))
            .map(|(_, item)| item.id.clone())
            .collect(),
        ..BroughtBack::default()
    };
    let mut entries: Vec<(MetricId, Value)> = Vec::new();
    let mut inserted = Vec::new();
    for slot in &list {
        let entry = match slot.holds {
            Holds::Kept(at) => new.get(at).map(|item| (item.id.clone(), item.raw.clone())),
            Holds::Replaced { old: from, new: at } => new.get(at).zip(old.get(from)).map(|(item, old)| {
                done.replaced.push(item.id.clone());
                (item.id.clone(), old.raw.clone())
            }),
            Holds::Inserted(from) => old.get(from).map(|item| {
                inserted.push(entries.len());
                // Never given by a set: a new one takes its place.
                (MetricId::from(""), item.raw.clone())
            }),
        };
        entries.extend(entry);
    }
    let after = MetricSet::assemble(working.members().cloned(), entries, working.next_id());
    let ids: Vec<&MetricId> = after.raw_entries().map(|(id, _)| id).collect();
    let new_ids = inserted.into_iter().filter_map(|at| ids.get(at));
    done.inserted = new_ids.map(|id| (*id).clone()).collect();
    *working = after;
    Ok(done)
}

/// What one place of the result holds, by index in the two sets.
#[derive(Debug, Clone, Copy)]
enum Holds {
    Kept(usize),
    Replaced { old: usize, new: usize },
    Inserted(usize),
}

struct Slot {
    holds: Holds,
    /// The metric of the other version that this one is or was.
    origin: Option<usize>,
}

/// The picks by index: those of `old` to take, those of `new` to remove.
fn picked(
    picks: &[Pick],
    old: &[Item<'_>],
    new: &[Item<'_>],
    pairs: &Pairs,
) -> Result<(HashSet<usize>, HashSet<usize>), BringBackError> {
    let (mut taken, mut removed) = (HashSet::new(), HashSet::new());
    let find = |side: &[Item<'_>], metric: &MetricId, pick: &Pick| {
        let found = side.iter().position(|item| item.id == metric);
        found.ok_or_else(|| BringBackError::NoSuchMetric { pick: pick.clone() })
    };
    for pick in picks {
        match pick {
            Pick::Take { metric } => {
                taken.insert(find(old, metric, pick)?);
            }
            Pick::Remove { metric } => {
                let at = find(new, metric, pick)?;
                let partner = pairs
                    .of_after
                    .get(at)
                    .copied()
                    .flatten()
                    .and_then(|at| old.get(at));
                if let Some((partner, item)) = partner.zip(new.get(at)) {
                    return Err(BringBackError::InBoth {
                        identifier: item.name.to_owned(),
                        metric: metric.clone(),
                        partner: partner.id.clone(),
                    });
                }
                removed.insert(at);
            }
        }
    }
    Ok((taken, removed))
}

fn result(
    old: &[Item<'_>],
    new: &[Item<'_>],
    pairs: &Pairs,
    taken: &HashSet<usize>,
    removed: &HashSet<usize>,
) -> Vec<Slot> {
    let mut list = Vec::new();
    for at in (0..new.len()).filter(|at| !removed.contains(at)) {
        let origin = pairs.of_after.get(at).copied().flatten();
        let differs = |from: &usize| {
            let both = old.get(*from).zip(new.get(at));
            both.is_some_and(|(old, new)| old.key != new.key)
        };
        let holds = match origin.filter(|from| taken.contains(from) && differs(from)) {
            Some(from) => Holds::Replaced { old: from, new: at },
            None => Holds::Kept(at),
        };
        list.push(Slot { holds, origin });
    }
    let places: Vec<usize> = (0..old.len()).collect();
    for from in pairs.left_before().into_iter().filter(|at| taken.contains(at)) {
        let (before, from_here) = places.split_at(from);
        let after = from_here.get(1..).unwrap_or_default();
        let index_of = |origin: &usize| list.iter().position(|slot: &Slot| slot.origin == Some(*origin));
        let place = place_between(before, after, index_of).unwrap_or(list.len());
        let slot = Slot {
            holds: Holds::Inserted(from),
            origin: Some(from),
        };
        list.insert(place, slot);
    }
    list
}

/// The metrics that would get an identifier which one has that is not picked.
fn collisions(list: &[Slot], old: &[Item<'_>], new: &[Item<'_>], taken: &HashSet<usize>) -> Vec<Collision> {
    let mut others: HashMap<&str, &MetricId> = HashMap::new();
    for slot in list {
        if let Holds::Kept(at) = slot.holds
            && !slot.origin.is_some_and(|from| taken.contains(&from))
            && let Some(item) = new.get(at)
        {
            others.entry(item.name).or_insert(item.id);
        }
    }
    let collision = |slot: &Slot| {
        let (from, partner) = match slot.holds {
            Holds::Kept(_) => return None,
            Holds::Replaced { old: from, new: at } => (old.get(from)?, new.get(at)),
            Holds::Inserted(from) => (old.get(from)?, None),
        };
        let gets_it = !from.name.is_empty() && partner.is_none_or(|partner| partner.name != from.name);
        let taken_by = others.get(from.name).filter(|_| gets_it)?;
        Some(Collision {
            identifier: from.name.to_owned(),
            picked: from.id.clone(),
            partner: partner.map(|item| item.id.clone()),
            taken_by: (*taken_by).clone(),
        })
    };
    list.iter().filter_map(collision).collect()
}
