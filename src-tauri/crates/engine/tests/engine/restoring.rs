//! Metrics of an older version back, and whole versions.

use std::time::Duration;

use atoms_sandbox::{Cut, FaultAction, Generation, Quirks, Verdict};
use debrief_engine::ErrorCode;
use debrief_engine::views::{
    AgentView, BringBackOutcome, CompareItem, CompareSource, Edit, RestoreOutcome, RunState, VersionRow,
    WholeVersion,
};
use debrief_metrics::{Pick, SpanKind};
use serde_json::{Value, json};

use crate::support::Bench;

const BOTH: [Generation; 2] = [Generation::V1, Generation::V2];

async fn on(generation: Generation) -> Bench {
    let quirks = Quirks {
        check: Duration::from_millis(40),
        ..Quirks::default()
    };
    let bench = Bench::on(generation, quirks).await;
    bench.open().await;
    bench
}

async fn rows(bench: &Bench) -> Vec<VersionRow> {
    let list = bench.engine.list_versions(&bench.agent, None, 0, 90);
    list.await.unwrap().versions
}

fn names(view: &AgentView) -> Vec<&str> {
    let shown = view
        .metrics
        .iter()
        .filter(|row| row.change != debrief_engine::views::RowChange::Removed);
    shown.map(|row| row.identifier.as_str()).collect()
}

async fn picked(bench: &Bench, version: &str, what: impl Fn(&CompareItem) -> Option<Pick>) -> Vec<Pick> {
    let left = CompareSource::Version { id: version.into() };
    let view = bench
        .engine
        .compare(&bench.agent, left, CompareSource::WorkingCopy, Vec::new())
        .await
        .unwrap();
    view.items.iter().filter_map(what).collect()
}

#[tokio::test]
async fn ticked_metrics_come_back_as_one_step_and_are_published_with_all_else_as_it_was() {
    for generation in BOTH {
        let bench = on(generation).await;
        let (_, mut before) = bench.live().await;
        // A colleague throws a metric away, rewords another one, and changes the model.
        let mut config = before["postCallAnalyticsConfig"].clone();
        let list = config["dispositionMetrics"].as_array_mut().unwrap();
        let thrown = list.remove(1)["identifier"].as_str().unwrap().to_owned();
        list[0]["dispositionMetricPrompt"] = "Why did they call? Answer other if unclear.".into();
        let old = rows(&bench).await[0].id.clone();
        bench.colleague(json!({ "postCallAnalyticsConfig": config, "slmModel": "another" }));
        let opened = bench.open().await;
        assert!(!names(&opened).contains(&thrown.as_str()));

        let picks = picked(&bench, &old, |item| match item {
            CompareItem::Removed { metric } => Some(Pick::Take {
                metric: metric.id.as_str().into(),
            }),
            _ => None,
        })
        .await;
        assert_eq!(picks.len(), 1);
        let outcome = bench
            .engine
            .bring_back(&bench.agent, &old, picks.clone(), Vec::new())
            .await
            .unwrap();
        let BringBackOutcome::Done { agent, brought } = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!((brought.inserted.len(), brought.replaced.len()), (1, 0));
        assert_eq!(names(&agent)[1], thrown);
        assert_eq!((agent.changes.added, agent.changes.total), (1, 1));

        // Once more changes nothing, and makes no step.
        let again = bench
            .engine
            .bring_back(&bench.agent, &old, picks, Vec::new())
            .await
            .unwrap();
        assert!(matches!(&again, BringBackOutcome::Done { brought, .. } if brought.inserted.is_empty()));
        let undone = bench.engine.edit(&bench.agent, Edit::Undo).await.unwrap();
        assert_eq!((undone.changes.total, undone.can_undo), (0, false));
        bench.engine.edit(&bench.agent, Edit::Redo).await.unwrap();

        let (_, theirs) = bench.live().await;
        let done = bench.publish().await;
        assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
        let (_, mut after) = bench.live().await;
        let mut expected = theirs;
        let back = before["postCallAnalyticsConfig"]["dispositionMetrics"][1].take();
        let list = expected["postCallAnalyticsConfig"]["dispositionMetrics"]
            .as_array_mut()
            .unwrap();
        list.insert(1, back);
        assert_eq!(
            after["postCallAnalyticsConfig"].take(),
            expected["postCallAnalyticsConfig"].take()
        );
        assert_eq!(
            after.to_string(),
            expected.to_string(),
            "everything else byte for byte"
        );
    }
}

