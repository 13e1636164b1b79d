//! The panel: kept as typed, saved as a whole or not at all.

use debrief_engine::views::{Consent, SaveOutcome};
use debrief_metrics::{DataType, Field, ProblemCode};
use serde_json::json;

use crate::support::{Bench, card, one, panel};

#[tokio::test]
async fn what_was_typed_is_kept_as_typed_and_survives_a_restart() {
    let bench = Bench::new().await;
    bench.open().await;
    let mut typed = panel(vec![
        card("a", "Half A Name", DataType::Enum, "  "),
        card("b", "", DataType::String, ""),
    ]);
    typed.cards[0].choice_text = "yes, n".into();
    let check = bench
        .engine
        .keep_panel(&bench.agent, "new", typed.clone())
        .await
        .unwrap();
    assert!(
        check
            .problems
            .iter()
            .any(|problem| problem.metric == 0 && problem.field == Field::Identifier)
    );
    assert_eq!(check.metrics_after as usize, bench.view().await.metrics.len() + 2);
    let kept = bench.view().await.kept_panels;
    assert_eq!((kept.len(), kept[0].slot.as_str(), kept[0].cards), (1, "new", 2));
    let next = bench.restarted();
    assert_eq!(next.load_panel(&bench.agent, "new").await.unwrap(), Some(typed));
    next.drop_panel(&bench.agent, "new").await.unwrap();
    assert_eq!(next.load_panel(&bench.agent, "new").await.unwrap(), None);
}

#[tokio::test]
async fn text_stays_with_its_metric_when_a_colleague_publishes_and_comes_along_when_it_is_gone() {
    let bench = Bench::new().await;
    let view = bench.open().await;
    let typed = |row: &debrief_engine::views::MetricRow| {
        let mut edit = card("k", &row.identifier, row.data_type.unwrap(), "Half a prom");
        edit.metric_id = Some(row.id.clone());
        edit.fields.choices.clone_from(&row.choices);
        panel(vec![edit])
    };
    let (first, last) = (&view.metrics[0], view.metrics.last().unwrap());
    for row in [first, last] {
        let kept = typed(row);
        bench
            .engine
            .keep_panel(&bench.agent, &row.id, kept)
            .await
            .unwrap();
    }
    // The first is removed, the last comes first.
    let (_, config) = bench.live().await;
    let metrics = config["postCallAnalyticsConfig"]["dispositionMetrics"]
        .as_array()
        .unwrap();
    let moved: Vec<_> = metrics[1..].iter().rev().cloned().collect();
    bench.colleague(json!({ "postCallAnalyticsConfig": { "dispositionMetrics": moved } }));
    let after = bench.open().await;
    assert_eq!(after.metrics[0].identifier, last.identifier);
    let slots: Vec<_> = after.kept_panels.iter().map(|kept| kept.slot.as_str()).collect();
    assert_eq!(slots.len(), 2);
    assert!(
        slots.contains(&after.metrics[0].id.as_str()) && slots.contains(&"new"),
        "{slots:?}"
    );
    let new = bench
        .engine
        .load_panel(&bench.agent, "new")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(new.cards[0].fields.identifier, first.identifier);
    assert_eq!(
        (new.cards[0].fields.prompt.as_str(), &new.cards[0].metric_id),
        ("Half a prom", &None)
    );
}

#[tokio::test]
async fn what_is_typed_is_kept_also_when_the_agent_can_only_be_looked_at_meanwhile() {
    let bench = Bench::new().await;
    bench.open().await;
    bench.fault(
        "GET",
        &format!("/atoms/v1/agent/{}", bench.agent),
        None,
        atoms_sandbox::FaultAction::Answer {
            status: 403,
            headers: std::collections::BTreeMap::new(),
            body: json!({"status": false, "errors": ["no"]}),
        },
    );
    assert!(bench.open().await.read_only.is_some());
    let refused = bench
        .engine
        .keep_panel(&bench.agent, "new", one("typed_on"))
        .await;
    assert_eq!(refused.unwrap_err().code(), debrief_engine::ErrorCode::ReadOnly);
    let kept = bench
        .engine
        .load_panel(&bench.agent, "new")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.cards[0].fields.identifier, "typed_on");
}

