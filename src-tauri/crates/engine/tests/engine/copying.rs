//! Metrics to other agents: what is shown before, what is changed, and publishing them one after another.

use std::sync::Arc;
use std::time::Duration;

use atoms_sandbox::{Fault, FaultAction, Generation, Quirks};
use debrief_atoms::At;
use debrief_engine::views::{
    BatchOrder, BatchOutcome, BatchSkip, BatchState, BatchTrouble, BatchView, Consent, CopyMetric, CopyOrder,
    CopyOutcome, CopyState, CopyWay, Edit, ImportState, ReadOnlyReason, SaveOutcome, StopReason, Way,
};
use debrief_engine::{Engine, Error};
use debrief_metrics::DataType;
use serde_json::{Value, json};

use crate::support::{Bench, card, panel};

const TARGETS: [&str; 3] = ["Returns Desk", "Payment Reminders", "Warranty Claims"];

fn quirks() -> Quirks {
    Quirks {
        check: Duration::from_millis(40),
        ..Quirks::default()
    }
}

/// A bench on which the sample agent has a metric that others do not have.
async fn ready(generation: Generation) -> (Bench, Vec<String>, Vec<String>) {
    let bench = Bench::on(generation, quirks()).await;
    bench.open().await;
    let view = bench.add("said_thanks").await;
    let metric = view.metrics.last().unwrap().id.clone();
    let mut targets = Vec::new();
    for name in TARGETS {
        targets.push(bench.id_of(name).await);
    }
    (bench, vec![metric], targets)
}

async fn previewed(
    engine: &Engine,
    bench: &Bench,
    metrics: &[String],
    target: &str,
) -> (Vec<CopyMetric>, u32, CopyOrder) {
    match engine
        .copy_preview(&bench.agent, metrics, target)
        .await
        .unwrap()
        .state
    {
        CopyState::Ready {
            metrics,
            other_changes,
            seen,
            source,
        } => {
            let order = CopyOrder {
                agent_id: target.to_owned(),
                seen,
                source,
                ways: Vec::new(),
            };
            (metrics, other_changes, order)
        }
        other @ CopyState::ReadOnly { .. } => panic!("{other:?}"),
    }
}

/// Copies to every target and says what is to be published.
async fn copied(bench: &Bench, metrics: &[String], targets: &[String], with_others: bool) -> Vec<BatchOrder> {
    let mut orders = Vec::new();
    for target in targets {
        let (_, _, order) = previewed(&bench.engine, bench, metrics, target).await;
        orders.push(order);
    }
    let results = bench
        .engine
        .copy_apply(&bench.agent, metrics, orders)
        .await
        .unwrap();
    let order = |result: debrief_engine::views::CopyResult| match result.outcome {
        CopyOutcome::Copied {
            other_changes, seen, ..
        } => BatchOrder {
            agent_id: result.agent_id,
            seen,
            other_changes,
            with_others,
        },
        other => panic!("{other:?}"),
    };
    results.into_iter().map(order).collect()
}

async fn published(engine: &Engine, orders: Vec<BatchOrder>) -> BatchView {
    let batch = engine.start_batch(orders, "Thanks counted").await.unwrap();
    engine.drive_batch(&batch.id).await.unwrap()
}

async fn live(bench: &Bench, agent: &str) -> Value {
    let agent = bench.client.agent(agent, At::Active).await.unwrap();
    Value::Object(agent.resolved_config.unwrap())
}

async fn has_thanks(bench: &Bench, agent: &str) -> bool {
    live(bench, agent).await.to_string().contains("said_thanks")
}

async fn type_one(engine: &Engine, agent: &str, identifier: &str) {
    let cards = panel(vec![card(
        "k",
        identifier,
        DataType::String,
        "What was said? If nothing, answer none.",
    )]);
    let saved = engine
        .save_panel(agent, "new", cards, Consent::Ask)
        .await
        .unwrap();
    assert!(matches!(saved, SaveOutcome::Saved { .. }));
}

fn outcomes(batch: &BatchView) -> Vec<&BatchOutcome> {
    batch.targets.iter().map(|target| &target.outcome).collect()
}

