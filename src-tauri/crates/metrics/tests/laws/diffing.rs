//! A difference is complete: doing it part by part makes one version of the other. And it tells each thing once.

use debrief_metrics::{Apart, Diff, DiffItem, MetricChange, MetricSet, SpanKind, diff, same_config};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::versions::two;

fn same(a: &MetricSet, b: &MetricSet) -> bool {
    same_config(Some(&a.raw()), Some(&b.raw()))
}

fn changes(diff: &Diff) -> Vec<&MetricChange> {
    let mut changes = Vec::new();
    for item in &diff.items {
        if let DiffItem::Changed(change) = item {
            changes.push(&**change);
        }
    }
    changes
}

/// The same metrics under other ids.
fn renumbered(set: &MetricSet) -> MetricSet {
    let mut state = set.to_state();
    let shift = state["next"].as_u64().unwrap();
    for entry in state["entries"].as_array_mut().unwrap() {
        let number: u64 = entry["id"].as_str().unwrap()[1..].parse().unwrap();
        // Backwards, so that an id of one version is that of another metric in the other version.
        entry["id"] = format!("m{}", shift - number).into();
    }
    MetricSet::from_state(&state).unwrap()
}

/// What the parts for showing say, without ids.
fn told(diff: &Diff) -> Vec<Value> {
    let tell = |item: &DiffItem| match item {
        DiffItem::Added(metric) => json!(["added", metric.raw, metric.place]),
        DiffItem::Removed(metric) => json!(["removed", metric.raw, metric.place]),
        DiffItem::Changed(change) => {
            let members: Vec<_> = change.members.iter().map(|part| part.text()).collect();
            json!([
                change.rename,
                change.data_type,
                change.choices,
                change.prompt,
                members
            ])
        }
    };
    let mut told: Vec<Value> = diff.items.iter().map(tell).collect();
    told.push(json!([diff.moved, diff.flags, diff.counts()]));
    told
}

