//! The changed parts of one metric.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::choices::{ChoicesChange, choices_change};
use super::number;
use super::pairs::Item;
use super::paths::{PathChange, Step, walk};
use crate::equal::same_member;
use crate::metric::{DataType, Metric};
use crate::validate::Field;
use crate::wire::{self, CHOICES, IDENTIFIER, NESTED_TYPE, PROMPT, TYPE, VALUES};
use crate::words::{Span, word_diff};

/// Another identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rename {
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
    /// How alike the two are but for the identifier, in percent; 100 only when they are equal.
    pub similarity: u8,
}

/// Another data type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TypeChange {
    /// As it was; none for a type outside the five.
    pub before: Option<DataType>,
    /// As it is; none for a type outside the five.
    pub after: Option<DataType>,
    /// With `before: None` the word found instead, empty when there is none or it is not a text.
    pub before_word: Option<String>,
    /// With `after: None` the word found instead, as `before_word`.
    pub after_word: Option<String>,
}

/// A metric in both sets with at least one changed part. An entry that is no object, or was none, has changed as a whole:
/// then `members` has the empty path alone, and no field is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricChange {
    /// As in the earlier set, with its id there.
    pub before: Metric,
    /// As in the later set, with its id there.
    pub after: Metric,
    /// Another identifier.
    pub rename: Option<Rename>,
    /// Another data type.
    pub data_type: Option<TypeChange>,
    /// Other choices, or another order of them. Those of a type that has none do not count.
    pub choices: Option<ChoicesChange>,
    /// The prompt word by word, where its text differs.
    pub prompt: Option<Vec<Span>>,
    /// Every difference of the two entries as sent, with the raw values. Those that the parts above show name a field.
    pub members: Vec<PathChange>,
    /// Its index in the earlier set.
    pub place: u32,
}

impl MetricChange {
    /// The differences that no field shows.
    pub fn other(&self) -> impl Iterator<Item = &PathChange> {
        self.members.iter().filter(|change| change.field.is_none())
    }
}

/// The change of a pair, none if the two are equal. `similarity` is that of a rename.
pub(super) fn change(
    before: &Item<'_>,
    after: &Item<'_>,
    place: usize,
    similarity: Option<u8>,
) -> Option<MetricChange> {
    if before.key == after.key {
        return None;
    }
    let (old, new) = (wire::view(before.id, before.raw), wire::view(after.id, after.raw));
    let mut change = MetricChange {
        rename: similarity.map(|similarity| Rename {
            before: old.identifier.clone(),
            after: new.identifier.clone(),
            similarity,
        }),
        data_type: None,
        choices: None,
        prompt: None,
        members: Vec::new(),
        place: number(place),
        before: old,
        after: new,
    };
    change.fill(&before.sent, &after.sent);
    Some(change)
}

impl MetricChange {
    fn fill(&mut self, before: &Value, after: &Value) {
        let (Value::Object(old), Value::Object(new)) = (before, after) else {
            self.members = vec![PathChange::new(&[], Some(before), Some(after))];
            return;
        };
        let retyped = (self.before.data_type, &self.before.unknown_type)
            != (self.after.data_type, &self.after.unknown_type);
        if retyped {
            self.data_type = Some(TypeChange {
                before: self.before.data_type,
                after: self.after.data_type,
                before_word: self.before.unknown_type.clone(),
                after_word: self.after.unknown_type.clone(),
            });
        }
        let only_new = new.keys().filter(|member| !old.contains_key(*member));
        for member in old.keys().chain(only_new) {
            let (from, to) = (old.get(member), new.get(member));
            let field = self.shown_whole(member, from, to, retyped);
            let mut steps = vec![Step::Member(member.clone())];
            if field.is_some() {
                let mut change = PathChange::new(&steps, from, to);
                change.field = field;
                self.members.push(change);
            } else {
                walk(from, to, &mut steps, &mut self.members);
            }
        }
        if retyped {
            for change in self.members.iter_mut().filter(|change| holds_type(change)) {
                change.field = Some(Field::DataType);
            }
        }
        let has = |field| self.members.iter().any(|change| change.field == Some(field));
        if has(Field::Prompt) {
            self.prompt = Some(word_diff(&self.before.prompt, &self.after.prompt));
        }
        if has(Field::Choices) {
            self.choices = choices_change(&self.before.choices, &self.after.choices);
        }
    }

    /// The field that shows the whole difference in a member of the metric. A member that is not what its field takes, or
    /// whose difference the field does not show, is like one without a field.
    fn shown_whole(
        &self,
        member: &str,
        before: Option<&Value>,
        after: Option<&Value>,
        retyped: bool,
    ) -> Option<Field> {
        let both = |fits: fn(&Value) -> bool| before.is_none_or(fits) && after.is_none_or(fits);
        match member {
            IDENTIFIER => (self.before.identifier != self.after.identifier && both(Value::is_string))
                .then_some(Field::Identifier),
            PROMPT => {
                (self.before.prompt != self.after.prompt && both(Value::is_string)).then_some(Field::Prompt)
            }
            CHOICES => {
                // An Enum without choices that becomes a text loses its empty list, and nobody's choice.
                let differ =
                    self.before.choices != self.after.choices || retyped && !same_member(before, after);
                (differ && both(Value::is_array)).then_some(Field::Choices)
            }
            _ => None,
        }
    }
}

/// Whether the change is one of the member that says the type, flat or in its older form.
fn holds_type(change: &PathChange) -> bool {
    let only_type = |value: &Value| {
        let members = value.as_object();
        members.is_some_and(|members| members.len() == 1 && members.contains_key(NESTED_TYPE))
    };
    match change.steps.as_slice() {
        [Step::Member(member)] if member == TYPE => true,
        [Step::Member(member)] if member == VALUES => [&change.before, &change.after]
            .into_iter()
            .flatten()
            .all(only_type),
        [Step::Member(member), Step::Member(inner)] => member == VALUES && inner == NESTED_TYPE,
        _ => false,
    }
}
