//! What an answer to a metric looks like to those who get it. The call around it is made up; its shape is the one of
//! Atoms' webhook `analytics-completed`.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specta::Type;

use crate::metric::{DataType, MetricFields};

const CALL: &str = "CALL-1787212800123-a1b2c3";
const ANSWERED: &str = "2026-08-20T09:20:00.123Z";
const ENDED: &str = "2026-08-20T09:21:32.523Z";
const CONFIDENCE: f64 = 0.97;

/// One answer as it may come.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleAnswer {
    /// Typed, as a webhook sends it: a boolean, a whole number, or a text.
    pub value: Value,
    /// Why the AI would answer so.
    pub reasoning: &'static str,
}

impl ExampleAnswer {
    /// As text, which is how a list of calls and an export have every answer.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// The answer to one metric in every place where it turns up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MetricPreview {
    /// As text; empty when an Enum has no choices yet.
    pub answer: String,
    /// Why the AI would answer so.
    pub reasoning: String,
    /// What a developer's server gets, as indented JSON.
    pub webhook: String,
    /// Heads and one row, as comma-separated values.
    pub export: String,
    /// The cells of the heads and of the row, in their order.
    pub columns: Vec<ExportColumn>,
}

/// A column of an export, with one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportColumn {
    /// Its head.
    pub head: String,
    /// What stands below it.
    pub cell: String,
}

/// An answer of the right kind. For an Enum it is the first choice that is not empty, else an empty text.
#[must_use]
pub fn example_answer(fields: &MetricFields) -> ExampleAnswer {
    let (value, reasoning) = match fields.data_type {
        DataType::Boolean => (json!(true), "The caller said so in words, early in the call."),
        DataType::Integer => (
            json!(3),
            "This is the number that fits what was said in the call.",
        ),
        DataType::Enum => {
            let choice = fields.choices.iter().find(|choice| !choice.trim().is_empty());
            let value = choice.map(String::as_str).unwrap_or_default();
            (json!(value), "What the caller said fits this choice best.")
        }
        DataType::Datetime => (
            json!("2026-08-21T15:30:00Z"),
            "The agent named this time, and the caller agreed to it.",
        ),
        DataType::String => (
            json!("The order arrived with a broken lid."),
            "The caller described it in these words.",
        ),
    };
    ExampleAnswer { value, reasoning }
}

/// The delivery of `analytics-completed` for a call of `agent` (its id at Atoms) that has this one metric.
#[must_use]
pub fn webhook_example(fields: &MetricFields, agent: &str) -> Value {
    let answer = example_answer(fields);
    json!({
        "url": "https://example.com/webhook",
        "description": "Your endpoint",
        "event": format!("{agent}.analytics-completed"),
        "metadata": {
            "agentId": agent,
            "eventType": "analytics-completed",
            "conversationType": "telephonyInbound",
            "callId": CALL,
            "analytics": {
                "summary": "The caller reported a damaged order, and the agent offered a replacement.",
                "dispositionMetrics": [{
                    "identifier": fields.identifier,
                    "value": answer.value,
                    "confidence": CONFIDENCE,
                    "reasoning": answer.reasoning,
                    "dispositionMetricPrompt": fields.prompt,
                    "dispositionMetricType": fields.data_type.wire(),
                }],
                "successMetrics": [],
            },
            "callData": {
                "fromNumber": "+15551230001",
                "toNumber": "+15551239999",
                "callDuration": 92.4,
                "callStatus": "completed",
                "answerTime": ANSWERED,
                "endTime": ENDED,
            },
        },
        "id": "6a8c00000000000000000101",
    })
}

/// The columns of an export that has this one metric, each with its cell.
#[must_use]
pub fn export_example(fields: &MetricFields) -> Vec<ExportColumn> {
    let column = |head: &str, cell: String| ExportColumn {
        head: head.to_owned(),
        cell,
    };
    vec![
        column("call_id", CALL.to_owned()),
        column("started_at", ANSWERED.to_owned()),
        column("status", "completed".to_owned()),
        column(&fields.identifier, example_answer(fields).text()),
    ]
}

/// The answer in every place where it turns up.
#[must_use]
pub fn preview(fields: &MetricFields, agent: &str) -> MetricPreview {
    let answer = example_answer(fields);
    let columns = export_example(fields);
    let line =
        |cell: &dyn Fn(&ExportColumn) -> String| columns.iter().map(cell).collect::<Vec<_>>().join(",");
    MetricPreview {
        answer: answer.text(),
        reasoning: answer.reasoning.to_owned(),
        webhook: format!("{:#}", webhook_example(fields, agent)),
        export: format!(
            "{}\r\n{}\r\n",
            line(&|column| quoted(&column.head)),
            line(&|column| quoted(&column.cell))
        ),
        columns,
    }
}

/// A cell by RFC 4180: in quotes where it holds a comma, a quote or a line break.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
