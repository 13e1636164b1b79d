//! What others notice of a live metric is not saved without the person's word, whichever way it is typed.

use debrief_engine::views::{
    AgentView, Card, Consent, Edit, ItemKind, MetricRow, Panel, RowChange, SaveOutcome,
};
use debrief_metrics::{Consequence, DataType, LiveChange};

use crate::support::{Bench, card, panel};

fn row<'a>(view: &'a AgentView, identifier: &str) -> &'a MetricRow {
    view.metrics
        .iter()
        .find(|row| row.identifier == identifier)
        .unwrap()
}

/// The panel of one metric, as the screen fills it.
fn panel_of(row: &MetricRow, write: impl Fn(&mut Card)) -> Panel {
    let mut card = card("k", &row.identifier, row.data_type.unwrap(), &row.prompt);
    card.metric_id = Some(row.id.clone());
    card.fields.choices.clone_from(&row.choices);
    write(&mut card);
    panel(vec![card])
}

async fn save(bench: &Bench, slot: &str, panel: &Panel, consent: Consent) -> SaveOutcome {
    let save = bench
        .engine
        .save_panel(&bench.agent, slot, panel.clone(), consent);
    save.await.unwrap()
}

async fn asked(bench: &Bench, slot: &str, panel: &Panel) -> Vec<LiveChange> {
    match save(bench, slot, panel, Consent::Ask).await {
        SaveOutcome::AsksConsent { changes } => changes,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_rename_is_asked_about_kept_meanwhile_and_saved_once_agreed_to() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let metric = row(&start, "caller_effort");
    let typed = panel_of(metric, |card| card.fields.identifier = "effort".into());
    let changes = asked(&bench, &metric.id, &typed).await;
    let renamed = Consequence::Renamed {
        from: "caller_effort".into(),
        to: "effort".into(),
    };
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (changes[0].identifier.as_str(), &changes[0].consequences),
        ("caller_effort", &vec![renamed])
    );
    assert_eq!(bench.view().await.metrics, start.metrics, "nothing was saved");
    let kept = bench.engine.load_panel(&bench.agent, &metric.id).await.unwrap();
    assert_eq!(kept.as_ref(), Some(&typed));

    // Who agreed to something else is asked again.
    let other = vec![LiveChange {
        identifier: "another".into(),
        ..changes[0].clone()
    }];
    let again = save(&bench, &metric.id, &typed, Consent::Agreed { changes: other }).await;
    assert!(matches!(again, SaveOutcome::AsksConsent { .. }), "{again:?}");

    let saved = save(&bench, &metric.id, &typed, Consent::Agreed { changes }).await;
    let SaveOutcome::Saved { agent, instead } = saved else {
        panic!("{saved:?}")
    };
    assert_eq!(
        (row(&agent, "effort").id.as_str(), instead.len()),
        (metric.id.as_str(), 0)
    );
    // The rest of it can be typed on without being asked the same again.
    let more = panel_of(row(&agent, "effort"), |card| {
        card.fields.prompt.push_str(" Count twice.")
    });
    let saved = save(&bench, &metric.id, &more, Consent::Ask).await;
    assert!(matches!(saved, SaveOutcome::Saved { .. }), "{saved:?}");
}

#[tokio::test]
async fn instead_of_a_change_a_new_metric_takes_the_text_behind_the_live_one() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let metric = row(&start, "caller_effort");
    let at = start
        .metrics
        .iter()
        .position(|each| each.id == metric.id)
        .unwrap();
    let typed = panel_of(metric, |card| {
        card.fields.data_type = DataType::String;
        card.fields.prompt = "How hard was it, in words?".into();
    });
    assert_eq!(asked(&bench, &metric.id, &typed).await.len(), 1);
    let saved = save(&bench, &metric.id, &typed, Consent::AddInstead).await;
    let SaveOutcome::Saved { agent, instead } = saved else {
        panic!("{saved:?}")
    };
    assert_eq!(instead, ["caller_effort_2"]);
    assert_eq!(&agent.metrics[at], metric, "the live one is as it was");
    let new = &agent.metrics[at + 1];
    assert_eq!(
        (new.identifier.as_str(), new.change, new.data_type),
        ("caller_effort_2", RowChange::New, Some(DataType::String))
    );
    assert_eq!(new.prompt, "How hard was it, in words?");
    assert_eq!(
        (agent.changes.total, agent.changes.added, agent.kept_panels.len()),
        (1, 1, 0)
    );
    // One step.
    let back = bench.engine.edit(&bench.agent, Edit::Undo).await.unwrap();
    assert_eq!(back.metrics, start.metrics);
}

#[tokio::test]
async fn a_new_name_stays_for_the_new_metric_and_cards_beside_it_are_saved_as_they_are() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let metric = row(&start, "caller_effort");
    let mut typed = panel_of(metric, |card| card.fields.identifier = "effort".into());
    typed.cards.push(card(
        "n",
        "said_thanks",
        DataType::Boolean,
        "Did the caller say thank you?",
    ));
    let saved = save(&bench, "new", &typed, Consent::AddInstead).await;
    let SaveOutcome::Saved { agent, instead } = saved else {
        panic!("{saved:?}")
    };
    assert_eq!(instead, ["effort"]);
    assert_eq!(row(&agent, "caller_effort"), metric);
    assert_eq!(row(&agent, "said_thanks").change, RowChange::New);
    assert_eq!(agent.changes.added, 2);
}

#[tokio::test]
async fn deleting_it_and_adding_another_of_its_name_is_asked_about_too() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let metric = row(&start, "caller_effort").id.clone();
    bench
        .engine
        .edit(&bench.agent, Edit::Remove { metric })
        .await
        .unwrap();
    let typed = panel(vec![card(
        "n",
        "caller_effort",
        DataType::String,
        "How hard was it, in words?",
    )]);
    let changes = asked(&bench, "new", &typed).await;
    assert!(
        matches!(changes[0].consequences[..], [Consequence::TypeChanged { .. }]),
        "{changes:?}"
    );
    let saved = save(&bench, "new", &typed, Consent::AddInstead).await;
    let SaveOutcome::Saved { agent, instead } = saved else {
        panic!("{saved:?}")
    };
    assert_eq!(instead, ["caller_effort_2"]);
    assert_eq!(row(&agent, "caller_effort").change, RowChange::Removed);
}

#[tokio::test]
async fn rewording_and_new_choices_are_saved_without_a_question() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let metric = row(&start, "contact_reason");
    let typed = panel_of(metric, |card| {
        card.fields.prompt.push_str(" Judge by the first request.");
        card.choice_text = "something_new".into();
    });
    let saved = save(&bench, &metric.id, &typed, Consent::Ask).await;
    assert!(matches!(saved, SaveOutcome::Saved { .. }), "{saved:?}");
    let less = panel_of(metric, |card| {
        card.fields.choices.remove(0);
    });
    let changes = asked(&bench, &metric.id, &less).await;
    let gone = Consequence::ChoiceRemoved {
        choice: metric.choices[0].clone(),
    };
    assert_eq!(changes[0].consequences, [gone]);
}

#[tokio::test]
async fn the_review_says_what_a_removal_means() {
    let bench = Bench::new().await;
    let start = bench.open().await;
    let metric = row(&start, "caller_effort").id.clone();
    bench
        .engine
        .edit(&bench.agent, Edit::Remove { metric })
        .await
        .unwrap();
    let review = bench.engine.review(&bench.agent).await.unwrap();
    assert_eq!(review.items[0].kind, ItemKind::Removed);
    assert_eq!(review.items[0].consequences, [Consequence::Removed]);
}
