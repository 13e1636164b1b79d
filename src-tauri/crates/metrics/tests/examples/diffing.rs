//! Two versions by hand-made cases: each kind of change by itself.

use debrief_metrics::{
    Apart, ApplyError, ChoiceRename, ChoicesChange, DataType, Diff, DiffCounts, DiffItem, Flag, MetricChange,
    MetricSet, PathText, SpanKind, TypeChange, diff, same_config,
};
use rstest::rstest;
use serde_json::{Value, json};

pub fn metric(name: &str, word: &str, prompt: &str) -> Value {
    json!({"identifier": name, "dispositionMetricPrompt": prompt, "dispositionMetricType": word})
}

fn outcome(choices: &[&str]) -> Value {
    let mut entry = metric("outcome", "ENUM", "How did the call end?");
    entry["choices"] = json!(choices);
    entry
}

pub fn set(entries: &[Value]) -> MetricSet {
    MetricSet::read(Some(&json!({ "dispositionMetrics": entries }))).unwrap()
}

/// The difference, done once to see that it is complete.
pub fn done(before: &MetricSet, after: &MetricSet, apart: &[Apart]) -> Diff {
    let diff = diff(before, after, apart);
    let made = diff.apply(before).unwrap();
    assert!(
        same_config(Some(&made.raw()), Some(&after.raw())),
        "{}",
        made.raw()
    );
    diff
}

pub fn between(before: &[Value], after: &[Value]) -> Diff {
    done(&set(before), &set(after), &[])
}

/// `+name`, `-name`, `old>new` and `~moved`.
pub fn story(diff: &Diff) -> Vec<String> {
    let tell = |item: &DiffItem| match item {
        DiffItem::Added(metric) => format!("+{}", metric.metric.identifier),
        DiffItem::Removed(metric) => format!("-{}", metric.metric.identifier),
        DiffItem::Changed(change) => format!("{}>{}", change.before.identifier, change.after.identifier),
    };
    let moved = diff.moved.iter().map(|moved| format!("~{}", moved.identifier));
    diff.items.iter().map(tell).chain(moved).collect()
}

pub fn only_change(diff: &Diff) -> &MetricChange {
    match diff.items.as_slice() {
        [DiffItem::Changed(change)] => change,
        other => panic!("{other:?}"),
    }
}

fn others(change: &MetricChange) -> Vec<(String, Option<String>, Option<String>)> {
    let told = change.other().map(|part| part.text());
    told.map(|PathText { path, before, after }| (path, before, after))
        .collect()
}

fn path(path: &str, before: Option<&str>, after: Option<&str>) -> (String, Option<String>, Option<String>) {
    (
        path.to_owned(),
        before.map(str::to_owned),
        after.map(str::to_owned),
    )
}

pub const RESOLVED: &str = "Was the caller's issue resolved during this call?";
pub const MOOD: &str = "Rate the mood of the caller at the end.";
pub const REFUND: &str = "Which refund did the agent offer, if any?";

#[test]
fn added() {
    let diff = between(
        &[metric("a", "BOOLEAN", RESOLVED)],
        &[metric("new", "STRING", MOOD), metric("a", "BOOLEAN", RESOLVED)],
    );
    assert_eq!(story(&diff), ["+new"]);
    assert_eq!(
        diff.counts(),
        DiffCounts {
            added: 1,
            ..DiffCounts::default()
        }
    );
}

#[test]
fn removed() {
    let diff = between(
        &[metric("a", "BOOLEAN", RESOLVED), metric("b", "STRING", MOOD)],
        &[metric("b", "STRING", MOOD)],
    );
    assert_eq!(story(&diff), ["-a"]);
    assert_eq!(
        diff.counts(),
        DiffCounts {
            removed: 1,
            ..DiffCounts::default()
        }
    );
}

