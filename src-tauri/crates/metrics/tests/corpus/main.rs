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

use debrief_metrics::{Context, MetricSet, Severity, lint};
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

fn half(name: &str) -> Vec<Case> {
    let path = format!("{}/tests/fixtures/corpus/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn measure(cases: &[Case]) -> Tally {
    let mut tally = Tally::default();
    for case in cases {
        let (expected, found) = (case.expected(), case.found());
        for (rule, severity) in expected.union(&found).copied() {
            if !case.is_arguable(rule) {
                let key = (rule, severity);
                tally.add(&case.name, key, expected.contains(&key), found.contains(&key));
            }
        }
    }
    tally
}

#[test]
#[ignore = "the unseen half is not good enough yet"]
fn the_rules_are_right_about_both_halves() {
    let (seen, unseen) = (measure(&half("seen")), measure(&half("unseen")));
    println!("{}", seen.totals("seen"));
    println!("{}", unseen.totals("unseen"));
    println!("{}", seen.by_rule());
    for (name, tally) in [("seen", &seen), ("unseen", &unseen)] {
        assert_eq!(
            tally.of(Severity::Danger).wrong,
            0,
            "{name}: a danger that is none"
        );
        assert_eq!(
            tally.of(Severity::Refused).wrong,
            0,
            "{name}: a refusal that is none"
        );
        assert!(
            tally.of(Severity::Warning).precision() >= 0.85,
            "{name}: warnings"
        );
        assert!(tally.all().recall() >= 0.9, "{name}: too much is missed");
    }
}

#[test]
fn no_case_stands_in_both_halves() {
    let names = |half: Vec<Case>| -> BTreeSet<String> { half.into_iter().map(|case| case.name).collect() };
    let (seen, unseen) = (names(half("seen")), names(half("unseen")));
    assert!(seen.is_disjoint(&unseen));
    assert!(seen.len() + unseen.len() >= 400);
}
