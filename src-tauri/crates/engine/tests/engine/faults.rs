//! Every step of a publish against everything that can go wrong with a request.

use std::collections::BTreeMap;

use atoms_sandbox::{Cut, FaultAction};
use debrief_engine::views::{LeftBehind, PublishView, RunState, StopReason};
use debrief_engine::{Error, ErrorCode};
use serde_json::json;

use crate::support::{Bench, LABEL};

/// The requests of a publish in order: method and path of the fault, and whether it is armed from the start or
/// only once the version is made.
const STEPS: [(&str, &str, bool); 6] = [
    ("GET", "/atoms/v1/agent/{id}", true),
    ("POST", "/drafts", true),
    ("PATCH", "/config", true),
    ("POST", "/publish", true),
    ("GET", "/atoms/v1/agent/{id}/versions/*", true),
    ("GET", "/atoms/v1/agent/{id}", false),
];

fn answer(status: u16, headers: &[(&str, &str)]) -> FaultAction {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    FaultAction::Answer {
        status,
        headers: headers.collect::<BTreeMap<_, _>>(),
        body: json!({"status": false, "errors": ["no"]}),
    }
}

async fn bench_with(
    step: (&'static str, &'static str, bool),
    times: Option<u32>,
    action: FaultAction,
) -> Bench {
    let bench = Bench::changed().await;
    let (method, path, from_the_start) = step;
    if from_the_start {
        bench.fault(method, &path.replace("{id}", &bench.agent), times, action);
    } else {
        bench.after("POST /agent/{id}/drafts/*/publish", move |sandbox, agent| {
            sandbox.fault(atoms_sandbox::Fault {
                method: Some(method.into()),
                path: path.replace("{id}", agent),
                times,
                action: action.clone(),
            });
        });
    }
    bench
}

/// What holds at any rest: at most one version of ours, no draft of ours unseen, nothing typed lost.
async fn holds(bench: &Bench, versions: u32, view: &PublishView, what: &str) {
    let made = bench.versions().await - versions;
    assert!(made <= 1, "{what}: {made} versions");
    let drafts = bench.draft_names().await;
    assert!(drafts.len() <= 1, "{what}: {drafts:?}");
    let kept = bench.view().await.changes.total;
    match &view.state {
        RunState::Live { .. } => {
            assert_eq!((made, drafts.len(), kept), (1, 0, 0), "{what}");
            assert_eq!(Some(bench.live().await.0), view.new_version_id, "{what}");
        }
        RunState::Stopped { left_behind, .. } => {
            assert_eq!(kept, 1, "{what}");
            assert_eq!(
                !drafts.is_empty(),
                *left_behind == Some(LeftBehind::Draft),
                "{what}"
            );
            assert_eq!(made == 1, *left_behind == Some(LeftBehind::Version), "{what}");
        }
        RunState::Interrupted { .. } => {
            assert_eq!(kept, 1, "{what}");
            assert!(
                drafts
                    .iter()
                    .all(|name| *name == format!("Debrief {}", view.run_id)),
                "{what}"
            );
        }
        other => panic!("{what}: {other:?}"),
    }
}

/// One fault at each step. Gives back how the runs ended, step by step.
async fn once_at_each_step(action: FaultAction) -> Vec<&'static str> {
    let mut ends = Vec::new();
    for step in STEPS {
        let bench = bench_with(step, Some(1), action.clone()).await;
        let versions = bench.versions().await;
        let view = bench.publish().await;
        holds(&bench, versions, &view, &format!("{step:?}")).await;
        ends.push(match view.state {
            RunState::Live { .. } => "live",
            RunState::Stopped { .. } => "stopped",
            RunState::Interrupted { .. } => "interrupted",
            other => panic!("{step:?}: {other:?}"),
        });
    }
    ends
}

/// Reads are asked again; a write that turns out not to have happened is left to the person.
const WRITES_STOP: [&str; 6] = ["live", "stopped", "stopped", "stopped", "live", "live"];
const ALL_LIVE: [&str; 6] = ["live"; 6];

