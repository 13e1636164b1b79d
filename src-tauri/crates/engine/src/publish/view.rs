//! A run as the screen shows it.

use super::machine::{Outcome, Phase, Run};
use crate::views::{PublishStep, PublishView, RunState, StepState, StepView, StopReason};

const STEPS: [PublishStep; 7] = [
    PublishStep::LookBefore,
    PublishStep::MakeDraft,
    PublishStep::WriteMetrics,
    PublishStep::Publish,
    PublishStep::SecurityCheck,
    PublishStep::GoLive,
    PublishStep::ReadBack,
];

impl Run {
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
            Some(Outcome::Stopped { reason, left_behind }) if self.is_finished() => RunState::Stopped {
                reason: reason.clone(),
                left_behind: *left_behind,
            },
            _ if running => RunState::Running,
            _ => RunState::Interrupted,
        };
        let settled = self.is_finished() || matches!(state, RunState::Interrupted);
        PublishView {
            run_id: self.id.clone(),
            agent_id: self.agent.clone(),
            label: self.label.clone(),
            steps: self.steps(matches!(state, RunState::Live { .. }), settled),
            state,
            live_number: self.base_number,
            new_number: match &self.version {
                Some(version) => version.number,
                None => self.base_number.map(|number| number + 1),
            },
            new_version_id: self.version.as_ref().map(|version| version.id.clone()),
            started_at: self.started_at.clone(),
            can_cancel: running && self.can_cancel(),
        }
    }

    fn steps(&self, live: bool, settled: bool) -> Vec<StepView> {
        let at = self.step_index();
        let settling = matches!(
            self.phase,
            Phase::SettleDraft | Phase::SettleWrite | Phase::SettlePublish
        );
        STEPS
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

    /// Index of the step the run is at, or stopped at.
    fn step_index(&self) -> usize {
        match self.phase {
            Phase::LookBefore => match self.then {
                Phase::Publish => 3,
                Phase::WriteMetrics => 2,
                _ => 0,
            },
            Phase::MakeDraft | Phase::SettleDraft => 1,
            Phase::WriteMetrics | Phase::SettleWrite => 2,
            Phase::Publish | Phase::SettlePublish => 3,
            Phase::AwaitCheck => 4,
            Phase::GoLive => 5,
            // A first read back decides whether an explicit activation is needed.
            Phase::ReadBack => 6,
            Phase::CleanUp | Phase::Finished => self.stopped_at,
        }
    }

    /// The step that a stop belongs to, remembered when it happens.
    pub(super) fn mark_stop(&mut self, reason: &StopReason) {
        self.stopped_at = match reason {
            StopReason::CheckFailed { .. } => 4,
            _ => self.step_index(),
        };
    }
}
