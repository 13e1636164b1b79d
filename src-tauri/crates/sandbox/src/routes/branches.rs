//! Branches. (Atoms: versioning v2, branches.)

use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::json;

use super::query;
use super::{agent, agent_mut};
use crate::answer::{Answer, Object, Refusal, created, object, ok};
use crate::branching::{self, Commit, MAIN};
use crate::ids;
use crate::server::Shared;
use crate::wire;
use crate::world::{self, Agent, Branch};

pub type OnBranch = Path<(String, String)>;

/// A branch of an agent; an agent of the first generation has none.
pub fn branch<'a>(agent: &'a Agent, id: &str) -> Result<&'a Branch, Refusal> {
    query::id("branchId", id)?;
    agent.branch(id).ok_or_else(missing)
}

pub fn branch_mut<'a>(agent: &'a mut Agent, id: &str) -> Result<&'a mut Branch, Refusal> {
    query::id("branchId", id)?;
    agent.branch_mut(id).ok_or_else(missing)
}

fn missing() -> Refusal {
    Refusal::missing("Branch not found")
}

/// `GET /agent/{id}/branches`: those that are not archived. An agent that is not on the branch model has none, and that
/// is no error.
pub async fn list(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        let rows: Vec<_> = agent
            .branches
            .iter()
            .filter(|branch| !branch.archived)
            .map(|branch| wire::branch_summary(world, agent, branch))
            .collect();
        Ok(ok(json!({ "branches": rows })))
    })
}

/// `GET /agent/{id}/branches/{branchId}`
pub async fn one(State(shared): State<Shared>, Path((id, branch_id)): OnBranch) -> Answer {
    shared.store.read(|world| {
        let agent = agent(world, &id)?;
        Ok(ok(wire::branch_summary(world, agent, branch(agent, &branch_id)?)))
    })
}

/// `POST /agent/{id}/branches`: a branch that begins as the head of another one.
pub async fn create(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    let body = object(&body)?;
    let source = query::text(&body, "sourceBranchId", 0..=100, false)?.flatten();
    let source = source.ok_or_else(|| Refusal::invalid("sourceBranchId: Required"))?;
    query::id("sourceBranchId", &source)?;
    let name = name(&body)?;
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let now = world::now();
        let agent = agent_mut(world, &id)?;
        free(agent, &name, None)?;
        let from = branch(agent, &source)?;
        if from.pending.is_some() {
            return Err(Refusal::coded(
                "source_scanning",
                "The source branch is being published",
            ));
        }
        let head = branching::head(agent, from)
            .ok_or_else(|| Refusal::coded("source_has_no_commit", "The source branch has no revision"))?;
        let (head, blocks) = (head.id.clone(), head.blocks.clone());
        let branch = ids::fresh(now);
        agent.branches.push(Branch {
            id: branch.clone(),
            name,
            is_default: false,
            source_branch: Some(source),
            source_revision: Some(head),
            head: None,
            draft: None,
            pending: None,
            archived: false,
            created_by: by.clone(),
            updated_by: by.clone(),
            created_at: now,
            updated_at: now,
        });
        let draft = branching::passing_draft(blocks.clone(), &by, now);
        let commit = Commit::unchecked(None, &by, now);
        branching::release(agent, &branch, &draft, blocks, None, commit);
        let row = agent.branch(&branch).ok_or_else(missing)?;
        Ok(created(wire::branch(agent, row)))
    })
}

/// `PATCH /agent/{id}/branches/{branchId}`: another name.
pub async fn rename(State(shared): State<Shared>, Path((id, branch_id)): OnBranch, body: Bytes) -> Answer {
    let name = name(&object(&body)?)?;
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let agent = agent_mut(world, &id)?;
        if branch(agent, &branch_id)?.is_default {
            return Err(Refusal::forbidden("The default branch cannot be renamed"));
        }
        free(agent, &name, Some(&branch_id))?;
        let row = branch_mut(agent, &branch_id)?;
        row.name = name;
        row.updated_by = by;
        row.updated_at = world::now();
        Ok(ok(wire::branch(agent, branch(agent, &branch_id)?)))
    })
}

/// `POST /agent/{id}/branches/{branchId}/archive`
pub async fn archive(State(shared): State<Shared>, Path((id, branch_id)): OnBranch) -> Answer {
    shared.store.change(|world| {
        let agent = agent_mut(world, &id)?;
        let is_live = agent.live.as_deref() == Some(&branch_id);
        let row = branch_mut(agent, &branch_id)?;
        if row.is_default || is_live {
            return Err(Refusal::forbidden(
                "The default branch and the live branch cannot be archived",
            ));
        }
        (row.archived, row.pending) = (true, None);
        row.updated_at = world::now();
        Ok(ok(json!({ "archived": true })))
    })
}

/// `POST /agent/{id}/branches/{branchId}/live`: its head answers calls from here on.
pub async fn make_live(State(shared): State<Shared>, Path((id, branch_id)): OnBranch) -> Answer {
    shared.store.change(|world| {
        let by = world.workspace.owner.clone();
        let now = world::now();
        let agent = agent_mut(world, &id)?;
        let row = branch(agent, &branch_id)?;
        if row.archived {
            return Err(Refusal::forbidden("An archived branch cannot be made live"));
        }
        let head = branching::head(agent, row)
            .filter(|head| head.check.passed(now))
            .map(|head| head.id.clone());
        let head = head
            .ok_or_else(|| Refusal::forbidden("The head of this branch has not passed its security check"))?;
        agent.live = Some(branch_id.clone());
        agent.activate(&head, &by, now);
        let agent = super::agent(world, &id)?;
        Ok(ok(wire::branch_summary(world, agent, branch(agent, &branch_id)?)))
    })
}

fn name(body: &Object) -> Result<String, Refusal> {
    query::text(body, "name", 1..=100, false)?
        .flatten()
        .ok_or_else(|| Refusal::invalid("name: Required"))
}

fn free(agent: &Agent, name: &str, but: Option<&str>) -> Result<(), Refusal> {
    let taken = name.eq_ignore_ascii_case(MAIN)
        || agent
            .branches
            .iter()
            .filter(|branch| !branch.archived)
            .any(|branch| branch.name == name && Some(branch.id.as_str()) != but);
    if taken {
        return Err(Refusal::coded(
            "branch_name_exists",
            "A branch of this name exists already",
        ));
    }
    Ok(())
}
