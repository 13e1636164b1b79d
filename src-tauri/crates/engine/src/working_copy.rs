//! The working copy: what the person changed and callers do not feel yet. Every edit is on disk before
//! its call returns.

use debrief_metrics::{MetricId, MetricSet, compare, live_changes, mend, same_config};
use serde_json::Value;

use crate::agents;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::lineage::{put_back, with_ids_of};
use crate::store::{Access, SeenAgent, StoredCopy};
use crate::views::{AgentKind, AgentView, Edit, LiveVersion, ReadOnlyReason};

/// A working copy with its sets read.
pub(crate) struct Copy {
    pub stored: StoredCopy,
    pub base: MetricSet,
    pub now: MetricSet,
}

impl Copy {
    fn read(stored: StoredCopy) -> Result<Self> {
        let (base, now) = (
            MetricSet::from_state(&stored.base)?,
            MetricSet::from_state(&stored.now)?,
        );
        Ok(Self { stored, base, now })
    }
}

impl Engine {
    /// The working copy of an agent, if it has one.
    pub(crate) async fn copy(&self, connection: &str, agent: &str) -> Result<Option<Copy>> {
        let stored = self
            .ports
            .store
            .copy(connection.to_owned(), agent.to_owned())
            .await?;
        stored.map(Copy::read).transpose()
    }

    pub(crate) async fn editable_copy(&self, connection: &str, agent: &str) -> Result<Copy> {
        let seen = self
            .ports
            .store
            .cached_agent(connection.to_owned(), agent.to_owned())
            .await?;
        if seen.is_none_or(|seen| closed(&seen.summary).is_some()) {
            return Err(Error::ReadOnly);
        }
        self.copy(connection, agent).await?.ok_or(Error::ReadOnly)
    }

    /// Lets a working copy without changes follow what is live; one with changes keeps its base.
    pub(crate) async fn follow(
        &self,
        connection: &str,
        agent: &str,
        live: &str,
        number: Option<u32>,
        config: Option<&Value>,
    ) -> Result<()> {
        let _turn = self.editing.lock().await;
        let copy = self.copy(connection, agent).await?;
        if let Some(copy) = &copy {
            let changed = compare(&copy.base, &copy.now).counts().total > 0;
            let running = self.runs.is_running(connection, agent);
            if changed || running || copy.stored.base_version == live {
                return Ok(());
            }
        }
        let Ok(set) = MetricSet::read(config) else {
            // Shown as an agent that cannot be edited here; there is nothing to start from.
            return Ok(());
        };
        let set = match copy {
            None => set,
            Some(copy) if copy.stored.steps.can_undo || copy.stored.steps.can_redo => {
                // What was discarded stays one undo away, whatever went live since.
                return self
                    .move_to_live(connection, agent, &copy, live.to_owned(), number, &set)
                    .await;
            }
            // Text that is kept for a metric goes by its id.
            Some(copy) => with_ids_of(&set, &[&copy.base, &copy.now])?,
        };
        let key = (connection.to_owned(), agent.to_owned());
        self.ports
            .store
            .start_copy(key, live.to_owned(), number, &set.to_state())
            .await
    }

    /// Applies one edit and returns the agent after it.
    ///
    /// # Errors
    /// `ReadOnly`, an edit that does not fit, or the store.
    pub async fn edit(&self, agent: &str, edit: Edit) -> Result<AgentView> {
        let connection = self.current_id().await?;
        {
            let _turn = self.editing.lock().await;
            let copy = self.editable_copy(&connection, agent).await?;
            self.apply(&connection, agent, copy, edit).await?;
        }
        self.agent_view(&connection, agent, true).await
    }

