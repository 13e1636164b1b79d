//! Worlds of a size that samples never have: hundreds of agents, thousands of versions.

use jiff::SignedDuration;

use crate::answer::{Object, Refusal};
use crate::colleague::{self, ColleagueError, Publication};
use crate::ids;
use crate::store::Store;
use crate::world;

const AUTHORS: [&str; 4] = ["Mei Tanaka", "Daniel Okafor", "Hanna Lindqvist", "Tomás Herrera"];

/// Adds agents that are copies of `model` under names and ids of their own, each changed a little earlier than the one
/// before.
pub fn agents(store: &Store, model: &str, count: usize) -> Result<(), ColleagueError> {
    Ok(store.change(|world| {
        let model = colleague::known(world, model)?.clone();
        for number in 1..=count {
            let mut agent = model.clone();
            agent.id = ids::named(&format!("crowd/{number}"));
            agent.workflow = ids::named(&format!("crowd/workflow/{number}"));
            agent.name = format!("{} {number:03}", model.name);
            agent.updated_at -= SignedDuration::from_mins(i64::try_from(number).unwrap_or(i64::MAX / 60));
            world.agents.push(agent);
        }
        Ok(())
    })?)
}

/// Publishes `count` more versions of an agent by several people, spread over the time since its last one. Each goes
/// live and writes the section of the model, not that of the metrics.
pub fn versions(store: &Store, agent: &str, count: usize) -> Result<(), ColleagueError> {
    Ok(store.change(|world| {
        let now = world::now();
        let mut authors = Vec::new();
        for name in AUTHORS {
            authors.push(colleague::person(world, name)?);
        }
        let agent = colleague::known(world, agent)?;
        let last = agent.versions.iter().map(|version| version.published_at).max();
        let last = last.ok_or_else(|| Refusal::missing("The agent has no version"))?;
        let steps = i64::try_from(count).unwrap_or(i64::MAX).saturating_add(1);
        let step = now.duration_since(last).as_millis() / i128::from(steps);
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        let config: Object = [("slmModel".to_owned(), "electron".into())].into_iter().collect();
        for (number, author) in (1..=count).zip(authors.iter().cycle()) {
            let after = i64::try_from(number).unwrap_or(i64::MAX).saturating_mul(step);
            let publication = Publication {
                config: config.clone().into(),
                label: format!("Routine change {number}"),
                author: String::new(),
                activate: true,
            };
            let at = last + SignedDuration::from_millis(after);
            colleague::publish(agent, &config, &publication, author, at)?;
        }
        Ok(())
    })?)
}
