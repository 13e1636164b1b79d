//! What publishing does next, as a pure function of where it stands and what just happened.
//! Implements Atoms' "drafts and versions" generation: draft, config, publish, activate.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{ErrorCode, WireError};
use crate::views::{LeftBehind, ReplacedVersion, StopReason};

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
    /// When it began.
    pub started_at: String,
    /// Version the working copy started from.
    pub base_version: String,
    /// Its number.
    pub base_number: Option<u32>,
    /// Name of the draft, unique to this run, so that it can be found again.
    pub draft_name: String,
    /// The `postCallAnalyticsConfig` that is sent.
    pub config: Value,
    /// State of the metric set it was made from: the working copy's base once this is live.
    pub sent_state: Value,
    /// Every other section of the agent, as read before the first write.
    pub others: Option<Value>,
    /// Atoms' id of the draft.
    pub draft_id: Option<String>,
    /// Atoms' id and number of the new version.
    pub version: Option<VersionFacts>,
    /// Explicit activations so far.
    pub activations: u32,
    /// Reads in a row that failed.
    pub failed_reads: u32,
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
    /// goes live, and before any write after an interruption.
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
    /// Read the agent's live configuration.
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
    /// The live version.
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
}

/// Atoms' security check of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// Not finished.
    Running,
    /// Passed, or this deployment has none.
    Passed,
    /// Failed.
    Failed(Option<String>),
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// `ReadAgent` was answered.
    AgentRead(Box<AgentFacts>),
    /// `CreateDraft` was answered, or `FindDraft` found it.
    DraftMade(String),
    /// `FindDraft` found nothing.
    DraftMissing,
    /// `WriteConfig` was answered.
    ConfigWritten,
    /// `ReadDraft` compared.
    DraftCompared {
        /// The draft holds what is sent.
        equal: bool,
    },
    /// `PublishDraft` was answered, or `FindVersion` found it.
    Published(VersionFacts),
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
    /// The person asked to stop. Ignored where it is not safe.
    CancelAsked,
    /// The app starts again, or the person asks to go on after an interruption.
    Resumed,
}

/// Reads that may fail in a row before the run waits for the person.
const READS: u32 = 4;
/// Explicit activations before giving up.
const ACTIVATIONS: u32 = 3;

impl Run {
    /// True when nothing more will be sent.
    pub fn is_finished(&self) -> bool {
        self.phase == Phase::Finished
    }

    /// True exactly while stopping leaves nothing behind but a draft that is removed.
    pub fn can_cancel(&self) -> bool {
        use Phase::{LookBefore, MakeDraft, SettleDraft, SettleWrite, WriteMetrics};
        matches!(
            self.phase,
            LookBefore | MakeDraft | SettleDraft | WriteMetrics | SettleWrite
        )
    }

    /// The next request, or none when the run is finished or waits for the person.
    pub fn action(&self) -> Option<Action> {
        if self.interrupted {
            return None;
        }
        Some(match self.phase {
            Phase::LookBefore | Phase::ReadBack => Action::ReadAgent,
            Phase::MakeDraft => Action::CreateDraft,
            Phase::SettleDraft => Action::FindDraft,
            Phase::WriteMetrics => Action::WriteConfig,
            Phase::SettleWrite => Action::ReadDraft,
            Phase::Publish => Action::PublishDraft,
            Phase::SettlePublish => Action::FindVersion,
            Phase::AwaitCheck => Action::ReadCheck,
            Phase::GoLive => Action::Activate,
            Phase::CleanUp => Action::DeleteDraft,
            Phase::Finished => return None,
        })
    }

