//! Any two states of metrics side by side: versions, the working copy, an open draft, what is live on another agent, a file.

use std::sync::PoisonError;

use debrief_atoms::At;
use debrief_metrics::{Apart, DiffItem, Metric, MetricChange, MetricSet, compare as changes, diff};
use serde_json::Value;

use super::file::FileSet;
use super::is_elsewhere;
use crate::agents::Purpose;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::{Dialect, Generation};
use crate::publish::{METRICS, draft_config, open_draft};
use crate::store::Older;
use crate::views::{
    CheckState, CompareChange, CompareItem, CompareMetric, CompareSide, CompareSource, CompareView,
    LiveVersion, RowMetrics, VersionRow,
};

impl Engine {
    /// What leads from the left side to the right one. `apart` names metrics that are not to be taken for a rename.
    ///
    /// # Errors
    /// `NotFound` for a version, a draft, a working copy or a file that is not there; `OlderUnlisted` for what stood before
    /// a version whose neighbour is in no list; `Config` for metrics that cannot be understood; Atoms' answer, the way to
    /// the key, or the store.
    pub async fn compare(
        &self,
        agent: &str,
        left: CompareSource,
        right: CompareSource,
        apart: Vec<Apart>,
    ) -> Result<CompareView> {
        let connection = self.current_id().await?;
        let (left, before) = self.side(&connection, agent, left).await?;
        let (right, after) = self.side(&connection, agent, right).await?;
        let (before, after) = (before.beside(&after)?, after.beside(&before)?);
        let diff = diff(&before, &after, &apart);
        let count = |set: &MetricSet| u32::try_from(set.metrics().len()).unwrap_or(u32::MAX);
        Ok(CompareView {
            left,
            right,
            counts: diff.counts(),
            metrics: (count(&before), count(&after)),
            items: diff.items.into_iter().map(item).collect(),
            moved: diff.moved,
            flags: diff.flags,
            rest: diff.rest.iter().map(|change| change.text()).collect(),
        })
    }

    async fn side(
        &self,
        connection: &str,
        agent: &str,
        source: CompareSource,
    ) -> Result<(CompareSide, FileSet)> {
        match source {
            CompareSource::Version { id } => {
                let (version, set) = self.past_version(connection, agent, &id).await?;
                let branch = self.branch_told(connection, agent, &version.id).await?;
                Ok((CompareSide::Version { version, branch }, FileSet::Whole(set)))
            }
            CompareSource::Before { id } => self.side_before(connection, agent, &id).await,
            CompareSource::WorkingCopy => {
                let copy = self.copy(connection, agent).await?;
                let copy = copy.ok_or(Error::NotFound("working copy"))?;
                let side = CompareSide::WorkingCopy {
                    base_number: copy.stored.base_number,
                    unpublished: changes(&copy.base, &copy.now).counts().total,
                };
                Ok((side, FileSet::Whole(copy.now)))
            }
            CompareSource::Draft { id } => self.draft_side(connection, agent, &id).await,
            CompareSource::LiveOf { agent_id } => self.live_side(connection, agent_id).await,
            CompareSource::File { token } => {
                let kept = self.compared.lock().unwrap_or_else(PoisonError::into_inner);
                let file = kept.iter().find(|file| file.token == token);
                let file = file.ok_or(Error::NotFound("file"))?;
                let side = CompareSide::File {
                    file_name: file.name.clone(),
                    left_out: file.left_out,
                    metrics_only: matches!(file.set, FileSet::Metrics(_)),
                };
                Ok((side, file.set.clone()))
            }
        }
    }

    /// The version before, as the list told it; one that no list told yet is looked for.
    async fn side_before(
        &self,
        connection: &str,
        agent: &str,
        version: &str,
    ) -> Result<(CompareSide, FileSet)> {
        let older = match self.older(connection, agent, version).await? {
            Older::Unknown => {
                self.list_around(connection, agent, version).await?;
                let row = self.known_row(connection, agent, version).await?;
                row.ok_or(Error::NotFound("version"))?;
                self.older(connection, agent, version).await?
            }
            known => known,
        };
        let older = match older {
            Older::Version(older) => older,
            Older::None => {
                return Ok((CompareSide::Nothing, FileSet::Metrics(Value::Array(Vec::new()))));
            }
            Older::Unknown => return Err(Error::OlderUnlisted),
        };
        let (version, set) = match self.past_version(connection, agent, &older).await {
            // It stands on a branch that is in no list any more; its metrics can still be read.
            Err(Error::Atoms(error)) if is_elsewhere(&error) => {
                let set = self.version_set(connection, agent, &older).await?;
                (unnamed(older), set)
            }
            found => found?,
        };
        let branch = self.branch_told(connection, agent, &version.id).await?;
        Ok((CompareSide::Version { version, branch }, FileSet::Whole(set)))
    }

