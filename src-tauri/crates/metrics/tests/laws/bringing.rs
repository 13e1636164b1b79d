//! Bringing back reaches what was picked and nothing else; and a metric stands since it was last different.

use debrief_metrics::{
    Apart, BringBackError, DiffItem, MetricId, MetricSet, Past, Pick, bring_back, diff, same_config, since,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::versions::{history, two};

/// Every metric of `from`, and every one that only `working` has.
fn everything(working: &MetricSet, from: &MetricSet, apart: &[Apart]) -> Vec<Pick> {
    let take = |metric: debrief_metrics::Metric| Pick::Take { metric: metric.id };
    let remove = |item| match item {
        DiffItem::Added(metric) => Some(Pick::Remove {
            metric: metric.metric.id,
        }),
        _ => None,
    };
    let only_here = diff(from, working, apart).items;
    let takes = from.metrics().into_iter().map(take);
    takes.chain(only_here.into_iter().filter_map(remove)).collect()
}

/// The entry behind an id, as bytes.
fn bytes(set: &MetricSet, id: &MetricId) -> Option<String> {
    let at = set.metrics().iter().position(|metric| metric.id == *id)?;
    Some(set.raw()["dispositionMetrics"][at].to_string())
}

/// Whether two entries are equal as sent.
fn equal(a: &Value, b: &Value) -> bool {
    let alone = |entry: &Value| json!({ "dispositionMetrics": [entry] });
    same_config(Some(&alone(a)), Some(&alone(b)))
}

fn entries(set: &MetricSet) -> Vec<Value> {
    let list = set.raw()["dispositionMetrics"].clone();
    list.as_array().cloned().unwrap_or_default()
}

proptest! {
    #[test]
    fn nothing_picked_changes_nothing((from, working, apart) in two()) {
        let mut after = working.clone();
        prop_assert_eq!(bring_back(&mut after, &from, &[], &apart), Ok(Default::default()));
        prop_assert_eq!(after.to_state().to_string(), working.to_state().to_string());
    }

    #[test]
    fn everything_picked_makes_the_metrics_of_the_other_version((from, working, apart) in two()) {
        let mut after = working.clone();
        bring_back(&mut after, &from, &everything(&working, &from, &apart), &apart).unwrap();
        let mut wanted = entries(&from);
        for entry in entries(&after) {
            let at = wanted.iter().position(|other| equal(other, &entry));
            prop_assert!(at.is_some(), "{entry} is not in the other version");
            wanted.remove(at.unwrap());
        }
        prop_assert!(wanted.is_empty(), "{wanted:?} did not come back");
        // All but the metrics stays.
        let rest = |set: &MetricSet| {
            let mut config = set.raw();
            config.as_object_mut().unwrap().shift_remove("dispositionMetrics");
            config.to_string()
        };
        prop_assert_eq!(rest(&after), rest(&working));
        prop_assert_eq!(MetricSet::from_state(&after.to_state()).unwrap(), after);
    }

    #[test]
    fn what_was_not_picked_stays_byte_for_byte(
        (from, working, apart) in two(), chosen in vec(any::<Index>(), 0..5)
    ) {
        let all = everything(&working, &from, &apart);
        if all.is_empty() { return Ok(()) }
        let picks: Vec<Pick> = chosen.iter().map(|at| at.get(&all).clone()).collect();
        let mut after = working.clone();
        let done = match bring_back(&mut after, &from, &picks, &apart) {
            Ok(done) => done,
            Err(error) => {
                let taken = matches!(error, BringBackError::Taken { .. });
                prop_assert!(taken, "{error:?}");
                prop_assert_eq!(after.to_state().to_string(), working.to_state().to_string());
                return Ok(());
            }
        };
        let ids = |set: &MetricSet, without: &[MetricId]| -> Vec<MetricId> {
            let ids = set.metrics().into_iter().map(|metric| metric.id);
            ids.filter(|id| !without.contains(id)).collect()
        };
        // The order of what stays is the order it had, and what is replaced keeps its id and place.
        prop_assert_eq!(ids(&after, &done.inserted), ids(&working, &done.removed));
        for id in ids(&after, &done.inserted) {
            if !done.replaced.contains(&id) {
                prop_assert_eq!(bytes(&after, &id), bytes(&working, &id));
            }
        }
        let takes = picks.iter().filter(|pick| matches!(pick, Pick::Take { .. })).collect::<std::collections::HashSet<_>>();
        prop_assert!(done.replaced.len() + done.inserted.len() <= takes.len());
        for pick in takes {
            let Pick::Take { metric } = pick else { continue };
            let at = from.metrics().iter().position(|other| other.id == *metric).unwrap();
            prop_assert!(entries(&after).iter().any(|entry| equal(entry, &entries(&from)[at])));
        }
        // No identifier came to be there twice but as it is in the other version.
        let count = |set: &MetricSet, name: &str| set.metrics().iter().filter(|metric| metric.identifier == name).count();
        for metric in after.metrics().iter().filter(|metric| !metric.identifier.is_empty()) {
            let name = &metric.identifier;
            prop_assert!(count(&after, name) <= count(&working, name).max(count(&from, name)).max(1));
        }
    }

    #[test]
    fn a_metric_stands_since_it_was_last_different(
        sets in history(5), unread in vec(prop::bool::weighted(0.1), 6), complete in any::<bool>()
    ) {
        let versions: Vec<Past<'_, u8>> = sets.iter().zip(&unread)
            .map(|(set, unread)| Past { set: (!unread).then_some(set), key: None }).collect();
        let found = since(&versions, complete);
        if unread[0] {
            prop_assert!(found.is_empty());
            return Ok(());
        }
        let newest = entries(&sets[0]);
        prop_assert_eq!(found.len(), newest.len());
        for (at, (since, entry)) in found.iter().zip(&newest).enumerate() {
            // Of equal entries the first ones are the oldest.
            let earlier = newest[..at].iter().filter(|other| equal(other, entry)).count();
            let stands = |version: usize| {
                !unread[version] && entries(&sets[version]).iter().filter(|other| equal(other, entry)).count() > earlier
            };
            let last = (0..sets.len()).take_while(|version| stands(*version)).last().unwrap();
            let certain = unread.get(last + 1).map_or(complete, |unread| !unread);
            prop_assert_eq!((since.version as usize, since.certain), (last, certain));
        }
    }

    #[test]
    fn versions_with_one_key_need_no_reading(sets in history(4), repeats in vec(1..4_usize, 5), complete in any::<bool>()) {
        let mut long: Vec<Past<'_, usize>> = Vec::new();
        let mut short = Vec::new();
        for (key, (set, times)) in sets.iter().zip(&repeats).enumerate() {
            for again in 0..*times {
                long.push(Past { set: Some(set), key: None });
                short.push(Past { set: (again == 0).then_some(set), key: Some(key) });
            }
        }
        prop_assert_eq!(since(&long, complete), since(&short, complete));
    }
}
