//! What publishing does next, as a pure function of where it stands and what just happened. Both generations of Atoms
//! go through the same phases: "drafts and versions" makes a draft of its own and may have to activate; "branches and
//! revisions" writes into the one draft that all share, and leaves out both.

use super::run::{Action, AgentFacts, Check, DraftMark, Event, Outcome, Phase, Run};
use crate::error::{ErrorCode, WireError};
use crate::generation::Generation;
use crate::views::{LeftBehind, StopReason};

/// Reads that may fail in a row before the run waits for the person.
const READS: u32 = 4;
/// The same where there is no connection at all: an hour at the usual pause. It goes on by itself as soon as there is one.
const OFFLINE_READS: u32 = 360;
/// Explicit activations before giving up.
const ACTIVATIONS: u32 = 3;
/// Looks at a running check before the run waits for the person: ten minutes at the usual pause.
const LOOKS: u32 = 240;
/// Looks after which the check counts as slow: two minutes.
const SLOW: u32 = 48;
/// Times that something may be missing, or a failed check be seen, before it counts.
const MISSES: u32 = 3;

impl Run {
    /// True when nothing more will be sent.
    pub fn is_finished(&self) -> bool {
        self.phase == Phase::Finished
    }

    /// True exactly while stopping leaves nothing behind but a draft that is removed, or was saved before. A shared draft has to be known
    /// before it may be removed, so a write to it is settled first.
    pub fn can_cancel(&self) -> bool {
        use Phase::{LookBefore, MakeDraft, SettleDraft, SettleWrite, WriteMetrics};
        match self.phase {
            // What was written into somebody else's draft stays there.
            LookBefore => self.accepted.is_none() || !self.wrote,
            MakeDraft | SettleDraft | WriteMetrics => true,
            SettleWrite => self.generation == Generation::Drafts,
            _ => false,
        }
    }

