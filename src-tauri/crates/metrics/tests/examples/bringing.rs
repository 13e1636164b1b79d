//! Bringing back by hand-made cases, and since when a metric stands.

use debrief_metrics::{
    Apart, BringBackError, BroughtBack, Collision, DataType, MetricFields, MetricId, MetricSet, Past, Pick,
    Since, bring_back, since,
};
use rstest::rstest;
use serde_json::{Value, json};

use crate::{fields, id, identifiers};

fn metric(name: &str, prompt: &str) -> Value {
    json!({"identifier": name, "dispositionMetricPrompt": prompt, "dispositionMetricType": "STRING", "note": name})
}

fn set(entries: &[Value]) -> MetricSet {
    MetricSet::read(Some(&json!({ "keep": 1.50, "dispositionMetrics": entries }))).unwrap()
}

/// As it was: `a`, `b`, `c`, `d`.
fn older() -> MetricSet {
    set(&["a", "b", "c", "d"].map(|name| metric(name, &format!("What did the caller say of {name}?"))))
}

fn take(metric: &str) -> Pick {
    Pick::Take { metric: id(metric) }
}

fn remove(metric: &str) -> Pick {
    Pick::Remove { metric: id(metric) }
}

fn edit(set: &mut MetricSet, metric: &str, change: impl Fn(&mut MetricFields)) {
    let mut fields = set.get(&id(metric)).unwrap().fields().unwrap();
    change(&mut fields);
    set.update(&id(metric), &fields).unwrap();
}

fn ids(texts: &[&str]) -> Vec<MetricId> {
    texts.iter().map(|text| id(text)).collect()
}

#[test]
fn a_changed_metric_is_replaced_in_its_place() {
    let mut working = older();
    edit(&mut working, "m2", |fields| fields.prompt = "Else?".into());
    edit(&mut working, "m3", |fields| fields.prompt = "Other?".into());
    working.move_to(&id("m2"), 0).unwrap();
    let done = bring_back(&mut working, &older(), &[take("m2")], &[]).unwrap();
    assert_eq!(
        done,
        BroughtBack {
            replaced: ids(&["m2"]),
            ..BroughtBack::default()
        }
    );
    assert_eq!(identifiers(&working), ["b", "a", "c", "d"]);
    assert_eq!(working.get(&id("m2")), older().get(&id("m2")));
    assert_eq!(working.get(&id("m3")).unwrap().prompt, "Other?");
}

#[rstest]
#[case(&["m2"], &[], &["a", "b", "c", "d"])]
#[case(&["m1"], &[], &["a", "b", "c", "d"])]
#[case(&["m1", "m2"], &["m1", "m2"], &["a", "b", "c", "d"])]
#[case(&["m2", "m3"], &["m3"], &["a", "c", "d"])]
#[case(&["m4"], &[], &["a", "b", "c", "d"])]
fn a_removed_metric_comes_back_to_its_neighbours(
    #[case] gone: &[&str],
    #[case] picked: &[&str],
    #[case] expected: &[&str],
) {
    let mut working = older();
    for metric in gone {
        working.remove(&id(metric)).unwrap();
    }
    let picked = if picked.is_empty() { gone } else { picked };
    let picks: Vec<Pick> = picked.iter().map(|metric| take(metric)).collect();
    let done = bring_back(&mut working, &older(), &picks, &[]).unwrap();
    assert_eq!(identifiers(&working), expected);
    // Nobody ever had the new ids.
    assert!(
        done.inserted
            .iter()
            .all(|id| older().get(id).is_none() && working.get(id).is_some())
    );
    assert_eq!(done.inserted.len(), picked.len());
}

#[test]
fn into_other_metrics_it_comes_at_the_end() {
    let mut working = set(&[metric("x", "Who?")]);
    bring_back(&mut working, &older(), &[take("m3"), take("m2")], &[]).unwrap();
    assert_eq!(identifiers(&working), ["x", "b", "c"]);
    let mut nothing = MetricSet::read(None).unwrap();
    bring_back(&mut nothing, &older(), &[take("m1")], &[]).unwrap();
    assert_eq!(identifiers(&nothing), ["a"]);
}

#[test]
fn a_metric_that_only_the_copy_has_is_removed() {
    let mut working = older();
    let new = working.add(&fields("new", DataType::Boolean, "Why?", &[]));
    let done = bring_back(&mut working, &older(), &[remove(new.as_str())], &[]).unwrap();
    assert_eq!(
        done,
        BroughtBack {
            removed: vec![new],
            ..BroughtBack::default()
        }
    );
    assert_eq!(identifiers(&working), ["a", "b", "c", "d"]);
}

#[test]
fn a_renamed_metric_gets_its_name_back_and_keeps_its_id() {
    let mut working = older();
    edit(&mut working, "m2", |fields| fields.identifier = "bee".into());
    let mut apart = working.clone();
    bring_back(&mut working, &older(), &[take("m2")], &[]).unwrap();
    assert_eq!(working.to_state(), older().to_state());
    // Told that they are two, it comes back beside the other one.
    let said = [Apart {
        before: "b".into(),
        after: "bee".into(),
    }];
    bring_back(&mut apart, &older(), &[take("m2")], &said).unwrap();
    assert_eq!(identifiers(&apart), ["a", "b", "bee", "c", "d"]);
}