proptest! {
    #[test]
    fn a_version_does_not_differ_from_itself((set, other, apart) in two()) {
        for set in [set, other] {
            prop_assert!(diff(&set, &set, &apart).is_empty());
            prop_assert!(diff(&set, &renumbered(&set), &apart).is_empty());
        }
    }

    #[test]
    fn an_empty_difference_is_equality((before, after, apart) in two()) {
        let diff = diff(&before, &after, &apart);
        prop_assert_eq!(diff.is_empty(), same(&before, &after));
        prop_assert_eq!(diff.is_empty(), diff.counts() == Default::default());
    }

    #[test]
    fn doing_a_difference_makes_the_later_version((before, after, apart) in two()) {
        let diff = diff(&before, &after, &apart);
        let done = diff.apply(&before).unwrap();
        prop_assert!(same(&done, &after), "{} instead of {}", done.raw(), after.raw());
        // What stays keeps its id, and a state can be kept.
        prop_assert_eq!(MetricSet::from_state(&done.to_state()).unwrap(), done);
    }

    #[test]
    fn doing_nothing_keeps_every_byte((set, _, apart) in two()) {
        let done = diff(&set, &set, &apart).apply(&set).unwrap();
        prop_assert_eq!(done.to_state().to_string(), set.to_state().to_string());
    }

    #[test]
    fn ids_do_not_matter((before, after, apart) in two()) {
        let plain = diff(&before, &after, &apart);
        prop_assert_eq!(told(&plain), told(&diff(&renumbered(&before), &after, &apart)));
        prop_assert_eq!(told(&plain), told(&diff(&before, &renumbered(&after), &apart)));
    }

    #[test]
    fn every_metric_is_accounted_for((before, after, apart) in two()) {
        let diff = diff(&before, &after, &apart);
        let counts = diff.counts();
        prop_assert_eq!(before.len() + counts.added as usize, after.len() + counts.removed as usize);
        prop_assert_eq!(diff.items.len() as u32, counts.added + counts.removed + counts.changed);
        for change in changes(&diff) {
            let field = change.rename.is_some() || change.prompt.is_some() || change.data_type.is_some() || change.choices.is_some();
            prop_assert!(field || change.other().next().is_some());
            prop_assert_eq!(change.rename.is_some(), change.before.identifier != change.after.identifier);
        }
    }

    #[test]
    fn the_way_back_is_the_mirror_image((before, after, apart) in two()) {
        let (there, back) = (diff(&before, &after, &apart), diff(&after, &before, &apart));
        let (counts, mut mirrored) = (there.counts(), back.counts());
        std::mem::swap(&mut mirrored.added, &mut mirrored.removed);
        prop_assert_eq!(counts, mirrored);
        let pairs = |diff: &Diff, turned: bool| -> Vec<(String, String, u8)> {
            let renames = changes(diff).into_iter().filter_map(|change| change.rename.clone());
            let mut pairs: Vec<_> = renames.map(|rename| {
                let (before, after) = (rename.before, rename.after);
                if turned { (after, before, rename.similarity) } else { (before, after, rename.similarity) }
            }).collect();
            pairs.sort();
            pairs
        };
        prop_assert_eq!(pairs(&there, false), pairs(&back, true));
    }

    #[test]
    fn what_is_kept_apart_is_no_rename((before, after, mut apart) in two()) {
        // First those that were found, so that there is something to keep apart.
        for change in changes(&diff(&before, &after, &[])) {
            apart.push(Apart { before: change.before.identifier.clone(), after: change.after.identifier.clone() });
        }
        for change in changes(&diff(&before, &after, &apart)) {
            if let Some(rename) = &change.rename {
                let named = |pair: &Apart| (&pair.before, &pair.after) == (&rename.before, &rename.after);
                prop_assert!(!apart.iter().any(named));
            }
        }
    }

    #[test]
    fn a_rename_is_of_names_that_came_and_went((before, after, apart) in two()) {
        // An entry that is no object is no metric without a name.
        let count = |set: &MetricSet, name: &str| {
            let named = |entry: &&Value| entry.is_object() && entry["identifier"].as_str().unwrap_or_default() == name;
            set.raw()["dispositionMetrics"].as_array().map_or(0, |entries| entries.iter().filter(named).count())
        };
        for change in changes(&diff(&before, &after, &apart)) {
            if let Some(rename) = &change.rename {
                prop_assert!(count(&before, &rename.before) > count(&after, &rename.before));
                prop_assert!(count(&after, &rename.after) > count(&before, &rename.after));
            }
        }
    }

    #[test]
    fn a_prompt_word_by_word_makes_up_both_texts((before, after, apart) in two()) {
        for change in changes(&diff(&before, &after, &apart)) {
            let Some(spans) = &change.prompt else { continue };
            let text = |other: SpanKind| -> String {
                let spans = spans.iter().filter(|span| span.kind != other);
                spans.map(|span| span.text.as_str()).collect()
            };
            prop_assert_eq!(text(SpanKind::Added), change.before.prompt.clone());
            prop_assert_eq!(text(SpanKind::Removed), change.after.prompt.clone());
        }
    }

    #[test]
    fn choices_that_came_and_went_make_one_list_of_the_other((before, after, apart) in two()) {
        for change in changes(&diff(&before, &after, &apart)) {
            let Some(choices) = &change.choices else { continue };
            let mut list = change.before.choices.clone();
            let gone = choices.renamed.iter().map(|rename| &rename.before).chain(&choices.removed);
            for choice in gone {
                let at = list.iter().position(|other| other == choice).unwrap();
                list.remove(at);
            }
            list.extend(choices.renamed.iter().map(|rename| rename.after.clone()));
            list.extend(choices.added.iter().cloned());
            list.sort();
            let mut wanted = change.after.choices.clone();
            wanted.sort();
            prop_assert_eq!(list, wanted);
        }
    }

    #[test]
    fn what_did_not_move_kept_its_order((before, after, apart) in two()) {
        let diff = diff(&before, &after, &apart);
        let mut old: Vec<usize> = (0..before.len()).collect();
        let mut new: Vec<usize> = (0..after.len()).collect();
        for item in &diff.items {
            match item {
                DiffItem::Added(metric) => new.retain(|at| *at != metric.place as usize),
                DiffItem::Removed(metric) => old.retain(|at| *at != metric.place as usize),
                DiffItem::Changed(_) => {}
            }
        }
        for moved in &diff.moved {
            old.retain(|at| *at != moved.from as usize);
            new.retain(|at| *at != moved.to as usize);
        }
        // One by one these are the pairs: equal, or told as a change of just these two.
        prop_assert_eq!(old.len(), new.len());
        let (before_list, after_list) = (before.metrics(), after.metrics());
        for (old, new) in old.into_iter().zip(new) {
            let (old, new) = (&before_list[old], &after_list[new]);
            let told = changes(&diff).iter().any(|change| (&change.before, &change.after) == (old, new));
            let view = |metric: &debrief_metrics::Metric| {
                let mut metric = metric.clone();
                metric.id = "".into();
                metric
            };
            prop_assert!(told || view(old) == view(new));
        }
    }

    #[test]
    fn a_difference_is_refused_where_its_metrics_are_not((before, after, apart) in two()) {
        let diff = diff(&before, &after, &apart);
        let mut more = before.clone();
        more.add(&debrief_metrics::MetricFields {
            identifier: "one_more".into(),
            data_type: debrief_metrics::DataType::String,
            prompt: "Why?".into(),
            choices: Vec::new(),
        });
        prop_assert!(diff.apply(&more).is_err());
    }
}
