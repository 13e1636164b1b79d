//! The working copy: what counts, what can be taken back, and what it does when others publish.

use std::sync::Arc;

use debrief_engine::views::{AgentView, Card, Consent, Edit, RowChange};
use debrief_engine::{About, Engine, Error, Store};
use debrief_metrics::Flag;
use serde_json::{Value, json};

use crate::support::{Bench, card, panel};

async fn edit(bench: &Bench, edit: Edit) -> AgentView {
    bench.engine.edit(&bench.agent, edit).await.unwrap()
}

fn id(view: &AgentView, identifier: &str) -> String {
    view.metrics
        .iter()
        .find(|row| row.identifier == identifier)
        .unwrap()
        .id
        .clone()
}

fn names(view: &AgentView) -> Vec<&str> {
    view.metrics.iter().map(|row| row.identifier.as_str()).collect()
}

fn change_of(view: &AgentView, identifier: &str) -> RowChange {
    view.metrics
        .iter()
        .find(|row| row.identifier == identifier)
        .unwrap()
        .change
}

/// Edits one live metric through its panel.
async fn rewrite(bench: &Bench, view: &AgentView, identifier: &str, write: impl Fn(&mut Card)) -> AgentView {
    let row = view
        .metrics
        .iter()
        .find(|row| row.identifier == identifier)
        .unwrap();
    let mut card = card("k", identifier, row.data_type.unwrap(), &row.prompt);
    card.metric_id = Some(row.id.clone());
    card.fields.choices.clone_from(&row.choices);
    write(&mut card);
    bench.save_agreeing(&row.id, panel(vec![card])).await
}

#[tokio::test]
async fn each_kind_of_change_counts_as_the_header_says() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    assert_eq!(
        (start.changes.total, start.can_undo, start.can_redo),
        (0, false, false)
    );
    let total = |view: &AgentView| view.changes.total;

    let view = bench.add("said_thanks").await;
    assert_eq!((total(&view), view.changes.added), (1, 1));
    let view = edit(
        &bench,
        Edit::Remove {
            metric: id(&view, "order_number"),
        },
    )
    .await;
    assert_eq!((total(&view), view.changes.removed), (2, 1));
    assert_eq!(change_of(&view, "order_number"), RowChange::Removed);
    let view = rewrite(&bench, &view, "caller_effort", |card| {
        card.fields.prompt.push_str(" Think twice.")
    })
    .await;
    assert_eq!((total(&view), view.changes.changed), (3, 1));
    let view = rewrite(&bench, &view, "caller_effort", |card| {
        card.fields.identifier = "effort".into()
    })
    .await;
    assert_eq!(
        (total(&view), view.changes.changed),
        (3, 1),
        "a rename is one change of one metric"
    );
    assert_eq!(change_of(&view, "effort"), RowChange::Edited);
    let view = edit(
        &bench,
        Edit::Move {
            metric: id(&view, "effort"),
            to: 0,
        },
    )
    .await;
    assert_eq!((total(&view), view.changes.reordered), (4, true));
    let view = edit(
        &bench,
        Edit::Move {
            metric: id(&view, "said_thanks"),
            to: 1,
        },
    )
    .await;
    assert_eq!(total(&view), 4, "a new metric in another place is no new order");
    let view = edit(
        &bench,
        Edit::SetFlag {
            flag: Flag::UseReasoningModel,
            value: true,
        },
    )
    .await;
    let view2 = edit(
        &bench,
        Edit::SetFlag {
            flag: Flag::UseInternalModel,
            value: false,
        },
    )
    .await;
    assert_eq!((total(&view), total(&view2), view2.changes.flags), (5, 6, 2));
    assert_eq!(view2.changed_flags.len(), 2);
    let view = edit(
        &bench,
        Edit::SetFlag {
            flag: Flag::UseReasoningModel,
            value: false,
        },
    )
    .await;
    assert_eq!(total(&view), 5, "back is no change");
    let listed = bench.engine.list_agents("Order", 1, false).await.unwrap();
    assert_eq!(listed.agents[0].unpublished, 5);
}

#[tokio::test]
async fn a_metric_put_back_stands_where_it_stood() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    for row in &start.metrics {
        let gone = edit(
            &bench,
            Edit::Remove {
                metric: row.id.clone(),
            },
        )
        .await;
        assert_eq!(
            names(&gone),
            names(&start),
            "{}: shown at its old place",
            row.identifier
        );
        let back = edit(
            &bench,
            Edit::PutBack {
                metric: row.id.clone(),
            },
        )
        .await;
        assert_eq!(
            (back.changes.total, names(&back)),
            (0, names(&start)),
            "{}",
            row.identifier
        );
    }
    let twice = bench
        .engine
        .edit(
            &bench.agent,
            Edit::PutBack {
                metric: start.metrics[0].id.clone(),
            },
        )
        .await;
    assert!(matches!(twice, Err(Error::Edit(_))), "{twice:?}");
}

