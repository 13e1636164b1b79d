//! A publish and everything it can ask for and learn: the words that the machine, the driver and the journal share.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::WireError;
use crate::generation::Generation;
use crate::views::{DraftWait, DraftWay, LeftBehind, ReplacedVersion, Standing, StopReason};

/// One publish of one agent: everything needed to go on after a crash.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Run {
    /// Identity, also part of the draft's name.
    pub id: String,
    /// Connection it runs on.
    pub connection: String,
    /// Agent it publishes.
    pub agent: String,
    /// Label of the new version.
    pub label: String,
    /// Description, if one was typed.
    pub description: Option<String>,
    /// Identifiers of metrics that can throw away whole calls and that the person publishes all the same.
    #[serde(default)]
    pub anyway: Vec<String>,
    /// When it began.
    pub started_at: String,
    /// Version the working copy started from.
    pub base_version: String,
    /// Its number.
    pub base_number: Option<u32>,
    /// Which generation of Atoms the agent speaks.
    #[serde(default)]
    pub generation: Generation,
    /// Branches: the branch that is published to.
    #[serde(default)]
    pub branch: Option<String>,
    /// Branches: it is published to this one, which is not live, and callers feel nothing of it. `base_version` is the head
    /// of it then.
    #[serde(default)]
    pub target: Option<Target>,
    /// Drafts: name of the draft, unique to this run, so that it can be found again.
    pub draft_name: String,
    /// The `postCallAnalyticsConfig` that is sent.
    pub config: Value,
    /// State of the metric set it was made from: the working copy's base once this is live.
    pub sent_state: Value,
    /// Every other section of the agent, as read before the first write.
    pub others: Option<Value>,
    /// Atoms' id of the draft. Branches: the draft that this installation wrote last, be it in an earlier run.
    pub draft_id: Option<String>,
    /// The draft's revision after our last write: any other one means that somebody else wrote since.
    #[serde(default)]
    pub draft_revision: Option<u32>,
    /// Branches: every revision of that draft that a write of ours made. Any other one is somebody else's work.
    #[serde(default)]
    pub own_revisions: Vec<u32>,
    /// Atoms' id and number of the new version.
    pub version: Option<VersionFacts>,
    /// The generation in which the publish was asked for.
    #[serde(default)]
    pub sent_in: Option<Generation>,
    /// Explicit activations so far; branches: reads that found the version before still live.
    pub activations: u32,
    /// A write of this run has reached Atoms.
    #[serde(default)]
    pub wrote: bool,
    /// Looks at a security check that was still running.
    #[serde(default)]
    pub looks: u32,
    /// Times that something of ours was not where it should be.
    #[serde(default)]
    pub misses: u32,
    /// Reads in a row that failed.
    pub failed_reads: u32,
    /// The last of them failed because no connection could be made.
    #[serde(default)]
    pub offline: bool,
    /// Writes for which no connection could be made.
    #[serde(default)]
    pub unsent: u32,
    /// The error whose outcome is being settled.
    pub unclear: Option<WireError>,
    /// Where it stands.
    pub phase: Phase,
    /// The write that follows `Phase::LookBefore`.
    pub then: Phase,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Index of the step at which it stopped, for the screen.
    pub stopped_at: usize,
    /// Set when the app ended, or the network went, in the middle.
    pub interrupted: bool,
    /// Branches: the draft of somebody else that the person looked at and takes in.
    #[serde(default)]
    pub accepted: Option<Accepted>,
    /// With it: the working copy's own state at the start, before theirs was merged in.
    #[serde(default)]
    pub own_state: Option<Value>,
    /// The person wants it ended, and whether its publish was carried out is looked at first.
    #[serde(default)]
    pub discarding: bool,
    /// Nothing is written: the app started again, and only looks how far this got.
    #[serde(default)]
    pub looking: bool,
    /// What that look found: what the person may do about it.
    #[serde(default)]
    pub standing: Option<Standing>,
    /// Drafts: the answer to making the draft was lost, and it was not there when it was looked for. Atoms may make it
    /// later.
    #[serde(default)]
    pub unsure: bool,
    /// After a stop because of somebody else's draft: the person waits for it to go.
    #[serde(default)]
    pub wait: Option<DraftWait>,
    /// Branches: `draft_id` was saved to be kept, before this run began. It is not removed with the run.
    #[serde(default)]
    pub keeps_draft: bool,
    /// This is no publish: the working copy was saved to a draft, which counts as ours since. Never unfinished, and shown
    /// nowhere.
    #[serde(default)]
    pub saved: Option<SavedDraft>,
}

