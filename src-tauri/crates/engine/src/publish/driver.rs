//! Performs what the machine asks for, one request after another, with the journal in between.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use debrief_atoms::{At, Branch, Client, ErrorKind};
use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;

use super::adopting::adopt;
use super::branches::Discarded;
use super::facts;
use super::run::{Action, AgentFacts, BranchFacts, Event, Outcome, Phase, Run};
use super::waiting::Watched;
use crate::engine::Ports;
use crate::error::{Error, Result, WireError};
use crate::generation::{Generation, closes_drafts};
use crate::views::{Notice, ReplacedVersion};

/// Versions looked through for one made from our draft.
pub(crate) const RECENT_VERSIONS: u32 = 20;

/// The runs of this process.
#[derive(Default)]
pub(crate) struct Runs {
    running: Mutex<HashMap<(String, String), CancellationToken>>,
    pub(super) watched: Watched,
}

/// Looks at a place that is taken, and the pause between two.
const LOOKS_AT_PLACE: u32 = 20;
const PLACE_PAUSE: Duration = Duration::from_millis(10);

impl Runs {
    pub(crate) fn is_running(&self, connection: &str, agent: &str) -> bool {
        self.lock()
            .contains_key(&(connection.to_owned(), agent.to_owned()))
    }

    /// True while any agent of the connection is being published.
    pub(crate) fn any_on(&self, connection: &str) -> bool {
        self.lock().keys().any(|(on, _)| on == connection)
    }

    pub(crate) fn cancel(&self, connection: &str, agent: &str) {
        if let Some(token) = self.lock().get(&(connection.to_owned(), agent.to_owned())) {
            token.cancel();
        }
    }

    /// Takes the agent's one place; false if a run has it.
    fn enter(&self, key: (String, String), token: CancellationToken) -> bool {
        let mut running = self.lock();
        if running.contains_key(&key) {
            return false;
        }
        running.insert(key, token);
        true
    }

    /// The same for whoever may come right after a run: one that has just ended gives its place back a moment after the
    /// journal says so.
    pub(super) async fn enter_soon(&self, key: &(String, String), token: &CancellationToken) -> bool {
        for _ in 0..LOOKS_AT_PLACE {
            if self.enter(key.clone(), token.clone()) {
                return true;
            }
            tokio::time::sleep(PLACE_PAUSE).await;
        }
        false
    }

    fn leave(&self, run: &Run) {
        self.leave_place(&(run.connection.clone(), run.agent.clone()));
    }

    pub(super) fn leave_place(&self, key: &(String, String)) {
        self.lock().remove(key);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(String, String), CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drives `run` to its end in the background. The run is on disk before this returns.
    ///
    /// # Errors
    /// When another run of the agent is going on, or the journal cannot be written.
    pub(crate) async fn start(self: &Arc<Self>, ports: &Ports, client: Client, run: Run) -> Result<()> {
        let token = CancellationToken::new();
        let key = (run.connection.clone(), run.agent.clone());
        if !self.enter_soon(&key, &token).await {
            return Err(Error::PublishRunning);
        }
        if let Err(error) = ports.store.put_run(&run).await {
            self.leave(&run);
            return Err(error);
        }
        let driver = Driver {
            ports: ports.clone(),
            client: client.patient(),
            token,
        };
        let runs = Arc::clone(self);
        tokio::spawn(async move {
            let run = driver.drive(run).await;
            runs.leave(&run);
            driver.notify(&run);
        });
        Ok(())
    }
}

/// The live branch with its open draft, as a run looks at them before it writes, and the configuration of that draft.
/// `live` is what is live beside the metrics.
///
/// # Errors
/// Atoms' answer; `BetweenGenerations` for an agent without branches.
pub(crate) async fn look_at_shared_draft(
    ports: &Ports,
    client: &Client,
    run: &Run,
    live: &Value,
) -> Result<(BranchFacts, Option<Map<String, Value>>)> {
    let driver = Driver {
        ports: ports.clone(),
        client: client.clone(),
        token: CancellationToken::new(),
    };
    driver.look_at_branch(run, live).await
}

/// Discards the draft of a branch that an ended run left, if it is still that run's own.
///
/// # Errors
/// Where it is not known whether it is gone.
pub(crate) async fn discard_left_draft(ports: &Ports, client: Client, run: &Run) -> Result<Discarded> {
    let driver = Driver {
        ports: ports.clone(),
        client,
        token: CancellationToken::new(),
    };
    driver.discard_own_draft(run).await
}

/// What stands where a run publishes to.
struct Standing {
    active: Option<String>,
    config: Map<String, Value>,
    target_is_live: bool,
}

/// Performs the actions of one run.
pub(super) struct Driver {
    ports: Ports,
    pub(super) client: Client,
    token: CancellationToken,
}

impl Driver {
    fn notify(&self, run: &Run) {
        self.ports.events.notify(Notice::PublishMoved {
            agent_id: run.agent.clone(),
        });
    }

