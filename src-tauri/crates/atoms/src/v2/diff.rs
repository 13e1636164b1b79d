//! Which sections of a configuration differ, as the server sees it. Only the sections are taken: the metrics' own
//! differences are computed here, by identifier. Atoms: `GET /agent/{id}/diff`.

use serde_json::Value;

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::read::{self, Read};

/// The differences between two states of an agent.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigDiff {
    /// The sections that differ, in the server's order.
    pub sections: Vec<SectionDiff>,
}

/// One section that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionDiff {
    /// Its name: `workflow_prompt`, `analytics`, ….
    pub section: String,
    /// The values that differ; none where the server names sections alone.
    pub changes: Vec<ValueDiff>,
}

/// One value that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueDiff {
    /// Its dotted path, as the server names it; empty for a whole section.
    pub path: String,
    /// The value of the first side; null where it has none.
    pub before: Value,
    /// The value of the second side; null where it has none.
    pub after: Value,
}

impl Client {
    /// Compares the open draft of a branch with a revision. Atoms: `GET /agent/{id}/diff?a&b`.
    ///
    /// # Errors
    /// [`NotFound`](crate::ErrorKind::NotFound) if there is no open draft or no such revision.
    pub async fn draft_diff(&self, agent: &str, revision: &str, branch: &str) -> Result<ConfigDiff, Error> {
        let call = Call::get("agent")
            .id(agent)
            .then("diff")
            .id_query("a", revision)
            .draft_query("b", branch);
        self.send(call, read_diff).await
    }

    /// Compares two revisions, of one branch or of two; `before` is the base. Atoms: `GET /agent/{id}/diff?a&b`.
    ///
    /// # Errors
    /// [`NotFound`](crate::ErrorKind::NotFound) if there is no such revision.
    pub async fn revision_diff(&self, agent: &str, before: &str, after: &str) -> Result<ConfigDiff, Error> {
        let call = Call::get("agent")
            .id(agent)
            .then("diff")
            .id_query("a", before)
            .id_query("b", after);
        self.send(call, read_diff).await
    }
}

pub(crate) fn read_diff(mut data: Value) -> Read<ConfigDiff> {
    // The first generation's form names every section and says which changed.
    if let Some(Value::Object(sections)) = data.get_mut("sections").map(Value::take) {
        let changed = sections
            .into_iter()
            .filter(|(_, of)| of["changed"].as_bool() == Some(true));
        let named = changed.map(|(section, mut of)| SectionDiff {
            section,
            changes: vec![ValueDiff {
                path: String::new(),
                before: of.get_mut("before").map(Value::take).unwrap_or_default(),
                after: of.get_mut("after").map(Value::take).unwrap_or_default(),
            }],
        });
        return Ok(ConfigDiff {
            sections: named.collect(),
        });
    }
    let sections = read::each(read::list(&mut data, "diffs")?, "diffs", |item| {
        let diff = read::object(item, "diff")?;
        let changes = diff.get("changes").and_then(Value::as_array);
        Ok(SectionDiff {
            section: read::required_id(&diff, &["section"])?,
            changes: changes.into_iter().flatten().filter_map(read_change).collect(),
        })
    })?;
    Ok(ConfigDiff { sections })
}

fn read_change(change: &Value) -> Option<ValueDiff> {
    let side = |name| change.get(name).cloned().unwrap_or_default();
    Some(ValueDiff {
        path: change.get("path")?.as_str()?.to_owned(),
        before: side("oldValue"),
        after: side("newValue"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_the_sections_of_both_forms() {
        let leaves = json!({"unchangedSections": ["llm"], "diffs": [
            {"section": "analytics", "changes": [{"path": "a.b", "oldValue": 1, "newValue": null}, {"odd": 1}]},
            {"section": "voice"},
        ]});
        let diff = read_diff(leaves).unwrap();
        let analytics = SectionDiff {
            section: "analytics".into(),
            changes: vec![ValueDiff {
                path: "a.b".into(),
                before: json!(1),
                after: Value::Null,
            }],
        };
        assert_eq!(diff.sections[0], analytics);
        assert_eq!(diff.sections[1].section, "voice");
        let whole =
            json!({"sections": {"llm": {"changed": false}, "voice": {"changed": true}}, "hasChanges": true});
        assert_eq!(read_diff(whole).unwrap().sections[0].section, "voice");
        assert!(read_diff(json!({"diffs": [{"changes": []}]})).is_err());
        assert!(read_diff(json!({})).is_err());
    }
}