#[test]
fn a_name_that_another_metric_has_is_refused() {
    let (day, said) = ("Which day was named?", "What did the caller say of b?");
    let older = set(&[metric("b", day), metric("b", said)]);
    let mut working = set(&[metric("bee", said), metric("b", day)]);
    let before = working.clone();
    let collision = Collision {
        identifier: "b".into(),
        picked: id("m2"),
        partner: Some(id("m1")),
        taken_by: id("m2"),
    };
    let refused = bring_back(&mut working, &older, &[take("m2")], &[]);
    assert_eq!(
        refused,
        Err(BringBackError::Taken {
            collisions: vec![collision]
        })
    );
    assert_eq!(working, before);
    // One that would come in anew, too.
    let mut other = set(&[metric("b", day)]);
    let collision = Collision {
        identifier: "b".into(),
        picked: id("m2"),
        partner: None,
        taken_by: id("m1"),
    };
    let refused = bring_back(&mut other, &older, &[take("m2")], &[]);
    assert_eq!(
        refused,
        Err(BringBackError::Taken {
            collisions: vec![collision]
        })
    );
    // Both together are as they were.
    bring_back(&mut working, &older, &[take("m1"), take("m2")], &[]).unwrap();
    assert_eq!(identifiers(&working), ["b", "b"]);
}

#[test]
fn a_name_that_another_question_took_is_that_of_the_same_metric() {
    let said = "What did the caller say of b?";
    let mut working = set(&[metric("bee", said), metric("b", "Which day was named?")]);
    bring_back(&mut working, &set(&[metric("b", said)]), &[take("m1")], &[]).unwrap();
    let prompts: Vec<_> = working
        .metrics()
        .into_iter()
        .map(|metric| (metric.identifier, metric.prompt))
        .collect();
    assert_eq!(
        prompts,
        [
            ("bee".to_owned(), said.to_owned()),
            ("b".to_owned(), said.to_owned())
        ]
    );
}

#[rstest]
#[case(take("m9"), BringBackError::NoSuchMetric { pick: take("m9") })]
#[case(remove("m9"), BringBackError::NoSuchMetric { pick: remove("m9") })]
#[case(remove("m2"), BringBackError::InBoth { identifier: "b".into(), metric: id("m2"), partner: id("m2") })]
fn a_pick_that_means_nothing_is_refused(#[case] pick: Pick, #[case] expected: BringBackError) {
    let mut working = older();
    edit(&mut working, "m1", |fields| fields.prompt = "Else?".into());
    let before = working.clone();
    assert_eq!(
        bring_back(&mut working, &older(), &[take("m1"), pick], &[]),
        Err(expected)
    );
    assert_eq!(working, before);
}

/// `version` or, where it is not certain, `version?` of every metric.
fn told(found: Vec<Since>) -> Vec<String> {
    let tell = |since: Since| {
        let mark = if since.certain { "" } else { "?" };
        format!("{} {}{mark}", since.identifier, since.version)
    };
    found.into_iter().map(tell).collect()
}

#[rstest]
#[case(&[true, true, true, true], true, &["a 3", "b 1", "bee 0", "new 0"])]
#[case(&[true, true, true, true], false, &["a 3?", "b 1", "bee 0", "new 0"])]
#[case(&[true, true, false, true], true, &["a 1?", "b 1?", "bee 0", "new 0"])]
#[case(&[true, false, true, true], true, &["a 0?", "b 0?", "bee 0?", "new 0?"])]
#[case(&[true], true, &["a 0", "b 0", "bee 0", "new 0"])]
#[case(&[true], false, &["a 0?", "b 0?", "bee 0?", "new 0?"])]
#[case(&[false, true], true, &[])]
#[case(&[], true, &[])]
fn a_metric_stands_since(#[case] read: &[bool], #[case] complete: bool, #[case] expected: &[&str]) {
    let said = "What did the caller say of it?";
    let sets = [
        set(&[
            metric("a", "1?"),
            metric("b", "2?"),
            metric("bee", said),
            metric("new", "New?"),
        ]),
        // A rename is a change, and another place is none.
        set(&[metric("b", "2?"), metric("a", "1?"), metric("c", said)]),
        set(&[metric("a", "1?"), metric("b", "Other?"), metric("c", said)]),
        set(&[metric("a", "1?"), metric("b", "2?")]),
    ];
    let past = |(set, read): (_, &bool)| Past::<u8> {
        set: read.then_some(set),
        key: None,
    };
    let versions: Vec<_> = sets.iter().zip(read).map(past).collect();
    assert_eq!(told(since(&versions, complete)), expected);
}

#[test]
fn a_key_stands_for_what_was_not_read() {
    let (new, old) = (set(&[metric("a", "1?")]), set(&[metric("a", "2?")]));
    let versions = [(Some(&new), "x"), (None, "x"), (None, "x"), (Some(&old), "y")];
    let versions = versions.map(|(set, key)| Past { set, key: Some(key) });
    assert_eq!(told(since(&versions, true)), ["a 2"]);
}
