//! Agents. (Atoms: agents.)

use std::cmp::Ordering;
use std::collections::HashMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use serde_json::json;

use super::agent_mut;
use super::query::{self, Query};
use crate::answer::{Answer, Object, Refusal, created, object, ok};
use crate::branching;
use crate::ids;
use crate::options::Generation;
use crate::sample;
use crate::server::Shared;
use crate::wire;
use crate::world::{self, Agent, Blocks};

const SORTS: [&str; 5] = ["createdAt", "updatedAt", "totalCalls", "name", "workflowType"];
/// What a write to a versioned agent may contain.
const METADATA: [&str; 6] = [
    "name",
    "description",
    "avatarUrl",
    "telephonyProductId",
    "allowInboundCall",
    "visibleToEveryone",
];

/// `GET /agent`. The page size is called `offset`; the totals come in every spelling that is known.
pub async fn list(State(shared): State<Shared>, query: Query) -> Answer {
    let page = query::number(&query, "page", 1..=usize::MAX, 1)?;
    let size = query::number(&query, "offset", 1..=usize::MAX, 10)?.min(100);
    let archived = query::flag(&query, "archived")?.unwrap_or(false);
    let kind = query::word(&query, "type", &["single_prompt", "workflow_graph"])?;
    let sort = query::word(&query, "sortField", &SORTS)?.unwrap_or("createdAt");
    let ascending = query::word(&query, "sortOrder", &["asc", "desc"])? == Some("asc");
    let search = query
        .get("search")
        .map(|text| text.trim().to_lowercase())
        .filter(|text| !text.is_empty());

    shared.store.read(|world| {
        let mut found: Vec<&Agent> = world
            .agents
            .iter()
            .filter(|agent| agent.archived_at.is_some() == archived)
            .filter(|agent| kind.is_none_or(|kind| agent.workflow_type == kind))
            .filter(|agent| {
                search
                    .as_ref()
                    .is_none_or(|text| agent.name.to_lowercase().contains(text) || agent.id == *text)
            })
            .collect();
        found.sort_by(|a, b| {
            let order = compare(sort, a, b);
            // Agents that compare equal keep one order over all pages.
            (if ascending { order } else { order.reverse() }).then_with(|| a.id.cmp(&b.id))
        });
        let total = found.len();
        let first = (page - 1).saturating_mul(size);
        let rows: Vec<_> = found
            .into_iter()
            .skip(first)
            .take(size)
            .map(|agent| wire::agent(world, agent))
            .collect();
        Ok(ok(json!({
            "agents": rows,
            "total": total,
            "totalCount": total,
            "totalPages": total.div_ceil(size),
            "hasMore": first.saturating_add(size) < total,
            "isSearchResults": search.is_some(),
        })))
    })
}

fn compare(field: &str, a: &Agent, b: &Agent) -> Ordering {
    match field {
        "updatedAt" => a.updated_at.cmp(&b.updated_at),
        "totalCalls" => a.total_calls.cmp(&b.total_calls),
        "name" => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
        "workflowType" => a.workflow_type.cmp(&b.workflow_type),
        _ => a.created_at.cmp(&b.created_at),
    }
}

/// `GET /agent/{id}`, with `draftId` or `versionId` to see another configuration than the active one.
pub async fn one(State(shared): State<Shared>, Path(id): Path<String>, query: Query) -> Answer {
    query::id("id", &id)?;
    shared.store.read(|world| {
        let Some(agent) = world.agent(&id) else {
            let words = "No agent found";
            let missing_404 = shared.quirks.agent_missing_404;
            return Err(if missing_404 {
                Refusal::missing(words)
            } else {
                Refusal::invalid(words)
            });
        };
        Ok(match resolve(agent, &query)? {
            Some((blocks, source)) => ok(wire::resolved_agent(world, agent, blocks, source)),
            None => ok(wire::agent(world, agent)),
        })
    })
}

type Chosen<'a> = (&'a Blocks, Option<&'static str>);

