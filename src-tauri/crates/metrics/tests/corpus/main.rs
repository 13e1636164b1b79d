//! How good the rules are, measured on metrics that were labelled before there were rules
//! (`tests/fixtures/corpus/README.md`). Of the unseen half only totals are ever printed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that measures says what it measured, and may stop"
)]

mod tally;

use std::collections::BTreeSet;

use debrief_metrics::{Context, Linter, MetricSet, Severity, lint};
use serde::Deserialize;
use serde_json::{Value, json};

use tally::Tally;

/// One labelled metric.
#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    metric: Value,
    #[serde(default)]
    others: Vec<Value>,
    expect: Vec<Label>,
    #[serde(default)]
    arguable: Vec<Arguable>,
}

#[derive(Debug, Deserialize)]
struct Label {
    rule: u8,
    severity: Severity,
}

#[derive(Debug, Deserialize)]
struct Arguable {
    rule: u8,
}

/// What is expected of one metric or found about it: numbers of rules with their severities.
type Rules = BTreeSet<(u8, Severity)>;

impl Case {
    /// What the rules say about the metric beside its neighbours, information aside.
    fn found(&self) -> Rules {
        let mut metrics = self.others.clone();
        metrics.push(self.metric.clone());
        let place = u32::try_from(self.others.len()).unwrap();
        let set = MetricSet::read(Some(&json!({ "dispositionMetrics": metrics }))).unwrap();
        lint(&set.metrics(), &Context::default())
            .into_iter()
            .filter(|finding| finding.metric == Some(place) && finding.severity <= Severity::Warning)
            .map(|finding| (finding.rule, finding.severity))
            .collect()
    }

    fn expected(&self) -> Rules {
        self.expect
            .iter()
            .map(|label| (label.rule, label.severity))
            .collect()
    }

    fn is_arguable(&self, rule: u8) -> bool {
        self.arguable.iter().any(|arguable| arguable.rule == rule)
    }
}

/// What a half must reach.
struct Bar {
    wrong_dangers: usize,
    warning_precision: f64,
    /// Of what is expected.
    recall: f64,
    /// Of the metrics about which something is expected, those about which something expected is said.
    caught: f64,
}

/// The half that is read must show what the rules were made from.
const SEEN: Bar = Bar {
    wrong_dangers: 0,
    warning_precision: 0.85,
    recall: 0.95,
    caught: 0.95,
};

/// The goal, on metrics that nobody looked at.
const UNSEEN: Bar = Bar {
    wrong_dangers: 0,
    warning_precision: 0.85,
    recall: 0.9,
    caught: 0.9,
};

/// What is reached on the dangers of the third set, which was read while the rules were sharpened.
const THIRD_RECALL: f64 = 0.92;

fn half(name: &str) -> Vec<Case> {
    let path = format!("{}/tests/fixtures/corpus/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn measure(cases: &[Case]) -> Tally {
    let mut tally = Tally::default();
    for case in cases {
        let sure = |rules: Rules| -> Rules {
            rules
                .into_iter()
                .filter(|(rule, _)| !case.is_arguable(*rule))
                .collect()
        };
        let (expected, found) = (sure(case.expected()), sure(case.found()));
        for key in expected.union(&found).copied() {
            tally.add(&case.name, key, expected.contains(&key), found.contains(&key));
        }
        if !expected.is_empty() {
            tally.add_bad(!expected.is_disjoint(&found));
        }
    }
    tally
}

#[test]
fn the_rules_are_right_about_both_halves() {
    let (seen, unseen) = (measure(&half("seen")), measure(&half("unseen")));
    println!("{}", seen.totals("seen"));
    println!("{}", unseen.totals("unseen"));
    println!("{}", seen.by_rule());
    for (name, tally, bar) in [("seen", &seen, SEEN), ("unseen", &unseen, UNSEEN)] {
        assert_eq!(
            tally.of(Severity::Refused).wrong,
            0,
            "{name}: a refusal that is none"
        );
        let alarms = tally.of(Severity::Danger).wrong;
        assert!(
            alarms <= bar.wrong_dangers,
            "{name}: {alarms} dangers that are none"
        );
        let precision = tally.of(Severity::Warning).precision();
        assert!(precision >= bar.warning_precision, "{name}: warnings {precision}");
        let recall = tally.all().recall();
        assert!(recall >= bar.recall, "{name}: finds {recall}");
        let caught = tally.caught();
        assert!(
            caught >= bar.caught,
            "{name}: catches {caught} of the bad metrics"
        );
    }
}

/// Of the third set, where only the dangers are labelled.
fn measure_dangers(cases: &[Case]) -> Tally {
    let mut tally = Tally::default();
    for case in cases {
        let (expected, found) = (case.expected(), case.found());
        for (rule, severity) in expected.union(&found).copied() {
            if severity == Severity::Danger && !case.is_arguable(rule) {
                let key = (rule, severity);
                tally.add(&case.name, key, expected.contains(&key), found.contains(&key));
            }
        }
    }
    tally
}

#[test]
fn the_dangers_are_right_about_the_third_set() {
    let third = measure_dangers(&half("third"));
    println!("{}", third.totals("third"));
    println!("{}", third.by_rule());
    let dangers = third.of(Severity::Danger);
    assert_eq!(dangers.wrong, 0, "dangers that are none");
    let recall = dangers.recall();
    assert!(recall >= THIRD_RECALL, "finds {recall}");
}

#[test]
fn no_case_stands_in_two_sets() {
    let names = |half: Vec<Case>| -> BTreeSet<String> { half.into_iter().map(|case| case.name).collect() };
    let (seen, unseen) = (names(half("seen")), names(half("unseen")));
    let third = names(half("third"));
    assert!(seen.is_disjoint(&unseen) && third.is_disjoint(&seen) && third.is_disjoint(&unseen));
    assert!(seen.len() + unseen.len() >= 400);
}

/// Prints how long 200 metrics take, all of them and after one edit: `--ignored --nocapture`, in a release build.
#[test]
#[ignore = "prints times, and asserts none"]
fn how_long_two_hundred_metrics_take() {
    let cases: Vec<Value> = half("seen")
        .into_iter()
        .map(|case| case.metric)
        .take(200)
        .collect();
    let set = MetricSet::read(Some(&json!({ "dispositionMetrics": cases }))).unwrap();
    let mut metrics = set.metrics();
    let mut linter = Linter::new();
    let start = std::time::Instant::now();
    let found = linter.lint(&metrics, &Context::default()).len();
    println!(
        "{} metrics, {found} findings: {:?}",
        metrics.len(),
        start.elapsed()
    );
    for text in [" Answer none.", " In one sentence."] {
        metrics[100].prompt.push_str(text);
        let start = std::time::Instant::now();
        let found = linter.lint(&metrics, &Context::default()).len();
        println!("after an edit, {found} findings: {:?}", start.elapsed());
    }
}
