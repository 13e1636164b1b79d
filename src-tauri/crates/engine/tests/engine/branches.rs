//! Publishing an agent that lives on branches: what goes over the wire, whose draft it is, what the check says.

use std::time::Duration;

use atoms_sandbox::{Cut, FaultAction, Generation, Quirks, Verdict};
use debrief_engine::views::{LeftBehind, PublishStep, PublishView, RunState, StepState, StopReason};
use serde_json::{Value, json};

use crate::support::{Bench, LABEL, writes};

const PUT: &str = "PUT /agent/{id}/branches/*/draft";
const PUBLISH: &str = "POST /agent/{id}/branches/*/draft/publish";
const CONFIG: &str = "postCallAnalyticsConfig";

async fn bench() -> Bench {
    Bench::changed_on(Generation::V2).await
}

async fn scanning(check: Duration, verdict: Verdict) -> Bench {
    let quirks = Quirks {
        check,
        verdict,
        ..Quirks::default()
    };
    let bench = Bench::on(Generation::V2, quirks).await;
    bench.open().await;
    bench.add("said_thanks").await;
    bench
}

fn open_draft(view: &PublishView) -> (Option<&str>, &[String], bool, bool, Option<LeftBehind>) {
    match &view.state {
        RunState::Stopped {
            reason:
                StopReason::OpenDraft {
                    author,
                    sections,
                    joined,
                    metrics_replaced,
                    since,
                    draft,
                },
            left_behind,
            ..
        } => {
            assert!(draft.is_some(), "which");
            assert!(since.is_some(), "since when");
            (
                author.as_deref(),
                sections,
                *joined,
                *metrics_replaced,
                *left_behind,
            )
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_writes_are_one_put_and_one_publish_and_the_rest_stays_as_it_was() {
    let bench = bench().await;
    let (base, before) = bench.live().await;
    let from = bench.mark();
    let done = bench.publish().await;
    assert!(
        matches!(done.state, RunState::Live { replaced: None, .. }),
        "{done:?}"
    );
    let written = writes(&bench.sandbox, from);
    let lines: Vec<_> = written.iter().map(|request| request.line.as_str()).collect();
    assert_eq!(lines, [PUT, PUBLISH]);

    let mut expected = before[CONFIG].clone();
    expected["dispositionMetrics"]
        .as_array_mut()
        .unwrap()
        .push(json!({
            "identifier": "said_thanks",
            "dispositionMetricPrompt": "Did the caller say thank you?",
            "dispositionMetricType": "BOOLEAN",
        }));
    let sent = &written[0].body;
    assert_eq!(sent.as_object().unwrap().keys().collect::<Vec<_>>(), [CONFIG]);
    assert_eq!(
        sent[CONFIG].to_string(),
        expected.to_string(),
        "as read, byte for byte"
    );
    assert_eq!(written[1].body, json!({ "label": LABEL }));
    assert_eq!(
        bench.seen(from).last().unwrap().line,
        "GET /agent/{id}",
        "success rests on a last look at the agent"
    );

    let (live, after) = bench.live().await;
    assert_ne!(live, base);
    assert_eq!(Some(&live), done.new_version_id.as_ref());
    for (member, value) in before.as_object().unwrap() {
        let now = if member == CONFIG { &expected } else { value };
        assert_eq!(&after[member], now, "{member}");
    }
    let steps: Vec<_> = done.steps.iter().map(|step| step.step).collect();
    assert_eq!(
        steps,
        [
            PublishStep::LookBefore,
            PublishStep::WriteMetrics,
            PublishStep::AskToPublish,
            PublishStep::SecurityCheck,
            PublishStep::ReadBack
        ]
    );
    assert!(done.steps.iter().all(|step| step.state == StepState::Done));
    assert_eq!(bench.view().await.changes.total, 0);
    assert!(!bench.branch().await.has_open_draft);
}

#[tokio::test]
async fn without_a_check_the_publish_is_committed_at_once() {
    let bench = scanning(Duration::ZERO, Verdict::Pass).await;
    let done = bench.publish().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
}

#[tokio::test]
async fn somebody_elses_draft_stops_it_names_them_and_nothing_is_written() {
    let bench = bench().await;
    let change = json!({"globalPrompt": "Half a sentence", "slmModel": "electron"});
    bench
        .sandbox
        .colleague_drafts(&bench.agent, "", &change, "Daniel Okafor")
        .unwrap();
    let (draft, from) = (bench.draft_config().await, bench.mark());
    let done = bench.publish().await;
    let (author, sections, joined, replaced, left) = open_draft(&done);
    assert_eq!(author, Some("Daniel Okafor"));
    assert_eq!(sections, ["workflow_prompt", "llm"]);
    assert_eq!((joined, replaced, left), (false, false, None));
    assert!(bench.write_lines(from).is_empty());
    assert_eq!(bench.draft_config().await, draft, "the draft is as it was");
    assert_eq!(bench.view().await.changes.total, 1);

    // Gone, and the same changes go through.
    bench
        .sandbox
        .colleague_discards_draft(&bench.agent, "Daniel Okafor")
        .unwrap();
    bench.engine.dismiss_publish(&bench.agent).await.unwrap();
    let done = bench.publish().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
}

#[tokio::test]
async fn a_colleague_who_writes_into_our_draft_is_seen_before_the_publish() {
    for (change, sections) in [
        (json!({"slmModel": "electron"}), vec!["llm".to_owned()]),
        (
            json!({"callDispositionConfig": "Sort it"}),
            vec!["callDispositionConfig".to_owned()],
        ),
        (json!({CONFIG: {"useReasoningModel": true}}), vec![]),
    ] {
        let bench = bench().await;
        let theirs = change.clone();
        bench.after(PUT, move |sandbox, agent| {
            sandbox
                .colleague_drafts(agent, "", &theirs, "Mei Tanaka")
                .unwrap();
        });
        let (from, live) = (bench.mark(), bench.live().await);
        let done = bench.publish().await;
        let (author, found, joined, _, left) = open_draft(&done);
        assert_eq!(
            (author, found),
            (Some("Mei Tanaka"), sections.as_slice()),
            "{change}"
        );
        assert_eq!((joined, left), (true, Some(LeftBehind::Draft)));
        assert_eq!(
            bench.write_lines(from),
            [PUT],
            "nothing published, nothing deleted"
        );
        assert_eq!(bench.live().await, live);
        assert!(bench.branch().await.has_open_draft);
        assert_eq!(bench.view().await.changes.total, 1);
    }
}

#[tokio::test]
async fn a_draft_opened_between_our_look_and_our_write_is_joined_and_told() {
    let bench = bench().await;
    let theirs = json!({"globalPrompt": "Half a sentence", CONFIG: {"dispositionMetrics": []}});
    bench.after("GET /agent/{id}/branches", move |sandbox, agent| {
        sandbox
            .colleague_drafts(agent, "", &theirs, "Mei Tanaka")
            .unwrap();
    });
    let from = bench.mark();
    let done = bench.publish().await;
    let (_, sections, joined, replaced, left) = open_draft(&done);
    assert_eq!(sections, ["workflow_prompt"]);
    assert_eq!((joined, replaced, left), (true, true, Some(LeftBehind::Draft)));
    assert_eq!(bench.write_lines(from), [PUT]);
    assert_eq!(bench.draft_config().await.unwrap()["prompt"], "Half a sentence");
}

#[tokio::test]
async fn a_failed_check_shows_its_reason_keeps_the_draft_and_the_next_try_goes_on_in_it() {
    let bench = scanning(Duration::from_millis(40), Verdict::Fail).await;
    let from = bench.mark();
    let done = bench.publish().await;
    let RunState::Stopped {
        reason: StopReason::CheckFailed { reason: Some(_) },
        left_behind: Some(LeftBehind::Draft),
        ..
    } = &done.state
    else {
        panic!("{done:?}")
    };
    assert_eq!(bench.write_lines(from), [PUT, PUBLISH], "nothing is deleted");
    assert!(bench.branch().await.has_open_draft);

    bench.sandbox.set_check(Verdict::Pass, Duration::from_millis(40));
    bench.add("second_thought").await;
    let from = bench.mark();
    let done = bench.publish().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    let written = writes(&bench.sandbox, from);
    assert_eq!(written[0].body["expectedRevision"], 1);
    assert_eq!(
        written[0].body.as_object().unwrap().keys().collect::<Vec<_>>(),
        [CONFIG, "expectedRevision"]
    );
}

#[tokio::test]
async fn our_kept_draft_is_not_ours_any_more_once_somebody_wrote_to_it() {
    let bench = scanning(Duration::from_millis(40), Verdict::Fail).await;
    bench.publish().await;
    bench
        .sandbox
        .colleague_drafts(&bench.agent, "", &json!({"slmModel": "electron"}), "Mei Tanaka")
        .unwrap();
    bench.engine.dismiss_publish(&bench.agent).await.unwrap();
    let from = bench.mark();
    let done = bench.publish().await;
    let (author, sections, joined, ..) = open_draft(&done);
    assert_eq!((author, joined), (Some("Mei Tanaka"), false));
    assert_eq!(sections, ["llm"]);
    assert!(bench.write_lines(from).is_empty());
}

#[tokio::test]
async fn a_kept_draft_that_others_wrote_to_is_told_as_theirs_too_and_not_removed() {
    let bench = scanning(Duration::from_millis(40), Verdict::Fail).await;
    let stopped = bench.publish().await;
    assert_eq!(bench.engine.leftovers(&bench.agent).await.unwrap().len(), 1);
    // No answer is no sign that it is somebody else's.
    bench.fault(
        "DELETE",
        "/draft",
        None,
        FaultAction::Answer {
            status: 403,
            headers: std::collections::BTreeMap::default(),
            body: json!({"status": false, "errors": ["Forbidden"]}),
        },
    );
    let refused = bench.engine.remove_leftover(&bench.agent, &stopped.run_id).await;
    assert_eq!(refused.unwrap_err().code(), debrief_engine::ErrorCode::Forbidden);
    bench.sandbox.clear_faults();
    assert_eq!(bench.engine.leftovers(&bench.agent).await.unwrap().len(), 1);

    bench
        .sandbox
        .colleague_drafts(&bench.agent, "", &json!({"slmModel": "electron"}), "Mei Tanaka")
        .unwrap();
    let draft = bench.draft_config().await;
    assert!(bench.engine.leftovers(&bench.agent).await.unwrap().is_empty());
    let told = bench.engine.publish_state(&bench.agent).await.unwrap().unwrap();
    let RunState::Stopped { left_behind, .. } = told.state else {
        panic!("{told:?}")
    };
    assert_eq!(left_behind, Some(LeftBehind::SharedDraft));
    assert_eq!(bench.draft_config().await, draft);
}

#[tokio::test]
async fn a_check_that_breaks_is_told_as_one_that_failed() {
    let bench = scanning(Duration::from_millis(40), Verdict::Error).await;
    let done = bench.publish().await;
    assert!(
        matches!(
            done.state,
            RunState::Stopped {
                reason: StopReason::CheckFailed { .. },
                ..
            }
        ),
        "{done:?}"
    );
}

#[tokio::test]
async fn a_cancel_before_the_publish_removes_the_draft_it_made() {
    let bench = bench().await;
    let engine = std::sync::Arc::clone(&bench.engine);
    let agent = bench.agent.clone();
    let handle = tokio::runtime::Handle::current();
    bench.after(PUT, move |_, _| {
        let (engine, agent) = (std::sync::Arc::clone(&engine), agent.clone());
        // The hook is not async, and the cancel only sets a flag.
        handle.spawn(async move { engine.cancel_publish(&agent).await });
    });
    bench.fault(
        "GET",
        "/branches",
        None,
        FaultAction::Delay {
            delay_ms: 150,
            after: true,
        },
    );
    let done = bench.publish().await;
    assert!(
        matches!(
            done.state,
            RunState::Stopped {
                reason: StopReason::Cancelled,
                left_behind: None,
                ..
            }
        ),
        "{done:?}"
    );
    assert!(!bench.branch().await.has_open_draft);
}

#[tokio::test]
async fn lost_answers_are_settled_by_looking_and_nothing_is_sent_twice() {
    for (method, path) in [("PUT", "/draft"), ("POST", "/draft/publish")] {
        let bench = bench().await;
        let before = revisions(&bench).await;
        bench.fault(method, path, Some(1), FaultAction::Cut { cut: Cut::After });
        let from = bench.mark();
        let done = bench.publish().await;
        assert!(matches!(done.state, RunState::Live { .. }), "{path}: {done:?}");
        assert_eq!(bench.write_lines(from), [PUT, PUBLISH], "{path}");
        assert_eq!(revisions(&bench).await, before + 1, "{path}");
    }
    for (method, path) in [("PUT", "/draft"), ("POST", "/draft/publish")] {
        let bench = bench().await;
        bench.fault(method, path, Some(1), FaultAction::Cut { cut: Cut::Before });
        let done = bench.publish().await;
        let RunState::Stopped {
            reason: StopReason::Failed { .. },
            left_behind,
            ..
        } = done.state
        else {
            panic!("{path}: {done:?}")
        };
        assert_eq!(bench.view().await.changes.total, 1);
        // Atoms may still be at work on a publish that it did not answer, so its draft is left alone; it stays ours.
        let left = bench.branch().await.has_open_draft;
        assert_eq!((left, left_behind.is_some()), (method == "POST", left), "{path}");
        let again = bench.publish().await;
        assert!(matches!(again.state, RunState::Live { .. }), "{path}: {again:?}");
    }
}

#[tokio::test]
async fn metrics_that_a_colleague_drafts_in_the_moment_of_our_write_are_not_shipped_unseen() {
    let bench = bench().await;
    let (base, _) = bench.live().await;
    bench.after("GET /agent/{id}", |sandbox, agent| {
        let theirs = json!({ "postCallAnalyticsConfig": { "summaryPrompt": "One sentence.", "dispositionMetrics": [] } });
        sandbox.colleague_drafts(agent, "", &theirs, "Mei Tanaka").unwrap();
    });
    let done = bench.publish().await;
    let (author, sections, joined, replaced, left) = open_draft(&done);
    // The last write is ours, and what she changed is in the section of the metrics.
    assert_eq!((author, sections), (Some("Mei Tanaka"), &[][..]));
    assert!(joined && replaced && left == Some(LeftBehind::Draft));
    assert_eq!(bench.live().await.0, base);
    // Nor does the next publish take that draft for its own.
    let from = bench.mark();
    let again = bench.publish().await;
    assert!(matches!(open_draft(&again), (_, _, false, _, None)), "{again:?}");
    assert!(bench.write_lines(from).is_empty());
    assert_eq!(bench.view().await.changes.total, 1);
}

#[tokio::test]
async fn a_draft_that_failed_its_check_stays_when_the_next_publish_does_nothing() {
    let bench = scanning(Duration::from_millis(40), Verdict::Fail).await;
    let done = bench.publish().await;
    assert!(matches!(
        done.state,
        RunState::Stopped {
            reason: StopReason::CheckFailed { .. },
            left_behind: Some(LeftBehind::Draft),
            ..
        }
    ));
    bench.fault(
        "GET",
        "/atoms/v1/agent/*/branches",
        Some(1),
        FaultAction::Answer {
            status: 403,
            headers: std::collections::BTreeMap::new(),
            body: json!({"status": false, "errors": ["no"]}),
        },
    );
    let from = bench.mark();
    bench.publish().await;
    assert!(bench.write_lines(from).is_empty());
    assert!(bench.branch().await.has_open_draft);
}

#[tokio::test]
async fn a_freeze_is_told_and_nothing_is_lost() {
    let bench = bench().await;
    bench.fault(
        "PUT",
        "/draft",
        None,
        FaultAction::Answer {
            status: 423,
            headers: std::collections::BTreeMap::new(),
            body: json!({"status": false, "error_type": "config_freeze_active", "errors": ["Frozen"]}),
        },
    );
    let done = bench.publish().await;
    let RunState::Stopped {
        reason: StopReason::Failed { error },
        left_behind: None,
        ..
    } = &done.state
    else {
        panic!("{done:?}")
    };
    assert_eq!(error.code, debrief_engine::ErrorCode::Frozen);
}

#[tokio::test]
async fn a_restart_while_the_check_runs_goes_on_looking() {
    let bench = scanning(Duration::from_millis(1200), Verdict::Pass).await;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (doomed, agent) = (bench.restarted(), bench.agent.clone());
    runtime.spawn(async move { doomed.publish(&agent, LABEL, "", &[]).await.unwrap() });
    while !bench
        .seen(0)
        .iter()
        .any(|request| request.line == PUBLISH && request.status == 202)
    {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // The first process is gone in the middle of the check; another one finds the run in the journal.
    runtime.shutdown_background();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let restarted = std::sync::Arc::new(bench.restarted());
    restarted.resume_publish(&bench.agent).await.unwrap();
    let done = crate::support::run_until(&restarted, &bench.agent, |view| {
        !matches!(view.state, RunState::Running)
    })
    .await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    let publishes = bench
        .write_lines(0)
        .into_iter()
        .filter(|line| line == PUBLISH)
        .count();
    assert_eq!(publishes, 1);
}

async fn revisions(bench: &Bench) -> u32 {
    bench
        .engine
        .list_versions(&bench.agent, None, 0, 1)
        .await
        .unwrap()
        .total
}

#[tokio::test]
async fn the_history_is_that_of_the_live_branch() {
    let bench = bench().await;
    let done = bench.publish().await;
    let page = bench
        .engine
        .list_versions(&bench.agent, None, 0, 100)
        .await
        .unwrap();
    let newest = &page.versions[0];
    assert_eq!(Some(&newest.id), done.new_version_id.as_ref());
    assert_eq!((newest.label.as_deref(), newest.is_live), (Some(LABEL), true));
    assert_eq!(newest.author.as_deref(), Some("Priya Raman"));
    assert_eq!(page.versions.iter().filter(|row| row.is_live).count(), 1);
    assert_eq!(newest.number, done.new_number);
    let oldest = page.versions.last().unwrap();
    let view = bench.engine.open_version(&bench.agent, &oldest.id).await.unwrap();
    assert_eq!(view.metrics.len(), 2);
    let config: Value = bench.live().await.1[CONFIG].clone();
    let live = bench.engine.open_version(&bench.agent, &newest.id).await.unwrap();
    assert_eq!(
        live.metrics.len(),
        config["dispositionMetrics"].as_array().unwrap().len()
    );
}
