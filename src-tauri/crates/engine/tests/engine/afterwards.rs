//! The next start after a publish that was interrupted: it reads, says where it stands, and writes nothing.

use std::sync::Arc;
use std::time::Duration;

use atoms_sandbox::{FaultAction, Generation, Options, Quirks};
use debrief_engine::Engine;
use debrief_engine::views::{PublishView, RunState, Standing, StopReason};
use serde_json::Value;

use crate::support::{Bench, LABEL, run_until};

/// A bench whose publish died while the request `line` was on its way.
async fn killed(generation: Generation, method: &str, path: &str, line: &str, carried_out: bool) -> Bench {
    let quirks = Quirks {
        check: Duration::from_millis(40),
        ..Quirks::default()
    };
    let bench = Bench::on(generation, quirks).await;
    bench.open().await;
    bench.add("said_thanks").await;
    kill_at(&bench, method, path, line, carried_out).await;
    bench
}

async fn kill_at(bench: &Bench, method: &str, path: &str, line: &str, carried_out: bool) {
    let action = FaultAction::Delay {
        delay_ms: 300,
        after: carried_out,
    };
    bench.fault(method, path, Some(1), action);
    let from = bench.mark();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (engine, agent) = (Arc::new(bench.restarted()), bench.agent.clone());
    runtime.spawn(async move { engine.publish(&agent, LABEL, "", &[]).await.unwrap() });
    while !bench.seen(from).iter().any(|seen| seen.line == line) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    runtime.shutdown_background();
    bench.sandbox.clear_faults();
    tokio::time::sleep(Duration::from_millis(400)).await;
}

/// What the next start finds, and that it wrote nothing.
async fn found(bench: &Bench, next: &Engine) -> PublishView {
    let from = bench.mark();
    next.look_after_runs().await.unwrap();
    let view = run_until(next, &bench.agent, |view| {
        !matches!(view.state, RunState::Running | RunState::Looking)
    })
    .await;
    assert!(
        bench.write_lines(from).is_empty(),
        "{:?}",
        bench.write_lines(from)
    );
    view
}

const POINTS: [(Generation, &str, &str, &str); 5] = [
    (Generation::V1, "POST", "/drafts", "POST /agent/{id}/drafts"),
    (
        Generation::V1,
        "PATCH",
        "/config",
        "PATCH /agent/{id}/drafts/*/config",
    ),
    (
        Generation::V1,
        "POST",
        "/publish",
        "POST /agent/{id}/drafts/*/publish",
    ),
    (
        Generation::V2,
        "PUT",
        "/draft",
        "PUT /agent/{id}/branches/*/draft",
    ),
    (
        Generation::V2,
        "POST",
        "/publish",
        "POST /agent/{id}/branches/*/draft/publish",
    ),
];

#[tokio::test]
async fn it_finished_after_all_or_is_safe_to_continue_or_to_discard() {
    for (generation, method, path, line) in POINTS {
        for carried_out in [true, false] {
            for discards in [false, true] {
                let what = format!("{line}, carried out: {carried_out}, discards: {discards}");
                let bench = killed(generation, method, path, line, carried_out).await;
                let (base, before) = bench.live().await;
                let next = bench.restarted();
                let view = found(&bench, &next).await;
                if carried_out && path == "/publish" {
                    assert!(
                        matches!(view.state, RunState::Live { .. }) && view.found_later,
                        "{what}: {view:?}"
                    );
                    continue;
                }
                let RunState::Interrupted { standing, .. } = view.state else {
                    panic!("{what}: {view:?}")
                };
                assert_eq!(standing, Some(Standing::Continue), "{what}");
                if discards {
                    next.discard_publish(&bench.agent).await.unwrap();
                } else {
                    next.resume_publish(&bench.agent).await.unwrap();
                }
                let done = run_until(&next, &bench.agent, |view| {
                    !matches!(view.state, RunState::Running)
                })
                .await;
                if discards {
                    let cancelled = matches!(
                        &done.state,
                        RunState::Stopped {
                            reason: StopReason::Cancelled,
                            left_behind: None,
                            ..
                        }
                    );
                    assert!(cancelled, "{what}: {done:?}");
                    assert_eq!(bench.live().await, (base, before), "{what}");
                } else {
                    assert!(matches!(done.state, RunState::Live { .. }), "{what}: {done:?}");
                }
                let kept = next.open_agent(&bench.agent, true).await.unwrap().changes.total;
                assert_eq!(kept, u32::from(discards), "{what}");
                match generation {
                    Generation::V2 => assert!(!bench.branch().await.has_open_draft, "{what}"),
                    _ => assert!(bench.draft_names().await.is_empty(), "{what}"),
                }
            }
        }
    }
}