#[tokio::test]
async fn a_copy_is_shown_first_and_is_one_step_on_each_agent() {
    let (bench, metrics, targets) = ready(Generation::V1).await;
    let target = &targets[0];
    let (shown, other_changes, early) = previewed(&bench.engine, &bench, &metrics, target).await;
    assert_eq!(
        (shown[0].identifier.as_str(), &shown[0].state),
        ("said_thanks", &ImportState::New)
    );
    assert_eq!(other_changes, 0);
    // Looked at, and not opened: it is none of the recent agents.
    assert_eq!(
        bench
            .engine
            .open_agent(target, false)
            .await
            .unwrap()
            .changes
            .total,
        0
    );

    type_one(&bench.engine, target, "something_else").await;
    let stale = bench
        .engine
        .copy_apply(&bench.agent, &metrics, vec![early])
        .await
        .unwrap();
    assert!(
        matches!(stale[0].outcome, CopyOutcome::Failed { .. }),
        "{stale:?}"
    );

    let (_, other_changes, order) = previewed(&bench.engine, &bench, &metrics, target).await;
    assert_eq!(other_changes, 1);
    bench
        .engine
        .copy_apply(&bench.agent, &metrics, vec![order])
        .await
        .unwrap();
    assert_eq!(
        bench
            .engine
            .open_agent(target, false)
            .await
            .unwrap()
            .changes
            .added,
        2
    );
    let (shown, ..) = previewed(&bench.engine, &bench, &metrics, target).await;
    assert_eq!(shown[0].state, ImportState::Identical);
    let undone = bench.engine.edit(target, Edit::Undo).await.unwrap();
    assert_eq!(undone.changes.added, 1);
}

#[tokio::test]
async fn where_an_agent_has_another_one_of_the_name_the_person_chooses() {
    let (bench, metrics, targets) = ready(Generation::V1).await;
    for (target, way, total) in [
        (&targets[0], Way::Keep, 1),
        (&targets[1], Way::Replace, 1),
        (&targets[2], Way::Beside, 2),
    ] {
        bench.engine.open_agent(target, true).await.unwrap();
        type_one(&bench.engine, target, "said_thanks").await;
        let (shown, _, order) = previewed(&bench.engine, &bench, &metrics, target).await;
        let ImportState::Different { change } = &shown[0].state else {
            panic!("{shown:?}")
        };
        assert_eq!(change.type_before, Some(DataType::String));
        let order = CopyOrder {
            ways: vec![CopyWay {
                metric: metrics[0].clone(),
                way,
            }],
            ..order
        };
        let results = bench
            .engine
            .copy_apply(&bench.agent, &metrics, vec![order])
            .await
            .unwrap();
        assert_eq!(
            matches!(results[0].outcome, CopyOutcome::Unchanged),
            way == Way::Keep
        );
        let view = bench.engine.open_agent(target, false).await.unwrap();
        let last = view.metrics.last().unwrap();
        assert_eq!(view.changes.added, total, "{way:?}");
        assert_eq!(
            last.data_type,
            Some(if way == Way::Keep {
                DataType::String
            } else {
                DataType::Boolean
            })
        );
        assert_eq!(
            last.identifier,
            if way == Way::Beside {
                "said_thanks_2"
            } else {
                "said_thanks"
            }
        );
    }
}

#[tokio::test]
async fn agents_that_cannot_take_metrics_say_why() {
    let (bench, metrics, targets) = ready(Generation::V1).await;
    let concierge = bench.id_of("Store Concierge").await;
    let target = bench
        .engine
        .copy_preview(&bench.agent, &metrics, &concierge)
        .await
        .unwrap();
    assert!(
        matches!(
            target.state,
            CopyState::ReadOnly {
                reason: ReadOnlyReason::MultiAgent
            }
        ),
        "{target:?}"
    );
    bench.fault(
        "GET",
        &targets[0],
        None,
        FaultAction::Answer {
            status: 500,
            headers: Default::default(),
            body: Value::Null,
        },
    );
    let failed = bench
        .engine
        .copy_preview(&bench.agent, &metrics, &targets[0])
        .await;
    assert!(matches!(failed, Err(Error::Atoms(_))), "{failed:?}");
    let (_, _, order) = previewed(&bench.engine, &bench, &metrics, &targets[1]).await;
    let onto_itself = CopyOrder {
        agent_id: bench.agent.clone(),
        ..order
    };
    let results = bench
        .engine
        .copy_apply(&bench.agent, &metrics, vec![onto_itself])
        .await
        .unwrap();
    assert!(matches!(results[0].outcome, CopyOutcome::Failed { .. }));
}

