//! Drafts: forked from a version, edited, published. (Atoms: versioning v1.)

use axum::body::Bytes;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::query::{self, Query};
use super::{agent, unmoved_mut};
use crate::answer::{Answer, Object, Refusal, created, object, ok};
use crate::ids;
use crate::server::Shared;
use crate::versioning::{self, Release, Source};
use crate::wire;
use crate::world::{self, Agent, Draft};
use crate::{diff, edit};

type InAgent = Path<(String, String)>;

fn draft<'a>(agent: &'a Agent, id: &str) -> Result<&'a Draft, Refusal> {
    agent.draft(id).ok_or_else(|| Refusal::missing("Draft not found"))
}

/// `POST /agent/{id}/drafts`
pub async fn create(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    let body = object(&body)?;
    let name = query::text(&body, "draftName", 1..=100, false)?.flatten();
    let version = query::text(&body, "sourceVersionId", 0..=100, false)?.flatten();
    let source = query::text(&body, "sourceDraftId", 0..=100, false)?.flatten();
    if let Some(version) = &version {
        query::id("sourceVersionId", version)?;
    }
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let agent = unmoved_mut(world, &id)?;
        let source = match (version, source) {
            (None, None) => {
                return Err(Refusal::invalid(
                    "Either sourceVersionId or sourceDraftId is required",
                ));
            }
            (version, Some(id)) => {
                let from = draft(agent, &id)?;
                Source {
                    version: version.or_else(|| from.source_version.clone()),
                    blocks: from.latest().blocks.clone(),
                    draft: Some(id),
                }
            }
            (Some(id), None) => {
                let from = agent
                    .version(&id)
                    .ok_or_else(|| Refusal::missing("Source version not found"))?;
                Source {
                    blocks: from.blocks.clone(),
                    version: Some(id),
                    draft: None,
                }
            }
        };
        let opened = versioning::open(name, source, &by, world::now());
        agent.drafts.push(opened.clone());
        Ok(created(wire::draft(agent, &opened)))
    })
}

/// `GET /agent/{id}/drafts`: an array, newest first.
pub async fn list(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        let rows: Vec<_> = agent
            .drafts
            .iter()
            .rev()
            .map(|draft| wire::listed_draft(world, agent, draft))
            .collect();
        Ok(ok(rows))
    })
}

/// `GET /agent/{id}/drafts/{draftId}`: the latest revision and the edits, newest first.
pub async fn one(State(shared): State<Shared>, Path((id, draft_id)): InAgent, query: Query) -> Answer {
    let limit = query::number(&query, "limit", 1..=100, 100)?;
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        let draft = draft(agent, &draft_id)?;
        let history: Vec<Value> = draft
            .edits
            .iter()
            .rev()
            .take(limit)
            .map(|row| wire::edit(world, row))
            .collect();
        Ok(ok(json!({
            "latest": wire::draft(agent, draft),
            "editHistory": history,
            "editCount": draft.edits.len(),
        })))
    })
}

/// `PATCH /agent/{id}/drafts/{draftId}`: a new name.
pub async fn rename(State(shared): State<Shared>, Path((id, draft_id)): InAgent, body: Bytes) -> Answer {
    let body = object(&body)?;
    let name = query::text(&body, "draftName", 1..=100, false)?.flatten();
    let name = name.ok_or_else(|| Refusal::invalid("draftName: Required"))?;
    shared.store.change(|world| {
        let agent = unmoved_mut(world, &id)?;
        let draft = agent
            .draft_mut(&draft_id)
            .ok_or_else(|| Refusal::missing("Draft not found"))?;
        draft.name = Some(name.clone());
        draft.updated_at = world::now();
        Ok(ok(json!({ "draftName": name })))
    })
}

/// `DELETE /agent/{id}/drafts/{draftId}`
pub async fn discard(State(shared): State<Shared>, Path((id, draft_id)): InAgent) -> Answer {
    shared.store.change(|world| {
        let agent = unmoved_mut(world, &id)?;
        draft(agent, &draft_id)?;
        agent.drafts.retain(|draft| draft.id != draft_id);
        agent.sweep();
        Ok(ok(Value::Null))
    })
}

/// `PATCH /agent/{id}/drafts/{draftId}/config`. The answer is the draft's row; it does not repeat the values.
pub async fn write(State(shared): State<Shared>, Path((id, draft_id)): InAgent, body: Bytes) -> Answer {
    let body = object(&body)?;
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let now = world::now();
        let agent = unmoved_mut(world, &id)?;
        let blocks = draft(agent, &draft_id)?.latest().blocks.clone();
        let (blocks, changed) = edit::apply(agent, &blocks, &body, &mut || ids::fresh(now))?;
        if let Some(draft) = agent.draft_mut(&draft_id) {
            versioning::revise(draft, blocks, changed, &by, now);
        }
        Ok(ok(wire::draft(agent, draft(agent, &draft_id)?)))
    })
}

/// `GET /agent/{id}/drafts/{draftId}/diff?compareTo=`: against the source version if nothing else is named.
pub async fn diff(State(shared): State<Shared>, Path((id, draft_id)): InAgent, query: Query) -> Answer {
    let other = query.get("compareTo").or_else(|| query.get("versionId"));
    if let Some(other) = other {
        query::id("compareTo", other)?;
    }
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        let draft = draft(agent, &draft_id)?;
        let base = match other {
            Some(other) => {
                let version = agent
                    .version(other)
                    .ok_or_else(|| Refusal::missing("Version not found"))?;
                &version.blocks
            }
            // A fork of a draft without a version has nothing but its own first state to be compared with.
            None => draft
                .source_version
                .as_deref()
                .and_then(|id| agent.version(id))
                .map_or(&draft.first.blocks, |version| &version.blocks),
        };
        Ok(ok(diff::sections(agent, base, &draft.latest().blocks)))
    })
}

/// `POST /agent/{id}/drafts/{draftId}/publish`. The version goes live when its security check has passed, if asked.
pub async fn publish(State(shared): State<Shared>, Path((id, draft_id)): InAgent, body: Bytes) -> Answer {
    let body: Object = object(&body)?;
    let label = query::text(&body, "label", 0..=200, true)?.flatten();
    let description = query::text(&body, "description", 0..=2000, true)?.flatten();
    let activate = query::body_flag(&body, "activate")?.unwrap_or(false);
    let (verdict, check) = shared.check();
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let now = world::now();
        let agent = unmoved_mut(world, &id)?;
        let draft = draft(agent, &draft_id)?.clone();
        let checked = now.checked_add(check).unwrap_or(Timestamp::MAX);
        let release = Release {
            label,
            description,
            by: by.clone(),
            at: now,
            checked,
            verdict,
        };
        let version = versioning::release(agent, &draft, draft.latest().blocks.clone(), release);
        agent.drafts.retain(|other| other.id != draft_id);
        agent.sweep();
        if activate && !shared.quirks.activate_ignored {
            if let Some(version) = agent.version_mut(&version) {
                version.check.then_activate = Some(by);
            }
            agent.settle(now);
        }
        let version = agent.version(&version).ok_or_else(Refusal::internal)?;
        Ok(created(wire::version(agent, version, now)))
    })
}