/// A branch that is not live, and is published to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Atoms' id.
    pub branch: String,
    /// Its name when the publish began.
    pub name: String,
    /// The last read found that somebody put it live.
    pub is_live: bool,
}

/// A draft that was saved to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedDraft {
    /// The name that it was given.
    pub name: Option<String>,
}

/// Somebody else's draft as the person saw it, and what they decided. Any other state of it starts over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// What to do with it.
    pub way: DraftWay,
    /// Which, and after which write.
    pub mark: DraftMark,
    /// Sections other than the metrics that differ from what is live.
    pub sections: Vec<String>,
    /// Who wrote to it last, for the words on screen.
    pub author: Option<String>,
}

/// A version Atoms made of our draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionFacts {
    /// Atoms' id.
    pub id: String,
    /// Its number.
    pub number: Option<u32>,
}

/// Where a run stands: the request it is about to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Read the agent: is the base version still live? Right before the first write, before the draft
    /// goes live, and before any write after an interruption. Branches: and is no draft of anybody else open?
    LookBefore,
    /// Make the draft.
    MakeDraft,
    /// Find out whether the draft was made.
    SettleDraft,
    /// Write the metrics to it.
    WriteMetrics,
    /// Find out whether they were written.
    SettleWrite,
    /// Publish it.
    Publish,
    /// Find out whether it was published.
    SettlePublish,
    /// Wait for the security check.
    AwaitCheck,
    /// Read the agent: is the new version live, and as sent?
    ReadBack,
    /// Activate the new version.
    GoLive,
    /// Remove the draft after a cancel or a refusal.
    CleanUp,
    /// Ended.
    Finished,
}

/// How a run ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Outcome {
    /// Live, and as sent.
    Live {
        /// When that was read.
        read_at: String,
        /// Metrics compared.
        metrics: u32,
        /// A colleague's version that this one replaced, unseen until now.
        #[serde(default)]
        replaced: Option<ReplacedVersion>,
    },
    /// Our metrics are in somebody else's draft, and nothing is live.
    Added {
        /// When that was read.
        read_at: String,
        /// Whose draft, if Atoms tells.
        author: Option<String>,
    },
    /// Not.
    Stopped {
        /// Why.
        reason: StopReason,
        /// What of ours is still on Atoms.
        left_behind: Option<LeftBehind>,
    },
}

/// A request for the driver to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read the agent's live configuration, or that of the branch which is published to; branches: before a write the
    /// shared draft as well.
    ReadAgent,
    /// Make the draft from the base version.
    CreateDraft,
    /// Look for a draft with the run's name.
    FindDraft,
    /// Write `config` to the draft.
    WriteConfig,
    /// Read the draft's configuration and compare it with `config`.
    ReadDraft,
    /// Publish the draft, asking for it to be activated.
    PublishDraft,
    /// Look for a version made from the draft.
    FindVersion,
    /// Read the new version's security check, after a pause.
    ReadCheck,
    /// Activate the new version.
    Activate,
    /// Delete the draft.
    DeleteDraft,
}