    async fn live_side(&self, connection: &str, agent: String) -> Result<(CompareSide, FileSet)> {
        let read = self.read_agent(connection, &agent, Purpose::Look).await;
        let seen = self
            .ports
            .store
            .cached_agent(connection.to_owned(), agent.clone())
            .await?;
        let seen = match (seen, read) {
            (Some(seen), Ok(())) => seen,
            (Some(seen), Err(error)) => {
                tracing::info!(%error, "an agent is compared as it was last read");
                seen
            }
            (None, read) => return Err(read.err().unwrap_or(Error::NotFound("agent"))),
        };
        let set = MetricSet::read(seen.config.as_ref())?;
        let mut live = seen.summary.live_version.map(|id| LiveVersion {
            id,
            number: seen.live_number,
            label: seen.live_label,
        });
        if let Some(live) = live.as_mut().filter(|live| live.number.is_none()) {
            self.add_name(connection, &agent, live).await?;
        }
        let side = CompareSide::Live {
            agent_id: agent,
            agent_name: seen.summary.name,
            live,
            read_at: seen.read_at,
        };
        Ok((side, FileSet::Whole(set)))
    }

    /// Number and label are for the screen alone: without an answer the version is shown without.
    pub(super) async fn add_name(&self, connection: &str, agent: &str, live: &mut LiveVersion) -> Result<()> {
        if let Some(row) = self.known_row(connection, agent, &live.id).await? {
            (live.number, live.label) = (row.number, row.label);
            return Ok(());
        }
        match self.version_detail(connection, agent, &live.id).await {
            Ok((detail, _)) => (live.number, live.label) = (detail.version.number, detail.version.label),
            Err(error) => tracing::info!(%error, "the live version's number could not be read"),
        }
        Ok(())
    }

    async fn draft_side(&self, connection: &str, agent: &str, id: &str) -> Result<(CompareSide, FileSet)> {
        let client = self.client(connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, connection, agent).await?;
        loop {
            match draft(&mut dialect, id).await {
                Ok(found) => return Ok(found),
                Err(error) => dialect.correct(error).await?,
            }
        }
    }
}

async fn draft(dialect: &mut Dialect<'_>, id: &str) -> Result<(CompareSide, FileSet)> {
    let (client, agent) = (dialect.client, dialect.agent);
    let none = || Error::NotFound("draft");
    match dialect.generation {
        Generation::Drafts => {
            let drafts = client.drafts(agent).await?;
            let draft = drafts.into_iter().find(|draft| draft.draft_id == id);
            let draft = draft.ok_or_else(none)?;
            let read = client.agent(agent, At::Draft(id)).await?;
            let set = MetricSet::read(read.metrics_config())?;
            let side = CompareSide::Draft {
                name: draft.draft_name,
                author: draft.last_editor_name,
                changed_at: draft.updated_at,
            };
            Ok((side, FileSet::Whole(set)))
        }
        Generation::Branches => {
            let branches = dialect.branches().await?;
            let branch = branches
                .iter()
                .find(|branch| branch.id == id || branch.open_draft_id.as_deref() == Some(id))
                .cloned()
                .ok_or_else(none)?;
            let draft = open_draft(client, agent, &branch.id).await?.ok_or_else(none)?;
            let config = draft_config(client, agent, &branch, &draft).await?;
            let set = MetricSet::read(config.ok_or_else(none)?.get(METRICS))?;
            let side = CompareSide::Draft {
                name: None,
                author: draft.last_editor().map(str::to_owned),
                changed_at: draft.updated_at,
            };
            Ok((side, FileSet::Whole(set)))
        }
    }
}

/// A version of which nothing but its metrics is known.
fn unnamed(id: String) -> VersionRow {
    VersionRow {
        id,
        number: None,
        label: None,
        description: None,
        author: None,
        published_at: None,
        is_pinned: false,
        note: None,
        is_live: false,
        check: CheckState::None,
        restored_from: None,
        is_first: false,
        sections: None,
        metrics: RowMetrics::NotRead,
    }
}

fn item(item: DiffItem) -> CompareItem {
    match item {
        DiffItem::Added(whole) => CompareItem::Added {
            metric: metric(whole.metric),
        },
        DiffItem::Removed(whole) => CompareItem::Removed {
            metric: metric(whole.metric),
        },
        DiffItem::Changed(change) => CompareItem::Changed {
            change: Box::new(changed(*change)),
        },
    }
}

fn changed(change: MetricChange) -> CompareChange {
    CompareChange {
        other: change.other().map(|part| part.text()).collect(),
        before: metric(change.before),
        after: metric(change.after),
        rename: change.rename,
        data_type: change.data_type,
        choices: change.choices,
        prompt: change.prompt,
    }
}

fn metric(metric: Metric) -> CompareMetric {
    CompareMetric {
        id: metric.id.to_string(),
        identifier: metric.identifier,
        data_type: metric.data_type,
        unknown_type: metric.unknown_type,
        prompt: metric.prompt,
        choices: metric.choices,
    }
}
