//! Publishing as the person steers it: starting, stopping, going on, ending, and what is left behind.

use std::time::Duration;

use debrief_metrics::{MetricSet, compare};
use uuid::Uuid;

use crate::copying::state_of;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::{Dialect, Generation};
use crate::publish::{Event, Phase, Run};
use crate::review::problems;
use crate::views::PublishView;
use crate::working_copy::Copy;

/// Atoms: label of a version.
pub(crate) const LABEL_LIMIT: usize = 200;
/// Atoms: description of a version.
pub(crate) const DESCRIPTION_LIMIT: usize = 2000;
/// Pause while the look at start is waited for.
const LOOK_PAUSE: Duration = Duration::from_millis(30);

impl Engine {
    /// Starts publishing and returns at once; `Notice::PublishMoved` tells of each step. `anyway` names the metrics, by
    /// their id in the working copy, that the person publishes although they can throw away whole calls.
    ///
    /// # Errors
    /// `NothingToPublish`, `Invalid`, `Dangerous` when such a metric is not named, `PublishRunning` (also while an interrupted run waits to be resumed),
    /// `ReadOnly`, the way to the key, or the store.
    pub async fn publish(
        &self,
        agent: &str,
        label: &str,
        description: &str,
        anyway: &[String],
    ) -> Result<PublishView> {
        let connection = self.current_id().await?;
        self.publish_looked_at(&connection, agent, None, label, description, anyway)
            .await
    }

