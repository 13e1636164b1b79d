//! A run as the screen shows it.

use super::run::{Outcome, Phase, Run, VersionFacts};
use crate::generation::Generation;
use crate::views::{
    DraftBranch, LeftBehind, PublishStep, PublishView, RunState, StepState, StepView, StopReason,
};

const DRAFTS: &[PublishStep] = &[
    PublishStep::LookBefore,
    PublishStep::MakeDraft,
    PublishStep::WriteMetrics,
    PublishStep::Publish,
    PublishStep::SecurityCheck,
    PublishStep::GoLive,
    PublishStep::ReadBack,
];
const BRANCHES: &[PublishStep] = &[
    PublishStep::LookBefore,
    PublishStep::WriteMetrics,
    PublishStep::AskToPublish,
    PublishStep::SecurityCheck,
    PublishStep::ReadBack,
];
const ADDING: &[PublishStep] = &[
    PublishStep::LookBefore,
    PublishStep::AddToDraft,
    PublishStep::ReadDraft,
];

impl Run {
    /// Whether it ended and left a draft that was ours alone then.
    pub(crate) fn leftover_draft(&self) -> bool {
        let left = match &self.outcome {
            Some(Outcome::Stopped {
                left_behind: Some(LeftBehind::Draft),
                reason,
            }) => !matches!(reason, StopReason::OpenDraft { .. }),
            _ => false,
        };
        left && self.is_finished()
    }

    /// Whether a draft of it may be on Atoms.
    pub(crate) fn may_have_left(&self) -> bool {
        self.is_finished() && (self.unsure || self.leftover_draft())
    }

    /// The same run, after its draft was removed, or `version` turned out to have been made of it.
    pub(crate) fn tidied(&self, version: Option<VersionFacts>) -> Self {
        let mut run = self.clone();
        run.unsure = false;
        if let Some(Outcome::Stopped { left_behind, .. }) = &mut run.outcome {
            *left_behind = version.as_ref().map(|_| LeftBehind::Version);
        }
        if version.is_some() {
            run.version = version;
        }
        run
    }

    /// Makes it the note of a draft that is saved, and nothing that goes on.
    pub(crate) fn finish_saved(&mut self) {
        self.phase = Phase::Finished;
    }

    /// The same run, after somebody else wrote to the draft it left.
    pub(crate) fn shared(&self) -> Self {
        let mut run = self.clone();
        if let Some(Outcome::Stopped { left_behind, .. }) = &mut run.outcome {
            *left_behind = Some(LeftBehind::SharedDraft);
        }
        run
    }

    /// The view; `running` tells whether this process drives it.
    pub(crate) fn view(&self, running: bool) -> PublishView {
        let state = match &self.outcome {
            Some(Outcome::Live {
                read_at,
                metrics,
                replaced,
            }) => RunState::Live {
                replaced: replaced.clone(),
                read_at: read_at.clone(),
                metrics: *metrics,
            },
            Some(Outcome::Added { read_at, author }) => RunState::Added {
                read_at: read_at.clone(),
                author: author.clone(),
            },
            Some(Outcome::Stopped { reason, left_behind }) if self.is_finished() => RunState::Stopped {
                reason: reason.clone(),
                left_behind: *left_behind,
                waiting: self.wait.clone(),
            },
            // A check that is waited for goes on as it did before the app ended.
            _ if running && self.looking && self.phase != Phase::AwaitCheck => RunState::Looking,
            _ if running => RunState::Running,
            _ => RunState::Interrupted {
                standing: self.standing,
                reason: self.in_the_way(),
            },
        };
        let ends_now = running && (self.phase == Phase::CleanUp || self.discarding);
        let settled = self.is_finished() || ends_now || matches!(state, RunState::Interrupted { .. });
        PublishView {
            run_id: self.id.clone(),
            agent_id: self.agent.clone(),
            target: self.target.as_ref().map(|target| DraftBranch {
                id: target.branch.clone(),
                name: target.name.clone(),
                is_live: target.is_live,
            }),
            label: self.label.clone(),
            anyway: self.anyway.clone(),
            steps: self.steps(
                matches!(state, RunState::Live { .. } | RunState::Added { .. }),
                settled,
            ),
            found_later: self.looking && matches!(state, RunState::Live { .. }),
            ends_now,
            waits_for_network: running && self.waits_for_network(),
            state,
            live_number: self.base_number,
            new_number: match &self.version {
                Some(version) => version.number,
                None => self.base_number.map(|number| number + 1),
            },
            new_version_id: self.version.as_ref().map(|version| version.id.clone()),
            started_at: self.started_at.clone(),
            can_cancel: running && self.can_cancel(),
            check_is_slow: self.check_is_slow(),
            can_give_up: !running && self.can_give_up(),
            can_remove_draft: self.leftover_draft(),
            unsent_description: match self.sent_in.unwrap_or(self.generation) {
                Generation::Drafts => None,
                Generation::Branches => self.description.clone(),
            },
        }
    }

