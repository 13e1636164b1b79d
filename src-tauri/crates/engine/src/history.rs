//! The version history. Implements Atoms' lists and details of versions and of revisions, which are the same to whoever
//! reads them here.

mod around;
mod back;
mod comparing;
mod desk;
mod file;
mod labels;
mod live;
mod reading;
mod restoring;
mod since;

use debrief_atoms::{At, Branch, CheckStatus, ErrorKind, SecurityCheck, Version, VersionDetail};
use debrief_metrics::MetricSet;
use serde_json::Value;

pub(crate) use back::with_metrics_of;
pub(crate) use desk::ReadingDesk;
pub(crate) use file::ComparedFile;
pub(crate) use live::{Now, told, told_names};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::{Dialect, Generation};
use crate::rows::row;
use crate::store::{ListedPage, ListedVersion, Older, PastVersion};
use crate::views::{
    CheckState, DraftBranch, RowChange, VersionFilter, VersionPage, VersionRow, VersionSearch, VersionView,
};

/// The most that Atoms gives at once.
const PAGE_LIMIT: u32 = 100;
/// The most rows of a search at once.
const FOUND_LIMIT: u32 = 1000;

impl Engine {
    /// A page of versions, newest first: of the branch that is named, else of the one that counts. `limit` is cut to 99:
    /// one row more is read, so that the last one can be compared with the one before it.
    ///
    /// # Errors
    /// `NotFound` for a branch that is not there; Atoms' answer, or the way to the key.
    pub async fn list_versions(
        &self,
        agent: &str,
        branch: Option<String>,
        skip: u32,
        limit: u32,
    ) -> Result<VersionPage> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let limit = limit.clamp(1, PAGE_LIMIT - 1);
        let (page, mut versions) = self
            .list_page(&mut dialect, branch.as_deref(), skip, limit + 1)
            .await?;
        versions.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let branches = match dialect.generation {
            Generation::Drafts => Vec::new(),
            // They were read on the way.
            Generation::Branches => dialect.branches().await?.to_vec(),
        };
        self.told_branches.note(&connection, agent, &branches);
        let branches = branches.iter().map(named).collect();
        Ok(VersionPage {
            branches,
            versions,
            total: page.total,
            read_at: page.read_at,
        })
    }

    /// Reads a page of at most 100 rows and keeps it. The version before the last row stays unknown, unless it is the first.
    pub(crate) async fn list_page(
        &self,
        dialect: &mut Dialect<'_>,
        branch: Option<&str>,
        skip: u32,
        limit: u32,
    ) -> Result<(ListedPage, Vec<VersionRow>)> {
        let mut page = loop {
            match page(dialect, branch, skip, limit).await {
                Ok(page) => break page,
                Err(error) => dialect.correct(error).await?,
            }
        };
        dialect.confirm().await?;
        page.read_at = self.ports.clock.now_text();
        let (connection, agent) = (dialect.connection.to_owned(), dialect.agent.to_owned());
        let store = &self.ports.store;
        let rows = store.put_page(connection, agent, page.clone()).await?;
        Ok((page, rows))
    }

    /// The versions seen before, without asking anybody; none if there are none. `read_at` is that of the row read
    /// longest ago.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn kept_versions(&self, agent: &str, branch: Option<String>) -> Result<Option<VersionPage>> {
        let connection = self.current_id().await?;
        let kept = self
            .ports
            .store
            .versions(connection, agent.to_owned(), branch)
            .await?;
        Ok(kept.map(|(versions, read_at)| VersionPage {
            branches: Vec::new(),
            total: u32::try_from(versions.len()).unwrap_or(u32::MAX),
            versions,
            read_at,
        }))
    }

    /// Finds versions among those that are on this computer, without asking anybody. `limit` is cut to 1000.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn search_versions(
        &self,
        agent: &str,
        branch: Option<String>,
        filter: VersionFilter,
    ) -> Result<VersionSearch> {
        let connection = self.current_id().await?;
        let filter = VersionFilter {
            limit: filter.limit.min(FOUND_LIMIT),
            ..filter
        };
        let store = &self.ports.store;
        store
            .find_versions(connection, agent.to_owned(), branch, filter)
            .await
    }

    /// One version with its metrics, read-only. It never changes, so one that was read before comes from this computer.
    ///
    /// # Errors
    /// Atoms' answer, or the way to the key.
    pub async fn open_version(&self, agent: &str, version: &str) -> Result<VersionView> {
        let connection = self.current_id().await?;
        let (version, set) = self.past_version(&connection, agent, version).await?;
        Ok(VersionView {
            settings: set.settings(),
            metrics: set
                .metrics()
                .into_iter()
                .map(|metric| row(metric, RowChange::Same, Vec::new()))
                .collect(),
            version,
        })
    }

    /// A version's row and its metrics, from this computer or else from Atoms.
    pub(crate) async fn past_version(
        &self,
        connection: &str,
        agent: &str,
        version: &str,
    ) -> Result<(VersionRow, MetricSet)> {
        let known = self.known_row(connection, agent, version).await?;
        if known.is_none() {
            let (detail, branch) = self.version_detail(connection, agent, version).await?;
            let read_at = self.ports.clock.now_text();
            let listed = listed(detail.version, Older::Unknown);
            let store = &self.ports.store;
            store
                .put_version(connection.to_owned(), agent.to_owned(), branch, listed, read_at)
                .await?;
        }
        let set = self.version_set(connection, agent, version).await?;
        let row = self.known_row(connection, agent, version).await?;
        Ok((row.ok_or(Error::NotFound("version"))?, set))
    }

    pub(crate) async fn known_row(
        &self,
        connection: &str,
        agent: &str,
        version: &str,
    ) -> Result<Option<VersionRow>> {
        let store = &self.ports.store;
        let found = store
            .version_row(connection.to_owned(), agent.to_owned(), version.to_owned())
            .await?;
        Ok(found.map(|(row, _)| row))
    }

    /// The metrics of a version, from this computer or else from Atoms. However many ask for them, or for another version
    /// with the same content, Atoms is asked once.
    pub(crate) async fn version_set(
        &self,
        connection: &str,
        agent: &str,
        version: &str,
    ) -> Result<MetricSet> {
        let store = &self.ports.store;
        let (connection, agent) = (connection.to_owned(), agent.to_owned());
        let content = store
            .content_of(connection.clone(), agent.clone(), version.to_owned())
            .await?;
        let key = (connection.clone(), agent.clone(), content.clone());
        let one_at_a_time = self.histories.turn(&key);
        let _turn = one_at_a_time.lock().await;
        let kept = store
            .config(connection.clone(), agent.clone(), content.clone())
            .await?;
        if let Some(kept) = kept {
            return Ok(MetricSet::read(kept.as_ref())?);
        }
        let config = {
            let seat = self.histories.requests.acquire().await;
            let _seat = seat.map_err(|error| Error::Internal(error.to_string()))?;
            self.read_config(&connection, &agent, version).await?
        };
        // Understood before it is kept: what cannot be is asked for again next time.
        let set = MetricSet::read(config.as_ref())?;
        let now = self.ports.clock.now_text();
        store.put_config(connection, agent, content, config, now).await?;
        Ok(set)
    }

    /// The agent's own route gives the configuration in the form that is documented and flat. Where it does not, the
    /// detail has it by section.
    async fn read_config(&self, connection: &str, agent: &str, version: &str) -> Result<Option<Value>> {
        let client = self.client(connection).await?;
        let error = match client.agent(agent, At::Version(version)).await {
            Ok(read) => return Ok(read.metrics_config().cloned()),
            Err(error) => error,
        };
        if !matches!(
            error.kind,
            ErrorKind::Invalid | ErrorKind::NotFound | ErrorKind::Server | ErrorKind::Unreadable
        ) {
            return Err(error.into());
        }
        tracing::warn!(%error, "the version's flat configuration could not be read");
        let (detail, _) = self.version_detail(connection, agent, version).await?;
        let config = detail.metrics_config().cloned();
        config.map(Some).ok_or_else(|| error.into())
    }

    /// A version by its id, and the branch it stands on; empty without branches.
    async fn version_detail(
        &self,
        connection: &str,
        agent: &str,
        version: &str,
    ) -> Result<(VersionDetail, String)> {
        let store = &self.ports.store;
        let known = store
            .branch_of(connection.to_owned(), agent.to_owned(), version.to_owned())
            .await?;
        let client = self.client(connection).await?;
        let mut dialect = Dialect::of(&client, store, connection, agent).await?;
        loop {
            match detail(&mut dialect, version, known.as_deref()).await {
                Ok(found) => return Ok(found),
                Err(error) => dialect.correct(error).await?,
            }
        }
    }
}

