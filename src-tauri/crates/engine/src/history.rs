//! The version history. Implements Atoms' "versions" list and detail.

use debrief_atoms::{At, CheckStatus, Version};
use debrief_metrics::MetricSet;

use crate::engine::Engine;
use crate::error::Result;
use crate::rows::row;
use crate::views::{CheckState, RowChange, VersionPage, VersionRow, VersionView};

/// The most that Atoms gives at once.
const PAGE_LIMIT: u32 = 100;

impl Engine {
    /// A page of versions, newest first. `limit` is cut to 100.
    ///
    /// # Errors
    /// Atoms' answer, or the way to the key.
    pub async fn list_versions(&self, agent: &str, skip: u32, limit: u32) -> Result<VersionPage> {
        let client = self.client(&self.current_id().await?).await?;
        let page = client.versions(agent, skip, limit.clamp(1, PAGE_LIMIT)).await?;
        Ok(VersionPage {
            versions: page.versions.into_iter().map(version_row).collect(),
            total: page.total,
            read_at: self.ports.clock.now_text(),
        })
    }

    /// One version with its metrics, read-only.
    ///
    /// # Errors
    /// Atoms' answer, or the way to the key.
    pub async fn open_version(&self, agent: &str, version: &str) -> Result<VersionView> {
        let client = self.client(&self.current_id().await?).await?;
        let detail = client.version(agent, version).await?;
        // The agent's own route gives the configuration in the form that is documented and flat.
        let read = client.agent(agent, At::Version(version)).await?;
        let set = MetricSet::read(read.metrics_config())?;
        Ok(VersionView {
            version: version_row(detail.version),
            settings: set.settings(),
            metrics: set
                .metrics()
                .into_iter()
                .map(|metric| row(metric, RowChange::Same, Vec::new()))
                .collect(),
        })
    }
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
