//! What a person does with an open draft: goes on with it, names it, discards it.

use std::time::Duration;

use atoms_sandbox::{Cut, FaultAction, Generation, Quirks};
use debrief_engine::ErrorCode;
use debrief_engine::views::{DiscardOutcome, DraftOwner, DraftSeen, Edit, RenameOutcome, RunState};
use serde_json::json;

use crate::drafts::{BOTH, CONFIG, NAME, changed, daniel, drafts, only, save, saved};
use crate::support::{Bench, writes};

#[tokio::test]
async fn going_on_with_a_draft_takes_its_metrics_as_a_step_that_can_be_undone() {
    for generation in BOTH {
        let bench = changed(generation).await;
        let (_, config) = bench.live().await;
        let mut metrics = config[CONFIG].clone();
        let list = metrics["dispositionMetrics"].as_array_mut().unwrap();
        list.pop();
        list[0]["dispositionMetricPrompt"] = "Daniel's question? Answer other if unclear.".into();
        let id = daniel(&bench, &json!({CONFIG: metrics, "globalPrompt": "TODO Daniel"}));
        let from = bench.mark();
        let before = bench.view().await;
        let view = bench.engine.continue_draft(&bench.agent, &id).await.unwrap();
        assert!(bench.write_lines(from).is_empty());
        assert_eq!(
            (view.changes.changed, view.changes.removed, view.changes.added),
            (1, 1, 0)
        );
        assert_eq!(view.metrics[0].id, before.metrics[0].id, "a metric keeps its id");
        let undone = bench.engine.edit(&bench.agent, Edit::Undo).await.unwrap();
        assert_eq!((undone.changes.added, undone.changes.total), (1, 1));
        let gone = bench
            .engine
            .continue_draft(&bench.agent, "6943e8f37c7028ecb88122e0")
            .await;
        assert_eq!(gone.unwrap_err().code(), ErrorCode::NotFound);
    }
}

async fn discard(bench: &Bench, seen: &DraftSeen, anyway: bool) -> DiscardOutcome {
    let discarded = bench.engine.discard_draft(&bench.agent, seen, anyway).await;
    discarded.unwrap()
}

#[tokio::test]
async fn ours_is_discarded_once_and_a_colleagues_never() {
    for generation in BOTH {
        let bench = changed(generation).await;
        let ours = saved(&bench).await;
        if generation == Generation::V1 {
            let id = daniel(&bench, &json!({"slmModel": "electron"}));
            let theirs = drafts(&bench)
                .await
                .drafts
                .into_iter()
                .find(|row| row.seen.id == id);
            let from = bench.mark();
            let outcome = discard(&bench, &theirs.unwrap().seen, true).await;
            let kept = DiscardOutcome::NotOurs {
                author: Some("Daniel Okafor".into()),
            };
            assert_eq!(outcome, kept);
            assert!(bench.write_lines(from).is_empty());
        }
        assert_eq!(discard(&bench, &ours, false).await, DiscardOutcome::Discarded);
        let left = drafts(&bench).await.drafts;
        assert!(left.iter().all(|row| row.owner == DraftOwner::Others), "{left:?}");
        let from = bench.mark();
        assert_eq!(discard(&bench, &ours, false).await, DiscardOutcome::Gone);
        assert!(bench.write_lines(from).is_empty());
        assert_eq!(bench.view().await.changes.total, 1);
    }
}

#[tokio::test]
async fn ours_that_a_colleague_wrote_to_is_asked_about_and_on_a_branch_stays() {
    let bench = changed(Generation::V2).await;
    let seen = saved(&bench).await;
    daniel(&bench, &json!({"globalPrompt": "TODO Daniel"}));
    let now = only(&bench).await.seen;
    let from = bench.mark();
    for (seen, anyway) in [(&seen, false), (&now, true)] {
        let outcome = discard(&bench, seen, anyway).await;
        assert!(matches!(outcome, DiscardOutcome::NotOurs { .. }), "{outcome:?}");
    }
    assert!(bench.write_lines(from).is_empty());

    let bench = changed(Generation::V1).await;
    let ours = saved(&bench).await;
    // Somebody writes to it with a key of the same person.
    let theirs = json!({"dispositionMetrics": []});
    bench
        .client
        .write_draft_config(&bench.agent, &ours.id, &theirs)
        .await
        .unwrap();
    let from = bench.mark();
    let outcome = discard(&bench, &ours, true).await;
    let DiscardOutcome::Changed { seen, .. } = outcome else {
        panic!("{outcome:?}")
    };
    let outcome = discard(&bench, &seen, false).await;
    assert!(matches!(outcome, DiscardOutcome::Changed { .. }), "{outcome:?}");
    assert!(bench.write_lines(from).is_empty());
    assert_eq!(discard(&bench, &seen, true).await, DiscardOutcome::Discarded);
    assert!(drafts(&bench).await.drafts.is_empty());
}

