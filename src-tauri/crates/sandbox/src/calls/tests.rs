use std::collections::BTreeMap;

use super::*;
use crate::options::Generation;
use crate::sample;
use crate::world;

fn workspace() -> (Calls, World) {
    let mut world = sample::world(world::now()).unwrap();
    sample::take_to_branches(&mut world, Generation::Mixed);
    (Calls::load(Duration::ZERO).unwrap(), world)
}

#[test]
fn three_thousand_calls_fall_into_ninety_days() {
    let (calls, world) = workspace();
    let all = calls.all(&world, world::now());
    assert_eq!(all.len(), 3000);
    assert!(all.windows(2).all(|pair| pair[0].at <= pair[1].at));
    let days = |call: &Call| world.born.duration_since(call.at).as_hours() / 24;
    assert!(days(&all[0]) < DAYS && days(&all[0]) > DAYS - 5);
    let ids: std::collections::BTreeSet<_> = all.iter().map(|call| &call.id).collect();
    assert_eq!(ids.len(), 3000);
    assert_eq!(calls.books.shares().count(), 12);
}

#[test]
fn calls_are_measured_by_the_version_that_was_live_then() {
    let (calls, world) = workspace();
    let now = world::now();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for call in &calls.all(&world, now) {
        let (version, _) = version_of(&world, call).unwrap();
        let agent = world.agent(&call.agent).unwrap();
        let content = agent.flat(&agent.version(version).unwrap().blocks);
        let asked: Vec<_> = metrics_of(&content);
        if let Some(analysis) = calls.analysis(&world, call) {
            *seen.entry("measured").or_default() += 1;
            let names: Vec<_> = analysis
                .answers
                .iter()
                .map(|answered| &answered.metric.identifier)
                .collect();
            let expected: Vec<_> = asked
                .iter()
                .map(|metric| metric["identifier"].as_str().unwrap())
                .collect();
            assert_eq!(names, expected);
            for answered in &analysis.answers {
                let fits = answered
                    .value
                    .as_ref()
                    .is_none_or(|value| answered.metric.allows(value));
                assert!(fits, "{answered:?}");
                assert!((0.0..=1.0).contains(&answered.confidence) && !answered.reasoning.is_empty());
                assert!(
                    !answered.reasoning.starts_with(rules::NOTE),
                    "{answered:?}: no conversation answers it"
                );
                if answered.value.is_none() {
                    *seen.entry("unanswered").or_default() += 1;
                }
            }
        } else if call.status == Status::Completed {
            *seen.entry("voided").or_default() += 1;
        } else {
            *seen.entry("no transcript").or_default() += 1;
        }
    }
    for kind in ["measured", "unanswered", "voided", "no transcript"] {
        assert!(seen[kind] > 20, "{seen:?}");
    }
}

#[test]
fn every_blank_of_a_conversation_is_filled() {
    let (calls, world) = workspace();
    for call in calls.all(&world, world::now()).iter().step_by(3) {
        let Some(told) = calls.told(call) else { continue };
        let answers = told
            .answers
            .values()
            .flat_map(|(values, reason)| values.iter().chain([reason]));
        for text in told
            .turns
            .iter()
            .map(|turn| &turn.1)
            .chain(answers)
            .chain([&told.summary])
        {
            assert!(!text.contains(['{', '}', '#']) && !text.is_empty(), "{text}");
        }
        assert!(told.turns.len() > 1);
    }
}

#[test]
fn the_same_workspace_has_the_same_calls() {
    let (calls, world) = workspace();
    let again = Calls::load(Duration::ZERO).unwrap();
    let told = |calls: &Calls| {
        let all = calls.all(&world, world.born);
        all.iter()
            .map(|call| (call.id.clone(), calls.told(call).map(|told| told.transcript())))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&calls), told(&again));
}

#[test]
fn a_metric_no_conversation_knows_is_answered_by_a_rule_that_says_so() {
    let metric = |kind: &str, choices: &[&str]| Metric {
        identifier: "refund_issued".to_owned(),
        prompt: "Was a full refund issued to the customer?".to_owned(),
        kind: kind.to_owned(),
        choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
    };
    let transcript = "User: I want a refund for my torn jacket.\nAgent: I issued a full refund of $80.";
    let value = |metric: &Metric| rules::answer(transcript, metric).value.unwrap();
    assert_eq!(value(&metric("BOOLEAN", &[])), "true");
    assert_eq!(value(&metric("INTEGER", &[])), "80");
    assert_eq!(value(&metric("ENUM", &["voucher", "refund", "none"])), "refund");
    assert_eq!(
        value(&metric("ENUM", &["voucher", "not_discussed"])),
        "not_discussed"
    );
    assert!(value(&metric("STRING", &[])).contains("full refund"));
    for kind in ["BOOLEAN", "INTEGER", "ENUM", "STRING", "DATETIME"] {
        let metric = metric(kind, &["voucher"]);
        let answered = rules::answer("Agent: Hello.", &metric);
        assert!(metric.allows(answered.value.as_ref().unwrap()), "{answered:?}");
        assert!(answered.reasoning.starts_with(rules::NOTE));
    }
}