#[tokio::test]
async fn a_removed_metric_is_shown_behind_its_neighbour_even_when_that_was_renamed() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let (before, gone) = (names(&start)[1].to_owned(), names(&start)[2].to_owned());
    let view = rewrite(&bench, &start, &before, |card| {
        card.fields.identifier = "renamed".into()
    })
    .await;
    let view = edit(
        &bench,
        Edit::Remove {
            metric: id(&view, &gone),
        },
    )
    .await;
    assert_eq!(names(&view)[1..3], ["renamed", gone.as_str()]);
}

#[tokio::test]
async fn a_metric_renamed_to_one_that_was_deleted_does_not_take_its_row() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    edit(
        &bench,
        Edit::Remove {
            metric: id(&start, "order_number"),
        },
    )
    .await;
    let view = rewrite(&bench, &start, "caller_effort", |card| {
        card.fields.identifier = "order_number".into()
    })
    .await;
    assert_eq!(
        (view.changes.changed, view.changes.removed, view.changes.total),
        (1, 1, 2)
    );
    let ids: std::collections::HashSet<_> = view.metrics.iter().map(|row| &row.id).collect();
    assert_eq!(ids.len(), view.metrics.len(), "every row has an id of its own");
    assert_eq!(change_of(&view, "caller_effort"), RowChange::Removed);
    let back = edit(
        &bench,
        Edit::PutBack {
            metric: id(&view, "caller_effort"),
        },
    )
    .await;
    assert_eq!(
        (back.changes.removed, change_of(&back, "caller_effort")),
        (0, RowChange::Same)
    );
    let ids: std::collections::HashSet<_> = back.metrics.iter().map(|row| &row.id).collect();
    assert_eq!(ids.len(), back.metrics.len());
}

#[tokio::test]
async fn a_duplicate_stands_right_behind_and_keeps_what_nobody_knows() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let view = edit(
        &bench,
        Edit::Duplicate {
            metric: id(&start, "order_number"),
        },
    )
    .await;
    let at = names(&view)
        .iter()
        .position(|name| *name == "order_number")
        .unwrap();
    assert_eq!(names(&view)[at + 1], "order_number_copy");
    bench.publish().await;
    let live = bench.live().await.1;
    let metrics = live["postCallAnalyticsConfig"]["dispositionMetrics"]
        .as_array()
        .unwrap();
    let crm: Vec<_> = metrics
        .iter()
        .filter(|metric| metric["crmField"] == "Case.OrderRef")
        .collect();
    assert_eq!(crm.len(), 2);
}

#[tokio::test]
async fn two_hundred_steps_can_be_taken_back_and_done_again() {
    let bench = Bench::new().await;
    bench.open().await;
    for step in 0..205 {
        edit(
            &bench,
            Edit::SetFlag {
                flag: Flag::UseReasoningModel,
                value: step % 2 == 0,
            },
        )
        .await;
    }
    let mut undone = 0;
    let mut view = bench.view().await;
    while view.can_undo {
        let before = view.settings;
        view = edit(&bench, Edit::Undo).await;
        assert_ne!(view.settings, before);
        undone += 1;
    }
    assert_eq!(undone, 200);
    let mut redone = 0;
    while view.can_redo {
        view = edit(&bench, Edit::Redo).await;
        redone += 1;
    }
    assert_eq!((redone, view.changes.total), (200, 1));
    // One step back and an edit: what was undone is gone.
    edit(&bench, Edit::Undo).await;
    let view = bench.add("said_thanks").await;
    assert!(view.can_undo && !view.can_redo);
    let idle = edit(&bench, Edit::Redo).await;
    assert_eq!(idle.changes.total, view.changes.total);
}

#[tokio::test]
async fn discarding_is_one_step_that_can_be_taken_back() {
    let bench = Bench::changed().await;
    let view = edit(
        &bench,
        Edit::SetFlag {
            flag: Flag::UseReasoningModel,
            value: true,
        },
    )
    .await;
    assert_eq!(view.changes.total, 2);
    let clean = edit(&bench, Edit::DiscardChanges).await;
    assert_eq!((clean.changes.total, clean.can_undo), (0, true));
    let back = edit(&bench, Edit::Undo).await;
    assert_eq!(back.changes.total, 2);
}

#[tokio::test]
async fn everything_is_there_after_a_restart_without_a_network() {
    let bench = Bench::changed().await;
    edit(
        &bench,
        Edit::SetFlag {
            flag: Flag::UseReasoningModel,
            value: true,
        },
    )
    .await;
    let before = edit(&bench, Edit::Undo).await;
    bench
        .engine
        .keep_label(&bench.agent, "Half a lab".into(), "Because".into())
        .await
        .unwrap();
    let from = bench.mark();
    let next = bench.restarted();
    let start = next.start(About::default()).await.unwrap();
    assert_eq!(start.last_agent_id.as_deref(), Some(bench.agent.as_str()));
    assert_eq!(start.recent_agents[0].unpublished, 1);
    let after = next.open_agent(&bench.agent, false).await.unwrap();
    assert!(after.from_cache);
    assert_eq!(after.metrics, before.metrics);
    assert_eq!(
        (after.changes.total, after.can_undo, after.can_redo),
        (1, true, true)
    );
    let review = next.review(&bench.agent).await.unwrap();
    assert_eq!(
        (review.label.as_str(), review.description.as_str()),
        ("Half a lab", "Because")
    );
    assert_eq!(bench.mark(), from, "nothing was asked of Atoms");
    let redone = next.edit(&bench.agent, Edit::Redo).await.unwrap();
    assert_eq!(redone.changes.total, 2);
}