    /// The same for a connection, and only while the working copy is as `looked_at` says, where that is given.
    ///
    /// # Errors
    /// As [`Engine::publish`]; `LiveMoved` for another working copy than the one that was looked at.
    pub(crate) async fn publish_looked_at(
        &self,
        connection: &str,
        agent: &str,
        looked_at: Option<&str>,
        label: &str,
        description: &str,
        anyway: &[String],
    ) -> Result<PublishView> {
        let (label, description) = (label.trim(), description.trim());
        if label.chars().count() > LABEL_LIMIT || description.chars().count() > DESCRIPTION_LIMIT {
            return Err(Error::Invalid);
        }
        let client = self.client(connection).await?;
        let generation = Dialect::of(&client, &self.ports.store, connection, agent)
            .await?
            .generation;
        let run = {
            let _turn = self.editing.lock().await;
            // An interrupted run may have made its version already: it has to be settled before another one.
            let last = self.last_run(connection, agent).await?;
            if last.as_ref().is_some_and(|last| !last.is_finished()) {
                return Err(Error::PublishRunning);
            }
            let copy = self.editable_copy(connection, agent).await?;
            if looked_at.is_some_and(|state| state_of(&copy.now) != state) {
                return Err(Error::LiveMoved);
            }
            if compare(&copy.base, &copy.now).counts().total == 0 {
                return Err(Error::NothingToPublish);
            }
            if !problems(&copy.base, &copy.now).is_empty() {
                return Err(Error::Invalid);
            }
            let dangers = self.review_dangers(&copy.base, &copy.now);
            if dangers.iter().any(|danger| !anyway.contains(&danger.metric)) {
                return Err(Error::Dangerous);
            }
            let mut run = self.begin(connection, agent, &copy, &copy.now, generation);
            run.anyway = dangers.into_iter().map(|danger| danger.identifier).collect();
            run.anyway.dedup();
            label.clone_into(&mut run.label);
            // What Atoms has no place for is not promised.
            run.description =
                (generation == Generation::Drafts && !description.is_empty()).then(|| description.to_owned());
            // A draft of a branch is ours only while its last write is the last one in this journal.
            if generation == Generation::Branches {
                let live = self.told_branches.live(connection, agent);
                self.claims(connection, agent)
                    .await?
                    .hand_to(&mut run, live.as_deref());
            }
            run
        };
        self.runs.start(&self.ports, client, run).await?;
        self.publish_view(connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// Where the agent's last publish stands; none if there is none or it was dismissed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn publish_state(&self, agent: &str) -> Result<Option<PublishView>> {
        let connection = self.current_id().await?;
        self.publish_view(&connection, agent).await
    }

    /// Stops a running publish where that is safe, and removes the draft it made.
    ///
    /// # Errors
    /// When no connection is in use.
    pub async fn cancel_publish(&self, agent: &str) -> Result<()> {
        self.runs.cancel(&self.current_id().await?, agent);
        Ok(())
    }

    pub(crate) async fn last_run(&self, connection: &str, agent: &str) -> Result<Option<Run>> {
        let last = self
            .ports
            .store
            .last_run(connection.to_owned(), agent.to_owned())
            .await?;
        Ok(last.map(|last| last.run))
    }

    /// A run of `now` at its beginning.
    pub(crate) fn begin(
        &self,
        connection: &str,
        agent: &str,
        copy: &Copy,
        now: &MetricSet,
        generation: Generation,
    ) -> Run {
        let id = Uuid::now_v7().to_string();
        Run {
            draft_name: format!("Debrief {id}"),
            id,
            connection: connection.to_owned(),
            agent: agent.to_owned(),
            label: String::new(),
            description: None,
            started_at: self.ports.clock.now_text(),
            base_version: copy.stored.base_version.clone(),
            base_number: copy.stored.base_number,
            config: now.write(),
            sent_state: now.to_state(),
            generation,
            branch: None,
            target: None,
            others: None,
            anyway: Vec::new(),
            draft_id: None,
            draft_revision: None,
            own_revisions: Vec::new(),
            version: None,
            sent_in: None,
            activations: 0,
            wrote: false,
            looks: 0,
            misses: 0,
            failed_reads: 0,
            offline: false,
            unsent: 0,
            unclear: None,
            phase: Phase::LookBefore,
            then: match generation {
                Generation::Drafts => Phase::MakeDraft,
                Generation::Branches => Phase::WriteMetrics,
            },
            outcome: None,
            stopped_at: 0,
            interrupted: false,
            accepted: None,
            own_state: None,
            discarding: false,
            looking: false,
            standing: None,
            unsure: false,
            wait: None,
            keeps_draft: false,
            saved: None,
        }
    }

    /// Goes on with an interrupted publish: reads Atoms first. Waits for the look at start where that is on its way, whose end
    /// may be that there is nothing to go on with.
    ///
    /// # Errors
    /// When there is none, the way to the key, or the store.
    pub async fn resume_publish(&self, agent: &str) -> Result<PublishView> {
        let connection = self.current_id().await?;
        let looking = || async {
            let run = self.last_run(&connection, agent).await?;
            let looks = run.is_some_and(|run| run.looking && run.phase != Phase::AwaitCheck);
            Ok::<_, Error>(looks && self.runs.is_running(&connection, agent))
        };
        let mut looked = false;
        while looking().await? {
            looked = true;
            tokio::time::sleep(LOOK_PAUSE).await;
        }
        let run = self.last_run(&connection, agent).await?;
        let at_rest = !self.runs.is_running(&connection, agent);
        match run.filter(|run| at_rest && run.can_resume()) {
            Some(run) => {
                let client = self.client(&connection).await?;
                let run = run.after(Event::Resumed);
                self.runs.start(&self.ports, client, run).await?;
            }
            None if looked || !at_rest => {}
            None => return Err(Error::NotFound("run")),
        }
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// Ends an interrupted publish of which is known how far it got, and removes the draft it made.
    ///
    /// # Errors
    /// `NotFound` when there is none, the way to the key, or the store.
    pub async fn discard_publish(&self, agent: &str) -> Result<PublishView> {
        let connection = self.current_id().await?;
        let run = self
            .last_run(&connection, agent)
            .await?
            .filter(Run::can_discard)
            .ok_or(Error::NotFound("run"))?;
        let client = self.client(&connection).await?;
        self.runs
            .start(&self.ports, client, run.after(Event::DiscardAsked))
            .await?;
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// Ends a publish that waits for the person and cannot go on, as it is: nothing more is sent.
    ///
    /// # Errors
    /// `NotFound` when none waits, or the store.
    pub async fn give_up_publish(&self, agent: &str) -> Result<PublishView> {
        let connection = self.current_id().await?;
        let run = self
            .last_run(&connection, agent)
            .await?
            .filter(|run| run.can_give_up() && !self.runs.is_running(&connection, agent))
            .ok_or(Error::NotFound("run"))?;
        self.ports.store.put_run(&run.given_up()).await?;
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// The person has seen how it ended.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn dismiss_publish(&self, agent: &str) -> Result<()> {
        let connection = self.current_id().await?;
        match self.ports.store.last_run(connection, agent.to_owned()).await? {
            Some(last) => self.ports.store.dismiss_run(last.run.id).await,
            None => Ok(()),
        }
    }

    pub(crate) async fn publish_view(&self, connection: &str, agent: &str) -> Result<Option<PublishView>> {
        // Asked before the journal is read: a run that ends in between shows as running, and its last
        // notice makes the screen ask again.
        let running = self.runs.is_running(connection, agent);
        let last = self
            .ports
            .store
            .last_run(connection.to_owned(), agent.to_owned())
            .await?;
        Ok(last
            .filter(|last| !last.dismissed)
            .map(|last| last.run.view(running)))
    }
}