    fn steps(&self, live: bool, settled: bool) -> Vec<StepView> {
        let at = self.step_index();
        let settling = matches!(
            self.phase,
            Phase::SettleDraft | Phase::SettleWrite | Phase::SettlePublish
        );
        self.step_list()
            .iter()
            .enumerate()
            .map(|(index, step)| {
                let state = if live || index < at {
                    StepState::Done
                } else if index > at {
                    StepState::Waiting
                } else if settled {
                    StepState::Stopped
                } else if settling {
                    StepState::Settling
                } else {
                    StepState::Running
                };
                StepView { step: *step, state }
            })
            .collect()
    }

    fn step_list(&self) -> &'static [PublishStep] {
        match self.generation {
            Generation::Drafts => DRAFTS,
            Generation::Branches if self.adds_only() => ADDING,
            Generation::Branches => BRANCHES,
        }
    }

    /// Index of the step the run is at, or stopped at.
    fn step_index(&self) -> usize {
        let step = match self.phase {
            Phase::LookBefore => match self.then {
                Phase::Publish if self.adds_only() => PublishStep::ReadDraft,
                Phase::Publish => self.publish_step(),
                // Right after the draft was made, or at the very beginning.
                Phase::WriteMetrics if self.generation == Generation::Drafts => PublishStep::WriteMetrics,
                _ => PublishStep::LookBefore,
            },
            Phase::MakeDraft | Phase::SettleDraft => PublishStep::MakeDraft,
            Phase::WriteMetrics | Phase::SettleWrite if self.adds_only() => PublishStep::AddToDraft,
            Phase::WriteMetrics | Phase::SettleWrite => PublishStep::WriteMetrics,
            Phase::Publish | Phase::SettlePublish => self.publish_step(),
            Phase::AwaitCheck => PublishStep::SecurityCheck,
            Phase::GoLive => PublishStep::GoLive,
            // A first read back decides whether an explicit activation is needed.
            Phase::ReadBack => PublishStep::ReadBack,
            Phase::CleanUp | Phase::Finished => return self.stopped_at,
        };
        self.index_of(step)
    }

    fn publish_step(&self) -> PublishStep {
        match self.generation {
            Generation::Drafts => PublishStep::Publish,
            Generation::Branches => PublishStep::AskToPublish,
        }
    }

    fn index_of(&self, step: PublishStep) -> usize {
        let place = self.step_list().iter().position(|each| *each == step);
        place.unwrap_or_default()
    }

    /// The step that a stop belongs to, remembered when it happens.
    pub(super) fn mark_stop(&mut self, reason: &StopReason) {
        self.stopped_at = match reason {
            StopReason::CheckFailed { .. } => self.index_of(PublishStep::SecurityCheck),
            _ => self.step_index(),
        };
    }
}