pub(crate) fn named(branch: &Branch) -> DraftBranch {
    DraftBranch {
        id: branch.id.clone(),
        name: branch.name.clone(),
        is_live: branch.is_live,
    }
}

async fn page(dialect: &mut Dialect<'_>, branch: Option<&str>, skip: u32, limit: u32) -> Result<ListedPage> {
    let (client, agent) = (dialect.client, dialect.agent);
    let (id, leading, source, page) = match dialect.generation {
        Generation::Drafts => (
            String::new(),
            true,
            None,
            client.versions(agent, skip, limit).await?,
        ),
        Generation::Branches => {
            let leading = dialect.branch(None).await?;
            let branch = match branch {
                Some(_) => dialect.branch(branch).await?,
                None => leading.clone(),
            };
            let mut page = client.revisions(agent, &branch.id, skip, limit).await?;
            // What is live is the head of the live branch; rows of this generation need not say so.
            for version in &mut page.versions {
                version.is_active |= branch.is_live && branch.head_revision_id.as_ref() == Some(&version.id);
            }
            let leads = branch.id == leading.id;
            (branch.id, leads, branch.source_revision_id, page)
        }
    };
    let seen = skip.saturating_add(u32::try_from(page.versions.len()).unwrap_or(u32::MAX));
    let last = match source {
        _ if seen < page.total => Older::Unknown,
        Some(source) => Older::Version(source),
        None => Older::None,
    };
    let mut before: Vec<Older> = page
        .versions
        .iter()
        .skip(1)
        .map(|version| Older::Version(version.id.clone()))
        .collect();
    before.push(last);
    Ok(ListedPage {
        branch: id,
        leading,
        from_newest: skip == 0,
        total: page.total,
        read_at: String::new(),
        versions: page
            .versions
            .into_iter()
            .zip(before)
            .map(|(version, older)| listed(version, older))
            .collect(),
    })
}