#[tokio::test]
async fn agents_are_published_one_after_another_in_both_generations() {
    for generation in [Generation::V1, Generation::V2] {
        let (bench, metrics, targets) = ready(generation).await;
        let orders = copied(&bench, &metrics, &targets, false).await;
        for target in &targets {
            assert!(!has_thanks(&bench, target).await, "nothing goes live by copying");
        }
        let batch = published(&bench.engine, orders).await;
        assert_eq!(batch.state, BatchState::Done);
        for outcome in outcomes(&batch) {
            assert!(
                matches!(outcome, BatchOutcome::Live { number: Some(_) }),
                "{outcome:?}"
            );
        }
        for target in &targets {
            assert!(has_thanks(&bench, target).await);
            assert_eq!(
                bench.engine.open_agent(target, true).await.unwrap().changes.total,
                0
            );
        }
        // The outcomes stay until they are put away.
        assert_eq!(bench.restarted().batches().await.unwrap().len(), 1);
        bench.engine.dismiss_batch(&batch.id).await.unwrap();
        assert!(bench.engine.batches().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn other_changes_of_an_agent_are_published_only_if_the_person_says_so() {
    for with_others in [false, true] {
        let (bench, metrics, targets) = ready(Generation::V1).await;
        bench.engine.open_agent(&targets[0], true).await.unwrap();
        type_one(&bench.engine, &targets[0], "half_finished").await;
        let orders = copied(&bench, &metrics, &targets[..2], with_others).await;
        assert_eq!(orders[0].other_changes, 1);
        let batch = published(&bench.engine, orders).await;
        assert_eq!(has_thanks(&bench, &targets[0]).await, with_others);
        assert!(has_thanks(&bench, &targets[1]).await);
        if !with_others {
            let BatchOutcome::Skipped { why } = outcomes(&batch)[0] else {
                panic!("{batch:?}")
            };
            assert_eq!(*why, BatchSkip::OtherChanges);
            assert_eq!(
                bench
                    .engine
                    .open_agent(&targets[0], true)
                    .await
                    .unwrap()
                    .changes
                    .added,
                2
            );
        }
    }
}

#[tokio::test]
async fn what_needs_a_person_is_left_to_the_person_and_the_next_agent_has_its_turn() {
    let (bench, metrics, targets) = ready(Generation::V2).await;
    let orders = copied(&bench, &metrics, &targets, false).await;
    let (draft, fast) = (
        json!({"globalPrompt": "TODO Daniel"}),
        json!({"slmModel": "electron"}),
    );
    bench
        .sandbox
        .colleague_drafts(&targets[0], "", &draft, "Daniel Okafor")
        .unwrap();
    bench
        .sandbox
        .colleague_publishes(&targets[1], &crate::support::change(fast))
        .unwrap();
    let before = (live(&bench, &targets[0]).await, live(&bench, &targets[1]).await);
    let batch = published(&bench.engine, orders).await;
    assert_eq!(batch.state, BatchState::Done);
    let why = |index: usize| match &batch.targets[index].outcome {
        BatchOutcome::NeedsYou {
            why: BatchTrouble::Stopped { reason },
        } => reason,
        other => panic!("{other:?}"),
    };
    assert!(matches!(**why(0), StopReason::OpenDraft { .. }));
    assert!(matches!(
        **why(1),
        StopReason::LiveMoved {
            before_writing: true,
            ..
        }
    ));
    assert!(
        matches!(batch.targets[2].outcome, BatchOutcome::Live { .. }),
        "{batch:?}"
    );
    assert_eq!(
        before,
        (live(&bench, &targets[0]).await, live(&bench, &targets[1]).await)
    );
    for target in &targets[..2] {
        assert_eq!(
            bench.engine.open_agent(target, true).await.unwrap().changes.added,
            1
        );
    }
}

#[tokio::test]
async fn an_edit_that_nobody_looked_at_is_not_published() {
    let (bench, metrics, targets) = ready(Generation::V1).await;
    let orders = copied(&bench, &metrics, &targets[..2], false).await;
    let batch = bench.engine.start_batch(orders, "Thanks counted").await.unwrap();
    type_one(&bench.engine, &targets[1], "typed_meanwhile").await;
    let batch = bench.engine.drive_batch(&batch.id).await.unwrap();
    let BatchOutcome::NeedsYou { why } = outcomes(&batch)[1] else {
        panic!("{batch:?}")
    };
    assert!(matches!(why, BatchTrouble::Changed));
    assert!(!has_thanks(&bench, &targets[1]).await);
}

#[tokio::test]
async fn an_edit_in_the_moment_before_the_turn_is_not_published_either() {
    let (bench, metrics, targets) = ready(Generation::V1).await;
    let orders = copied(&bench, &metrics, &targets[..1], false).await;
    let batch = bench.engine.start_batch(orders, "Thanks counted").await.unwrap();
    // Which generation the agent speaks is asked after the batch looked at the working copy.
    bench.fault(
        "GET",
        "/branches",
        Some(1),
        FaultAction::Delay {
            delay_ms: 400,
            after: false,
        },
    );
    let from = bench.mark();
    let (engine, id) = (Arc::clone(&bench.engine), batch.id.clone());
    let driven = tokio::spawn(async move { engine.drive_batch(&id).await.unwrap() });
    let asks = || {
        let seen = bench.seen(from);
        seen.iter().any(|request| request.line.ends_with("/branches"))
    };
    for _ in 0..400 {
        if asks() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(asks(), "nothing was asked between the look and the publish");
    type_one(&bench.engine, &targets[0], "typed_in_the_last_moment").await;
    let batch = driven.await.unwrap();
    let BatchOutcome::NeedsYou { why } = outcomes(&batch)[0] else {
        panic!("{batch:?}")
    };
    assert!(matches!(why, BatchTrouble::Changed));
    assert!(!has_thanks(&bench, &targets[0]).await);
}

#[tokio::test]
async fn what_was_typed_for_the_review_of_an_agent_outlives_a_batch_that_did_not_send_it() {
    let (bench, metrics, targets) = ready(Generation::V1).await;
    let orders = copied(&bench, &metrics, &targets[..1], false).await;
    bench
        .engine
        .keep_label(&targets[0], "Refunds split".into(), "Hanna asked for it.".into())
        .await
        .unwrap();
    let batch = bench.engine.start_batch(orders, "Thanks counted").await.unwrap();
    bench.engine.drive_batch(&batch.id).await.unwrap();
    assert!(has_thanks(&bench, &targets[0]).await);
    let review = bench.engine.review(&targets[0]).await.unwrap();
    assert_eq!(
        (review.label.as_str(), review.description.as_str()),
        ("Refunds split", "Hanna asked for it.")
    );
}

#[tokio::test]
async fn a_second_batch_waits_and_a_batch_can_be_stopped_between_two_agents() {
    let (bench, metrics, targets) = ready(Generation::V1).await;
    let orders = copied(&bench, &metrics, &targets, false).await;
    bench.fault(
        "POST",
        "/publish",
        Some(1),
        FaultAction::Delay {
            delay_ms: 300,
            after: true,
        },
    );
    let batch = bench
        .engine
        .start_batch(orders.clone(), "Thanks counted")
        .await
        .unwrap();
    let second = bench.engine.start_batch(orders, "Again").await;
    assert!(matches!(second, Err(Error::BatchOpen)), "{second:?}");
    let (engine, id) = (Arc::clone(&bench.engine), batch.id.clone());
    let driven = tokio::spawn(async move { engine.drive_batch(&id).await.unwrap() });
    while bench.engine.batches().await.unwrap()[0].state != BatchState::Going {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(matches!(
        bench.engine.dismiss_batch(&batch.id).await,
        Err(Error::PublishRunning)
    ));
    assert!(matches!(
        bench.engine.drive_batch(&batch.id).await,
        Err(Error::PublishRunning)
    ));
    let stopping = bench.engine.stop_batch(&batch.id).await.unwrap();
    assert_eq!(stopping.state, BatchState::Stopping);
    let ended = driven.await.unwrap();
    assert_eq!(ended.state, BatchState::Done);
    assert!(
        matches!(ended.targets[0].outcome, BatchOutcome::Live { .. }),
        "{ended:?}"
    );
    for target in &ended.targets[1..] {
        assert!(
            matches!(
                target.outcome,
                BatchOutcome::Skipped {
                    why: BatchSkip::Stopped
                }
            ),
            "{target:?}"
        );
    }
    assert!(!has_thanks(&bench, &targets[1]).await);
}

/// Drives a batch in a runtime of its own and kills that runtime when `now` says so.
async fn killed(bench: &Bench, id: &str, now: impl Fn(&BatchView) -> bool) -> Engine {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let engine = Arc::new(bench.restarted());
    let (doomed, batch) = (Arc::clone(&engine), id.to_owned());
    runtime.spawn(async move { doomed.drive_batch(&batch).await });
    let mut looks = 0;
    while !now(&bench.engine.batches().await.unwrap()[0]) {
        looks += 1;
        assert!(looks < 5000, "the moment never came");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    runtime.shutdown_background();
    drop(engine);
    bench.sandbox.clear_faults();
    tokio::time::sleep(Duration::from_millis(500)).await;
    bench.restarted()
}

#[tokio::test]
async fn killed_in_the_middle_it_shows_how_far_it_got_and_goes_on_when_the_person_says_so() {
    for generation in [Generation::V1, Generation::V2] {
        for carried_out in [true, false] {
            let (bench, metrics, targets) = ready(generation).await;
            let versions = async |agent: &String| match generation {
                Generation::V1 => bench.client.versions(agent, 0, 1).await.unwrap().total,
                _ => 0,
            };
            let before = versions(&targets[1]).await;
            let orders = copied(&bench, &metrics, &targets, false).await;
            let batch = bench.engine.start_batch(orders, "Thanks counted").await.unwrap();
            bench.sandbox.fault(Fault {
                method: Some("POST".into()),
                path: format!("*/{}/*", targets[1]),
                times: Some(1),
                action: FaultAction::Delay {
                    delay_ms: 400,
                    after: carried_out,
                },
            });
            let (from, second) = (bench.mark(), targets[1].clone());
            let next = killed(&bench, &batch.id, |_| {
                let requests = bench.sandbox.requests();
                requests[from..]
                    .iter()
                    .any(|request| request.method == "POST" && request.path.contains(&second))
            })
            .await;
            let shown = next.batches().await.unwrap().remove(0);
            assert_eq!(shown.state, BatchState::Paused);
            assert!(
                matches!(shown.targets[0].outcome, BatchOutcome::Live { .. }),
                "{shown:?}"
            );
            assert!(
                matches!(shown.targets[2].outcome, BatchOutcome::Waiting),
                "{shown:?}"
            );
            // The look after the start writes nothing and begins nothing.
            next.look_after_runs().await.unwrap();
            tokio::time::sleep(Duration::from_millis(300)).await;
            assert!(!has_thanks(&bench, &targets[2]).await);

            let done = next.drive_batch(&batch.id).await.unwrap();
            assert_eq!(done.state, BatchState::Done);
            for outcome in outcomes(&done) {
                assert!(
                    matches!(outcome, BatchOutcome::Live { .. }),
                    "{carried_out}: {outcome:?}"
                );
            }
            for target in &targets {
                assert!(has_thanks(&bench, target).await);
            }
            if matches!(generation, Generation::V1) {
                assert_eq!(versions(&targets[1]).await, before + 1, "nothing is made twice");
            }
        }
    }
}

#[tokio::test]
async fn killed_between_two_agents_the_next_turn_begins_as_if_nothing_had_been() {
    let (bench, metrics, targets) = ready(Generation::V1).await;
    let orders = copied(&bench, &metrics, &targets[..2], false).await;
    let batch = bench.engine.start_batch(orders, "Thanks counted").await.unwrap();
    let next = killed(&bench, &batch.id, |seen| {
        matches!(seen.targets[0].outcome, BatchOutcome::Live { .. })
    })
    .await;
    let done = next.drive_batch(&batch.id).await.unwrap();
    for outcome in outcomes(&done) {
        assert!(matches!(outcome, BatchOutcome::Live { .. }), "{outcome:?}");
    }
}

#[tokio::test]
async fn what_was_interrupted_can_be_stopped_as_it_is() {
    let (bench, metrics, targets) = ready(Generation::V1).await;
    let orders = copied(&bench, &metrics, &targets, false).await;
    let batch = bench.engine.start_batch(orders, "Thanks counted").await.unwrap();
    let next = killed(&bench, &batch.id, |seen| {
        matches!(seen.targets[0].outcome, BatchOutcome::Running)
    })
    .await;
    let ended = next.stop_batch(&batch.id).await.unwrap();
    assert_eq!(ended.state, BatchState::Done);
    assert!(
        matches!(
            ended.targets[2].outcome,
            BatchOutcome::Skipped {
                why: BatchSkip::Stopped
            }
        ),
        "{ended:?}"
    );
    assert!(!has_thanks(&bench, &targets[2]).await);
}
