//! Three-way merge: what two people made of the same metrics, put together by metric and by field.
//!
//! Where only one of them changed a thing, that change stands. Where both did and differ, somebody has to choose;
//! until then the merge takes one side and says where. Nothing that one side added is ever dropped.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::equal::{same_member, same_value};
use crate::metric::{Flag, Metric, MetricId};
use crate::normalise::normalise_metric;
use crate::pairing::{Pairs, partners};
use crate::set::MetricSet;
use crate::wire::{self, CHOICES, IDENTIFIER, METRICS, PROMPT, TYPE, flag_member};

/// Whose change stands where both changed the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// The working copy's.
    Mine,
    /// The other version's.
    Theirs,
}

/// What both sides changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Part {
    /// One side removed the metric, the other edited it.
    Presence,
    /// Both renamed it.
    Identifier,
    /// Both gave it another type.
    DataType,
    /// Both reworded it.
    Prompt,
    /// Both changed its choices.
    Choices,
    /// Both changed a member that has no field.
    Other {
        /// Its name in the configuration.
        member: String,
    },
    /// Both put the metrics into another order. Says nothing about one metric.
    Order,
}

/// Names one conflict, the same for the same three sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConflictKey {
    /// Id of the metric in the older set; of one that both added, its id in the working copy. Empty for what is
    /// not about one metric.
    pub metric: String,
    /// What of it.
    pub part: Part,
}

/// A thing that both sides changed to something different.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Which one.
    pub key: ConflictKey,
    /// The metric as both began; none if both added it.
    pub base: Option<Metric>,
    /// As it is in the working copy; none if it was removed there.
    pub mine: Option<Metric>,
    /// As the other side has it; none if it was removed there.
    pub theirs: Option<Metric>,
}

/// Both sides put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// The result, with the chosen side in every conflict.
    pub merged: MetricSet,
    /// Where somebody has to choose, in the order of the result.
    pub conflicts: Vec<Conflict>,
}

/// Merges what `mine` and `theirs` made of `base`. Metrics are matched as [`crate::compare`] does, so ids have to mean
/// the same in all three, but for those that only one of them gave. `choose` is asked for every conflict.
#[must_use]
pub fn merge(
    base: &MetricSet,
    mine: &MetricSet,
    theirs: &MetricSet,
    choose: &dyn Fn(&ConflictKey) -> Side,
) -> Merge {
    let mut work = Work {
        choose,
        conflicts: Vec::new(),
        kept: Vec::new(),
    };
    let sides = [Entries::of(base, mine), Entries::of(base, theirs)];
    work.common(base, &sides);
    work.added(&sides);
    let order = work.order(&sides);
    let members = work.members(base, mine, theirs);
    let next = base.next_id().max(mine.next_id()).max(theirs.next_id());
    let merged = MetricSet::assemble(members, work.entries(&order), next);
    Merge {
        merged,
        conflicts: work.conflicts,
    }
}

/// The metrics of one side, and where those of the base are among them.
struct Entries<'a> {
    list: Vec<(&'a MetricId, &'a Value)>,
    /// Between the base and `list`.
    pairs: Pairs,
}

impl<'a> Entries<'a> {
    fn of(base: &MetricSet, side: &'a MetricSet) -> Self {
        let before: Vec<_> = base.raw_entries().collect();
        let list: Vec<_> = side.raw_entries().collect();
        let pairs = partners(&before, &list);
        Self { list, pairs }
    }

    fn base_of(&self, index: usize) -> Option<usize> {
        self.pairs.of_after.get(index).copied().flatten()
    }

    fn at(&self, base: usize) -> Option<(usize, &'a MetricId, &'a Value)> {
        let index = (*self.pairs.of_before.get(base)?)?;
        let (id, raw) = *self.list.get(index)?;
        Some((index, id, raw))
    }
}

/// A metric of the result, and where it stands on each side and in the base.
struct Kept {
    id: MetricId,
    raw: Value,
    base: Option<usize>,
    places: [Option<usize>; 2],
}

