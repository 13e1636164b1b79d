//! Publishing to a branch that is not live: what lands there, what stays, and who may be in the way.

use std::time::Duration;

use atoms_sandbox::{Cut, FaultAction, Generation, Quirks, Verdict};
use debrief_atoms::Client;
use debrief_engine::ErrorCode;
use debrief_engine::views::{
    BranchPublish, BranchReview, DraftOwner, LeftBehind, MergeChoice, PublishView, RunState,
    SaveDraftOutcome, StopReason,
};
use debrief_metrics::Side;
use serde_json::{Value, json};

use crate::support::{Bench, LABEL, aside, head_of, publish_aside, publish_there, run_until, writes};

const CONFIG: &str = "postCallAnalyticsConfig";
const PUT: &str = "PUT /agent/{id}/branches/*/draft";
const PUBLISH: &str = "POST /agent/{id}/branches/*/draft/publish";
const DISCARD: &str = "DELETE /agent/{id}/branches/*/draft";

/// What Mei's branch has: one metric fewer than what is live, one of her own, and another prompt.
async fn theirs(bench: &Bench) -> Value {
    let (_, live) = bench.live().await;
    let mut config = live[CONFIG].clone();
    let metrics = config["dispositionMetrics"].as_array_mut().unwrap();
    metrics.pop();
    metrics.push(json!({
        "identifier": "umbrella_sold",
        "dispositionMetricPrompt": "Was an umbrella sold?",
        "dispositionMetricType": "BOOLEAN",
    }));
    json!({CONFIG: config, "globalPrompt": "You sell umbrellas."})
}

/// A bench with a second branch, and one new metric in the working copy.
async fn bench() -> Bench {
    let quirks = Quirks {
        check: Duration::from_millis(40),
        ..Quirks::default()
    };
    let bench = Bench::on(Generation::V2, quirks).await;
    bench.open().await;
    publish_aside(&bench, &theirs(&bench).await);
    bench.add("said_thanks").await;
    bench
}

async fn review(bench: &Bench) -> BranchReview {
    let branch = aside(bench).await;
    bench
        .engine
        .branch_review(&bench.agent, &branch, &[])
        .await
        .unwrap()
}

fn wanted(seen: &BranchReview) -> BranchPublish {
    BranchPublish {
        branch: seen.branch.id.clone(),
        seen_head: seen.branch.head.as_ref().unwrap().version.id.clone(),
        label: LABEL.into(),
        choices: Vec::new(),
        anyway: Vec::new(),
    }
}

async fn ask(bench: &Bench, seen: &BranchReview) -> Result<PublishView, debrief_engine::Error> {
    bench.engine.publish_to_branch(&bench.agent, wanted(seen)).await
}

async fn publish(bench: &Bench, seen: &BranchReview) -> PublishView {
    ask(bench, seen).await.unwrap();
    bench.settled().await
}

fn identifiers(config: &Value) -> Vec<&str> {
    let metrics = config[CONFIG]["dispositionMetrics"].as_array().unwrap();
    metrics
        .iter()
        .map(|metric| metric["identifier"].as_str().unwrap())
        .collect()
}

/// Does something as soon as a request of that line was answered, before the run goes on.
fn between<F>(bench: &Bench, line: &'static str, act: impl Fn(Client, String) -> F + Send + Sync + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    let client = bench.client.clone();
    bench.after(line, move |_, agent| {
        let done = act(client.clone(), agent.to_owned());
        std::thread::spawn(|| {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(done);
        })
        .join()
        .unwrap();
    });
}

