//! What is left of publishes: those that were interrupted, those that wait, and drafts of ours that stayed on Atoms.

use std::collections::HashSet;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::Generation;
use crate::publish::{Event, Run, discard_left_draft};
use crate::views::{LeftoverView, OpenRun, PublishView};

impl Engine {
    /// Looks how far each unfinished publish of the connection in use got, without writing anything; goes on waiting for a
    /// security check and for drafts that are waited for. Returns at once; `Notice::PublishMoved` tells of each.
    ///
    /// # Errors
    /// The way to the key, or the store. Without anything to look after no key is needed.
    pub async fn look_after_runs(&self) -> Result<()> {
        let connection = self.current_id().await?;
        let runs = self.ports.store.open_runs(connection.clone()).await?;
        for (_, run) in runs {
            if !run.is_finished() && !self.runs.is_running(&connection, &run.agent) {
                let client = self.client(&connection).await?;
                match self
                    .runs
                    .start(&self.ports, client, run.after(Event::LookedAfter))
                    .await
                {
                    // Somebody was faster to go on with it.
                    Ok(()) | Err(Error::PublishRunning) => {}
                    Err(error) => return Err(error),
                }
            } else if run.is_waiting() {
                let client = self.client(&connection).await?;
                self.runs.watch(&self.ports, client, &run);
            }
        }
        Ok(())
    }

    /// The publishes of the connection in use that go on, wait, or ended and were not dismissed yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open_runs(&self) -> Result<Vec<OpenRun>> {
        let connection = self.current_id().await?;
        let runs = self.ports.store.open_runs(connection.clone()).await?;
        Ok(runs
            .into_iter()
            .map(|(agent_name, run)| OpenRun {
                agent_id: run.agent.clone(),
                agent_name,
                publish: run.view(self.runs.is_running(&connection, &run.agent)),
            })
            .collect())
    }

    /// Drafts of ours that earlier publishes of the agent left on Atoms, read now. Asks Atoms only where the journal knows
    /// of one that may be there.
    ///
    /// # Errors
    /// Atoms' answer, the way to the key, or the store.
    pub async fn leftovers(&self, agent: &str) -> Result<Vec<LeftoverView>> {
        let connection = self.current_id().await?;
        let mut left = Vec::new();
        for run in self.left_drafts(&connection, agent).await? {
            if self.is_left(&connection, &run).await? {
                left.push(LeftoverView {
                    run_id: run.id,
                    label: run.label,
                    started_at: run.started_at,
                });
            } else {
                self.ports.store.put_run(&run.tidied()).await?;
            }
        }
        Ok(left)
    }

    /// Removes the draft that a publish of the agent left on Atoms. One of a branch only while all its writes are ours.
    ///
    /// # Errors
    /// `NotFound` when the journal knows of none; `DraftMoved` when somebody else wrote to it; Atoms' answer, the way to
    /// the key, or the store.
    pub async fn remove_leftover(&self, agent: &str, run_id: &str) -> Result<Option<PublishView>> {
        let connection = self.current_id().await?;
        let run = self
            .left_drafts(&connection, agent)
            .await?
            .into_iter()
            .find(|run| run.id == run_id)
            .ok_or(Error::NotFound("draft"))?;
        let client = self.client(&connection).await?;
        if run.generation == Generation::Branches {
            if !discard_left_draft(&self.ports, client, &run).await {
                return Err(Error::DraftMoved);
            }
        } else if let Some(draft) = self.own_draft(&connection, &run).await? {
            client.delete_draft(agent, &draft).await?;
        }
        self.ports.store.put_run(&run.tidied()).await?;
        self.publish_view(&connection, agent).await
    }

    /// Ended runs that left a draft: of the first generation any, of a branch only the last run, for there is one draft.
    async fn left_drafts(&self, connection: &str, agent: &str) -> Result<Vec<Run>> {
        let store = &self.ports.store;
        let runs = store
            .runs_with_draft(connection.to_owned(), agent.to_owned())
            .await?;
        let last = self.last_run(connection, agent).await?.map(|run| run.id);
        Ok(runs
            .into_iter()
            .filter(Run::leftover_draft)
            .filter(|run| run.generation == Generation::Drafts || Some(&run.id) == last.as_ref())
            .collect())
    }

    async fn is_left(&self, connection: &str, run: &Run) -> Result<bool> {
        if run.generation == Generation::Drafts {
            return Ok(self.own_draft(connection, run).await?.is_some());
        }
        let client = self.client(connection).await?;
        let branches = client.branches(&run.agent).await?;
        let Some(branch) = debrief_atoms::Branch::leading(&branches) else {
            return Ok(false);
        };
        let open = crate::publish::open_draft(&client, &run.agent, &branch.id).await?;
        Ok(open.is_some_and(|open| {
            let known: HashSet<_> = run.own_revisions.iter().copied().collect();
            let theirs = open
                .edits
                .iter()
                .filter_map(|edit| edit.revision)
                .any(|revision| !known.contains(&revision));
            run.draft_id.as_ref() == Some(&open.draft_id) && run.draft_revision == open.revision && !theirs
        }))
    }

    /// The draft of a run of the first generation, if it is still there: by its id, or by its name, which is unique to the run,
    /// where the answer that would have told the id was lost.
    async fn own_draft(&self, connection: &str, run: &Run) -> Result<Option<String>> {
        let client = self.client(connection).await?;
        let drafts = client.drafts(&run.agent).await?;
        let ours = drafts.into_iter().find(|draft| {
            Some(&draft.draft_id) == run.draft_id.as_ref()
                || draft.draft_name.as_deref() == Some(&run.draft_name)
        });
        Ok(ours.map(|draft| draft.draft_id))
    }
}
