//! Agents: the list and one of them with its configuration. Atoms: agents.

use serde_json::{Map, Value};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::read::{self, Read, Unread};

/// The order of the agents list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AgentSort {
    /// Last changed first.
    #[default]
    RecentlyUpdated,
    /// Last made first.
    RecentlyCreated,
    /// By name, A to Z.
    Name,
    /// Most calls first.
    MostCalls,
}

impl AgentSort {
    fn wire(self) -> (&'static str, &'static str) {
        match self {
            Self::RecentlyUpdated => ("updatedAt", "desc"),
            Self::RecentlyCreated => ("createdAt", "desc"),
            Self::Name => ("name", "asc"),
            Self::MostCalls => ("totalCalls", "desc"),
        }
    }
}

/// Which agents to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentQuery {
    /// Words to search for; blank for all agents.
    pub search: String,
    /// From 1.
    pub page: u32,
    /// Agents per page.
    pub page_size: u32,
    /// The order.
    pub sort: AgentSort,
    /// Those that were put away instead of the others; the server never lists both.
    pub archived: bool,
}

/// One page of the agents list.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentPage {
    /// In the order asked for.
    pub agents: Vec<AgentSummary>,
    /// Over all pages, if the server tells.
    pub total: Option<u32>,
    /// Whether another page is worth asking for. Never after an empty page.
    pub has_more: bool,
}

/// What the list tells about an agent. Times are ISO 8601 as sent.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentSummary {
    /// 24 hex digits on the real service.
    pub id: String,
    /// May be empty.
    pub name: String,
    /// In its owner's words.
    pub description: Option<String>,
    /// `workflowType` as sent: `single_prompt`, `workflow_graph`, …; empty when absent.
    pub kind: String,
    /// The version that answers calls; none for an agent that was never published.
    pub active_version_id: Option<String>,
    /// Put away.
    pub archived: bool,
    /// Calls handled so far.
    pub total_calls: Option<u32>,
    /// When it was made.
    pub created_at: Option<String>,
    /// When it was last changed.
    pub updated_at: Option<String>,
}

/// One agent, with its configuration in the state that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Agent {
    /// As in the list.
    pub summary: AgentSummary,
    /// The merged configuration, exactly as sent; none for an agent that was never published.
    pub resolved_config: Option<Map<String, Value>>,
}

impl Agent {
    /// The post-call metrics with everything around them (`postCallAnalyticsConfig`); `None` also for null.
    pub fn metrics_config(&self) -> Option<&Value> {
        self.resolved_config
            .as_ref()?
            .get("postCallAnalyticsConfig")
            .filter(|config| !config.is_null())
    }
}

