use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::section::Section;
use crate::world;

fn at(text: &str) -> World {
    world(text.parse().unwrap()).unwrap()
}

fn metrics(agent: &Agent, version: &world::Version) -> Vec<Value> {
    let config = agent.content(&version.blocks, Section::Analytics);
    config["postCallAnalyticsConfig"]["dispositionMetrics"]
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn the_workspace_has_six_agents_with_long_and_short_histories_and_three_that_cannot_be_edited() {
    let world = world(world::now()).unwrap();
    let lengths: Vec<(&str, usize)> = world
        .agents
        .iter()
        .map(|agent| (agent.name.as_str(), agent.versions.len()))
        .collect();
    assert_eq!(
        lengths,
        [
            ("Order Support", 12),
            ("Returns Desk", 7),
            ("Delivery Scheduling", 40),
            ("Payment Reminders", 22),
            ("Warranty Claims", 9),
            ("Showroom Bookings", 3),
            ("Store Openings", 0),
            ("Spring Sale Line", 2),
            ("Store Concierge", 2),
        ]
    );
}

#[test]
fn every_version_differs_from_the_one_before_and_several_people_wrote_them() {
    let world = world(world::now()).unwrap();
    for agent in &world.agents {
        for pair in agent.versions.windows(2) {
            assert_ne!(
                pair[0].blocks, pair[1].blocks,
                "{} {:?}",
                agent.name, pair[1].number
            );
            assert!(pair[0].published_at < pair[1].published_at);
            assert_eq!(pair[1].from.source_version.as_ref(), Some(&pair[0].id));
        }
        let authors: BTreeSet<_> = agent
            .versions
            .iter()
            .map(|version| &version.published_by)
            .collect();
        assert!(authors.len() >= 2.min(agent.versions.len()), "{}", agent.name);
        let labels: BTreeSet<_> = agent.versions.iter().map(|version| &version.label).collect();
        assert_eq!(labels.len(), agent.versions.len(), "{}", agent.name);
    }
}

#[test]
fn equal_blocks_mean_equal_content_and_nothing_is_kept_that_nobody_refers_to() {
    let world = world(world::now()).unwrap();
    for agent in &world.agents {
        let mut seen = BTreeSet::new();
        for block in agent.contents.values() {
            let spelled = serde_json::to_string(block).unwrap();
            assert!(seen.insert(spelled), "{} has the same block twice", agent.name);
        }
        let mut swept = agent.clone();
        swept.sweep();
        assert_eq!(swept.contents.len(), agent.contents.len());
    }
}

#[test]
fn the_same_day_gives_the_same_data_and_another_day_the_same_ids() {
    let morning = at("2026-03-02T08:00:00Z");
    let evening = at("2026-03-02T21:30:00Z");
    assert_eq!(
        serde_json::to_string(&morning).unwrap(),
        serde_json::to_string(&evening).unwrap()
    );
    let later = at("2026-09-14T08:00:00Z");
    for (a, b) in morning.agents.iter().zip(&later.agents) {
        assert_eq!(a.id, b.id);
        assert_eq!(a.active, b.active);
        assert_eq!(
            a.contents.keys().collect::<Vec<_>>(),
            b.contents.keys().collect::<Vec<_>>()
        );
    }
}

#[test]
fn all_five_types_unknown_members_and_old_fields_occur() {
    let world = world(world::now()).unwrap();
    let mut types = BTreeSet::new();
    for agent in &world.agents {
        for version in &agent.versions {
            for metric in metrics(agent, version) {
                types.insert(metric["dispositionMetricType"].as_str().unwrap().to_owned());
            }
        }
    }
    assert_eq!(types.len(), 5);

    let agent = &world.agents[0];
    let newest = agent.versions.last().unwrap();
    let config = agent.content(&newest.blocks, Section::Analytics);
    let config = &config["postCallAnalyticsConfig"];
    assert!(!config["successMetrics"].as_array().unwrap().is_empty());
    assert!(!config["summaryPrompt"].as_str().unwrap().is_empty());
    assert!(
        config.get("qaReview").is_some(),
        "an unknown member of the config"
    );
    assert!(
        metrics(agent, newest)
            .iter()
            .any(|metric| metric.get("crmField").is_some()),
        "an unknown member of a metric"
    );
}

#[test]
fn no_sample_is_from_the_future() {
    // Just after midnight is when a time of day could lie ahead.
    let now: Timestamp = "2026-03-02T00:00:01Z".parse().unwrap();
    for agent in world(now).unwrap().agents {
        assert!(agent.updated_at < now);
        assert!(agent.drafts.iter().all(|draft| draft.updated_at < now));
        let first = agent.versions.first();
        assert!(
            first.is_none_or(|first| agent.created_at < first.published_at),
            "{}",
            agent.name
        );
    }
}
