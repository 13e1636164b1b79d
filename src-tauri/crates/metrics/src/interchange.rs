//! Metrics as files: JSON as Atoms takes it, and one row per metric for spreadsheet apps.
//!
//! Reading judges each entry by itself, so that one bad row does not keep the others out. What can be read and is merely
//! not publishable yet, such as an identifier with blanks, is no problem of the row: [`crate::lint`] tells it.

mod cells;
mod json;
mod rows;
mod vocabulary;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

pub use json::{metrics_json, set_in, set_json};
pub use rows::metrics_csv;

use crate::metric::{DataType, MetricFields, MetricId};
use crate::normalise::normalise_metric;
use crate::wire::{self, CHOICES};

/// A metric on its way into a set: its four fields, and in JSON also the members that no field shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// What can be edited.
    pub fields: MetricFields,
    /// An entry of `dispositionMetrics` as it is sent.
    pub(crate) raw: Value,
}

impl Incoming {
    /// A metric of these fields alone. Choices count for an Enum only.
    #[must_use]
    pub fn of(fields: &MetricFields) -> Self {
        Self::from_entry(&wire::build(fields), fields.data_type)
    }

    /// An entry whose type is known by now.
    pub(crate) fn from_entry(entry: &Value, data_type: DataType) -> Self {
        let mut raw = normalise_metric(entry);
        let view = wire::view(&MetricId::from(""), &raw);
        let fields = MetricFields {
            identifier: view.identifier,
            data_type,
            prompt: view.prompt,
            choices: match data_type {
                DataType::Enum => view.choices,
                _ => Vec::new(),
            },
        };
        if let Value::Object(members) = &mut raw {
            // Choices that were numbers become the texts that they are shown as.
            members.shift_remove(CHOICES);
            wire::edit(members, &fields);
        }
        Self {
            raw: normalise_metric(&raw),
            fields,
        }
    }
}

/// What is wrong with one entry of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RowProblem {
    /// An entry of a JSON list that is no object.
    NotAMetric,
    /// No identifier, or only blanks.
    IdentifierMissing,
    /// No type.
    TypeMissing,
    /// A type that is none of the five, nor a word for one.
    TypeUnknown {
        /// The word found.
        word: String,
    },
    /// No prompt, or only blanks.
    PromptMissing,
    /// An Enum without choices.
    ChoicesMissing,
    /// An earlier row has the same identifier.
    Repeated {
        /// That row.
        first: u32,
    },
}

/// One entry of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number: in a spreadsheet as the app shows it, in JSON its place in the list, from 1.
    pub at: u32,
    /// What stands there: the identifier, or else the beginning of the entry.
    pub found: String,
    /// The metric, or every reason why there is none.
    pub metric: Result<Incoming, Vec<RowProblem>>,
}

/// Everything in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Its entries, in order.
    pub rows: Vec<Row>,
    /// Columns of a spreadsheet that mean nothing here.
    pub unused_columns: Vec<String>,
}

/// Why nothing in a file could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FileProblem {
    /// Nothing in it.
    Empty,
    /// It begins as JSON and is none.
    BrokenJson {
        /// Where, from 1.
        line: u32,
        /// Where in that line, from 1.
        column: u32,
    },
    /// JSON without a list of metrics.
    NoList,
    /// No column for identifiers in its first row.
    NoIdentifierColumn {
        /// The columns that there are.
        columns: Vec<String>,
    },
    /// The spreadsheet cannot be understood from here on.
    BrokenTable {
        /// The line of the file.
        line: u32,
    },
    /// More entries than are read from one file.
    TooMany {
        /// The entries that there are.
        found: u32,
        /// [`MOST_ENTRIES`].
        limit: u32,
    },
}

/// So many entries of one file are read. No agent has nearly as many metrics, and each of them is shown before any is
/// taken.
pub const MOST_ENTRIES: u32 = 1000;

/// Refuses a file with more entries than are read of one.
fn within_limit(entries: usize) -> Result<(), FileProblem> {
    let found = u32::try_from(entries).unwrap_or(u32::MAX);
    if found > MOST_ENTRIES {
        return Err(FileProblem::TooMany {
            found,
            limit: MOST_ENTRIES,
        });
    }
    Ok(())
}

/// Reads a file, JSON or a table; which of the two it is shows in its first character.
///
/// # Errors
/// [`FileProblem`], when no entry can be read at all, or there are more than [`MOST_ENTRIES`].
pub fn read_metrics(text: &str) -> Result<Reading, FileProblem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = match text.trim_start().chars().next() {
        None => return Err(FileProblem::Empty),
        Some('{' | '[') => json::read(text)?,
        Some(_) => rows::read(text)?,
    };
    if reading.rows.is_empty() {
        return Err(FileProblem::Empty);
    }
    mark_repeated(&mut reading.rows);
    Ok(reading)
}

/// Of equal identifiers the first one is taken.
fn mark_repeated(rows: &mut [Row]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in rows {
        let Ok(metric) = &row.metric else { continue };
        let first = *seen.entry(metric.fields.identifier.clone()).or_insert(row.at);
        if first != row.at {
            row.metric = Err(vec![RowProblem::Repeated { first }]);
        }
    }
}

/// A type by its word, and what every metric needs.
fn judge(identifier: &str, word: &str, prompt: &str, no_choices: bool) -> Result<DataType, Vec<RowProblem>> {
    let blank = |text: &str| text.trim().is_empty();
    let mut problems = Vec::new();
    if blank(identifier) {
        problems.push(RowProblem::IdentifierMissing);
    }
    let data_type = vocabulary::data_type(word);
    match data_type {
        Some(DataType::Enum) if no_choices => problems.push(RowProblem::ChoicesMissing),
        Some(_) => {}
        None if blank(word) => problems.push(RowProblem::TypeMissing),
        None => problems.push(RowProblem::TypeUnknown {
            word: word.trim().to_owned(),
        }),
    }
    if blank(prompt) {
        problems.push(RowProblem::PromptMissing);
    }
    match data_type {
        Some(data_type) if problems.is_empty() => Ok(data_type),
        _ => Err(problems),
    }
}
