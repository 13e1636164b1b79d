//! What other people in the workspace do in the meantime. Tests use it to get in the way of a publish.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answer::{Object, Refusal};
use crate::branching::{self, Commit};
use crate::edit;
use crate::ids;
use crate::options::Verdict;
use crate::store::Store;
use crate::versioning::{self, Release, Source};
use crate::world::{self, Agent, Branch, Draft, World};

/// A version that a colleague publishes, from the active one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    /// The changes, as the body of a draft config write: `{"postCallAnalyticsConfig": {…}}`.
    pub config: Value,
    /// The label of the version.
    pub label: String,
    /// Full name of a person of the workspace, such as `Mei Tanaka`.
    pub author: String,
    /// Whether the version goes live at once.
    #[serde(default = "live")]
    pub activate: bool,
}

fn live() -> bool {
    true
}

/// Why a colleague could not do it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ColleagueError(String);

impl From<Refusal> for ColleagueError {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.sentence())
    }
}

pub fn publishes(store: &Store, agent: &str, publication: &Publication) -> Result<String, ColleagueError> {
    Ok(store.change(|world| {
        let now = world::now();
        let by = person(world, &publication.author)?;
        let config = object(&publication.config)?;
        publish(known(world, agent)?, config, publication, &by, now)
    })?)
}

/// The same at a time of choice, by a person who was looked up.
pub fn publish(
    agent: &mut Agent,
    config: &Object,
    publication: &Publication,
    by: &str,
    at: Timestamp,
) -> Result<String, Refusal> {
    if agent.migrated() {
        return commit(agent, config, publication, by, at);
    }
    let draft = open_draft(agent, "Quick change", by, at)?;
    let (blocks, _) = edit::apply(agent, &draft.latest().blocks, config, &mut || ids::fresh(at))?;
    let release = Release {
        label: Some(publication.label.clone()),
        description: None,
        by: by.to_owned(),
        at,
        checked: at,
        verdict: Verdict::Pass,
    };
    let id = versioning::release(agent, &draft, blocks, release);
    if publication.activate {
        agent.activate(&id, by, at);
    }
    Ok(id)
}

/// A revision on the live branch; or on a branch of its own, if it is not to go live.
fn commit(
    agent: &mut Agent,
    config: &Object,
    publication: &Publication,
    by: &str,
    now: Timestamp,
) -> Result<String, Refusal> {
    let live = live_branch(agent)?.clone();
    let before = branching::head(agent, &live)
        .map(|head| head.blocks.clone())
        .unwrap_or_default();
    let (blocks, _) = edit::apply(agent, &before, config, &mut || ids::fresh(now))?;
    let branch = if publication.activate {
        live.id
    } else {
        let id = ids::fresh(now);
        agent.branches.push(Branch {
            id: id.clone(),
            name: publication.label.clone(),
            is_default: false,
            source_branch: Some(live.id),
            source_revision: live.head,
            head: None,
            draft: None,
            pending: None,
            archived: false,
            created_by: by.to_owned(),
            updated_by: by.to_owned(),
            created_at: now,
            updated_at: now,
        });
        id
    };
    let draft = branching::passing_draft(blocks.clone(), by, now);
    let commit = Commit::unchecked(Some(publication.label.clone()), by, now);
    Ok(branching::release(agent, &branch, &draft, blocks, None, commit))
}

pub fn activates(store: &Store, agent: &str, version: &str, author: &str) -> Result<(), ColleagueError> {
    Ok(store.change(|world| {
        let now = world::now();
        let by = person(world, author)?;
        let agent = known(world, agent)?;
        let found = agent
            .version(version)
            .ok_or_else(|| Refusal::missing("Version not found"))?;
        let (label, blocks) = (found.label.clone(), found.blocks.clone());
        if agent.migrated() {
            let branch = live_branch(agent)?.id.clone();
            let draft = branching::passing_draft(blocks.clone(), &by, now);
            let commit = Commit::unchecked(label, &by, now);
            branching::release(agent, &branch, &draft, blocks, Some(version.to_owned()), commit);
        } else {
            agent.activate(version, &by, now);
        }
        Ok(())
    })?)
}

