//! Taking what is suggested always helps.

use debrief_metrics::{
    Fix, Metric, MetricFields, MetricSet, Problem, is_identifier, suggest_identifier, validate,
};
use proptest::prelude::*;
use serde_json::json;

use crate::generate::{fields, name, text};

fn metrics(fields: &[MetricFields]) -> Vec<Metric> {
    let mut set = MetricSet::read(None).unwrap();
    for fields in fields {
        set.add(fields);
    }
    set.metrics()
}

fn mended(metrics: &[Metric], problems: &[Problem]) -> Vec<Metric> {
    let mut mended = metrics.to_vec();
    for problem in problems {
        let metric = &mut mended[problem.metric as usize];
        match problem.fix.clone() {
            Some(Fix::UseIdentifier { identifier }) => metric.identifier = identifier,
            Some(Fix::UseChoices { choices }) => metric.choices = choices,
            None => {}
        }
    }
    mended
}

proptest! {
    #[test]
    fn taking_every_fix_leaves_nothing_to_fix(fields in prop::collection::vec(fields(), 0..6)) {
        let metrics = metrics(&fields);
        let problems = validate(&metrics);
        let left = validate(&mended(&metrics, &problems));
        prop_assert!(left.iter().all(|problem| problem.fix.is_none()), "{left:?}");
        // What has no fix is still reported, and nothing new came up.
        let without_fix: Vec<_> = problems.into_iter().filter(|problem| problem.fix.is_none()).collect();
        prop_assert_eq!(left, without_fix);
    }

    #[test]
    fn problems_come_in_order(fields in prop::collection::vec(fields(), 0..6)) {
        let places: Vec<_> = validate(&metrics(&fields)).iter().map(|p| (p.metric, p.field as u8)).collect();
        prop_assert!(places.is_sorted());
    }

    #[test]
    fn no_problem_means_the_platform_takes_it(names in prop::collection::vec(name(), 0..5)) {
        let entries: Vec<_> = names
            .iter()
            .map(|name| json!({"identifier": name, "dispositionMetricPrompt": "Why?", "dispositionMetricType": "STRING"}))
            .collect();
        let set = MetricSet::read(Some(&json!({ "dispositionMetrics": entries }))).unwrap();
        let distinct: std::collections::HashSet<_> = names.iter().collect();
        let accepted = distinct.len() == names.len() && names.iter().all(|name| is_identifier(name));
        prop_assert_eq!(validate(&set.metrics()).is_empty(), accepted);
    }

    #[test]
    fn a_suggestion_is_accepted_and_free(text in text(), taken in prop::collection::vec(name(), 0..4)) {
        let is_taken = |name: &str| taken.iter().any(|other| other == name);
        if let Some(name) = suggest_identifier(&text, &is_taken) {
            prop_assert!(is_identifier(&name));
            prop_assert!(!is_taken(&name));
        }
        if is_identifier(&text) && !is_taken(&text) {
            prop_assert_eq!(suggest_identifier(&text, &is_taken), Some(text));
        }
    }
}
