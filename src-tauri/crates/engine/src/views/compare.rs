//! Two sets of metrics side by side, and metrics on their way back.

use debrief_metrics::{
    BringBackError, BroughtBack, ChoicesChange, DataType, DiffCounts, FileProblem, FlagChange, Moved,
    PathText, Rename, Span, TypeChange,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AgentView, DraftBranch, LiveVersion, VersionRow};

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CompareSource {
    /// A version of the agent.
    Version {
        /// Atoms' id.
        id: String,
    },
    /// What stood before a version of the agent.
    Before {
        /// Atoms' id of the version.
        id: String,
    },
    /// The working copy of the agent.
    WorkingCopy,
    /// An open draft of the agent.
    Draft {
        /// Atoms' id of it; on branches also that of the branch.
        id: String,
    },
    /// What is live on any agent. It is read now.
    LiveOf {
        /// Which agent.
        agent_id: String,
    },
    /// A file that was read for this.
    File {
        /// Names it, from `CompareFile`.
        token: String,
    },
}

/// A file that was read to be compared.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CompareFile {
    /// Nothing can be made of it.
    Unreadable {
        /// Name of the file, without the folder.
        file_name: String,
        /// Why.
        problem: FileProblem,
    },
    /// It has metrics.
    Ready {
        /// Names it in `CompareSource::File`, for as long as the app runs and at most three newer ones were read.
        token: String,
        /// Name of the file, without the folder.
        file_name: String,
    },
}

/// What a side is, by name.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CompareSide {
    /// A version.
    Version {
        /// Who, when and so on.
        version: VersionRow,
        /// The branch that it stands on, where the agent has more than one and Atoms told of them since the app started.
        branch: Option<DraftBranch>,
    },
    /// There was nothing: the other side is the first version.
    Nothing,
    /// The working copy.
    WorkingCopy {
        /// Number of the version that it started from.
        base_number: Option<u32>,
        /// Changes that are not live.
        unpublished: u32,
    },
    /// An open draft.
    Draft {
        /// Its name; none on branches, where drafts have none.
        name: Option<String>,
        /// Who wrote to it last, if Atoms tells.
        author: Option<String>,
        /// When it was last written to.
        changed_at: Option<String>,
    },
    /// What is live on an agent.
    Live {
        /// Which agent.
        agent_id: String,
        /// Its name.
        agent_name: String,
        /// The version.
        live: Option<LiveVersion>,
        /// When that was read: an earlier time if Atoms does not answer now.
        read_at: String,
    },
    /// A file.
    File {
        /// Name of the file, without the folder.
        file_name: String,
        /// Rows that hold no metric, and are left out.
        left_out: u32,
        /// It holds metrics and nothing around them: settings are taken as those of the other side.
        metrics_only: bool,
    },
}

/// Two sets of metrics side by side.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CompareView {
    /// The earlier side.
    pub left: CompareSide,
    /// The later side.
    pub right: CompareSide,
    /// Metric by metric, in the order of the right side; a removed one stands behind its old neighbour. Equal metrics are not
    /// among them.
    pub items: Vec<CompareItem>,
    /// Metrics with another place.
    pub moved: Vec<Moved>,
    /// Analysis settings with another effect.
    pub flags: Vec<FlagChange>,
    /// What else of the configuration differs.
    pub rest: Vec<PathText>,
    /// All that in numbers.
    pub counts: DiffCounts,
    /// Metrics of the left side, and of the right side.
    pub metrics: (u32, u32),
}

/// What differs in one metric.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CompareItem {
    /// Only on the right.
    Added {
        /// The metric.
        metric: CompareMetric,
    },
    /// Only on the left.
    Removed {
        /// The metric.
        metric: CompareMetric,
    },
    /// On both, with a difference.
    Changed {
        /// What differs.
        change: Box<CompareChange>,
    },
}

/// A metric of one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CompareMetric {
    /// Its id on that side: for `Pick`, where the side is a version or the working copy.
    pub id: String,
    /// Its identifier.
    pub identifier: String,
    /// Its type; none for one that Debrief does not know.
    pub data_type: Option<DataType>,
    /// The word for an unknown type.
    pub unknown_type: Option<String>,
    /// The prompt.
    pub prompt: String,
    /// The choices.
    pub choices: Vec<String>,
}

/// A metric that both sides have.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CompareChange {
    /// As on the left.
    pub before: CompareMetric,
    /// As on the right.
    pub after: CompareMetric,
    /// Another identifier.
    pub rename: Option<Rename>,
    /// Another type.
    pub data_type: Option<TypeChange>,
    /// Other choices, or another order of them.
    pub choices: Option<ChoicesChange>,
    /// The prompt word by word, where it differs.
    pub prompt: Option<Vec<Span>>,
    /// Differences that no field shows, by path.
    pub other: Vec<PathText>,
}

/// What bringing metrics back came to.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BringBackOutcome {
    /// They are in the working copy; nothing is live. Without any change they were there already, and no step was made.
    Done {
        /// The agent after it.
        agent: Box<AgentView>,
        /// Which ones, by their ids in the working copy.
        brought: BroughtBack,
    },
    /// Nothing was brought back.
    Refused {
        /// Why.
        error: BringBackError,
    },
}
