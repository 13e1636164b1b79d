//! The machine's rules for the draft of a branch, which everybody shares: publishing ships everything in it.

use super::run::{DraftFacts, Outcome, Phase, Run};
use crate::views::{DraftWay, StopReason};

impl Run {
    /// It goes on with a draft that counts as ours, or that is in the very state that the person answered about; any other
    /// one stops it. A draft is ours only while all its writes are our own and it differs from what is live in
    /// nothing but the metrics.
    pub(crate) fn looked_at_draft(&mut self, draft: Option<DraftFacts>) -> Option<StopReason> {
        let Some(draft) = draft else {
            let (discarded, theirs) = (self.is_written(), self.accepted.is_some());
            self.forget_draft();
            return if discarded {
                Some(StopReason::DraftGone)
            } else {
                theirs.then_some(StopReason::TheirDraftGone)
            };
        };
        let known = self.draft_revision.is_some() || self.is_written();
        if self.is_accepted(&draft) || known && self.owns(&draft) && draft.sections.is_empty() {
            return None;
        }
        // Also where this run made it, and a write of ours may be in it whose answer was lost.
        let joined = self.is_written() || (self.wrote && self.draft_id.as_ref() == Some(&draft.mark.id));
        Some(StopReason::OpenDraft {
            draft: Some(draft.mark.id),
            author: draft.author,
            since: draft.since,
            sections: draft.sections,
            joined,
            metrics_replaced: joined && draft.others_changed_metrics,
        })
    }

    /// Branches: the draft holds our metrics, and what follows is its publish.
    pub(super) fn is_written(&self) -> bool {
        self.then == Phase::Publish
    }

    /// Whether this is the draft after our last write, and every write in it is ours.
    pub fn owns(&self, draft: &DraftFacts) -> bool {
        self.accepted.is_none() && self.is_ours(draft) && !draft.others_wrote
    }

    /// Whether our write was the last one.
    fn is_ours(&self, draft: &DraftFacts) -> bool {
        let mark = (Some(&draft.mark.id), draft.mark.revision);
        mark == (self.draft_id.as_ref(), self.draft_revision)
    }

    /// Whether the person answered about this state of the draft, our own write aside.
    fn is_accepted(&self, draft: &DraftFacts) -> bool {
        self.accepted.as_ref().is_some_and(|accepted| {
            let same = if self.is_written() {
                self.is_ours(draft) && draft.mark.id == accepted.mark.id && !draft.unseen
            } else {
                draft.mark == accepted.mark
            };
            same && draft.sections == accepted.sections
        })
    }

    /// The metrics go into somebody else's draft, and nothing is published.
    pub(super) fn adds_only(&self) -> bool {
        self.accepted
            .as_ref()
            .is_some_and(|accepted| accepted.way == DraftWay::Add)
    }

    /// Our metrics are, or may be, in a draft that is not ours alone, and no version was made of it.
    pub(super) fn is_in_shared_draft(&self) -> bool {
        self.version.is_none()
            && self.accepted.as_ref().is_some_and(|accepted| {
                let written = self.wrote && self.draft_id.as_ref() == Some(&accepted.mark.id);
                written || self.phase == Phase::SettleWrite
            })
    }

    pub(super) fn added(&mut self, read_at: String) {
        let author = self
            .accepted
            .as_ref()
            .and_then(|accepted| accepted.author.clone());
        self.outcome = Some(Outcome::Added { read_at, author });
        self.go(Phase::Finished);
    }
}
