//! Differences of two JSON values by path, kept so that they can be made as well as shown.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::equal::same_member;
use crate::normalise::{element_path, member_path};
use crate::validate::Field;

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Member(String),
    Element(usize),
}

/// One place at which two values differ.
#[derive(Debug, Clone, PartialEq)]
pub struct PathChange {
    /// Where, e.g. `retention.days` or `scale[2]`; empty for the whole. Lists of different lengths differ as a whole.
    pub path: String,
    /// What stood there; none if nothing did.
    pub before: Option<Value>,
    /// What stands there; none if nothing does.
    pub after: Option<Value>,
    /// The field of a metric that shows this difference; none if no field does.
    pub field: Option<Field>,
    pub(crate) steps: Vec<Step>,
}

/// A [`PathChange`] for showing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PathText {
    /// Where; empty for the whole.
    pub path: String,
    /// The JSON that stood there; none if nothing did.
    pub before: Option<String>,
    /// The JSON that stands there; none if nothing does.
    pub after: Option<String>,
}

impl PathChange {
    /// The two values as JSON.
    #[must_use]
    pub fn text(&self) -> PathText {
        PathText {
            path: self.path.clone(),
            before: self.before.as_ref().map(Value::to_string),
            after: self.after.as_ref().map(Value::to_string),
        }
    }

    /// The member that the way begins with.
    pub(super) fn member(&self) -> Option<&str> {
        match self.steps.first() {
            Some(Step::Member(member)) => Some(member),
            _ => None,
        }
    }

    pub(super) fn new(steps: &[Step], before: Option<&Value>, after: Option<&Value>) -> Self {
        let path = steps.iter().fold(String::new(), |path, step| match step {
            Step::Member(member) => member_path(&path, member),
            Step::Element(index) => element_path(&path, *index),
        });
        Self {
            path,
            before: before.cloned(),
            after: after.cloned(),
            field: None,
            steps: steps.to_vec(),
        }
    }

    /// Whether `value` has here what this change starts from.
    pub(super) fn starts_from(&self, value: &Value) -> bool {
        same_member(find(value, &self.steps), self.before.as_ref())
    }

    /// Makes the change. Does nothing where the way to its place is missing.
    pub(super) fn make(&self, value: &mut Value) {
        let Some((last, way)) = self.steps.split_last() else {
            if let Some(after) = &self.after {
                *value = after.clone();
            }
            return;
        };
        match (find_mut(value, way), last, &self.after) {
            (Some(Value::Object(members)), Step::Member(member), Some(after)) => {
                members.insert(member.clone(), after.clone());
            }
            (Some(Value::Object(members)), Step::Member(member), None) => {
                members.shift_remove(member);
            }
            (Some(Value::Array(elements)), Step::Element(index), Some(after)) => {
                if let Some(element) = elements.get_mut(*index) {
                    *element = after.clone();
                }
            }
            _ => {}
        }
    }
}

/// Adds every difference at or below the place that `steps` lead to.
pub(super) fn walk(
    before: Option<&Value>,
    after: Option<&Value>,
    steps: &mut Vec<Step>,
    found: &mut Vec<PathChange>,
) {
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let only_new = new.keys().filter(|member| !old.contains_key(*member));
            for member in old.keys().chain(only_new) {
                steps.push(Step::Member(member.clone()));
                walk(old.get(member), new.get(member), steps, found);
                steps.pop();
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) if old.len() == new.len() => {
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                steps.push(Step::Element(index));
                walk(Some(old), Some(new), steps, found);
                steps.pop();
            }
        }
        _ if same_member(before, after) => {}
        _ => found.push(PathChange::new(steps, before, after)),
    }
}

fn find<'a>(value: &'a Value, steps: &[Step]) -> Option<&'a Value> {
    steps.iter().try_fold(value, |value, step| match step {
        Step::Member(member) => value.as_object()?.get(member),
        Step::Element(index) => value.as_array()?.get(*index),
    })
}

fn find_mut<'a>(value: &'a mut Value, steps: &[Step]) -> Option<&'a mut Value> {
    steps.iter().try_fold(value, |value, step| match step {
        Step::Member(member) => value.as_object_mut()?.get_mut(member),
        Step::Element(index) => value.as_array_mut()?.get_mut(*index),
    })
}