#[rstest]
#[case(json!({"dispositionMetricType": "STRING"}), json!({"dispositionMetricType": "INTEGER"}), Some("INTEGER"), None)]
#[case(json!({"dispositionValues": {"type": "STRING"}}), json!({"dispositionMetricType": "BOOLEAN"}), Some("BOOLEAN"), None)]
#[case(json!({"dispositionMetricType": "STRING"}), json!({"dispositionMetricType": "FLOAT"}), None, Some("FLOAT"))]
#[case(json!({"dispositionMetricType": "STRING"}), json!({"dispositionValues": {"type": "FLOAT"}}), None, Some("FLOAT"))]
#[case(json!({"dispositionMetricType": "STRING"}), json!({}), None, Some(""))]
fn retyped(
    #[case] before: Value,
    #[case] after: Value,
    #[case] word: Option<&str>,
    #[case] unknown: Option<&str>,
) {
    let named = |mut entry: Value| {
        entry["identifier"] = json!("a");
        entry
    };
    let diff = between(&[named(before)], &[named(after)]);
    let expected = TypeChange {
        before: Some(DataType::String),
        after: word.and_then(DataType::from_wire),
        before_word: None,
        after_word: unknown.map(str::to_owned),
    };
    assert_eq!(only_change(&diff).data_type, Some(expected));
    assert_eq!(
        diff.counts(),
        DiffCounts {
            changed: 1,
            retyped: 1,
            ..DiffCounts::default()
        }
    );
}

#[rstest]
#[case(&["a", "b"], &["a", "b", "c"], ChoicesChange { added: vec!["c".into()], ..ChoicesChange::default() })]
#[case(&["a", "b"], &["b"], ChoicesChange { removed: vec!["a".into()], ..ChoicesChange::default() })]
#[case(&["solved", "b"], &["resolved", "b"], ChoicesChange {
    renamed: vec![ChoiceRename { before: "solved".into(), after: "resolved".into() }], ..ChoicesChange::default()
})]
#[case(&["a", "b", "c"], &["c", "a", "b"], ChoicesChange { moved: vec!["c".into()], ..ChoicesChange::default() })]
#[case(&["a", "b", "old one"], &["b", "x", "a"], ChoicesChange {
    added: vec!["x".into()], removed: vec!["old one".into()], moved: vec!["b".into()], ..ChoicesChange::default()
})]
fn choices(#[case] before: &[&str], #[case] after: &[&str], #[case] expected: ChoicesChange) {
    let diff = between(&[outcome(before)], &[outcome(after)]);
    assert_eq!(only_change(&diff).choices, Some(expected));
    assert_eq!(
        diff.counts(),
        DiffCounts {
            changed: 1,
            choices: 1,
            ..DiffCounts::default()
        }
    );
}

#[test]
fn reworded() {
    let diff = between(
        &[metric("a", "STRING", "How did it end?")],
        &[metric("a", "STRING", "How did it really end?")],
    );
    let spans = only_change(&diff).prompt.clone().unwrap();
    let added: Vec<_> = spans.iter().filter(|span| span.kind != SpanKind::Same).collect();
    assert_eq!(
        added
            .iter()
            .map(|span| (span.kind, span.text.as_str()))
            .collect::<Vec<_>>(),
        [(SpanKind::Added, "really ")]
    );
    assert_eq!(
        diff.counts(),
        DiffCounts {
            changed: 1,
            reworded: 1,
            ..DiffCounts::default()
        }
    );
}

#[test]
fn flags() {
    let with = |on: Value| MetricSet::read(Some(&json!({ "useReasoningModel": on }))).unwrap();
    let diff = done(&with(json!(false)), &with(json!(true)), &[]);
    assert_eq!(
        (diff.flags[0].flag, diff.flags[0].before, diff.flags[0].after),
        (Flag::UseReasoningModel, false, true)
    );
    assert_eq!(
        diff.counts(),
        DiffCounts {
            flags: 1,
            ..DiffCounts::default()
        }
    );
    // One that is absent has its default.
    assert!(done(&with(json!(false)), &MetricSet::read(None).unwrap(), &[]).is_empty());
    // One that is no boolean takes no effect and is not lost.
    assert_eq!(
        done(&with(json!(true)), &with(json!("no")), &[]).counts(),
        DiffCounts {
            flags: 1,
            rest: 1,
            ..DiffCounts::default()
        }
    );
    assert_eq!(
        done(&with(json!("no")), &with(json!(true)), &[]).counts(),
        DiffCounts {
            flags: 1,
            rest: 1,
            ..DiffCounts::default()
        }
    );
    assert_eq!(
        done(&with(json!("no")), &with(json!("yes")), &[]).counts(),
        DiffCounts {
            rest: 1,
            ..DiffCounts::default()
        }
    );
}

