//! The workspace that a new sandbox starts with: a furniture shop and the agents that answer its phones. Each
//! agent is told as a story, version by version; `story` plays it back through the same rules that a write over the
//! wire has to pass.

mod change;
mod story;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::answer::{Object, Refusal};
use crate::branching;
use crate::edit;
use crate::error::SandboxError;
use crate::ids;
use crate::options::{Generation, Verdict};
use crate::versioning::{self, Release, Source};
use crate::world::{Agent, FORMAT, Person, Workspace, World};

const BASE: &str = include_str!("sample/base.json");

const STORIES: [&str; 9] = [
    include_str!("sample/order_support.json"),
    include_str!("sample/returns_desk.json"),
    include_str!("sample/delivery_scheduling.json"),
    include_str!("sample/payment_reminders.json"),
    include_str!("sample/warranty_claims.json"),
    include_str!("sample/showroom_bookings.json"),
    // Those that cannot be edited from outside: never published, archived, made of several agents.
    include_str!("sample/store_openings.json"),
    include_str!("sample/spring_sale.json"),
    include_str!("sample/store_concierge.json"),
];

const PEOPLE: [(&str, &str); 5] = [
    ("Priya", "Raman"),
    ("Mei", "Tanaka"),
    ("Daniel", "Okafor"),
    ("Hanna", "Lindqvist"),
    ("Tomás", "Herrera"),
];

/// The sample workspace as it looks on the day of `now`. Ids and order are the same on every day.
pub fn world(now: Timestamp) -> Result<World, SandboxError> {
    let people: Vec<Person> = PEOPLE
        .iter()
        .map(|(first, last)| Person {
            id: ids::named(&format!("person/{first} {last}")),
            first: (*first).to_owned(),
            last: (*last).to_owned(),
            email: format!("{}@larkfield.example", first.to_lowercase().replace('á', "a")),
        })
        .collect();
    let mut world = World {
        format: FORMAT,
        workspace: Workspace {
            id: ids::named("workspace"),
            name: "Larkfield Home".to_owned(),
            owner: ids::named("person/Priya Raman"),
        },
        people,
        agents: Vec::new(),
        born: midnight(now),
        calls: Vec::new(),
        webhooks: Vec::new(),
    };
    let base = base().map_err(|refusal| SandboxError::Sample(refusal.sentence()))?;
    for text in STORIES {
        let agent = story::tell(text, &base, &world, now).map_err(SandboxError::Sample)?;
        world.agents.push(agent);
    }
    Ok(world)
}

/// When the day began.
pub fn midnight(now: Timestamp) -> Timestamp {
    let day = 24 * 60 * 60;
    Timestamp::from_second(now.as_second().div_euclid(day) * day).unwrap_or(now)
}

/// The sample agents that are on the branch model where both generations are spoken.
const ON_BRANCHES: [&str; 4] = [
    "order-support",
    "delivery-scheduling",
    "showroom-bookings",
    "store-concierge",
];

/// Moves the agents to the branch model that this generation has there. Returns whether any moved.
pub fn take_to_branches(world: &mut World, generation: Generation) -> bool {
    let mut moved = false;
    let chosen = ON_BRANCHES.map(|slug| ids::named(&format!("agent/{slug}")));
    for agent in &mut world.agents {
        let moves = match generation {
            Generation::V1 => false,
            Generation::V2 => true,
            Generation::Mixed => chosen.contains(&agent.id),
        };
        if moves && !agent.migrated() {
            branching::migrate(agent);
            moved = true;
        }
    }
    moved
}

/// The configuration that an agent has before anybody sets anything.
fn base() -> Result<Object, Refusal> {
    serde_json::from_str(BASE).map_err(|error| {
        tracing::error!(%error, "the base configuration of the sample data cannot be read");
        Refusal::internal()
    })
}

/// An agent without anything in it.
fn blank(id: String, name: String, description: String, by: &str, at: Timestamp) -> Agent {
    Agent {
        workflow: ids::named(&format!("workflow/{id}")),
        id,
        name,
        description,
        workflow_type: "single_prompt".to_owned(),
        created_by: by.to_owned(),
        created_at: at,
        updated_at: at,
        archived_at: None,
        total_calls: 0,
        avatar: String::new(),
        telephony: Vec::new(),
        inbound: true,
        visible: true,
        active: None,
        served: Vec::new(),
        versions: Vec::new(),
        drafts: Vec::new(),
        branches: Vec::new(),
        live: None,
        contents: BTreeMap::new(),
    }
}

/// A new agent as `POST /agent` makes it: the base configuration, what the body sets, one active version.
pub fn plain_agent(
    id: String,
    name: String,
    description: String,
    by: &str,
    now: Timestamp,
    body: &Object,
) -> Result<Agent, Refusal> {
    let mut agent = blank(id, name, description, by, now);
    let mint = &mut || ids::fresh(now);
    let (mut blocks, _) = edit::apply(&mut agent, &BTreeMap::new(), &base()?, mint)?;
    if edit::touches_config(body) {
        (blocks, _) = edit::apply(&mut agent, &blocks, body, mint)?;
    }
    let source = Source {
        version: None,
        draft: None,
        blocks: blocks.clone(),
    };
    let draft = versioning::open(None, source, by, now);
    let release = Release {
        label: None,
        description: None,
        by: by.to_owned(),
        at: now,
        checked: now,
        verdict: Verdict::Pass,
    };
    let version = versioning::release(&mut agent, &draft, blocks, release);
    agent.activate(&version, by, now);
    agent.sweep();
    Ok(agent)
}

/// Many agents with plausible names, newest last, a minute apart.
pub fn crowd(world: &World, count: usize, now: Timestamp) -> Result<Vec<Agent>, Refusal> {
    const TOWNS: [&str; 10] = [
        "Aberdeen", "Bristol", "Cardiff", "Derby", "Exeter", "Glasgow", "Leeds", "Norwich", "Oxford", "York",
    ];
    const DESKS: [&str; 5] = [
        "Click and Collect",
        "Gift Registry",
        "Kitchen Planner",
        "Night Line",
        "Stock Check",
    ];
    let present = world.agents.len();
    (0..count)
        .map(|index| {
            let town = TOWNS[index % TOWNS.len()];
            let desk = DESKS[(index / TOWNS.len()) % DESKS.len()];
            let round = index / (TOWNS.len() * DESKS.len()) + 1;
            let name = if round == 1 {
                format!("{town} {desk}")
            } else {
                format!("{town} {desk} {round}")
            };
            let minutes = i64::try_from(count - index).unwrap_or_default();
            let at = now.checked_sub(SignedDuration::from_mins(minutes)).unwrap_or(now);
            let id = ids::named(&format!("crowd/{}", present + index));
            let description = format!("Answers the {desk} line of the {town} store.");
            plain_agent(id, name, description, &world.workspace.owner, at, &Object::new())
        })
        .collect()
}

#[cfg(test)]
mod tests;