    async fn drive(&self, mut run: Run) -> Run {
        loop {
            if self.token.is_cancelled() && run.can_cancel() {
                run = run.after(Event::CancelAsked);
                if !self.journal(&run).await {
                    return run;
                }
            }
            let Some(action) = run.action() else { return run };
            if run.waits_for_network() {
                // Cancelling does not wait for the next try.
                tokio::select! {
                    () = tokio::time::sleep(self.ports.offline_pause) => {}
                    () = self.token.cancelled(), if run.can_cancel() => continue,
                }
            } else if run.failed_reads > 0 {
                tokio::time::sleep(self.ports.check_pause * 2).await;
            } else if is_repeated(&run) {
                self.pause(&run).await;
            }
            let event = match self.perform(&run, action).await {
                Ok(event) => event,
                Err(Error::Atoms(error)) if run.generation == Generation::Drafts && closes_drafts(&error) => {
                    self.migrated(&run, error).await
                }
                Err(Error::Atoms(error))
                    if run.generation == Generation::Branches
                        && !run.wrote
                        && error.kind == ErrorKind::NoSuchRoute =>
                {
                    self.withdrawn(&run, error).await
                }
                Err(Error::Atoms(error)) if is_write(action) && error.is_unclear() => {
                    Event::Unclear(WireError::from(&Error::Atoms(error)))
                }
                Err(error) => Event::Failed(WireError::from(&error)),
            };
            // Asked for during the look, a cancel still wins over the write that the look was for.
            if action == Action::ReadAgent && self.token.is_cancelled() && run.can_cancel() {
                continue;
            }
            tracing::info!(run = run.id, ?action, event = %name(&event), "publish");
            let before = run.clone();
            run = run.after(event);
            if let Some(Outcome::Live { .. }) = run.outcome
                && let Err(error) = adopt(&self.ports.store, &run).await
            {
                tracing::error!(%error, "the working copy could not take over what is live");
                // It is live; reading it back once more makes up for this.
                run = before.waiting(WireError::from(&error));
            }
            if !self.journal(&run).await {
                return run;
            }
            self.notify(&run);
        }
    }

    /// False when the run is not on disk: nothing more may be sent then, and the next start settles what is open.
    async fn journal(&self, run: &Run) -> bool {
        let kept = self.ports.store.put_run(run).await;
        if let Err(error) = &kept {
            tracing::error!(%error, "journal");
        }
        kept.is_ok()
    }

