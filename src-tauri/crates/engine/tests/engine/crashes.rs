//! The app dies in the middle of a publish. The next start reads the same profile and settles by reading.

use std::sync::Arc;
use std::time::Duration;

use atoms_sandbox::FaultAction;
use debrief_engine::Engine;
use debrief_engine::views::{RunState, StopReason};
use serde_json::Value;

use crate::support::{Bench, LABEL, run_until};

/// Starts a publish in a runtime of its own and kills that runtime while the request `line` is on its way.
/// With `carried_out` the server did what it asked before the app died.
async fn killed_at(bench: &Bench, method: &str, path: &str, line: &str, carried_out: bool) {
    // The request is held up long enough to die in the middle of it.
    bench.fault(
        method,
        path,
        Some(1),
        FaultAction::Delay {
            delay_ms: 400,
            after: carried_out,
        },
    );
    let from = bench.mark();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (engine, agent) = (Arc::new(bench.restarted()), bench.agent.clone());
    let doomed = Arc::clone(&engine);
    runtime.spawn(async move { doomed.publish(&agent, LABEL, "", &[]).await.unwrap() });
    while !bench.write_lines(from).iter().any(|seen| seen == line) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    runtime.shutdown_background();
    drop(engine);
    bench.sandbox.clear_faults();
    // A request that was held up before being carried out is dropped by the server with its connection.
    tokio::time::sleep(Duration::from_millis(500)).await;
}

async fn resumed(engine: &Engine, bench: &Bench) -> RunState {
    let waits = engine.publish_state(&bench.agent).await.unwrap().unwrap();
    assert!(matches!(waits.state, RunState::Interrupted { .. }), "{waits:?}");
    engine.resume_publish(&bench.agent).await.unwrap();
    let at_rest = run_until(engine, &bench.agent, |view| {
        !matches!(view.state, RunState::Running)
    })
    .await;
    at_rest.state
}

const CONFIG: &str = "PATCH /agent/{id}/drafts/*/config";
const WRITES: [(&str, &str, &str); 3] = [
    ("POST", "/drafts", "POST /agent/{id}/drafts"),
    ("PATCH", "/config", CONFIG),
    ("POST", "/publish", "POST /agent/{id}/drafts/*/publish"),
];

#[tokio::test]
async fn killed_during_any_write_the_next_start_finishes_without_making_anything_twice() {
    for (method, path, line) in WRITES {
        for carried_out in [true, false] {
            let bench = Bench::changed().await;
            let versions = bench.versions().await;
            killed_at(&bench, method, path, line, carried_out).await;

            let next = bench.restarted();
            assert_eq!(
                next.open_agent(&bench.agent, false).await.unwrap().changes.total,
                1
            );
            let from = bench.mark();
            let state = resumed(&next, &bench).await;
            let what = format!("{line}, carried out: {carried_out}");
            assert!(matches!(state, RunState::Live { .. }), "{what}: {state:?}");
            assert_eq!(bench.versions().await, versions + 1, "{what}");
            assert!(bench.draft_names().await.is_empty(), "{what}");
            let first = bench.seen(from).into_iter().next().unwrap();
            assert!(first.line.starts_with("GET"), "{what}: {first:?}");
            let again = bench.write_lines(from).iter().any(|seen| seen == line);
            assert_eq!(
                again, !carried_out,
                "{what}: sent again only when a read missed it"
            );
            assert_eq!(
                next.open_agent(&bench.agent, true).await.unwrap().changes.total,
                0,
                "{what}"
            );
        }
    }
}

#[tokio::test]
async fn a_colleague_who_published_while_the_app_was_gone_is_not_overwritten() {
    let bench = Bench::changed().await;
    killed_at(&bench, "PATCH", "/config", CONFIG, true).await;
    let theirs = bench.colleague(Value::Null);
    let next = bench.restarted();
    let state = resumed(&next, &bench).await;
    let RunState::Stopped {
        reason: StopReason::LiveMoved {
            before_writing: false,
            ..
        },
        left_behind: None,
        ..
    } = state
    else {
        panic!("{state:?}")
    };
    assert_eq!(bench.live().await.0, theirs);
    assert!(bench.draft_names().await.is_empty());
    assert_eq!(
        next.open_agent(&bench.agent, true).await.unwrap().changes.total,
        1
    );
}

#[tokio::test]
async fn going_on_where_nothing_was_interrupted_is_refused() {
    let bench = Bench::changed().await;
    assert!(bench.engine.resume_publish(&bench.agent).await.is_err());
    bench.publish().await;
    assert!(bench.engine.resume_publish(&bench.agent).await.is_err());
}