#[tokio::test]
async fn a_lost_answer_to_discarding_is_settled_by_reading() {
    for (generation, path) in [(Generation::V1, "/drafts/*"), (Generation::V2, "/draft")] {
        for cut in [Cut::Before, Cut::After] {
            let bench = changed(generation).await;
            let seen = saved(&bench).await;
            let path = if path.contains('*') {
                format!("/atoms/v1/agent/*{path}")
            } else {
                path.to_owned()
            };
            bench.fault("DELETE", &path, Some(1), FaultAction::Cut { cut });
            let from = bench.mark();
            let outcome = discard(&bench, &seen, false).await;
            assert_eq!(bench.write_lines(from).len(), 1);
            match cut {
                Cut::Before => assert!(matches!(outcome, DiscardOutcome::Unknown { .. }), "{outcome:?}"),
                Cut::After => assert_eq!(outcome, DiscardOutcome::Discarded),
            }
        }
    }
}

#[tokio::test]
async fn a_draft_that_goes_between_the_look_and_the_write_is_told_as_gone_and_not_as_discarded() {
    for (generation, path) in [
        (Generation::V1, "/atoms/v1/agent/*/drafts/*"),
        (Generation::V2, "/draft"),
    ] {
        let bench = changed(generation).await;
        let seen = saved(&bench).await;
        let answer = FaultAction::Answer {
            status: 404,
            headers: std::collections::BTreeMap::default(),
            body: json!({"status": false, "errors": ["Draft not found"]}),
        };
        bench.fault("DELETE", path, Some(1), answer);
        let from = bench.mark();
        assert_eq!(discard(&bench, &seen, false).await, DiscardOutcome::Gone);
        assert_eq!(bench.write_lines(from).len(), 1);
    }
}

#[tokio::test]
async fn nothing_is_discarded_renamed_or_saved_while_a_publish_runs() {
    for generation in BOTH {
        let quirks = Quirks {
            check: Duration::from_millis(1200),
            ..Quirks::default()
        };
        let bench = Bench::on(generation, quirks).await;
        bench.open().await;
        bench.add("said_thanks").await;
        let seen = saved(&bench).await;
        bench
            .engine
            .publish(&bench.agent, "Thanks", "", &[])
            .await
            .unwrap();
        let (engine, agent) = (&bench.engine, bench.agent.as_str());
        let codes = [
            engine.discard_draft(agent, &seen, true).await.err(),
            engine.rename_draft(agent, &seen.id, "Other").await.err(),
            engine.save_draft(agent, NAME, None).await.err(),
        ];
        for code in codes {
            assert_eq!(code.unwrap().code(), ErrorCode::PublishRunning);
        }
        let done = bench.settled().await;
        assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    }
}

#[tokio::test]
async fn ours_gets_another_name_and_stays_ours_and_a_colleagues_keeps_its_own() {
    let bench = changed(Generation::V1).await;
    let ours = saved(&bench).await;
    let theirs = daniel(&bench, &json!({"slmModel": "electron"}));
    let rename = async |id: &str| bench.engine.rename_draft(&bench.agent, id, " Second try ").await;
    let renamed = RenameOutcome::Renamed {
        name: "Second try".into(),
    };
    assert_eq!(rename(&ours.id).await.unwrap(), renamed);
    let rows = drafts(&bench).await.drafts;
    let row = rows.iter().find(|row| row.seen.id == ours.id).unwrap();
    assert_eq!(
        (row.name.as_deref(), row.owner),
        (Some("Second try"), DraftOwner::Ours)
    );
    let outcome = rename(&theirs).await.unwrap();
    assert!(
        matches!(outcome, RenameOutcome::NotOurs { author: Some(_) }),
        "{outcome:?}"
    );
    assert!(bench.draft_names().await.contains(&"Refunds".to_owned()));
    assert_eq!(
        rename("6943e8f37c7028ecb88122e0").await.unwrap(),
        RenameOutcome::Gone
    );

    let bench = changed(Generation::V2).await;
    let ours = saved(&bench).await;
    let refused = bench.engine.rename_draft(&bench.agent, &ours.id, "Other").await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Invalid);
}

#[tokio::test]
async fn a_draft_known_by_its_name_alone_stays_ours_under_another_one() {
    let bench = changed(Generation::V1).await;
    bench.fault("POST", "/drafts", Some(1), FaultAction::Cut { cut: Cut::Before });
    let from = bench.mark();
    save(&bench).await;
    let asked = writes(&bench.sandbox, from).remove(0).body;
    let text = |member: &str| asked[member].as_str().unwrap().to_owned();
    let made = bench
        .client
        .create_draft(&bench.agent, &text("sourceVersionId"), &text("draftName"))
        .await
        .unwrap();
    let outcome = bench
        .engine
        .rename_draft(&bench.agent, &made.draft_id, "Late")
        .await
        .unwrap();
    assert!(matches!(outcome, RenameOutcome::Renamed { .. }), "{outcome:?}");
    assert_ne!(only(&bench).await.owner, DraftOwner::Others);
}
