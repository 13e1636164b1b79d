//! One agent's turn: what is looked at before it, its publish, and what came of it.

use std::time::Duration;

use debrief_metrics::{MetricId, compare};

use super::{Batch, Target};
use crate::copying::state_of;
use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::publish::Run;
use crate::review::problems;
use crate::views::{BatchOutcome, BatchSkip, BatchState, BatchTrouble, RunState, StopReason};
use crate::working_copy::Copy;

/// Pause between two looks whether the publish of this turn has come to rest.
const LOOK_PAUSE: Duration = Duration::from_millis(60);

impl Engine {
    /// Turn by turn to the end. Each is on disk as begun before its publish begins.
    pub(super) async fn drive(&self, batch: &mut Batch) -> Result<()> {
        for index in 0..batch.targets.len() {
            let Some(target) = batch
                .targets
                .get(index)
                .filter(|target| target.is_open())
                .cloned()
            else {
                continue;
            };
            // A publish that was interrupted is settled all the same: it may be live already.
            let begun = matches!(target.outcome, BatchOutcome::Running);
            if self.batches.standing(&batch.id) == Some(BatchState::Stopping) && !begun {
                self.pass_over(batch, index).await?;
            } else {
                // Agents are named by the connection they are on.
                if self.current_id().await? != batch.connection {
                    return Ok(());
                }
                let outcome = if begun {
                    self.go_on(batch, &target).await?
                } else {
                    self.take_turn(batch, index, &target).await?
                };
                if let Some(target) = batch.targets.get_mut(index) {
                    target.outcome = outcome;
                }
            }
            self.put_batch(batch).await?;
            self.batch_moved();
        }
        Ok(())
    }

    async fn take_turn(&self, batch: &mut Batch, index: usize, target: &Target) -> Result<BatchOutcome> {
        let before = self.last_run(&batch.connection, &target.agent).await?;
        if let Some(target) = batch.targets.get_mut(index) {
            target.outcome = BatchOutcome::Running;
            target.run_before = before.map(|run| run.id);
        }
        self.put_batch(batch).await?;
        self.batch_moved();
        self.begin_turn(batch, target).await
    }

    async fn begin_turn(&self, batch: &Batch, target: &Target) -> Result<BatchOutcome> {
        let begun = match self.editable_copy(&batch.connection, &target.agent).await {
            Ok(copy) => match self.unfit(&copy, target) {
                Some(outcome) => return Ok(outcome),
                // Looked at once more when nobody can edit it any more.
                None => {
                    let seen = Some(target.seen.as_str());
                    self.publish_looked_at(&batch.connection, &target.agent, seen, &batch.label, "", &[])
                        .await
                }
            },
            Err(error) => Err(error),
        };
        match begun {
            Ok(_) => self.ended(&batch.connection, &target.agent).await,
            Err(Error::NothingToPublish) => Ok(BatchOutcome::Skipped {
                why: BatchSkip::NothingToPublish,
            }),
            Err(Error::PublishRunning) => Ok(BatchOutcome::NeedsYou {
                why: BatchTrouble::PublishRunning,
            }),
            Err(Error::LiveMoved) => Ok(BatchOutcome::NeedsYou {
                why: BatchTrouble::Changed,
            }),
            Err(error) => Ok(BatchOutcome::NeedsYou {
                why: BatchTrouble::Failed {
                    error: WireError::from(&error),
                },
            }),
        }
    }

    /// The person said that it shall go on after a restart.
    async fn go_on(&self, batch: &Batch, target: &Target) -> Result<BatchOutcome> {
        let Some(run) = self.run_of(&batch.connection, target).await? else {
            // The app ended before the publish began.
            return self.begin_turn(batch, target).await;
        };
        if !run.is_finished() {
            match self.resume_publish(&target.agent).await {
                // Gone on with, or come to its end by itself.
                Ok(_) | Err(Error::NotFound(_) | Error::PublishRunning) => {}
                Err(error) => {
                    return Ok(BatchOutcome::NeedsYou {
                        why: BatchTrouble::Failed {
                            error: WireError::from(&error),
                        },
                    });
                }
            }
        }
        self.ended(&batch.connection, &target.agent).await
    }

    /// What only the person can settle, seen before anything is sent.
    fn unfit(&self, copy: &Copy, target: &Target) -> Option<BatchOutcome> {
        if compare(&copy.base, &copy.now).counts().total == 0 {
            return Some(BatchOutcome::Skipped {
                why: BatchSkip::NothingToPublish,
            });
        }
        let why = if state_of(&copy.now) == target.seen {
            self.doubt(copy)?
        } else {
            BatchTrouble::Changed
        };
        Some(BatchOutcome::NeedsYou { why })
    }

    /// The first thing about the metrics of this publish that a person would be asked about.
    fn doubt(&self, copy: &Copy) -> Option<BatchTrouble> {
        let refused = problems(&copy.base, &copy.now).into_iter().next();
        if let Some(first) = refused {
            return Some(BatchTrouble::Lint {
                identifier: first.identifier,
                field: Some(first.problem.field),
                may_publish: false,
            });
        }
        let danger = self.dangers(&copy.base, &copy.now).into_iter().next()?;
        let metric = copy.now.get(&MetricId::from(danger.metric?))?;
        Some(BatchTrouble::Lint {
            identifier: metric.identifier,
            field: danger.finding.field,
            may_publish: true,
        })
    }

    /// Waits until this process does nothing more about the agent's publish.
    async fn ended(&self, connection: &str, agent: &str) -> Result<BatchOutcome> {
        while self.runs.is_running(connection, agent) {
            tokio::time::sleep(LOOK_PAUSE).await;
        }
        let Some(run) = self.last_run(connection, agent).await? else {
            return Err(Error::NotFound("run"));
        };
        let outcome = end_of(&run);
        // Its end stands in the batch; only what is to be looked at stays in the agent's own message.
        if let RunState::Live { replaced: None, .. } = run.view(false).state {
            self.ports.store.dismiss_run(run.id).await?;
            self.ports.events.notify(crate::views::Notice::PublishMoved {
                agent_id: agent.to_owned(),
            });
        }
        Ok(outcome)
    }

    /// How the publish of an interrupted turn ended, if it did.
    pub(super) async fn found_end(&self, connection: &str, target: &Target) -> Result<Option<BatchOutcome>> {
        let run = self.run_of(connection, target).await?;
        Ok(run.filter(Run::is_finished).map(|run| end_of(&run)))
    }

    /// The run of the agent's turn, if there is one.
    async fn run_of(&self, connection: &str, target: &Target) -> Result<Option<Run>> {
        let last = self.last_run(connection, &target.agent).await?;
        // What somebody published to a branch that is not live meanwhile is no turn.
        Ok(last.filter(|run| Some(&run.id) != target.run_before.as_ref() && run.target.is_none()))
    }
}

fn end_of(run: &Run) -> BatchOutcome {
    let view = run.view(false);
    match view.state {
        RunState::Live { .. } => BatchOutcome::Live {
            number: view.new_number,
        },
        RunState::Stopped {
            reason: StopReason::Cancelled,
            ..
        } => BatchOutcome::Skipped {
            why: BatchSkip::Cancelled,
        },
        RunState::Stopped { reason, .. } => BatchOutcome::NeedsYou {
            why: BatchTrouble::Stopped {
                reason: Box::new(reason),
            },
        },
        RunState::Running | RunState::Added { .. } | RunState::Looking | RunState::Interrupted { .. } => {
            BatchOutcome::NeedsYou {
                why: BatchTrouble::Interrupted,
            }
        }
    }
}