#[test]
fn members_without_a_field_by_path() {
    let with = |scale: Value| {
        let mut entry = metric("a", "STRING", MOOD);
        entry["scale"] = scale;
        entry
    };
    let diff = between(
        &[with(
            json!({"from": 1, "to": 5, "steps": [1, 2], "odd name": true}),
        )],
        &[with(
            json!({"from": 1.0, "to": 10, "steps": [1, 3], "labels": ["low"]}),
        )],
    );
    let expected = [
        path("scale.to", Some("5"), Some("10")),
        path("scale.steps[1]", Some("2"), Some("3")),
        path(r#"scale["odd name"]"#, Some("true"), None),
        path("scale.labels", None, Some(r#"["low"]"#)),
    ];
    assert_eq!(others(only_change(&diff)), expected);
    assert_eq!(
        diff.counts(),
        DiffCounts {
            changed: 1,
            other: 1,
            ..DiffCounts::default()
        }
    );
}

#[test]
fn members_that_are_not_what_their_field_takes_by_path() {
    let entry = |prompt: Value, choices: Value| json!({"identifier": "a", "dispositionMetricType": "ENUM", "dispositionMetricPrompt": prompt, "choices": choices});
    let diff = between(
        &[entry(json!("Why?"), json!([1, "b"]))],
        &[entry(json!(7), json!(["1", "b"]))],
    );
    let change = only_change(&diff);
    assert_eq!((&change.prompt, &change.choices), (&None, &None));
    let expected = [
        path("dispositionMetricPrompt", Some(r#""Why?""#), Some("7")),
        path("choices[0]", Some("1"), Some(r#""1""#)),
    ];
    assert_eq!(others(change), expected);
}

#[test]
fn the_rest_of_the_configuration_by_path() {
    let before = json!({"dispositionMetrics": null, "retention": {"days": 30, "note": null}});
    let after = json!({"retention": {"days": 31}, "summaryPrompt": "Sum it up.", "successMetrics": []});
    let diff = done(
        &MetricSet::read(Some(&before)).unwrap(),
        &MetricSet::read(Some(&after)).unwrap(),
        &[],
    );
    let rest: Vec<&str> = diff.rest.iter().map(|part| part.path.as_str()).collect();
    assert_eq!(rest, ["retention.days", "summaryPrompt"]);
    assert_eq!(
        diff.counts(),
        DiffCounts {
            rest: 2,
            ..DiffCounts::default()
        }
    );
}

#[rstest]
#[case(&["b", "c", "d", "a"], &["~a"])]
#[case(&["d", "a", "b", "c"], &["~d"])]
#[case(&["a", "c", "d", "b"], &["~b"])]
#[case(&["new", "b", "c", "a"], &["+new", "-d", "~a"])]
#[case(&["a", "b", "new", "d"], &["-c", "+new"])]
fn reordered(#[case] after: &[&str], #[case] expected: &[&str]) {
    let named =
        |names: &[&str]| -> Vec<Value> { names.iter().map(|name| metric(name, "STRING", "Why?")).collect() };
    let diff = between(&named(&["a", "b", "c", "d"]), &named(after));
    let mut told = story(&diff);
    told.sort();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(told, expected);
}

#[test]
fn a_renamed_metric_can_move_too() {
    let (a, b, c) = (
        metric("a", "BOOLEAN", RESOLVED),
        metric("b", "STRING", MOOD),
        metric("c", "STRING", REFUND),
    );
    let diff = between(
        &[a, b.clone(), c.clone()],
        &[b, c, metric("z", "BOOLEAN", RESOLVED)],
    );
    assert_eq!(story(&diff), ["a>z", "~z"]);
    assert_eq!((diff.moved[0].from, diff.moved[0].to), (0, 2));
}

#[test]
fn of_equal_identifiers_the_untouched_ones_belong_together() {
    let (one, two) = (metric("a", "STRING", MOOD), metric("a", "BOOLEAN", RESOLVED));
    assert_eq!(
        story(&between(&[one.clone(), two.clone()], std::slice::from_ref(&two))),
        ["-a"]
    );
    let reworded = metric("a", "STRING", REFUND);
    let diff = between(&[one.clone(), two.clone()], &[two.clone(), reworded]);
    assert_eq!(only_change(&diff).after.prompt, REFUND);
    assert_eq!(
        story(&between(&[one.clone(), two.clone()], &[two.clone(), one.clone()])),
        ["~a"]
    );
    assert_eq!(
        story(&between(std::slice::from_ref(&one), &[one.clone(), one.clone()])),
        ["+a"]
    );
}

#[test]
fn odd_entries() {
    let nameless = json!({"dispositionMetricPrompt": 5});
    let diff = between(
        &[json!(null), nameless.clone(), json!("x")],
        &[nameless, json!("x"), json!([1])],
    );
    // Neither of them has a name; what is no object is never taken for a metric without one.
    let change = only_change(&diff);
    assert_eq!(others(change), [path("", Some("null"), Some("[1]"))]);
    assert_eq!(diff.moved.len(), 1);
    let diff = between(&[json!(null)], &[json!({"dispositionMetricPrompt": 5})]);
    assert_eq!(
        diff.counts(),
        DiffCounts {
            added: 1,
            removed: 1,
            ..DiffCounts::default()
        }
    );
    // Spelling is none of a difference.
    let null = json!({"identifier": "a", "choices": null, "dispositionValues": {"type": "STRING"}});
    assert!(
        between(
            &[null],
            &[json!({"dispositionMetricType": "STRING", "identifier": "a", "choices": []})]
        )
        .is_empty()
    );
}

#[test]
fn ids_of_a_working_copy_do_not_mislead() {
    let before = set(&[metric("a", "STRING", MOOD), metric("b", "BOOLEAN", RESOLVED)]);
    let mut working = before.clone();
    working.remove(&"m1".into()).unwrap();
    let mut fields = working.get(&"m2".into()).unwrap().fields().unwrap();
    fields.identifier = "a".into();
    working.update(&"m2".into(), &fields).unwrap();
    // `m2` is `b` before and `a` after: by name it is another prompt and type of `a`, and `b` is gone.
    assert_eq!(story(&done(&before, &working, &[])), ["a>a", "-b"]);
}

#[test]
fn other_edits_stay_when_a_difference_is_done() {
    let before = set(&[metric("a", "STRING", MOOD), metric("b", "STRING", REFUND)]);
    let after = set(&[
        metric("a", "STRING", "Which mood?"),
        metric("b", "STRING", REFUND),
        outcome(&["x"]),
    ]);
    let mut other = before.clone();
    let mut fields = other.get(&"m1".into()).unwrap().fields().unwrap();
    fields.data_type = DataType::Boolean;
    other.update(&"m1".into(), &fields).unwrap();
    let done = diff(&before, &after, &[]).apply(&other).unwrap();
    let first = done.get(&"m1".into()).unwrap();
    assert_eq!(
        (first.data_type, first.prompt.as_str()),
        (Some(DataType::Boolean), "Which mood?")
    );
    assert_eq!(done.len(), 3);
}

#[test]
fn a_difference_is_refused_where_it_does_not_start() {
    let config = |entries: &[Value], days: u32, on: bool| {
        let config =
            json!({"dispositionMetrics": entries, "retention": {"days": days}, "useReasoningModel": on});
        MetricSet::read(Some(&config)).unwrap()
    };
    let (a, b) = (metric("a", "STRING", MOOD), metric("b", "STRING", REFUND));
    let before = config(&[a.clone(), b.clone()], 1, false);
    let after = config(&[metric("a", "STRING", "Which mood?")], 2, true);
    let difference = diff(&before, &after, &[]);
    let refused = |entries: &[Value], days, on| difference.apply(&config(entries, days, on)).unwrap_err();

    let metrics = |place, expected: &str, found: Option<&str>| ApplyError::Metrics {
        place,
        expected: Some(expected.to_owned()),
        found: found.map(str::to_owned),
    };
    assert_eq!(refused(std::slice::from_ref(&a), 1, false), metrics(1, "b", None));
    assert_eq!(
        refused(&[b.clone(), a.clone()], 1, false),
        metrics(0, "a", Some("b"))
    );
    let part = |name: &str, path: &str| ApplyError::Metric {
        identifier: name.to_owned(),
        path: path.to_owned(),
    };
    assert_eq!(
        refused(&[metric("a", "STRING", "Else?"), b.clone()], 1, false),
        part("a", "dispositionMetricPrompt")
    );
    assert_eq!(
        refused(&[a.clone(), metric("b", "STRING", "Else?")], 1, false),
        part("b", "")
    );
    assert_eq!(
        refused(&[a.clone(), b.clone()], 1, true),
        ApplyError::Flag {
            flag: Flag::UseReasoningModel
        }
    );
    assert_eq!(
        refused(&[a, b], 3, false),
        ApplyError::Rest {
            path: "retention.days".to_owned()
        }
    );
}
