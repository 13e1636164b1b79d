//! The metrics of an agent on screen: rows, what is typed, edits, and bringing both together.

use debrief_metrics::{
    ConflictKey, Counts, DataType, Finding, Flag, LiveChange, MetricFields, Problem, Repair, Side, Span,
};
use serde::{Deserialize, Serialize};
use specta::Type;

pub use debrief_metrics::MetricPreview;

use super::{AgentView, LiveVersion, ReviewItem, RowChange};

/// One metric of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MetricRow {
    /// Stable inside the working copy.
    pub id: String,
    /// Machine name.
    pub identifier: String,
    /// One of the five types; none for a type this version does not know.
    pub data_type: Option<DataType>,
    /// The word Atoms sent for an unknown type.
    pub unknown_type: Option<String>,
    /// The question.
    pub prompt: String,
    /// Allowed answers of an Enum.
    pub choices: Vec<String>,
    /// Against what is live.
    pub change: RowChange,
    /// Choices that are not live yet.
    pub new_choices: Vec<String>,
}

/// A panel closed with text in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptPanel {
    /// "new", or the id of the metric that was being edited.
    pub slot: String,
    /// Cards in it.
    pub cards: u32,
}

/// Everything typed into the panel. Kept as typed, valid or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Panel {
    /// The numbered cards, in order.
    pub cards: Vec<Card>,
    /// Key of the open card.
    pub open: Option<String>,
}

/// One card of the panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// Given by the front end, stable for the life of the card.
    pub key: String,
    /// The metric this card edits; none for a new one.
    pub metric_id: Option<String>,
    /// What was typed.
    pub fields: MetricFields,
    /// Text still in the Choices field; at Save it counts as a choice.
    pub choice_text: String,
}

/// What is wrong with a panel's cards. `Problem::metric` and `Finding::metric` are the index of the card.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PanelCheck {
    /// Empty when Save would take it.
    pub problems: Vec<Problem>,
    /// What lint says about the cards as they would stand in the set; Save takes them all the same. What Atoms refuses
    /// is among the problems.
    pub findings: Vec<Finding>,
    /// Metrics on this agent after Save.
    pub metrics_after: u32,
}

/// How Save ended.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[expect(clippy::large_enum_variant, reason = "made once per Save and sent at once")]
pub enum SaveOutcome {
    /// All cards are in the working copy; the panel is empty.
    Saved {
        /// The agent after it.
        agent: AgentView,
        /// Identifiers of the metrics that were added instead of changing a live one.
        instead: Vec<String>,
    },
    /// Nothing was saved: it would change what others receive from live metrics, and nobody agreed to that.
    AsksConsent {
        /// What would change, metric by metric. Agreeing means sending this back.
        changes: Vec<LiveChange>,
    },
    /// Nothing was saved.
    Refused {
        /// What is wrong, by card.
        problems: Vec<Problem>,
    },
}

/// What may happen to metrics that are live.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Consent {
    /// Nothing that others notice; Save asks then.
    Ask,
    /// What the person read and agreed to. Anything beyond it is asked again.
    Agreed {
        /// As [`SaveOutcome::AsksConsent`] had it.
        changes: Vec<LiveChange>,
    },
    /// Live metrics that would be noticed stay as they are, and each gets a new metric with the edited text behind it.
    AddInstead,
}

/// One edit of the working copy.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Edit {
    /// Removes a metric.
    Remove {
        /// Its id.
        metric: String,
    },
    /// Takes a removal back.
    PutBack {
        /// Its id.
        metric: String,
    },
    /// Puts a copy right behind a metric.
    Duplicate {
        /// Its id.
        metric: String,
    },
    /// Moves a metric.
    Move {
        /// Its id.
        metric: String,
        /// New index among the metrics that are not removed.
        to: u32,
    },
    /// Does the change that mends a finding.
    Repair {
        /// Id of the metric it is about.
        metric: String,
        /// The change, as lint gave it.
        repair: Repair,
    },
    /// Does every change that only adds or tidies.
    RepairSafe,
    /// Removes several metrics.
    RemoveMany {
        /// Their ids, each once.
        metrics: Vec<String>,
    },
    /// Puts a copy right behind each of several metrics.
    DuplicateMany {
        /// Their ids, each once.
        metrics: Vec<String>,
    },
    /// Moves several metrics together, in their present order.
    MoveMany {
        /// Their ids.
        metrics: Vec<String>,
        /// New index of the first of them among the metrics that are not removed.
        to: u32,
    },
    /// Sets an analysis setting.
    SetFlag {
        /// Which.
        flag: Flag,
        /// To what.
        value: bool,
    },
    /// Goes back to what is live.
    DiscardChanges,
    /// Takes the version that is live now as the one to compare with and publish from.
    ContinueFromLive,
    /// The same where that version changed metrics too: both are put together, each conflict as chosen.
    BringTogether {
        /// Id of the live version that the person looked at: any other one is not merged unseen.
        live: String,
        /// A choice for every conflict of the [`MergeView`].
        choices: Vec<MergeChoice>,
    },
    /// Takes the last step back.
    Undo,
    /// Does it again.
    Redo,
}

/// What somebody else made live meanwhile, beside the changes of this working copy.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeView {
    /// The version that is live now.
    pub live: LiveVersion,
    /// What it changed against the version that this working copy began from.
    pub theirs: Vec<ReviewItem>,
    /// The same in numbers.
    pub their_counts: Counts,
    /// What both changed, for the person to choose.
    pub conflicts: Vec<MergeConflict>,
}

/// A thing that both changed to something different.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeConflict {
    /// Which one.
    pub key: ConflictKey,
    /// Identifier of the metric before; empty for what is not about one metric.
    pub identifier: String,
    /// As both began; none if both added it.
    pub before: Option<MergeSide>,
    /// Here; none if it was removed here.
    pub mine: Option<MergeSide>,
    /// Live now; none if it was removed there.
    pub theirs: Option<MergeSide>,
}

/// A metric on one side of a conflict.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeSide {
    /// Machine name.
    pub identifier: String,
    /// One of the five types.
    pub data_type: Option<DataType>,
    /// The word for another one.
    pub unknown_type: Option<String>,
    /// The prompt, with what differs from before.
    pub prompt: Vec<Span>,
    /// The choices.
    pub choices: Vec<String>,
}

/// What the person chose in one conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeChoice {
    /// Which conflict.
    pub key: ConflictKey,
    /// Whose value stands.
    pub side: Side,
}