/// What a read of the agent showed.
#[derive(Debug, Clone)]
pub struct AgentFacts {
    /// The live version; for a run with a `target` the head of that branch.
    pub active_version: Option<String>,
    /// Its number and author, read when it is not the expected one.
    pub active_number: Option<u32>,
    /// See `active_number`.
    pub active_author: Option<String>,
    /// Every section but the metrics.
    pub others: Value,
    /// Paths at which the live metrics differ from what is sent.
    pub metric_differences: Vec<String>,
    /// Paths at which the other sections differ from what was read before the first write.
    pub other_differences: Vec<String>,
    /// Metrics that are live.
    pub metrics: u32,
    /// A version that somebody made live after the base version and before ours.
    pub replaced: Option<ReplacedVersion>,
    /// When it was read.
    pub read_at: String,
    /// The `target` of the run is the live branch by now.
    pub target_is_live: bool,
    /// Branches: the branch that is published to, read before a write.
    pub branch: Option<BranchFacts>,
}

/// What a read of the branch that is published to showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchFacts {
    /// Atoms' id.
    pub id: String,
    /// Its latest revision.
    pub head: Option<String>,
    /// Its open draft.
    pub draft: Option<DraftFacts>,
}

/// A draft in one of its states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftMark {
    /// Atoms' id.
    pub id: String,
    /// Grows with every write, whoever writes.
    pub revision: Option<u32>,
}

/// What a read of the open draft showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFacts {
    /// Which, and after which write.
    pub mark: DraftMark,
    /// Who wrote last. For the words on screen: keys are shared, so a name proves nothing.
    pub author: Option<String>,
    /// When it was opened.
    pub since: Option<String>,
    /// Sections other than the metrics that differ from what is live.
    pub sections: Vec<String>,
    /// There are writes in it that are not ours.
    pub others_wrote: bool,
    /// Some of those came after the state of it that the person accepted.
    pub unseen: bool,
    /// One of those changed the metrics.
    pub others_changed_metrics: bool,
}

/// Atoms' security check of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// Not finished.
    Running,
    /// Passed, or this deployment has none. Branches: nothing is being published any more.
    Passed,
    /// Failed.
    Failed(Option<String>),
    /// Branches: failed, though the publish still counts as on its way. It may be an older check.
    Failing(Option<String>),
    /// Branches: the draft is open, and nobody publishes it.
    Idle,
    /// The `target` of the run went live while the check ran, and the publish was called off.
    TargetLive,
    /// Branches: the draft is gone, and no revision was made of it.
    DraftGone,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// `ReadAgent` was answered.
    AgentRead(Box<AgentFacts>),
    /// `CreateDraft` was answered, or `FindDraft` found it.
    DraftMade(DraftMark),
    /// `FindDraft` found nothing.
    DraftMissing,
    /// `WriteConfig` was answered.
    ConfigWritten(DraftMark),
    /// `ReadDraft` compared.
    DraftCompared {
        /// The draft that holds what is sent; none if it holds something else, or is not there.
        equal: Option<DraftMark>,
    },
    /// `PublishDraft` was answered, or `FindVersion` or `ReadCheck` found it.
    Published(VersionFacts),
    /// Branches: `PublishDraft` was answered, or `FindVersion` found that it is on its way: the check comes first.
    Scanning,
    /// `FindVersion` found nothing.
    VersionMissing,
    /// `ReadCheck` was answered.
    CheckRead(Check),
    /// `Activate` was answered.
    Activated,
    /// `DeleteDraft` ended; false if the draft may still be there.
    DraftDeleted(bool),
    /// A request was refused, or never reached Atoms: it changed nothing.
    Failed(WireError),
    /// A write whose outcome is not known.
    Unclear(WireError),
    /// Drafts: the request was turned away, because the agent lives on branches now.
    Migrated,
    /// Branches: the server has no such routes any more, and nothing was written yet.
    Withdrawn,
    /// The person asked to stop. Ignored where it is not safe.
    CancelAsked,
    /// The person asks to go on after an interruption.
    Resumed,
    /// The app starts again: look how far it got, and write nothing.
    LookedAfter,
    /// The person, having been told how far it got, ends it and has what it made removed.
    DiscardAsked,
}
