//! Merging by hand-made cases: each kind of change on each side.

use debrief_metrics::{DataType, Flag, MetricFields, MetricSet, Part, Side, compare, merge};
use serde_json::{Value, json};

fn base() -> MetricSet {
    let config = json!({
        "dispositionMetrics": [
            {"identifier": "reason", "dispositionMetricPrompt": "Why?", "dispositionMetricType": "ENUM", "choices": ["a", "b"], "weight": 1},
            {"identifier": "outcome", "dispositionMetricPrompt": "How did it end?", "dispositionMetricType": "STRING"},
            {"identifier": "effort", "dispositionMetricPrompt": "How hard was it?", "dispositionMetricType": "INTEGER"}
        ],
        "useReasoningModel": false
    });
    MetricSet::read(Some(&config)).unwrap()
}

fn edited(set: &MetricSet, identifier: &str, edit: impl Fn(&mut MetricFields)) -> MetricSet {
    let mut set = set.clone();
    let metric = set
        .metrics()
        .into_iter()
        .find(|metric| metric.identifier == identifier)
        .unwrap();
    let mut fields = metric.fields().unwrap();
    edit(&mut fields);
    set.update(&metric.id, &fields).unwrap();
    set
}

fn removed(set: &MetricSet, identifier: &str) -> MetricSet {
    let mut set = set.clone();
    let id = set
        .metrics()
        .into_iter()
        .find(|metric| metric.identifier == identifier)
        .unwrap()
        .id;
    set.remove(&id).unwrap();
    set
}

fn added(set: &MetricSet, identifier: &str, prompt: &str) -> MetricSet {
    let mut set = set.clone();
    set.add(&MetricFields {
        identifier: identifier.into(),
        data_type: DataType::String,
        prompt: prompt.into(),
        choices: Vec::new(),
    });
    set
}

fn names(set: &MetricSet) -> Vec<String> {
    set.metrics()
        .into_iter()
        .map(|metric| metric.identifier)
        .collect()
}

fn parts(base: &MetricSet, mine: &MetricSet, theirs: &MetricSet) -> Vec<(String, Part)> {
    let conflicts = merge(base, mine, theirs, &|_| Side::Mine).conflicts;
    conflicts
        .into_iter()
        .map(|found| (found.key.metric, found.key.part))
        .collect()
}

#[test]
fn different_fields_of_one_metric_come_together_with_what_nobody_knows() {
    let base = base();
    let mine = edited(&base, "reason", |fields| {
        fields.prompt = "Why did they call?".into()
    });
    let theirs = edited(&base, "reason", |fields| fields.choices.push("c".into()));
    let merged = merge(&base, &mine, &theirs, &|_| panic!("no conflict")).merged;
    assert_eq!(
        merged.write()["dispositionMetrics"][0],
        json!({"identifier": "reason", "dispositionMetricPrompt": "Why did they call?", "dispositionMetricType": "ENUM", "choices": ["a", "b", "c"], "weight": 1})
    );
}

#[test]
fn a_rename_on_one_side_and_an_edit_on_the_other_are_one_metric() {
    let base = base();
    let mine = edited(&base, "outcome", |fields| fields.identifier = "ending".into());
    let theirs = edited(&base, "outcome", |fields| {
        fields.prompt = "How did the call end?".into()
    });
    for (mine, theirs) in [(&mine, &theirs), (&theirs, &mine)] {
        let merge = merge(&base, mine, theirs, &|_| Side::Mine);
        assert!(merge.conflicts.is_empty());
        assert_eq!(names(&merge.merged), ["reason", "ending", "effort"]);
        assert_eq!(merge.merged.metrics()[1].prompt, "How did the call end?");
    }
}