    /// Drafts are closed for this agent. If it has branches, it moved there since it was last read.
    async fn migrated(&self, run: &Run, error: debrief_atoms::Error) -> Event {
        let branches = match self.client.branches(&run.agent).await {
            Ok(branches) => branches,
            Err(asked) => {
                tracing::warn!(%asked, "the agent's branches could not be read");
                return Event::Failed(WireError::from(&Error::Atoms(error)));
            }
        };
        if Branch::leading(&branches).is_none() {
            return Event::Failed(WireError::from(&Error::BetweenGenerations));
        }
        let (connection, agent) = (run.connection.clone(), run.agent.clone());
        let kept = self
            .ports
            .store
            .set_generation(connection, agent, Generation::Branches);
        if let Err(error) = kept.await {
            tracing::warn!(%error, "the agent's generation could not be kept");
        }
        Event::Migrated
    }

    /// The server has no branches any more. If drafts answer, it was set back to what it was before.
    async fn withdrawn(&self, run: &Run, error: debrief_atoms::Error) -> Event {
        if run.target.is_some() {
            return Event::Failed(WireError::from(&Error::Atoms(error)));
        }
        if let Err(asked) = self.client.versions(&run.agent, 0, 1).await {
            tracing::warn!(%asked, "neither generation answers");
            return Event::Failed(WireError::from(&Error::Atoms(error)));
        }
        let (connection, agent) = (run.connection.clone(), run.agent.clone());
        let kept = self
            .ports
            .store
            .set_generation(connection, agent, Generation::Drafts);
        if let Err(error) = kept.await {
            tracing::warn!(%error, "the agent's generation could not be kept");
        }
        Event::Withdrawn
    }

    async fn pause(&self, run: &Run) {
        tokio::time::sleep(match run.generation {
            Generation::Drafts => self.ports.check_pause,
            Generation::Branches => self.ports.scan_pause,
        })
        .await;
    }

    async fn perform(&self, run: &Run, action: Action) -> Result<Event> {
        match action {
            Action::ReadAgent => Ok(Event::AgentRead(Box::new(self.read_agent(run).await?))),
            Action::ReadCheck => {
                self.pause(run).await;
                self.perform_in_generation(run, action).await
            }
            _ => self.perform_in_generation(run, action).await,
        }
    }

    async fn perform_in_generation(&self, run: &Run, action: Action) -> Result<Event> {
        match run.generation {
            Generation::Drafts => self.on_drafts(run, action).await,
            Generation::Branches => self.on_branches(run, action).await,
        }
    }

