//! What others notice of a change of a live metric, by example.

use debrief_metrics::{Consequence, DataType, Metric, MetricFields, MetricSet, consequences, live_changes};
use rstest::rstest;

use crate::{fields, id, identifiers, sample_set};

fn metric(identifier: &str, data_type: DataType, choices: &[&str]) -> Metric {
    let MetricFields {
        identifier,
        prompt,
        choices,
        ..
    } = fields(identifier, data_type, "How did it end?", choices);
    Metric {
        id: id("m1"),
        identifier,
        data_type: Some(data_type),
        unknown_type: None,
        prompt,
        choices,
    }
}

fn renamed(from: &str, to: &str) -> Consequence {
    Consequence::Renamed {
        from: from.into(),
        to: to.into(),
    }
}

fn retyped(from: DataType, to: DataType) -> Consequence {
    Consequence::TypeChanged {
        from: Some(from),
        to: Some(to),
    }
}

fn gone(choice: &str) -> Consequence {
    Consequence::ChoiceRemoved {
        choice: choice.into(),
    }
}

#[rstest]
#[case::nothing(metric("end", DataType::Enum, &["a", "b"]), vec![])]
#[case::one_more_choice(metric("end", DataType::Enum, &["b", "c", "a"]), vec![])]
#[case::another_name(metric("ending", DataType::Enum, &["a", "b"]), vec![renamed("end", "ending")])]
#[case::another_case(metric("End", DataType::Enum, &["a", "b"]), vec![renamed("end", "End")])]
#[case::a_choice_less(metric("end", DataType::Enum, &["b"]), vec![gone("a")])]
#[case::a_choice_in_another_case(metric("end", DataType::Enum, &["A", "b"]), vec![gone("a")])]
#[case::another_type(metric("end", DataType::String, &[]), vec![retyped(DataType::Enum, DataType::String)])]
#[case::all_at_once(
    metric("ending", DataType::Boolean, &[]),
    vec![renamed("end", "ending"), retyped(DataType::Enum, DataType::Boolean)]
)]
fn says_what_is_noticed(#[case] after: Metric, #[case] expected: Vec<Consequence>) {
    let before = metric("end", DataType::Enum, &["a", "b"]);
    assert_eq!(consequences(&before, Some(&after)), expected);
}

#[test]
fn a_removed_metric_sends_nothing_any_more() {
    let before = metric("end", DataType::Enum, &["a"]);
    assert_eq!(consequences(&before, None), [Consequence::Removed]);
}

#[test]
fn what_was_decided_before_is_not_asked_again() {
    let base = sample_set();
    let mut now = base.clone();
    let outcome = |choices: &[&str]| fields("outcome", DataType::Enum, "What came of it?", choices);
    now.update(&id("m2"), &outcome(&["resolved", "escalated"]))
        .unwrap();
    let mut next = now.clone();
    next.update(&id("m2"), &outcome(&["resolved"])).unwrap();
    let all = live_changes(&base, &base, &next);
    assert_eq!(all.len(), 1);
    assert_eq!(
        (all[0].identifier.as_str(), all[0].consequences.len()),
        ("call_outcome", 2)
    );
    let more = live_changes(&base, &now, &next);
    assert_eq!(more[0].consequences, [gone("escalated")]);
    assert_eq!(live_changes(&base, &next, &next), []);
    // Going back is no news either.
    assert_eq!(live_changes(&base, &next, &base), []);
}

#[test]
fn deleting_a_live_metric_and_typing_it_anew_is_no_way_around() {
    let base = sample_set();
    let mut now = base.clone();
    now.remove(&id("m2")).unwrap();
    assert_eq!(live_changes(&base, &base, &now), []);
    let mut next = now.clone();
    let anew = next.add(&fields("call_outcome", DataType::String, "What came of it?", &[]));
    let asked = live_changes(&base, &now, &next);
    assert_eq!(asked.len(), 1, "{:?}", identifiers(&next));
    assert_eq!(asked[0].metric, anew);
    assert_eq!(asked[0].consequences, [retyped(DataType::Enum, DataType::String)]);
}

#[test]
fn new_metrics_concern_nobody() {
    let base = sample_set();
    let mut now = base.clone();
    let new = now.add(&fields(
        "mood",
        DataType::Enum,
        "How was the mood?",
        &["good", "bad"],
    ));
    let mut next = now.clone();
    next.update(&new, &fields("temper", DataType::Boolean, "Was it good?", &[]))
        .unwrap();
    assert_eq!(live_changes(&base, &now, &next), []);
    assert_eq!(live_changes(&MetricSet::read(None).unwrap(), &now, &next), []);
}