    async fn apply(&self, connection: &str, agent: &str, copy: Copy, edit: Edit) -> Result<()> {
        let mut now = copy.now;
        match edit {
            Edit::Remove { metric } => now.remove(&MetricId::from(metric))?,
            Edit::PutBack { metric } => put_back(&mut now, &copy.base, &metric)?,
            Edit::Duplicate { metric } => {
                now.duplicate(&MetricId::from(metric))?;
            }
            Edit::Move { metric, to } => {
                now.move_to(&MetricId::from(metric), usize::try_from(to).unwrap_or(usize::MAX))?;
            }
            Edit::Repair { metric, repair } => {
                let before = now.clone();
                mend(&mut now, &MetricId::from(metric), &repair)?;
                // The panel asks about such a change; here nobody would be asked.
                if !live_changes(&copy.base, &before, &now).is_empty() {
                    return Err(Error::Invalid);
                }
            }
            Edit::RepairSafe => {
                self.mend_all(&copy.base, &mut now)?;
            }
            Edit::RemoveMany { metrics } => {
                for metric in metrics {
                    now.remove(&MetricId::from(metric))?;
                }
            }
            Edit::DuplicateMany { metrics } => {
                for metric in metrics {
                    now.duplicate(&MetricId::from(metric))?;
                }
            }
            Edit::MoveMany { metrics, to } => {
                let ids: Vec<MetricId> = metrics.into_iter().map(MetricId::from).collect();
                now.move_many(&ids, usize::try_from(to).unwrap_or(usize::MAX))?;
            }
            Edit::SetFlag { flag, value } => now.set_flag(flag, value),
            Edit::DiscardChanges => return self.discard(connection, agent, &copy.base).await,
            Edit::ContinueFromLive => {
                return self.continue_from_live(connection, agent, &copy.base, &now).await;
            }
            Edit::BringTogether { live, choices } => {
                let copy = Copy { now, ..copy };
                return self
                    .bring_together(connection, agent, &copy, &live, choices)
                    .await;
            }
            Edit::Undo => return self.step(connection, agent, -1).await,
            Edit::Redo => return self.step(connection, agent, 1).await,
        }
        self.keep(connection, agent, &copy.base, &now).await
    }

    /// Puts `now` on screen as a step that can be undone.
    pub(crate) async fn keep(
        &self,
        connection: &str,
        agent: &str,
        base: &MetricSet,
        now: &MetricSet,
    ) -> Result<()> {
        let unpublished = compare(base, now).counts().total;
        let key = (connection.to_owned(), agent.to_owned());
        self.ports
            .store
            .push_step(key, &now.to_state(), unpublished)
            .await
    }

    async fn step(&self, connection: &str, agent: &str, by: i32) -> Result<()> {
        let key = (connection.to_owned(), agent.to_owned());
        self.ports.store.move_cursor(key.clone(), by).await?;
        let copy = self.editable_copy(connection, agent).await?;
        let unpublished = compare(&copy.base, &copy.now).counts().total;
        self.ports.store.set_unpublished(key, unpublished).await
    }

    /// Back to what is live. The base follows a version that went live meanwhile, and the discarded
    /// state stays one undo away.
    async fn discard(&self, connection: &str, agent: &str, base: &MetricSet) -> Result<()> {
        let Some((live, number, set)) = self.live_set(connection, agent).await? else {
            return self.keep(connection, agent, base, base).await;
        };
        let copy = self.editable_copy(connection, agent).await?;
        if copy.stored.base_version == live {
            return self.keep(connection, agent, base, base).await;
        }
        self.move_to_live(connection, agent, &copy, live, number, &set)
            .await
    }

    /// Shows what is live as one more step, with it as the base.
    async fn move_to_live(
        &self,
        connection: &str,
        agent: &str,
        copy: &Copy,
        live: String,
        number: Option<u32>,
        set: &MetricSet,
    ) -> Result<()> {
        let set = with_ids_of(set, &[&copy.base, &copy.now])?;
        let key = (connection.to_owned(), agent.to_owned());
        self.ports
            .store
            .rebase_copy(key, live, number, &set.to_state(), 0)
            .await?;
        self.keep(connection, agent, &set, &set).await
    }

    /// Moves the base to the version that is live now. Only where that version has the very metrics
    /// this copy started from: then nothing of anybody's metrics is overwritten.
    async fn continue_from_live(
        &self,
        connection: &str,
        agent: &str,
        base: &MetricSet,
        now: &MetricSet,
    ) -> Result<()> {
        let Some((live, number, set)) = self.live_set(connection, agent).await? else {
            return Err(Error::ReadOnly);
        };
        if !same_config(Some(&set.raw()), Some(&base.raw())) {
            return Err(Error::Invalid);
        }
        let unpublished = compare(base, now).counts().total;
        let key = (connection.to_owned(), agent.to_owned());
        self.ports
            .store
            .rebase_copy(key, live, number, &base.to_state(), unpublished)
            .await
    }