/// Which state of an agent's configuration to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At<'a> {
    /// What answers calls now.
    Active,
    /// An unpublished draft, by its id.
    Draft(&'a str),
    /// A published version, by its id.
    Version(&'a str),
}

impl Client {
    /// Lists agents. Atoms: `GET /agent`.
    ///
    /// # Errors
    /// As every call.
    pub async fn agents(&self, query: &AgentQuery) -> Result<AgentPage, Error> {
        let (field, order) = query.sort.wire();
        // The platform calls the page size `offset`.
        let mut call = Call::get("agent")
            .query("page", query.page.max(1).to_string())
            .query("offset", query.page_size.to_string())
            .query("sortField", field.to_owned())
            .query("sortOrder", order.to_owned());
        if query.archived {
            call = call.query("archived", "true".to_owned());
        }
        if !query.search.trim().is_empty() {
            call = call.query("search", query.search.trim().to_owned());
        }
        self.send(call, |data| read_page(data, query.page.max(1), query.page_size))
            .await
    }

    /// Reads one agent. Atoms: `GET /agent/{id}` with `draftId` or `versionId`.
    ///
    /// # Errors
    /// [`NotFound`](crate::ErrorKind::NotFound) if there is no such agent;
    /// [`Unreadable`](crate::ErrorKind::Unreadable) also if the server says that it resolved another state than
    /// the one asked for.
    pub async fn agent(&self, id: &str, at: At<'_>) -> Result<Agent, Error> {
        let call = Call::get("agent").id(id);
        let (call, source) = match at {
            At::Active => (call, "active"),
            At::Draft(draft) => (call.id_query("draftId", draft), "draft"),
            At::Version(version) => (call.id_query("versionId", version), "version"),
        };
        self.send(call, |data| read_agent(data, source)).await
    }
}

fn read_page(mut data: Value, page: u32, page_size: u32) -> Read<AgentPage> {
    let agents = read::list(&mut data, "agents")?;
    let agents = read::each(agents, "agents", |item| {
        read_summary(&read::object(item, "agent")?)
    })?;
    let empty = Map::new();
    let around = data.as_object().unwrap_or(&empty);
    let total = read::count(around, &["total", "totalCount"]);
    let told = around.get("hasMore").and_then(Value::as_bool);
    let pages = read::count(around, &["totalPages"]);
    let seen = u64::from(page) * u64::from(page_size);
    let has_more = told
        .or_else(|| Some(pages? > page))
        .or_else(|| Some(u64::from(total?) > seen))
        .unwrap_or(agents.len() >= page_size as usize);
    let has_more = has_more && !agents.is_empty();
    Ok(AgentPage {
        agents,
        total,
        has_more,
    })
}

fn read_agent(data: Value, source: &str) -> Read<Agent> {
    let mut agent = read::object(data, "agent")?;
    // Absent on a plain read; when present it must be what was asked for, or a draft would be mistaken for it.
    if agent
        .get("_configSource")
        .and_then(Value::as_str)
        .is_some_and(|answered| answered != source)
    {
        return Err(Unread(format!("_configSource is not {source}")));
    }
    let resolved_config = match agent.shift_remove("_resolvedConfig") {
        None | Some(Value::Null) => None,
        Some(Value::Object(config)) => Some(config),
        Some(_) => return Err(Unread("_resolvedConfig is no object".to_owned())),
    };
    Ok(Agent {
        summary: read_summary(&agent)?,
        resolved_config,
    })
}

fn read_summary(agent: &Map<String, Value>) -> Read<AgentSummary> {
    Ok(AgentSummary {
        id: read::required_id(agent, &["_id", "id"])?,
        name: read::text(agent, &["name"]).unwrap_or_default(),
        description: read::text(agent, &["description"]),
        kind: read::text(agent, &["workflowType"]).unwrap_or_default(),
        active_version_id: read::id(agent, &["activeVersionId", "versionId"]),
        archived: read::flag(agent, "archived"),
        total_calls: read::count(agent, &["totalCalls"]),
        created_at: read::text(agent, &["createdAt"]),
        updated_at: read::text(agent, &["updatedAt"]),
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(json!({"agents": [{"_id": "a"}], "total": 3}), 1, Some(3), true)]
    #[case(json!({"agents": [{"_id": "a"}], "total": 3}), 3, Some(3), false)]
    #[case(json!({"agents": [{"_id": "a"}], "totalCount": 3, "totalPages": 3, "hasMore": true}), 2, Some(3), true)]
    #[case(json!({"agents": [{"_id": "a"}], "totalPages": 3}), 3, None, false)]
    #[case(json!({"agents": [{"_id": "a"}]}), 9, None, true)]
    #[case(json!({"agents": [], "hasMore": true, "total": 9}), 1, Some(9), false)]
    #[case(json!([{"_id": "a"}]), 1, None, true)]
    fn reads_pages(
        #[case] data: Value,
        #[case] page: u32,
        #[case] total: Option<u32>,
        #[case] has_more: bool,
    ) {
        let read = read_page(data, page, 1).unwrap();
        assert_eq!((read.total, read.has_more), (total, has_more));
    }

    #[test]
    fn reads_a_sparse_agent() {
        let agent = read_agent(
            json!({"_id": "a", "name": null, "versionId": "v", "totalCalls": "12", "__v": 3}),
            "active",
        )
        .unwrap();
        assert_eq!(
            (agent.summary.name.as_str(), agent.summary.total_calls),
            ("", Some(12))
        );
        assert_eq!(agent.summary.active_version_id.as_deref(), Some("v"));
        assert_eq!(agent.metrics_config(), None);
    }

    #[test]
    fn an_answer_about_another_state_is_not_taken() {
        let answer = json!({"_id": "a", "_configSource": "active", "_resolvedConfig": {}});
        assert!(read_agent(answer.clone(), "draft").is_err());
        assert!(read_agent(answer, "active").is_ok());
    }

    #[test]
    fn the_configuration_arrives_untouched() {
        let text = r#"{"z":1,"postCallAnalyticsConfig":{"b":null,"dispositionMetrics":[],"a":9007199254740993},"m":2}"#;
        let config: Value = serde_json::from_str(text).unwrap();
        let agent = read_agent(json!({"_id": "a", "_resolvedConfig": config}), "active").unwrap();
        assert_eq!(
            Value::Object(agent.resolved_config.clone().unwrap()).to_string(),
            text
        );
        assert!(agent.metrics_config().is_some());
    }
}
