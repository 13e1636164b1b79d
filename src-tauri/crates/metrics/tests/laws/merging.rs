//! The laws of a three-way merge.

use debrief_metrics::{Flag, ItemChange, Merge, MetricFields, MetricSet, Side, compare, merge};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::generate::{Cases, config, fields};

/// One thing that a person does to a set.
#[derive(Debug, Clone)]
enum Act {
    Remove(Index),
    Update(Index, MetricFields),
    Move(Index, Index),
    Add(MetricFields),
    Flag(bool, bool),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        any::<Index>().prop_map(Act::Remove),
        (any::<Index>(), fields()).prop_map(|(index, fields)| Act::Update(index, fields)),
        (any::<Index>(), any::<Index>()).prop_map(|(index, to)| Act::Move(index, to)),
        fields().prop_map(Act::Add),
        (any::<bool>(), any::<bool>()).prop_map(|(which, on)| Act::Flag(which, on)),
    ]
}

fn after(base: &MetricSet, acts: &[Act]) -> MetricSet {
    let mut set = base.clone();
    for act in acts {
        let metrics = set.metrics();
        let pick = |index: &Index| (!metrics.is_empty()).then(|| index.get(&metrics).id.clone());
        match act {
            Act::Remove(index) => {
                if let Some(id) = pick(index) {
                    set.remove(&id).unwrap();
                }
            }
            Act::Update(index, fields) => {
                if let Some(id) = pick(index) {
                    // A metric of an unknown type refuses, and the set stays as it is.
                    let _ = set.update(&id, fields);
                }
            }
            Act::Move(index, to) => {
                if let Some(id) = pick(index) {
                    set.move_to(&id, to.index(metrics.len())).unwrap();
                }
            }
            Act::Add(fields) => {
                set.add(fields);
            }
            Act::Flag(internal, on) => {
                let flag = if *internal {
                    Flag::UseInternalModel
                } else {
                    Flag::UseReasoningModel
                };
                set.set_flag(flag, *on);
            }
        }
    }
    set
}

/// What both began from, and what each made of it.
fn three() -> impl Strategy<Value = [MetricSet; 3]> {
    (config(Cases::None), vec(act(), 0..5), vec(act(), 0..5)).prop_map(|(config, mine, theirs)| {
        let base = MetricSet::read(Some(&config)).unwrap();
        [base.clone(), after(&base, &mine), after(&base, &theirs)]
    })
}

fn merged([base, mine, theirs]: &[MetricSet; 3], side: Side) -> Merge {
    merge(base, mine, theirs, &|_| side)
}

/// What the metrics of a set say, whatever their order and ids.
fn said(set: &MetricSet) -> Vec<(String, String)> {
    let mut said: Vec<_> = set
        .metrics()
        .into_iter()
        .map(|metric| {
            let rest = (
                metric.data_type,
                metric.unknown_type,
                metric.prompt,
                metric.choices,
            );
            (metric.identifier, format!("{rest:?}"))
        })
        .collect();
    said.sort();
    said
}

fn distinct(set: &MetricSet) -> bool {
    let mut names: Vec<String> = set
        .metrics()
        .into_iter()
        .map(|metric| metric.identifier)
        .collect();
    names.sort();
    names.windows(2).all(|pair| pair.first() != pair.last())
}

proptest! {
    #[test]
    fn an_unchanged_side_gives_the_other([base, mine, _] in three()) {
        for side in [Side::Mine, Side::Theirs] {
            let theirs = merged(&[base.clone(), base.clone(), mine.clone()], side);
            prop_assert!(compare(&mine, &theirs.merged).is_empty(), "{:?}", compare(&mine, &theirs.merged));
            prop_assert!(theirs.conflicts.is_empty());
            let ours = merged(&[base.clone(), mine.clone(), base.clone()], side);
            prop_assert!(compare(&mine, &ours.merged).is_empty(), "{:?}", compare(&mine, &ours.merged));
            prop_assert!(ours.conflicts.is_empty());
        }
    }

    #[test]
    fn the_same_on_both_sides_is_no_conflict([base, mine, _] in three()) {
        let merge = merged(&[base, mine.clone(), mine.clone()], Side::Mine);
        prop_assert!(compare(&mine, &merge.merged).is_empty(), "{:?}", compare(&mine, &merge.merged));
        prop_assert!(merge.conflicts.is_empty());
    }

    #[test]
    fn without_a_conflict_it_does_not_matter_who_merges([base, mine, theirs] in three()) {
        // Of metrics that share a name, which cannot be published, nobody can tell which is which.
        let apart = [&base, &mine, &theirs].into_iter().all(distinct);
        let here = merged(&[base.clone(), mine.clone(), theirs.clone()], Side::Mine);
        if here.conflicts.is_empty() {
            let there = merged(&[base, theirs, mine], Side::Mine);
            prop_assert!(there.conflicts.is_empty());
            let (one, other) = (said(&here.merged), said(&there.merged));
            prop_assert_eq!(&one, &other);
            if apart && distinct(&here.merged) {
                let differ = compare(&here.merged, &there.merged);
                prop_assert!(differ.is_empty(), "{differ:?}");
            }
        }
    }

    #[test]
    fn the_other_side_chosen_is_the_mirror_image(three in three()) {
        let [base, mine, theirs] = three.clone();
        let here = merged(&three, Side::Mine);
        let there = merged(&[base, theirs, mine], Side::Theirs);
        prop_assert_eq!(here.conflicts.len(), there.conflicts.len());
    }

    #[test]
    fn nothing_that_one_side_added_is_dropped([base, mine, theirs] in three()) {
        for side in [Side::Mine, Side::Theirs] {
            let merge = merged(&[base.clone(), mine.clone(), theirs.clone()], side);
            for set in [&mine, &theirs] {
                for item in compare(&base, set).items {
                    if let ItemChange::Added(metric) = item {
                        let names: Vec<_> = merge.merged.metrics().into_iter().map(|m| m.identifier).collect();
                        prop_assert!(names.contains(&metric.identifier), "{} of {names:?}", metric.identifier);
                    }
                }
            }
        }
    }

    #[test]
    fn merging_again_changes_nothing([base, mine, theirs] in three()) {
        let once = merged(&[base, mine, theirs.clone()], Side::Mine).merged;
        let again = merged(&[theirs.clone(), once.clone(), theirs], Side::Theirs);
        prop_assert!(compare(&once, &again.merged).is_empty());
    }

    #[test]
    fn ids_are_given_once_and_a_result_can_be_kept(three in three()) {
        let merge = merged(&three, Side::Theirs);
        let state = merge.merged.to_state();
        prop_assert_eq!(MetricSet::from_state(&state).unwrap(), merge.merged);
    }
}