struct Work<'c> {
    choose: &'c dyn Fn(&ConflictKey) -> Side,
    conflicts: Vec<Conflict>,
    kept: Vec<Kept>,
}

/// Equal as sent.
fn equal(a: &Value, b: &Value) -> bool {
    same_value(&normalise_metric(a), &normalise_metric(b))
}

impl Work<'_> {
    fn settle(&mut self, conflict: Conflict) -> Side {
        let side = (self.choose)(&conflict.key);
        self.conflicts.push(conflict);
        side
    }

    /// The metrics that were there before.
    fn common(&mut self, base: &MetricSet, [mine, theirs]: &[Entries<'_>; 2]) {
        for (index, (id, old)) in base.raw_entries().enumerate() {
            let (here, there) = (mine.at(index), theirs.at(index));
            let places = [here.map(|found| found.0), there.map(|found| found.0)];
            let kept = match (here, there) {
                (Some((_, my_id, my)), Some((_, _, their))) => {
                    Some((my_id.clone(), self.metric(id, my_id, Some(old), my, their)))
                }
                (None, None) => None,
                (Some((_, my_id, my)), None) => self
                    .removed(id, old, my, Side::Mine)
                    .then(|| (my_id.clone(), my.clone())),
                (None, Some((_, _, their))) => self
                    .removed(id, old, their, Side::Theirs)
                    .then(|| (id.clone(), their.clone())),
            };
            if let Some((id, raw)) = kept {
                self.kept.push(Kept {
                    id,
                    raw,
                    base: Some(index),
                    places,
                });
            }
        }
    }

    /// Whether a metric that one side removed stays, because the other one edited it.
    fn removed(&mut self, id: &MetricId, old: &Value, edited: &Value, by: Side) -> bool {
        if equal(old, edited) {
            return false;
        }
        let view = Some(wire::view(id, edited));
        let (mine, theirs) = match by {
            Side::Mine => (view, None),
            Side::Theirs => (None, view),
        };
        let side = self.settle(Conflict {
            key: ConflictKey {
                metric: id.to_string(),
                part: Part::Presence,
            },
            base: Some(wire::view(id, old)),
            mine,
            theirs,
        });
        side == by
    }

    /// One metric that both sides have.
    fn metric(
        &mut self,
        id: &MetricId,
        my_id: &MetricId,
        base: Option<&Value>,
        mine: &Value,
        theirs: &Value,
    ) -> Value {
        if equal(mine, theirs) || base.is_some_and(|base| equal(base, mine)) {
            return theirs.clone();
        }
        if base.is_some_and(|base| equal(base, theirs)) {
            return mine.clone();
        }
        let sent = [Some(mine), Some(theirs), base].map(|raw| raw.map(normalise_metric));
        let key = |part| ConflictKey {
            metric: id.to_string(),
            part,
        };
        let conflict = |part| Conflict {
            key: key(part),
            base: base.map(|base| wire::view(id, base)),
            mine: Some(wire::view(my_id, mine)),
            theirs: Some(wire::view(my_id, theirs)),
        };
        let [Some(Value::Object(my)), Some(Value::Object(their)), old] = sent else {
            // Something that is no metric at all: it goes as a whole.
            return match self.settle(conflict(Part::Presence)) {
                Side::Mine => mine.clone(),
                Side::Theirs => theirs.clone(),
            };
        };
        let empty = Map::new();
        let old = old.as_ref().and_then(Value::as_object).unwrap_or(&empty);
        let merged = three_ways(old, &my, &their, |member| {
            let part = match member {
                IDENTIFIER => Part::Identifier,
                TYPE => Part::DataType,
                PROMPT => Part::Prompt,
                CHOICES => Part::Choices,
                other => Part::Other {
                    member: other.to_owned(),
                },
            };
            self.settle(conflict(part))
        });
        // Choices that came from one side do not outlive a type from the other that has none.
        normalise_metric(&Value::Object(merged))
    }

    /// The metrics that a side added: each once, also where both added one of the same name.
    fn added(&mut self, [mine, theirs]: &[Entries<'_>; 2]) {
        let new = |side: &Entries<'_>| -> Vec<usize> {
            (0..side.list.len())
                .filter(|index| side.base_of(*index).is_none())
                .collect()
        };
        let mut others = new(theirs);
        for index in new(mine) {
            let Some((id, raw)) = mine.list.get(index).copied() else {
                continue;
            };
            let twin = others.iter().position(|other| {
                theirs
                    .list
                    .get(*other)
                    .is_some_and(|(_, their)| wire::identifier(their) == wire::identifier(raw))
            });
            let (raw, place) = match twin.map(|at| others.remove(at)) {
                Some(other) => match theirs.list.get(other) {
                    Some((_, their)) => (self.metric(id, id, None, raw, their), Some(other)),
                    None => (raw.clone(), None),
                },
                None => (raw.clone(), None),
            };
            self.kept.push(Kept {
                id: id.clone(),
                raw,
                base: None,
                places: [Some(index), place],
            });
        }
        for index in others {
            if let Some((id, raw)) = theirs.list.get(index) {
                // Both sides number what they add alike; the working copy's own keep their ids.
                let taken = mine.list.iter().any(|(mine, _)| mine == id);
                self.kept.push(Kept {
                    id: if taken { MetricId::from("") } else { (*id).clone() },
                    raw: (*raw).clone(),
                    base: None,
                    places: [None, Some(index)],
                });
            }
        }
    }

    /// The order of the result, as indices of what is kept.
    fn order(&mut self, sides: &[Entries<'_>; 2]) -> Vec<usize> {
        let mut spine: Vec<usize> = (0..self.kept.len())
            .filter(|at| self.kept.get(*at).is_some_and(|kept| kept.base.is_some()))
            .collect();
        let orders = [0, 1].map(|side| {
            let mut order = spine.clone();
            // What a side removed goes with the neighbour that it had in the base.
            order.sort_by_key(|at| self.place(*at, &sides[side]));
            order
        });
        let differ = |order: &[usize]| *order != *spine;
        spine = match (differ(&orders[0]), differ(&orders[1])) {
            (false, _) => orders[1].clone(),
            (true, false) => orders[0].clone(),
            (true, true) if orders[0] == orders[1] => orders[0].clone(),
            (true, true) => {
                let side = self.settle(Conflict {
                    key: ConflictKey {
                        metric: String::new(),
                        part: Part::Order,
                    },
                    base: None,
                    mine: None,
                    theirs: None,
                });
                orders[usize::from(side == Side::Theirs)].clone()
            }
        };
        self.with_added(&spine, sides)
    }

    /// Where a metric of the base stands on a side; one that is not there stands behind its neighbour in the base.
    fn place(&self, at: usize, entries: &Entries<'_>) -> (usize, usize) {
        let Some(base) = self.kept.get(at).and_then(|kept| kept.base) else {
            return (usize::MAX, at);
        };
        let neighbour = (0..=base).rev().find_map(|before| {
            entries
                .pairs
                .of_before
                .get(before)
                .copied()
                .flatten()
                .map(|found| (found + 1, base - before))
        });
        neighbour.unwrap_or((0, base))
    }

    /// Puts what was added behind what stood before it on its side.
    fn with_added(&self, spine: &[usize], sides: &[Entries<'_>; 2]) -> Vec<usize> {
        let mut behind: BTreeMap<Option<usize>, [Vec<usize>; 2]> = BTreeMap::new();
        let mut placed = vec![false; self.kept.len()];
        for (side, entries) in sides.iter().enumerate() {
            let mut anchor = None;
            for index in 0..entries.list.len() {
                let Some(at) = self.kept.iter().position(|kept| kept.places[side] == Some(index)) else {
                    continue;
                };
                match self.kept.get(at).map(|kept| kept.base.is_some()) {
                    Some(true) => anchor = spine.iter().position(|of| *of == at),
                    Some(false) if !placed.get(at).copied().unwrap_or(true) => {
                        behind.entry(anchor).or_default()[side].push(at);
                        if let Some(done) = placed.get_mut(at) {
                            *done = true;
                        }
                    }
                    _ => {}
                }
            }
        }
        let group = |anchor: Option<usize>| -> Vec<usize> {
            let Some([mine, theirs]) = behind.get(&anchor) else {
                return Vec::new();
            };
            // The same whoever merges: by the name of the first.
            let name = |group: &[usize]| {
                let first = group.first().and_then(|at| self.kept.get(*at));
                first.map_or_else(String::new, |kept| wire::identifier(&kept.raw).to_owned())
            };
            let (first, second) = if name(mine) <= name(theirs) {
                (mine, theirs)
            } else {
                (theirs, mine)
            };
            first.iter().chain(second).copied().collect()
        };
        let mut order = group(None);
        for (anchor, at) in spine.iter().enumerate() {
            order.push(*at);
            order.extend(group(Some(anchor)));
        }
        order
    }

    /// The configuration around the metrics.
    fn members(
        &mut self,
        base: &MetricSet,
        mine: &MetricSet,
        theirs: &MetricSet,
    ) -> Option<Map<String, Value>> {
        let empty = Map::new();
        let [old, my, their] = [base, mine, theirs].map(|set| set.members().unwrap_or(&empty));
        let mut merged = three_ways(old, my, their, |member| {
            self.settle(Conflict {
                key: ConflictKey {
                    metric: String::new(),
                    part: Part::Other {
                        member: member.to_owned(),
                    },
                },
                base: None,
                mine: None,
                theirs: None,
            })
        });
        // A flag is what takes effect: one that is absent and one that says the default are the same.
        for flag in Flag::ALL {
            let member = flag_member(flag);
            let unchanged = if mine.flag(flag) == theirs.flag(flag) {
                same_member(old.get(member), my.get(member))
            } else {
                mine.flag(flag) == base.flag(flag)
            };
            let from = if unchanged { their } else { my };
            match from.get(member) {
                Some(value) => merged.insert(member.to_owned(), value.clone()),
                None => merged.shift_remove(member),
            };
        }
        if let Some(list) = merged.get_mut(METRICS)
            && list.is_array()
        {
            *list = Value::Array(Vec::new());
        }
        (mine.members().is_some() || theirs.members().is_some()).then_some(merged)
    }

    fn entries(&self, order: &[usize]) -> Vec<(MetricId, Value)> {
        order
            .iter()
            .filter_map(|at| self.kept.get(*at))
            .map(|kept| (kept.id.clone(), kept.raw.clone()))
            .collect()
    }
}

/// Member by member: what one side changed stands, and where both did, `choose` says whose.
fn three_ways(
    base: &Map<String, Value>,
    mine: &Map<String, Value>,
    theirs: &Map<String, Value>,
    mut choose: impl FnMut(&str) -> Side,
) -> Map<String, Value> {
    let mut merged = Map::new();
    let names = theirs
        .keys()
        .chain(mine.keys().filter(|name| !theirs.contains_key(*name)));
    let flags = Flag::ALL.map(flag_member);
    for name in names {
        let (old, my, their) = (base.get(name), mine.get(name), theirs.get(name));
        let from = if name == METRICS
            || flags.contains(&name.as_str())
            || same_member(old, my)
            || same_member(my, their)
        {
            their.or(my.filter(|_| name == METRICS))
        } else if same_member(old, their) {
            my
        } else {
            match choose(name) {
                Side::Mine => my,
                Side::Theirs => their,
            }
        };
        if let Some(value) = from {
            merged.insert(name.clone(), value.clone());
        }
    }
    // A member that both removed, or that the chosen side removed, is gone.
    merged
}
