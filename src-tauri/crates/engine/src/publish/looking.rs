//! The look at an interrupted publish when the app starts again: it reads until it is known how far the publish got, and
//! writes nothing. What follows is the person's to say.

use super::run::{Outcome, Phase, Run};
use crate::views::{Standing, StopReason};

impl Run {
    /// Ends the look where a write would come next. `looked` tells that the agent was read just now.
    pub(super) fn hold_writes(&mut self, looked: bool) {
        use Phase as P;
        match self.phase {
            P::CleanUp => self.stand(Standing::Discard),
            P::MakeDraft | P::WriteMetrics | P::Publish | P::GoLive if looked => {
                self.stand(Standing::Continue)
            }
            P::MakeDraft | P::WriteMetrics | P::Publish | P::GoLive => self.look_then(self.phase),
            _ => {}
        }
    }

    fn stand(&mut self, standing: Standing) {
        (self.interrupted, self.standing) = (true, Some(standing));
    }

    /// Whether going on makes sense: not for what can only be discarded.
    pub fn can_resume(&self) -> bool {
        !self.is_finished() && self.standing != Some(Standing::Discard)
    }

    /// Whether it is known how far it got, so that ending it leaves nothing unseen.
    pub fn can_discard(&self) -> bool {
        self.interrupted && self.standing.is_some() && !self.is_finished()
    }

    pub(super) fn discard(&mut self) {
        (self.interrupted, self.looking, self.standing) = (false, false, None);
        if self.phase == Phase::Publish && self.sent_in.is_some() {
            // The look may be hours old: what was sent then may have been carried out since.
            self.discarding = true;
            self.settle_again();
        } else if self.phase != Phase::CleanUp {
            self.stop(StopReason::Cancelled);
        }
    }

    /// Why it can only be discarded.
    pub(crate) fn in_the_way(&self) -> Option<StopReason> {
        match (&self.outcome, self.standing) {
            (Some(Outcome::Stopped { reason, .. }), Some(Standing::Discard)) => Some(reason.clone()),
            _ => None,
        }
    }
}
