//! What "Find anything" knows, and the history.

use debrief_metrics::{DataType, Settings};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AgentKind, MetricRow, RowChange};

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
    /// All versions of the agent.
    pub total: u32,
    /// When this was read.
    pub read_at: String,
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
    /// It serves calls.
    pub is_live: bool,
    /// Its security check.
    pub check: CheckState,
    /// Label of the version it was restored from.
    pub restored_from: Option<String>,
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
