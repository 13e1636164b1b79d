//! The three ways in which what is sent differs from what was read. This module is the only place that
//! makes them, and the list shown to the person is a by-product of making them, so the two cannot drift.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::metric::DataType;
use crate::wire::{self, CHOICES, METRICS, NESTED_TYPE, SUCCESS_METRICS, TYPE, TypeWord, VALUES};

/// What kind of difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NormalisationKind {
    /// A member that is `null` is left out: Atoms refuses nulls in a configuration it returned itself.
    NullLeftOut,
    /// `dispositionValues.type` is sent as `dispositionMetricType`.
    NestedTypeFlattened,
    /// `choices` of a metric that is no Enum is left out.
    ChoicesLeftOut,
}

/// One difference between the configuration as it stands and as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Normalisation {
    /// What happens.
    pub kind: NormalisationKind,
    /// Where, e.g. `dispositionMetrics[2].choices`.
    pub path: String,
    /// The metric it happens to, if it happens inside one that has an identifier.
    pub identifier: Option<String>,
}

/// Every difference that [`crate::MetricSet::write`] makes to this configuration, in its order.
#[must_use]
pub fn normalisations(config: &Value) -> Vec<Normalisation> {
    let mut pass = Pass::default();
    pass.config(config);
    pass.found
}

/// The configuration as it is sent.
pub(crate) fn normalise(config: &Value) -> Value {
    Pass::default().config(config)
}

/// One entry of `dispositionMetrics` as it is sent.
pub(crate) fn normalise_metric(entry: &Value) -> Value {
    Pass::default().metric(entry, "")
}

/// The path of a member. A name that is no plain word is quoted, so that a path reads unambiguously.
pub(crate) fn member_path(parent: &str, member: &str) -> String {
    let plain = !member.is_empty()
        && member
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    match (plain, parent.is_empty()) {
        (true, true) => member.to_owned(),
        (true, false) => format!("{parent}.{member}"),
        (false, _) => format!("{parent}[{}]", Value::from(member)),
    }
}

/// The path of an element.
pub(crate) fn element_path(parent: &str, index: usize) -> String {
    format!("{parent}[{index}]")
}

#[derive(Default)]
struct Pass {
    found: Vec<Normalisation>,
    /// The identifier of the metric being walked.
    inside: Option<String>,
}

impl Pass {
    fn config(&mut self, config: &Value) -> Value {
        let Value::Object(members) = config else {
            return self.without_nulls(config, "");
        };
        self.members(members, "", |pass, member, value, path| match (member, value) {
            (METRICS, Value::Array(entries)) => pass.entries(entries, path, Self::metric),
            (SUCCESS_METRICS, Value::Array(entries)) => pass.entries(entries, path, Self::without_nulls),
            _ => pass.without_nulls(value, path),
        })
    }

    fn entries(
        &mut self,
        entries: &[Value],
        path: &str,
        each: fn(&mut Self, &Value, &str) -> Value,
    ) -> Value {
        let walk = |(index, entry): (usize, &Value)| {
            let identifier = wire::identifier(entry);
            self.inside = (!identifier.is_empty()).then(|| identifier.to_owned());
            let sent = each(self, entry, &element_path(path, index));
            self.inside = None;
            sent
        };
        entries.iter().enumerate().map(walk).collect()
    }

    fn metric(&mut self, entry: &Value, path: &str) -> Value {
        let cleaned = self.without_nulls(entry, path);
        let Value::Object(members) = &cleaned else {
            return cleaned;
        };
        let type_word = TypeWord::of(members);
        // We do not know what the members of an unknown type mean, so they stay as they are.
        let Some(data_type) = type_word.data_type() else {
            return cleaned;
        };

        let mut sent = Map::new();
        for (member, value) in members {
            match (member.as_str(), value) {
                (CHOICES, _) if data_type != DataType::Enum => {
                    self.note(NormalisationKind::ChoicesLeftOut, member_path(path, member));
                }
                (VALUES, Value::Object(values)) if values.get(NESTED_TYPE).is_some_and(Value::is_string) => {
                    self.note(NormalisationKind::NestedTypeFlattened, member_path(path, member));
                    if matches!(type_word, TypeWord::Nested(_)) {
                        sent.insert(TYPE.to_owned(), data_type.wire().into());
                    }
                    let mut rest = values.clone();
                    rest.shift_remove(NESTED_TYPE);
                    if !rest.is_empty() {
                        sent.insert(member.clone(), Value::Object(rest));
                    }
                }
                _ => {
                    sent.insert(member.clone(), value.clone());
                }
            }
        }
        Value::Object(sent)
    }

    /// Leaves out null members at any depth. A null element of a list stays: leaving it out would move
    /// the others.
    fn without_nulls(&mut self, value: &Value, path: &str) -> Value {
        match value {
            Value::Object(members) => self.members(members, path, |pass, _, value, path| {
                pass.without_nulls(value, path)
            }),
            Value::Array(elements) => {
                let walk = |(index, element)| self.without_nulls(element, &element_path(path, index));
                elements.iter().enumerate().map(walk).collect()
            }
            scalar => scalar.clone(),
        }
    }

    fn members(
        &mut self,
        members: &Map<String, Value>,
        path: &str,
        each: impl Fn(&mut Self, &str, &Value, &str) -> Value,
    ) -> Value {
        let mut sent = Map::new();
        for (member, value) in members {
            let path = member_path(path, member);
            if value.is_null() {
                self.note(NormalisationKind::NullLeftOut, path);
            } else {
                let value = each(self, member, value, &path);
                sent.insert(member.clone(), value);
            }
        }
        Value::Object(sent)
    }

    fn note(&mut self, kind: NormalisationKind, path: String) {
        self.found.push(Normalisation {
            kind,
            path,
            identifier: self.inside.clone(),
        });
    }
}