#[tokio::test]
async fn a_panel_with_nothing_in_it_is_forgotten() {
    let bench = Bench::new().await;
    let view = bench.open().await;
    bench
        .engine
        .keep_panel(&bench.agent, "new", one("x"))
        .await
        .unwrap();
    let empty = panel(vec![card("k", " ", DataType::String, "")]);
    bench.engine.keep_panel(&bench.agent, "new", empty).await.unwrap();
    assert_eq!(bench.engine.load_panel(&bench.agent, "new").await.unwrap(), None);

    let row = &view.metrics[0];
    let mut unchanged = card("k", &row.identifier, row.data_type.unwrap(), &row.prompt);
    unchanged.metric_id = Some(row.id.clone());
    unchanged.fields.choices.clone_from(&row.choices);
    bench
        .engine
        .keep_panel(&bench.agent, &row.id, panel(vec![unchanged.clone()]))
        .await
        .unwrap();
    assert_eq!(
        bench.engine.load_panel(&bench.agent, &row.id).await.unwrap(),
        None
    );
    unchanged.fields.prompt.push('!');
    bench
        .engine
        .keep_panel(&bench.agent, &row.id, panel(vec![unchanged]))
        .await
        .unwrap();
    assert!(
        bench
            .engine
            .load_panel(&bench.agent, &row.id)
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn save_takes_all_cards_or_none() {
    let bench = Bench::new().await;
    let before = bench.open().await;
    let taken = before.metrics[0].identifier.clone();
    let mut two = one("said_thanks");
    two.cards.push(card("k2", &taken, DataType::Boolean, "Again?"));
    let refused = bench
        .engine
        .save_panel(&bench.agent, "new", two.clone(), Consent::Ask)
        .await
        .unwrap();
    let SaveOutcome::Refused { problems } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!((problems[0].metric, problems[0].field), (1, Field::Identifier));
    let after = bench.view().await;
    assert_eq!((after.changes.total, after.can_undo), (0, false));
    assert_eq!(
        bench.engine.load_panel(&bench.agent, "new").await.unwrap(),
        Some(two.clone())
    );

    two.cards[1].fields.identifier = "asked_twice".into();
    let saved = bench
        .engine
        .save_panel(&bench.agent, "new", two, Consent::Ask)
        .await
        .unwrap();
    let SaveOutcome::Saved { agent, .. } = saved else {
        panic!("{saved:?}")
    };
    assert_eq!(agent.changes.added, 2);
    assert!(agent.kept_panels.is_empty());
    let undone = bench
        .engine
        .edit(&bench.agent, debrief_engine::views::Edit::Undo)
        .await
        .unwrap();
    assert_eq!(undone.changes.total, 0, "one Save is one step");
}

#[tokio::test]
async fn choices_come_from_the_list_and_from_the_text_still_in_the_field_and_for_enum_alone() {
    let bench = Bench::new().await;
    bench.open().await;
    let mut cards = vec![
        card("a", "mood", DataType::Enum, "Which mood?"),
        card("b", "count", DataType::Integer, "How often?"),
    ];
    cards[0].fields.choices = vec!["calm".into()];
    cards[0].choice_text = " upset\r\nunclear, ".into();
    cards[1].fields.choices = vec!["left over".into()];
    let saved = bench
        .engine
        .save_panel(&bench.agent, "new", panel(cards), Consent::Ask)
        .await
        .unwrap();
    let SaveOutcome::Saved { agent, .. } = saved else {
        panic!("{saved:?}")
    };
    let choices = |name: &str| {
        agent
            .metrics
            .iter()
            .find(|row| row.identifier == name)
            .unwrap()
            .choices
            .clone()
    };
    assert_eq!(choices("mood"), ["calm", "upset", "unclear"]);
    assert!(choices("count").is_empty());

    let none = panel(vec![card("k", "no_choices", DataType::Enum, "Which?")]);
    let refused = bench
        .engine
        .save_panel(&bench.agent, "new", none, Consent::Ask)
        .await
        .unwrap();
    let SaveOutcome::Refused { problems } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(problems[0].field, Field::Choices);
    assert!(
        matches!(problems[0].code, ProblemCode::ChoicesMissing),
        "{problems:?}"
    );
}

#[tokio::test]
async fn prompts_are_sent_as_typed() {
    let bench = Bench::new().await;
    bench.open().await;
    let prompt = "  Did “she”\n\tsay so?\u{a0}  ";
    let typed = panel(vec![card("k", "said_so", DataType::Boolean, prompt)]);
    let saved = bench
        .engine
        .save_panel(&bench.agent, "new", typed, Consent::Ask)
        .await
        .unwrap();
    assert!(matches!(saved, SaveOutcome::Saved { .. }), "{saved:?}");
    bench.publish().await;
    let live = bench.live().await.1;
    let last = live["postCallAnalyticsConfig"]["dispositionMetrics"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(last["dispositionMetricPrompt"], prompt);
}