    /// Where the run stands after `event`.
    #[must_use]
    pub fn after(mut self, event: Event) -> Self {
        use Phase as P;
        if !matches!(event, Event::Failed(_)) {
            self.failed_reads = 0;
        }
        match (self.phase, event) {
            (P::LookBefore, Event::AgentRead(facts)) => self.looked_before(*facts),
            (P::MakeDraft | P::SettleDraft, Event::DraftMade(id)) => {
                self.draft_id = Some(id);
                self.go(P::WriteMetrics);
            }
            (P::MakeDraft, Event::Unclear(error)) => self.settle(P::SettleDraft, error),
            (P::SettleDraft, Event::DraftMissing) => self.stop_or(P::MakeDraft),
            (P::WriteMetrics, Event::ConfigWritten) => self.look_then(P::Publish),
            (P::WriteMetrics, Event::Unclear(error)) => self.settle(P::SettleWrite, error),
            (P::SettleWrite, Event::DraftCompared { equal: true }) => self.look_then(P::Publish),
            (P::SettleWrite, Event::DraftCompared { equal: false }) => self.stop_or(P::WriteMetrics),
            (P::Publish | P::SettlePublish, Event::Published(version)) => {
                self.version = Some(version);
                self.go(P::AwaitCheck);
            }
            (P::Publish, Event::Unclear(error)) => self.settle(P::SettlePublish, error),
            (P::SettlePublish, Event::VersionMissing) => self.stop_or(P::Publish),
            (P::AwaitCheck, Event::CheckRead(Check::Passed)) => self.go(P::ReadBack),
            (P::AwaitCheck, Event::CheckRead(Check::Failed(reason))) => {
                self.stop(StopReason::CheckFailed { reason });
            }
            (P::ReadBack, Event::AgentRead(facts)) => self.read_back(*facts),
            // An activation that was refused, or whose answer was lost, is settled by the next read.
            (P::GoLive, Event::Activated | Event::Unclear(_)) => self.go(P::ReadBack),
            (P::GoLive, Event::Failed(error)) if self.may_be_pending(&error) => self.go(P::AwaitCheck),
            (P::CleanUp, Event::DraftDeleted(gone)) => {
                if gone {
                    self.draft_id = None;
                    if let Some(Outcome::Stopped { left_behind, .. }) = &mut self.outcome {
                        *left_behind = None;
                    }
                }
                self.phase = P::Finished;
            }
            (_, Event::CancelAsked) if self.can_cancel() => self.stop(StopReason::Cancelled),
            (_, Event::Resumed) if !self.is_finished() => self.resume(),
            (_, Event::Failed(error)) => self.failed(error),
            _ => {}
        }
        self
    }

    fn go(&mut self, phase: Phase) {
        self.phase = phase;
        self.unclear = None;
    }

    fn look_then(&mut self, write: Phase) {
        self.then = write;
        self.go(Phase::LookBefore);
    }

    fn settle(&mut self, phase: Phase, error: WireError) {
        self.phase = phase;
        self.unclear = Some(error);
    }

    fn looked_before(&mut self, facts: AgentFacts) {
        if facts.active_version.as_deref() == Some(self.base_version.as_str()) {
            self.others.get_or_insert(facts.others);
            self.go(self.then);
        } else {
            let reason = StopReason::LiveMoved {
                number: facts.active_number,
                author: facts.active_author,
                before_writing: self.draft_id.is_none(),
            };
            self.stop(reason);
        }
    }

    fn read_back(&mut self, facts: AgentFacts) {
        let ours = self.version.as_ref().map(|version| version.id.as_str());
        if ours.is_some() && facts.active_version.as_deref() == ours {
            let mut paths = facts.metric_differences;
            paths.extend(facts.other_differences);
            if paths.is_empty() {
                self.outcome = Some(Outcome::Live {
                    read_at: facts.read_at,
                    metrics: facts.metrics,
                    replaced: facts.replaced,
                });
                self.go(Phase::Finished);
            } else {
                self.stop(StopReason::Differs { paths });
            }
        } else if facts.active_version.as_deref() != Some(self.base_version.as_str()) {
            let reason = StopReason::LiveMoved {
                number: facts.active_number,
                author: facts.active_author,
                before_writing: false,
            };
            self.stop(reason);
        } else if self.activations < ACTIVATIONS {
            // Counted before it is sent: a crash in between must not make the count start again.
            self.activations += 1;
            self.go(Phase::GoLive);
        } else {
            // `Differs` would claim that the new version serves calls; it does not.
            let detail = format!("activated {ACTIVATIONS} times, and the version before is still live");
            self.stop(StopReason::Failed {
                error: WireError::plain(ErrorCode::AtomsProblem, detail),
            });
        }
    }