    /// True once the security check takes longer than it usually does.
    pub fn check_is_slow(&self) -> bool {
        self.phase == Phase::AwaitCheck && self.looks >= SLOW
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
    pub fn after(self, event: Event) -> Self {
        let looked = matches!(event, Event::AgentRead(_));
        let mut run = self.moved(event);
        if run.looking {
            run.hold_writes(looked);
        }
        run
    }

    fn moved(mut self, event: Event) -> Self {
        use Phase as P;
        if !matches!(event, Event::Failed(_)) {
            (self.failed_reads, self.offline) = (0, false);
        }
        match (self.phase, event) {
            (P::LookBefore, Event::AgentRead(facts)) => self.looked_before(*facts),
            (P::MakeDraft | P::SettleDraft, Event::DraftMade(mark)) => {
                self.take(mark);
                self.wrote = true;
                self.go(P::WriteMetrics);
            }
            (phase, Event::Migrated) if self.generation == Generation::Drafts => self.migrated(phase),
            (P::LookBefore | P::WriteMetrics, Event::Withdrawn)
                if self.generation == Generation::Branches && !self.wrote && self.accepted.is_none() =>
            {
                self.generation = Generation::Drafts;
                (self.branch, self.draft_id, self.draft_revision) = (None, None, None);
                self.own_revisions.clear();
                self.look_then(P::MakeDraft);
            }
            (P::MakeDraft, Event::Unclear(error)) => self.settle(P::SettleDraft, error),
            (P::SettleDraft, Event::DraftMissing) => {
                self.unsure |= self.generation == Generation::Drafts;
                self.stop_or(P::MakeDraft);
            }
            (P::WriteMetrics, Event::ConfigWritten(mark))
            | (P::SettleWrite, Event::DraftCompared { equal: Some(mark) }) => self.written(mark),
            (P::WriteMetrics, Event::Unclear(error)) => self.settle(P::SettleWrite, error),
            (P::WriteMetrics, Event::Failed(error)) if self.draft_moved(&error) => {
                self.draft_revision = None;
                self.misses += 1;
                self.look_then(P::WriteMetrics);
            }
            (P::SettleWrite, Event::DraftCompared { equal: None }) => self.stop_or(P::WriteMetrics),
            (P::Publish | P::SettlePublish | P::AwaitCheck, Event::Published(version)) => {
                self.version = Some(version);
                // On a branch a revision exists only once its check has passed.
                self.go(match self.generation {
                    Generation::Drafts => P::AwaitCheck,
                    Generation::Branches => P::ReadBack,
                });
            }
            (P::Publish | P::SettlePublish, Event::Scanning) => self.go(P::AwaitCheck),
            (P::Publish, Event::Unclear(error)) => self.settle(P::SettlePublish, error),
            // Atoms may still be at work on what it did not answer.
            (P::SettlePublish, Event::VersionMissing) if self.misses < MISSES => self.misses += 1,
            (P::SettlePublish, Event::VersionMissing) => self.stop_or(P::Publish),
            (P::SettlePublish | P::AwaitCheck, Event::CheckRead(check)) => self.checked(check),
            (P::ReadBack, Event::AgentRead(facts)) => self.read_back(*facts),
            // An activation that was refused, or whose answer was lost, is settled by the next read.
            (P::GoLive, Event::Activated | Event::Unclear(_)) => self.go(P::ReadBack),
            (P::GoLive, Event::Failed(error)) if self.may_be_pending(&error) => self.go(P::AwaitCheck),
            (P::CleanUp, Event::DraftDeleted(gone)) => {
                if gone {
                    self.forget_draft();
                    if let Some(Outcome::Stopped { left_behind, .. }) = &mut self.outcome {
                        *left_behind = None;
                    }
                }
                self.phase = P::Finished;
            }
            (_, Event::CancelAsked) if self.can_cancel() => self.stop(StopReason::Cancelled),
            (_, Event::DiscardAsked) if self.can_discard() => self.discard(),
            (_, Event::Resumed) if self.can_resume() => self.resume(false),
            (_, Event::LookedAfter) if !self.is_finished() => self.resume(true),
            (_, Event::Failed(error)) => self.failed(error),
            _ => {}
        }
        self
    }

    pub(super) fn go(&mut self, phase: Phase) {
        if phase == Phase::Publish {
            self.sent_in = Some(self.generation);
        }
        self.phase = phase;
        self.unclear = None;
    }

    pub(super) fn look_then(&mut self, write: Phase) {
        self.then = write;
        self.go(Phase::LookBefore);
    }

    fn settle(&mut self, phase: Phase, error: WireError) {
        self.phase = phase;
        self.misses = 0;
        self.unclear = Some(error);
    }

    /// Reads once more whether the publish was carried out.
    pub(super) fn settle_again(&mut self) {
        (self.phase, self.misses) = (Phase::SettlePublish, 0);
    }

    fn looked_before(&mut self, facts: AgentFacts) {
        if self.target_went_live(&facts) {
            return self.stop(StopReason::TargetLive);
        }
        let base = |version: &Option<String>| version.as_deref() == Some(self.base_version.as_str());
        let moved = match &facts.branch {
            // Another branch may have been put live whose head is the very same revision.
            Some(branch) => {
                !base(&branch.head) || (self.is_written() && self.branch.as_ref() != Some(&branch.id))
            }
            None => false,
        };
        if moved || !base(&facts.active_version) {
            let reason = StopReason::LiveMoved {
                number: facts.active_number,
                author: facts.active_author,
                before_writing: !self.wrote,
            };
            return self.stop(reason);
        }
        self.others.get_or_insert(facts.others);
        match facts.branch {
            None => self.go(self.then),
            Some(branch) => {
                self.branch = Some(branch.id);
                match self.looked_at_draft(branch.draft) {
                    Some(reason) => self.stop(reason),
                    // The draft holds ours and theirs, and nothing is to be published.
                    None if self.adds_only() && self.is_written() => {
                        if facts.metric_differences.is_empty() && facts.other_differences.is_empty() {
                            self.added(facts.read_at);
                        } else {
                            let mut paths = facts.metric_differences;
                            paths.extend(facts.other_differences);
                            self.stop(StopReason::Differs { paths });
                        }
                    }
                    None => self.go(self.then),
                }
            }
        }
    }

    /// A write of ours was answered: the draft is known by this.
    pub(crate) fn take(&mut self, mark: DraftMark) {
        if self.draft_id.as_ref() != Some(&mark.id) {
            self.own_revisions.clear();
            self.keeps_draft = false;
        }
        (self.draft_id, self.draft_revision) = (Some(mark.id), mark.revision);
        self.own_revisions.extend(mark.revision);
    }

    pub(super) fn forget_draft(&mut self) {
        (self.draft_id, self.draft_revision) = (None, None);
        self.own_revisions.clear();
        self.keeps_draft = false;
    }

    fn written(&mut self, mark: DraftMark) {
        self.take(mark);
        self.wrote = true;
        self.look_then(Phase::Publish);
    }

    /// The write was turned away because the shared draft is no longer what we took it for; looking again tells who
    /// has it now.
    fn draft_moved(&self, error: &WireError) -> bool {
        self.generation == Generation::Branches && error.code == ErrorCode::Conflict && self.misses < MISSES
    }

    /// From here on the agent is spoken to on its branches. Ids carry over, so nothing that was learned is lost.
    fn migrated(&mut self, phase: Phase) {
        use Phase as P;
        match phase {
            P::LookBefore | P::MakeDraft | P::SettleDraft | P::WriteMetrics | P::SettleWrite | P::Publish => {
                // What is not settled may have happened.
                self.wrote |= matches!(phase, P::SettleDraft | P::SettleWrite);
                self.generation = Generation::Branches;
                self.look_then(P::WriteMetrics);
            }
            P::SettlePublish | P::AwaitCheck | P::ReadBack => self.generation = Generation::Branches,
            P::GoLive => {
                let detail = "the agent moved to branches before this version could be put live".to_owned();
                self.stop(StopReason::Failed {
                    error: WireError::plain(ErrorCode::NewerGeneration, detail),
                });
            }
            // What is left is told as left.
            P::CleanUp => self.phase = P::Finished,
            P::Finished => {}
        }
    }

    fn checked(&mut self, check: Check) {
        match check {
            Check::Passed => self.go(Phase::ReadBack),
            Check::TargetLive => {
                if let Some(target) = &mut self.target {
                    target.is_live = true;
                }
                self.stop(StopReason::TargetLive);
            }
            Check::Failed(reason) => self.stop(StopReason::CheckFailed { reason }),
            Check::Running => {
                self.misses = 0;
                self.looks += 1;
                if self.looks >= LOOKS {
                    // Atoms finishes by itself; looking again goes on where this ends.
                    self.looks = 0;
                    let detail = format!("the security check still runs after {LOOKS} looks");
                    self.wait_for_person(WireError::plain(ErrorCode::TimedOut, detail));
                }
            }
            // An answer may be older than what it is about.
            Check::Idle | Check::DraftGone | Check::Failing(_) if self.misses < MISSES => self.misses += 1,
            Check::Failing(reason) => self.stop(StopReason::CheckFailed { reason }),
            Check::Idle => self.stop(StopReason::CalledOff),
            Check::DraftGone => {
                self.forget_draft();
                self.stop(StopReason::DraftGone);
            }
        }
    }

    /// Callers would feel at once what is published to a branch that went live meanwhile.
    fn target_went_live(&mut self, facts: &AgentFacts) -> bool {
        self.target.as_mut().is_some_and(|target| {
            target.is_live = facts.target_is_live;
            target.is_live
        })
    }

    fn read_back(&mut self, facts: AgentFacts) {
        self.target_went_live(&facts);
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
        } else if self.discarding && self.generation == Generation::Drafts {
            self.stop(StopReason::Cancelled);
        } else if self.activations < ACTIVATIONS {
            // Counted before it is sent: a crash in between must not make the count start again.
            self.activations += 1;
            match (self.generation, ours) {
                (Generation::Drafts, _) => self.go(Phase::GoLive),
                // Live with its commit: the agent may say so a moment later.
                (Generation::Branches, Some(_)) => self.go(Phase::ReadBack),
                (Generation::Branches, None) => self.go(Phase::AwaitCheck),
            }
        } else if self.sent_in == Some(Generation::Branches) {
            // It is committed, and what is live is the head of its branch: only the answer of the agent is behind.
            self.activations = 0;
            let detail = "the version is made, and the agent still shows the one before".to_owned();
            self.wait_for_person(WireError::plain(ErrorCode::TimedOut, detail));
        } else {
            // `Differs` would claim that the new version serves calls; it does not.
            let detail = format!("asked for {ACTIVATIONS} times, and the version before is still live");
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
            // Nothing was sent yet, so it can wait for a connection.
            P::LookBefore
                if error.code == ErrorCode::Offline || passing && (self.looking || self.offline) =>
            {
                self.read_failed(error);
            }
            // A write that never left this computer: it waits for a connection behind one more look.
            P::MakeDraft | P::WriteMetrics | P::Publish
                if error.code == ErrorCode::Offline && self.unsent < READS =>
            {
                self.unsent += 1;
                self.look_then(self.phase);
            }
            // The agent tells more than the check: it may be live already. On a branch the revision has to be found
            // first, or it would be taken for somebody else's.
            P::AwaitCheck if self.version.is_some() => self.go(P::ReadBack),
            P::AwaitCheck => self.wait_for_person(error),
            // Whether callers feel the new version is not known, so this is no end, however final the error.
            P::SettlePublish | P::ReadBack => self.wait_for_person(error),
            P::CleanUp | P::Finished => self.phase = P::Finished,
            // A look at start decides nothing.
            _ if self.looking => self.wait_for_person(error),
            _ => self.stop(StopReason::Failed { error }),
        }
    }

