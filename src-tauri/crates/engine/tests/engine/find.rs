//! What "Find anything" searches.

use debrief_engine::views::RowChange;

use crate::support::Bench;

#[tokio::test]
async fn agents_are_known_with_their_metrics_as_they_stand_here_and_nobody_is_asked() {
    let bench = Bench::new().await;
    bench.engine.list_agents("", 1, false).await.unwrap();
    let other = bench.id_of("Returns Desk").await;
    bench.engine.open_agent(&other, false).await.unwrap();
    let opened = bench.open().await;
    bench.add("said_thanks").await;
    let from = bench.mark();
    let known = bench.engine.known_agents().await.unwrap();
    assert!(bench.seen(from).is_empty(), "from this computer alone");

    // Last opened first, then those that were only listed, by name.
    assert_eq!(
        (known[0].name.as_str(), known[0].unpublished),
        (opened.name.as_str(), 1)
    );
    assert_eq!(known[1].name, "Returns Desk");
    assert_eq!(known.len(), 8);
    let listed: Vec<&str> = known[2..].iter().map(|agent| agent.name.as_str()).collect();
    assert!(listed.is_sorted() && known[2..].iter().all(|agent| agent.metrics.is_empty()));
    let added = known[0].metrics.last().unwrap();
    assert_eq!(
        (added.identifier.as_str(), added.change),
        ("said_thanks", RowChange::New)
    );
    assert_eq!(known[0].metrics.len(), opened.metrics.len() + 1);

    // So does the next start.
    let next = bench.restarted().known_agents().await.unwrap();
    assert_eq!(next, known);
}