#[tokio::test]
async fn a_copy_without_changes_follows_what_is_live_and_one_with_changes_does_not() {
    let bench = Bench::new().await;
    bench.open().await;
    bench.colleague(json!({"postCallAnalyticsConfig": {"useReasoningModel": true}}));
    let followed = bench.open().await;
    assert_eq!((followed.changes.total, followed.base_moved), (0, false));
    assert!(followed.settings.use_reasoning_model);

    bench.add("said_thanks").await;
    bench.colleague(json!({"postCallAnalyticsConfig": {"useReasoningModel": false}}));
    let kept = bench.open().await;
    assert!(kept.base_moved && !kept.can_continue_from_live);
    assert_eq!(kept.changes.total, 1);
    let refused = bench.engine.edit(&bench.agent, Edit::ContinueFromLive).await;
    assert!(matches!(refused, Err(Error::Invalid)), "{refused:?}");
    assert!(bench.engine.review(&bench.agent).await.unwrap().base_moved);
}

#[tokio::test]
async fn a_live_version_with_the_same_metrics_can_be_continued_from() {
    let bench = Bench::changed().await;
    let theirs = bench.colleague(Value::Null);
    let moved = bench.open().await;
    assert!(moved.base_moved && moved.can_continue_from_live);
    let on = edit(&bench, Edit::ContinueFromLive).await;
    assert_eq!((on.base_moved, on.changes.total), (false, 1));
    let from = bench.mark();
    let done = bench.publish().await;
    assert!(
        matches!(done.state, debrief_engine::views::RunState::Live { .. }),
        "{done:?}"
    );
    let created = crate::support::writes(&bench.sandbox, from).remove(0);
    assert_eq!(created.body["sourceVersionId"], theirs.as_str());
    assert_eq!(
        bench.live().await.1["modelName"],
        "electron",
        "the colleague's change stays"
    );
}

#[tokio::test]
async fn discarding_takes_over_the_version_that_went_live_and_undo_brings_the_work_back() {
    let bench = Bench::changed().await;
    let config = bench.live().await.1["postCallAnalyticsConfig"].clone();
    let mut metrics = config["dispositionMetrics"].as_array().unwrap().clone();
    let theirs = json!({
        "identifier": "colleagues_own",
        "dispositionMetricPrompt": "Did the caller mention a colleague?",
        "dispositionMetricType": "BOOLEAN",
    });
    metrics.insert(1, theirs);
    bench.colleague(json!({"postCallAnalyticsConfig": {"dispositionMetrics": metrics}}));
    assert!(bench.open().await.base_moved);

    let clean = edit(&bench, Edit::DiscardChanges).await;
    assert_eq!((clean.changes.total, clean.base_moved), (0, false));
    assert!(names(&clean).contains(&"colleagues_own"));

    let back = edit(&bench, Edit::Undo).await;
    assert_eq!(
        (back.changes.added, back.changes.removed, back.changes.changed),
        (1, 1, 0)
    );
    let mut ids: Vec<_> = back.metrics.iter().map(|row| row.id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), back.metrics.len(), "every row has an id of its own");
    let both = edit(
        &bench,
        Edit::PutBack {
            metric: id(&back, "colleagues_own"),
        },
    )
    .await;
    assert_eq!((both.changes.added, both.changes.removed), (1, 0));
}

#[tokio::test]
async fn edits_at_the_same_time_all_count() {
    let bench = Bench::new().await;
    bench.open().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..12 {
        let (engine, agent) = (Arc::clone(&bench.engine), bench.agent.clone());
        tasks.spawn(async move {
            let new = crate::support::one(&format!("metric_{number}"));
            engine
                .save_panel(&agent, &format!("slot{number}"), new, Consent::Ask)
                .await
                .unwrap();
        });
    }
    tasks.join_all().await;
    assert_eq!(bench.view().await.changes.added, 12);
}

#[tokio::test]
async fn an_agent_that_was_never_opened_cannot_be_edited() {
    let bench = Bench::new().await;
    let blind = bench.engine.edit(&bench.agent, Edit::Undo).await;
    assert!(matches!(blind, Err(Error::ReadOnly)), "{blind:?}");
    let stray = Engine::new(debrief_engine::Ports {
        store: Store::in_memory().unwrap(),
        ..debrief_engine::Ports::in_memory().unwrap()
    });
    let nowhere = stray.edit(&bench.agent, Edit::Undo).await;
    assert!(
        matches!(nowhere, Err(Error::NotFound("connection"))),
        "{nowhere:?}"
    );
}
