//! The raw JSON of one metric (Atoms: post-call analytics configuration): reading it, making one, editing
//! it in place. Nothing outside the four members that a person edits is ever touched here.

use serde_json::{Map, Value};

use crate::metric::{DataType, Flag, Metric, MetricFields, MetricId};

pub(crate) const METRICS: &str = "dispositionMetrics";
pub(crate) const SUCCESS_METRICS: &str = "successMetrics";
pub(crate) const SUMMARY_PROMPT: &str = "summaryPrompt";
pub(crate) const IDENTIFIER: &str = "identifier";
pub(crate) const PROMPT: &str = "dispositionMetricPrompt";
pub(crate) const TYPE: &str = "dispositionMetricType";
pub(crate) const CHOICES: &str = "choices";
/// The older, nested home of the type: `dispositionValues: {"type": …}`.
pub(crate) const VALUES: &str = "dispositionValues";
pub(crate) const NESTED_TYPE: &str = "type";

/// The member of the configuration that holds a flag.
pub(crate) const fn flag_member(flag: Flag) -> &'static str {
    match flag {
        Flag::UseInternalModel => "useInternalAnalyticsModel",
        Flag::UseReasoningModel => "useReasoningModel",
    }
}

/// Where a metric keeps its type, with the word found there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TypeWord<'a> {
    Flat(&'a str),
    Nested(&'a str),
    Unreadable,
}

impl<'a> TypeWord<'a> {
    /// The flat member wins: it is the form the platform stores today.
    pub(crate) fn of(metric: &'a Map<String, Value>) -> Self {
        match metric.get(TYPE) {
            Some(Value::String(word)) => Self::Flat(word),
            None | Some(Value::Null) => nested_type(metric).map_or(Self::Unreadable, Self::Nested),
            Some(_) => Self::Unreadable,
        }
    }

    pub(crate) fn word(self) -> &'a str {
        match self {
            Self::Flat(word) | Self::Nested(word) => word,
            Self::Unreadable => "",
        }
    }

    pub(crate) fn data_type(self) -> Option<DataType> {
        DataType::from_wire(self.word())
    }
}

fn nested_type(metric: &Map<String, Value>) -> Option<&str> {
    metric.get(VALUES)?.as_object()?.get(NESTED_TYPE)?.as_str()
}

/// The identifier of an entry, empty when it has none.
pub(crate) fn identifier(entry: &Value) -> &str {
    entry.get(IDENTIFIER).and_then(Value::as_str).unwrap_or_default()
}

/// One entry of the list as the person sees it; an entry that is no object has an unreadable type.
pub(crate) fn view(id: &MetricId, entry: &Value) -> Metric {
    let type_word = entry.as_object().map_or(TypeWord::Unreadable, TypeWord::of);
    let data_type = type_word.data_type();
    Metric {
        id: id.clone(),
        identifier: identifier(entry).to_owned(),
        data_type,
        unknown_type: data_type.is_none().then(|| type_word.word().to_owned()),
        prompt: entry
            .get(PROMPT)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        choices: match data_type {
            None | Some(DataType::Enum) => choices(entry),
            Some(_) => Vec::new(),
        },
    }
}

fn choices(entry: &Value) -> Vec<String> {
    let Some(list) = entry.get(CHOICES).and_then(Value::as_array) else {
        return Vec::new();
    };
    list.iter().map(choice_text).collect()
}

fn choice_text(choice: &Value) -> String {
    match choice {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn choices_value(choices: &[String]) -> Value {
    choices.iter().cloned().map(Value::String).collect()
}

/// A new metric, its members in the order of the documented examples.
pub(crate) fn build(fields: &MetricFields) -> Value {
    let mut metric = Map::new();
    metric.insert(IDENTIFIER.to_owned(), fields.identifier.clone().into());
    metric.insert(PROMPT.to_owned(), fields.prompt.clone().into());
    metric.insert(TYPE.to_owned(), fields.data_type.wire().into());
    if fields.data_type == DataType::Enum {
        metric.insert(CHOICES.to_owned(), choices_value(&fields.choices));
    }
    Value::Object(metric)
}

/// Brings the four members to what `fields` says. A member that already says it keeps its bytes, so a
/// missing one stays missing as long as nothing was typed there.
pub(crate) fn edit(metric: &mut Map<String, Value>, fields: &MetricFields) {
    set_text(metric, IDENTIFIER, &fields.identifier);
    set_text(metric, PROMPT, &fields.prompt);
    set_type(metric, fields.data_type);
    set_choices(metric, fields);
}

/// Replaces a text where it stands, or adds it at the end.
pub(crate) fn set_text(metric: &mut Map<String, Value>, member: &str, text: &str) {
    let shown = metric.get(member).and_then(Value::as_str).unwrap_or_default();
    if shown != text {
        metric.insert(member.to_owned(), text.into());
    }
}

fn set_type(metric: &mut Map<String, Value>, data_type: DataType) {
    match TypeWord::of(metric) {
        found if found.data_type() == Some(data_type) => {}
        // The type stays where it was read; writing moves it to its flat member, in this very place.
        TypeWord::Nested(_) => {
            if let Some(values) = metric.get_mut(VALUES).and_then(Value::as_object_mut) {
                values.insert(NESTED_TYPE.to_owned(), data_type.wire().into());
            }
        }
        TypeWord::Flat(_) | TypeWord::Unreadable => {
            metric.insert(TYPE.to_owned(), data_type.wire().into());
        }
    }
}

fn set_choices(metric: &mut Map<String, Value>, fields: &MetricFields) {
    if fields.data_type != DataType::Enum {
        metric.shift_remove(CHOICES);
        return;
    }
    let shown: Vec<String> = metric
        .get(CHOICES)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(choice_text)
        .collect();
    if shown != fields.choices {
        metric.insert(CHOICES.to_owned(), choices_value(&fields.choices));
    }
}
