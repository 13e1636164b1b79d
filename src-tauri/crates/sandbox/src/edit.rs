//! Writing a partial configuration: routed to sections, checked, merged. (Atoms: draft config.)

use std::collections::BTreeMap;

use serde_json::Value;

use crate::analytics;
use crate::answer::{Object, Refusal, type_name};
use crate::section::{FIELDS, Field, Kind, Section};
use crate::world::{Agent, Blocks, Id};

/// Members that may be `null` on the platform.
const NULLABLE: [&str; 2] = ["widgetConfig.avatarUrl", "widgetConfig.assistantId"];

/// Merges a write into the configuration that `blocks` stands for. Objects are merged member by member, arrays and
/// plain values are replaced. Returns the new block of every section and the sections whose content changed;
/// `mint` makes the ids of new blocks.
///
/// # Errors
/// A 400 refusal if nothing in the body is known, or if a known member has a wrong value. Nothing is changed then.
pub fn apply(
    agent: &mut Agent,
    blocks: &Blocks,
    body: &Object,
    mint: &mut dyn FnMut() -> Id,
) -> Result<(Blocks, Vec<Section>), Refusal> {
    let contents = merged(agent, blocks, body)?;
    let mut next = blocks.clone();
    let mut changed = Vec::new();
    for (section, content) in contents {
        let id = agent.block(section, content, mint);
        if next.insert(section, id.clone()) != Some(id) {
            changed.push(section);
        }
    }
    Ok((next, changed))
}

fn merged(agent: &Agent, blocks: &Blocks, body: &Object) -> Result<BTreeMap<Section, Object>, Refusal> {
    if !touches_config(body) {
        return Err(Refusal::invalid("No recognized config fields in request body"));
    }
    let mut mistakes = Vec::new();
    let mut contents = BTreeMap::new();
    for (key, value) in body {
        if key == "workflowType" && value.as_str() != Some(&agent.workflow_type) {
            mistakes.push(format!(
                "Invalid config: workflowType: Expected '{}'",
                agent.workflow_type
            ));
        }
        for field in FIELDS.iter().filter(|field| field.write == key) {
            let Some((path, value)) = member(field, value, &mut mistakes) else {
                continue;
            };
            match accepted(field, &path, value) {
                Ok(value) => {
                    let content = contents
                        .entry(field.section)
                        .or_insert_with(|| agent.content(blocks, field.section));
                    merge_member(content, field.read, value);
                }
                Err(found) => mistakes.extend(found),
            }
        }
    }
    mistakes.dedup();
    if mistakes.is_empty() {
        Ok(contents)
    } else {
        Err(Refusal::invalid_all(mistakes))
    }
}

/// The value a field has in the write, if it is there.
fn member<'v>(field: &Field, value: &'v Value, mistakes: &mut Vec<String>) -> Option<(String, &'v Value)> {
    let Some(inner) = field.inner else {
        return Some((field.write.to_owned(), value));
    };
    match value {
        Value::Object(members) => Some((format!("{}.{inner}", field.write), members.get(inner)?)),
        other => {
            mistakes.push(wrong_type(field.write, "object", other));
            None
        }
    }
}

fn accepted(field: &Field, path: &str, value: &Value) -> Result<Value, Vec<String>> {
    let expected = match (field.kind, value) {
        (Kind::Analytics, Value::Object(config)) => {
            return analytics::accept(path, config).map(Value::Object);
        }
        (Kind::Text, Value::String(_))
        | (Kind::Flag, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::List, Value::Array(_))
        | (Kind::Object, Value::Object(_))
        | (
            Kind::Loose,
            Value::String(_) | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_),
        ) => {
            let mut nulls = Vec::new();
            find_nulls(path, value, &mut nulls);
            return if nulls.is_empty() {
                Ok(value.clone())
            } else {
                Err(nulls)
            };
        }
        (Kind::Text, _) => "string",
        (Kind::Flag, _) => "boolean",
        (Kind::Number, _) => "number",
        (Kind::List, _) => "array",
        (Kind::Object | Kind::Analytics | Kind::Loose, _) => "object",
    };
    Err(vec![wrong_type(path, expected, value)])
}

fn find_nulls(path: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Null if !NULLABLE.contains(&path) => {
            found.push(format!("Invalid config: {path}: Expected a value, received null"));
        }
        Value::Object(members) => {
            for (key, value) in members {
                find_nulls(&format!("{path}.{key}"), value, found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                find_nulls(&format!("{path}.{index}"), value, found);
            }
        }
        _ => {}
    }
}

fn wrong_type(path: &str, expected: &str, value: &Value) -> String {
    format!(
        "Invalid config: {path}: Expected {expected}, received {}",
        type_name(value)
    )
}

fn merge_member(target: &mut Object, key: &str, value: Value) {
    match (target.get_mut(key), value) {
        (Some(Value::Object(old)), Value::Object(new)) => {
            for (key, value) in new {
                merge_member(old, &key, value);
            }
        }
        (Some(old), value) => *old = value,
        (None, value) => {
            target.insert(key.to_owned(), value);
        }
    }
}

/// Whether a body contains any field of a configuration.
pub fn touches_config(body: &Object) -> bool {
    body.keys()
        .any(|key| key == "workflowType" || FIELDS.iter().any(|field| field.write == key))
}

/// One value of a write that can collide with somebody else's: a path into a section, down to what is no object. A
/// list is one value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaf {
    pub section: Section,
    /// As it is read.
    pub read: Vec<String>,
    /// As it was written, dotted.
    pub written: String,
}

/// The values that a write sets.
pub fn leaves(body: &Object) -> Vec<Leaf> {
    let mut found = Vec::new();
    for (key, value) in body {
        for field in FIELDS.iter().filter(|field| field.write == key) {
            let Some((path, value)) = member(field, value, &mut Vec::new()) else {
                continue;
            };
            let mut read = vec![field.read.to_owned()];
            descend(field.section, &mut read, path, value, &mut found);
        }
    }
    found
}

fn descend(section: Section, read: &mut Vec<String>, written: String, value: &Value, found: &mut Vec<Leaf>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                read.push(key.clone());
                descend(section, read, format!("{written}.{key}"), value, found);
                read.pop();
            }
        }
        _ => found.push(Leaf {
            section,
            read: read.clone(),
            written,
        }),
    }
}

/// The value at a path, absent where there is none.
pub fn at<'v>(content: &'v Object, path: &[String]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(content.get(first)?, |value, key| value.get(key))
}