pub fn drafts(
    store: &Store,
    agent: &str,
    name: &str,
    config: &Value,
    author: &str,
) -> Result<String, ColleagueError> {
    Ok(store.change(|world| {
        let now = world::now();
        let by = person(world, author)?;
        let config = object(config)?;
        let agent = known(world, agent)?;
        if agent.migrated() {
            let branch = live_branch(agent)?;
            let (id, before) = (branch.id.clone(), branching::blocks(agent, branch));
            let (after, changed) = edit::apply(agent, &before, config, &mut || ids::fresh(now))?;
            let branch = agent.branch_mut(&id).ok_or_else(no_branch)?;
            branching::write(branch, before, after, changed, &by, now);
            return branch
                .draft
                .as_ref()
                .map(|draft| draft.id.clone())
                .ok_or_else(Refusal::internal);
        }
        let mut draft = open_draft(agent, name, &by, now)?;
        let (blocks, changed) = edit::apply(agent, &draft.first.blocks, config, &mut || ids::fresh(now))?;
        versioning::revise(&mut draft, blocks, changed, &by, now);
        let id = draft.id.clone();
        agent.drafts.push(draft);
        Ok(id)
    })?)
}

pub fn publishes_draft(
    store: &Store,
    agent: &str,
    label: &str,
    author: &str,
) -> Result<String, ColleagueError> {
    Ok(store.change(|world| {
        let now = world::now();
        let by = person(world, author)?;
        let agent = known(world, agent)?;
        let id = live_branch(agent)?.id.clone();
        let branch = agent.branch_mut(&id).ok_or_else(no_branch)?;
        let draft = branch.draft.take().ok_or_else(no_draft)?;
        let blocks = draft.latest().blocks.clone();
        let commit = Commit::unchecked(Some(label.to_owned()), &by, now);
        Ok(branching::release(agent, &id, &draft, blocks, None, commit))
    })?)
}

pub fn discards_draft(store: &Store, agent: &str, author: &str) -> Result<(), ColleagueError> {
    Ok(store.change(|world| {
        person(world, author)?;
        let agent = known(world, agent)?;
        let id = agent.live.clone().ok_or_else(no_branch)?;
        let branch = agent.branch_mut(&id).ok_or_else(no_branch)?;
        branch.draft.take().ok_or_else(no_draft)?;
        branch.pending = None;
        agent.sweep();
        Ok(())
    })?)
}

pub fn migrates(store: &Store, agent: &str) -> Result<(), ColleagueError> {
    Ok(store.change(|world| {
        branching::migrate(known(world, agent)?);
        Ok(())
    })?)
}

/// The branch that answers calls, unless a publish on it is under way: then it turns everybody away.
fn live_branch(agent: &Agent) -> Result<&Branch, Refusal> {
    let branch = agent.live.as_deref().and_then(|id| agent.branch(id));
    let branch = branch.ok_or_else(no_branch)?;
    if branch.pending.is_some() {
        return Err(Refusal::conflict("A publish of this branch is under way"));
    }
    Ok(branch)
}

fn no_branch() -> Refusal {
    Refusal::missing("The agent has no live branch")
}

fn no_draft() -> Refusal {
    Refusal::missing("No draft is open")
}

/// A draft that starts from the active version; it is not filed with the agent yet.
fn open_draft(agent: &Agent, name: &str, by: &str, now: Timestamp) -> Result<Draft, Refusal> {
    let source = agent.active.as_deref().and_then(|id| agent.version(id));
    let source = source.ok_or_else(|| Refusal::missing("The agent has no active version"))?;
    let origin = Source {
        version: Some(source.id.clone()),
        draft: None,
        blocks: source.blocks.clone(),
    };
    Ok(versioning::open(Some(name.to_owned()), origin, by, now))
}

pub fn person(world: &World, name: &str) -> Result<String, Refusal> {
    let person = world.person_named(name);
    person
        .map(|person| person.id.clone())
        .ok_or_else(|| Refusal::missing(format!("Nobody is called {name}")))
}

pub fn known<'a>(world: &'a mut World, agent: &str) -> Result<&'a mut Agent, Refusal> {
    world
        .agent_mut(agent)
        .ok_or_else(|| Refusal::missing("Agent not found"))
}

fn object(config: &Value) -> Result<&Object, Refusal> {
    config
        .as_object()
        .ok_or_else(|| Refusal::invalid("The config must be an object"))
}
