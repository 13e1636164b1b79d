//! The version history.

use debrief_engine::views::{CheckState, RowChange};

use crate::support::{Bench, LABEL};

#[tokio::test]
async fn versions_come_newest_first_with_one_that_is_live() {
    let bench = Bench::changed().await;
    let done = bench.publish().await;
    let page = bench.engine.list_versions(&bench.agent, 0, 500).await.unwrap();
    assert_eq!(page.total as usize, page.versions.len());
    let numbers: Vec<_> = page.versions.iter().map(|row| row.number.unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a > b));
    let newest = &page.versions[0];
    assert_eq!(Some(&newest.id), done.new_version_id.as_ref());
    assert_eq!(
        (newest.label.as_deref(), newest.author.as_deref()),
        (Some(LABEL), Some("Priya Raman"))
    );
    assert_eq!((newest.is_live, newest.check), (true, CheckState::Passed));
    assert_eq!(page.versions.iter().filter(|row| row.is_live).count(), 1);

    let second = bench.engine.list_versions(&bench.agent, 3, 2).await.unwrap();
    assert_eq!(second.versions.as_slice(), &page.versions[3..5]);
}

#[tokio::test]
async fn an_old_version_shows_the_metrics_that_it_had() {
    let bench = Bench::new().await;
    let page = bench.engine.list_versions(&bench.agent, 0, 100).await.unwrap();
    let oldest = page.versions.last().unwrap();
    let view = bench.engine.open_version(&bench.agent, &oldest.id).await.unwrap();
    let names: Vec<_> = view.metrics.iter().map(|row| row.identifier.as_str()).collect();
    assert_eq!(names, ["contact_reason", "call_resolved"]);
    assert!(view.metrics.iter().all(|row| row.change == RowChange::Same));
    assert_eq!(view.version.label.as_deref(), Some("Launch"));
}
