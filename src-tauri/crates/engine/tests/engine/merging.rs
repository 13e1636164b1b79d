//! A colleague published other metrics meanwhile: both are put together, and what both changed is chosen.

use atoms_sandbox::Generation;
use debrief_engine::views::{AgentView, Card, Edit, MergeChoice, RunState};
use debrief_engine::{Error, ErrorCode};
use debrief_metrics::{MetricFields, Part, Side};
use serde_json::{Value, json};

use crate::support::{Bench, panel};

/// The live metrics with `edit` made to them, published by a colleague.
async fn colleague(bench: &Bench, edit: impl Fn(&mut Vec<Value>)) -> String {
    let config = bench.live().await.1["postCallAnalyticsConfig"].clone();
    let mut metrics = config["dispositionMetrics"].as_array().unwrap().clone();
    edit(&mut metrics);
    bench.colleague(json!({"postCallAnalyticsConfig": {"dispositionMetrics": metrics}}))
}

fn named<'a>(metrics: &'a mut [Value], identifier: &str) -> &'a mut Value {
    metrics
        .iter_mut()
        .find(|metric| metric["identifier"] == identifier)
        .unwrap()
}

async fn reword(bench: &Bench, identifier: &str, prompt: &str) -> AgentView {
    let row = bench
        .view()
        .await
        .metrics
        .into_iter()
        .find(|row| row.identifier == identifier)
        .unwrap();
    let card = Card {
        key: "k".into(),
        metric_id: Some(row.id.clone()),
        fields: MetricFields {
            identifier: row.identifier,
            data_type: row.data_type.unwrap(),
            prompt: prompt.into(),
            choices: row.choices,
        },
        choice_text: String::new(),
    };
    let panel = panel(vec![card]);
    bench.save_agreeing(&row.id, panel).await
}

fn prompt_of(view: &AgentView, identifier: &str) -> String {
    let row = view.metrics.iter().find(|row| row.identifier == identifier);
    row.unwrap().prompt.clone()
}

/// The edit of somebody who looked a moment ago.
async fn together(bench: &Bench, choices: Vec<MergeChoice>) -> Edit {
    let view = bench.engine.merge_view(&bench.agent).await.unwrap();
    Edit::BringTogether {
        live: view.map(|view| view.live.id).unwrap_or_default(),
        choices,
    }
}

#[tokio::test]
async fn a_version_that_went_live_after_one_looked_is_not_merged_unseen() {
    let bench = Bench::changed().await;
    reword(&bench, "issue_resolved", "Mine?").await;
    let theirs = |prompt: &'static str| {
        colleague(&bench, move |metrics| {
            named(metrics, "issue_resolved")["dispositionMetricPrompt"] = prompt.into();
        })
    };
    theirs("Theirs?").await;
    bench.open().await;
    let view = bench.engine.merge_view(&bench.agent).await.unwrap().unwrap();
    let choices = vec![MergeChoice {
        key: view.conflicts[0].key.clone(),
        side: Side::Mine,
    }];
    let seen = together(&bench, choices).await;
    theirs("Theirs, and better?").await;
    bench.open().await;
    let refused = bench.engine.edit(&bench.agent, seen).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Conflict);
    let still = bench.view().await;
    assert_eq!((still.base_moved, still.changes.total), (true, 2));
    assert_eq!(prompt_of(&still, "issue_resolved"), "Mine?");
}