#[tokio::test]
async fn a_connection_cut_before_the_request_is_carried_out() {
    assert_eq!(
        once_at_each_step(FaultAction::Cut { cut: Cut::Before }).await,
        WRITES_STOP
    );
}

#[tokio::test]
async fn a_connection_cut_after_the_request_was_carried_out() {
    assert_eq!(
        once_at_each_step(FaultAction::Cut { cut: Cut::After }).await,
        ALL_LIVE
    );
}

#[tokio::test]
async fn an_internal_error() {
    assert_eq!(once_at_each_step(answer(500, &[])).await, WRITES_STOP);
}

#[tokio::test]
async fn too_many_requests_with_a_time_to_wait() {
    assert_eq!(
        once_at_each_step(answer(429, &[("retry-after", "1")])).await,
        ALL_LIVE
    );
}

#[tokio::test]
async fn no_answer_in_time_and_nothing_done() {
    assert_eq!(
        once_at_each_step(FaultAction::Delay {
            delay_ms: 2200,
            after: false
        })
        .await,
        WRITES_STOP
    );
}

#[tokio::test]
async fn no_answer_in_time_and_all_done() {
    assert_eq!(
        once_at_each_step(FaultAction::Delay {
            delay_ms: 2200,
            after: true
        })
        .await,
        ALL_LIVE
    );
}

#[tokio::test]
async fn half_an_answer() {
    assert_eq!(
        once_at_each_step(FaultAction::Truncate { truncate: 20 }).await,
        ALL_LIVE
    );
}

#[tokio::test]
async fn a_fault_that_stays_until_the_person_goes_on() {
    // A write that is refused for good ends; a read that cannot be had waits, and going on finishes the job.
    for (step, end) in STEPS.into_iter().zip([
        "stopped",
        "stopped",
        "stopped",
        "stopped",
        "interrupted",
        "interrupted",
    ]) {
        let bench = bench_with(step, None, FaultAction::Cut { cut: Cut::Before }).await;
        let versions = bench.versions().await;
        let view = bench.publish().await;
        bench.sandbox.clear_faults();
        holds(&bench, versions, &view, &format!("{step:?}")).await;
        let interrupted = matches!(view.state, RunState::Interrupted { .. });
        assert_eq!(interrupted, end == "interrupted", "{step:?}: {:?}", view.state);
        if interrupted {
            let second = bench.engine.publish(&bench.agent, LABEL, "", &[]).await;
            assert!(matches!(second, Err(Error::PublishRunning)), "{second:?}");
            let from = bench.mark();
            bench.engine.resume_publish(&bench.agent).await.unwrap();
            let done = bench.settled().await;
            assert!(matches!(done.state, RunState::Live { .. }), "{step:?}: {done:?}");
            assert!(
                bench.write_lines(from).is_empty(),
                "{step:?}: nothing was left to write"
            );
            holds(&bench, versions, &done, &format!("{step:?} resumed")).await;
        }
    }
}

#[tokio::test]
async fn a_lost_publish_whose_versions_cannot_be_read_waits_and_is_found_later() {
    let bench = Bench::changed().await;
    let versions = bench.versions().await;
    bench.fault("POST", "/publish", Some(1), FaultAction::Cut { cut: Cut::After });
    bench.fault("GET", "/versions", None, answer(503, &[]));
    let view = bench.publish().await;
    bench.sandbox.clear_faults();
    assert!(matches!(view.state, RunState::Interrupted { .. }), "{view:?}");
    holds(&bench, versions, &view, "interrupted").await;
    bench.engine.resume_publish(&bench.agent).await.unwrap();
    let done = bench.settled().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    holds(&bench, versions, &done, "resumed").await;
}

