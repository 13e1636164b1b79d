//! Metrics on their way: into a file, out of one, and to other agents.

use debrief_metrics::{
    Consequence, DataType, Difference, Field, FileProblem, Finding, MetricFields, RowProblem, Span,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{ReadOnlyReason, StopReason};
use crate::error::WireError;

/// How metrics are written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FileFormat {
    /// As Atoms takes it, with everything.
    Json,
    /// One row per metric, for spreadsheet apps.
    Csv,
}

/// What a file would do.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ImportView {
    /// Its rows. What was read is kept until it is applied, dropped, or another file is read.
    Rows {
        /// Names what was read.
        token: String,
        /// Name of the file.
        file_name: String,
        /// Its entries, in order.
        rows: Vec<ImportRow>,
        /// Columns that mean nothing here.
        unused_columns: Vec<String>,
    },
    /// Nothing in it could be read.
    Unreadable {
        /// Name of the file.
        file_name: String,
        /// Why.
        problem: FileProblem,
    },
}

/// One entry of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// Row of the spreadsheet as the app counts, or place in the list.
    pub at: u32,
    /// What stands there: the identifier, or the beginning of the entry.
    pub found: String,
    /// The metric in it; none if there is a problem.
    pub fields: Option<MetricFields>,
    /// How it stands to the working copy.
    pub state: ImportState,
    /// What lint says of it among the metrics that would be there.
    pub findings: Vec<Finding>,
    /// What those who use the answers notice of the live metric whose place it takes; nothing if it takes none.
    pub consequences: Vec<Consequence>,
}

/// How an entry of a file stands to the working copy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ImportState {
    /// There is none of this identifier.
    New,
    /// It would change nothing.
    Identical,
    /// There is another one of this identifier.
    Different {
        /// Where they differ.
        change: IncomingChange,
    },
    /// It is no metric.
    Refused {
        /// Every reason.
        problems: Vec<RowProblem>,
    },
}

/// What an incoming metric would change in the one that is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IncomingChange {
    /// Where they differ.
    pub difference: Difference,
    /// The type that is there, if it is one of the five.
    pub type_before: Option<DataType>,
    /// The incoming prompt, with what differs.
    pub prompt: Vec<Span>,
    /// The choices that are there.
    pub choices_before: Vec<String>,
    /// The incoming choices.
    pub choices: Vec<String>,
}

/// What to do with an incoming metric where there is another one of its identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// It takes the other one's place, and keeps of it what it does not bring.
    Replace,
    /// The other one stays as it is.
    Keep,
    /// It is added under a free identifier.
    Beside,
}

/// A row that the person wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportChoice {
    /// Its number.
    pub at: u32,
    /// What to do if there is another one.
    pub way: Way,
}

/// What copying metrics would change on one agent, read now.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyTarget {
    /// The agent.
    pub agent_id: String,
    /// Its name.
    pub agent_name: String,
    /// What would change.
    pub state: CopyState,
}

/// How an agent stands to metrics that are to be copied.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CopyState {
    /// It can take them.
    Ready {
        /// By metric, in their order.
        metrics: Vec<CopyMetric>,
        /// Changes of its working copy that are not live, without these.
        other_changes: u32,
        /// Names the state of the working copy that this is about.
        seen: String,
        /// Names the metrics that would be copied, as they were.
        source: String,
    },
    /// Nobody can edit it here.
    ReadOnly {
        /// Why.
        reason: ReadOnlyReason,
    },
}

/// One metric on its way to one agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyMetric {
    /// Its id on the agent that it comes from.
    pub metric: String,
    /// Its identifier.
    pub identifier: String,
    /// How it stands to what is there. `Refused` for a type that cannot be copied.
    pub state: ImportState,
    /// What lint says of it among the metrics that would be there, if it takes the place of its namesake.
    pub findings: Vec<Finding>,
    /// What those who use the answers notice of the live metric whose place it takes; nothing if it takes none.
    pub consequences: Vec<Consequence>,
}

