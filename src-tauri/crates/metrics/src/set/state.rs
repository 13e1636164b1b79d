//! A set as one JSON value that loses nothing: what a working copy keeps on disk between two starts.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Entry, MetricSet};
use crate::metric::{MetricId, ReadError};
use crate::wire::METRICS;

const CONFIG: &str = "config";
const ENTRIES: &str = "entries";
const NEXT: &str = "next";
const ID: &str = "id";
const RAW: &str = "raw";

impl MetricSet {
    /// Everything about this set, ids and their counter included.
    #[must_use]
    pub fn to_state(&self) -> Value {
        let entries: Value = self
            .entries
            .iter()
            .map(|entry| json!({ ID: entry.id.as_str(), RAW: entry.raw }))
            .collect();
        json!({ CONFIG: self.config, ENTRIES: entries, NEXT: self.next })
    }

    /// The set that [`MetricSet::to_state`] described.
    ///
    /// # Errors
    /// [`ReadError::State`] for anything that `to_state` cannot have made: a set with two equal ids, or one
    /// that would give an id a second time, must not come back to life.
    pub fn from_state(state: &Value) -> Result<Self, ReadError> {
        let config = match state.get(CONFIG) {
            Some(Value::Null) => None,
            Some(Value::Object(members)) => Some(members.clone()),
            _ => return Err(ReadError::State("config")),
        };
        let entries = state
            .get(ENTRIES)
            .and_then(Value::as_array)
            .ok_or(ReadError::State("entries"))?;
        let entries = entries.iter().map(read_entry).collect::<Option<Vec<_>>>();
        let entries = entries.ok_or(ReadError::State("entry"))?;
        let next = state
            .get(NEXT)
            .and_then(Value::as_u64)
            .and_then(|next| u32::try_from(next).ok());
        let next = next.ok_or(ReadError::State("next"))?;

        let mut seen = HashSet::new();
        if !entries.iter().all(|entry| seen.insert(&entry.id)) {
            return Err(ReadError::State("equal ids"));
        }
        if !entries
            .iter()
            .all(|entry| entry.id.number().is_some_and(|number| number < next))
        {
            return Err(ReadError::State("id ahead of its counter"));
        }
        if !list_fits(config.as_ref(), entries.is_empty()) {
            return Err(ReadError::State("place of the list"));
        }
        Ok(Self {
            config,
            entries,
            next,
        })
    }
}

fn read_entry(entry: &Value) -> Option<Entry> {
    let id = MetricId::from(entry.get(ID)?.as_str()?);
    Some(Entry {
        id,
        raw: entry.get(RAW)?.clone(),
    })
}

/// Entries need an empty list in the configuration that marks where they are written.
fn list_fits(config: Option<&Map<String, Value>>, no_entries: bool) -> bool {
    match config.and_then(|members| members.get(METRICS)) {
        Some(Value::Array(list)) => list.is_empty(),
        None | Some(Value::Null) => no_entries,
        Some(_) => false,
    }
}
