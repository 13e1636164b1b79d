//! What people change from one version to the next.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::Object;

/// What somebody did between two versions.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// A metric at the end of the list.
    Add(Object),
    /// A metric in front of another one.
    Insert {
        before: String,
        metric: Object,
    },
    Remove(String),
    /// A new question.
    Reword {
        metric: String,
        prompt: String,
    },
    /// A few other words in the question.
    Edit {
        metric: String,
        old: String,
        new: String,
    },
    Rename {
        from: String,
        to: String,
    },
    Choices {
        metric: String,
        choices: Vec<String>,
    },
    Retype {
        metric: String,
        kind: String,
        choices: Option<Vec<String>>,
    },
    Order(Vec<String>),
    /// Fields as a draft config write has them.
    Set(Object),
    /// Other words in the agent's prompt.
    Prompt {
        old: String,
        new: String,
    },
    /// One more paragraph at the end of the agent's prompt.
    Paragraph(String),
    /// The whole configuration of an earlier version.
    Restore(u32),
}

/// Carries out a change that concerns the metrics alone; other changes leave them as they are.
pub fn metrics(change: &Change, mut metrics: Vec<Value>) -> Result<Vec<Value>, String> {
    match change {
        Change::Add(metric) => metrics.push(Value::Object(metric.clone())),
        Change::Insert { before, metric } => {
            let at = position(&metrics, before)?;
            metrics.insert(at, Value::Object(metric.clone()));
        }
        Change::Remove(name) => {
            metrics.remove(position(&metrics, name)?);
        }
        Change::Reword { metric, prompt } => {
            set(&mut metrics, metric, "dispositionMetricPrompt", json!(prompt))?;
        }
        Change::Edit { metric, old, new } => {
            let at = position(&metrics, metric)?;
            let prompt = metrics[at]["dispositionMetricPrompt"]
                .as_str()
                .unwrap_or_default();
            let prompt = replaced(prompt, old, new)?;
            set(&mut metrics, metric, "dispositionMetricPrompt", json!(prompt))?;
        }
        Change::Rename { from, to } => set(&mut metrics, from, "identifier", json!(to))?,
        Change::Choices { metric, choices } => set(&mut metrics, metric, "choices", json!(choices))?,
        Change::Retype {
            metric,
            kind,
            choices,
        } => {
            set(&mut metrics, metric, "dispositionMetricType", json!(kind))?;
            match choices {
                Some(choices) => set(&mut metrics, metric, "choices", json!(choices))?,
                None => {
                    let at = position(&metrics, metric)?;
                    let metric = metrics[at].as_object_mut().ok_or("a metric is no object")?;
                    metric.shift_remove("choices");
                }
            }
        }
        Change::Order(names) => {
            if names.len() != metrics.len() {
                return Err(format!(
                    "the order names {} of {} metrics",
                    names.len(),
                    metrics.len()
                ));
            }
            metrics = names
                .iter()
                .map(|name| Ok(metrics[position(&metrics, name)?].clone()))
                .collect::<Result<_, String>>()?;
        }
        Change::Set(_) | Change::Prompt { .. } | Change::Paragraph(_) | Change::Restore(_) => {}
    }
    Ok(metrics)
}

fn position(metrics: &[Value], name: &str) -> Result<usize, String> {
    let found = metrics.iter().position(|metric| metric["identifier"] == name);
    found.ok_or_else(|| format!("there is no metric {name}"))
}

fn set(metrics: &mut [Value], name: &str, member: &str, value: Value) -> Result<(), String> {
    let at = position(metrics, name)?;
    let metric = metrics[at].as_object_mut().ok_or("a metric is no object")?;
    metric.insert(member.to_owned(), value);
    Ok(())
}

/// The text with one passage replaced; a passage that is not there is a mistake in the story.
pub fn replaced(text: &str, old: &str, new: &str) -> Result<String, String> {
    if text.contains(old) {
        Ok(text.replacen(old, new, 1))
    } else {
        Err(format!("nothing reads {old:?}"))
    }
}
