//! The words that people use for columns and types.

use crate::metric::DataType;

/// The columns of a table of metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Identifier,
    DataType,
    Prompt,
    Choices,
}

impl Column {
    pub(super) const ALL: [Self; 4] = [Self::Identifier, Self::DataType, Self::Prompt, Self::Choices];

    /// What the column is called in our own files, and after it what else people call it: a word that stands earlier
    /// wins over a later one.
    pub(super) const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Identifier => &[
                "identifier",
                "id",
                "key",
                "metric",
                "metric name",
                "name",
                "metrics",
            ],
            Self::DataType => &[
                "data_type",
                "datatype",
                "dispositionmetrictype",
                "type",
                "answer type",
                "kind",
            ],
            Self::Prompt => &[
                "prompt",
                "dispositionmetricprompt",
                "question",
                "instruction",
                "instructions",
            ],
            Self::Choices => &[
                "choices",
                "choice",
                "options",
                "allowed values",
                "allowed answers",
                "answers",
                "values",
            ],
        }
    }
}

/// How well a header names a column: 0 is best.
pub(super) fn rank(column: Column, header: &str) -> Option<usize> {
    let header = plain(header);
    column.words().iter().position(|word| plain(word) == header)
}

/// A type by the word of Atoms, in any case, or by one that people use.
pub(super) fn data_type(word: &str) -> Option<DataType> {
    let word = plain(word);
    DataType::ALL.into_iter().find(|data_type| {
        let words: &[&str] = match data_type {
            DataType::String => &["string", "text", "free text", "str"],
            DataType::Boolean => &[
                "boolean",
                "bool",
                "yes/no",
                "yes / no",
                "yes or no",
                "yes no",
                "true/false",
            ],
            DataType::Integer => &["integer", "int", "number", "whole number", "count"],
            DataType::Enum => &[
                "enum",
                "choice",
                "choices",
                "single choice",
                "one of",
                "list",
                "select",
            ],
            DataType::Datetime => &[
                "datetime",
                "date",
                "time",
                "date time",
                "date/time",
                "date and time",
                "timestamp",
            ],
        };
        words.contains(&word.as_str())
    })
}

/// Without case, and with one space for `_`, `-` and blanks.
fn plain(word: &str) -> String {
    let word = word.to_lowercase().replace(['_', '-'], " ");
    word.split_whitespace().collect::<Vec<_>>().join(" ")
}
