//! What other people in the workspace do in the meantime. Tests use it to get in the way of a publish.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answer::{Object, Refusal};
use crate::edit;
use crate::ids;
use crate::store::Store;
use crate::versioning::{self, Release, Source};
use crate::world::{self, Agent, Draft, World};

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
        let agent = known(world, agent)?;
        let draft = open_draft(agent, "Quick change", &by, now)?;
        let (blocks, _) = edit::apply(agent, &draft.latest().blocks, config, &mut || ids::fresh(now))?;
        let release = Release {
            label: Some(publication.label.clone()),
            description: None,
            by: by.clone(),
            at: now,
            checked: now,
        };
        let id = versioning::release(agent, &draft, blocks, release);
        if publication.activate {
            agent.activate(&id, &by, now);
        }
        Ok(id)
    })?)
}

pub fn activates(store: &Store, agent: &str, version: &str, author: &str) -> Result<(), ColleagueError> {
    Ok(store.change(|world| {
        let by = person(world, author)?;
        let agent = known(world, agent)?;
        if agent.version(version).is_none() {
            return Err(Refusal::missing("Version not found"));
        }
        agent.activate(version, &by, world::now());
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
        let mut draft = open_draft(agent, name, &by, now)?;
        let (blocks, changed) = edit::apply(agent, &draft.first.blocks, config, &mut || ids::fresh(now))?;
        versioning::revise(&mut draft, blocks, changed, &by, now);
        let id = draft.id.clone();
        agent.drafts.push(draft);
        Ok(id)
    })?)
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

fn person(world: &World, name: &str) -> Result<String, Refusal> {
    let person = world.person_named(name);
    person
        .map(|person| person.id.clone())
        .ok_or_else(|| Refusal::missing(format!("Nobody is called {name}")))
}

fn known<'a>(world: &'a mut World, agent: &str) -> Result<&'a mut Agent, Refusal> {
    world
        .agent_mut(agent)
        .ok_or_else(|| Refusal::missing("Agent not found"))
}

fn object(config: &Value) -> Result<&Object, Refusal> {
    config
        .as_object()
        .ok_or_else(|| Refusal::invalid("The config must be an object"))
}
