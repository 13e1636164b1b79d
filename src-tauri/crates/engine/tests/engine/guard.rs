//! Somebody else's draft on a branch: waiting for it, adding to it, publishing all of it.

use std::time::Duration;

use atoms_sandbox::{Generation, Quirks};
use debrief_engine::views::{
    DraftAnswer, DraftEnd, DraftSeen, DraftWay, Edit, MergeChoice, OpenDraftView, PublishView, RowChange,
    RunState, StopReason,
};
use debrief_engine::{Engine, ErrorCode};
use debrief_metrics::Side;
use serde_json::{Value, json};

use crate::support::{Bench, run_until, writes};

const CONFIG: &str = "postCallAnalyticsConfig";
const PUT: &str = "PUT /agent/{id}/branches/*/draft";
const DANIEL: &str = "Daniel Okafor";

/// A bench on which Daniel has a draft and our publish was stopped by it.
async fn stopped_by(change: &Value) -> Bench {
    stopped_on(change, false).await
}

async fn stopped_on(change: &Value, lean_conflict: bool) -> Bench {
    let quirks = Quirks {
        check: Duration::from_millis(40),
        lean_conflict,
        ..Quirks::default()
    };
    let bench = Bench::on(Generation::V2, quirks).await;
    bench.open().await;
    bench.add("said_thanks").await;
    daniel(&bench, change);
    let view = bench.publish().await;
    assert!(is_stopped(&view), "{view:?}");
    bench
}

fn daniel(bench: &Bench, change: &Value) {
    bench
        .sandbox
        .colleague_drafts(&bench.agent, "", change, DANIEL)
        .unwrap();
}

fn is_stopped(view: &PublishView) -> bool {
    let RunState::Stopped { reason, .. } = &view.state else {
        return false;
    };
    matches!(reason, StopReason::OpenDraft { .. })
}

fn prompt() -> Value {
    json!({"globalPrompt": "TODO Daniel: check with Finance", "slmModel": "electron"})
}

async fn theirs(bench: &Bench) -> OpenDraftView {
    bench.engine.open_draft(&bench.agent).await.unwrap().unwrap()
}

fn answer(way: DraftWay, seen: DraftSeen) -> DraftAnswer {
    DraftAnswer {
        way,
        seen,
        choices: Vec::new(),
        anyway: Vec::new(),
    }
}

async fn answered(bench: &Bench, way: DraftWay) -> PublishView {
    let seen = theirs(bench).await.seen;
    bench
        .engine
        .answer_draft(&bench.agent, answer(way, seen))
        .await
        .unwrap();
    bench.settled().await
}

fn without_metrics(mut config: Value) -> Value {
    config.as_object_mut().unwrap().remove(CONFIG);
    config
}

