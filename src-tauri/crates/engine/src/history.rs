//! The version history. Implements Atoms' lists and details of versions and of revisions, which are the same to whoever
//! reads them here.

use debrief_atoms::{At, CheckStatus, Client, Version, VersionDetail, VersionPage as Page};
use debrief_metrics::MetricSet;

use crate::engine::Engine;
use crate::error::Result;
use crate::generation::{Dialect, Generation};
use crate::rows::row;
use crate::store::KeptVersion;
use crate::views::{CheckState, RowChange, VersionPage, VersionRow, VersionView};

/// The most that Atoms gives at once.
const PAGE_LIMIT: u32 = 100;

impl Engine {
    /// A page of versions, newest first. `limit` is cut to 100.
    ///
    /// # Errors
    /// Atoms' answer, or the way to the key.
    pub async fn list_versions(&self, agent: &str, skip: u32, limit: u32) -> Result<VersionPage> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let page = loop {
            match page(&client, agent, &mut dialect, skip, limit.clamp(1, PAGE_LIMIT)).await {
                Ok(page) => break page,
                Err(error) => dialect.correct(error).await?,
            }
        };
        dialect.confirm().await?;
        let versions: Vec<VersionRow> = page.versions.into_iter().map(version_row).collect();
        let read_at = self.ports.clock.now_text();
        self.ports
            .store
            .put_versions(connection, agent.to_owned(), versions.clone(), read_at.clone())
            .await?;
        Ok(VersionPage {
            versions,
            total: page.total,
            read_at,
        })
    }

    /// The versions seen before, without asking anybody; none if there are none. `read_at` is that of the row read
    /// longest ago.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn kept_versions(&self, agent: &str) -> Result<Option<VersionPage>> {
        let connection = self.current_id().await?;
        let kept = self.ports.store.versions(connection, agent.to_owned()).await?;
        Ok(kept.map(|(versions, read_at)| VersionPage {
            total: u32::try_from(versions.len()).unwrap_or(u32::MAX),
            versions,
            read_at,
        }))
    }

    /// One version with its metrics, read-only. It never changes, so one that was read before comes from this computer.
    ///
    /// # Errors
    /// Atoms' answer, or the way to the key.
    pub async fn open_version(&self, agent: &str, version: &str) -> Result<VersionView> {
        let connection = self.current_id().await?;
        let store = &self.ports.store;
        let kept = store
            .kept_version(connection.clone(), agent.to_owned(), version.to_owned())
            .await?;
        if let Some(kept) = kept {
            return version_view(kept);
        }
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let detail = loop {
            match detail(&client, agent, &mut dialect, version).await {
                Ok(detail) => break detail,
                Err(error) => dialect.correct(error).await?,
            }
        };
        // The agent's own route gives the configuration in the form that is documented and flat. Where it does not, the
        // detail has it by section.
        let flat = client.agent(agent, At::Version(version)).await;
        let config = match &flat {
            Ok(read) => read.metrics_config(),
            Err(error) => {
                tracing::warn!(%error, "the version's flat configuration could not be read");
                detail.metrics_config()
            }
        };
        if let (Err(error), None) = (&flat, config) {
            return Err(error.clone().into());
        }
        let read = KeptVersion {
            config: config.cloned(),
            row: version_row(detail.version),
        };
        // Read before it is kept: what cannot be understood is asked for again next time.
        version_view(read.clone())?;
        let now = self.ports.clock.now_text();
        store
            .put_version(connection.clone(), agent.to_owned(), read.clone(), now)
            .await?;
        // The list says more about a version than its detail, so its row stays.
        let kept = store
            .kept_version(connection, agent.to_owned(), version.to_owned())
            .await?;
        version_view(kept.unwrap_or(read))
    }
}

fn version_view(version: KeptVersion) -> Result<VersionView> {
    let set = MetricSet::read(version.config.as_ref())?;
    Ok(VersionView {
        settings: set.settings(),
        metrics: set
            .metrics()
            .into_iter()
            .map(|metric| row(metric, RowChange::Same, Vec::new()))
            .collect(),
        version: version.row,
    })
}

async fn page(
    client: &Client,
    agent: &str,
    dialect: &mut Dialect<'_>,
    skip: u32,
    limit: u32,
) -> Result<Page> {
    Ok(match dialect.generation {
        Generation::Drafts => client.versions(agent, skip, limit).await?,
        Generation::Branches => {
            let branch = dialect.branch().await?;
            let mut page = client.revisions(agent, &branch.id, skip, limit).await?;
            // What is live is the head of the live branch; rows of this generation need not say so.
            for version in &mut page.versions {
                version.is_active |= branch.is_live && branch.head_revision_id.as_ref() == Some(&version.id);
            }
            page
        }
    })
}

async fn detail(
    client: &Client,
    agent: &str,
    dialect: &mut Dialect<'_>,
    version: &str,
) -> Result<VersionDetail> {
    Ok(match dialect.generation {
        Generation::Drafts => client.version(agent, version).await?,
        Generation::Branches => {
            let branch = dialect.branch().await?;
            client.revision(agent, &branch.id, version).await?
        }
    })
}

fn version_row(version: Version) -> VersionRow {
    let check = match version.security_check.map(|check| check.status) {
        None => CheckState::None,
        Some(CheckStatus::Passed) => CheckState::Passed,
        Some(CheckStatus::Failed | CheckStatus::Errored) => CheckState::Failed,
        Some(CheckStatus::Queued | CheckStatus::Other(_)) => CheckState::Running,
    };
    VersionRow {
        id: version.id,
        number: version.number,
        label: version.label.filter(|label| !label.trim().is_empty()),
        description: version.description.filter(|text| !text.trim().is_empty()),
        author: version.published_by_name,
        published_at: version.published_at.or(version.created_at),
        is_live: version.is_active,
        check,
        restored_from: version.restored_from_label,
    }
}