/// What the person wants of one agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyOrder {
    /// The agent.
    pub agent_id: String,
    /// The state of its working copy that the person looked at.
    pub seen: String,
    /// The metrics that the person looked at, as they were.
    pub source: String,
    /// By metric, what to do where there is another one; one for each of those.
    pub ways: Vec<CopyWay>,
}

/// A choice for one metric on one agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyWay {
    /// Id on the agent that it comes from.
    pub metric: String,
    /// What to do.
    pub way: Way,
}

/// How copying to one agent ended.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyResult {
    /// The agent.
    pub agent_id: String,
    /// Its name.
    pub agent_name: String,
    /// How.
    pub outcome: CopyOutcome,
}

/// How copying to one agent ended.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CopyOutcome {
    /// Its working copy has them, as one step that can be undone.
    Copied {
        /// Metrics that were added or replaced.
        metrics: u32,
        /// Changes of its working copy that were there before.
        other_changes: u32,
        /// Names the state of the working copy after it.
        seen: String,
    },
    /// It has them already, or keeps its own.
    Unchanged,
    /// Nothing was changed on it.
    Failed {
        /// Why.
        error: WireError,
    },
}

/// An agent that is to be published with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchOrder {
    /// The agent.
    pub agent_id: String,
    /// The state of its working copy that is to be published.
    pub seen: String,
    /// Changes of its working copy that were there before. Publishing ships them too.
    pub other_changes: u32,
    /// The person wants that. Without it an agent with other changes is skipped.
    pub with_others: bool,
}

/// Several agents that are published one after another.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    /// Names it.
    pub id: String,
    /// Label of each new version.
    pub label: String,
    /// When it began.
    pub started_at: String,
    /// How it stands.
    pub state: BatchState,
    /// The agents, in order.
    pub targets: Vec<BatchTarget>,
}

/// How a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BatchState {
    /// It goes on by itself.
    Going,
    /// It ends after the agent that is being published now.
    Stopping,
    /// It waits for the person: the app ended in the middle, or another connection came into use.
    Paused,
    /// Every agent has its outcome.
    Done,
}

/// One agent of a batch.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchTarget {
    /// The agent.
    pub agent_id: String,
    /// Its name.
    pub agent_name: String,
    /// Changes of its working copy that were there before the batch's own.
    pub other_changes: u32,
    /// How it stands.
    pub outcome: BatchOutcome,
}

/// How one agent of a batch stands.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BatchOutcome {
    /// Its turn has not come.
    Waiting,
    /// It is being published.
    Running,
    /// Its new version is live, read back.
    Live {
        /// Number of the version.
        number: Option<u32>,
    },
    /// Only the person can go on; its changes are kept.
    NeedsYou {
        /// Why.
        why: BatchTrouble,
    },
    /// It was not published and is as it was; its changes are kept.
    Skipped {
        /// Why.
        why: BatchSkip,
    },
}

/// What only the person can settle.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BatchTrouble {
    /// The publish stopped.
    Stopped {
        /// Why.
        reason: Box<StopReason>,
    },
    /// The publish was interrupted, and waits.
    Interrupted,
    /// Its working copy is not what the person looked at any more.
    Changed,
    /// Lint refuses a metric, or one of them can throw away whole calls.
    Lint {
        /// Identifier of the first one.
        identifier: String,
        /// Its field, if it is about one.
        field: Option<Field>,
        /// It can be published all the same, if the person says so.
        may_publish: bool,
    },
    /// An earlier publish of it has to be settled first.
    PublishRunning,
    /// It could not be begun.
    Failed {
        /// Why.
        error: WireError,
    },
}

/// Why an agent of a batch was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BatchSkip {
    /// It had other unpublished changes, and they were not to be published.
    OtherChanges,
    /// What it has is live already.
    NothingToPublish,
    /// The person stopped before its turn came.
    Stopped,
    /// The person cancelled its publish.
    Cancelled,
}
