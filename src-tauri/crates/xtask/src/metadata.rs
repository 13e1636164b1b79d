//! Reading what `cargo metadata` prints.

use anyhow::{Context, Result};
use serde_json::Value;

/// A value that must be a list; `what` is its name.
pub fn list<'a>(value: &'a Value, what: &str) -> Result<&'a Vec<Value>> {
    value
        .as_array()
        .with_context(|| format!("cargo metadata has no list {what}"))
}

/// A value that must be text.
pub fn text(value: &Value) -> Result<String> {
    value
        .as_str()
        .map(str::to_owned)
        .with_context(|| format!("cargo metadata: {value} is not text"))
}
