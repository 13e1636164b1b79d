//! What is left of publishes: those that were interrupted, those that wait, and drafts of ours that stayed on Atoms.

use std::collections::HashSet;

use debrief_atoms::{Branch, Client};
use jiff::{SignedDuration, Timestamp};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::{Generation, closes_drafts};
use crate::publish::{
    Discarded, Event, RECENT_VERSIONS, Run, VersionFacts, discard_left_draft, open_draft, was_draft,
};
use crate::views::{LeftoverView, Notice, OpenRun, Removal};

/// How long after its beginning a draft may still be made that was not there when it was looked for.
const LATE: SignedDuration = SignedDuration::from_hours(1);

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
            match self.look_for(&connection, &run).await? {
                Left::Draft(_) => left.push(LeftoverView {
                    run_id: run.id,
                    label: run.label,
                    started_at: run.started_at,
                }),
                Left::Version(version) => self.became(&run, version).await?,
                Left::Shared => self.ports.store.put_run(&run.shared()).await?,
                Left::Nothing if self.may_still_come(&run) => {}
                Left::Nothing => self.ports.store.put_run(&run.tidied(None)).await?,
            }
        }
        Ok(left)
    }

    /// Removes the draft that a publish of the agent left on Atoms. One of a branch only while all its writes are ours. A
    /// draft that Atoms made a version of meanwhile is told as that.
    ///
    /// # Errors
    /// `NotFound` when the journal knows of none; `DraftMoved` when somebody else wrote to it; Atoms' answer, the way to
    /// the key, or the store.
    pub async fn remove_leftover(&self, agent: &str, run_id: &str) -> Result<Removal> {
        let connection = self.current_id().await?;
        let run = self
            .left_drafts(&connection, agent)
            .await?
            .into_iter()
            .find(|run| run.id == run_id)
            .ok_or(Error::NotFound("draft"))?;
        let client = self.client(&connection).await?;
        let mut published = None;
        match self.look_for(&connection, &run).await? {
            Left::Draft(draft) if run.generation == Generation::Drafts => {
                client.delete_draft(agent, &draft).await?;
                self.ports.store.put_run(&run.tidied(None)).await?;
            }
            Left::Version(version) => {
                published = Some(version.clone());
                self.became(&run, version).await?;
            }
            Left::Draft(_) if discard_left_draft(&self.ports, client, &run).await? == Discarded::Gone => {
                self.ports.store.put_run(&run.tidied(None)).await?;
            }
            Left::Draft(_) | Left::Shared => {
                self.ports.store.put_run(&run.shared()).await?;
                return Err(Error::DraftMoved);
            }
            Left::Nothing => self.ports.store.put_run(&run.tidied(None)).await?,
        }
        Ok(Removal {
            published: published.is_some(),
            number: published.and_then(|version| version.number),
            publish: self.publish_view(&connection, agent).await?,
        })
    }

    /// Atoms made a version of a draft after its publish was given up: the message comes back with it.
    async fn became(&self, run: &Run, version: VersionFacts) -> Result<()> {
        self.ports.store.put_run(&run.tidied(Some(version))).await?;
        self.ports.store.show_run(run.id.clone()).await?;
        self.ports.events.notify(Notice::PublishMoved {
            agent_id: run.agent.clone(),
        });
        Ok(())
    }

    /// A draft that was not there may still be made by a request that Atoms carries out late. After an hour that is over.
    fn may_still_come(&self, run: &Run) -> bool {
        let begun: Option<Timestamp> = run.started_at.parse().ok();
        run.unsure && begun.is_some_and(|begun| self.ports.clock.now() < begun + LATE)
    }

    /// Ended runs that left a draft: of the first generation any, of a branch only the last one, for it has one draft.
    async fn left_drafts(&self, connection: &str, agent: &str) -> Result<Vec<Run>> {
        let store = &self.ports.store;
        let runs = store
            .runs_with_draft(connection.to_owned(), agent.to_owned())
            .await?;
        let mut branches = HashSet::new();
        Ok(runs
            .into_iter()
            .filter(Run::may_have_left)
            .filter(|run| run.generation == Generation::Drafts || branches.insert(run.branch.clone()))
            .collect())
    }

    /// What of a run is on Atoms now. A draft of the first generation is found by its id, or by its name, which is unique
    /// to the run, where the answer that would have told the id was lost.
    async fn look_for(&self, connection: &str, run: &Run) -> Result<Left> {
        let client = self.client(connection).await?;
        if run.generation == Generation::Branches {
            return left_on_branch(&client, run).await;
        }
        let drafts = match client.drafts(&run.agent).await {
            Ok(drafts) => drafts,
            // The agent moved to branches since; a draft may have come along.
            Err(error) if closes_drafts(&error) => return left_on_branch(&client, run).await,
            Err(error) => return Err(error.into()),
        };
        let ours = drafts.into_iter().find(|draft| {
            Some(&draft.draft_id) == run.draft_id.as_ref()
                || draft.draft_name.as_deref() == Some(&run.draft_name)
        });
        if let Some(draft) = ours {
            return Ok(Left::Draft(draft.draft_id));
        }
        // A run that ended live is known by its version already.
        let Some(draft) = run.draft_id.as_ref().filter(|_| run.leftover_draft()) else {
            return Ok(Left::Nothing);
        };
        let page = client.versions(&run.agent, 0, RECENT_VERSIONS).await?;
        let made = page
            .versions
            .into_iter()
            .find(|version| was_draft(version, draft));
        Ok(made.map_or(Left::Nothing, |made| {
            Left::Version(VersionFacts {
                id: made.id,
                number: made.number,
            })
        }))
    }
}

/// What is left of a run.
enum Left {
    /// A draft, by its id.
    Draft(String),
    /// A version that was made of its draft.
    Version(VersionFacts),
    /// Its draft, to which somebody else wrote.
    Shared,
    Nothing,
}

/// The draft of a branch counts as left only while all its writes are ours.
async fn left_on_branch(client: &Client, run: &Run) -> Result<Left> {
    let branch = match &run.branch {
        // Another one may be live by now.
        Some(branch) => branch.clone(),
        None => {
            let branches = client.branches(&run.agent).await?;
            let Some(branch) = Branch::leading(&branches) else {
                return Ok(Left::Nothing);
            };
            branch.id.clone()
        }
    };
    let Some(open) = open_draft(client, &run.agent, &branch).await? else {
        return Ok(Left::Nothing);
    };
    if run.draft_id.as_ref() != Some(&open.draft_id) {
        return Ok(Left::Nothing);
    }
    let mut written = open.edits.iter().filter_map(|edit| edit.revision);
    let theirs = written.any(|revision| !run.own_revisions.contains(&revision));
    Ok(if theirs || run.draft_revision != open.revision {
        Left::Shared
    } else {
        Left::Draft(open.draft_id)
    })
}