#[tokio::test]
async fn a_lost_draft_whose_list_is_refused_is_told_as_left_behind() {
    let bench = Bench::changed().await;
    bench.fault("POST", "/drafts", Some(1), FaultAction::Cut { cut: Cut::After });
    bench.fault("GET", "/drafts", None, answer(403, &[]));
    let view = bench.publish().await;
    bench.sandbox.clear_faults();
    let RunState::Stopped {
        reason: StopReason::Failed { error },
        left_behind,
        ..
    } = &view.state
    else {
        panic!("{view:?}")
    };
    assert_eq!(
        (error.code, *left_behind),
        (ErrorCode::Forbidden, Some(LeftBehind::Draft))
    );
    assert_eq!(bench.draft_names().await.len(), 1);

    // With the way free again it is removed on request, and that one alone.
    bench
        .sandbox
        .colleague_drafts(
            &bench.agent,
            "Mei's idea",
            &json!({"slmModel": "electron"}),
            "Mei Tanaka",
        )
        .unwrap();
    assert!(view.can_remove_draft);
    // Also after it was put away.
    bench.engine.dismiss_publish(&bench.agent).await.unwrap();
    let left = bench.engine.leftovers(&bench.agent).await.unwrap();
    assert_eq!(left.len(), 1, "{left:?}");
    let removed = bench.engine.remove_leftover(&bench.agent, &left[0].run_id).await;
    let removed = removed.unwrap();
    assert!(removed.publish.is_none() && !removed.published, "put away");
    assert_eq!(bench.draft_names().await, ["Mei's idea"]);
    assert!(bench.engine.leftovers(&bench.agent).await.unwrap().is_empty());
    let again = bench.engine.remove_leftover(&bench.agent, &left[0].run_id).await;
    assert!(matches!(again, Err(Error::NotFound(_))), "{again:?}");
}

#[tokio::test]
async fn a_refused_configuration_stops_with_the_servers_words_and_the_draft_goes() {
    let bench = Bench::changed().await;
    let words = "Invalid config: postCallAnalyticsConfig.dispositionMetrics.0.identifier: Taken";
    let action = FaultAction::Answer {
        status: 400,
        headers: BTreeMap::new(),
        body: json!({"status": false, "errors": [words]}),
    };
    bench.fault("PATCH", "/config", Some(1), action);
    let from = bench.mark();
    let view = bench.publish().await;
    let RunState::Stopped {
        reason: StopReason::Failed { error },
        left_behind: None,
        ..
    } = &view.state
    else {
        panic!("{view:?}")
    };
    assert_eq!(
        (error.code, error.words.as_deref()),
        (ErrorCode::Refused, Some(words))
    );
    assert_eq!(
        bench.write_lines(from).last().unwrap(),
        "DELETE /agent/{id}/drafts/*"
    );
    assert!(bench.draft_names().await.is_empty());
}

#[tokio::test]
async fn a_deletion_without_an_answer_is_settled_by_reading() {
    for (cut, left) in [(Cut::After, None), (Cut::Before, Some(LeftBehind::Draft))] {
        let bench = Bench::changed().await;
        bench.fault("PATCH", "/config", Some(1), answer(400, &[]));
        bench.fault("DELETE", "*", Some(1), FaultAction::Cut { cut });
        let view = bench.publish().await;
        let RunState::Stopped { left_behind, .. } = view.state else {
            panic!("{view:?}")
        };
        assert_eq!(
            (left_behind, bench.draft_names().await.len()),
            (left, usize::from(left.is_some()))
        );
    }
}