    async fn read_agent(&self, run: &Run) -> Result<AgentFacts> {
        // Before the agent: the last look at Atoms is the one that success rests on.
        // It is a note beside the success, and must not stand in its way.
        let replaced = self.replaced(run).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "whether another version was replaced could not be read");
            None
        });
        let Standing {
            active,
            config,
            mut target_is_live,
        } = self.standing(run).await?;
        let expected = [
            Some(run.base_version.as_str()),
            run.version.as_ref().map(|version| version.id.as_str()),
        ];
        let (active_number, active_author) = match active.as_deref() {
            Some(active) if !expected.contains(&Some(active)) => self.name_of(run, active).await,
            _ => (None, None),
        };
        let mut metrics_config = config.get(facts::METRICS).cloned();
        let mut others = facts::without_metrics(config);
        // The draft is looked at last: nothing but the journal stands between this and the write.
        let mut branch = None;
        if let (Generation::Branches, Phase::LookBefore) = (run.generation, run.phase) {
            let (mut seen, draft) = self.look_at_branch(run, &others).await?;
            // Whether callers would feel it is read last of all.
            if let Some(target) = &run.target {
                let now = self.client.branch(&run.agent, &target.branch).await?;
                (target_is_live, seen.head) = (now.is_live, now.head_revision_id);
            }
            branch = Some(seen);
            // What is to go live, or to stay as it is, is what stands in the draft that the person took in.
            if let (Some(_), Some(draft)) = (&run.accepted, draft) {
                metrics_config = draft.get(facts::METRICS).cloned();
                others = facts::without_metrics(draft);
            }
        }
        Ok(AgentFacts {
            active_version: active,
            active_number,
            active_author,
            metric_differences: facts::metric_differences(&run.config, metrics_config.as_ref()),
            other_differences: run
                .others
                .as_ref()
                .map_or_else(Vec::new, |before| facts::differing(before, &others)),
            others,
            metrics: facts::count(metrics_config.as_ref()),
            replaced,
            read_at: self.ports.clock.now_text(),
            target_is_live,
            branch,
        })
    }

    /// What stands where the run publishes to: what is live, or the head of a branch that is not.
    async fn standing(&self, run: &Run) -> Result<Standing> {
        let Some(target) = &run.target else {
            let agent = self.client.agent(&run.agent, At::Active).await?;
            return Ok(Standing {
                active: agent.summary.active_version_id,
                config: agent.resolved_config.unwrap_or_default(),
                target_is_live: false,
            });
        };
        let branch = self.client.branch(&run.agent, &target.branch).await?;
        let config = match &branch.head_revision_id {
            Some(head) => {
                let agent = self.client.agent(&run.agent, At::Version(head)).await?;
                agent.resolved_config.unwrap_or_default()
            }
            None => Map::new(),
        };
        Ok(Standing {
            active: branch.head_revision_id,
            config,
            target_is_live: branch.is_live,
        })
    }

    /// A version of somebody else that ours replaced unseen; looked for once ours exists.
    async fn replaced(&self, run: &Run) -> Result<Option<ReplacedVersion>> {
        let Some(ours) = &run.version else { return Ok(None) };
        match run.generation {
            Generation::Drafts => self.replaced_version(run, ours).await,
            Generation::Branches => self.replaced_revision(run, ours).await,
        }
    }

    /// Number and author of a version that is live unexpectedly. Only for the words on screen: that it moved is
    /// certain without it. The lists name people, a version alone does not.
    async fn name_of(&self, run: &Run, version: &str) -> (Option<u32>, Option<String>) {
        let page = match run.generation {
            Generation::Branches => self.recent_revisions(run).await,
            Generation::Drafts => self
                .client
                .versions(&run.agent, 0, RECENT_VERSIONS)
                .await
                .map_err(Error::from),
        };
        match page {
            Ok(page) => page
                .versions
                .into_iter()
                .find(|row| row.id == version)
                .map_or((None, None), |now| (now.number, now.published_by_name)),
            Err(error) => {
                tracing::warn!(%error, "the version that is live now could not be read");
                (None, None)
            }
        }
    }
}

/// A look that is taken once more because the one before did not show what it should.
fn is_repeated(run: &Run) -> bool {
    match run.phase {
        Phase::SettlePublish => run.misses > 0,
        Phase::ReadBack => run.activations > 0,
        _ => false,
    }
}

fn is_write(action: Action) -> bool {
    matches!(
        action,
        Action::CreateDraft | Action::WriteConfig | Action::PublishDraft | Action::Activate
    )
}

/// The draft that a run works on.
pub(super) fn draft(run: &Run) -> Result<&str> {
    run.draft_id
        .as_deref()
        .ok_or_else(|| Error::Internal("publish without a draft".into()))
}

fn name(event: &Event) -> &'static str {
    match event {
        Event::AgentRead(_) => "agent read",
        Event::DraftMade(_) => "draft made",
        Event::DraftMissing => "draft missing",
        Event::ConfigWritten(_) => "config written",
        Event::DraftCompared { .. } => "draft compared",
        Event::Published(_) => "published",
        Event::Scanning => "scanning",
        Event::VersionMissing => "version missing",
        Event::CheckRead(_) => "check read",
        Event::Activated => "activated",
        Event::DraftDeleted(_) => "draft deleted",
        Event::Failed(_) => "failed",
        Event::Unclear(_) => "unclear",
        Event::Withdrawn => "withdrawn",
        Event::Migrated => "migrated",
        Event::CancelAsked => "cancel asked",
        Event::Resumed => "resumed",
        Event::LookedAfter => "looked after",
        Event::DiscardAsked => "discard asked",
    }
}