    fn read_failed(&mut self, error: WireError) {
        if self.offline && error.code != ErrorCode::Offline {
            // The network is back, if not yet well.
            self.failed_reads = 0;
        }
        self.failed_reads += 1;
        if self.phase == Phase::GoLive {
            self.phase = Phase::ReadBack;
        }
        let offline = error.code == ErrorCode::Offline;
        if self.failed_reads >= if offline { OFFLINE_READS } else { READS } {
            self.wait_for_person(error);
        } else {
            self.offline = offline;
        }
    }

    /// Where a connection is waited for.
    pub fn waits_for_network(&self) -> bool {
        self.offline && self.failed_reads > 0 && !self.interrupted && !self.is_finished()
    }

    /// The same run, waiting for the person because of `error`.
    #[must_use]
    pub fn waiting(mut self, error: WireError) -> Self {
        self.wait_for_person(error);
        self
    }

    fn wait_for_person(&mut self, error: WireError) {
        self.unclear = Some(error);
        self.interrupted = true;
        self.standing = None;
    }

    /// After a restart it is not known whether the request of this phase was sent: a write is settled
    /// by reading before anything else.
    fn resume(&mut self, looking: bool) {
        (self.interrupted, self.looking, self.standing) = (false, looking, None);
        (self.failed_reads, self.misses) = (0, 0);
        (self.unclear, self.discarding) = (None, false);
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
        self.misses = 0;
        if self.discarding {
            return self.stop_and_clean_up();
        }
        match self.unclear.take() {
            Some(error) => self.stop(StopReason::Failed { error }),
            // Moved there while this was open: nothing was written on the branch yet.
            None if self.generation == Generation::Branches && self.branch.is_none() => {
                self.look_then(Phase::WriteMetrics);
            }
            None => self.look_then(write),
        }
    }

