//! The JSON that Atoms takes and gives.

use serde_json::{Map, Value};

use super::{FileProblem, Incoming, Reading, Row, RowProblem, judge, vocabulary, within_limit};
use crate::metric::MetricId;
use crate::normalise::normalise_metric;
use crate::set::MetricSet;
use crate::wire::{self, CHOICES, IDENTIFIER, METRICS, NESTED_TYPE, PROMPT, TYPE, TypeWord, VALUES};

/// Members behind which a list of metrics may stand: answers of Atoms wrap the configuration.
const WRAPPERS: [&str; 3] = ["postCallAnalyticsConfig", "_resolvedConfig", "data"];
/// How deep the wrappers go in one another.
const DEPTH: usize = 4;
/// Characters of an entry without an identifier that are shown.
const EXCERPT: usize = 60;

/// The whole configuration as it is sent: metrics, settings, and what else it holds.
#[must_use]
pub fn set_json(set: &MetricSet) -> String {
    pretty(&set.write())
}

/// Some metrics of a set, in its order, as a configuration of nothing but metrics.
#[must_use]
pub fn metrics_json(set: &MetricSet, chosen: &[MetricId]) -> String {
    let entries = set.raw_entries().filter(|(id, _)| chosen.contains(id));
    let list: Value = entries.map(|(_, entry)| normalise_metric(entry)).collect();
    let mut config = Map::new();
    config.insert(METRICS.to_owned(), list);
    pretty(&Value::Object(config))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

pub(super) fn read(text: &str) -> Result<Reading, FileProblem> {
    let value = parsed(text)?;
    let list = list(&value, DEPTH).ok_or(FileProblem::NoList)?;
    within_limit(list.len())?;
    Ok(Reading {
        rows: (1..).zip(list).map(|(at, entry)| row(at, entry)).collect(),
        unused_columns: Vec::new(),
    })
}

/// The list in a bare array, a configuration, an agent, an answer of Atoms, or a metric by itself.
fn list(value: &Value, depth: usize) -> Option<&[Value]> {
    match value {
        Value::Array(list) => Some(list),
        Value::Object(members) => {
            if let Some(Value::Array(list)) = members.get(METRICS) {
                return Some(list);
            }
            if members.contains_key(IDENTIFIER) && members.contains_key(PROMPT) {
                return Some(std::slice::from_ref(value));
            }
            let inner = WRAPPERS.into_iter().filter_map(|wrapper| members.get(wrapper));
            let mut inner = inner.filter(|value| value.is_object());
            inner.find_map(|value| list(value, depth.checked_sub(1)?))
        }
        _ => None,
    }
}

/// The set of a text in any of the shapes that Atoms gives, with its entries as they stand there, good or bad.
///
/// # Errors
/// [`FileProblem::BrokenJson`], and [`FileProblem::NoList`] when there is no list of metrics in it.
pub fn set_in(text: &str) -> Result<MetricSet, FileProblem> {
    let value = parsed(text)?;
    let list = list(&value, DEPTH).ok_or(FileProblem::NoList)?;
    let mut config = Map::new();
    config.insert(METRICS.to_owned(), list.to_vec().into());
    MetricSet::read(Some(&Value::Object(config))).map_err(|_| FileProblem::NoList)
}

fn parsed(text: &str) -> Result<Value, FileProblem> {
    serde_json::from_str(text).map_err(|error| FileProblem::BrokenJson {
        line: narrow(error.line()),
        column: narrow(error.column()),
    })
}

fn row(at: u32, entry: &Value) -> Row {
    let Value::Object(members) = entry else {
        return Row {
            at,
            found: excerpt(entry),
            metric: Err(vec![RowProblem::NotAMetric]),
        };
    };
    let view = wire::view(&MetricId::from(""), entry);
    let word = TypeWord::of(members).word();
    let no_choices = members
        .get(CHOICES)
        .and_then(Value::as_array)
        .is_none_or(Vec::is_empty);
    let metric = judge(&view.identifier, word, &view.prompt, no_choices);
    Row {
        at,
        found: if view.identifier.trim().is_empty() {
            excerpt(entry)
        } else {
            view.identifier
        },
        metric: metric.map(|data_type| Incoming::from_entry(&spelled(members, word), data_type)),
    }
}

/// The entry with its type spelled as Atoms does, where it stands.
fn spelled(members: &Map<String, Value>, word: &str) -> Value {
    let mut members = members.clone();
    if let Some(data_type) = vocabulary::data_type(word) {
        match TypeWord::of(&members) {
            TypeWord::Nested(_) => {
                if let Some(values) = members.get_mut(VALUES).and_then(Value::as_object_mut) {
                    values.insert(NESTED_TYPE.to_owned(), data_type.wire().into());
                }
            }
            TypeWord::Flat(_) | TypeWord::Unreadable => {
                members.insert(TYPE.to_owned(), data_type.wire().into());
            }
        }
    }
    Value::Object(members)
}

fn excerpt(entry: &Value) -> String {
    let text = entry.to_string();
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