/// Waits until a write whose path ends with `path` is on the wire.
async fn sent(bench: &Bench, from: usize, path: &str) {
    while !bench.write_lines(from).iter().any(|line| line.ends_with(path)) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_publish_is_cancelled_between_two_requests_and_removes_its_draft() {
    let bench = Bench::changed().await;
    let (versions, from) = (bench.versions().await, bench.mark());
    bench.fault(
        "PATCH",
        "/config",
        Some(1),
        FaultAction::Delay {
            delay_ms: 300,
            after: true,
        },
    );
    bench.engine.publish(&bench.agent, LABEL, "", &[]).await.unwrap();
    let second = bench.engine.publish(&bench.agent, LABEL, "", &[]).await;
    assert!(matches!(second, Err(Error::PublishRunning)), "{second:?}");
    sent(&bench, from, "/config").await;
    bench.engine.cancel_publish(&bench.agent).await.unwrap();
    let view = bench.settled().await;
    let RunState::Stopped {
        reason: StopReason::Cancelled,
        left_behind: None,
        ..
    } = view.state
    else {
        panic!("{view:?}")
    };
    assert!(
        !bench
            .write_lines(from)
            .iter()
            .any(|line| line.ends_with("/publish"))
    );
    holds(&bench, versions, &view, "cancelled").await;
}

#[tokio::test]
async fn a_cancel_during_the_look_before_the_publish_stops_it() {
    let bench = Bench::changed().await;
    let (versions, from) = (bench.versions().await, bench.mark());
    let agent = format!("/agent/{}", bench.agent);
    let slow = FaultAction::Delay {
        delay_ms: 300,
        after: true,
    };
    // Of the two looks before the publish, the second.
    for _ in 0..2 {
        bench.fault("GET", &agent, Some(1), slow.clone());
    }
    bench.engine.publish(&bench.agent, LABEL, "", &[]).await.unwrap();
    sent(&bench, from, "/config").await;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    bench.engine.cancel_publish(&bench.agent).await.unwrap();
    let view = bench.settled().await;
    let RunState::Stopped {
        reason: StopReason::Cancelled,
        left_behind: None,
        ..
    } = view.state
    else {
        panic!("{view:?}")
    };
    assert!(
        !bench
            .write_lines(from)
            .iter()
            .any(|line| line.ends_with("/publish"))
    );
    holds(&bench, versions, &view, "cancelled").await;
}

#[tokio::test]
async fn a_cancel_before_the_first_write_ends_it_for_good() {
    let bench = Bench::changed().await;
    let (versions, from) = (bench.versions().await, bench.mark());
    let slow = FaultAction::Delay {
        delay_ms: 200,
        after: true,
    };
    bench.fault("GET", &format!("/agent/{}", bench.agent), Some(1), slow);
    bench.engine.publish(&bench.agent, LABEL, "", &[]).await.unwrap();
    bench.engine.cancel_publish(&bench.agent).await.unwrap();
    let view = bench.settled().await;
    let RunState::Stopped {
        reason: StopReason::Cancelled,
        left_behind: None,
        ..
    } = view.state
    else {
        panic!("{view:?}")
    };
    assert!(bench.write_lines(from).is_empty());
    holds(&bench, versions, &view, "cancelled").await;
    // The journal knows of the end, so the next start asks nobody to go on.
    let next = bench
        .restarted()
        .publish_state(&bench.agent)
        .await
        .unwrap()
        .unwrap();
    assert!(matches!(next.state, RunState::Stopped { .. }), "{next:?}");
}

#[tokio::test]
async fn a_cancel_after_the_publish_was_sent_is_ignored() {
    let bench = Bench::changed().await;
    bench.fault(
        "POST",
        "/publish",
        Some(1),
        FaultAction::Delay {
            delay_ms: 300,
            after: true,
        },
    );
    bench.engine.publish(&bench.agent, LABEL, "", &[]).await.unwrap();
    sent(&bench, 0, "/publish").await;
    assert!(
        !bench
            .engine
            .publish_state(&bench.agent)
            .await
            .unwrap()
            .unwrap()
            .can_cancel
    );
    bench.engine.cancel_publish(&bench.agent).await.unwrap();
    let view = bench.settled().await;
    assert!(matches!(view.state, RunState::Live { .. }), "{view:?}");
}

#[tokio::test]
async fn a_read_that_was_overtaken_by_a_publish_does_not_bring_the_old_version_back() {
    let bench = Bench::changed().await;
    let slow = FaultAction::Delay {
        delay_ms: 3000,
        after: true,
    };
    bench.fault("GET", &format!("/agent/{}", bench.agent), Some(1), slow);
    let begun = std::time::Instant::now();
    let read = async {
        bench.engine.open_agent(&bench.agent, true).await.unwrap();
        begun.elapsed()
    };
    let publish = async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        (bench.publish().await, begun.elapsed())
    };
    let (read_after, (done, done_after)) = tokio::join!(read, publish);
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    assert!(done_after < read_after, "the read was to end last");
    let view = bench.view().await;
    assert_eq!(view.live.unwrap().id, done.new_version_id.unwrap());
    assert!(!view.base_moved);
}