fn stopped(view: &PublishView) -> (&StopReason, Option<LeftBehind>) {
    match &view.state {
        RunState::Stopped {
            reason, left_behind, ..
        } => (reason, *left_behind),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_changes_land_on_top_of_what_the_branch_has_and_what_is_live_stays() {
    let bench = bench().await;
    let seen = review(&bench).await;
    assert_eq!(
        (seen.branch.name.as_str(), seen.branch.is_live),
        ("Experiment", false)
    );
    assert_eq!(seen.live_branch.as_deref(), Some("Main"));
    assert_eq!((seen.review.counts.total, seen.review.items.len()), (1, 1));
    assert_eq!(seen.review.items[0].identifier, "said_thanks");
    assert_eq!(seen.review.next_number, Some(2));
    assert!(seen.changed && seen.conflicts.is_empty());

    let (live, before) = (bench.live().await, head_of(&bench, &seen.branch.id).await);
    let from = bench.mark();
    let done = publish(&bench, &seen).await;
    assert!(
        matches!(done.state, RunState::Live { replaced: None, .. }),
        "{done:?}"
    );
    let target = done.target.unwrap();
    assert_eq!((target.name.as_str(), target.is_live), ("Experiment", false));
    assert_eq!((done.live_number, done.new_number), (Some(1), Some(2)));
    let sent = writes(&bench.sandbox, from);
    let lines: Vec<_> = sent.iter().map(|request| request.line.as_str()).collect();
    assert_eq!(lines, [PUT, PUBLISH]);
    assert_eq!(sent[1].body, json!({ "label": LABEL }));

    let after = head_of(&bench, &seen.branch.id).await;
    assert_eq!(Some(&after.0), done.new_version_id.as_ref());
    let mut names = identifiers(&after.1);
    names.retain(|name| *name != "said_thanks");
    assert_eq!(names, identifiers(&before.1));
    assert_eq!(
        identifiers(&after.1).len(),
        names.len() + 1,
        "and what is new is there"
    );
    for (member, value) in before.1.as_object().unwrap() {
        if member != CONFIG {
            assert_eq!(&after.1[member], value, "{member}");
        }
    }
    assert_eq!(bench.live().await, live, "callers feel nothing");
    let view = bench.open().await;
    assert_eq!(view.changes.total, 1, "not live, so still unpublished");
    let again = review(&bench).await;
    assert_eq!(again.review.counts.total, 0);
    let refused = ask(&bench, &again).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::NothingToPublish, "{refused:?}");

    // The next publish goes live as ever.
    let done = bench.publish().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    assert_eq!(done.target, None);
    assert_eq!(bench.open().await.changes.total, 0);
}

#[tokio::test]
async fn an_agent_without_branches_offers_none_and_the_live_branch_is_no_target() {
    let bench = Bench::changed().await;
    let from = bench.mark();
    assert_eq!(bench.engine.branch_names(&bench.agent).await.unwrap(), Vec::new());
    assert_eq!(bench.mark(), from, "nothing is asked");

    let bench = Bench::changed_on(Generation::V2).await;
    let main = bench.branch().await.id;
    let refused = bench.engine.branch_review(&bench.agent, &main, &[]).await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Conflict);
}

#[tokio::test]
async fn what_both_changed_has_to_be_chosen_and_the_choice_is_what_lands() {
    for side in [Side::Mine, Side::Theirs] {
        let bench = bench().await;
        let mut config = theirs(&bench).await[CONFIG].clone();
        config["dispositionMetrics"].as_array_mut().unwrap().push(json!({
            "identifier": "said_thanks",
            "dispositionMetricPrompt": "Did anybody say thanks?",
            "dispositionMetricType": "BOOLEAN",
        }));
        publish_there(&bench.client, &bench.agent, &aside(&bench).await, &config).await;
        let seen = review(&bench).await;
        assert_eq!(seen.conflicts.len(), 1, "{seen:?}");
        assert_eq!(ask(&bench, &seen).await.unwrap_err().code(), ErrorCode::Invalid);

        let choices = vec![MergeChoice {
            key: seen.conflicts[0].key.clone(),
            side,
        }];
        let chosen = bench
            .engine
            .branch_review(&bench.agent, &seen.branch.id, &choices)
            .await
            .unwrap();
        let rewords = chosen.review.items.iter().any(|item| item.reworded);
        assert_eq!(rewords, side == Side::Mine, "{:?}", chosen.review.items);
        let asked = BranchPublish {
            choices,
            ..wanted(&chosen)
        };
        let asked = bench.engine.publish_to_branch(&bench.agent, asked).await;
        asked.unwrap();
        let done = bench.settled().await;
        assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
        let (_, after) = head_of(&bench, &seen.branch.id).await;
        let metrics = after[CONFIG]["dispositionMetrics"].as_array().unwrap();
        let said = metrics
            .iter()
            .find(|metric| metric["identifier"] == "said_thanks")
            .unwrap();
        let prompt = match side {
            Side::Mine => "Did the caller say thank you?",
            Side::Theirs => "Did anybody say thanks?",
        };
        assert_eq!(said["dispositionMetricPrompt"], prompt);
    }
}