    fn may_be_pending(&self, error: &WireError) -> bool {
        self.activations < ACTIVATIONS && matches!(error.code, ErrorCode::Conflict | ErrorCode::Refused)
    }

    fn failed(&mut self, error: WireError) {
        use Phase as P;
        let passing = matches!(
            error.code,
            ErrorCode::Offline
                | ErrorCode::TimedOut
                | ErrorCode::CutOff
                | ErrorCode::RateLimited
                | ErrorCode::AtomsProblem
                | ErrorCode::Unreadable
        );
        match self.phase {
            // After the first write a read is tried again, and then waits for the person: what was
            // begun is never given up on a lost connection.
            P::SettleDraft | P::SettleWrite | P::SettlePublish | P::AwaitCheck | P::ReadBack | P::GoLive
                if passing =>
            {
                self.read_failed(error);
            }
            P::LookBefore if passing && self.draft_id.is_some() => self.read_failed(error),
            // The agent tells more than the check: it may be live already.
            P::AwaitCheck => self.go(P::ReadBack),
            // Whether callers feel the new version is not known, so this is no end, however final the error.
            P::SettlePublish | P::ReadBack => self.wait_for_person(error),
            P::CleanUp | P::Finished => self.phase = P::Finished,
            _ => self.stop(StopReason::Failed { error }),
        }
    }

    fn read_failed(&mut self, error: WireError) {
        self.failed_reads += 1;
        if self.phase == Phase::GoLive {
            self.phase = Phase::ReadBack;
        }
        if self.failed_reads >= READS {
            self.wait_for_person(error);
        }
    }

    fn wait_for_person(&mut self, error: WireError) {
        self.unclear = Some(error);
        self.interrupted = true;
    }

    /// After a restart it is not known whether the request of this phase was sent: a write is settled
    /// by reading before anything else.
    fn resume(&mut self) {
        self.interrupted = false;
        self.failed_reads = 0;
        self.unclear = None;
        self.phase = match self.phase {
            Phase::MakeDraft => Phase::SettleDraft,
            Phase::WriteMetrics => Phase::SettleWrite,
            Phase::Publish => Phase::SettlePublish,
            Phase::GoLive => Phase::ReadBack,
            other => other,
        };
    }

    /// A write turned out not to have happened. If Atoms left it unanswered in this run, the person
    /// decides about a second try; if the app was gone in between, it goes out now, after one more look.
    fn stop_or(&mut self, write: Phase) {
        match self.unclear.take() {
            Some(error) => self.stop(StopReason::Failed { error }),
            None => self.look_then(write),
        }
    }

    fn stop(&mut self, reason: StopReason) {
        self.mark_stop(&reason);
        let left_behind = match (&self.version, &self.draft_id) {
            (Some(_), _) if matches!(reason, StopReason::Differs { .. }) => None,
            (Some(_), _) => Some(LeftBehind::Version),
            (None, Some(_)) => Some(LeftBehind::Draft),
            // A draft whose answer was lost may be there all the same: CleanUp looks for it, and until
            // then it counts as left.
            (None, None) if self.phase == Phase::SettleDraft => Some(LeftBehind::Draft),
            (None, None) => None,
        };
        self.phase = if left_behind == Some(LeftBehind::Draft) {
            Phase::CleanUp
        } else {
            Phase::Finished
        };
        self.outcome = Some(Outcome::Stopped { reason, left_behind });
        self.unclear = None;
    }
}
