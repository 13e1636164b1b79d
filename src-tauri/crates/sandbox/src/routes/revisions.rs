//! Revisions and what differs between them. (Atoms: versioning v2, revisions.)

use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::branches::{OnBranch, branch};
use super::query::{self, Query};
use super::shared_draft::in_progress;
use super::{agent, agent_mut};
use crate::answer::{Answer, Refusal, ok};
use crate::branching::{self, Commit};
use crate::diff;
use crate::section::Section;
use crate::server::Shared;
use crate::wire;
use crate::world::{self, Agent, Blocks, Version};

type OfBranch = Path<(String, String, String)>;

pub fn revision<'a>(agent: &'a Agent, branch_id: &str, id: &str) -> Result<&'a Version, Refusal> {
    query::id("revisionId", id)?;
    branch(agent, branch_id)?;
    let found = agent
        .version(id)
        .ok_or_else(|| Refusal::missing("Revision not found"))?;
    if found.branch.as_deref() != Some(branch_id) {
        return Err(Refusal::invalid("The revision belongs to another branch"));
    }
    Ok(found)
}

/// `GET …/revisions`: newest first, one that waits for its check in front.
pub async fn list(State(shared): State<Shared>, Path((id, branch_id)): OnBranch, query: Query) -> Answer {
    let limit = query::number(&query, "limit", 1..=100, 20)?;
    let skip = query::number(&query, "skip", 0..=usize::MAX, 0)?;
    shared.store.read(|world| {
        let now = world::now();
        let agent = agent(world, &id)?;
        let on = branch(agent, &branch_id)?;
        let committed = agent
            .revisions(&branch_id)
            .rev()
            .map(|version| wire::listed_version(world, agent, version, now));
        let rows: Vec<_> = wire::scanning(world, agent, on, now)
            .into_iter()
            .chain(committed)
            .collect();
        let total = rows.len();
        let rows: Vec<_> = rows.into_iter().skip(skip).take(limit).collect();
        Ok(ok(json!({ "revisions": rows, "total": total })))
    })
}

/// `GET …/revisions/{revisionId}`: with the configuration by section.
pub async fn one(State(shared): State<Shared>, Path((id, branch_id, revision_id)): OfBranch) -> Answer {
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        let on = branch(agent, &branch_id)?;
        let waits = on
            .pending
            .as_ref()
            .is_some_and(|pending| pending.revision.as_ref() == Some(&revision_id));
        if waits && let Some(row) = wire::scanning(world, agent, on, world::now()) {
            let config = wire::by_section(agent, &branching::blocks(agent, on));
            return Ok(ok(json!({ "revision": row, "resolvedConfig": config })));
        }
        let found = revision(agent, &branch_id, &revision_id)?;
        Ok(ok(json!({
            "revision": wire::listed_version(world, agent, found, world::now()),
            "resolvedConfig": wire::by_section(agent, &found.blocks),
        })))
    })
}

/// `GET …/revisions/{revisionId}/history`: the revision and those before it, newest first, each with the sections it
/// changed.
pub async fn history(State(shared): State<Shared>, Path((id, branch_id, revision_id)): OfBranch) -> Answer {
    shared.store.read(|world| {
        let now = world::now();
        let agent = agent(world, &id)?;
        let found = revision(agent, &branch_id, &revision_id)?;
        let line: Vec<&Version> = agent
            .revisions(&branch_id)
            .filter(|version| version.revision <= found.revision)
            .collect();
        let mut trail: Vec<Value> = line
            .iter()
            .enumerate()
            .map(|(at, version)| {
                let before = at.checked_sub(1).and_then(|at| line.get(at));
                json!({
                    "revision": wire::listed_version(world, agent, version, now),
                    "changedSections": changed(before.map(|version| &version.blocks), &version.blocks),
                })
            })
            .collect();
        trail.reverse();
        Ok(ok(json!({
            "revision": wire::listed_version(world, agent, found, now),
            "publishedBy": found.published_by,
            "trail": trail,
        })))
    })
}

fn changed(before: Option<&Blocks>, after: &Blocks) -> Vec<Section> {
    Section::ALL
        .into_iter()
        .filter(|section| before.and_then(|blocks| blocks.get(section)) != after.get(section))
        .collect()
}

/// `POST …/revisions/{revisionId}/restore`: the same content as a new head. The open draft is not touched, and no check
/// is needed, since the content passed one.
pub async fn restore(
    State(shared): State<Shared>,
    Path((id, branch_id, revision_id)): OfBranch,
    _body: Bytes,
) -> Answer {
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let now = world::now();
        let agent = agent_mut(world, &id)?;
        let found = revision(agent, &branch_id, &revision_id)?;
        let (label, blocks, passed) = (found.label.clone(), found.blocks.clone(), found.check.passed(now));
        let row = branch(agent, &branch_id)?;
        if row.pending.is_some() {
            return Err(in_progress());
        }
        if row.head.as_deref() == Some(&revision_id) {
            return Err(Refusal::conflict(
                "This revision is the head of the branch already",
            ));
        }
        if !passed {
            return Err(Refusal::forbidden(
                "This revision has not passed its security check",
            ));
        }
        let draft = branching::passing_draft(blocks.clone(), &by, now);
        let commit = Commit::unchecked(label, &by, now);
        let made = branching::release(agent, &branch_id, &draft, blocks, Some(revision_id), commit);
        let made = agent.version(&made).ok_or_else(Refusal::internal)?;
        Ok(ok(
            json!({ "state": "committed", "revision": wire::version(agent, made, now) }),
        ))
    })
}

/// `GET /agent/{id}/diff?a=&b=`: A is the base. Each is a revision, or `<branchId>:draft`.
pub async fn diff(State(shared): State<Shared>, Path(id): Path<String>, query: Query) -> Answer {
    let side = |name: &str| {
        let text = query
            .get(name)
            .ok_or_else(|| Refusal::invalid(format!("{name}: Required")))?;
        query::id(name, text.strip_suffix(":draft").unwrap_or(text))?;
        Ok::<_, Refusal>(text.as_str())
    };
    let (a, b) = (side("a")?, side("b")?);
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        Ok(ok(diff::leaves(agent, state(agent, a)?, state(agent, b)?)))
    })
}

fn state<'a>(agent: &'a Agent, text: &str) -> Result<&'a Blocks, Refusal> {
    if let Some(id) = text.strip_suffix(":draft") {
        let draft = branch(agent, id)?.draft.as_ref();
        return draft
            .map(|draft| &draft.latest().blocks)
            .ok_or_else(|| Refusal::missing("No open draft on this branch"));
    }
    agent
        .version(text)
        .map(|version| &version.blocks)
        .ok_or_else(|| Refusal::missing("Revision not found"))
}
