//! Agents: their list, and one of them.

use debrief_metrics::{Counts, Flag, Settings};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{KeptPanel, MetricFinding, MetricRow, PublishView};

/// A page of agents.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AgentPage {
    /// Last change first.
    pub agents: Vec<AgentRow>,
    /// All agents that match, if Atoms says.
    pub total: Option<u32>,
    /// Number of the next page, if there is one.
    pub next_page: Option<u32>,
    /// When this was read.
    pub read_at: String,
}

/// How an agent is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AgentKind {
    /// One prompt.
    SinglePrompt,
    /// A graph of steps.
    Workflow,
    /// Several agents in one.
    MultiAgent,
    /// A kind this version does not know.
    Other,
}

/// One agent in the list.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AgentRow {
    /// Atoms' id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is for, if somebody wrote it down.
    pub description: Option<String>,
    /// How it is built.
    pub kind: AgentKind,
    /// Archived agents are read-only.
    pub archived: bool,
    /// False for an agent that was never published.
    pub has_live_version: bool,
    /// All calls so far, if Atoms says.
    pub total_calls: Option<u32>,
    /// Last change on Atoms.
    pub updated_at: Option<String>,
    /// Unpublished changes kept on this computer.
    pub unpublished: u32,
    /// Metrics of the live version, if it was read.
    pub metrics: Option<u32>,
}

/// Why an agent cannot be edited here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ReadOnlyReason {
    /// It is archived.
    Archived,
    /// It was never published: there is no version to start from.
    NeverPublished,
    /// It is made of several agents, which Debrief does not edit.
    MultiAgent,
    /// Atoms does not know it any more.
    Gone,
    /// Atoms does not show it to this key.
    Forbidden,
    /// Its configuration cannot be read.
    Unreadable,
}

/// The version that serves calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LiveVersion {
    /// Atoms' id.
    pub id: String,
    /// Its number, once it was read.
    pub number: Option<u32>,
    /// Its label.
    pub label: Option<String>,
}

/// An agent with its working copy.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AgentView {
    /// Atoms' id.
    pub id: String,
    /// Name.
    pub name: String,
    /// How it is built.
    pub kind: AgentKind,
    /// Set when it can only be looked at.
    pub read_only: Option<ReadOnlyReason>,
    /// What is live on Atoms, as last read.
    pub live: Option<LiveVersion>,
    /// The version this working copy started from is no longer the live one, and there are changes.
    pub base_moved: bool,
    /// `base_moved`, and the metrics that are live are those this working copy started from:
    /// `Edit::ContinueFromLive` makes it publishable again.
    pub can_continue_from_live: bool,
    /// The metrics of the working copy, in order; removed ones stand at their old place.
    pub metrics: Vec<MetricRow>,
    /// What lint says about the metrics that are not removed.
    pub findings: Vec<MetricFinding>,
    /// The two analysis settings.
    pub settings: Settings,
    /// Flags that differ from what is live.
    pub changed_flags: Vec<Flag>,
    /// What is unpublished.
    pub changes: Counts,
    /// There is a step to undo.
    pub can_undo: bool,
    /// There is a step to redo.
    pub can_redo: bool,
    /// Panels that were closed with text in them.
    pub kept_panels: Vec<KeptPanel>,
    /// A publish of this agent that runs, stopped or was just finished and not yet dismissed.
    pub publish: Option<PublishView>,
    /// When the agent was last read from Atoms.
    pub read_at: String,
    /// True when this comes from this computer because Atoms could not be asked.
    pub from_cache: bool,
}

/// How a metric differs from what is live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RowChange {
    /// As it is live.
    Same,
    /// Not live yet.
    New,
    /// Live in another form.
    Edited,
    /// Removed here, live until published.
    Removed,
}