#[tokio::test]
async fn changes_that_fit_beside_each_other_come_together_and_both_are_live_after_publishing() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = Bench::changed_on(generation).await;
        reword(&bench, "contact_reason", "Why did they call, in one word?").await;
        colleague(&bench, |metrics| {
            named(metrics, "issue_resolved")["dispositionMetricPrompt"] = "Is it settled?".into();
            metrics.push(json!({"identifier": "colleagues_own", "dispositionMetricPrompt": "Was a colleague named?", "dispositionMetricType": "BOOLEAN"}));
        })
        .await;
        let moved = bench.open().await;
        assert!(moved.base_moved && !moved.can_continue_from_live);
        let from = bench.mark();
        let view = bench.engine.merge_view(&bench.agent).await.unwrap().unwrap();
        assert_eq!(bench.mark(), from, "from this computer alone");
        assert_eq!((view.their_counts.added, view.their_counts.changed), (1, 1));
        assert!(view.conflicts.is_empty(), "{:?}", view.conflicts);

        let both = bench
            .engine
            .edit(&bench.agent, together(&bench, Vec::new()).await)
            .await
            .unwrap();
        assert!(!both.base_moved);
        assert_eq!(
            (both.changes.added, both.changes.changed, both.changes.total),
            (1, 1, 2)
        );
        assert_eq!(prompt_of(&both, "issue_resolved"), "Is it settled?");
        assert!(bench.engine.merge_view(&bench.agent).await.unwrap().is_none());

        // Undo leads back through one's own steps; the colleague's work stays.
        let undone = bench.engine.edit(&bench.agent, Edit::Undo).await.unwrap();
        assert_eq!((undone.changes.added, undone.changes.total), (1, 1));
        assert_eq!(prompt_of(&undone, "issue_resolved"), "Is it settled?");
        bench.engine.edit(&bench.agent, Edit::Redo).await.unwrap();

        let done = bench.publish().await;
        assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
        let live = bench.live().await.1["postCallAnalyticsConfig"]["dispositionMetrics"].clone();
        let names: Vec<&str> = live
            .as_array()
            .unwrap()
            .iter()
            .map(|metric| metric["identifier"].as_str().unwrap())
            .collect();
        assert!(
            names.contains(&"colleagues_own") && names.contains(&"said_thanks"),
            "{names:?}"
        );
        let after = bench.open().await;
        assert_eq!(prompt_of(&after, "issue_resolved"), "Is it settled?");
        assert_eq!(
            prompt_of(&after, "contact_reason"),
            "Why did they call, in one word?"
        );
    }
}

#[tokio::test]
async fn what_both_changed_needs_a_choice_and_nothing_else_moves() {
    for (side, prompt) in [(Side::Mine, "Mine?"), (Side::Theirs, "Theirs?")] {
        let bench = Bench::changed().await;
        reword(&bench, "issue_resolved", "Mine?").await;
        colleague(&bench, |metrics| {
            named(metrics, "issue_resolved")["dispositionMetricPrompt"] = "Theirs?".into();
        })
        .await;
        bench.open().await;
        let view = bench.engine.merge_view(&bench.agent).await.unwrap().unwrap();
        let [conflict] = view.conflicts.as_slice() else {
            panic!("{:?}", view.conflicts)
        };
        assert_eq!(
            (&conflict.key.part, conflict.identifier.as_str()),
            (&Part::Prompt, "issue_resolved")
        );
        let text = |side: &Option<debrief_engine::views::MergeSide>| -> String {
            let spans = side.as_ref().unwrap().prompt.iter();
            spans
                .filter(|span| span.kind != debrief_metrics::SpanKind::Removed)
                .map(|span| span.text.as_str())
                .collect()
        };
        assert_eq!(
            (text(&conflict.mine), text(&conflict.theirs)),
            ("Mine?".into(), "Theirs?".into())
        );

        let undecided = bench
            .engine
            .edit(&bench.agent, together(&bench, Vec::new()).await)
            .await;
        assert!(matches!(undecided, Err(Error::Invalid)), "{undecided:?}");
        assert!(bench.view().await.base_moved, "nothing happened");

        let choices = vec![MergeChoice {
            key: conflict.key.clone(),
            side,
        }];
        let both = bench
            .engine
            .edit(&bench.agent, together(&bench, choices).await)
            .await
            .unwrap();
        assert_eq!(prompt_of(&both, "issue_resolved"), prompt);
        let expected = if side == Side::Mine { 2 } else { 1 };
        assert_eq!((both.base_moved, both.changes.total), (false, expected));
    }
}

#[tokio::test]
async fn a_metric_that_a_colleague_renamed_is_the_same_metric() {
    let bench = Bench::changed().await;
    reword(&bench, "issue_resolved", "Is it settled?").await;
    colleague(&bench, |metrics| {
        named(metrics, "issue_resolved")["identifier"] = "settled".into();
    })
    .await;
    bench.open().await;
    let view = bench.engine.merge_view(&bench.agent).await.unwrap().unwrap();
    assert!(view.conflicts.is_empty(), "{:?}", view.conflicts);
    assert_eq!(view.theirs[0].renamed_from.as_deref(), Some("issue_resolved"));
    let both = bench
        .engine
        .edit(&bench.agent, together(&bench, Vec::new()).await)
        .await
        .unwrap();
    assert_eq!(prompt_of(&both, "settled"), "Is it settled?");
    assert!(both.metrics.iter().all(|row| row.identifier != "issue_resolved"));
    assert_eq!((both.changes.changed, both.changes.removed), (1, 0));
}

#[tokio::test]
async fn there_is_nothing_to_bring_together_where_nothing_moved() {
    let bench = Bench::changed().await;
    assert!(bench.engine.merge_view(&bench.agent).await.unwrap().is_none());
    let refused = bench
        .engine
        .edit(&bench.agent, together(&bench, Vec::new()).await)
        .await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Conflict);
}
