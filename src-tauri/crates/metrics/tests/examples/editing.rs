use debrief_metrics::{DataType, EditError, Flag, MetricSet};
use rstest::rstest;
use serde_json::{Value, json};

use crate::{fields, id, identifiers, sample, sample_set};

fn written(set: &MetricSet, index: usize) -> String {
    set.write()["dispositionMetrics"][index].to_string()
}

#[test]
fn adds_at_the_end_with_the_documented_members() {
    let mut set = sample_set();
    let name = set.add(&fields("mood", DataType::Enum, " As typed. ", &["good", "bad"]));
    assert_eq!(name, id("m5"));
    assert_eq!(
        written(&set, 4),
        r#"{"identifier":"mood","dispositionMetricPrompt":" As typed. ","dispositionMetricType":"ENUM","choices":["good","bad"]}"#
    );
    set.add(&fields("note", DataType::String, "Why?", &["ignored"]));
    assert_eq!(
        written(&set, 5),
        r#"{"identifier":"note","dispositionMetricPrompt":"Why?","dispositionMetricType":"STRING"}"#
    );
}

#[rstest]
#[case(None, "")]
#[case(Some(json!({"x": 1})), r#""x":1,"#)]
fn the_first_metric_makes_the_list(#[case] config: Option<Value>, #[case] before: &str) {
    let mut set = MetricSet::read(config.as_ref()).unwrap();
    let metric = set.add(&fields("note", DataType::String, "Why?", &[]));
    let list = r#"[{"identifier":"note","dispositionMetricPrompt":"Why?","dispositionMetricType":"STRING"}]"#;
    assert_eq!(
        set.write().to_string(),
        format!(r#"{{{before}"dispositionMetrics":{list}}}"#)
    );
    set.remove(&metric).unwrap();
    assert_eq!(
        set.write().to_string(),
        format!(r#"{{{before}"dispositionMetrics":[]}}"#)
    );
}

#[test]
fn a_null_list_is_filled_in_its_place() {
    let mut set = MetricSet::read(Some(&json!({"dispositionMetrics": null, "x": 1}))).unwrap();
    set.add(&fields("note", DataType::Boolean, "Why?", &[]));
    assert!(set.write().to_string().starts_with(r#"{"dispositionMetrics":[{"#));
}

#[test]
fn updates_in_place_and_keeps_unknown_members() {
    let mut set = sample_set();
    set.update(
        &id("m2"),
        &fields(
            "outcome",
            DataType::Enum,
            "How did it end?",
            &["resolved", "other"],
        ),
    )
    .unwrap();
    assert_eq!(
        written(&set, 1),
        r#"{"weight":18446744073709551615,"choices":["resolved","other"],"dispositionMetricType":"ENUM","dispositionMetricPrompt":"How did it end?","identifier":"outcome"}"#
    );
}

#[test]
fn another_type_takes_the_choices_away_and_back_again_brings_new_ones() {
    let mut set = sample_set();
    set.update(
        &id("m2"),
        &fields("call_outcome", DataType::String, "How?", &["resolved"]),
    )
    .unwrap();
    assert_eq!(
        set.raw()["dispositionMetrics"][1].to_string(),
        r#"{"weight":18446744073709551615,"dispositionMetricType":"STRING","dispositionMetricPrompt":"How?","identifier":"call_outcome"}"#
    );
    assert_eq!(set.get(&id("m2")).unwrap().choices, Vec::<String>::new());
    set.update(&id("m2"), &fields("call_outcome", DataType::Enum, "How?", &["a"]))
        .unwrap();
    assert!(written(&set, 1).ends_with(r#""choices":["a"]}"#));
}

#[test]
fn leftover_choices_do_not_come_back_by_themselves() {
    let entry = json!({"identifier": "a", "dispositionMetricType": "BOOLEAN", "choices": ["stale"]});
    let mut set = MetricSet::read(Some(&json!({"dispositionMetrics": [entry]}))).unwrap();
    set.update(&id("m1"), &fields("a", DataType::Enum, "", &[]))
        .unwrap();
    assert_eq!(
        written(&set, 0),
        r#"{"identifier":"a","dispositionMetricType":"ENUM","choices":[]}"#
    );
}

#[test]
fn a_nested_type_is_edited_where_it_stands_and_sent_flat() {
    let mut set = sample_set();
    set.update(
        &id("m3"),
        &fields("score", DataType::Boolean, "From 1 to 5?", &[]),
    )
    .unwrap();
    assert_eq!(
        written(&set, 2),
        r#"{"identifier":"score","dispositionMetricType":"BOOLEAN","dispositionMetricPrompt":"From 1 to 5?"}"#
    );
}

#[test]
fn an_unknown_type_can_be_removed_and_moved_but_not_edited() {
    let mut set = sample_set();
    let before = written(&set, 3);
    let edit = fields("ratio", DataType::String, "How much?", &[]);
    assert_eq!(set.update(&id("m4"), &edit), Err(EditError::NotEditable));
    assert_eq!(set.duplicate(&id("m4")), Err(EditError::NotEditable));
    assert_eq!(set, sample_set());
    set.move_to(&id("m4"), 0).unwrap();
    assert_eq!(written(&set, 0), before);
    set.remove(&id("m4")).unwrap();
    assert_eq!(identifiers(&set), ["call_resolved", "call_outcome", "score"]);
}

#[test]
fn an_id_that_is_not_there_is_refused_everywhere() {
    let mut set = sample_set();
    let nobody = id("m9");
    assert_eq!(set.get(&nobody), None);
    assert_eq!(
        set.update(&nobody, &fields("a", DataType::String, "", &[])),
        Err(EditError::NoSuchMetric)
    );
    assert_eq!(set.remove(&nobody), Err(EditError::NoSuchMetric));
    assert_eq!(set.duplicate(&nobody), Err(EditError::NoSuchMetric));
    assert_eq!(set.move_to(&nobody, 0), Err(EditError::NoSuchMetric));
    assert_eq!(set.put_back(&sample_set(), &nobody), Err(EditError::NoSuchMetric));
    assert_eq!(set, sample_set());
}

#[test]
fn duplicates_right_behind_with_a_free_name() {
    let mut set = sample_set();
    let first = set.duplicate(&id("m2")).unwrap();
    let second = set.duplicate(&id("m2")).unwrap();
    assert_eq!((first, second), (id("m5"), id("m6")));
    let expected = [
        "call_resolved",
        "call_outcome",
        "call_outcome_copy_2",
        "call_outcome_copy",
        "score",
        "ratio",
    ];
    assert_eq!(identifiers(&set), expected);
    assert_eq!(
        written(&set, 2),
        written(&set, 1).replace("call_outcome", "call_outcome_copy_2")
    );
}

#[rstest]
#[case("m1", 0, ["m1", "m2", "m3", "m4"])]
#[case("m1", 2, ["m2", "m3", "m1", "m4"])]
#[case("m4", 1, ["m1", "m4", "m2", "m3"])]
#[case("m2", 99, ["m1", "m3", "m4", "m2"])]
fn moves_to_the_index_of_the_resulting_list(
    #[case] who: &str,
    #[case] index: usize,
    #[case] order: [&str; 4],
) {
    let mut set = sample_set();
    set.move_to(&id(who), index).unwrap();
    assert_eq!(
        set.metrics()
            .into_iter()
            .map(|metric| metric.id)
            .collect::<Vec<_>>(),
        order.map(id)
    );
}

#[rstest]
#[case::behind_its_neighbour(&["m3"], &[], "m3", &["m1", "m2", "m3", "m4"])]
#[case::neighbour_gone_too(&["m2", "m3"], &[], "m3", &["m1", "m3", "m4"])]
#[case::first_again(&["m1"], &[], "m1", &["m1", "m2", "m3", "m4"])]
#[case::neighbour_moved(&["m3"], &[("m2", 0)], "m3", &["m2", "m3", "m1", "m4"])]
#[case::nobody_left(&["m1", "m2", "m3", "m4"], &[], "m2", &["m2"])]
fn puts_back_to_the_old_place(
    #[case] removed: &[&str],
    #[case] moved: &[(&str, usize)],
    #[case] who: &str,
    #[case] order: &[&str],
) {
    let mut set = sample_set();
    for metric in removed {
        set.remove(&id(metric)).unwrap();
    }
    for (metric, index) in moved {
        set.move_to(&id(metric), *index).unwrap();
    }
    set.put_back(&sample_set(), &id(who)).unwrap();
    let ids: Vec<_> = set.metrics().iter().map(|metric| metric.id.to_string()).collect();
    assert_eq!(ids, order);
    assert_eq!(
        set.put_back(&sample_set(), &id(who)),
        Err(EditError::AlreadyThere)
    );
}

#[test]
fn what_is_put_back_from_a_later_set_blocks_its_id() {
    let mut later = sample_set();
    let added = later.add(&fields("note", DataType::String, "Why?", &[]));
    let mut set = sample_set();
    set.put_back(&later, &added).unwrap();
    assert_eq!(set.add(&fields("other", DataType::String, "Why?", &[])), id("m6"));
}

#[test]
fn a_removed_id_is_not_given_again() {
    let mut set = sample_set();
    set.remove(&id("m4")).unwrap();
    assert_eq!(set.add(&fields("note", DataType::String, "Why?", &[])), id("m5"));
}

#[test]
fn a_flag_is_written_only_when_it_takes_another_effect() {
    let mut set = sample_set();
    set.set_flag(Flag::UseInternalModel, true);
    set.set_flag(Flag::UseReasoningModel, false);
    assert_eq!(set, sample_set());

    set.set_flag(Flag::UseReasoningModel, true);
    set.set_flag(Flag::UseInternalModel, false);
    assert!(set.settings().use_reasoning_model && !set.settings().use_internal_model);
    let text = set.write().to_string();
    assert!(text.starts_with(r#"{"useReasoningModel":true,"dispositionMetrics""#));
    assert!(text.ends_with(r#","useInternalAnalyticsModel":false}"#));

    let mut odd = MetricSet::read(Some(&json!({"useReasoningModel": "yes"}))).unwrap();
    assert!(!odd.settings().use_reasoning_model);
    odd.set_flag(Flag::UseReasoningModel, true);
    assert_eq!(odd.write(), json!({"useReasoningModel": true}));
}

#[test]
fn the_rest_of_the_configuration_is_untouched() {
    let mut set = sample_set();
    set.remove(&id("m1")).unwrap();
    let (mut before, mut after) = (sample(), set.write());
    for config in [&mut before, &mut after] {
        config["dispositionMetrics"] = json!([]);
    }
    assert_eq!(before.to_string(), after.to_string());
}

#[rstest]
#[case::apart(&["m4", "m1"], 1, ["m2", "m1", "m4", "m3"])]
#[case::to_the_top(&["m2", "m4"], 0, ["m2", "m4", "m1", "m3"])]
#[case::past_the_end(&["m1", "m3"], 99, ["m2", "m4", "m1", "m3"])]
#[case::one_named_twice(&["m3", "m3"], 0, ["m3", "m1", "m2", "m4"])]
#[case::all(&["m1", "m2", "m3", "m4"], 2, ["m1", "m2", "m3", "m4"])]
#[case::none(&[], 2, ["m1", "m2", "m3", "m4"])]
fn moves_several_together_in_their_order(
    #[case] who: &[&str],
    #[case] index: usize,
    #[case] order: [&str; 4],
) {
    let mut set = sample_set();
    let who: Vec<_> = who.iter().map(|each| id(each)).collect();
    set.move_many(&who, index).unwrap();
    let now: Vec<_> = set.metrics().into_iter().map(|metric| metric.id).collect();
    assert_eq!(now, order.map(id));
}

#[test]
fn moving_several_of_which_one_is_not_there_moves_none() {
    let mut set = sample_set();
    let refused = set.move_many(&[id("m4"), id("m99")], 0);
    assert_eq!(refused, Err(EditError::NoSuchMetric));
    assert_eq!(set, sample_set());
}