    /// Nothing was carried out: what was made goes.
    fn stop_and_clean_up(&mut self) {
        self.go(Phase::Publish);
        self.stop(StopReason::Cancelled);
    }

    /// The person gives up on a run that waits for them. How it ended is not known, and nothing more is sent.
    #[must_use]
    pub fn given_up(mut self) -> Self {
        if self.interrupted && !self.is_finished() {
            let error = self.unclear.take();
            self.interrupted = false;
            self.stop(StopReason::GivenUp { error });
            self.phase = Phase::Finished;
        }
        self
    }

    /// Whether giving up is offered: it waits because going on failed, not because the app ended.
    pub fn can_give_up(&self) -> bool {
        self.interrupted && self.unclear.is_some() && !self.is_finished()
    }

    pub(super) fn stop(&mut self, reason: StopReason) {
        self.mark_stop(&reason);
        self.unsure |= self.phase == Phase::SettleDraft && self.generation == Generation::Drafts;
        let left_behind = match (&self.version, &self.draft_id) {
            _ if self.is_in_shared_draft() => Some(LeftBehind::SharedDraft),
            (Some(_), _) if matches!(reason, StopReason::Differs { .. }) => None,
            (Some(_), _) => Some(LeftBehind::Version),
            // Somebody else's, and nothing of ours is in it.
            (None, _) if matches!(reason, StopReason::OpenDraft { joined: false, .. }) => None,
            (None, Some(_)) => Some(LeftBehind::Draft),
            // A draft whose answer was lost may be there all the same: CleanUp looks for it, and until
            // then it counts as left.
            (None, None) if matches!(self.phase, Phase::SettleDraft | Phase::SettleWrite) => {
                Some(LeftBehind::Draft)
            }
            (None, None) => None,
        };
        // A shared draft that failed its check is kept to be mended, and one that others wrote to is not ours to remove;
        // nor is one of an earlier run, as long as this one did nothing, or one that was saved to be kept. What Atoms may
        // still be publishing is left alone.
        let settling = matches!(self.phase, Phase::SettleDraft | Phase::SettleWrite);
        let kept = self.phase == Phase::SettlePublish
            || self.generation == Generation::Branches
                && (!(self.wrote || settling)
                    || self.accepted.is_some()
                    || self.keeps_draft
                    || matches!(
                        reason,
                        StopReason::CheckFailed { .. } | StopReason::OpenDraft { .. } | StopReason::CalledOff
                    ));
        self.phase = if left_behind == Some(LeftBehind::Draft) && !kept {
            Phase::CleanUp
        } else {
            Phase::Finished
        };
        self.outcome = Some(Outcome::Stopped { reason, left_behind });
        self.unclear = None;
    }
}
