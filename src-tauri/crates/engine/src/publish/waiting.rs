//! Waiting for somebody else's draft to go: looked at now and then, over restarts too, until it is gone.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use debrief_atoms::{Branch, Client};

use super::branches::open_draft;
use super::driver::{RECENT_VERSIONS, Runs};
use super::run::{Outcome, Run};
use crate::engine::Ports;
use crate::error::{Error, Result, WireError};
use crate::views::{DraftEnd, DraftWait, Notice, StopReason};

/// Runs whose draft is watched in this process, by their id.
#[derive(Default)]
pub(super) struct Watched(Mutex<HashSet<String>>);

impl Watched {
    fn enter(&self, run: &str) -> bool {
        let mut watched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        watched.insert(run.to_owned())
    }

    fn leave(&self, run: &str) {
        let mut watched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        watched.remove(run);
    }
}

impl Run {
    /// The draft that stopped it, or its last state if it has no id; none where something else did.
    pub(crate) fn stopped_by_draft(&self) -> Option<Option<&str>> {
        match &self.outcome {
            Some(Outcome::Stopped {
                reason: StopReason::OpenDraft { draft, .. },
                ..
            // What is in the way on a branch that is not live is told, and neither asked about nor waited for.
            }) if self.is_finished() && self.target.is_none() => Some(draft.as_deref()),
            _ => None,
        }
    }

    /// Whether its draft is still waited for.
    pub(crate) fn is_waiting(&self) -> bool {
        self.stopped_by_draft().is_some() && self.wait.as_ref().is_some_and(|wait| wait.gone.is_none())
    }
}

impl Runs {
    /// Watches the draft of `run` in the background until it is gone or nobody waits any more.
    pub(crate) fn watch(self: &Arc<Self>, ports: &Ports, client: Client, run: &Run) {
        if !self.watched.enter(&run.id) {
            return;
        }
        let (runs, ports, run) = (Arc::clone(self), ports.clone(), run.clone());
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(ports.watch_pause).await;
                match look_again(&ports, &client, &run).await {
                    Ok(true) => {}
                    Ok(false) => break,
                    // A disk that is full for a moment: the next look tells more.
                    Err(error) => tracing::warn!(%error, "what became of somebody's draft could not be kept"),
                }
            }
            runs.watched.leave(&run.id);
        });
    }
}

/// One look. False when nobody waits any more.
async fn look_again(ports: &Ports, client: &Client, begun: &Run) -> Result<bool> {
    let last = ports
        .store
        .last_run(begun.connection.clone(), begun.agent.clone())
        .await?;
    let Some(mut run) = last.filter(|last| !last.dismissed).map(|last| last.run) else {
        return Ok(false);
    };
    if run.id != begun.id || !run.is_waiting() {
        return Ok(false);
    }
    run.wait = Some(look(ports, client, &run).await);
    ports.store.put_run(&run).await?;
    ports.events.notify(Notice::PublishMoved {
        agent_id: run.agent.clone(),
    });
    Ok(true)
}

/// Looks whether the draft that stopped `run` is still open.
pub(crate) async fn look(ports: &Ports, client: &Client, run: &Run) -> DraftWait {
    match read(client, run).await {
        Ok(gone) => DraftWait {
            checked_at: ports.clock.now_text(),
            gone,
            trouble: None,
        },
        Err(error) => DraftWait {
            checked_at: run
                .wait
                .as_ref()
                .map_or_else(|| run.started_at.clone(), |wait| wait.checked_at.clone()),
            gone: None,
            trouble: Some(WireError::from(&error)),
        },
    }
}

async fn read(client: &Client, run: &Run) -> Result<Option<DraftEnd>> {
    let branches = client.branches(&run.agent).await?;
    let branch = Branch::leading(&branches).ok_or(Error::BetweenGenerations)?;
    let awaited = run.stopped_by_draft().flatten();
    if let Some(open) = open_draft(client, &run.agent, &branch.id).await?
        && awaited.is_none_or(|awaited| awaited == open.draft_id)
    {
        return Ok(None);
    }
    // A draft that was published between the two reads leaves a head that the first one did not have yet.
    let branches = client.branches(&run.agent).await?;
    let branch = branches.iter().find(|now| now.id == branch.id).unwrap_or(branch);
    let Some(head) = branch
        .head_revision_id
        .as_deref()
        .filter(|head| *head != run.base_version)
    else {
        return Ok(Some(DraftEnd::Discarded));
    };
    let page = client
        .revisions(&run.agent, &branch.id, 0, RECENT_VERSIONS)
        .await?;
    let now = page.versions.into_iter().find(|version| version.id == head);
    let (number, author) = now.map_or((None, None), |now| (now.number, now.published_by_name));
    Ok(Some(DraftEnd::Published { number, author }))
}
