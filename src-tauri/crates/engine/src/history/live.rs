//! What is live at the moment, or on top of another branch, read for whoever is about to put something else there.

use debrief_atoms::{At, Branch, Client};
use serde_json::{Map, Value};

use crate::branches::branches_of;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::Dialect;
use crate::history::named;
use crate::publish::{METRICS, RECENT_VERSIONS, differing};
use crate::sections::Sections;
use crate::views::{DraftBranch, DraftSection, LiveVersion};

/// What is live, or the latest version of a branch.
pub(crate) struct Now {
    pub id: String,
    pub config: Map<String, Value>,
    /// The branch that was asked for; none for what is live.
    pub branch: Option<DraftBranch>,
}

impl Now {
    pub(crate) async fn read(client: &Client, agent: &str) -> Result<Self> {
        let read = client.agent(agent, At::Active).await?;
        Ok(Self {
            id: read.summary.active_version_id.ok_or(Error::ReadOnly)?,
            config: read.resolved_config.unwrap_or_default(),
            branch: None,
        })
    }

    /// The latest version of that branch; without one what is live.
    pub(crate) async fn on(client: &Client, agent: &str, branch: Option<&str>) -> Result<Self> {
        let Some(branch) = branch else {
            return Self::read(client, agent).await;
        };
        let (branch, _) = branches_of(client, agent, branch).await?;
        Self::top(client, agent, &branch).await
    }

    /// The latest version of a branch that was read a moment ago.
    pub(crate) async fn top(client: &Client, agent: &str, branch: &Branch) -> Result<Self> {
        let id = branch.head_revision_id.clone().ok_or(Error::Invalid)?;
        let read = client.agent(agent, At::Version(&id)).await?;
        Ok(Self {
            id,
            config: read.resolved_config.unwrap_or_default(),
            branch: Some(named(branch)),
        })
    }

    /// Its id alone, and whether calls are answered with it.
    pub(crate) async fn id_on(client: &Client, agent: &str, branch: Option<&str>) -> Result<(String, bool)> {
        let Some(branch) = branch else {
            return Ok((Self::read(client, agent).await?.id, true));
        };
        let (branch, _) = branches_of(client, agent, branch).await?;
        Ok((branch.head_revision_id.ok_or(Error::Invalid)?, branch.is_live))
    }

    /// Whether calls are answered with it.
    pub(crate) fn serves(&self) -> bool {
        self.branch.as_ref().is_none_or(|branch| branch.is_live)
    }
}

impl Engine {
    /// The live version by name, and who published it, from the newest rows of the history: the list alone has names of
    /// people. What is not told is left out.
    pub(crate) async fn listed_live(
        &self,
        dialect: &mut Dialect<'_>,
        id: &str,
    ) -> Result<(LiveVersion, Option<String>)> {
        self.listed_on(dialect, None, id).await
    }

    /// The same of a version on top of that branch.
    pub(crate) async fn listed_on(
        &self,
        dialect: &mut Dialect<'_>,
        branch: Option<&str>,
        id: &str,
    ) -> Result<(LiveVersion, Option<String>)> {
        if let Err(error) = self.list_page(dialect, branch, 0, RECENT_VERSIONS).await {
            tracing::info!(%error, "the newest versions could not be listed");
        }
        let (connection, agent) = (dialect.connection, dialect.agent);
        let row = self.known_row(connection, agent, id).await?;
        let live = self.live_version(connection, agent, id).await?;
        Ok((live, row.and_then(|row| row.author)))
    }

    pub(crate) async fn live_version(&self, connection: &str, agent: &str, id: &str) -> Result<LiveVersion> {
        let mut live = LiveVersion {
            id: id.to_owned(),
            number: None,
            label: None,
        };
        self.add_name(connection, agent, &mut live).await?;
        Ok(live)
    }
}

/// What differs beside the metrics. Where Atoms names nothing, values that differ all the same are told by their own names.
pub(crate) fn told(sections: &Sections) -> Vec<DraftSection> {
    let named = sections.all();
    if named.is_empty() {
        unnamed(sections)
            .into_iter()
            .map(|member| sections.section(member))
            .collect()
    } else {
        named
    }
}

/// The names of the same.
pub(crate) fn told_names(sections: &Sections) -> Vec<String> {
    let named = sections.all_names();
    if named.is_empty() {
        unnamed(sections)
    } else {
        named
    }
}

fn unnamed(sections: &Sections) -> Vec<String> {
    let Some(config) = sections.config.clone() else {
        return Vec::new();
    };
    differing(&sections.live, &Value::Object(config))
        .into_iter()
        .filter(|member| member != METRICS)
        .collect()
}
