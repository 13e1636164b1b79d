//! The main job, from the key to a new live version, and what it says on the wire.

use std::time::Duration;

use atoms_sandbox::Quirks;
use debrief_engine::Error;
use debrief_engine::views::{Consent, ItemKind, RowChange, RunState, SaveOutcome, StepState};
use debrief_metrics::DataType;
use serde_json::{Value, json};

use crate::support::{Bench, LABEL, card, panel, writes};

const CONFIG: &str = "postCallAnalyticsConfig";

fn two_metrics() -> debrief_engine::views::Panel {
    let mut mood = card(
        "k2",
        "caller_mood",
        DataType::Enum,
        "How did the caller sound at the end of the call?",
    );
    mood.fields.choices = vec!["calm".into()];
    mood.choice_text = "upset, unclear".into();
    panel(vec![
        card(
            "k1",
            "said_thanks",
            DataType::Boolean,
            "Did the caller say thank you?",
        ),
        mood,
    ])
}

fn added() -> [Value; 2] {
    [
        json!({
            "identifier": "said_thanks",
            "dispositionMetricPrompt": "Did the caller say thank you?",
            "dispositionMetricType": "BOOLEAN",
        }),
        json!({
            "identifier": "caller_mood",
            "dispositionMetricPrompt": "How did the caller sound at the end of the call?",
            "dispositionMetricType": "ENUM",
            "choices": ["calm", "upset", "unclear"],
        }),
    ]
}

/// The configuration with the two metrics at its end.
fn with_added(before: &Value) -> Value {
    let mut config = before[CONFIG].clone();
    config["dispositionMetrics"]
        .as_array_mut()
        .unwrap()
        .extend(added());
    config
}

#[tokio::test]
async fn two_metrics_go_live_and_nothing_else_changes() {
    let bench = Bench::new().await;
    let opened = bench.open().await;
    let (base, before) = bench.live().await;
    assert!(
        before[CONFIG].get("qaReview").is_some(),
        "the sample carries members that nobody knows"
    );
    assert!(before[CONFIG].to_string().contains("crmField"));

    let saved = bench
        .engine
        .save_panel(&bench.agent, "new", two_metrics(), Consent::Ask)
        .await
        .unwrap();
    let SaveOutcome::Saved { agent, .. } = saved else {
        panic!("{saved:?}")
    };
    assert_eq!((agent.changes.total, agent.changes.added), (2, 2));
    let new: Vec<_> = agent
        .metrics
        .iter()
        .filter(|row| row.change == RowChange::New)
        .collect();
    assert_eq!(
        new.iter().map(|row| row.identifier.as_str()).collect::<Vec<_>>(),
        ["said_thanks", "caller_mood"]
    );

    let review = bench.engine.review(&bench.agent).await.unwrap();
    assert_eq!(
        review.items.iter().map(|item| item.kind).collect::<Vec<_>>(),
        [ItemKind::Added; 2]
    );
    assert!(review.problems.is_empty() && !review.base_moved);

    let from = bench.mark();
    let started = bench
        .engine
        .publish(&bench.agent, LABEL, "  ", &[])
        .await
        .unwrap();
    assert!(started.can_cancel);
    let done = bench.settled().await;
    let requests = bench.seen(from);

    let RunState::Live { metrics, .. } = done.state else {
        panic!("{done:?}")
    };
    let view = bench.view().await;
    let live = view.live.clone().unwrap();
    assert_eq!(
        Some(live.id),
        done.new_version_id,
        "the header names what is live now"
    );
    assert_eq!(
        (live.number, live.label.as_deref()),
        (done.new_number, Some(LABEL))
    );
    let expected = with_added(&before);
    assert_eq!(
        metrics as usize,
        expected["dispositionMetrics"].as_array().unwrap().len()
    );
    assert!(done.steps.iter().all(|step| step.state == StepState::Done));
    assert_eq!(
        done.new_number,
        opened.live.unwrap().number.map(|number| number + 1)
    );

    let written = writes(&bench.sandbox, from);
    let lines: Vec<_> = written
        .iter()
        .map(|request| (request.line.as_str(), request.status))
        .collect();
    assert_eq!(
        lines,
        [
            ("POST /agent/{id}/drafts", 201),
            ("PATCH /agent/{id}/drafts/*/config", 200),
            ("POST /agent/{id}/drafts/*/publish", 201),
        ]
    );
    let name = format!("Debrief {}", done.run_id);
    assert_eq!(
        written[0].body,
        json!({"sourceVersionId": base, "draftName": name})
    );
    assert_eq!(written[2].body, json!({"label": LABEL, "activate": true}));
    // As text: unknown members, and the order of all of them, arrive as they were read.
    assert_eq!(
        written[1].body.to_string(),
        json!({ CONFIG: expected }).to_string()
    );
    assert_eq!(
        requests[0].line, "GET /agent/{id}",
        "the agent is read before the first write"
    );
    assert_eq!(
        requests.last().unwrap().line,
        "GET /agent/{id}",
        "success is a read"
    );

    let (live, mut after) = bench.live().await;
    assert_eq!(Some(&live), done.new_version_id.as_ref());
    assert_eq!(after[CONFIG], expected);
    after[CONFIG] = before[CONFIG].clone();
    assert_eq!(
        after.to_string(),
        before.to_string(),
        "every other section is as it was"
    );
    assert!(bench.draft_names().await.is_empty());

    let clean = bench.view().await;
    assert_eq!(clean.changes.total, 0);
    assert!(!clean.can_undo && !clean.base_moved);
    let again = bench.engine.publish(&bench.agent, LABEL, "", &[]).await;
    assert!(matches!(again, Err(Error::NothingToPublish)), "{again:?}");
    bench.engine.dismiss_publish(&bench.agent).await.unwrap();
    assert!(bench.engine.publish_state(&bench.agent).await.unwrap().is_none());
}