#[tokio::test]
async fn a_pick_that_is_not_there_or_collides_brings_nothing_back() {
    let bench = on(Generation::V1).await;
    let oldest = rows(&bench).await.pop().unwrap().id;
    let before = bench.view().await;
    let picks = vec![Pick::Take { metric: "m99".into() }];
    let outcome = bench
        .engine
        .bring_back(&bench.agent, &oldest, picks, Vec::new())
        .await
        .unwrap();
    assert!(matches!(outcome, BringBackOutcome::Refused { .. }), "{outcome:?}");
    let after = bench.view().await;
    assert_eq!((after.metrics, after.can_undo), (before.metrics, before.can_undo));
}

#[tokio::test]
async fn editing_from_an_old_version_takes_its_metrics_and_loses_nothing_typed() {
    for generation in BOTH {
        let bench = on(generation).await;
        let typed = bench.add("said_thanks").await;
        let oldest = rows(&bench).await.pop().unwrap().id;
        let view = bench.engine.edit_from(&bench.agent, &oldest).await.unwrap();
        assert_eq!(names(&view), ["contact_reason", "call_resolved"]);
        // A metric that is in both keeps its id, so that what is typed for it stays.
        let id = |view: &AgentView| {
            let found = view.metrics.iter().find(|row| row.identifier == "contact_reason");
            found.unwrap().id.clone()
        };
        assert_eq!(id(&view), id(&typed));
        let back = bench.engine.edit(&bench.agent, Edit::Undo).await.unwrap();
        assert_eq!(names(&back), names(&typed));
        bench.engine.edit(&bench.agent, Edit::Redo).await.unwrap();
        let again = bench.engine.edit_from(&bench.agent, &oldest).await.unwrap();
        assert!(!again.can_redo);
        let (_, before) = bench.live().await;
        bench.publish().await;
        let (_, after) = bench.live().await;
        assert_eq!(
            after["postCallAnalyticsConfig"]["dispositionMetrics"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
        for member in ["successMetrics", "summaryPrompt"] {
            assert_eq!(
                after["postCallAnalyticsConfig"][member],
                before["postCallAnalyticsConfig"][member]
            );
        }
    }
}

/// A bench on which a colleague changed the prompt of the agent and a metric; the version before that.
async fn moved(generation: Generation) -> (Bench, VersionRow, Value) {
    let bench = on(generation).await;
    let (_, before) = bench.live().await;
    let old = rows(&bench).await.remove(0);
    let mut config = before["postCallAnalyticsConfig"].clone();
    config["dispositionMetrics"].as_array_mut().unwrap().pop();
    bench.colleague(json!({
        "postCallAnalyticsConfig": config,
        "slmModel": "another",
        "singlePromptConfig": {"prompt": "You sell umbrellas."},
    }));
    (bench, old, before)
}

async fn whole(bench: &Bench, version: &VersionRow) -> WholeVersion {
    bench
        .engine
        .whole_version(&bench.agent, &version.id, None)
        .await
        .unwrap()
}

async fn restore(bench: &Bench, version: &VersionRow, seen: &str) -> RestoreOutcome {
    bench
        .engine
        .restore_version(&bench.agent, &version.id, None, seen)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_whole_version_says_in_words_what_else_changes_and_comes_back_exactly() {
    for generation in BOTH {
        let (bench, old, before) = moved(generation).await;
        bench.add("said_thanks").await;
        let view = whole(&bench, &old).await;
        let mut sections: Vec<_> = view.sections.iter().map(|each| each.section.as_str()).collect();
        sections.sort_unstable();
        assert_eq!(sections, ["llm", "workflow_prompt"]);
        let gone: String = view
            .sections
            .iter()
            .flat_map(|section| &section.changes)
            .flat_map(|change| &change.words)
            .filter(|span| span.kind == SpanKind::Removed)
            .map(|span| span.text.as_str())
            .collect();
        assert!(gone.contains("umbrellas") && gone.contains("another"), "{gone}");
        assert_eq!((view.counts.added, view.counts.removed), (1, 0));
        assert_eq!(view.makes_new, generation == Generation::V2);
        let (live, _) = bench.live().await;
        assert_eq!(
            (&view.live.id, view.version.id.as_str()),
            (&live, old.id.as_str())
        );

        let from = bench.mark();
        let outcome = restore(&bench, &old, &live).await;
        let RestoreOutcome::Live { live: now, .. } = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(bench.write_lines(from).len(), 1);
        let (id, after) = bench.live().await;
        assert_eq!(now.id, id);
        assert!(now.number.is_some());
        assert_eq!(after.to_string(), before.to_string());
        assert_eq!(id == old.id, generation == Generation::V1);
        // What was typed is there, on its old base.
        let view = bench.view().await;
        assert!(names(&view).contains(&"said_thanks"));
        assert_eq!(view.live.unwrap().id, id);
        let rows = rows(&bench).await;
        let shown = rows.iter().find(|row| row.is_live).unwrap();
        assert_eq!(shown.id, id);
        let from = shown.restored_from.as_ref().map(|from| from.number);
        assert_eq!(from, (generation == Generation::V2).then_some(old.number));

        let again = bench.engine.whole_version(&bench.agent, &id, None).await;
        assert_eq!(again.unwrap_err().code(), ErrorCode::AlreadyLive);
        let again = bench.engine.restore_version(&bench.agent, &id, None, &id).await;
        assert_eq!(again.unwrap_err().code(), ErrorCode::AlreadyLive);
    }
}

#[tokio::test]
async fn nothing_is_sent_when_something_else_is_live_than_was_seen() {
    for generation in BOTH {
        let (bench, old, _) = moved(generation).await;
        let (seen, _) = bench.live().await;
        let theirs = bench.colleague(Value::Null);
        let from = bench.mark();
        let outcome = restore(&bench, &old, &seen).await;
        let RestoreOutcome::LiveMoved {
            live,
            author,
            before_sending: true,
        } = outcome
        else {
            panic!("{outcome:?}");
        };
        assert_eq!((live.id, author.as_deref()), (theirs, Some("Mei Tanaka")));
        assert_eq!(bench.write_lines(from), Vec::<String>::new());
    }
}

fn path(generation: Generation) -> &'static str {
    if generation == Generation::V1 {
        "/activate"
    } else {
        "/restore"
    }
}

fn method(generation: Generation) -> &'static str {
    if generation == Generation::V1 {
        "PATCH"
    } else {
        "POST"
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_is_looked_after_and_never_repeated() {
    for generation in BOTH {
        let (bench, old, before) = moved(generation).await;
        let (seen, _) = bench.live().await;
        for cut in [Cut::Before, Cut::After] {
            let fault = FaultAction::Cut { cut };
            bench.fault(method(generation), path(generation), Some(1), fault);
            let from = bench.mark();
            let outcome = restore(&bench, &old, &seen).await;
            assert_eq!(bench.write_lines(from).len(), 1, "{outcome:?}");
            let happened = bench.live().await.1 == before;
            match cut {
                Cut::Before => {
                    assert!(matches!(outcome, RestoreOutcome::NotDone { .. }), "{outcome:?}");
                    assert!(!happened);
                }
                Cut::After => {
                    assert!(matches!(outcome, RestoreOutcome::Live { .. }), "{outcome:?}");
                    assert!(happened);
                }
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_afterwards_is_not_known() {
    for generation in BOTH {
        let (bench, old, _) = moved(generation).await;
        let (seen, _) = bench.live().await;
        bench.fault(
            method(generation),
            path(generation),
            Some(1),
            FaultAction::Cut { cut: Cut::After },
        );
        let agent = bench.agent.clone();
        let watch = once_asked(&bench, move |sandbox| {
            sandbox.fault(atoms_sandbox::Fault {
                method: Some("GET".into()),
                path: format!("/agent/{agent}"),
                times: None,
                action: FaultAction::Cut { cut: Cut::Before },
            });
        });
        let outcome = restore(&bench, &old, &seen).await;
        watch.await.unwrap();
        assert!(matches!(outcome, RestoreOutcome::Unknown { .. }), "{outcome:?}");
    }
}

/// Does `act` as soon as the sandbox was asked to bring a version back.
pub fn once_asked(
    bench: &Bench,
    act: impl FnOnce(&atoms_sandbox::Running) + Send + 'static,
) -> tokio::task::JoinHandle<()> {
    let (sandbox, from) = (bench.sandbox.clone(), bench.mark());
    tokio::spawn(async move {
        loop {
            let sent = sandbox.requests();
            let mut sent = sent.iter().skip(from);
            if sent.any(|request| request.path.ends_with("/activate") || request.path.ends_with("/restore")) {
                return act(&sandbox);
            }
            tokio::task::yield_now().await;
        }
    })
}

pub fn answering(status: u16, data: &Value) -> FaultAction {
    FaultAction::Answer {
        status,
        headers: std::collections::BTreeMap::default(),
        body: json!({"status": true, "data": data}),
    }
}

#[tokio::test]
async fn one_that_has_to_be_checked_first_is_waited_for() {
    let (bench, old, before) = moved(Generation::V2).await;
    let (seen, _) = bench.live().await;
    bench.fault(
        "POST",
        "/restore",
        Some(1),
        answering(202, &json!({"state": "scanning"})),
    );
    let (agent, version) = (bench.agent.clone(), old.id.clone());
    let passing = once_asked(&bench, move |sandbox| {
        sandbox
            .colleague_activates(&agent, &version, "Priya Raman")
            .unwrap();
    });
    let outcome = restore(&bench, &old, &seen).await;
    passing.await.unwrap();
    assert!(matches!(outcome, RestoreOutcome::Live { .. }), "{outcome:?}");
    assert_eq!(bench.live().await.1.to_string(), before.to_string());
}

#[tokio::test]
async fn while_a_version_is_brought_back_nothing_else_of_the_agent_goes_live() {
    let (bench, old, _) = moved(Generation::V2).await;
    bench.add("said_thanks").await;
    let (seen, _) = bench.live().await;
    bench.fault(
        "POST",
        "/restore",
        Some(1),
        answering(202, &json!({"state": "scanning"})),
    );
    let asked = once_asked(&bench, |_| ());
    let from = bench.mark();
    let going = tokio::spawn({
        let (engine, agent) = (bench.engine.clone(), bench.agent.clone());
        let (old, seen) = (old.id.clone(), seen.clone());
        async move { engine.restore_version(&agent, &old, None, &seen).await }
    });
    asked.await.unwrap();
    let again = bench
        .engine
        .restore_version(&bench.agent, &old.id, None, &seen)
        .await;
    assert_eq!(again.unwrap_err().code(), ErrorCode::PublishRunning);
    let publish = bench.engine.publish(&bench.agent, "Ours", "", &[]).await;
    assert_eq!(publish.unwrap_err().code(), ErrorCode::PublishRunning);
    assert_eq!(bench.write_lines(from).len(), 1);

    bench
        .sandbox
        .colleague_activates(&bench.agent, &old.id, "Priya Raman")
        .unwrap();
    let outcome = going.await.unwrap().unwrap();
    assert!(matches!(outcome, RestoreOutcome::Live { .. }), "{outcome:?}");
    // Then it may.
    let published = bench.publish().await;
    assert!(
        !matches!(published.state, RunState::Running),
        "{:?}",
        published.state
    );
}

#[tokio::test]
async fn one_that_does_not_pass_its_check_says_why() {
    let (bench, old, _) = moved(Generation::V2).await;
    let (seen, _) = bench.live().await;
    bench.fault(
        "POST",
        "/restore",
        Some(1),
        answering(202, &json!({"state": "scanning"})),
    );
    let row = |status: &str| {
        json!({"revisions": [
            {"_id": "6943e8f37c7028ecb88122e0", "restoredFromRevisionId": old.id,
             "securityCheck": {"status": status, "reason": "Asks for card numbers"}},
            {"_id": seen},
        ], "total": 2})
    };
    bench.fault("GET", "/revisions", Some(2), answering(200, &row("queued")));
    bench.fault("GET", "/revisions", Some(1), answering(200, &row("failed")));
    let outcome = restore(&bench, &old, &seen).await;
    let RestoreOutcome::CheckFailed { reason } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(reason.as_deref(), Some("Asks for card numbers"));
}

#[tokio::test]
async fn somebody_elses_version_that_goes_live_meanwhile_is_not_taken_for_ours() {
    for generation in BOTH {
        let (bench, old, _) = moved(generation).await;
        let (seen, _) = bench.live().await;
        bench.fault(
            method(generation),
            path(generation),
            Some(1),
            FaultAction::Cut { cut: Cut::Before },
        );
        let agent = bench.agent.clone();
        let theirs = once_asked(&bench, move |sandbox| {
            let theirs = crate::support::change(Value::Null);
            sandbox.colleague_publishes(&agent, &theirs).unwrap();
        });
        let outcome = restore(&bench, &old, &seen).await;
        theirs.await.unwrap();
        assert!(
            matches!(&outcome, RestoreOutcome::LiveMoved { author: Some(who), before_sending: false, .. } if who == "Mei Tanaka"),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_refusal_is_an_error_with_atoms_words_and_nothing_happened() {
    for generation in BOTH {
        let (bench, old, _) = moved(generation).await;
        let (seen, before) = bench.live().await;
        let answer = FaultAction::Answer {
            status: 403,
            headers: std::collections::BTreeMap::default(),
            body: json!({"status": false, "errors": ["Not yours"]}),
        };
        bench.fault(method(generation), path(generation), Some(1), answer);
        let error = bench
            .engine
            .restore_version(&bench.agent, &old.id, None, &seen)
            .await
            .unwrap_err();
        assert_eq!(error.code(), ErrorCode::Forbidden);
        assert_eq!(bench.live().await, (seen, before));
    }
}

#[tokio::test]
async fn an_agent_that_migrated_meanwhile_is_brought_back_on_its_branch() {
    let (bench, old, before) = moved(Generation::Mixed).await;
    let (seen, _) = bench.live().await;
    bench.sandbox.migrate(&bench.agent).unwrap();
    let outcome = restore(&bench, &old, &seen).await;
    assert!(matches!(outcome, RestoreOutcome::Live { .. }), "{outcome:?}");
    assert_eq!(bench.live().await.1.to_string(), before.to_string());
}

#[tokio::test]
async fn since_when_each_metric_stands_comes_from_what_was_read() {
    for generation in BOTH {
        let bench = on(generation).await;
        let since = || bench.engine.since_when(&bench.agent);
        assert_eq!(since().await.unwrap(), Vec::new());
        let old = rows(&bench).await;
        bench.engine.read_all(&bench.agent, None).await.unwrap();
        let whole = since().await.unwrap();
        assert!(whole.iter().all(|each| each.certain));
        assert_eq!(whole.len(), bench.view().await.metrics.len());
        let by_id = |id: &str| old.iter().position(|row| row.id == id).unwrap();
        let first = whole
            .iter()
            .find(|each| each.identifier == "contact_reason")
            .unwrap();
        assert!(
            by_id(&first.version.id) > 0,
            "it stands for longer than the newest version"
        );

        // Somebody rewords one of them.
        let (_, live) = bench.live().await;
        let mut config = live["postCallAnalyticsConfig"].clone();
        config["dispositionMetrics"][0]["dispositionMetricPrompt"] = "Why? Answer other if unclear.".into();
        let id = bench.colleague(json!({ "postCallAnalyticsConfig": config }));
        let newest = rows(&bench).await.remove(0);
        assert_eq!(
            since().await.unwrap(),
            Vec::new(),
            "the live version was not read"
        );
        bench
            .engine
            .read_rows(&bench.agent, vec![id.clone()])
            .await
            .unwrap();
        let now = since().await.unwrap();
        assert_eq!((&now[0].version.id, now[0].certain), (&id, true));
        assert_eq!(now[0].version.author.as_deref(), Some("Mei Tanaka"));
        assert_eq!(
            now[0].version,
            VersionRow {
                metrics: now[0].version.metrics,
                ..newest
            }
        );
        assert_eq!(now[1].version.id, whole[1].version.id);
    }
}

#[tokio::test]
async fn since_when_does_not_take_a_version_for_live_that_our_publish_replaced() {
    for generation in BOTH {
        let bench = on(generation).await;
        rows(&bench).await;
        bench.engine.read_all(&bench.agent, None).await.unwrap();
        bench.add("said_thanks").await;
        let done = bench.publish().await;
        assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
        // The new version is in no list that was read.
        assert_eq!(bench.engine.since_when(&bench.agent).await.unwrap(), Vec::new());
    }
}

#[tokio::test]
async fn a_lost_answer_for_a_version_whose_check_is_not_known_to_be_over_is_not_told_as_not_done() {
    let (bench, old, _) = moved(Generation::V2).await;
    let (seen, before) = bench.live().await;
    let lost = || {
        bench.fault("POST", "/restore", Some(1), FaultAction::Cut { cut: Cut::Before });
    };
    for check in [Value::Null, json!({"status": "queued"})] {
        lost();
        let row = json!({"revision": {"_id": old.id, "securityCheck": check}, "resolvedConfig": {}});
        bench.fault(
            "GET",
            &format!("/revisions/{}", old.id),
            Some(1),
            answering(200, &row),
        );
        let outcome = restore(&bench, &old, &seen).await;
        let RestoreOutcome::Unknown { error } = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(error.code, ErrorCode::CutOff);
    }
    assert_eq!(bench.live().await, (seen, before));
}

#[tokio::test]
async fn while_something_is_checked_on_the_branch_a_lost_answer_is_looked_after_further() {
    for passes in [true, false] {
        let (bench, old, _) = moved(Generation::V2).await;
        let (seen, _) = bench.live().await;
        let branch = bench.branch().await.id;
        let draft = json!({"dispositionMetrics": []});
        bench
            .client
            .write_branch_draft(&bench.agent, &branch, &draft, None)
            .await
            .unwrap();
        let verdict = if passes { Verdict::Pass } else { Verdict::Fail };
        // Longer than the looks that would find nothing.
        bench.sandbox.set_check(verdict, Duration::from_millis(900));
        bench
            .client
            .publish_branch_draft(&bench.agent, &branch, "Hers")
            .await
            .unwrap();
        bench.fault("POST", "/restore", Some(1), FaultAction::Cut { cut: Cut::Before });
        let outcome = restore(&bench, &old, &seen).await;
        if passes {
            let hers = matches!(
                &outcome,
                RestoreOutcome::LiveMoved { live, before_sending: false, .. } if live.label.as_deref() == Some("Hers")
            );
            assert!(hers, "{outcome:?}");
        } else {
            assert!(matches!(outcome, RestoreOutcome::NotDone { .. }), "{outcome:?}");
            assert!(bench.branch().await.has_open_draft, "the check is over");
        }
    }
}