    /// Id, number and metrics of the version that was live when the agent was last read.
    pub(crate) async fn live_set(
        &self,
        connection: &str,
        agent: &str,
    ) -> Result<Option<(String, Option<u32>, MetricSet)>> {
        let seen = self
            .ports
            .store
            .cached_agent(connection.to_owned(), agent.to_owned())
            .await?;
        let Some(seen) = seen else { return Ok(None) };
        let Some(live) = seen.summary.live_version else {
            return Ok(None);
        };
        Ok(Some((
            live,
            seen.live_number,
            MetricSet::read(seen.config.as_ref())?,
        )))
    }

    /// Label and description as typed, kept until the next publish.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn keep_label(&self, agent: &str, label: String, description: String) -> Result<()> {
        let key = (self.current_id().await?, agent.to_owned());
        self.ports.store.keep_label(key, label, description).await
    }

    /// The agent for the screen, from this computer alone.
    pub(crate) async fn agent_view(
        &self,
        connection: &str,
        agent: &str,
        from_cache: bool,
    ) -> Result<AgentView> {
        let store = &self.ports.store;
        let key = (connection.to_owned(), agent.to_owned());
        let seen = store
            .cached_agent(key.0.clone(), key.1.clone())
            .await?
            .ok_or(Error::NotFound("agent"))?;
        let copy = self.copy(connection, agent).await?;
        let live = seen.summary.live_version.clone();
        let read_only = if let Some(reason) = closed(&seen.summary) {
            Some(reason)
        } else if live.is_none() {
            Some(ReadOnlyReason::NeverPublished)
        } else if copy.is_none() {
            Some(ReadOnlyReason::Unreadable)
        } else {
            None
        };
        let (base, now, stored) = match copy {
            Some(copy) => (copy.base, copy.now, Some(copy.stored)),
            None => {
                let set = MetricSet::read(seen.config.as_ref()).or_else(|_| MetricSet::read(None))?;
                (set.clone(), set, None)
            }
        };
        let comparison = compare(&base, &now);
        let base_moved = comparison.counts().total > 0
            && stored
                .as_ref()
                .zip(live.as_ref())
                .is_some_and(|(stored, live)| stored.base_version != *live);
        let can_continue_from_live = base_moved
            && MetricSet::read(seen.config.as_ref())
                .is_ok_and(|live| same_config(Some(&live.raw()), Some(&base.raw())));
        let steps = stored.map(|stored| stored.steps).unwrap_or_default();
        let metrics = crate::rows::rows(&base, &now, &comparison);
        let kept_panels = if read_only.is_none() {
            self.kept_panels(connection, agent, &metrics).await?
        } else {
            store.kept_panels(key.0.clone(), key.1.clone()).await?
        };
        Ok(AgentView {
            id: agent.to_owned(),
            name: seen.summary.name,
            kind: agents::kind(&seen.summary.kind),
            read_only,
            live: live.map(|id| LiveVersion {
                id,
                number: seen.live_number,
                label: seen.live_label,
            }),
            base_moved,
            can_continue_from_live,
            findings: self.findings(&base, &now),
            metrics,
            settings: now.settings(),
            changed_flags: comparison.flags.iter().map(|change| change.flag).collect(),
            changes: comparison.counts(),
            can_undo: steps.can_undo,
            can_redo: steps.can_redo,
            kept_panels,
            publish: self.publish_view(connection, agent).await?,
            read_at: seen.read_at,
            from_cache,
        })
    }
}

/// Why nobody can edit this agent here, whatever its metrics are.
fn closed(agent: &SeenAgent) -> Option<ReadOnlyReason> {
    match (agent.access, agents::kind(&agent.kind)) {
        (Access::Gone, _) => Some(ReadOnlyReason::Gone),
        (Access::Forbidden, _) => Some(ReadOnlyReason::Forbidden),
        (Access::Open, _) if agent.archived => Some(ReadOnlyReason::Archived),
        (Access::Open, AgentKind::MultiAgent) => Some(ReadOnlyReason::MultiAgent),
        (Access::Open, _) => None,
    }
}