fn identifiers(config: &Value) -> Vec<&str> {
    let metrics = config[CONFIG]["dispositionMetrics"].as_array().unwrap();
    metrics
        .iter()
        .map(|metric| metric["identifier"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn what_is_in_the_draft_is_shown_section_by_section_in_words() {
    let bench = stopped_by(&prompt()).await;
    let view = theirs(&bench).await;
    assert_eq!(view.author.as_deref(), Some(DANIEL));
    assert!(view.readable && !view.publishing && view.since.is_some());
    let sections: Vec<_> = view
        .sections
        .iter()
        .map(|section| section.section.as_str())
        .collect();
    assert_eq!(sections, ["workflow_prompt", "llm"]);
    let words: String = view.sections[0].changes[0]
        .words
        .iter()
        .map(|span| span.text.as_str())
        .collect();
    assert!(words.contains("TODO Daniel: check with Finance"), "{words}");
    assert_eq!((view.metric_counts.total, view.metrics.len()), (0, 0));
}

#[tokio::test]
async fn what_it_changes_beside_the_metrics_is_shown_and_ships_only_with_everything() {
    let bench = stopped_by(&json!({CONFIG: {"summaryPrompt": "Sum it up in one line"}})).await;
    let view = theirs(&bench).await;
    let shown: Vec<_> = view
        .sections
        .iter()
        .flat_map(|section| &section.changes)
        .map(|change| change.path.as_str())
        .collect();
    assert_eq!(shown, ["summaryPrompt"], "{view:?}");
    assert_eq!(view.sections[0].section, "analytics");
    let done = answered(&bench, DraftWay::Everything).await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    assert_eq!(
        bench.live().await.1[CONFIG]["summaryPrompt"],
        "Sum it up in one line"
    );
}

/// The draft adds a metric whose prompt asks for an answer that is no choice.
async fn stopped_by_a_danger() -> Bench {
    let bench = Bench::on(Generation::V2, Quirks::default()).await;
    let live = bench.live().await.1;
    let mut metrics = live[CONFIG]["dispositionMetrics"].as_array().unwrap().clone();
    metrics.push(json!({
        "identifier": "daniels",
        "dispositionMetricPrompt": "What was wanted? If nothing, answer none.",
        "dispositionMetricType": "ENUM",
        "choices": ["billing", "delivery", "other"],
    }));
    stopped_by(&json!({CONFIG: {"dispositionMetrics": metrics}})).await
}

#[tokio::test]
async fn a_danger_of_theirs_goes_live_only_when_it_is_named() {
    let bench = stopped_by_a_danger().await;
    let view = theirs(&bench).await;
    let [danger] = view.dangers.as_slice() else {
        panic!("{view:?}")
    };
    assert_eq!((danger.identifier.as_str(), danger.finding.rule), ("daniels", 1));
    let mut everything = answer(DraftWay::Everything, view.seen);
    let refused = bench.engine.answer_draft(&bench.agent, everything.clone()).await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Dangerous);
    assert!(!identifiers(&bench.live().await.1).contains(&"daniels"));

    everything.anyway = vec!["daniels".to_owned()];
    bench.engine.answer_draft(&bench.agent, everything).await.unwrap();
    let done = bench.settled().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    assert_eq!(done.anyway, ["daniels"]);
    assert!(identifiers(&bench.live().await.1).contains(&"daniels"));
}

#[tokio::test]
async fn what_only_goes_into_a_draft_with_a_danger_is_not_held_up_by_it() {
    let bench = stopped_by_a_danger().await;
    let view = answered(&bench, DraftWay::Add).await;
    assert!(matches!(view.state, RunState::Added { .. }), "{view:?}");
    assert!(view.anyway.is_empty());
}

#[tokio::test]
async fn undo_after_publishing_everything_does_not_lead_to_before_their_work() {
    let mut metrics = {
        let bench = Bench::on(Generation::V2, Quirks::default()).await;
        bench.live().await.1[CONFIG]["dispositionMetrics"]
            .as_array()
            .unwrap()
            .clone()
    };
    metrics.push(json!({"identifier": "daniels", "dispositionMetricPrompt": "Daniel's?", "dispositionMetricType": "STRING"}));
    let bench = stopped_by(&json!({CONFIG: {"dispositionMetrics": metrics}})).await;
    let seen = theirs(&bench).await.seen;
    let engine = std::sync::Arc::clone(&bench.engine);
    engine
        .answer_draft(&bench.agent, answer(DraftWay::Everything, seen))
        .await
        .unwrap();
    // Somebody types on while it runs, so that the steps are kept.
    bench.add("typed_meanwhile").await;
    let done = bench.settled().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    let mut view = bench.open().await;
    assert_eq!(view.changes.total, 1, "only what was typed meanwhile");
    while view.can_undo {
        view = bench.engine.edit(&bench.agent, Edit::Undo).await.unwrap();
        assert!(
            view.metrics
                .iter()
                .any(|row| row.identifier == "daniels" && row.change != RowChange::Removed)
        );
    }
}

#[tokio::test]
async fn waiting_leaves_the_draft_as_it_is_tells_when_it_is_gone_and_outlives_a_restart() {
    for published in [true, false] {
        let bench = stopped_by(&prompt()).await;
        let (draft, from) = (bench.draft_config().await, bench.mark());
        let view = bench.engine.wait_for_draft(&bench.agent).await.unwrap();
        let RunState::Stopped {
            waiting: Some(waiting),
            ..
        } = &view.state
        else {
            panic!("{view:?}")
        };
        assert!(waiting.gone.is_none() && waiting.trouble.is_none());
        tokio::time::sleep(Duration::from_millis(150)).await;
        assert_eq!(bench.draft_config().await, draft);

        // The next start goes on waiting without being asked.
        let next = bench.restarted();
        next.look_after_runs().await.unwrap();
        if published {
            bench
                .sandbox
                .colleague_publishes_draft(&bench.agent, "Refunds", DANIEL)
                .unwrap();
        } else {
            bench
                .sandbox
                .colleague_discards_draft(&bench.agent, DANIEL)
                .unwrap();
        }
        let gone = until_gone(&next, &bench.agent).await;
        match (published, gone) {
            (true, DraftEnd::Published { author, number }) => {
                assert_eq!(author.as_deref(), Some(DANIEL));
                assert!(number.is_some());
            }
            (false, DraftEnd::Discarded) => {}
            (_, other) => panic!("{other:?}"),
        }
        assert!(bench.write_lines(from).is_empty(), "waiting writes nothing");
        assert_eq!(bench.view().await.changes.total, 1);
    }
}

async fn until_gone(engine: &Engine, agent: &str) -> DraftEnd {
    let view = run_until(engine, agent, |view| {
        matches!(&view.state, RunState::Stopped { waiting: Some(waiting), .. } if waiting.gone.is_some())
    })
    .await;
    match view.state {
        RunState::Stopped {
            waiting: Some(waiting),
            ..
        } => waiting.gone.unwrap(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn adding_keeps_every_value_of_theirs_and_publishes_nothing() {
    let mut change = prompt();
    change[CONFIG] = json!({"useReasoningModel": true});
    let bench = stopped_by(&change).await;
    let (before, live, from) = (
        bench.draft_config().await.unwrap(),
        bench.live().await,
        bench.mark(),
    );
    let view = answered(&bench, DraftWay::Add).await;
    assert!(
        matches!(&view.state, RunState::Added { author, .. } if author.as_deref() == Some(DANIEL)),
        "{view:?}"
    );
    assert_eq!(bench.write_lines(from), [PUT]);
    assert_eq!(writes(&bench.sandbox, from)[0].body["expectedRevision"], 1);
    let after = bench.draft_config().await.unwrap();
    assert_eq!(without_metrics(after.clone()), without_metrics(before.clone()));
    assert_eq!(
        after[CONFIG]["useReasoningModel"], true,
        "their change to the metrics"
    );
    assert_eq!(identifiers(&after).last(), Some(&"said_thanks"));
    assert_eq!(bench.live().await, live);
    assert_eq!(bench.view().await.changes.total, 1, "ours is not live yet");

    // It is not ours now: the next publish stops at it again.
    bench.engine.dismiss_publish(&bench.agent).await.unwrap();
    let again = bench.publish().await;
    assert!(is_stopped(&again), "{again:?}");

    // Whoever publishes it ships both; nothing is left to publish then.
    bench
        .sandbox
        .colleague_publishes_draft(&bench.agent, "Refunds", DANIEL)
        .unwrap();
    let view = bench.open().await;
    assert!(view.base_moved);
    let live = view.live.unwrap().id;
    let edit = Edit::BringTogether {
        live,
        choices: Vec::new(),
    };
    let both = bench.engine.edit(&bench.agent, edit).await.unwrap();
    assert_eq!(both.changes.total, 0);
}

#[tokio::test]
async fn publishing_everything_ships_their_sections_and_both_metrics() {
    let mut change = prompt();
    change[CONFIG] = json!({"useReasoningModel": true});
    let bench = stopped_by(&change).await;
    let (draft, versions) = (bench.draft_config().await.unwrap(), bench.live().await.0);
    let view = answered(&bench, DraftWay::Everything).await;
    assert!(matches!(view.state, RunState::Live { .. }), "{view:?}");
    let (id, live) = bench.live().await;
    assert_ne!(id, versions);
    assert_eq!(without_metrics(live.clone()), without_metrics(draft));
    assert_eq!(live[CONFIG]["useReasoningModel"], true);
    assert_eq!(identifiers(&live).last(), Some(&"said_thanks"));
    let shown = bench.open().await;
    assert_eq!((shown.changes.total, shown.base_moved), (0, false));
}

#[tokio::test]
async fn a_draft_that_changed_since_it_was_read_is_not_answered_about() {
    for way in [DraftWay::Add, DraftWay::Everything] {
        let bench = stopped_by(&prompt()).await;
        let seen = theirs(&bench).await.seen;
        daniel(&bench, &json!({"slmModel": "gpt-4o"}));
        let (draft, from) = (bench.draft_config().await, bench.mark());
        let refused = bench.engine.answer_draft(&bench.agent, answer(way, seen)).await;
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Conflict);
        assert!(bench.write_lines(from).is_empty());
        assert_eq!(bench.draft_config().await, draft);
    }
}

/// Between our last look and our write nothing can be locked: what they wrote then is found before anything goes live.
#[tokio::test]
async fn what_they_write_in_the_moment_of_our_answer_starts_the_question_over() {
    let moments = ["GET /agent/{id}/branches/*/draft", PUT];
    for (moment, lean) in [(moments[0], true), (moments[0], false), (moments[1], false)] {
        for change in [
            json!({"firstMessage": "Hello there"}),
            json!({CONFIG: {"dispositionMetrics": []}}),
        ] {
            let bench = stopped_on(&prompt(), lean).await;
            let seen = theirs(&bench).await.seen;
            let live = bench.live().await;
            let theirs_now = change.clone();
            bench.after(moment, move |sandbox, agent| {
                sandbox.colleague_drafts(agent, "", &theirs_now, DANIEL).unwrap();
            });
            let from = bench.mark();
            bench
                .engine
                .answer_draft(&bench.agent, answer(DraftWay::Everything, seen))
                .await
                .unwrap();
            let view = bench.settled().await;
            assert!(is_stopped(&view), "{moment} {change}: {view:?}");
            assert!(
                bench.write_lines(from).iter().all(|line| line == PUT),
                "{moment} {change}: nothing published, nothing deleted"
            );
            assert_eq!(bench.live().await, live, "{moment} {change}");
            let draft = bench.draft_config().await.unwrap();
            assert_eq!(draft["prompt"], "TODO Daniel: check with Finance");
            assert_eq!(bench.view().await.changes.total, 1);
        }
    }
}

#[tokio::test]
async fn a_question_that_was_put_away_is_not_answered_any_more() {
    let bench = stopped_by(&prompt()).await;
    let seen = theirs(&bench).await.seen;
    bench.engine.dismiss_publish(&bench.agent).await.unwrap();
    let from = bench.mark();
    let late = bench
        .engine
        .answer_draft(&bench.agent, answer(DraftWay::Everything, seen))
        .await;
    assert_eq!(late.unwrap_err().code(), ErrorCode::NotFound);
    assert!(bench.write_lines(from).is_empty());
}

#[tokio::test]
async fn a_draft_that_goes_in_the_moment_of_our_answer_is_not_made_anew() {
    let bench = stopped_by(&prompt()).await;
    let seen = theirs(&bench).await.seen;
    bench.after("GET /agent/{id}", |sandbox, agent| {
        sandbox.colleague_discards_draft(agent, DANIEL).unwrap();
    });
    bench
        .engine
        .answer_draft(&bench.agent, answer(DraftWay::Everything, seen))
        .await
        .unwrap();
    let view = bench.settled().await;
    let RunState::Stopped { reason, .. } = &view.state else {
        panic!("{view:?}")
    };
    assert!(matches!(reason, StopReason::TheirDraftGone), "{reason:?}");
    assert!(!bench.branch().await.has_open_draft);
}

#[tokio::test]
async fn what_both_changed_in_the_metrics_needs_a_choice_and_the_choice_is_what_is_written() {
    let config = {
        let bench = Bench::on(Generation::V2, Quirks::default()).await;
        bench.live().await.1[CONFIG].clone()
    };
    for side in [Side::Mine, Side::Theirs] {
        let mut metrics = config["dispositionMetrics"].as_array().unwrap().clone();
        let own = json!({"identifier": "said_thanks", "dispositionMetricPrompt": "Daniel's question?", "dispositionMetricType": "BOOLEAN"});
        metrics.push(own);
        let bench = stopped_by(&json!({CONFIG: {"dispositionMetrics": metrics}})).await;
        let view = theirs(&bench).await;
        assert_eq!(
            (view.conflicts.len(), view.metric_counts.added),
            (1, 1),
            "{view:?}"
        );
        let mut with = answer(DraftWay::Everything, view.seen);
        let refused = bench.engine.answer_draft(&bench.agent, with.clone()).await;
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Invalid);
        with.choices = vec![MergeChoice {
            key: view.conflicts[0].key.clone(),
            side,
        }];
        bench.engine.answer_draft(&bench.agent, with).await.unwrap();
        let done = bench.settled().await;
        assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
        let live = bench.live().await.1;
        let last = live[CONFIG]["dispositionMetrics"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()
            .clone();
        let theirs = last["dispositionMetricPrompt"] == "Daniel's question?";
        assert_eq!(theirs, side == Side::Theirs, "{last}");
        assert_eq!(bench.open().await.changes.total, 0);
    }
}
