//! Edits of several metrics at once: one step each, all or nothing.

use debrief_engine::Error;
use debrief_engine::views::{AgentView, Edit, RowChange};

use crate::support::Bench;

async fn edit(bench: &Bench, edit: Edit) -> AgentView {
    bench.engine.edit(&bench.agent, edit).await.unwrap()
}

fn ids(view: &AgentView, places: &[usize]) -> Vec<String> {
    places
        .iter()
        .map(|place| view.metrics[*place].id.clone())
        .collect()
}

fn names(view: &AgentView) -> Vec<String> {
    view.metrics.iter().map(|row| row.identifier.clone()).collect()
}

#[tokio::test]
async fn several_are_removed_in_one_step() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let metrics = ids(&start, &[0, 2]);
    let view = edit(&bench, Edit::RemoveMany { metrics }).await;
    assert_eq!((view.changes.removed, view.changes.total), (2, 2));
    let changes: Vec<_> = view.metrics.iter().map(|row| row.change).collect();
    assert_eq!(
        changes[..3],
        [RowChange::Removed, RowChange::Same, RowChange::Removed]
    );
    let back = edit(&bench, Edit::Undo).await;
    assert_eq!(back.metrics, start.metrics);
    assert!(!back.can_undo && back.can_redo);
}

#[tokio::test]
async fn several_are_duplicated_in_one_step_each_right_behind_itself() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let was = names(&start);
    let metrics = ids(&start, &[0, 1]);
    let view = edit(&bench, Edit::DuplicateMany { metrics }).await;
    let expected = [
        was[0].clone(),
        format!("{}_copy", was[0]),
        was[1].clone(),
        format!("{}_copy", was[1]),
    ];
    assert_eq!(names(&view)[..4], expected);
    assert_eq!(edit(&bench, Edit::Undo).await.metrics, start.metrics);
}

#[tokio::test]
async fn several_are_moved_in_one_step_and_keep_their_order() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let was = names(&start);
    let metrics = ids(&start, &[3, 1]);
    let view = edit(&bench, Edit::MoveMany { metrics, to: 0 }).await;
    assert_eq!(
        names(&view)[..4],
        [&was[1], &was[3], &was[0], &was[2]].map(Clone::clone)
    );
    assert_eq!((view.changes.reordered, view.changes.total), (true, 1));
    assert_eq!(edit(&bench, Edit::Undo).await.metrics, start.metrics);
}

#[tokio::test]
async fn one_that_is_not_there_stops_all_of_them() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let mut metrics = ids(&start, &[0]);
    metrics.push("m999".into());
    for wrong in [
        Edit::RemoveMany {
            metrics: metrics.clone(),
        },
        Edit::DuplicateMany {
            metrics: metrics.clone(),
        },
        Edit::MoveMany {
            metrics: metrics.clone(),
            to: 0,
        },
    ] {
        let refused = bench.engine.edit(&bench.agent, wrong).await;
        assert!(matches!(refused, Err(Error::Edit(_))), "{refused:?}");
    }
    let view = bench.view().await;
    assert_eq!(view.metrics, start.metrics);
    assert!(!view.can_undo);
}
