//! What "Find anything" knows, and the history.

use debrief_metrics::{DataType, DiffCounts, Settings};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AgentKind, DraftBranch, MetricRow, RowChange};
use crate::error::WireError;

/// An agent as "Find anything" knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KnownAgent {
    /// Atoms' id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it is built.
    pub kind: AgentKind,
    /// It is archived.
    pub archived: bool,
    /// Changes that are not live yet.
    pub unpublished: u32,
    /// It was opened here, not only listed.
    pub opened: bool,
    /// Its metrics were read.
    pub read: bool,
    /// Its metrics as they stand on this computer; none for an agent that was never read.
    pub metrics: Vec<KnownMetric>,
}

/// A metric as "Find anything" knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KnownMetric {
    /// Id of its row.
    pub id: String,
    /// Its name.
    pub identifier: String,
    /// Its type; none for one that Debrief does not know.
    pub data_type: Option<DataType>,
    /// What publishing would do with it.
    pub change: RowChange,
}

/// A page of versions.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VersionPage {
    /// Newest first.
    pub versions: Vec<VersionRow>,
    /// All versions of the agent, or of the branch.
    pub total: u32,
    /// When this was read.
    pub read_at: String,
    /// The branches of the agent; none without branches, or where nobody was asked.
    pub branches: Vec<DraftBranch>,
}

/// One version of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VersionRow {
    /// Atoms' id.
    pub id: String,
    /// Its number.
    pub number: Option<u32>,
    /// Label.
    pub label: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Who published it.
    pub author: Option<String>,
    /// When.
    pub published_at: Option<String>,
    /// It is pinned on Atoms.
    pub is_pinned: bool,
    /// The person's own note on it, which is on this computer alone.
    pub note: Option<String>,
    /// It serves calls.
    pub is_live: bool,
    /// Its security check.
    pub check: CheckState,
    /// The version it was restored from.
    pub restored_from: Option<RestoredFrom>,
    /// It is the oldest one: there is nothing that it could have changed.
    pub is_first: bool,
    /// Sections other than the metrics' that are not as in the version before: Atoms' names. None where Atoms does not
    /// tell, or not of both; none at all for the first version.
    pub sections: Option<Vec<String>>,
    /// What it changed in the metrics.
    pub metrics: RowMetrics,
}

/// The version of which another one was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RestoredFrom {
    /// Its number, once it was listed.
    pub number: Option<u32>,
    /// Its label, if it has one.
    pub label: Option<String>,
}

/// What a version changed in the metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RowMetrics {
    /// It is the first one.
    First,
    /// Nothing.
    Same,
    /// This much; at least one of the counts is not 0.
    Changed {
        /// By kind.
        counts: DiffCounts,
    },
    /// Its metrics, or those of the version before, are not on this computer.
    NotRead,
}

/// What reading one row of the history came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RowRead {
    /// The version.
    pub id: String,
    /// What it changed in the metrics, as far as it is known now.
    pub metrics: RowMetrics,
    /// Why it is not known.
    pub error: Option<WireError>,
}

/// Which versions of a history to find. What is left empty leaves nothing out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VersionFilter {
    /// Stands in the label, the description, the author, the person's note, or an identifier, a prompt or a choice of the
    /// metrics; case does not count, and a space is found as an underscore too, so that a metric is found by its readable
    /// name.
    pub text: String,
    /// The number that the text names, if it does: a version with that number is found whatever else it says.
    pub number: Option<u32>,
    /// Who published it.
    pub author: Option<String>,
    /// Only those that are known to have changed metrics.
    pub only_metric_changes: bool,
    /// Rows that are left out at the beginning.
    pub skip: u32,
    /// The most rows at once.
    pub limit: u32,
}

/// What was found among the versions that are on this computer.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VersionSearch {
    /// Newest first.
    pub versions: Vec<VersionRow>,
    /// How many were found.
    pub found: u32,
    /// Versions whose metrics were searched.
    pub read: u32,
    /// All versions, as Atoms last told.
    pub total: u32,
    /// Everybody who published one of those that are known, by name.
    pub authors: Vec<String>,
}

/// How much of a history is on this computer, and what reading the rest takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReadingView {
    /// Versions whose metrics are on this computer.
    pub read: u32,
    /// All versions, as Atoms last told.
    pub total: u32,
    /// Requests that reading the rest takes.
    pub requests: u32,
    /// False if it may be fewer: versions that were not listed yet may share their metrics.
    pub exact: bool,
    /// It is being read.
    pub going: bool,
    /// What ended the last reading before its end; none if nothing did.
    pub error: Option<WireError>,
}

/// A security check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CheckState {
    /// Nothing is known of one.
    None,
    /// It runs.
    Running,
    /// Passed.
    Passed,
    /// Failed.
    Failed,
}

/// One version with its metrics.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VersionView {
    /// Who, when and so on.
    pub version: VersionRow,
    /// Its metrics, read-only. `change` is always `same`.
    pub metrics: Vec<MetricRow>,
    /// Its analysis settings.
    pub settings: Settings,
}

/// What a version is called. Empty for none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VersionLabels {
    /// At most 200 characters.
    pub label: String,
    /// At most 2000 characters.
    pub description: String,
    /// It is pinned.
    pub is_pinned: bool,
}

/// What was typed to call a version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TypedLabels {
    /// What it was called when the person began.
    pub seen: VersionLabels,
    /// What it shall be called.
    pub labels: VersionLabels,
}

/// What can be done about what a version is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LabelsView {
    /// Atoms takes another label, description and pin. Otherwise there is only the person's own note.
    pub on_atoms: bool,
    /// What was typed and not saved yet.
    pub typed: Option<TypedLabels>,
}

/// What calling a version something else came to. What was typed is forgotten where it is kept now, and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LabelsOutcome {
    /// It is called that on Atoms.
    Saved {
        /// As it is now.
        version: VersionRow,
    },
    /// Somebody else called it something else meanwhile. Nothing was sent.
    Moved {
        /// As it is now.
        version: VersionRow,
    },
    /// Atoms answered, and it is called what it was called before.
    NotTaken {
        /// As it is now.
        version: VersionRow,
    },
    /// The agent has branches now, whose revisions keep their label. What was typed is in the note.
    InNote {
        /// As it is now.
        version: VersionRow,
    },
}
