//! The branches of an agent, and putting another one live.

use std::time::Duration;

use atoms_sandbox::{Cut, FaultAction, Generation, Quirks, Verdict};
use debrief_engine::ErrorCode;
use debrief_engine::views::{BranchPreview, BranchRow, DraftOwner, MakeLiveOutcome};
use serde_json::{Value, json};

use crate::support::{Bench, publish_aside};

const CONFIG: &str = "postCallAnalyticsConfig";
const LIVE: &str = "POST /agent/{id}/branches/*/live";

/// A bench whose agent has a second branch, on which Mei changed the metrics and the prompt.
async fn bench() -> Bench {
    let bench = Bench::on(Generation::V2, Quirks::default()).await;
    bench.open().await;
    let (_, live) = bench.live().await;
    let mut config = live[CONFIG].clone();
    config["dispositionMetrics"].as_array_mut().unwrap().pop();
    publish_aside(
        &bench,
        &json!({CONFIG: config, "globalPrompt": "You sell umbrellas."}),
    );
    bench
}

async fn branches(bench: &Bench) -> Vec<BranchRow> {
    bench.engine.list_branches(&bench.agent).await.unwrap().branches
}

async fn other(bench: &Bench) -> BranchRow {
    let found = branches(bench).await.into_iter().find(|branch| !branch.is_live);
    found.unwrap()
}

async fn preview(bench: &Bench) -> BranchPreview {
    let branch = other(bench).await.id;
    bench.engine.branch_preview(&bench.agent, &branch).await.unwrap()
}

fn head(branch: &BranchRow) -> String {
    branch.head.as_ref().unwrap().version.id.clone()
}

async fn ask(bench: &Bench, seen: &BranchPreview) -> Result<MakeLiveOutcome, debrief_engine::Error> {
    let head = head(&seen.branch);
    bench
        .engine
        .make_live(&bench.agent, &seen.branch.id, &seen.live.id, &head)
        .await
}

async fn make_live(bench: &Bench, seen: &BranchPreview) -> MakeLiveOutcome {
    ask(bench, seen).await.unwrap()
}

#[tokio::test]
async fn branches_are_listed_with_their_heads_and_drafts_and_drafts_and_versions_have_none() {
    let bench = bench().await;
    bench.add("said_thanks").await;
    bench
        .engine
        .save_draft(&bench.agent, "Thanks", None)
        .await
        .unwrap();
    let (live, _) = bench.live().await;
    let rows = branches(&bench).await;
    assert_eq!(rows.len(), 2);
    let (main, other) = (&rows[0], &rows[1]);
    assert!(main.is_live && main.is_default && !other.is_live && !other.is_default);
    assert_eq!((main.name.as_str(), other.name.as_str()), ("Main", "Experiment"));
    assert_eq!(head(main), live);
    let theirs = other.head.as_ref().unwrap();
    assert_eq!(
        (theirs.version.number, theirs.version.label.as_deref()),
        (Some(1), Some("Experiment"))
    );
    assert_eq!(theirs.author.as_deref(), Some("Mei Tanaka"));
    assert!(theirs.published_at.is_some());
    let draft = main.draft.as_ref().unwrap();
    assert_eq!(
        (draft.owner, draft.author.as_deref()),
        (DraftOwner::Ours, Some("Priya Raman"))
    );
    assert_eq!(other.draft, None);

    for quirks in [
        Quirks::default(),
        Quirks {
            no_branches: true,
            ..Quirks::default()
        },
    ] {
        let bench = Bench::with(quirks).await;
        bench.open().await;
        assert_eq!(branches(&bench).await, Vec::new());
    }
}

