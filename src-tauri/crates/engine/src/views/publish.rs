//! A publish as the screen shows it: its steps, how it ended, and somebody else's draft that is in its way.

use debrief_metrics::{Counts, Span};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{DraftBranch, MergeChoice, MergeConflict, ReviewDanger, ReviewItem};
use crate::error::WireError;

/// The steps of a publish, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PublishStep {
    /// The agent is read: is what we started from still live?
    LookBefore,
    /// A draft is made from the live version.
    MakeDraft,
    /// The metrics are written to it.
    WriteMetrics,
    /// The metrics are written to somebody else's draft.
    AddToDraft,
    /// That draft is read and compared with what was in it and what was sent.
    ReadDraft,
    /// It is published as a new version.
    Publish,
    /// Atoms is asked to publish it; the new version is there once the check has passed.
    AskToPublish,
    /// Atoms checks it.
    SecurityCheck,
    /// It goes live.
    GoLive,
    /// The agent is read and compared with what was sent.
    ReadBack,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    /// Not begun.
    Waiting,
    /// Running.
    Running,
    /// Its answer did not arrive; Atoms is being read to learn what happened.
    Settling,
    /// Done.
    Done,
    /// Stopped here.
    Stopped,
}

/// One step with its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Which.
    pub step: PublishStep,
    /// Where it stands.
    pub state: StepState,
}

/// Where a publish stands.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PublishView {
    /// Identity of this run.
    pub run_id: String,
    /// The agent.
    pub agent_id: String,
    /// It is published to this branch, which was not live when it began.
    pub target: Option<DraftBranch>,
    /// Label of the new version.
    pub label: String,
    /// Identifiers of metrics that can void whole calls and that are published all the same.
    pub anyway: Vec<String>,
    /// Running, live, stopped or interrupted.
    pub state: RunState,
    /// The steps, in order.
    pub steps: Vec<StepView>,
    /// Number of the version that was live, or the head of `target`, at the start.
    pub live_number: Option<u32>,
    /// Number of the new version: the expected one until Atoms gave it.
    pub new_number: Option<u32>,
    /// Id of the new version, once Atoms made it.
    pub new_version_id: Option<String>,
    /// When it began.
    pub started_at: String,
    /// True exactly while it can be stopped without leaving anything behind.
    pub can_cancel: bool,
    /// The security check takes longer than it usually does.
    pub check_is_slow: bool,
    /// It waits because going on failed, and the person may end it as it is.
    pub can_give_up: bool,
    /// It left a draft of ours on Atoms that `remove_leftover` may delete.
    pub can_remove_draft: bool,
    /// A description that was typed and that Atoms had no place for: the agent moved to its newer form meanwhile.
    pub unsent_description: Option<String>,
    /// No connection can be made; it goes on by itself as soon as one can.
    pub waits_for_network: bool,
    /// It has stopped, and what it made is being removed.
    pub ends_now: bool,
    /// The app had ended in the middle, and a look at Atoms after its next start found this end.
    pub found_later: bool,
}

/// How a run stands.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RunState {
    /// It goes on.
    Running,
    /// The new version is live, or the head of the branch that was published to, and equals what was sent.
    Live {
        /// When that was read.
        read_at: String,
        /// Metrics that were compared.
        metrics: u32,
        /// A colleague's version that was live for a moment in between.
        replaced: Option<ReplacedVersion>,
    },
    /// The metrics are in somebody else's draft. Nothing is live.
    Added {
        /// When that was read.
        read_at: String,
        /// Whose draft, if Atoms tells.
        author: Option<String>,
    },
    /// It ended without that.
    Stopped {
        /// Why.
        reason: StopReason,
        /// The draft or version of ours that is still on Atoms, in words for support.
        left_behind: Option<LeftBehind>,
        /// The person waits for the draft that is in the way to go.
        waiting: Option<DraftWait>,
    },
    /// The app ended meanwhile, and Atoms is read to learn how far it got. Nothing is written.
    Looking,
    /// It waits for the person. `resume_publish` reads Atoms and goes on; `discard_publish` ends it.
    Interrupted {
        /// What a look at Atoms found; none before one succeeded.
        standing: Option<Standing>,
        /// For `Standing::Discard`: why it cannot go on.
        reason: Option<StopReason>,
    },
}

/// What may safely be done about an interrupted publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Nothing is in its way, and callers feel nothing of it yet.
    Continue,
    /// It cannot go on; what it made may be removed.
    Discard,
}

/// A draft of somebody else that the person waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftWait {
    /// When Atoms was last looked at.
    pub checked_at: String,
    /// How the draft went; none while it is open.
    pub gone: Option<DraftEnd>,
    /// What kept the last look from succeeding.
    pub trouble: Option<WireError>,
}

/// How a draft went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DraftEnd {
    /// Something was published: another version is live.
    Published {
        /// Its number.
        number: Option<u32>,
        /// Who published it.
        author: Option<String>,
    },
    /// What is live did not change.
    Discarded,
}

/// What to do about somebody else's draft, beside waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DraftWay {
    /// Write our metrics into it and publish nothing.
    Add,
    /// Publish all of it with our metrics.
    Everything,
}

