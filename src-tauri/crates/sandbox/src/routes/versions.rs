//! Published versions. (Atoms: versioning v1.)

use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::json;

use super::query::{self, Query};
use super::{agent, unmoved_mut};
use crate::answer::{Answer, Refusal, object, ok};
use crate::diff;
use crate::server::Shared;
use crate::wire;
use crate::world::{self, Agent, Blocks, Version};

type InAgent = Path<(String, String)>;

fn version<'a>(agent: &'a Agent, id: &str) -> Result<&'a Version, Refusal> {
    query::id("versionId", id)?;
    agent
        .version(id)
        .ok_or_else(|| Refusal::missing("Version not found"))
}

/// `GET /agent/{id}/versions`: newest first. The total counts all versions, whatever is filtered.
pub async fn list(State(shared): State<Shared>, Path(id): Path<String>, query: Query) -> Answer {
    let limit = query::number(&query, "limit", 1..=100, 20)?;
    let skip = query::number(&query, "skip", 0..=usize::MAX, 0)?;
    let pinned = query::flag(&query, "isPinned")?;
    shared.store.read(|world| {
        let now = world::now();
        let agent = agent(world, &id)?;
        let rows: Vec<_> = agent
            .versions
            .iter()
            .rev()
            .filter(|version| pinned.is_none_or(|pinned| version.pinned == pinned))
            .skip(skip)
            .take(limit)
            .map(|version| wire::listed_version(world, agent, version, now))
            .collect();
        Ok(ok(json!({ "versions": rows, "total": agent.versions.len() })))
    })
}

/// `GET /agent/{id}/versions/{versionId}`: with the configuration by section.
pub async fn one(State(shared): State<Shared>, Path((id, version_id)): InAgent) -> Answer {
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        let version = version(agent, &version_id)?;
        Ok(ok(json!({
            "version": wire::version(agent, version, world::now()),
            "resolvedConfig": wire::by_section(agent, &version.blocks),
        })))
    })
}

/// `PATCH /agent/{id}/versions/{versionId}`: label, description and pin; never the configuration.
pub async fn describe(State(shared): State<Shared>, Path((id, version_id)): InAgent, body: Bytes) -> Answer {
    let body = object(&body)?;
    let label = query::text(&body, "label", 0..=200, true)?;
    let description = query::text(&body, "description", 0..=2000, true)?;
    let pinned = query::body_flag(&body, "isPinned")?;
    if label.is_none() && description.is_none() && pinned.is_none() {
        return Err(Refusal::invalid(
            "At least one of label, description or isPinned is required",
        ));
    }
    shared.store.change(|world| {
        let now = world::now();
        let agent = unmoved_mut(world, &id)?;
        version(agent, &version_id)?;
        if let Some(version) = agent.version_mut(&version_id) {
            if let Some(label) = label {
                version.label = label;
            }
            if let Some(description) = description {
                version.description = description;
            }
            if let Some(pinned) = pinned {
                version.pinned = pinned;
            }
            version.updated_at = now;
        }
        Ok(ok(wire::version(agent, version(agent, &version_id)?, now)))
    })
}

/// `PATCH /agent/{id}/versions/{versionId}/activate`. Refused while the security check runs; asking twice is fine.
pub async fn activate(State(shared): State<Shared>, Path((id, version_id)): InAgent) -> Answer {
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let now = world::now();
        let agent = unmoved_mut(world, &id)?;
        let check = &version(agent, &version_id)?.check;
        if !check.passed(now) {
            let state = if check.ended(now) { "failed" } else { "pending" };
            return Err(Refusal::conflict(format!(
                "Cannot activate this version: security check {state}"
            )));
        }
        agent.activate(&version_id, &by, now);
        Ok(ok(wire::version(agent, version(agent, &version_id)?, now)))
    })
}

/// `GET /agent/{id}/versions/diff?versionA=&versionB=`: A is the base. Either may be an open draft.
pub async fn diff(State(shared): State<Shared>, Path(id): Path<String>, query: Query) -> Answer {
    let side = |name: &str| {
        let id = query
            .get(name)
            .ok_or_else(|| Refusal::invalid(format!("{name}: Required")))?;
        query::id(name, id)?;
        Ok::<_, Refusal>(id.as_str())
    };
    let (a, b) = (side("versionA")?, side("versionB")?);
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        Ok(ok(diff::leaves(agent, blocks(agent, a)?, blocks(agent, b)?)))
    })
}

fn blocks<'a>(agent: &'a Agent, id: &str) -> Result<&'a Blocks, Refusal> {
    let draft = || {
        agent
            .all_drafts()
            .find(|draft| draft.id == id || draft.latest().id == id)
    };
    agent
        .version(id)
        .map(|version| &version.blocks)
        .or_else(|| draft().map(|draft| &draft.latest().blocks))
        .ok_or_else(|| Refusal::missing("Version not found"))
}