#[tokio::test]
async fn a_colleague_who_published_meanwhile_leaves_it_to_be_discarded_with_one_call() {
    for (generation, method, path, line) in [POINTS[1], POINTS[3]] {
        let bench = killed(generation, method, path, line, true).await;
        let theirs = bench.colleague(Value::Null);
        let next = bench.restarted();
        let view = found(&bench, &next).await;
        let RunState::Interrupted {
            standing: Some(Standing::Discard),
            reason,
        } = &view.state
        else {
            panic!("{view:?}")
        };
        assert!(matches!(reason, Some(StopReason::LiveMoved { .. })), "{reason:?}");
        assert!(next.resume_publish(&bench.agent).await.is_err());
        next.discard_publish(&bench.agent).await.unwrap();
        let done = run_until(&next, &bench.agent, |view| {
            !matches!(view.state, RunState::Running)
        })
        .await;
        assert!(
            matches!(
                &done.state,
                RunState::Stopped {
                    left_behind: None,
                    ..
                }
            ),
            "{done:?}"
        );
        assert_eq!(bench.live().await.0, theirs);
        assert_eq!(
            next.open_agent(&bench.agent, true).await.unwrap().changes.total,
            1
        );
    }
}

#[tokio::test]
async fn a_check_is_waited_for_over_restarts() {
    for generation in [Generation::V1, Generation::V2] {
        let quirks = Quirks {
            check: Duration::from_millis(1200),
            ..Quirks::default()
        };
        let bench = Bench::on(generation, quirks).await;
        bench.open().await;
        bench.add("said_thanks").await;
        let line = match generation {
            Generation::V1 => "GET /agent/{id}/versions/*",
            _ => "GET /agent/{id}/branches/*/draft",
        };
        kill_during_check(&bench, line).await;
        let next = bench.restarted();
        let from = bench.mark();
        next.look_after_runs().await.unwrap();
        let at = next.publish_state(&bench.agent).await.unwrap().unwrap();
        assert!(
            matches!(at.state, RunState::Running | RunState::Looking),
            "{at:?}"
        );
        let done = run_until(&next, &bench.agent, |view| {
            matches!(
                view.state,
                RunState::Live { .. } | RunState::Stopped { .. } | RunState::Interrupted { .. }
            )
        })
        .await;
        assert!(
            matches!(done.state, RunState::Live { .. }) && done.found_later,
            "{done:?}"
        );
        assert!(bench.write_lines(from).is_empty());
        let open = next.open_runs().await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].agent_name, crate::support::AGENT);
    }
}

/// Kills the app once the check was looked at twice.
async fn kill_during_check(bench: &Bench, look: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (engine, agent) = (Arc::new(bench.restarted()), bench.agent.clone());
    let from = bench.mark();
    runtime.spawn(async move { engine.publish(&agent, LABEL, "", &[]).await.unwrap() });
    loop {
        let seen = bench.seen(from);
        let published = seen.iter().position(|request| request.line.ends_with("/publish"));
        if let Some(at) = published
            && seen[at..]
                .iter()
                .filter(|request| request.line.starts_with(look))
                .count()
                > 1
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    runtime.shutdown_background();
}

#[tokio::test]
async fn without_a_network_publishing_waits_says_so_and_goes_on_by_itself() {
    for cancels in [false, true] {
        let folder = tempfile::TempDir::new().unwrap();
        let options = |port| Options {
            admin: true,
            port,
            api_key: Some("sk_the_same_after_a_restart".into()),
            state: Some(folder.path().join("atoms.json")),
            generation: Generation::V2,
            ..Options::default()
        };
        let bench = Bench::over(options(0)).await;
        bench.open().await;
        bench.add("said_thanks").await;
        let Bench {
            sandbox,
            engine,
            agent,
            dir: _profile,
            ..
        } = bench;
        let port = sandbox
            .url()
            .rsplit(':')
            .next()
            .unwrap()
            .split('/')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        Arc::into_inner(sandbox).unwrap().stop().await;

        engine.publish(&agent, LABEL, "", &[]).await.unwrap();
        let waits = run_until(&engine, &agent, |view| view.waits_for_network).await;
        assert!(
            matches!(waits.state, RunState::Running) && waits.can_cancel,
            "{waits:?}"
        );
        if cancels {
            engine.cancel_publish(&agent).await.unwrap();
        }
        let _sandbox = (!cancels).then_some(atoms_sandbox::start(options(port)).await.unwrap());
        let done = run_until(&engine, &agent, |view| !matches!(view.state, RunState::Running)).await;
        if cancels {
            assert!(
                matches!(
                    &done.state,
                    RunState::Stopped {
                        reason: StopReason::Cancelled,
                        left_behind: None,
                        ..
                    }
                ),
                "{done:?}"
            );
        } else {
            assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
        }
    }
}
