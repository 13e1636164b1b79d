//! What the front end gets: plain views, never the raw configuration, and the edits it sends back.
//!
//! Times are ISO 8601 UTC strings; sentences are made in the front end from codes and parameters.

use debrief_metrics::{
    ConflictKey, Counts, DataType, Flag, MetricFields, Normalisation, Problem, Settings, Side, Span,
    TemplateCategory,
};
use serde::{Deserialize, Serialize};
use specta::Type;

mod publish;

pub use publish::*;

/// What the window needs for its first paint. Read from this computer alone.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StartView {
    /// Version of the app, such as "0.1.0".
    pub version: String,
    /// Chosen theme.
    pub appearance: Appearance,
    /// Chosen size of everything in the window.
    pub text_size: TextSize,
    /// True while another program drives this window.
    pub automation: bool,
    /// The connection in use, if one was chosen.
    pub connection: Option<ConnectionView>,
    /// All connections kept on this computer, the sandbox included once it was opened.
    pub connections: Vec<ConnectionView>,
    /// Agent that was open last on the connection in use.
    pub last_agent_id: Option<String>,
    /// Agents opened on the connection in use, the latest first.
    pub recent_agents: Vec<RecentAgent>,
    /// Folder that holds everything the app keeps.
    pub profile_dir: String,
    /// Folder of the log.
    pub log_dir: String,
    /// A build for development: it shows pages that nobody else needs.
    pub debug: bool,
    /// A file that was set aside and not dismissed yet.
    pub set_aside: Option<SetAside>,
}

/// The store's file of before, which could not be used and lies beside the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetAside {
    /// Why.
    pub reason: SetAsideReason,
    /// Its name in the profile's folder.
    pub file_name: String,
    /// When.
    pub at: String,
    /// What was brought over from it; none if nothing was tried.
    pub rescued: Option<Rescued>,
}

/// Why a file was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SetAsideReason {
    /// It is damaged, or nothing that Debrief wrote.
    Corrupted,
    /// A newer Debrief wrote it.
    Newer,
}

/// What was brought over from a damaged file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rescued {
    /// Connections.
    pub connections: u32,
    /// Unpublished changes of all working copies.
    pub changes: u32,
    /// Cards in panels that were not saved.
    pub cards: u32,
    /// Publishes in the journal.
    pub runs: u32,
    /// Nothing of these was left behind.
    pub complete: bool,
}

/// The theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Appearance {
    /// As the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How large everything in the window is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// A quarter more.
    Large,
    /// Half more.
    Larger,
    /// Twice.
    Largest,
}

impl TextSize {
    /// As a factor.
    pub fn scale(self) -> f64 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.25,
            Self::Larger => 1.5,
            Self::Largest => 2.0,
        }
    }
}

/// Where a connection leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionKind {
    /// An Atoms workspace, reached over the network.
    Atoms,
    /// The server of our own, in process.
    Sandbox,
}

/// Where the key of a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeyPlace {
    /// In the keychain of the operating system.
    Keychain,
    /// In memory, until the app ends.
    Session,
    /// A session key that ended with the app: it has to be entered again.
    Gone,
}

/// One connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    /// Identity on this computer.
    pub id: String,
    /// Atoms or the sandbox.
    pub kind: ConnectionKind,
    /// What the person calls it, or else the name of the workspace.
    pub name: String,
    /// Name of the workspace.
    pub workspace: String,
    /// Name of the person the key belongs to, if Atoms says.
    pub person: Option<String>,
    /// Address of the API.
    pub address: String,
    /// Last four characters of the key.
    pub key_ends: String,
    /// Where the key is.
    pub key_place: KeyPlace,
    /// Its key was refused, and Atoms is not asked for anything until another one is entered.
    pub reading_only: bool,
    /// Unpublished changes kept for its agents.
    pub unpublished: u32,
}

/// An agent opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecentAgent {
    /// Atoms' id.
    pub id: String,
    /// Name when last read.
    pub name: String,
    /// Unpublished changes kept on this computer.
    pub unpublished: u32,
}

/// How connecting ended.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ConnectOutcome {
    /// The key works and is kept.
    Connected {
        /// The connection now in use.
        connection: ConnectionView,
    },
    /// The key works, but the keychain did not take it. `keep_for_session` goes on without.
    KeyNotKept {
        /// Names the waiting connection in `keep_for_session`, `retry_keychain` and `drop_pending`.
        pending: String,
        /// The workspace the key opens.
        workspace: String,
        /// Why.
        trouble: KeychainTrouble,
    },
}

/// Why the keychain did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeychainTrouble {
    /// There is no keychain on this computer, or none is running.
    Missing,
    /// It runs, and nobody has made a keyring in it yet.
    NotSetUp,
    /// It is locked.
    Locked,
    /// It waits for the person, for two seconds or more.
    Waiting,
    /// It refused.
    Refused,
}

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

/// What is wrong with a panel's cards. `Problem::metric` is the index of the card.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PanelCheck {
    /// Empty when Save would take it.
    pub problems: Vec<Problem>,
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
    },
    /// Nothing was saved.
    Refused {
        /// What is wrong, by card.
        problems: Vec<Problem>,
    },
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

/// Templates in the panel.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateView {
    /// What the card is filled with. A type Atoms names that is not one of the five is not offered.
    pub fields: MetricFields,
    /// Group in our library; none for the server's own.
    pub category: Option<TemplateCategory>,
    /// Why one would want it.
    pub when_to_use: Option<String>,
}

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

/// Something happened that the screen should look at again. Carries no data: the front end asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Notice {
    /// The connection in use, or its key's place, changed.
    ConnectionChanged,
    /// A publish of this agent moved.
    PublishMoved {
        /// Which agent.
        agent_id: String,
    },
    /// The window is about to close: keep what was typed, then call `close_window`.
    WindowClosing,
}
