//! Server-side differences between two configurations. (Atoms: draft diff, version diff.)

use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::Object;
use crate::section::Section;
use crate::world::{Agent, Blocks};

/// The form of `GET …/versions/diff`: leaf by leaf, section by section.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Leaves {
    pub unchanged_sections: Vec<Section>,
    pub diffs: Vec<SectionLeaves>,
}

#[derive(Debug, Serialize)]
pub struct SectionLeaves {
    pub section: Section,
    pub changes: Vec<Leaf>,
}

#[derive(Debug, Serialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Leaf {
    pub path: String,
    pub old_value: Value,
    pub new_value: Value,
}

/// Compares two configurations of one agent by leaves.
pub fn leaves(agent: &Agent, base: &Blocks, target: &Blocks) -> Leaves {
    let mut out = Leaves {
        unchanged_sections: Vec::new(),
        diffs: Vec::new(),
    };
    for section in Section::ALL {
        if base.get(&section) == target.get(&section) {
            out.unchanged_sections.push(section);
            continue;
        }
        let mut changes = Vec::new();
        compare(
            "",
            Some(&Value::Object(agent.content(base, section))),
            Some(&Value::Object(agent.content(target, section))),
            &mut changes,
        );
        out.diffs.push(SectionLeaves { section, changes });
    }
    out
}

/// The form of `GET …/drafts/{draftId}/diff`: whole sections, before and after.
pub fn sections(agent: &Agent, base: &Blocks, target: &Blocks) -> Value {
    let state = |blocks: &Blocks, section| match blocks.get(&section) {
        Some(_) => Value::Object(agent.content(blocks, section)),
        None => Value::Null,
    };
    let mut out = Object::new();
    for section in Section::ALL {
        let changed = base.get(&section) != target.get(&section);
        let entry = json!({
            "before": state(base, section), "after": state(target, section), "changed": changed,
        });
        out.insert(section.name().to_owned(), entry);
    }
    json!({ "sections": out, "hasChanges": base != target })
}

fn compare(path: &str, old: Option<&Value>, new: Option<&Value>, out: &mut Vec<Leaf>) {
    match (old, new) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let added = new.keys().filter(|key| !old.contains_key(*key));
            for key in old.keys().chain(added) {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                compare(&path, old.get(key), new.get(key), out);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            for index in 0..old.len().max(new.len()) {
                compare(&format!("{path}[{index}]"), old.get(index), new.get(index), out);
            }
        }
        (old, new) if old != new => out.push(Leaf {
            path: path.to_owned(),
            old_value: old.cloned().unwrap_or_default(),
            new_value: new.cloned().unwrap_or_default(),
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_carry_dotted_paths_with_list_positions() {
        let old = json!({ "a": { "b": [1, { "c": "x" }] }, "gone": true });
        let new = json!({ "a": { "b": [1, { "c": "y" }, 3] }, "come": false });
        let mut out = Vec::new();
        compare("", Some(&old), Some(&new), &mut out);
        let leaf = |path: &str, old_value, new_value| Leaf {
            path: path.to_owned(),
            old_value,
            new_value,
        };
        assert_eq!(
            out,
            [
                leaf("a.b[1].c", json!("x"), json!("y")),
                leaf("a.b[2]", Value::Null, json!(3)),
                leaf("gone", json!(true), Value::Null),
                leaf("come", Value::Null, json!(false)),
            ]
        );
    }
}
