use debrief_metrics::{Counts, DataType, Flag, FlagChange, ItemChange, MetricSet, Reorder, compare};
use serde_json::json;

use crate::{fields, id, sample, sample_set};

/// `+name`, `-name` and `old>new` for what was added, removed and changed.
fn story(base: &MetricSet, now: &MetricSet) -> Vec<String> {
    let tell = |item| match item {
        ItemChange::Added(metric) => format!("+{}", metric.identifier),
        ItemChange::Removed(metric) => format!("-{}", metric.identifier),
        ItemChange::Changed { before, after } => format!("{}>{}", before.identifier, after.identifier),
    };
    compare(base, now).items.into_iter().map(tell).collect()
}

fn named(names: &[&str]) -> MetricSet {
    let entries: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(index, name)| json!({"identifier": name, "n": index}))
        .collect();
    MetricSet::read(Some(&json!({ "dispositionMetrics": entries }))).unwrap()
}

#[test]
fn a_set_equals_itself_however_it_is_spelled() {
    let base = sample_set();
    let mut config = sample();
    config["dispositionMetrics"][2] = json!({"dispositionMetricPrompt": "From 1 to 5?", "dispositionMetricType": "INTEGER", "identifier": "score"});
    config["dispositionMetrics"][0]["choices"] = json!([]);
    config["note"] = json!(null);
    config["useInternalAnalyticsModel"] = json!(true);
    let now = MetricSet::read(Some(&config)).unwrap();
    assert!(compare(&base, &now).is_empty());
    assert_eq!(compare(&base, &now).counts(), Counts::default());
}

#[test]
fn tells_added_removed_changed_and_renamed_in_reading_order() {
    let base = sample_set();
    let mut now = base.clone();
    now.remove(&id("m1")).unwrap();
    now.update(
        &id("m2"),
        &fields("call_outcome", DataType::Enum, "How did it end?", &["a"]),
    )
    .unwrap();
    now.update(
        &id("m3"),
        &fields("rating", DataType::Integer, "From 1 to 5?", &[]),
    )
    .unwrap();
    now.remove(&id("m4")).unwrap();
    now.add(&fields("note", DataType::String, "Why?", &[]));
    now.set_flag(Flag::UseReasoningModel, true);

    assert_eq!(
        story(&base, &now),
        [
            "-call_resolved",
            "call_outcome>call_outcome",
            "score>rating",
            "-ratio",
            "+note"
        ]
    );
    let comparison = compare(&base, &now);
    let flag = FlagChange {
        flag: Flag::UseReasoningModel,
        before: false,
        after: true,
    };
    assert_eq!(
        (comparison.flags.as_slice(), comparison.reordered.as_ref()),
        (&[flag][..], None)
    );
    assert!(!comparison.other_changed && !comparison.is_empty());
    let counts = Counts {
        added: 1,
        removed: 2,
        changed: 2,
        reordered: false,
        flags: 1,
        total: 6,
    };
    assert_eq!(comparison.counts(), counts);
}

#[test]
fn an_identifier_that_moved_to_another_metric_is_matched_by_name() {
    let base = named(&["a", "b"]);
    let mut now = base.clone();
    now.remove(&id("m1")).unwrap();
    now.add(&fields("a", DataType::String, "Why?", &[]));
    assert_eq!(story(&base, &now), ["a>a"]);
    assert!(compare(&base, &now).reordered.is_some());
}

#[test]
fn equal_identifiers_are_matched_by_id_and_then_by_order() {
    let base = named(&["a", "a", "a"]);
    let mut now = base.clone();
    now.remove(&id("m1")).unwrap();
    assert_eq!(story(&base, &now), ["-a"]);
    let other = MetricSet::read(Some(
        &json!({"dispositionMetrics": [{"identifier": "a", "n": 0}]}),
    ))
    .unwrap();
    assert_eq!(story(&base, &other), ["-a", "-a"]);
}

#[test]
fn a_new_order_counts_once_and_leaves_out_what_came_and_went() {
    let base = named(&["a", "b", "c", "d"]);
    let mut now = base.clone();
    now.remove(&id("m2")).unwrap();
    now.add(&fields("new", DataType::String, "Why?", &[]));
    assert_eq!(compare(&base, &now).reordered, None);
    now.move_to(&id("m4"), 0).unwrap();
    let order = |names: [&str; 3]| names.map(str::to_owned).to_vec();
    let expected = Reorder {
        before: order(["a", "c", "d"]),
        after: order(["d", "a", "c"]),
    };
    let comparison = compare(&base, &now);
    assert_eq!(comparison.reordered, Some(expected));
    assert_eq!(comparison.counts().total, 3);
    assert_eq!(story(&base, &now), ["-b", "+new"]);
}

#[test]
fn removed_metrics_stand_behind_their_old_neighbour() {
    let base = named(&["a", "b", "c", "d"]);
    let mut now = base.clone();
    for metric in ["m1", "m3", "m4"] {
        now.remove(&id(metric)).unwrap();
    }
    now.add(&fields("new", DataType::String, "Why?", &[]));
    assert_eq!(story(&base, &now), ["-a", "-c", "-d", "+new"]);
}

#[test]
fn an_unknown_member_of_a_metric_is_a_change_of_that_metric() {
    let mut config = sample();
    config["dispositionMetrics"][1]["weight"] = json!(1);
    let now = MetricSet::read(Some(&config)).unwrap();
    assert_eq!(story(&sample_set(), &now), ["call_outcome>call_outcome"]);
}

#[test]
fn the_rest_of_the_configuration_is_noticed_but_not_counted() {
    for (member, value) in [
        ("summaryPrompt", json!("Else.")),
        ("retention", json!({})),
        ("useReasoningModel", json!("no")),
    ] {
        let mut config = sample();
        config[member] = value;
        let comparison = compare(&sample_set(), &MetricSet::read(Some(&config)).unwrap());
        assert!(comparison.other_changed, "{member}");
        assert_eq!(comparison.counts().total, 0);
        assert!(!comparison.is_empty());
    }
}