fn resolve<'a>(agent: &'a Agent, query: &HashMap<String, String>) -> Result<Option<Chosen<'a>>, Refusal> {
    if let Some(id) = query.get("draftId") {
        // A draft is known by the id it is addressed with and by that of its latest row.
        let draft = agent
            .all_drafts()
            .find(|draft| draft.id == *id || draft.latest().id == *id)
            .ok_or_else(|| Refusal::missing("Draft not found"))?;
        return Ok(Some((&draft.latest().blocks, Some("draft"))));
    }
    if let Some(id) = query.get("versionId") {
        let version = agent
            .version(id)
            .ok_or_else(|| Refusal::missing("Version not found"))?;
        return Ok(Some((&version.blocks, Some("version"))));
    }
    let active = agent.active.as_deref().and_then(|id| agent.version(id));
    Ok(active.map(|version| (&version.blocks, None)))
}

/// `POST /agent`: a name is enough. The answer is the id alone.
pub async fn create(State(shared): State<Shared>, body: Bytes) -> Answer {
    let body = object(&body)?;
    let name = query::text(&body, "name", 1..=100, false)?.flatten();
    let name = name.ok_or_else(|| Refusal::invalid("name: Required"))?;
    let description = query::text(&body, "description", 0..=2000, false)?
        .flatten()
        .unwrap_or_default();
    if body
        .get("language")
        .is_some_and(|language| language.get("switching").is_none())
    {
        return Err(Refusal::invalid("Invalid Input: Required"));
    }
    shared.store.change(|world| {
        let now = world::now();
        let id = ids::fresh(now);
        let by = world.workspace.owner.clone();
        let mut agent = sample::plain_agent(id.clone(), name, description, &by, now, &body)?;
        if shared.generation != Generation::V1 {
            for version in &mut agent.versions {
                version.number = None;
            }
            branching::migrate(&mut agent);
        }
        world.agents.push(agent);
        Ok(created(id))
    })
}

/// `PATCH /agent/{id}`: metadata only. The platform takes the configuration of an agent without versions here; this server
/// refuses it for every agent.
pub async fn update(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    let body = object(&body)?;
    if body.keys().any(|key| !METADATA.contains(&key.as_str())) {
        return Err(Refusal::invalid(
            "Agent has versioning enabled. Config changes must be made through drafts.",
        ));
    }
    shared.store.change(|world| {
        let agent = agent_mut(world, &id)?;
        describe(agent, &body, world::now())?;
        Ok(ok(&agent.id))
    })
}

fn describe(agent: &mut Agent, body: &Object, now: Timestamp) -> Result<(), Refusal> {
    if let Some(name) = query::text(body, "name", 1..=100, false)?.flatten() {
        agent.name = name;
    }
    if let Some(description) = query::text(body, "description", 0..=2000, false)?.flatten() {
        agent.description = description;
    }
    if let Some(avatar) = query::text(body, "avatarUrl", 0..=2000, false)?.flatten() {
        agent.avatar = avatar;
    }
    if let Some(products) = body.get("telephonyProductId") {
        agent.telephony = serde_json::from_value(products.clone())
            .map_err(|_| Refusal::invalid("telephonyProductId: Expected array of strings"))?;
    }
    if let Some(inbound) = query::body_flag(body, "allowInboundCall")? {
        agent.inbound = inbound;
    }
    if let Some(visible) = query::body_flag(body, "visibleToEveryone")? {
        agent.visible = visible;
    }
    agent.updated_at = now;
    Ok(())
}

/// `DELETE /agent/{id}/archive?on=true|false`
pub async fn archive(State(shared): State<Shared>, Path(id): Path<String>, query: Query) -> Answer {
    let on = query::flag(&query, "on")?.unwrap_or(true);
    shared.store.change(|world| {
        let now = world::now();
        let agent = agent_mut(world, &id)?;
        if agent.archived_at.is_some() == on {
            let state = if on { "already archived" } else { "not archived" };
            return Err(Refusal::conflict(format!("Agent is {state}")));
        }
        agent.archived_at = on.then_some(now);
        agent.updated_at = now;
        let message = if on { "Agent archived" } else { "Agent unarchived" };
        Ok(
            Json(json!({ "status": true, "data": { "message": message }, "message": message }))
                .into_response(),
        )
    })
}