/// Atoms gives a revision on its own branch alone. Where that is not known, they are asked one after another, first the one
/// that leads; it is the answer of the first that counts if none has it.
async fn detail(
    dialect: &mut Dialect<'_>,
    version: &str,
    known: Option<&str>,
) -> Result<(VersionDetail, String)> {
    let (client, agent) = (dialect.client, dialect.agent);
    if dialect.generation == Generation::Drafts {
        return Ok((client.version(agent, version).await?, String::new()));
    }
    let leading = dialect.branch(None).await?.id;
    let mut ids: Vec<String> = dialect
        .branches()
        .await?
        .iter()
        .map(|branch| branch.id.clone())
        .collect();
    ids.sort_by_key(|id| *id != leading);
    if let Some(known) = known {
        // One that was archived since is in no list.
        ids.retain(|id| id != known);
        ids.insert(0, known.to_owned());
    }
    let mut refused = None;
    for id in ids {
        match client.revision(agent, &id, version).await {
            Ok(found) => return Ok((found, id)),
            Err(error) if is_elsewhere(&error) => drop(refused.get_or_insert(error)),
            Err(error) => return Err(error.into()),
        }
    }
    Err(refused.map_or(Error::BetweenGenerations, Error::from))
}

/// What Atoms says of a version that is not where one asked for it.
fn is_elsewhere(error: &debrief_atoms::Error) -> bool {
    matches!(error.kind, ErrorKind::Invalid | ErrorKind::NotFound)
}

/// How far a security check is; none where Atoms makes none or does not tell.
pub(crate) fn check_state(check: Option<&SecurityCheck>) -> CheckState {
    match check.map(|check| &check.status) {
        None => CheckState::None,
        Some(CheckStatus::Passed) => CheckState::Passed,
        Some(CheckStatus::Failed | CheckStatus::Errored) => CheckState::Failed,
        Some(CheckStatus::Queued | CheckStatus::Other(_)) => CheckState::Running,
    }
}

fn listed(version: Version, older: Older) -> ListedVersion {
    let check = check_state(version.security_check.as_ref());
    ListedVersion {
        blocks: version.blocks,
        older,
        version: PastVersion {
            id: version.id,
            number: version.number,
            label: version.label.filter(|label| !label.trim().is_empty()),
            description: version.description.filter(|text| !text.trim().is_empty()),
            author: version.published_by_name,
            published_at: version.published_at.or(version.created_at),
            is_pinned: version.is_pinned,
            is_live: version.is_active,
            check,
            restored_from: version
                .restored_from_label
                .filter(|label| !label.trim().is_empty()),
            restored_from_id: version.restored_from_id,
        },
    }
}
