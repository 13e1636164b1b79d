//! Several agents published one after another. Each publish is the one that its agent would have by itself, with its own
//! journal; the batch notes whose turn it is, before that turn begins and after it has ended, and what came of it.
//!
//! It stops at nothing and forces nothing: where a publish needs a person, that agent says so and the next one has its
//! turn. After a restart it goes on when the person says so.

mod desk;
mod turn;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use desk::BatchDesk;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::publishing::LABEL_LIMIT;
use crate::views::{
    BatchOrder, BatchOutcome, BatchSkip, BatchState, BatchTarget, BatchTrouble, BatchView, Notice,
};

/// A batch as kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Batch {
    pub id: String,
    pub connection: String,
    pub label: String,
    pub started_at: String,
    pub targets: Vec<Target>,
}

/// One agent of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Target {
    pub agent: String,
    pub name: String,
    /// The state of the working copy that the person looked at.
    pub seen: String,
    pub other_changes: u32,
    pub outcome: BatchOutcome,
    /// The agent's last run before its turn: any other one is the run of this turn.
    pub run_before: Option<String>,
}

impl Target {
    fn is_open(&self) -> bool {
        matches!(self.outcome, BatchOutcome::Waiting | BatchOutcome::Running)
    }
}

impl Batch {
    fn is_open(&self) -> bool {
        self.targets.iter().any(Target::is_open)
    }
}

impl Engine {
    /// Writes down which agents are to be published, in which order. Nothing is published before `drive_batch`.
    ///
    /// # Errors
    /// `BatchOpen` while another batch is not done; `Invalid` without agents, with one of them twice, or with a label
    /// that is too long; the store.
    pub async fn start_batch(&self, orders: Vec<BatchOrder>, label: &str) -> Result<BatchView> {
        let connection = self.current_id().await?;
        let label = label.trim();
        let agents: HashSet<&String> = orders.iter().map(|order| &order.agent_id).collect();
        if orders.is_empty() || agents.len() < orders.len() || label.chars().count() > LABEL_LIMIT {
            return Err(Error::Invalid);
        }
        let store = &self.ports.store;
        let others = store.open_batches(connection.clone()).await?;
        if others.iter().any(Batch::is_open) {
            return Err(Error::BatchOpen);
        }
        let mut targets = Vec::new();
        for order in orders {
            let seen = store
                .cached_agent(connection.clone(), order.agent_id.clone())
                .await?;
            let skipped = order.other_changes > 0 && !order.with_others;
            targets.push(Target {
                name: seen.ok_or(Error::NotFound("agent"))?.summary.name,
                agent: order.agent_id,
                seen: order.seen,
                other_changes: order.other_changes,
                outcome: if skipped {
                    BatchOutcome::Skipped {
                        why: BatchSkip::OtherChanges,
                    }
                } else {
                    BatchOutcome::Waiting
                },
                run_before: None,
            });
        }
        let batch = Batch {
            id: Uuid::now_v7().to_string(),
            connection,
            label: label.to_owned(),
            started_at: self.ports.clock.now_text(),
            targets,
        };
        self.put_batch(&batch).await?;
        self.batch_view(batch).await
    }

    /// Publishes the agents whose turn has not come, one after another, and returns when every agent has its outcome, or
    /// when another connection came into use. `Notice::BatchMoved` tells of each step.
    ///
    /// An agent whose turn was interrupted comes first: its publish goes on, or is begun if it never was.
    ///
    /// # Errors
    /// `NotFound`; `PublishRunning` if it is going on already; the store.
    pub async fn drive_batch(&self, id: &str) -> Result<BatchView> {
        let mut batch = self.kept_batch(id).await?;
        {
            let _seat = self.batches.take(id).ok_or(Error::PublishRunning)?;
            self.batch_moved();
            let driven = self.drive(&mut batch).await;
            self.batch_moved();
            driven?;
        }
        self.batch_moved();
        self.batch_view(batch).await
    }

    /// Lets the agent whose turn it is come to its end, and passes the others over.
    ///
    /// # Errors
    /// `NotFound`, or the store.
    pub async fn stop_batch(&self, id: &str) -> Result<BatchView> {
        let mut batch = self.kept_batch(id).await?;
        if !self.batches.ask_to_stop(id) {
            for index in 0..batch.targets.len() {
                self.pass_over(&mut batch, index).await?;
            }
            self.put_batch(&batch).await?;
        }
        self.batch_moved();
        self.batch_view(batch).await
    }

    /// The batches of the connection in use that were not put away, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn batches(&self) -> Result<Vec<BatchView>> {
        let connection = self.current_id().await?;
        let mut views = Vec::new();
        for batch in self.ports.store.open_batches(connection).await? {
            views.push(self.batch_view(batch).await?);
        }
        Ok(views)
    }

    /// The person has seen how it ended.
    ///
    /// # Errors
    /// `PublishRunning` while it is not done, or the store.
    pub async fn dismiss_batch(&self, id: &str) -> Result<()> {
        let batch = self.kept_batch(id).await?;
        if batch.is_open() {
            return Err(Error::PublishRunning);
        }
        self.ports.store.dismiss_batch(batch.connection, batch.id).await?;
        self.batch_moved();
        Ok(())
    }

    async fn kept_batch(&self, id: &str) -> Result<Batch> {
        let connection = self.current_id().await?;
        let batch = self.ports.store.batch(connection, id.to_owned()).await?;
        batch.ok_or(Error::NotFound("batch"))
    }

    async fn put_batch(&self, batch: &Batch) -> Result<()> {
        self.ports.store.put_batch(batch).await
    }

    fn batch_moved(&self) {
        self.ports.events.notify(Notice::BatchMoved);
    }

    /// For the screen. A turn that was interrupted, and whose publish a look has found ended since, shows that end.
    async fn batch_view(&self, batch: Batch) -> Result<BatchView> {
        let mut targets = Vec::new();
        let going = self.batches.standing(&batch.id);
        let is_open = batch.is_open();
        for target in batch.targets {
            let found = match (&target.outcome, going) {
                (BatchOutcome::Running, None) => self.found_end(&batch.connection, &target).await?,
                _ => None,
            };
            targets.push(BatchTarget {
                agent_id: target.agent,
                agent_name: target.name,
                other_changes: target.other_changes,
                outcome: found.unwrap_or(target.outcome),
            });
        }
        Ok(BatchView {
            id: batch.id,
            label: batch.label,
            started_at: batch.started_at,
            state: match going {
                Some(state) => state,
                None if is_open => BatchState::Paused,
                None => BatchState::Done,
            },
            targets,
        })
    }

    /// An agent that will not have its turn any more.
    async fn pass_over(&self, batch: &mut Batch, index: usize) -> Result<()> {
        let connection = batch.connection.clone();
        let Some(target) = batch.targets.get_mut(index) else {
            return Ok(());
        };
        match target.outcome {
            BatchOutcome::Waiting => {
                target.outcome = BatchOutcome::Skipped {
                    why: BatchSkip::Stopped,
                };
            }
            BatchOutcome::Running => {
                let found = self.found_end(&connection, target).await?;
                target.outcome = found.unwrap_or(BatchOutcome::NeedsYou {
                    why: BatchTrouble::Interrupted,
                });
            }
            _ => {}
        }
        Ok(())
    }
}
