//! Colleagues who publish in the middle.

use std::time::Duration;

use atoms_sandbox::Quirks;
use debrief_engine::views::{Edit, LeftBehind, PublishView, RunState, StopReason};
use serde_json::{Value, json};

use crate::support::{Bench, change};

fn moved(view: &PublishView) -> (bool, Option<u32>, Option<&str>, Option<LeftBehind>) {
    match &view.state {
        RunState::Stopped {
            reason:
                StopReason::LiveMoved {
                    number,
                    author,
                    before_writing,
                },
            left_behind,
            ..
        } => (*before_writing, *number, author.as_deref(), *left_behind),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_publish_from_a_version_that_is_no_longer_live_writes_nothing() {
    let bench = Bench::changed().await;
    let theirs = bench.colleague(Value::Null);
    let number = bench.versions().await;
    let from = bench.mark();
    let done = bench.publish().await;
    assert_eq!(moved(&done), (true, Some(number), Some("Mei Tanaka"), None));
    assert!(bench.write_lines(from).is_empty());
    assert_eq!(bench.live().await.0, theirs);
    assert_eq!(bench.view().await.changes.total, 1, "the working copy stays");
}

#[tokio::test]
async fn a_colleague_before_our_publish_stops_it_and_our_draft_goes() {
    let bench = Bench::changed().await;
    let theirs = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let id = std::sync::Arc::clone(&theirs);
    bench.after("PATCH /agent/{id}/drafts/*/config", move |sandbox, agent| {
        *id.lock().unwrap() = sandbox.colleague_publishes(agent, &change(Value::Null)).unwrap();
    });
    let (versions, from) = (bench.versions().await, bench.mark());
    let done = bench.publish().await;
    let (before_writing, _, _, left) = moved(&done);
    assert_eq!((before_writing, left), (false, None));
    let lines = bench.write_lines(from);
    assert_eq!(lines.last().unwrap(), "DELETE /agent/{id}/drafts/*");
    assert!(
        !lines
            .iter()
            .any(|line| line.ends_with("/publish") || line.ends_with("/activate"))
    );
    assert!(bench.draft_names().await.is_empty());
    assert_eq!(bench.live().await.0, *theirs.lock().unwrap());
    assert_eq!(bench.versions().await, versions + 1);
    assert_eq!(bench.view().await.changes.total, 1);
}

#[tokio::test]
async fn a_colleague_before_the_explicit_activation_stays_live() {
    let quirks = Quirks {
        activate_ignored: true,
        check: Duration::from_millis(40),
        ..Quirks::default()
    };
    let bench = Bench::changed_with(quirks).await;
    bench.after("POST /agent/{id}/drafts/*/publish", |sandbox, agent| {
        sandbox.colleague_publishes(agent, &change(Value::Null)).unwrap();
    });
    let from = bench.mark();
    let done = bench.publish().await;
    let (before_writing, number, _, left) = moved(&done);
    assert_eq!((before_writing, left), (false, Some(LeftBehind::Version)));
    assert_eq!(number, done.new_number.map(|ours| ours + 1));
    assert!(
        !bench
            .write_lines(from)
            .iter()
            .any(|line| line.ends_with("/activate"))
    );
    assert_ne!(Some(bench.live().await.0), done.new_version_id);
    assert_eq!(bench.view().await.changes.total, 1);
}

#[tokio::test]
async fn a_colleague_whose_version_ours_replaced_is_named() {
    let quirks = Quirks {
        check: Duration::from_millis(300),
        ..Quirks::default()
    };
    let bench = Bench::changed_with(quirks).await;
    // Ours waits for its check while theirs is live; then Atoms activates ours, as it was told to.
    bench.after("POST /agent/{id}/drafts/*/publish", |sandbox, agent| {
        sandbox.colleague_publishes(agent, &change(Value::Null)).unwrap();
    });
    let done = bench.publish().await;
    let RunState::Live {
        replaced: Some(theirs),
        ..
    } = &done.state
    else {
        panic!("{done:?}");
    };
    assert_eq!(theirs.author.as_deref(), Some("Mei Tanaka"));
    assert_eq!(theirs.number, done.new_number.map(|ours| ours + 1));
    assert_eq!(Some(bench.live().await.0), done.new_version_id);
}

#[tokio::test]
async fn versions_that_were_live_before_an_old_one_was_brought_back_are_nobody_replaced() {
    let bench = Bench::changed().await;
    let page = bench
        .engine
        .list_versions(&bench.agent, None, 0, 100)
        .await
        .unwrap();
    let old = page.versions.last().unwrap();
    assert!(!old.is_live && page.versions.len() > 1);
    bench
        .sandbox
        .colleague_activates(&bench.agent, &old.id, "Mei Tanaka")
        .unwrap();
    bench.engine.open_agent(&bench.agent, true).await.unwrap();
    for edit in [Edit::DiscardChanges, Edit::Undo] {
        bench.engine.edit(&bench.agent, edit).await.unwrap();
    }
    let done = bench.publish().await;
    assert!(
        matches!(done.state, RunState::Live { replaced: None, .. }),
        "{done:?}"
    );
}

// The sandbox has to answer while the hook waits for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_that_is_live_but_not_as_sent_is_no_success() {
    let bench = Bench::changed().await;
    // Somebody writes into our draft between our write and its publish: the API has no guard against it.
    bench.after("PATCH /agent/{id}/drafts/*/config", |sandbox, agent| {
        let draft = sandbox
            .requests()
            .into_iter()
            .rev()
            .find(|request| request.path.ends_with("/config"))
            .unwrap();
        let (url, key) = (sandbox.url(), sandbox.api_key().to_owned());
        let path = draft.path.trim_start_matches("/atoms/v1").to_owned();
        let body = json!({"postCallAnalyticsConfig": {"dispositionMetrics": []}, "slmModel": "electron"});
        assert!(path.contains(agent));
        crate::support::patch(&url, &path, &key, &body);
    });
    let done = bench.publish().await;
    let RunState::Stopped {
        reason: StopReason::Differs { paths },
        left_behind: None,
        ..
    } = &done.state
    else {
        panic!("{done:?}")
    };
    assert!(
        paths.iter().any(|path| path.starts_with("dispositionMetrics")),
        "{paths:?}"
    );
    assert!(paths.iter().any(|path| path == "modelName"), "{paths:?}");
    assert_eq!(bench.view().await.changes.total, 1, "the working copy stays");
}

#[tokio::test]
async fn a_colleagues_draft_is_left_alone() {
    let bench = Bench::changed().await;
    let config = json!({"slmModel": "electron"});
    bench
        .sandbox
        .colleague_drafts(&bench.agent, "Half done", &config, "Mei Tanaka")
        .unwrap();
    let done = bench.publish().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    assert_eq!(bench.draft_names().await, ["Half done"]);
    assert_eq!(bench.live().await.1["modelName"], "gpt-4.1");
}