#[tokio::test]
async fn somebody_who_published_there_meanwhile_is_not_written_over() {
    let bench = bench().await;
    let seen = review(&bench).await;
    let config = theirs(&bench).await[CONFIG].clone();
    let branch = seen.branch.id.clone();
    publish_there(&bench.client, &bench.agent, &branch, &config).await;
    let from = bench.mark();
    assert_eq!(ask(&bench, &seen).await.unwrap_err().code(), ErrorCode::Conflict);
    assert!(bench.write_lines(from).is_empty());

    let seen = review(&bench).await;
    assert_eq!(seen.review.next_number, Some(3));
    bench.fault(
        "PUT",
        "/draft",
        Some(1),
        FaultAction::Delay {
            delay_ms: 300,
            after: false,
        },
    );
    let theirs_first = async {
        while !bench.write_lines(from).iter().any(|line| line == PUT) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        publish_there(&bench.client, &bench.agent, &branch, &config).await;
    };
    let (view, ()) = tokio::join!(publish(&bench, &seen), theirs_first);
    let (reason, left) = stopped(&view);
    assert!(
        matches!(
            reason,
            StopReason::LiveMoved {
                number: Some(3),
                before_writing: false,
                ..
            }
        ),
        "{reason:?}"
    );
    assert_eq!(left, None, "our draft is removed");
    assert_eq!(bench.view().await.changes.total, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_branch_that_went_live_meanwhile_gets_nothing_published() {
    let bench = bench().await;
    let seen = review(&bench).await;
    let (branch, from) = (seen.branch.id.clone(), bench.mark());
    between(&bench, PUT, move |client, agent| {
        let branch = branch.clone();
        async move {
            client.make_branch_live(&agent, &branch).await.unwrap();
        }
    });
    let view = publish(&bench, &seen).await;
    let (reason, left) = stopped(&view);
    assert!(matches!(reason, StopReason::TargetLive), "{reason:?}");
    assert_eq!(left, None);
    assert!(view.target.as_ref().is_some_and(|target| target.is_live));
    let lines = bench.write_lines(from);
    assert!(!lines.contains(&PUBLISH.to_owned()), "{lines:?}");
    assert!(
        lines.contains(&DISCARD.to_owned()),
        "our draft is gone: {lines:?}"
    );
    assert_eq!(bench.live().await.0, wanted(&seen).seen_head);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_branch_that_goes_live_while_the_check_runs_has_its_publish_called_off() {
    let bench = bench().await;
    bench
        .sandbox
        .set_check(Verdict::Pass, Duration::from_millis(1500));
    let seen = review(&bench).await;
    let (branch, from) = (seen.branch.id.clone(), bench.mark());
    between(&bench, PUBLISH, move |client, agent| {
        let branch = branch.clone();
        async move {
            client.make_branch_live(&agent, &branch).await.unwrap();
        }
    });
    let view = publish(&bench, &seen).await;
    let (reason, left) = stopped(&view);
    assert!(matches!(reason, StopReason::TargetLive), "{reason:?}");
    assert_eq!(left, None);
    let lines = bench.write_lines(from);
    assert!(
        lines.contains(&"POST /agent/{id}/branches/*/draft/publish/cancel".to_owned()),
        "{lines:?}"
    );
    tokio::time::sleep(Duration::from_millis(1600)).await;
    let branch = bench.client.branch(&bench.agent, &seen.branch.id).await.unwrap();
    assert_eq!(
        branch.head_revision_id,
        Some(wanted(&seen).seen_head),
        "nothing of ours reached callers"
    );
    assert!(branch.is_live && !branch.has_open_draft);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn somebody_elses_draft_there_is_told_before_and_stops_it_after() {
    let bench = bench().await;
    let branch = aside(&bench).await;
    let other = json!({"dispositionMetrics": []});
    bench
        .client
        .write_branch_draft(&bench.agent, &branch, &other, None)
        .await
        .unwrap();
    let seen = review(&bench).await;
    let draft = seen.branch.draft.as_ref().unwrap();
    assert_eq!(draft.owner, DraftOwner::Others);
    let from = bench.mark();
    let view = publish(&bench, &seen).await;
    let (reason, left) = stopped(&view);
    assert!(
        matches!(reason, StopReason::OpenDraft { joined: false, .. }),
        "{reason:?}"
    );
    assert_eq!(left, None);
    assert!(bench.write_lines(from).is_empty());

    bench
        .client
        .discard_branch_draft(&bench.agent, &branch)
        .await
        .unwrap();
    let from = bench.mark();
    between(&bench, PUT, move |client, agent| {
        let (branch, other) = (branch.clone(), other.clone());
        async move {
            client
                .write_branch_draft(&agent, &branch, &other, None)
                .await
                .unwrap();
        }
    });
    let view = publish(&bench, &seen).await;
    let (reason, left) = stopped(&view);
    assert!(
        matches!(reason, StopReason::OpenDraft { joined: true, .. }),
        "{reason:?}"
    );
    assert_eq!(left, Some(LeftBehind::Draft));
    let lines = bench.write_lines(from);
    assert!(!lines.contains(&PUBLISH.to_owned()), "{lines:?}");
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_reading_the_branch_and_nothing_is_made_twice() {
    for (method, path) in [("PUT", "/draft"), ("POST", "/draft/publish")] {
        for cut in [Cut::Before, Cut::After] {
            let bench = bench().await;
            let seen = review(&bench).await;
            bench.fault(method, path, Some(1), FaultAction::Cut { cut });
            let view = publish(&bench, &seen).await;
            let what = format!("{method} {path} {cut:?}");
            let page = bench.client.revisions(&bench.agent, &seen.branch.id, 0, 5).await;
            let versions = page.unwrap().total;
            match view.state {
                RunState::Live { .. } => assert_eq!((cut, versions), (Cut::After, 2), "{what}"),
                RunState::Stopped { left_behind, .. } => {
                    // What Atoms may still be publishing is left alone.
                    let left = (method == "POST").then_some(LeftBehind::Draft);
                    assert_eq!((cut, left_behind, versions), (Cut::Before, left, 1), "{what}");
                }
                other => panic!("{what}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn killed_in_the_middle_the_next_start_finishes_on_the_same_branch() {
    for (method, path, line) in [("PUT", "/draft", PUT), ("POST", "/draft/publish", PUBLISH)] {
        for after in [true, false] {
            let bench = bench().await;
            let seen = review(&bench).await;
            let live = bench.live().await;
            bench.fault(method, path, Some(1), FaultAction::Delay { delay_ms: 400, after });
            let from = bench.mark();
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            let (doomed, agent) = (bench.restarted(), bench.agent.clone());
            let asked = wanted(&seen);
            runtime.spawn(async move {
                doomed.publish_to_branch(&agent, asked).await.unwrap();
                // Kept until the runtime ends.
                std::future::pending::<()>().await;
            });
            while !bench.write_lines(from).iter().any(|seen| seen == line) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            runtime.shutdown_background();
            bench.sandbox.clear_faults();
            tokio::time::sleep(Duration::from_millis(500)).await;

            let next = bench.restarted();
            next.resume_publish(&bench.agent).await.unwrap();
            let view = run_until(&next, &bench.agent, |view| {
                !matches!(view.state, RunState::Running)
            })
            .await;
            let what = format!("{line}, carried out: {after}");
            assert!(matches!(view.state, RunState::Live { .. }), "{what}: {view:?}");
            assert_eq!(view.target.unwrap().name, "Experiment");
            let (_, config) = head_of(&bench, &seen.branch.id).await;
            assert!(identifiers(&config).contains(&"said_thanks"), "{what}");
            assert_eq!(bench.live().await, live, "{what}");
            let page = bench.client.revisions(&bench.agent, &seen.branch.id, 0, 5).await;
            assert_eq!(page.unwrap().total, 2, "{what}");
        }
    }
}

#[tokio::test]
async fn a_draft_of_ours_on_the_live_branch_stays_ours_over_it() {
    let bench = bench().await;
    let saved = bench
        .engine
        .save_draft(&bench.agent, "Thanks", None)
        .await
        .unwrap();
    assert!(matches!(saved, SaveDraftOutcome::Saved { .. }), "{saved:?}");
    let done = publish(&bench, &review(&bench).await).await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    let drafts = bench.engine.list_drafts(&bench.agent).await.unwrap().drafts;
    assert_eq!((drafts.len(), drafts[0].owner), (1, DraftOwner::Ours));
    let done = bench.publish().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
}

#[tokio::test]
async fn a_draft_of_ours_stays_ours_when_another_branch_goes_live() {
    let bench = bench().await;
    let main = bench.branch().await.id;
    let experiment = aside(&bench).await;
    let saved = bench
        .engine
        .save_draft(&bench.agent, "Thanks", None)
        .await
        .unwrap();
    assert!(matches!(saved, SaveDraftOutcome::Saved { .. }), "{saved:?}");
    let live = bench.client.make_branch_live(&bench.agent, &experiment);
    live.await.unwrap();
    bench.open().await;
    let seen = bench
        .engine
        .branch_review(&bench.agent, &main, &[])
        .await
        .unwrap();
    assert_eq!(seen.branch.draft.as_ref().unwrap().owner, DraftOwner::Ours);
    let done = publish(&bench, &seen).await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    assert_eq!(done.target.unwrap().name, "Main");
}

#[tokio::test]
async fn what_a_publish_left_on_one_branch_is_still_told_after_one_to_another() {
    let bench = bench().await;
    bench.fault(
        "POST",
        "/draft/publish",
        Some(1),
        FaultAction::Cut { cut: Cut::Before },
    );
    let first = bench.publish().await;
    let (_, left) = stopped(&first);
    assert_eq!(left, Some(LeftBehind::Draft));
    let done = publish(&bench, &review(&bench).await).await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    let left = bench.engine.leftovers(&bench.agent).await.unwrap();
    assert_eq!(
        left.iter().map(|left| &left.run_id).collect::<Vec<_>>(),
        [&first.run_id]
    );
    bench
        .engine
        .remove_leftover(&bench.agent, &first.run_id)
        .await
        .unwrap();
    assert!(!bench.branch().await.has_open_draft);
}