#[tokio::test]
async fn a_description_travels_only_when_typed() {
    let bench = Bench::changed().await;
    let from = bench.mark();
    bench
        .engine
        .publish(
            &bench.agent,
            &format!("  {LABEL} "),
            " For the monthly report. ",
            &[],
        )
        .await
        .unwrap();
    bench.settled().await;
    let body = &writes(&bench.sandbox, from)[2].body;
    assert_eq!(
        *body,
        json!({"label": LABEL, "description": "For the monthly report.", "activate": true})
    );
}

#[tokio::test]
async fn a_server_that_ignores_activate_gets_one_explicit_activation_after_a_read() {
    let quirks = Quirks {
        activate_ignored: true,
        check: Duration::from_millis(40),
        ..Quirks::default()
    };
    let bench = Bench::changed_with(quirks).await;
    let from = bench.mark();
    let done = bench.publish().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    let lines: Vec<_> = bench.seen(from).into_iter().map(|request| request.line).collect();
    let activate = "PATCH /agent/{id}/versions/*/activate";
    assert_eq!(lines.iter().filter(|line| *line == activate).count(), 1);
    let at = lines.iter().position(|line| line == activate).unwrap();
    assert_eq!(lines[at - 1], "GET /agent/{id}", "a look right before");
    assert_eq!(lines.last().unwrap(), "GET /agent/{id}", "and one after");
    assert_eq!(Some(bench.live().await.0), done.new_version_id);
}

#[tokio::test]
async fn the_next_publish_starts_from_the_version_that_the_last_one_made() {
    let bench = Bench::changed().await;
    let first = bench.publish().await.new_version_id.unwrap();
    bench.add("asked_twice").await;
    let from = bench.mark();
    let second = bench.publish().await;
    assert!(matches!(second.state, RunState::Live { .. }), "{second:?}");
    assert_eq!(
        writes(&bench.sandbox, from)[0].body["sourceVersionId"],
        first.as_str()
    );
}

#[tokio::test]
async fn what_is_edited_during_a_publish_stays_and_counts_from_the_new_version() {
    let bench = Bench::changed().await;
    let delay = atoms_sandbox::FaultAction::Delay {
        delay_ms: 300,
        after: true,
    };
    bench.fault("PATCH", "/config", Some(1), delay);
    bench.engine.publish(&bench.agent, LABEL, "", &[]).await.unwrap();
    let agent = bench.add("asked_twice").await;
    assert_eq!(agent.changes.total, 2);
    let done = bench.settled().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    let after = bench.view().await;
    let new: Vec<_> = after
        .metrics
        .iter()
        .filter(|row| row.change != RowChange::Same)
        .collect();
    assert_eq!(
        (after.changes.total, new[0].identifier.as_str()),
        (1, "asked_twice")
    );
    let listed = bench.engine.list_agents("Order", 1, false).await.unwrap();
    assert_eq!(listed.agents[0].unpublished, 1);
}

#[tokio::test]
async fn labels_and_descriptions_keep_to_the_platforms_limits() {
    let bench = Bench::changed().await;
    let from = bench.mark();
    let long = bench
        .engine
        .publish(&bench.agent, &"ä".repeat(201), "", &[])
        .await;
    assert!(matches!(long, Err(Error::Invalid)), "{long:?}");
    let long = bench
        .engine
        .publish(&bench.agent, LABEL, &"ä".repeat(2001), &[])
        .await;
    assert!(matches!(long, Err(Error::Invalid)), "{long:?}");
    assert_eq!(bench.mark(), from, "nothing was sent");
    bench
        .engine
        .publish(&bench.agent, &"ä".repeat(200), "", &[])
        .await
        .unwrap();
    assert!(matches!(bench.settled().await.state, RunState::Live { .. }));
}
