//! Metrics that come from elsewhere: from a file, or from another agent.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::{Entry, MetricSet};
use crate::equal::same_value;
use crate::identifier::first_free;
use crate::interchange::Incoming;
use crate::metric::{EditError, MetricId};
use crate::normalise::normalise_metric;
use crate::validate::Field;
use crate::wire;

/// How an incoming metric stands to a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// The set has none of this identifier.
    New,
    /// Taking it in place of this one would change nothing.
    Identical(MetricId),
    /// The set has another one of this identifier.
    Different {
        /// That one.
        id: MetricId,
        /// Where they differ.
        difference: Difference,
    },
}

/// Where two metrics of the same identifier differ.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Fields that a person edits.
    pub fields: Vec<Field>,
    /// Something that no field shows.
    pub other: bool,
}

impl MetricSet {
    /// A metric of this set for another one; none for a type that is not one of the five.
    #[must_use]
    pub fn outgoing(&self, id: &MetricId) -> Option<Incoming> {
        let data_type = self.get(id)?.data_type?;
        let (_, entry) = self.raw_entries().find(|(known, _)| *known == id)?;
        Some(Incoming::from_entry(entry, data_type))
    }

    /// How `incoming` stands to this set. Of several metrics with its identifier the first one counts.
    #[must_use]
    pub fn fit(&self, incoming: &Incoming) -> Fit {
        let wanted = &incoming.fields.identifier;
        let mut entries = self.entries.iter();
        let entry = entries.find(|entry| wire::identifier(&entry.raw) == wanted);
        entry.map_or(Fit::New, |entry| fit_to(entry, incoming))
    }

    /// What [`MetricSet::fit`] says of each. It looks through the set once for all of them.
    #[must_use]
    pub fn fit_each<'a>(&self, incoming: impl IntoIterator<Item = &'a Incoming>) -> Vec<Fit> {
        let places = self.places();
        let fit = |incoming: &Incoming| {
            let place = places.get(&incoming.fields.identifier);
            let entry = place.and_then(|index| self.entries.get(*index));
            entry.map_or(Fit::New, |entry| fit_to(entry, incoming))
        };
        incoming.into_iter().map(fit).collect()
    }

    /// Takes one after another: in the place of the one of its identifier, where it would change that, or else at the
    /// end. Where each of them is then. It looks through the set once for all of them.
    pub fn take_each<'a>(&mut self, incoming: impl IntoIterator<Item = &'a Incoming>) -> Vec<MetricId> {
        let mut places = self.places();
        let take = |incoming: &Incoming| {
            let wanted = &incoming.fields.identifier;
            let place = places.get(wanted).copied();
            if let Some(entry) = place.and_then(|index| self.entries.get_mut(index)) {
                if matches!(fit_to(entry, incoming), Fit::Different { .. }) {
                    entry.raw = replaced(&entry.raw, incoming);
                }
                return entry.id.clone();
            }
            let index = self.entries.len();
            places.insert(wanted.clone(), index);
            self.insert_new(index, incoming.raw.clone())
        };
        incoming.into_iter().map(take).collect()
    }

    /// Where each identifier stands first.
    fn places(&self) -> HashMap<String, usize> {
        let mut places = HashMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            places
                .entry(wire::identifier(&entry.raw).to_owned())
                .or_insert(index);
        }
        places
    }

    /// Adds the metric at the end, under its own identifier or, where that is taken, the next free one.
    pub fn take_in(&mut self, incoming: &Incoming) -> MetricId {
        let free = first_free(&incoming.fields.identifier, &|name| {
            self.entries
                .iter()
                .any(|entry| wire::identifier(&entry.raw) == name)
        });
        let mut raw = incoming.raw.clone();
        if let Some(members) = raw.as_object_mut() {
            wire::set_text(members, wire::IDENTIFIER, &free);
        }
        self.insert_new(self.entries.len(), raw)
    }

    /// Brings a metric to what `incoming` says. Members that it does not bring stay as they are.
    ///
    /// # Errors
    /// [`EditError::NoSuchMetric`].
    pub fn replace_with(&mut self, id: &MetricId, incoming: &Incoming) -> Result<(), EditError> {
        let index = self.index_of(id)?;
        let entry = self.entries.get_mut(index).ok_or(EditError::NoSuchMetric)?;
        entry.raw = replaced(&entry.raw, incoming);
        Ok(())
    }
}

/// How `incoming` stands to the metric of its identifier.
fn fit_to(entry: &Entry, incoming: &Incoming) -> Fit {
    let after = replaced(&entry.raw, incoming);
    let before = normalise_metric(&entry.raw);
    if same_value(&before, &normalise_metric(&after)) {
        return Fit::Identical(entry.id.clone());
    }
    let mine = wire::view(&entry.id, &before);
    let fields = &incoming.fields;
    let differ = [
        (Field::DataType, mine.data_type != Some(fields.data_type)),
        (Field::Prompt, mine.prompt != fields.prompt),
        (Field::Choices, mine.choices != fields.choices),
    ];
    let shown = [wire::IDENTIFIER, wire::TYPE, wire::PROMPT, wire::CHOICES];
    let mut others = incoming.raw.as_object().into_iter().flatten();
    Fit::Different {
        id: entry.id.clone(),
        difference: Difference {
            fields: differ
                .into_iter()
                .filter_map(|(field, differs)| differs.then_some(field))
                .collect(),
            other: others.any(|(member, value)| {
                !shown.contains(&member.as_str())
                    && !before.get(member).is_some_and(|mine| same_value(mine, value))
            }),
        },
    }
}

fn replaced(mine: &Value, incoming: &Incoming) -> Value {
    let Value::Object(members) = mine else {
        return incoming.raw.clone();
    };
    let mut members = members.clone();
    wire::edit(&mut members, &incoming.fields);
    let known = [wire::IDENTIFIER, wire::PROMPT, wire::TYPE, wire::CHOICES];
    for (member, value) in incoming.raw.as_object().into_iter().flatten() {
        if !known.contains(&member.as_str()) {
            members.insert(member.clone(), value.clone());
        }
    }
    Value::Object(members)
}
