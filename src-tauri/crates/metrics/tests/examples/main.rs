//! The crate by example: one configuration as Atoms returns it, and what each operation makes of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed example may stop its test"
)]

mod bringing;
mod comparing;
mod consequences;
mod diffing;
mod editing;
mod equality;
mod interchange;
mod linting;
mod merging;
mod normalising;
mod previewing;
mod reading;
mod renaming;
mod templates;
mod validating;

use debrief_metrics::{DataType, MetricFields, MetricId, MetricSet};
use serde_json::{Value, json};

/// A configuration with everything in it: unknown members, the older form of a type, a type we do not know,
/// deprecated sections, numbers at the edge.
fn sample() -> Value {
    json!({
        "useReasoningModel": false,
        "dispositionMetrics": [
            {"identifier": "call_resolved", "dispositionMetricPrompt": "Was the issue resolved?", "dispositionMetricType": "BOOLEAN"},
            {"weight": 18_446_744_073_709_551_615_u64, "choices": ["resolved", "escalated"], "dispositionMetricType": "ENUM",
             "dispositionMetricPrompt": "What was the outcome of the call?", "identifier": "call_outcome"},
            {"identifier": "score", "dispositionValues": {"type": "INTEGER"}, "dispositionMetricPrompt": "From 1 to 5?"},
            {"identifier": "ratio", "dispositionMetricPrompt": "How much?", "dispositionMetricType": "FLOAT", "choices": ["kept"]}
        ],
        "successMetrics": [{"identifier": "old", "successMetricType": "PASS_FAIL"}],
        "summaryPrompt": "Sum it up.",
        "retention": {"days": 30.5}
    })
}

fn sample_set() -> MetricSet {
    MetricSet::read(Some(&sample())).unwrap()
}

fn id(text: &str) -> MetricId {
    MetricId::from(text)
}

fn fields(identifier: &str, data_type: DataType, prompt: &str, choices: &[&str]) -> MetricFields {
    let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
    MetricFields {
        identifier: identifier.to_owned(),
        data_type,
        prompt: prompt.to_owned(),
        choices,
    }
}

fn identifiers(set: &MetricSet) -> Vec<String> {
    set.metrics()
        .into_iter()
        .map(|metric| metric.identifier)
        .collect()
}
