//! Trying metrics on a transcript. The answers come from simple rules, and say so. (Waves: post-call analysis.)

use axum::Json;
use axum::body::Bytes;
use axum::response::IntoResponse as _;
use serde_json::{Value, json};

use crate::answer::{Answer, Object, Refusal, object};
use crate::calls::{Metric, rules};

const TYPES: [&str; 5] = ["BOOLEAN", "ENUM", "INTEGER", "STRING", "SUMMARY"];

/// `POST /waves/v1/pca`: no envelope, values always as text.
pub async fn analyse(body: Bytes) -> Answer {
    let body = object(&body)?;
    let transcript = required(&body, "transcript")?;
    let metrics = match body.get("dispositionMetrics") {
        None => Vec::new(),
        Some(Value::Array(list)) => list.iter().map(metric).collect::<Result<Vec<_>, _>>()?,
        Some(_) => return Err(Refusal::invalid("dispositionMetrics: Expected array")),
    };
    let summary = rules::summary(&transcript);
    let answers: Vec<Value> = metrics
        .iter()
        .map(|metric| {
            let mut answered = rules::answer(&transcript, metric);
            if metric.kind == "SUMMARY" {
                answered.value = Some(summary.clone());
            }
            json!({
                "identifier": metric.identifier,
                "value": answered.value,
                "confidence": answered.confidence,
                "reasoning": answered.reasoning,
            })
        })
        .collect();
    Ok(Json(json!({ "summary": summary, "dispositionMetrics": answers })).into_response())
}

/// `POST /waves/v1/pca/generate`
pub async fn generate(body: Bytes) -> Answer {
    let prompt = required(&object(&body)?, "prompt")?;
    let words = prompt.split_whitespace().count();
    Ok(Json(json!({ "output": format!("{}: your prompt has {words} words.", rules::NOTE) })).into_response())
}

fn required(body: &Object, name: &str) -> Result<String, Refusal> {
    match body.get(name).and_then(Value::as_str) {
        Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
        _ => Err(Refusal::invalid(format!("{name} is required"))),
    }
}

fn metric(value: &Value) -> Result<Metric, Refusal> {
    let refused = || Refusal::invalid("dispositionMetrics: malformed metric");
    let metric = Metric::read(value).ok_or_else(refused)?;
    let no_choices = metric.kind == "ENUM" && metric.choices.is_empty();
    if !TYPES.contains(&metric.kind.as_str()) || no_choices {
        return Err(refused());
    }
    Ok(metric)
}
