//! The words of the domain: a metric, its type, the analysis settings, and what can go wrong with them.

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// What kind of answer a metric asks for. Atoms: post-call analytics knows these five and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DataType {
    /// Free text.
    String,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// One of the metric's choices.
    Enum,
    /// A point in time.
    Datetime,
}

impl DataType {
    /// Every type, in the order the drop-down shows them.
    pub const ALL: [Self; 5] = [
        Self::String,
        Self::Boolean,
        Self::Integer,
        Self::Enum,
        Self::Datetime,
    ];

    /// The word Atoms uses for this type, e.g. `"ENUM"`.
    #[must_use]
    pub const fn wire(self) -> &'static str {
        match self {
            Self::String => "STRING",
            Self::Boolean => "BOOLEAN",
            Self::Integer => "INTEGER",
            Self::Enum => "ENUM",
            Self::Datetime => "DATETIME",
        }
    }

    /// The type behind a word of Atoms. Exact: another spelling is a type we do not know.
    #[must_use]
    pub fn from_wire(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|data_type| data_type.wire() == word)
    }
}

/// What a person edits on one metric. Texts are kept as typed; `choices` count for [`DataType::Enum`] only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MetricFields {
    /// The metric's name in results, exports and webhooks.
    pub identifier: String,
    /// The kind of answer.
    pub data_type: DataType,
    /// The question, with its rules.
    pub prompt: String,
    /// The allowed answers.
    pub choices: Vec<String>,
}

/// The two switches of the analysis, as they take effect: an absent flag has its default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The platform's own model evaluates the call (default); otherwise the agent's model does.
    pub use_internal_model: bool,
    /// A reasoning model evaluates the call: better, slower, dearer. Off by default.
    pub use_reasoning_model: bool,
}

/// One switch of [`Settings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Flag {
    /// [`Settings::use_internal_model`].
    UseInternalModel,
    /// [`Settings::use_reasoning_model`].
    UseReasoningModel,
}

impl Flag {
    /// Both flags, in the order the settings show them.
    pub const ALL: [Self; 2] = [Self::UseInternalModel, Self::UseReasoningModel];

    /// What holds when the configuration does not mention the flag.
    #[must_use]
    pub const fn default_value(self) -> bool {
        matches!(self, Self::UseInternalModel)
    }
}

/// Names one metric inside one [`crate::MetricSet`], whatever happens to its identifier and place:
/// `m1`, `m2`…, never given twice by the same set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct MetricId(String);

impl MetricId {
    pub(crate) fn numbered(number: u32) -> Self {
        Self(format!("m{number}"))
    }

    /// The number behind the `m`, if this is an id that a set could have given.
    pub(crate) fn number(&self) -> Option<u32> {
        let digits = self.0.strip_prefix('m')?;
        digits
            .parse()
            .ok()
            .filter(|number| Self::numbered(*number) == *self)
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for MetricId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for MetricId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Display for MetricId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One metric as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Stable inside its set.
    pub id: MetricId,
    /// Empty when missing or not a text.
    pub identifier: String,
    /// `None` for a type outside the five.
    pub data_type: Option<DataType>,
    /// With `data_type: None` the word found instead, empty when there is none or it is not a text.
    pub unknown_type: Option<String>,
    /// Empty when missing or not a text.
    pub prompt: String,
    /// Empty unless the type is [`DataType::Enum`] or unknown. An entry that is not a text appears as its JSON.
    pub choices: Vec<String>,
}

impl Metric {
    /// What can be edited, or `None` for a metric of an unknown type.
    #[must_use]
    pub fn fields(&self) -> Option<MetricFields> {
        Some(MetricFields {
            identifier: self.identifier.clone(),
            data_type: self.data_type?,
            prompt: self.prompt.clone(),
            choices: self.choices.clone(),
        })
    }
}

/// Why a configuration, or a stored state of one, could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The configuration is neither an object nor absent.
    #[error("the post-call configuration is not an object")]
    NotAnObject,
    /// `dispositionMetrics` is neither a list nor absent.
    #[error("the list of metrics is not a list")]
    MetricsNotAList,
    /// A stored state is damaged; the text names the part.
    #[error("the stored working copy is damaged: {0}")]
    State(&'static str),
}

/// Why an edit was refused. The set is unchanged then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EditError {
    /// No metric of the set has this id.
    #[error("there is no such metric")]
    NoSuchMetric,
    /// The metric's type is unknown, so only removing and moving it is safe.
    #[error("a metric of an unknown type cannot be edited")]
    NotEditable,
    /// A metric that was to be put back is still there.
    #[error("the metric is already in the list")]
    AlreadyThere,
}
