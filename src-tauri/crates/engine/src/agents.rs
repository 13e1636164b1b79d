//! The list of agents, and opening one.

use std::sync::PoisonError;

use debrief_atoms::{AgentQuery, AgentSort, AgentSummary, At, ErrorKind};
use debrief_metrics::MetricSet;
use serde_json::Value;

use crate::engine::Engine;
use crate::error::Result;
use crate::generation::{Dialect, Generation};
use crate::store::{Access, CachedAgent, Listed, SeenAgent};
use crate::views::{AgentKind, AgentPage, AgentRow, AgentView, RecentAgent};

/// Agents a page.
const PAGE: u32 = 50;

impl Engine {
    /// One page of agents, last change first, `archived` ones or the others. `page` counts from 1.
    ///
    /// # Errors
    /// Atoms' answer, or the way to the key.
    pub async fn list_agents(&self, search: &str, page: u32, archived: bool) -> Result<AgentPage> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let query = AgentQuery {
            search: search.trim().to_owned(),
            page: page.max(1),
            page_size: PAGE,
            sort: AgentSort::RecentlyUpdated,
            archived,
        };
        let began = self.ports.clock.now_text();
        let answer = client.agents(&query).await?;
        let read_at = self.ports.clock.now_text();
        let mut agents: Vec<Listed> = answer.agents.into_iter().map(listed).collect();
        let store = &self.ports.store;
        store
            .put_listed(connection.clone(), agents.clone(), read_at.clone())
            .await?;
        if query.search.is_empty() {
            self.forget_unlisted(&connection, &query, began, answer.has_more)
                .await?;
        }
        self.complete(&connection, &mut agents).await?;
        Ok(AgentPage {
            agents: agents.into_iter().map(|agent| agent.row).collect(),
            total: answer.total,
            next_page: answer.has_more.then(|| page.max(1) + 1),
            read_at,
        })
    }

    /// The list as it was last read, without asking anybody; none if it never was. `read_at` is that of the row read
    /// longest ago.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn kept_agents(&self, search: &str, archived: bool) -> Result<Option<AgentPage>> {
        let connection = self.current_id().await?;
        let kept = self.ports.store.listed(connection.clone()).await?;
        let search = search.trim().to_lowercase();
        let matching = kept.into_iter().filter(|(agent, _)| {
            agent.row.archived == archived && agent.row.name.to_lowercase().contains(&search)
        });
        let (mut agents, times): (Vec<Listed>, Vec<String>) = matching.unzip();
        let Some(read_at) = times.into_iter().min() else {
            return Ok(None);
        };
        self.complete(&connection, &mut agents).await?;
        Ok(Some(AgentPage {
            total: u32::try_from(agents.len()).ok(),
            agents: agents.into_iter().map(|agent| agent.row).collect(),
            next_page: None,
            read_at,
        }))
    }

    /// Adds to the rows what this computer knows of the agents.
    async fn complete(&self, connection: &str, agents: &mut [Listed]) -> Result<()> {
        let store = &self.ports.store;
        let unpublished = store.unpublished(connection.to_owned()).await?;
        let counts = store.metric_counts(connection.to_owned()).await?;
        for Listed { seen, row } in agents {
            row.unpublished = unpublished.get(&row.id).copied().unwrap_or(0);
            // Of another version than the live one the number says nothing.
            row.metrics = counts
                .get(&row.id)
                .filter(|(version, _)| *version == seen.live_version)
                .and_then(|(_, metrics)| *metrics);
        }
        Ok(())
    }

    /// Once a list was read from its first page to its last, what was not in it is not there any more.
    async fn forget_unlisted(
        &self,
        connection: &str,
        query: &AgentQuery,
        began: String,
        has_more: bool,
    ) -> Result<()> {
        let key = (connection.to_owned(), query.archived);
        let began = {
            let mut listing = self.listing.lock().unwrap_or_else(PoisonError::into_inner);
            if query.page == 1 {
                listing.insert(key.clone(), began);
            }
            if has_more { None } else { listing.remove(&key) }
        };
        match began {
            Some(began) => self.ports.store.drop_unlisted(key.0, key.1, began).await,
            None => Ok(()),
        }
    }

    /// Reads an agent for the list, without opening it. None if Atoms does not show it.
    ///
    /// # Errors
    /// Atoms' answer, the way to the key, or the store.
    pub async fn look_at_agent(&self, agent: &str) -> Result<Option<u32>> {
        let connection = self.current_id().await?;
        self.read_agent(&connection, agent, Purpose::Look).await?;
        let mut counts = self.ports.store.metric_counts(connection).await?;
        Ok(counts.remove(agent).and_then(|(_, metrics)| metrics))
    }

    /// Opens an agent and its working copy. Without `refresh` an agent seen before comes from this
    /// computer at once.
    ///
    /// # Errors
    /// Atoms' answer, the way to the key, or the store.
    pub async fn open_agent(&self, agent: &str, refresh: bool) -> Result<AgentView> {
        let connection = self.current_id().await?;
        // On a disk that is full or cannot be written one can still read what is here.
        let noted = |noted: Result<()>| {
            if let Err(error) = noted {
                tracing::warn!(%error, "that the agent was opened could not be noted");
            }
        };
        noted(self.remember_agent(&connection, Some(agent)).await);
        if !refresh
            && let Some(seen) = self
                .ports
                .store
                .cached_agent(connection.clone(), agent.to_owned())
                .await?
        {
            let now = self.ports.clock.now_text();
            noted(
                self.ports
                    .store
                    .put_agent(connection.clone(), seen, Some(now))
                    .await,
            );
            return self.agent_view(&connection, agent, true).await;
        }
        self.read_agent(&connection, agent, Purpose::Open).await?;
        self.agent_view(&connection, agent, false).await
    }

    /// Back at the list: no agent is the last open one.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn close_agent(&self) -> Result<()> {
        let connection = self.current_id().await?;
        self.remember_agent(&connection, None).await
    }

    pub(crate) async fn recent_agents(&self, connection: &str, limit: u32) -> Result<Vec<RecentAgent>> {
        let list = self
            .ports
            .store
            .recent_agents(connection.to_owned(), limit)
            .await?;
        Ok(list
            .into_iter()
            .map(|(id, name, unpublished)| RecentAgent {
                id,
                name,
                unpublished,
            })
            .collect())
    }

    /// Reads the agent from Atoms, keeps what was read, and lets an unchanged working copy follow it.
    pub(crate) async fn read_agent(&self, connection: &str, agent: &str, purpose: Purpose) -> Result<()> {
        let client = self.client(connection).await?;
        let kept = || {
            self.ports
                .store
                .cached_agent(connection.to_owned(), agent.to_owned())
        };
        let live_of =
            |agent: &Option<CachedAgent>| agent.as_ref().and_then(|a| a.summary.live_version.clone());
        let last = kept().await?;
        let before = live_of(&last);
        let read = match client.agent(agent, At::Active).await {
            Ok(read) => read,
            Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Forbidden) => {
                let access = if error.kind == ErrorKind::NotFound {
                    Access::Gone
                } else {
                    Access::Forbidden
                };
                let known = match last {
                    Some(known) => known,
                    None => self.listed(connection, agent).await?.ok_or(error)?,
                };
                return self.close(connection, known, access, purpose).await;
            }
            Err(error) => return Err(error.into()),
        };
        let live = read.summary.active_version_id.clone();
        let known = kept().await?;
        if live == before && live_of(&known) != before {
            // A publish ended while this answer was on its way, and what it read back is newer.
            return Ok(());
        }
        // For the number and the label alone: what was read of the agent is not thrown away over them, and the list does
        // without them.
        let mut dialect = match purpose {
            Purpose::Look => None,
            Purpose::Open => Dialect::of(&client, &self.ports.store, connection, agent)
                .await
                .inspect_err(|error| tracing::warn!(%error, "the agent's generation could not be read"))
                .ok(),
        };
        let (live_number, live_label) = match (&live, &mut dialect) {
            (None, _) => (None, None),
            (Some(id), dialect) => match known {
                // A version never changes: its number was read before.
                Some(known) if known.summary.live_version == live && known.live_number.is_some() => {
                    (known.live_number, known.live_label)
                }
                _ => match dialect {
                    Some(dialect) => version_name(&client, agent, dialect, id).await,
                    None => (None, None),
                },
            },
        };
        let config: Option<Value> = read.metrics_config().cloned();
        let seen = CachedAgent {
            summary: seen(&read.summary),
            config: config.clone(),
            live_number,
            live_label,
            read_at: self.ports.clock.now_text(),
        };
        let opened_at = self.opened_at(purpose);
        self.ports
            .store
            .put_agent(connection.to_owned(), seen, opened_at)
            .await?;
        // Again, since now there is a row of this agent to keep it in.
        if let Some(dialect) = dialect.filter(Dialect::has_learned) {
            dialect.remember().await?;
        }
        if let Some(live) = live {
            self.keep_live_config(connection, agent, &live, config.as_ref())
                .await?;
            self.follow(connection, agent, &live, live_number, config.as_ref())
                .await?;
        }
        Ok(())
    }

    /// The history has what is live, and need not ask for it. What cannot be understood is not kept.
    async fn keep_live_config(
        &self,
        connection: &str,
        agent: &str,
        live: &str,
        config: Option<&Value>,
    ) -> Result<()> {
        let Some(config) = config.filter(|config| MetricSet::read(Some(config)).is_ok()) else {
            return Ok(());
        };
        let (connection, agent) = (connection.to_owned(), agent.to_owned());
        let store = &self.ports.store;
        let content = store
            .content_of(connection.clone(), agent.clone(), live.to_owned())
            .await?;
        let now = self.ports.clock.now_text();
        store
            .put_config(connection, agent, content, Some(config.clone()), now)
            .await
    }

    /// Keeps what is known of an agent that Atoms does not show, so that it can still be looked at.
    async fn close(
        &self,
        connection: &str,
        mut known: CachedAgent,
        access: Access,
        purpose: Purpose,
    ) -> Result<()> {
        known.summary.access = access;
        let opened_at = self.opened_at(purpose);
        self.ports
            .store
            .put_agent(connection.to_owned(), known, opened_at)
            .await
    }

    fn opened_at(&self, purpose: Purpose) -> Option<String> {
        (purpose == Purpose::Open).then(|| self.ports.clock.now_text())
    }

    /// An agent that was listed and never read: its name, and nothing else.
    async fn listed(&self, connection: &str, agent: &str) -> Result<Option<CachedAgent>> {
        let kept = self.ports.store.listed(connection.to_owned()).await?;
        let found = kept.into_iter().find(|(listed, _)| listed.row.id == agent);
        Ok(found.map(|(listed, _)| CachedAgent {
            summary: SeenAgent {
                live_version: None,
                ..listed.seen
            },
            config: None,
            live_number: None,
            live_label: None,
            read_at: self.ports.clock.now_text(),
        }))
    }
}