#[tokio::test]
async fn a_branch_says_what_it_changes_and_goes_live_with_one_request() {
    let bench = bench().await;
    bench.add("said_thanks").await;
    let seen = preview(&bench).await;
    assert_eq!(seen.live_branch.as_deref(), Some("Main"));
    assert_eq!(seen.live.id, bench.live().await.0);
    assert_eq!((seen.counts.removed, seen.counts.added), (1, 0));
    let sections: Vec<_> = seen.sections.iter().map(|each| each.section.as_str()).collect();
    assert_eq!(sections, ["workflow_prompt"]);

    let from = bench.mark();
    let outcome = make_live(&bench, &seen).await;
    let MakeLiveOutcome::Live { live, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(bench.write_lines(from), [LIVE]);
    assert_eq!(live.id, head(&seen.branch));
    assert_eq!(bench.live().await.0, live.id);
    assert_eq!(live.label.as_deref(), Some("Experiment"));
    // What was typed is there, on its old base.
    let view = bench.view().await;
    assert_eq!((view.changes.added, view.base_moved), (1, true));
    assert_eq!(view.live.unwrap().id, live.id);
    // Now it is the one that is live, and there is nothing more to do.
    let again = bench.engine.branch_preview(&bench.agent, &seen.branch.id).await;
    assert_eq!(again.unwrap_err().code(), ErrorCode::Invalid);
    let again = bench
        .engine
        .make_live(&bench.agent, &seen.branch.id, &live.id, &live.id)
        .await;
    assert_eq!(again.unwrap_err().code(), ErrorCode::Invalid);
    assert!(
        branches(&bench)
            .await
            .iter()
            .any(|row| row.is_live && row.name == "Experiment")
    );
}

#[tokio::test]
async fn nothing_is_sent_when_what_was_seen_is_not_so_any_more() {
    let bench = bench().await;
    let seen = preview(&bench).await;
    let theirs = bench.colleague(Value::Null);
    let from = bench.mark();
    let outcome = make_live(&bench, &seen).await;
    let MakeLiveOutcome::LiveMoved {
        live,
        author,
        before_sending: true,
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_eq!((live.id, author.as_deref()), (theirs, Some("Mei Tanaka")));

    let mut seen = preview(&bench).await;
    if let Some(head) = &mut seen.branch.head {
        // As if it had been looked at before somebody published to it.
        head.version.id = seen.live.id.clone();
    }
    let outcome = make_live(&bench, &seen).await;
    assert!(
        matches!(outcome, MakeLiveOutcome::HeadMoved { number: Some(1) }),
        "{outcome:?}"
    );
    assert!(bench.write_lines(from).is_empty());
}

#[tokio::test]
async fn a_lost_answer_is_looked_after_and_never_repeated() {
    for cut in [Cut::Before, Cut::After] {
        let bench = bench().await;
        let seen = preview(&bench).await;
        bench.fault("POST", "/live", Some(1), FaultAction::Cut { cut });
        let from = bench.mark();
        let outcome = make_live(&bench, &seen).await;
        assert_eq!(bench.write_lines(from), [LIVE]);
        let live = bench.live().await.0;
        match cut {
            Cut::Before => {
                assert!(
                    matches!(outcome, MakeLiveOutcome::NotDone { error: Some(_) }),
                    "{outcome:?}"
                );
                assert_eq!(live, seen.live.id);
            }
            Cut::After => {
                assert!(matches!(outcome, MakeLiveOutcome::Live { .. }), "{outcome:?}");
                assert_eq!(live, head(&seen.branch));
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_afterwards_is_not_known() {
    let bench = bench().await;
    let seen = preview(&bench).await;
    let (sandbox, from, agent) = (bench.sandbox.clone(), bench.mark(), bench.agent.clone());
    let watch = tokio::spawn(async move {
        loop {
            let sent = sandbox.requests();
            if sent
                .iter()
                .skip(from)
                .any(|request| request.path.ends_with("/live"))
            {
                return sandbox.fault(atoms_sandbox::Fault {
                    method: Some("GET".into()),
                    path: format!("/agent/{agent}"),
                    times: None,
                    action: FaultAction::Cut { cut: Cut::Before },
                });
            }
            tokio::task::yield_now().await;
        }
    });
    bench.fault(
        "POST",
        "/live",
        Some(1),
        FaultAction::Delay {
            delay_ms: 100,
            after: true,
        },
    );
    let outcome = make_live(&bench, &seen).await;
    watch.await.unwrap();
    assert!(matches!(outcome, MakeLiveOutcome::Unknown { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_refusal_is_an_error_with_atoms_words_and_no_branch_goes_live_during_a_publish() {
    let bench = bench().await;
    let seen = preview(&bench).await;
    let answer = FaultAction::Answer {
        status: 403,
        headers: std::collections::BTreeMap::default(),
        body: json!({"status": false, "errors": ["Not scanned"]}),
    };
    bench.fault("POST", "/live", Some(1), answer);
    assert_eq!(ask(&bench, &seen).await.unwrap_err().code(), ErrorCode::Forbidden);
    assert_eq!(bench.live().await.0, seen.live.id);

    bench.sandbox.set_check(Verdict::Pass, Duration::from_millis(800));
    bench.add("said_thanks").await;
    bench
        .engine
        .publish(&bench.agent, "Thanks", "", &[])
        .await
        .unwrap();
    let from = bench.mark();
    assert_eq!(
        ask(&bench, &seen).await.unwrap_err().code(),
        ErrorCode::PublishRunning
    );
    bench.settled().await;
    assert!(!bench.write_lines(from).contains(&LIVE.to_owned()));
}
