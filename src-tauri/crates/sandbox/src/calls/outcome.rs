//! What the metrics of a version say about a conversation. One value that its metric does not allow voids all of them,
//! as on the platform, and nothing says so. (Atoms: post-call analytics of a call.)

use fastrand::Rng;
use jiff::Timestamp;
use serde_json::Value;

use super::rules;
use super::script::Told;
use super::{Call, Status};
use crate::answer::Object;

/// A metric, as far as an evaluation needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    pub identifier: String,
    pub prompt: String,
    pub kind: String,
    pub choices: Vec<String>,
}

impl Metric {
    /// Reads a metric that passed the rules of a write.
    pub fn read(value: &Value) -> Option<Self> {
        let text = |member: &str| value.get(member)?.as_str().map(str::to_owned);
        let choices = value.get("choices").and_then(Value::as_array);
        Some(Self {
            identifier: text("identifier")?,
            prompt: text("dispositionMetricPrompt")?,
            kind: text("dispositionMetricType")?,
            choices: choices
                .into_iter()
                .flatten()
                .filter_map(|choice| choice.as_str().map(str::to_owned))
                .collect(),
        })
    }

    /// Whether a value passes as one of this metric's.
    pub fn allows(&self, value: &str) -> bool {
        match self.kind.as_str() {
            "BOOLEAN" => matches!(value, "true" | "false"),
            "INTEGER" => value.parse::<i64>().is_ok(),
            "ENUM" => self.choices.iter().any(|choice| choice == value),
            "DATETIME" => value.parse::<Timestamp>().is_ok(),
            _ => true,
        }
    }

    /// The value as a JSON value of the metric's type.
    pub fn typed(&self, value: &str) -> Value {
        match self.kind.as_str() {
            "BOOLEAN" => value.parse().map_or_else(|_| Value::from(value), Value::Bool),
            "INTEGER" => value
                .parse::<i64>()
                .map_or_else(|_| Value::from(value), Value::from),
            _ => Value::from(value),
        }
    }
}

/// The metrics of a flat configuration, as they are stored.
pub fn metrics_of(config: &Object) -> Vec<Value> {
    config
        .get("postCallAnalyticsConfig")
        .and_then(|config| config.get("dispositionMetrics"))
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default()
}

/// The results of one call.
#[derive(Debug, Clone)]
pub struct Analysis {
    pub summary: String,
    pub answers: Vec<Answered>,
}

/// One value. None where nothing could be extracted.
#[derive(Debug, Clone)]
pub struct Answered {
    pub metric: Metric,
    pub value: Option<String>,
    pub confidence: f64,
    pub reasoning: String,
}

/// The results; none if they were thrown away or there was nothing to measure.
pub fn analyse(call: &Call, told: Option<&Told>, metrics: &[Metric]) -> Option<Analysis> {
    if metrics.is_empty() {
        return None;
    }
    let mut rng = Rng::with_seed(call.seed.rotate_right(9));
    let Some(told) = told else {
        // Without a transcript some calls carry an empty result, most none.
        let carries = call.status != Status::InProgress && rng.u8(0..10) < 3;
        return carries.then(|| nothing_said(metrics));
    };
    let silent = (rng.u8(0..100) < 4).then(|| rng.usize(0..metrics.len()));
    let mut answers = Vec::with_capacity(metrics.len());
    for (at, metric) in metrics.iter().enumerate() {
        let answered = if silent == Some(at) {
            unanswered(metric, "The transcript does not answer this.")
        } else {
            answer(told, metric, &mut rng)
        };
        if answered.value.as_ref().is_some_and(|value| !metric.allows(value)) {
            return None;
        }
        answers.push(answered);
    }
    Some(Analysis {
        summary: told.summary.clone(),
        answers,
    })
}

fn answer(told: &Told, metric: &Metric, rng: &mut Rng) -> Answered {
    let Some((values, reason)) = told.answers.get(&metric.identifier) else {
        return rules::answer(&told.transcript(), metric);
    };
    // The first that fits; if none does, a model says the first all the same.
    let value = values
        .iter()
        .find(|value| metric.allows(value))
        .or(values.first());
    Answered {
        metric: metric.clone(),
        value: value.cloned(),
        confidence: f64::from(rng.u32(78..100)) / 100.0,
        reasoning: reason.clone(),
    }
}

fn nothing_said(metrics: &[Metric]) -> Analysis {
    Analysis {
        summary: String::new(),
        answers: metrics
            .iter()
            .map(|metric| {
                unanswered(
                    metric,
                    "Call ended without a conversation transcript — no LLM-based disposition computed.",
                )
            })
            .collect(),
    }
}

fn unanswered(metric: &Metric, reason: &str) -> Answered {
    Answered {
        metric: metric.clone(),
        value: None,
        confidence: 0.0,
        reasoning: reason.to_owned(),
    }
}
