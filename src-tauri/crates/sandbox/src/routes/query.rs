//! Reading and refusing parameters.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use jiff::Timestamp;
use serde_json::Value;

use crate::answer::{Object, Refusal, type_name};
use crate::ids;

/// The parameters behind the question mark.
pub type Query = axum::extract::Query<HashMap<String, String>>;

/// Refuses what cannot be an id.
pub fn id(name: &str, value: &str) -> Result<(), Refusal> {
    if ids::well_formed(value) {
        return Ok(());
    }
    Err(Refusal::invalid(format!("{name}: Invalid ObjectId")))
}

/// An optional whole number within bounds.
pub fn number(
    query: &HashMap<String, String>,
    name: &str,
    bounds: RangeInclusive<usize>,
    default: usize,
) -> Result<usize, Refusal> {
    let Some(text) = query.get(name) else {
        return Ok(default);
    };
    match text.parse() {
        Ok(number) if bounds.contains(&number) => Ok(number),
        Ok(_) if *bounds.end() == usize::MAX => Err(Refusal::invalid(format!(
            "{name}: Number must be greater than or equal to {}",
            bounds.start()
        ))),
        Ok(_) => Err(Refusal::invalid(format!(
            "{name}: Number must be between {} and {}",
            bounds.start(),
            bounds.end()
        ))),
        Err(_) => Err(Refusal::invalid(format!(
            "{name}: Expected number, received string"
        ))),
    }
}

/// An optional moment.
pub fn time(query: &HashMap<String, String>, name: &str) -> Result<Option<Timestamp>, Refusal> {
    let text = query.get(name);
    text.map(|text| {
        text.parse()
            .map_err(|_| Refusal::invalid(format!("{name}: Invalid date")))
    })
    .transpose()
}

/// An optional `true` or `false`.
pub fn flag(query: &HashMap<String, String>, name: &str) -> Result<Option<bool>, Refusal> {
    match query.get(name).map(String::as_str) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(Refusal::invalid(format!(
            "{name}: Expected boolean, received string"
        ))),
    }
}

/// An optional word out of a list.
pub fn word<'q>(
    query: &'q HashMap<String, String>,
    name: &str,
    allowed: &[&str],
) -> Result<Option<&'q str>, Refusal> {
    let Some(word) = query.get(name) else {
        return Ok(None);
    };
    if allowed.contains(&word.as_str()) {
        return Ok(Some(word));
    }
    let allowed: Vec<String> = allowed.iter().map(|word| format!("'{word}'")).collect();
    Err(Refusal::invalid(format!(
        "{name}: Invalid enum value. Expected {}, received '{word}'",
        allowed.join(" | ")
    )))
}

/// An optional text of a body with a length between bounds, counted in characters. With `nullable`, `null` reads as
/// `Some(None)`.
pub fn text(
    body: &Object,
    name: &str,
    length: RangeInclusive<usize>,
    nullable: bool,
) -> Result<Option<Option<String>>, Refusal> {
    match body.get(name) {
        None => Ok(None),
        Some(Value::Null) if nullable => Ok(Some(None)),
        Some(Value::String(text)) => {
            let count = text.chars().count();
            if count < *length.start() {
                let least = length.start();
                return Err(Refusal::invalid(format!(
                    "{name}: String must contain at least {least} character(s)"
                )));
            }
            if count > *length.end() {
                let most = length.end();
                return Err(Refusal::invalid(format!(
                    "{name}: String must contain at most {most} character(s)"
                )));
            }
            Ok(Some(Some(text.clone())))
        }
        Some(other) => Err(Refusal::invalid(format!(
            "{name}: Expected string, received {}",
            type_name(other)
        ))),
    }
}

/// An optional flag of a body.
pub fn body_flag(body: &Object, name: &str) -> Result<Option<bool>, Refusal> {
    match body.get(name) {
        None => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(other) => Err(Refusal::invalid(format!(
            "{name}: Expected boolean, received {}",
            type_name(other)
        ))),
    }
}
