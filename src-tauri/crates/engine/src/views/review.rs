//! What publishing would do.

use debrief_metrics::{Consequence, Counts, DataType, Finding, Flag, Normalisation, Problem, Span};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::LiveVersion;

/// What publishing would do.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewView {
    /// The agent.
    pub agent_name: String,
    /// What is live.
    pub live: Option<LiveVersion>,
    /// Number the new version will probably get.
    pub next_number: Option<u32>,
    /// In numbers.
    pub counts: Counts,
    /// Metric by metric.
    pub items: Vec<ReviewItem>,
    /// Identifiers before and after, if the order changed.
    pub reordered: Option<Reordered>,
    /// Analysis settings that change, with their new value.
    pub flags: Vec<ReviewFlag>,
    /// What Debrief writes differently from what it read.
    pub normalisations: Vec<Normalisation>,
    /// What keeps this from being published. `Problem::metric` is the index in the working copy.
    pub problems: Vec<ReviewProblem>,
    /// What these changes bring in that can throw away whole calls: publishing asks for consent by metric.
    pub dangers: Vec<ReviewDanger>,
    /// The version this started from is no longer live: publishing will stop.
    pub base_moved: bool,
    /// This agent's versions carry a description.
    pub takes_description: bool,
    /// Label and description as last typed for this agent.
    pub label: String,
    /// See `label`.
    pub description: String,
}

/// A problem with the metric it is about.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewProblem {
    /// Id of the metric.
    pub metric: String,
    /// Its identifier.
    pub identifier: String,
    /// What is wrong.
    pub problem: Problem,
}

/// A danger with the metric it is about.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewDanger {
    /// Id of the metric.
    pub metric: String,
    /// Its identifier.
    pub identifier: String,
    /// What was found.
    pub finding: Finding,
}

/// A new order.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reordered {
    /// Identifiers as they are live.
    pub before: Vec<String>,
    /// Identifiers as they will be.
    pub after: Vec<String>,
}

/// A setting that changes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewFlag {
    /// Which.
    pub flag: Flag,
    /// What it will be.
    pub after: bool,
}

/// What happens to one metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ItemKind {
    /// It is new.
    Added,
    /// It goes.
    Removed,
    /// It changes.
    Changed,
}

/// One metric of the review.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewItem {
    /// What happens.
    pub kind: ItemKind,
    /// Identifier after the change (of a removed one: before it).
    pub identifier: String,
    /// Former identifier, if it changes.
    pub renamed_from: Option<String>,
    /// Type after the change.
    pub data_type: Option<DataType>,
    /// The word for an unknown type.
    pub unknown_type: Option<String>,
    /// Former type, if it changes (none inside for an unknown one).
    pub type_from: Option<TypeBefore>,
    /// True when the prompt changes.
    pub reworded: bool,
    /// The prompt with the words that come and go.
    pub prompt: Vec<Span>,
    /// The choices, in their new order, those that go at their old place.
    pub choices: Vec<ChoiceSpan>,
    /// True when nothing but the order of the choices changes in them.
    pub choices_reordered: bool,
    /// What those who use its answers notice.
    pub consequences: Vec<Consequence>,
}

/// A type that is about to change.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TypeBefore {
    /// One of the five.
    pub data_type: Option<DataType>,
    /// The word for an unknown one.
    pub unknown_type: Option<String>,
}

/// A choice in the review.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChoiceSpan {
    /// Same, added or removed.
    pub kind: debrief_metrics::SpanKind,
    /// The choice.
    pub text: String,
}