#[test]
fn the_same_field_on_both_sides_is_for_a_person_to_choose() {
    let base = base();
    let mine = edited(&base, "outcome", |fields| fields.prompt = "Mine".into());
    let theirs = edited(&base, "outcome", |fields| fields.prompt = "Theirs".into());
    assert_eq!(parts(&base, &mine, &theirs), [("m2".to_owned(), Part::Prompt)]);
    for (side, prompt) in [(Side::Mine, "Mine"), (Side::Theirs, "Theirs")] {
        let merge = merge(&base, &mine, &theirs, &|_| side);
        assert_eq!(merge.merged.metrics()[1].prompt, prompt);
        let conflict = &merge.conflicts[0];
        let prompts = [&conflict.base, &conflict.mine, &conflict.theirs]
            .map(|found| found.as_ref().unwrap().prompt.as_str());
        assert_eq!(prompts, ["How did it end?", "Mine", "Theirs"]);
    }
}

#[test]
fn a_metric_removed_here_and_edited_there_asks_and_one_that_is_untouched_goes() {
    let base = base();
    let theirs = edited(&base, "outcome", |fields| fields.prompt = "Theirs".into());
    let mine = removed(&removed(&base, "outcome"), "effort");
    assert_eq!(parts(&base, &mine, &theirs), [("m2".to_owned(), Part::Presence)]);
    assert_eq!(
        names(&merge(&base, &mine, &theirs, &|_| Side::Mine).merged),
        ["reason"]
    );
    let kept = merge(&base, &mine, &theirs, &|_| Side::Theirs).merged;
    assert_eq!(names(&kept), ["reason", "outcome"]);
}

#[test]
fn what_both_added_is_there_once_where_it_is_the_same_and_keeps_its_place() {
    let base = base();
    let mine = added(&added(&base, "refund", "Was a refund asked for?"), "mine", "x");
    let theirs = added(&added(&base, "refund", "Was a refund asked for?"), "theirs", "x");
    let merge = merge(&base, &mine, &theirs, &|_| panic!("no conflict"));
    assert_eq!(
        names(&merge.merged),
        ["reason", "outcome", "effort", "refund", "mine", "theirs"]
    );
    // The working copy knows its metrics by their ids.
    for metric in mine.metrics() {
        assert_eq!(
            merge.merged.get(&metric.id).unwrap().identifier,
            metric.identifier
        );
    }
    let other = added(&base, "refund", "Did they want their money back?");
    assert_eq!(parts(&base, &mine, &other), [("m4".to_owned(), Part::Prompt)]);
}

#[test]
fn a_new_order_on_one_side_holds_what_the_other_added() {
    let base = base();
    let mut mine = base.clone();
    mine.move_to(&"m3".into(), 0).unwrap();
    let theirs = added(&base, "late", "Was it late?");
    let merge = merge(&base, &mine, &theirs, &|_| panic!("no conflict"));
    assert_eq!(names(&merge.merged), ["effort", "late", "reason", "outcome"]);
    let mut other = base.clone();
    other.move_to(&"m1".into(), 2).unwrap();
    other.move_to(&"m3".into(), 1).unwrap();
    assert_eq!(parts(&base, &mine, &other), [(String::new(), Part::Order)]);
}

#[test]
fn a_flag_of_each_side_and_a_type_that_takes_the_choices_with_it() {
    let base = base();
    let mut mine = base.clone();
    mine.set_flag(Flag::UseReasoningModel, true);
    let mut theirs = base.clone();
    theirs.set_flag(Flag::UseInternalModel, false);
    let merged = merge(&base, &mine, &theirs, &|_| panic!("no conflict")).merged;
    let settings = merged.settings();
    assert!(settings.use_reasoning_model && !settings.use_internal_model);

    let mine = edited(&base, "reason", |fields| fields.data_type = DataType::String);
    let theirs = edited(&base, "reason", |fields| fields.choices.push("c".into()));
    assert_eq!(parts(&base, &mine, &theirs), [("m1".to_owned(), Part::Choices)]);
    let text = merge(&base, &mine, &theirs, &|_| Side::Theirs).merged.write();
    assert_eq!(text["dispositionMetrics"][0].get("choices"), None::<&Value>);
}

#[test]
fn nothing_on_either_side_changes_nothing() {
    let base = base();
    let merge = merge(&base, &base, &base, &|_| panic!("no conflict"));
    assert!(compare(&base, &merge.merged).is_empty());
    assert_eq!(merge.merged.write(), base.write());
}
