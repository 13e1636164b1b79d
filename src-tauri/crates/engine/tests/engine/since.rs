//! Since when metrics stand, over a history that is longer than what is fetched at once.

use atoms_sandbox::{Generation, Quirks};
use serde_json::{Value, json};

use crate::support::Bench;

#[tokio::test]
async fn the_walk_goes_as_far_back_as_it_has_to() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = Bench::on(generation, Quirks::default()).await;
        bench.open().await;
        let first = bench.live().await.0;
        let mut ids = Vec::new();
        for round in 0..40 {
            let (_, live) = bench.live().await;
            let mut config = live["postCallAnalyticsConfig"].clone();
            config["dispositionMetrics"][0]["dispositionMetricPrompt"] = Value::from(format!(
                "Why did they call, take {round}? Answer other if unclear."
            ));
            ids.push(bench.colleague(json!({ "postCallAnalyticsConfig": config })));
        }
        bench.open().await;
        bench
            .engine
            .list_versions(&bench.agent, None, 0, 90)
            .await
            .unwrap();
        bench.engine.read_all(&bench.agent, None).await.unwrap();
        let since = bench.engine.since_when(&bench.agent).await.unwrap();
        assert!(since.iter().all(|each| each.certain));
        assert_eq!(&since[0].version.id, ids.last().unwrap());
        // The others are older than all that she wrote.
        let rows = bench
            .engine
            .list_versions(&bench.agent, None, 0, 90)
            .await
            .unwrap()
            .versions;
        let at = |id: &str| rows.iter().position(|row| row.id == id).unwrap();
        assert!(since.len() > 1);
        for each in &since[1..] {
            assert!(at(&each.version.id) >= at(&first), "{each:?}");
        }
    }
}

#[tokio::test]
async fn a_version_that_was_not_read_ends_what_is_certain_wherever_it_stands() {
    let bench = Bench::on(Generation::V1, Quirks::default()).await;
    bench.open().await;
    let mut ids = Vec::new();
    for round in 0..24 {
        let (_, live) = bench.live().await;
        let mut config = live["postCallAnalyticsConfig"].clone();
        config["dispositionMetrics"][0]["dispositionMetricPrompt"] = Value::from(format!(
            "Why did they call, take {round}? Answer other if unclear."
        ));
        ids.push(bench.colleague(json!({ "postCallAnalyticsConfig": config })));
    }
    bench.open().await;
    bench
        .engine
        .list_versions(&bench.agent, None, 0, 90)
        .await
        .unwrap();
    // All but one in the middle, behind what is fetched first.
    let unread = 3;
    let newest_first: Vec<String> = ids.iter().rev().cloned().collect();
    let left_out = newest_first[newest_first.len() - unread].clone();
    for id in newest_first.iter().filter(|id| **id != left_out) {
        bench.engine.open_version(&bench.agent, id).await.unwrap();
    }
    let since = bench.engine.since_when(&bench.agent).await.unwrap();
    let last_certain = &newest_first[newest_first.len() - unread - 1];
    assert!(since[0].certain, "it changed in the newest");
    for each in &since[1..] {
        assert_eq!(
            (&each.version.id, each.certain),
            (last_certain, false),
            "{each:?}"
        );
    }
}
