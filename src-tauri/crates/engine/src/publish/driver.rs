//! Performs what the machine asks for, one request after another, with the journal in between.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use debrief_atoms::{At, CheckStatus, Client, Publish, Version};
use jiff::Timestamp;
use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;

use super::machine::{Action, AgentFacts, Check, Event, Outcome, Run, VersionFacts};
use crate::engine::Ports;
use crate::error::{Error, Result, WireError};
use crate::store::{NowLive, Store};
use crate::views::{Notice, ReplacedVersion};

/// Paths named when the outcome differs from what was sent.
const DIFFERENCES: usize = 12;
/// Versions looked through for one made from our draft.
const RECENT_VERSIONS: u32 = 20;
const METRICS_SECTION: &str = "postCallAnalyticsConfig";

/// The runs of this process.
#[derive(Default)]
pub(crate) struct Runs {
    running: Mutex<HashMap<(String, String), CancellationToken>>,
}

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
    fn enter(&self, run: &Run, token: CancellationToken) -> bool {
        let mut running = self.lock();
        let key = (run.connection.clone(), run.agent.clone());
        if running.contains_key(&key) {
            return false;
        }
        running.insert(key, token);
        true
    }

    fn leave(&self, run: &Run) {
        self.lock().remove(&(run.connection.clone(), run.agent.clone()));
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
        if !self.enter(&run, token.clone()) {
            return Err(Error::PublishRunning);
        }
        if let Err(error) = ports.store.put_run(&run).await {
            self.leave(&run);
            return Err(error);
        }
        let driver = Driver {
            ports: ports.clone(),
            client,
            token,
            pause: ports.check_pause,
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

struct Driver {
    ports: Ports,
    client: Client,
    token: CancellationToken,
    pause: Duration,
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
            if run.failed_reads > 0 {
                tokio::time::sleep(self.pause * 2).await;
            }
            let event = match self.perform(&run, action).await {
                Ok(event) => event,
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
            run = run.after(event);
            if let Some(Outcome::Live { .. }) = run.outcome
                && let Err(error) = adopt(&self.ports.store, &run).await
            {
                tracing::error!(%error, "the working copy could not take over what is live");
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

    async fn perform(&self, run: &Run, action: Action) -> Result<Event> {
        let (client, agent) = (&self.client, run.agent.as_str());
        Ok(match action {
            Action::ReadAgent => Event::AgentRead(Box::new(self.read_agent(run).await?)),
            Action::CreateDraft => {
                let draft = client
                    .create_draft(agent, &run.base_version, &run.draft_name)
                    .await?;
                Event::DraftMade(draft.draft_id)
            }
            Action::FindDraft => self
                .find_draft(run)
                .await?
                .map_or(Event::DraftMissing, Event::DraftMade),
            Action::WriteConfig => {
                client.write_draft_config(agent, draft(run)?, &run.config).await?;
                Event::ConfigWritten
            }
            Action::ReadDraft => {
                let read = client.agent(agent, At::Draft(draft(run)?)).await?;
                Event::DraftCompared {
                    equal: debrief_metrics::same_config(read.metrics_config(), Some(&run.config)),
                }
            }
            Action::PublishDraft => {
                let publish = Publish {
                    label: run.label.clone(),
                    description: run.description.clone(),
                    activate: true,
                };
                let version = client.publish_draft(agent, draft(run)?, &publish).await?;
                Event::Published(VersionFacts {
                    id: version.id,
                    number: version.number,
                })
            }
            Action::FindVersion => self.find_version(run).await?,
            Action::ReadCheck => {
                tokio::time::sleep(self.pause).await;
                let read = client.version(agent, version(run)?).await?;
                Event::CheckRead(match read.version.security_check {
                    None => Check::Passed,
                    Some(check) => match check.status {
                        CheckStatus::Passed => Check::Passed,
                        CheckStatus::Failed | CheckStatus::Errored => Check::Failed(check.reason),
                        CheckStatus::Queued | CheckStatus::Other(_) => Check::Running,
                    },
                })
            }
            Action::Activate => {
                client.activate(agent, version(run)?).await?;
                Event::Activated
            }
            Action::DeleteDraft => Event::DraftDeleted(self.delete_draft(run).await),
        })
    }

    async fn read_agent(&self, run: &Run) -> Result<AgentFacts> {
        // Before the agent: the last look at Atoms is the one that success rests on.
        let replaced = match &run.version {
            Some(ours) => self.replaced(run, &ours.id).await?,
            None => None,
        };
        let agent = self.client.agent(&run.agent, At::Active).await?;
        let active_version = agent.summary.active_version_id.clone();
        let expected = [
            Some(run.base_version.as_str()),
            run.version.as_ref().map(|v| v.id.as_str()),
        ];
        let (mut active_number, mut active_author) = (None, None);
        if let Some(active) = active_version.as_deref()
            && !expected.contains(&Some(active))
        {
            // Only for the words on screen: that it moved is certain without it. The list names people, the
            // version itself does not.
            match self.client.versions(&run.agent, 0, RECENT_VERSIONS).await {
                Ok(page) => {
                    if let Some(now) = page.versions.into_iter().find(|version| version.id == active) {
                        (active_number, active_author) = (now.number, now.published_by_name);
                    }
                }
                Err(error) => tracing::warn!(%error, "the version that is live now could not be read"),
            }
        }
        let metrics_config = agent.metrics_config().cloned();
        let others = without_metrics(agent.resolved_config.unwrap_or_default());
        let live = metrics_config.clone().unwrap_or(Value::Null);
        let metric_differences = if debrief_metrics::same_config(metrics_config.as_ref(), Some(&run.config)) {
            Vec::new()
        } else {
            let paths = debrief_metrics::differing_paths(&run.config, &live, DIFFERENCES);
            if paths.is_empty() {
                vec![METRICS_SECTION.to_owned()]
            } else {
                paths
            }
        };
        Ok(AgentFacts {
            active_version,
            active_number,
            active_author,
            other_differences: run
                .others
                .as_ref()
                .map_or_else(Vec::new, |before| differing(before, &others)),
            others,
            metric_differences,
            metrics: debrief_metrics::MetricSet::read(metrics_config.as_ref())
                .map_or(0, |set| u32::try_from(set.len()).unwrap_or(u32::MAX)),
            replaced,
            read_at: self.ports.clock.now_text(),
        })
    }

    /// The version, neither ours nor the base, that went live last since the base did. Atoms cannot be told to
    /// publish only if nobody else did, so this is seen afterwards or not at all. Versions count from when they
    /// went live, not by their number: a base that was brought back is older than others that were live before.
    async fn replaced(&self, run: &Run, ours: &str) -> Result<Option<ReplacedVersion>> {
        let page = self.client.versions(&run.agent, 0, RECENT_VERSIONS).await?;
        let base = match page
            .versions
            .iter()
            .find(|version| version.id == run.base_version)
        {
            Some(base) => went_live(base),
            None => went_live(&self.client.version(&run.agent, &run.base_version).await?.version),
        };
        let Some(base) = base else {
            tracing::warn!("Atoms does not tell when the version before went live");
            return Ok(None);
        };
        let between = page
            .versions
            .into_iter()
            .filter(|version| version.id != ours && version.id != run.base_version)
            .filter(|version| went_live(version).is_some_and(|at| at > base))
            .max_by_key(went_live);
        Ok(between.map(|version| ReplacedVersion {
            number: version.number,
            author: version.published_by_name,
        }))
    }

    async fn find_draft(&self, run: &Run) -> Result<Option<String>> {
        let drafts = self.client.drafts(&run.agent).await?;
        let ours = drafts
            .into_iter()
            .find(|draft| draft.draft_name.as_deref() == Some(run.draft_name.as_str()));
        Ok(ours.map(|draft| draft.draft_id))
    }

    async fn find_version(&self, run: &Run) -> Result<Event> {
        let draft = draft(run)?;
        let page = self.client.versions(&run.agent, 0, RECENT_VERSIONS).await?;
        let ours = page.versions.into_iter().find(|version| {
            version.draft_id.as_deref() == Some(draft) || version.source_draft_id.as_deref() == Some(draft)
        });
        Ok(ours.map_or(Event::VersionMissing, |version| {
            Event::Published(VersionFacts {
                id: version.id,
                number: version.number,
            })
        }))
    }

    /// True when the draft is certainly gone.
    async fn delete_draft(&self, run: &Run) -> bool {
        let draft = match &run.draft_id {
            Some(draft) => Ok(Some(draft.clone())),
            None => self.find_draft(run).await,
        };
        match draft {
            Ok(None) => true,
            Ok(Some(draft)) => match self.client.delete_draft(&run.agent, &draft).await {
                Ok(()) => true,
                Err(error) if error.kind == debrief_atoms::ErrorKind::NotFound => true,
                Err(error) => {
                    tracing::warn!(%error, "no word that the draft is removed");
                    self.draft_is_gone(run, &draft).await
                }
            },
            Err(error) => {
                tracing::warn!(%error, "drafts could not be read");
                false
            }
        }
    }

    /// Reads whether a deletion without a good answer happened all the same.
    async fn draft_is_gone(&self, run: &Run, draft: &str) -> bool {
        match self.client.drafts(&run.agent).await {
            Ok(drafts) => drafts.iter().all(|other| other.draft_id != draft),
            Err(error) => {
                tracing::warn!(%error, "drafts could not be read");
                false
            }
        }
    }
}

/// What is live becomes the base of the working copy; edits made meanwhile stay on screen.
async fn adopt(store: &Store, run: &Run) -> Result<()> {
    let (Some(version), Some(Outcome::Live { read_at, .. })) = (&run.version, &run.outcome) else {
        return Ok(());
    };
    let live = NowLive {
        id: version.id.clone(),
        number: version.number,
        label: run.label.clone(),
        config: run.config.clone(),
        read_at: read_at.clone(),
    };
    let key = (run.connection.clone(), run.agent.clone());
    store.adopt_published(key, live, run.sent_state.clone()).await
}

/// When a version last went live.
fn went_live(version: &Version) -> Option<Timestamp> {
    version.activated_at.as_deref()?.parse().ok()
}

fn is_write(action: Action) -> bool {
    matches!(
        action,
        Action::CreateDraft | Action::WriteConfig | Action::PublishDraft | Action::Activate
    )
}

fn draft(run: &Run) -> Result<&str> {
    run.draft_id
        .as_deref()
        .ok_or_else(|| Error::Internal("publish without a draft".into()))
}

fn version(run: &Run) -> Result<&str> {
    run.version
        .as_ref()
        .map(|version| version.id.as_str())
        .ok_or_else(|| Error::Internal("publish without a version".into()))
}

fn without_metrics(mut config: Map<String, Value>) -> Value {
    config.shift_remove(METRICS_SECTION);
    Value::Object(config)
}

/// Top-level sections that are not the same value.
fn differing(before: &Value, after: &Value) -> Vec<String> {
    let empty = Map::new();
    let (before, after) = (
        before.as_object().unwrap_or(&empty),
        after.as_object().unwrap_or(&empty),
    );
    before
        .iter()
        .filter(|(name, value)| {
            !after
                .get(*name)
                .is_some_and(|now| debrief_metrics::same_value(value, now))
        })
        .map(|(name, _)| name.clone())
        .chain(after.keys().filter(|name| !before.contains_key(*name)).cloned())
        .take(DIFFERENCES)
        .collect()
}

fn name(event: &Event) -> &'static str {
    match event {
        Event::AgentRead(_) => "agent read",
        Event::DraftMade(_) => "draft made",
        Event::DraftMissing => "draft missing",
        Event::ConfigWritten => "config written",
        Event::DraftCompared { .. } => "draft compared",
        Event::Published(_) => "published",
        Event::VersionMissing => "version missing",
        Event::CheckRead(_) => "check read",
        Event::Activated => "activated",
        Event::DraftDeleted(_) => "draft deleted",
        Event::Failed(_) => "failed",
        Event::Unclear(_) => "unclear",
        Event::CancelAsked => "cancel asked",
        Event::Resumed => "resumed",
    }
}