/// Somebody else's open draft, read now.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenDraftView {
    /// Which state of it this is; an answer names it.
    pub seen: DraftSeen,
    /// Who wrote to it last, if Atoms tells. Keys are shared: a name proves nothing.
    pub author: Option<String>,
    /// When it was opened.
    pub since: Option<String>,
    /// When it was last written to.
    pub changed_at: Option<String>,
    /// It is being published at this moment.
    pub publishing: bool,
    /// Its configuration could be read. Without it the only answer is to wait.
    pub readable: bool,
    /// Sections other than the metrics that differ from what is live.
    pub sections: Vec<DraftSection>,
    /// What it changes in the metrics.
    pub metrics: Vec<ReviewItem>,
    /// The same, counted.
    pub metric_counts: Counts,
    /// Where it and the working copy changed the same.
    pub conflicts: Vec<MergeConflict>,
    /// What it brings into the metrics that can throw away whole calls.
    pub dangers: Vec<ReviewDanger>,
}

/// One state of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftSeen {
    /// Atoms' id.
    pub id: String,
    /// Grows with every write.
    pub revision: Option<u32>,
}

/// One section of a draft that differs from what is live.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftSection {
    /// Atoms' name of it.
    pub section: String,
    /// Its values that differ.
    pub changes: Vec<DraftChange>,
}

/// One value that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftChange {
    /// Where, as Atoms names it, such as `globalPrompt`.
    pub path: String,
    /// The words of both.
    pub words: Vec<Span>,
}

/// An answer about somebody else's draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftAnswer {
    /// What to do.
    pub way: DraftWay,
    /// The state of the draft that the person read.
    pub seen: DraftSeen,
    /// Choices for `OpenDraftView::conflicts`.
    pub choices: Vec<MergeChoice>,
    /// Identifiers of the metrics of `OpenDraftView::dangers` that may go live as they are.
    pub anyway: Vec<String>,
}

/// A draft of ours that an earlier publish left on Atoms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeftoverView {
    /// The publish that made it.
    pub run_id: String,
    /// Label of that publish.
    pub label: String,
    /// When it began.
    pub started_at: String,
}

/// What became of a draft that was to be removed.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Removal {
    /// It was not removed: Atoms made a version of it meanwhile, which stays.
    pub published: bool,
    /// Number of that version.
    pub number: Option<u32>,
    /// The publish on screen, if it was not put away.
    pub publish: Option<PublishView>,
}

/// A publish that somebody may want to look at, whatever page is open.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenRun {
    /// The agent.
    pub agent_id: String,
    /// Its name.
    pub agent_name: String,
    /// Where it stands.
    pub publish: PublishView,
}

/// A version that went live between our last look and our own going live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReplacedVersion {
    /// Its number.
    pub number: Option<u32>,
    /// Who published it.
    pub author: Option<String>,
}

/// What a stopped run left on Atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LeftBehind {
    /// A draft of ours that was not published.
    Draft,
    /// A version of ours that is not live.
    Version,
    /// Our metrics are in a draft that is not ours alone.
    SharedDraft,
}

/// Why a run stopped.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StopReason {
    /// Another version is live than the one this working copy started from. Nothing was written
    /// if this was seen before the first write.
    LiveMoved {
        /// Number of the version that is live now.
        number: Option<u32>,
        /// Who published it.
        author: Option<String>,
        /// True if nothing was written yet.
        before_writing: bool,
    },
    /// Atoms did not let the version through.
    CheckFailed {
        /// Its words.
        reason: Option<String>,
    },
    /// The new version is live, but not as sent.
    Differs {
        /// Where, as paths such as `dispositionMetrics[2].dispositionMetricPrompt`.
        paths: Vec<String>,
    },
    /// The person stopped it.
    Cancelled,
    /// Somebody else has unpublished changes in the draft that everybody shares; publishing would ship them too.
    OpenDraft {
        /// Atoms' id of it.
        #[serde(default)]
        draft: Option<String>,
        /// Who wrote to it last, if Atoms tells.
        author: Option<String>,
        /// When it was opened.
        since: Option<String>,
        /// Its sections, other than the metrics, that differ from what is live: Atoms' names.
        sections: Vec<String>,
        /// The metrics of this publish are in that draft already: it was opened in the same moment.
        joined: bool,
        /// `joined`, and that draft had changes of somebody else to the metrics, which ours took the place of.
        metrics_replaced: bool,
    },
    /// The draft with our metrics is gone: somebody else discarded it.
    DraftGone,
    /// The draft of somebody else that the person answered about is gone. Nothing was written.
    TheirDraftGone,
    /// The branch that was to be published to, and was not live, went live meanwhile: nothing was published to it.
    TargetLive,
    /// Somebody called the publish off on Atoms while the security check ran.
    CalledOff,
    /// A request failed for good.
    Failed {
        /// How.
        error: WireError,
    },
    /// The person gave up on a run that could not go on. How it ended is not known.
    GivenUp {
        /// What kept it from going on.
        error: Option<WireError>,
    },
}
