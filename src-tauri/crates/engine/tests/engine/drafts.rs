//! Open drafts: what there is and whose it is, and saving the working copy to one without publishing.

use std::time::Duration;

use atoms_sandbox::{Cut, FaultAction, Generation, Quirks, Verdict};
use debrief_atoms::At;
use debrief_engine::ErrorCode;
use debrief_engine::views::{
    DraftGist, DraftOwner, DraftRow, DraftSeen, DraftsView, RunState, SaveDraftOutcome, StopReason,
};
use serde_json::{Value, json};

use crate::support::{Bench, writes};

pub const BOTH: [Generation; 2] = [Generation::V1, Generation::V2];
pub const CONFIG: &str = "postCallAnalyticsConfig";
pub const NAME: &str = "Thanks, for review";

pub async fn changed(generation: Generation) -> Bench {
    Bench::changed_on(generation).await
}

pub async fn drafts(bench: &Bench) -> DraftsView {
    bench.engine.list_drafts(&bench.agent).await.unwrap()
}

pub async fn only(bench: &Bench) -> DraftRow {
    let mut view = drafts(bench).await;
    assert_eq!(view.drafts.len(), 1, "{view:?}");
    view.drafts.remove(0)
}

pub async fn save(bench: &Bench) -> SaveDraftOutcome {
    bench.engine.save_draft(&bench.agent, NAME, None).await.unwrap()
}

pub async fn saved(bench: &Bench) -> DraftSeen {
    match save(bench).await {
        SaveDraftOutcome::Saved {
            draft,
            live_moved: None,
            ..
        } => draft,
        other => panic!("{other:?}"),
    }
}

pub fn daniel(bench: &Bench, change: &Value) -> String {
    bench
        .sandbox
        .colleague_drafts(&bench.agent, "Refunds", change, "Daniel Okafor")
        .unwrap()
}

async fn config_of(bench: &Bench, draft: &str) -> Value {
    let read = bench.client.agent(&bench.agent, At::Draft(draft)).await.unwrap();
    Value::Object(read.resolved_config.unwrap())
}

