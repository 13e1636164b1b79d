//! The one open draft of a branch. (Atoms: versioning v2, draft.)

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::branches::{OnBranch, branch, branch_mut};
use super::query;
use super::{agent, agent_mut};
use crate::answer::{Answer, Object, Refusal, object, ok, type_name};
use crate::branching;
use crate::edit::{self, Leaf};
use crate::ids;
use crate::server::Shared;
use crate::wire;
use crate::world::{self, Agent, Branch, Check, Draft};

fn none_open() -> Refusal {
    Refusal::missing("No open draft on this branch")
}

pub fn in_progress() -> Refusal {
    Refusal::coded(
        "publish_in_progress",
        "A publish or restore is already in progress on this branch",
    )
}

fn draft(branch: &Branch) -> Result<&Draft, Refusal> {
    branch.draft.as_ref().ok_or_else(none_open)
}

/// `GET …/draft`: the latest row and the writes, newest first. The values are not in it.
pub async fn one(State(shared): State<Shared>, Path((id, branch_id)): OnBranch) -> Answer {
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        let branch = branch(agent, &branch_id)?;
        let draft = draft(branch)?;
        let history: Vec<Value> = draft
            .edits
            .iter()
            .rev()
            .map(|row| wire::shared_edit(world, agent, branch, draft, row))
            .collect();
        Ok(ok(json!({
            "latest": wire::shared_draft(agent, branch, draft, world::now()),
            "editCount": draft.edits.len(),
            "editHistory": history,
        })))
    })
}

/// `PUT …/draft`: merges a part of the configuration into the draft, which is opened if there is none. What happens while
/// a publish of it waits for its check is not documented; here nobody may write, or what is published would not be what
/// was checked.
pub async fn write(State(shared): State<Shared>, Path((id, branch_id)): OnBranch, body: Bytes) -> Answer {
    let body = object(&body)?;
    let expected = expected_revision(&body)?;
    let lean = shared.quirks.lean_conflict;
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let now = world::now();
        let agent = agent_mut(world, &id)?;
        let row = branch(agent, &branch_id)?;
        if row.archived {
            return Err(Refusal::forbidden("An archived branch cannot be edited"));
        }
        if row.pending.is_some() {
            return Err(in_progress());
        }
        let before = branching::blocks(agent, row);
        let (after, changed) = edit::apply(agent, &before, &body, &mut || ids::fresh(now))?;
        if let Some(expected) = expected {
            collide(agent, branch(agent, &branch_id)?, expected, &body, lean)?;
        }
        branching::write(branch_mut(agent, &branch_id)?, before, after, changed, &by, now);
        let row = branch(agent, &branch_id)?;
        Ok(ok(wire::shared_draft(agent, row, draft(row)?, now)))
    })
}

fn expected_revision(body: &Object) -> Result<Option<u32>, Refusal> {
    match body.get("expectedRevision") {
        None => Ok(None),
        Some(Value::Number(number)) => match number.as_u64().and_then(|number| u32::try_from(number).ok()) {
            Some(number) => Ok(Some(number)),
            None => Err(Refusal::invalid(
                "expectedRevision: Number must be greater than or equal to 0",
            )),
        },
        Some(other) => Err(Refusal::invalid(format!(
            "expectedRevision: Expected number, received {}",
            type_name(other)
        ))),
    }
}

/// Refuses a write if a value that it sets was changed since the revision it was based on. A stale number alone is no
/// reason.
fn collide(agent: &Agent, branch: &Branch, expected: u32, body: &Object, lean: bool) -> Result<(), Refusal> {
    let gone = || Refusal::conflict("base_revision_unavailable");
    let draft = branch.draft.as_ref().ok_or_else(gone)?;
    let base = draft.at(expected).ok_or_else(gone)?;
    let latest = draft.latest();
    let hit: Vec<Leaf> = edit::leaves(body)
        .into_iter()
        .filter(|leaf| {
            let (was, is) = (
                agent.content(&base.blocks, leaf.section),
                agent.content(&latest.blocks, leaf.section),
            );
            edit::at(&was, &leaf.read) != edit::at(&is, &leaf.read)
        })
        .collect();
    if hit.is_empty() {
        return Ok(());
    }
    let paths = hit
        .iter()
        .map(|leaf| format!("{}.{}", leaf.section.name(), leaf.written))
        .collect();
    let context = (!lean).then(|| {
        let diffs: Vec<Value> = hit
            .iter()
            .map(|leaf| {
                let (was, is) = (
                    agent.content(&base.blocks, leaf.section),
                    agent.content(&latest.blocks, leaf.section),
                );
                json!({
                    "section": leaf.section,
                    "path": leaf.written,
                    "oldValue": edit::at(&was, &leaf.read),
                    "newValue": edit::at(&is, &leaf.read),
                })
            })
            .collect();
        json!({ "expectedRevision": expected, "latestRevision": latest.revision, "diffs": diffs })
    });
    Err(Refusal::collision(paths, context))
}

/// `DELETE …/draft`: whoever wrote to it. A publish of it that waits for its check ends with it.
pub async fn discard(State(shared): State<Shared>, Path((id, branch_id)): OnBranch) -> Answer {
    shared.store.change(|world| {
        let agent = agent_mut(world, &id)?;
        let row = branch_mut(agent, &branch_id)?;
        draft(row)?;
        (row.draft, row.pending) = (None, None);
        agent.sweep();
        Ok(ok(json!({ "discarded": true })))
    })
}

/// `POST …/draft/publish`: everything in it. With a check to wait for, the answer is 202 and the revision comes later.
pub async fn publish(State(shared): State<Shared>, Path((id, branch_id)): OnBranch, body: Bytes) -> Answer {
    let label = query::text(&object(&body)?, "label", 0..=200, true)?.flatten();
    let (verdict, duration) = shared.check();
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let now = world::now();
        let agent = agent_mut(world, &id)?;
        let row = branch_mut(agent, &branch_id)?;
        if row.archived {
            return Err(Refusal::forbidden("An archived branch cannot be published"));
        }
        if row.pending.is_some() {
            return Err(in_progress());
        }
        if draft(row)?.refused.is_some() {
            return Err(Refusal::conflict(
                "The security check of this draft failed. Edit the draft and publish again.",
            ));
        }
        let check = Check {
            started: now,
            ends: now.checked_add(duration).unwrap_or(Timestamp::MAX),
            then_activate: None,
            verdict,
        };
        let before = row.head.clone();
        branching::arm(row, label, &by, check);
        agent.settle(now);
        let row = branch(agent, &branch_id)?;
        if row.head == before {
            let body = ok(json!({ "state": "scanning" }));
            return Ok((StatusCode::ACCEPTED, body).into_response());
        }
        let revision = branching::head(agent, row).ok_or_else(Refusal::internal)?;
        Ok(ok(json!({
            "state": "committed",
            "revision": wire::version(agent, revision, now),
        })))
    })
}

/// `POST …/draft/publish/cancel`: the draft stays open. Fine also if nothing is under way.
pub async fn cancel(State(shared): State<Shared>, Path((id, branch_id)): OnBranch) -> Answer {
    shared.store.change(|world| {
        branch_mut(agent_mut(world, &id)?, &branch_id)?.pending = None;
        Ok(ok(json!({ "cancelled": true })))
    })
}
