//! When two configurations count as equal. Used to verify a publication and to notice a conflict, so it
//! overlooks exactly what the platform may change by itself and nothing else.

use serde_json::{Map, Number, Value};

use crate::metric::Flag;
use crate::normalise::{element_path, member_path, normalise};
use crate::wire::{METRICS, SUCCESS_METRICS, SUMMARY_PROMPT, flag_member};

/// Equality of two post-call configurations: after normalisation, the order of members ignored, numbers
/// compared by value, and a member the platform fills in by itself equal to its default (both flags, an
/// empty list of metrics or success metrics, an empty summary prompt). `None` and `null` are an empty one.
#[must_use]
pub fn same_config(a: Option<&Value>, b: Option<&Value>) -> bool {
    same_value(&with_defaults(a), &with_defaults(b))
}

/// Where two post-call configurations differ by the equality of [`same_config`], at most `limit` paths such
/// as `dispositionMetrics[2].dispositionMetricPrompt`. An empty path means the whole.
#[must_use]
pub fn differing_paths(a: &Value, b: &Value, limit: usize) -> Vec<String> {
    let mut found = Vec::new();
    collect_paths(
        &with_defaults(Some(a)),
        &with_defaults(Some(b)),
        "",
        limit,
        &mut found,
    );
    found
}

/// Equality of any two values: the order of members ignored, numbers compared by value (`1` equals `1.0`,
/// integers exact to 64 bits). Nothing else is overlooked: a `null` member is not an absent one.
#[must_use]
pub fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(member, a)| b.get(member).is_some_and(|b| same_value(a, b)))
        }
        _ => a == b,
    }
}

/// [`same_value`] of two members that may be absent.
pub(crate) fn same_member(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same_value(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// A text that two values have in common exactly when [`same_value`] holds of them: for telling many apart at once.
pub(crate) fn value_key(value: &Value) -> String {
    let mut key = String::new();
    write_key(value, &mut key);
    key
}

fn write_key(value: &Value, key: &mut String) {
    match value {
        Value::Null => key.push('~'),
        Value::Bool(on) => key.push(if *on { '+' } else { '-' }),
        Value::Number(number) => match whole(number) {
            Some(whole) => key.push_str(&format!("#{whole}")),
            None => key.push_str(&format!("%{:?}", number.as_f64())),
        },
        Value::String(text) => key.push_str(&format!("{text:?}")),
        Value::Array(elements) => {
            key.push('[');
            for element in elements {
                write_key(element, key);
                key.push(',');
            }
            key.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(member, _)| *member);
            key.push('{');
            for (member, value) in members {
                key.push_str(&format!("{member:?}:"));
                write_key(value, key);
                key.push(',');
            }
            key.push('}');
        }
    }
}

/// The configuration as sent, with every default spelled out.
pub(crate) fn with_defaults(config: Option<&Value>) -> Value {
    let mut config = match config {
        None | Some(Value::Null) => Value::Object(Map::new()),
        Some(config) => normalise(config),
    };
    if let Value::Object(members) = &mut config {
        for flag in Flag::ALL {
            members
                .entry(flag_member(flag))
                .or_insert(flag.default_value().into());
        }
        for list in [METRICS, SUCCESS_METRICS] {
            members.entry(list).or_insert_with(|| Value::Array(Vec::new()));
        }
        members.entry(SUMMARY_PROMPT).or_insert_with(|| "".into());
    }
    config
}

fn collect_paths(a: &Value, b: &Value, path: &str, limit: usize, found: &mut Vec<String>) {
    if found.len() >= limit || same_value(a, b) {
        return;
    }
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let only_b = b.keys().filter(|member| !a.contains_key(*member));
            for member in a.keys().chain(only_b) {
                collect_pair(
                    a.get(member),
                    b.get(member),
                    &member_path(path, member),
                    limit,
                    found,
                );
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for index in 0..a.len().max(b.len()) {
                collect_pair(
                    a.get(index),
                    b.get(index),
                    &element_path(path, index),
                    limit,
                    found,
                );
            }
        }
        _ => found.push(path.to_owned()),
    }
}

fn collect_pair(a: Option<&Value>, b: Option<&Value>, path: &str, limit: usize, found: &mut Vec<String>) {
    match (a, b) {
        (Some(a), Some(b)) => collect_paths(a, b, path, limit, found),
        _ if found.len() < limit => found.push(path.to_owned()),
        _ => {}
    }
}

fn same_number(a: &Number, b: &Number) -> bool {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.as_f64() == b.as_f64(),
        _ => false,
    }
}

/// The exact value of a whole number, whether it is spelled as one or as a decimal.
fn whole(number: &Number) -> Option<i128> {
    if let Some(value) = number.as_i64() {
        return Some(value.into());
    }
    if let Some(value) = number.as_u64() {
        return Some(value.into());
    }
    // Below 2^100 every whole double is an exact i128; far above, two doubles are compared as doubles.
    let value = number.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
    (value.fract() == 0.0 && value.abs() < 1.0e30).then_some(value as i128)
}
