//! Two configurations of an agent beside each other: the sections that differ, as Atoms names them, and their words. For
//! whoever is about to bring something live that nobody has read.

use std::collections::BTreeSet;

use debrief_atoms::{ConfigDiff, ValueDiff};
use debrief_metrics::{Span, SpanKind, same_value, word_diff};
use serde_json::{Map, Value};

use crate::publish::{ANALYTICS, METRICS, foreign_sections};
use crate::views::{DraftChange, DraftSection};

/// Bytes of both texts up to which they are compared word by word; longer ones stand one after the other.
const LONGEST: usize = 60_000;

/// Members of the analysis that are shown metric by metric, and as flags.
const SHOWN_AS_METRICS: [&str; 3] = [
    "dispositionMetrics",
    "useInternalAnalyticsModel",
    "useReasoningModel",
];

/// What is live, and another configuration that may take its place.
pub(crate) struct Sections {
    /// What differs, as Atoms says.
    pub diff: ConfigDiff,
    /// The other one, flat; none where Atoms does not tell it.
    pub config: Option<Map<String, Value>>,
    /// What is live, flat.
    pub live: Value,
}

impl Sections {
    /// Names of the sections that differ, other than the metrics.
    pub(crate) fn names(&self) -> Vec<String> {
        foreign_sections(self.diff.clone(), self.config.as_ref(), &self.live)
    }

    /// All that differs but the metrics and the flags, with its words.
    pub(crate) fn all(&self) -> Vec<DraftSection> {
        self.names()
            .into_iter()
            .map(|name| self.section(name))
            .chain(self.beside_metrics())
            .collect()
    }

    /// Names of all that differs but the metrics and the flags.
    pub(crate) fn all_names(&self) -> Vec<String> {
        let beside = self.beside_metrics().map(|section| section.section);
        self.names().into_iter().chain(beside).collect()
    }

    /// What it changes in the analysis beside the metrics and the flags: a summary's prompt, and members that nobody here
    /// knows. They go live with the metrics.
    fn beside_metrics(&self) -> Option<DraftSection> {
        let empty = Map::new();
        let config = self.config.as_ref()?;
        let was = self
            .live
            .get(METRICS)
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        let is = config.get(METRICS).and_then(Value::as_object).unwrap_or(&empty);
        let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        let side = |of: &Map<String, Value>, name: &str| of.get(name).cloned().unwrap_or_default();
        let changes: Vec<DraftChange> = names
            .into_iter()
            .filter(|name| !SHOWN_AS_METRICS.contains(&name.as_str()))
            .filter(|name| !same_value(&side(was, name), &side(is, name)))
            .map(|name| {
                change(&ValueDiff {
                    path: name.clone(),
                    before: side(was, name),
                    after: side(is, name),
                })
            })
            .collect();
        (!changes.is_empty()).then(|| DraftSection {
            section: ANALYTICS.to_owned(),
            changes,
        })
    }

    /// One of them, or a member of the configuration that Atoms counts to none.
    pub(crate) fn section(&self, name: String) -> DraftSection {
        let changes = match self.diff.sections.iter().find(|diff| diff.section == name) {
            Some(diff) => diff.changes.iter().map(change).collect(),
            // A member beside the metrics, which Atoms counts to their section.
            None => vec![change(&ValueDiff {
                path: name.clone(),
                before: self.live.get(&name).cloned().unwrap_or_default(),
                after: self
                    .config
                    .as_ref()
                    .and_then(|config| config.get(&name))
                    .cloned()
                    .unwrap_or_default(),
            })],
        };
        DraftSection {
            section: name,
            changes,
        }
    }
}

/// Every word of both sides: what is to go live unread must not hide.
fn change(diff: &ValueDiff) -> DraftChange {
    let (before, after) = (plain(&diff.before), plain(&diff.after));
    let words = if before.len() + after.len() <= LONGEST {
        word_diff(&before, &after)
    } else {
        let whole = |kind, text: String| (!text.is_empty()).then_some(Span { kind, text });
        [whole(SpanKind::Removed, before), whole(SpanKind::Added, after)]
            .into_iter()
            .flatten()
            .collect()
    };
    DraftChange {
        path: diff.path.clone(),
        words,
    }
}

/// A value as words; what is nested stands line by line.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            items.join("\n")
        }
        Value::Object(members) => {
            let lines: Vec<String> = members
                .iter()
                .map(|(name, value)| match value {
                    Value::Array(_) | Value::Object(_) => format!("{name}:\n{}", plain(value)),
                    _ => format!("{name}: {}", plain(value)),
                })
                .collect();
            lines.join("\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nested_and_long_values_show_their_words() {
        assert_eq!(
            plain(&json!([{"name": "look_up", "on": true, "args": {"id": 1}}, "end"])),
            "name: look_up\non: true\nargs:\nid: 1\nend"
        );
        let long = ValueDiff {
            path: "p".into(),
            before: json!("a ".repeat(LONGEST)),
            after: json!("b"),
        };
        let words = change(&long).words;
        assert_eq!((words[0].kind, words[1].text.as_str()), (SpanKind::Removed, "b"));
    }
}