/// What an agent is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The person opens it: it joins the recent agents.
    Open,
    /// A row of the list.
    Look,
}

/// Number and label of a version. They are for the screen only, so an answer that does not come is shown as a version
/// without a number.
async fn version_name(
    client: &debrief_atoms::Client,
    agent: &str,
    dialect: &mut Dialect<'_>,
    version: &str,
) -> (Option<u32>, Option<String>) {
    loop {
        let read = match dialect.generation {
            Generation::Drafts => client.version(agent, version).await.map_err(Into::into),
            Generation::Branches => match dialect.branch(None).await {
                Ok(branch) => client
                    .revision(agent, &branch.id, version)
                    .await
                    .map_err(Into::into),
                Err(error) => Err(error),
            },
        };
        let error = match read {
            Ok(read) => {
                if let Err(error) = dialect.confirm().await {
                    tracing::warn!(%error, "the agent's generation could not be kept");
                }
                return (read.version.number, read.version.label);
            }
            Err(error) => error,
        };
        if let Err(error) = dialect.correct(error).await {
            tracing::warn!(%error, "the live version's number could not be read");
            return (None, None);
        }
    }
}

fn seen(agent: &AgentSummary) -> SeenAgent {
    SeenAgent {
        id: agent.id.clone(),
        name: agent.name.clone(),
        kind: agent.kind.clone(),
        archived: agent.archived,
        live_version: agent.active_version_id.clone(),
        access: Access::Open,
    }
}

pub(crate) fn kind(word: &str) -> AgentKind {
    match word {
        "single_prompt" => AgentKind::SinglePrompt,
        "workflow_graph" => AgentKind::Workflow,
        "multi_agents" => AgentKind::MultiAgent,
        _ => AgentKind::Other,
    }
}

fn listed(agent: AgentSummary) -> Listed {
    Listed {
        seen: seen(&agent),
        row: row(agent),
    }
}

fn row(agent: AgentSummary) -> AgentRow {
    AgentRow {
        kind: kind(&agent.kind),
        has_live_version: agent.active_version_id.is_some(),
        id: agent.id,
        name: agent.name,
        description: agent.description.filter(|text| !text.trim().is_empty()),
        archived: agent.archived,
        total_calls: agent.total_calls,
        updated_at: agent.updated_at,
        unpublished: 0,
        metrics: None,
    }
}