#[tokio::test]
async fn a_colleagues_draft_is_listed_with_who_and_what_it_changes() {
    for generation in BOTH {
        let bench = changed(generation).await;
        assert_eq!(drafts(&bench).await.drafts, Vec::new());
        let (live, config) = bench.live().await;
        let mut metrics = config[CONFIG].clone();
        metrics["dispositionMetrics"].as_array_mut().unwrap().pop();
        metrics["summaryPrompt"] = "One line".into();
        let id = daniel(
            &bench,
            &json!({CONFIG: metrics, "globalPrompt": "You sell umbrellas."}),
        );
        let view = drafts(&bench).await;
        assert_eq!(view.named, generation == Generation::V1);
        assert_eq!(view.live.id, live);
        let row = only(&bench).await;
        assert_eq!(
            (row.seen.id.as_str(), row.author.as_deref()),
            (id.as_str(), Some("Daniel Okafor"))
        );
        assert_eq!(row.owner, DraftOwner::Others);
        assert!(row.since.is_some() && row.changed_at.is_some() && !row.publishing);
        match generation {
            Generation::V1 => {
                assert_eq!((row.name.as_deref(), &row.branch), (Some("Refunds"), &None));
            }
            _ => {
                assert_eq!(row.name, None);
                assert!(row.branch.unwrap().is_live);
            }
        }
        let DraftGist::Read { counts, mut sections } = row.gist else {
            panic!("{:?}", row.gist)
        };
        sections.sort_unstable();
        assert_eq!((counts.removed, counts.added), (1, 0));
        assert_eq!(sections, ["analytics", "workflow_prompt"]);

        let contents = bench.engine.draft_contents(&bench.agent, &id).await.unwrap();
        assert_eq!((contents.metric_counts.total, contents.metrics.len()), (1, 1));
        let words: String = contents
            .sections
            .iter()
            .flat_map(|section| &section.changes)
            .flat_map(|change| &change.words)
            .map(|span| span.text.as_str())
            .collect();
        assert!(
            words.contains("umbrellas") && words.contains("One line"),
            "{words}"
        );
        let gone = bench
            .engine
            .draft_contents(&bench.agent, "6943e8f37c7028ecb88122e0")
            .await;
        assert_eq!(gone.unwrap_err().code(), ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn to_choose_from_drafts_are_listed_and_not_looked_into() {
    for generation in BOTH {
        let bench = changed(generation).await;
        let id = daniel(&bench, &json!({"slmModel": "electron"}));
        let from = bench.mark();
        let named = bench.engine.draft_names(&bench.agent).await.unwrap();
        assert_eq!(
            named.iter().map(|draft| &draft.seen.id).collect::<Vec<_>>(),
            [&id]
        );
        assert!(matches!(named[0].gist, DraftGist::NotRead), "{named:?}");
        let asked = bench.seen(from);
        let looked = |line: &str| line.contains("diff") || line == "GET /agent/{id}";
        assert!(!asked.iter().any(|request| looked(&request.line)), "{asked:?}");
    }
}

#[tokio::test]
async fn one_draft_that_cannot_be_read_keeps_no_other_from_being_shown() {
    let bench = changed(Generation::V1).await;
    daniel(&bench, &json!({"slmModel": "electron"}));
    saved(&bench).await;
    bench.fault(
        "GET",
        "/versions/diff",
        Some(1),
        FaultAction::Answer {
            status: 403,
            headers: std::collections::BTreeMap::new(),
            body: json!({"status": false, "errors": ["no"]}),
        },
    );
    let view = drafts(&bench).await;
    let failed = |row: &&DraftRow| matches!(row.gist, DraftGist::Failed { .. });
    let read = |row: &&DraftRow| matches!(row.gist, DraftGist::Read { .. });
    assert_eq!(view.drafts.iter().filter(failed).count(), 1, "{view:?}");
    assert_eq!(view.drafts.iter().filter(read).count(), 1, "{view:?}");
}

#[tokio::test]
async fn a_saved_draft_holds_the_metrics_counts_as_ours_and_nothing_goes_live() {
    for generation in BOTH {
        let bench = changed(generation).await;
        let (live, before) = bench.live().await;
        let from = bench.mark();
        let draft = saved(&bench).await;
        let lines = bench.write_lines(from);
        let expected: &[&str] = match generation {
            Generation::V1 => &[
                "POST /agent/{id}/drafts",
                "PATCH /agent/{id}/drafts/*/config",
                "PATCH /agent/{id}/drafts/*",
            ],
            _ => &["PUT /agent/{id}/branches/*/draft"],
        };
        assert_eq!(lines, expected);
        assert_eq!(bench.live().await, (live, before.clone()));
        assert_eq!(bench.view().await.changes.total, 1, "the working copy stays");
        assert!(bench.view().await.publish.is_none());
        assert!(bench.engine.open_runs().await.unwrap().is_empty());
        assert!(bench.engine.leftovers(&bench.agent).await.unwrap().is_empty());

        let held = config_of(&bench, &draft.id).await;
        let names: Vec<_> = held[CONFIG]["dispositionMetrics"]
            .as_array()
            .unwrap()
            .iter()
            .collect();
        assert_eq!(names.last().unwrap()["identifier"], "said_thanks");
        for (member, value) in before.as_object().unwrap() {
            assert!(member == CONFIG || held[member] == *value, "{member}");
        }
        // The next start knows it, too.
        let next = bench.restarted();
        let row = next.list_drafts(&bench.agent).await.unwrap().drafts.remove(0);
        assert_eq!((row.owner, row.name.as_deref()), (DraftOwner::Ours, Some(NAME)));
        assert_eq!(row.seen, draft);
        next.look_after_runs().await.unwrap();

        // And publishing goes on as if it were not there.
        let done = bench.publish().await;
        assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
        let left = drafts(&bench).await.drafts.len();
        assert_eq!(
            left,
            usize::from(generation == Generation::V1),
            "its own draft, and one of its own"
        );
    }
}

#[tokio::test]
async fn saving_again_writes_the_same_draft_where_it_is_as_it_was_left() {
    for generation in BOTH {
        let bench = changed(generation).await;
        let first = saved(&bench).await;
        bench.add("asked_for_refund").await;
        let again = bench
            .engine
            .save_draft(&bench.agent, NAME, Some(first.clone()))
            .await
            .unwrap();
        let SaveDraftOutcome::Saved { draft, .. } = again else {
            panic!("{again:?}")
        };
        assert_eq!(draft.id, first.id);
        assert_ne!(draft.revision, first.revision);
        let row = only(&bench).await;
        assert_eq!(row.owner, DraftOwner::Ours);
        let DraftGist::Read { counts, .. } = row.gist else {
            panic!("{:?}", row.gist)
        };
        assert_eq!(counts.added, 2);
        if generation == Generation::V1 {
            // By the state of before it is not as it was left.
            let refused = bench.engine.save_draft(&bench.agent, NAME, Some(first)).await;
            assert_eq!(refused.unwrap_err().code(), ErrorCode::Conflict);
        }
    }
}

#[tokio::test]
async fn a_colleagues_draft_on_the_branch_is_not_written_over() {
    let bench = changed(Generation::V2).await;
    let theirs = daniel(&bench, &json!({"globalPrompt": "TODO Daniel"}));
    let held = config_of(&bench, &theirs).await;
    let from = bench.mark();
    let outcome = save(&bench).await;
    let SaveDraftOutcome::OpenDraft {
        draft,
        author,
        since,
        sections,
        joined: false,
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_eq!(
        (draft.as_ref(), author.as_deref()),
        (Some(&theirs), Some("Daniel Okafor"))
    );
    assert!(since.is_some());
    assert_eq!(sections, ["workflow_prompt"]);
    assert!(bench.write_lines(from).is_empty());
    assert_eq!(config_of(&bench, &theirs).await, held);
    assert_eq!(only(&bench).await.owner, DraftOwner::Others);
}

#[tokio::test]
async fn a_saved_draft_that_a_colleague_wrote_to_stops_the_publish() {
    let bench = changed(Generation::V2).await;
    saved(&bench).await;
    daniel(&bench, &json!({"globalPrompt": "TODO Daniel"}));
    let row = only(&bench).await;
    assert_eq!(row.owner, DraftOwner::OursChanged);
    let done = bench.publish().await;
    let stopped = matches!(
        &done.state,
        RunState::Stopped {
            reason: StopReason::OpenDraft { author: Some(who), .. },
            left_behind: None,
            ..
        } if who == "Daniel Okafor"
    );
    assert!(stopped, "{done:?}");
    let outcome = save(&bench).await;
    assert!(
        matches!(outcome, SaveDraftOutcome::OpenDraft { .. }),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn another_live_version_keeps_it_from_being_saved() {
    for generation in BOTH {
        let bench = changed(generation).await;
        let theirs = bench.colleague(Value::Null);
        let from = bench.mark();
        let outcome = save(&bench).await;
        let SaveDraftOutcome::LiveMoved { live, author } = outcome else {
            panic!("{outcome:?}")
        };
        assert_eq!((live.id, author.as_deref()), (theirs, Some("Mei Tanaka")));
        assert!(bench.write_lines(from).is_empty());
        assert!(drafts(&bench).await.drafts.is_empty());
    }
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_reading_and_never_sent_again() {
    for (generation, method, path) in [
        (Generation::V1, "POST", "/drafts"),
        (Generation::V1, "PATCH", "/config"),
        (Generation::V2, "PUT", "/draft"),
    ] {
        for cut in [Cut::Before, Cut::After] {
            let bench = changed(generation).await;
            bench.fault(method, path, Some(1), FaultAction::Cut { cut });
            let from = bench.mark();
            let outcome = save(&bench).await;
            let sent = bench.seen(from).into_iter();
            let sent = sent.filter(|seen| seen.line.starts_with(method) && seen.line.ends_with(path));
            assert_eq!(sent.count(), 1, "{path}");
            match cut {
                Cut::After => {
                    assert!(
                        matches!(outcome, SaveDraftOutcome::Saved { .. }),
                        "{path}: {outcome:?}"
                    );
                    assert_eq!(only(&bench).await.owner, DraftOwner::Ours, "{path}");
                }
                Cut::Before => {
                    let SaveDraftOutcome::Unknown { error } = outcome else {
                        panic!("{path}: {outcome:?}")
                    };
                    assert_eq!(error.code, ErrorCode::CutOff);
                    // What was made before is ours all the same.
                    let owners: Vec<_> = drafts(&bench)
                        .await
                        .drafts
                        .into_iter()
                        .map(|row| row.owner)
                        .collect();
                    let expected: &[DraftOwner] = if path == "/config" {
                        &[DraftOwner::Ours]
                    } else {
                        &[]
                    };
                    assert_eq!(owners, expected, "{path}");
                }
            }
            let done = bench.publish().await;
            assert!(matches!(done.state, RunState::Live { .. }), "{path}: {done:?}");
        }
    }
}

#[tokio::test]
async fn a_draft_that_is_made_late_is_known_by_its_name() {
    let bench = changed(Generation::V1).await;
    bench.fault("POST", "/drafts", Some(1), FaultAction::Cut { cut: Cut::Before });
    let from = bench.mark();
    let outcome = save(&bench).await;
    assert!(matches!(outcome, SaveDraftOutcome::Unknown { .. }), "{outcome:?}");
    // Atoms carries it out after all.
    let asked = writes(&bench.sandbox, from).remove(0).body;
    let text = |member: &str| asked[member].as_str().unwrap().to_owned();
    bench
        .client
        .create_draft(&bench.agent, &text("sourceVersionId"), &text("draftName"))
        .await
        .unwrap();
    // How it was left is not known, so it is not taken for untouched.
    assert_eq!(only(&bench).await.owner, DraftOwner::OursChanged);
}

#[tokio::test]
async fn a_refusal_leaves_nothing_and_is_told_with_atoms_words() {
    for (generation, method, path) in [
        (Generation::V1, "PATCH", "/config"),
        (Generation::V2, "PUT", "/draft"),
    ] {
        let bench = changed(generation).await;
        let answer = FaultAction::Answer {
            status: 423,
            headers: std::collections::BTreeMap::new(),
            body: json!({"status": false, "error_type": "config_freeze_active", "errors": ["Frozen"]}),
        };
        bench.fault(method, path, Some(1), answer);
        let refused = bench.engine.save_draft(&bench.agent, NAME, None).await;
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Frozen);
        assert!(drafts(&bench).await.drafts.is_empty());
        saved(&bench).await;
    }
}

#[tokio::test]
async fn what_cannot_be_saved_is_refused_before_anything_is_asked() {
    let bench = Bench::new().await;
    bench.open().await;
    let engine = &bench.engine;
    let agent = &bench.agent;
    let code = |name: String| async move {
        let refused = engine.save_draft(agent, &name, None).await;
        refused.unwrap_err().code()
    };
    let from = bench.mark();
    assert_eq!(code(NAME.into()).await, ErrorCode::NothingToPublish);
    bench.add("said_thanks").await;
    assert_eq!(code("x".repeat(101)).await, ErrorCode::Invalid);
    assert_eq!(code("  ".into()).await, ErrorCode::Invalid);
    assert!(bench.write_lines(from).is_empty());
    assert!(bench.draft_names().await.is_empty());
}

#[tokio::test]
async fn an_agent_that_migrated_meanwhile_is_saved_on_its_branch() {
    let bench = changed(Generation::Mixed).await;
    bench.sandbox.migrate(&bench.agent).unwrap();
    let outcome = save(&bench).await;
    let SaveDraftOutcome::Saved { branch, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert!(branch.unwrap().is_live);
    assert_eq!(only(&bench).await.owner, DraftOwner::Ours);
}

#[tokio::test]
async fn a_cancelled_publish_does_not_remove_a_draft_that_was_saved() {
    let quirks = Quirks {
        check: Duration::from_millis(40),
        ..Quirks::default()
    };
    let bench = Bench::on(Generation::V2, quirks).await;
    bench.open().await;
    bench.add("said_thanks").await;
    let draft = saved(&bench).await;
    bench.add("asked_for_refund").await;
    let (engine, agent) = (std::sync::Arc::clone(&bench.engine), bench.agent.clone());
    // Between the write and the publish.
    bench.fault(
        "PUT",
        "/draft",
        Some(1),
        FaultAction::Delay {
            delay_ms: 300,
            after: true,
        },
    );
    let from = bench.mark();
    engine.publish(&agent, "Thanks counted", "", &[]).await.unwrap();
    while !bench.seen(from).iter().any(|seen| seen.line.starts_with("PUT")) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    engine.cancel_publish(&agent).await.unwrap();
    let done = bench.settled().await;
    assert!(
        matches!(
            &done.state,
            RunState::Stopped {
                reason: StopReason::Cancelled,
                ..
            }
        ),
        "{done:?}"
    );
    let row = only(&bench).await;
    assert_eq!((row.seen.id, row.owner), (draft.id, DraftOwner::Ours));
}

fn collides() -> FaultAction {
    FaultAction::Answer {
        status: 409,
        headers: std::collections::BTreeMap::new(),
        body: json!({"status": false, "errors": ["analytics.postCallAnalyticsConfig"]}),
    }
}

#[tokio::test]
async fn a_collision_is_looked_at_again_and_one_that_does_not_end_claims_nothing() {
    let bench = changed(Generation::V2).await;
    bench.fault("PUT", "/draft", Some(1), collides());
    let from = bench.mark();
    let first = saved(&bench).await;
    assert_eq!(bench.write_lines(from).len(), 2, "the first was surely refused");
    bench.add("asked_for_refund").await;
    bench.fault("PUT", "/draft", Some(3), collides());
    let refused = bench.engine.save_draft(&bench.agent, "Never", None).await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Conflict);
    let row = only(&bench).await;
    assert_eq!(
        (row.seen, row.owner, row.name.as_deref()),
        (first, DraftOwner::Ours, Some(NAME))
    );
}

#[tokio::test]
async fn a_draft_that_a_failed_check_left_is_no_leftover_once_it_is_saved() {
    let quirks = Quirks {
        check: Duration::from_millis(40),
        verdict: Verdict::Fail,
        ..Quirks::default()
    };
    let bench = Bench::on(Generation::V2, quirks).await;
    bench.open().await;
    bench.add("said_thanks").await;
    let done = bench.publish().await;
    assert!(done.can_remove_draft, "{done:?}");
    assert_eq!(bench.engine.leftovers(&bench.agent).await.unwrap().len(), 1);
    saved(&bench).await;
    assert!(bench.engine.leftovers(&bench.agent).await.unwrap().is_empty());
    let view = bench.view().await.publish.unwrap();
    assert!(!view.can_remove_draft, "{view:?}");
    assert_eq!(only(&bench).await.owner, DraftOwner::Ours);
    bench.sandbox.set_check(Verdict::Pass, Duration::ZERO);
    let again = bench.publish().await;
    assert!(matches!(again.state, RunState::Live { .. }), "{again:?}");
}
