//! Lint on the working copy: what is live is not held against an edit, a danger goes live only by consent, and
//! repairs are steps like any other.

use debrief_engine::Error;
use debrief_engine::views::{AgentView, Consent, Edit, MetricFinding, RunState, SaveOutcome};
use debrief_metrics::{DataType, Severity, Step, What};
use serde_json::json;

use crate::support::{Bench, LABEL, card, panel};

/// An Enum whose prompt leads to an answer that is no choice.
fn risky(key: &str, identifier: &str) -> debrief_engine::views::Card {
    let prompt =
        "What did the caller want? Choose billing or delivery. If neither fits, answer none_of_these.";
    let mut risky = card(key, identifier, DataType::Enum, prompt);
    risky.fields.choices = vec!["billing".into(), "delivery".into()];
    risky
}

async fn save(bench: &Bench, card: debrief_engine::views::Card) -> AgentView {
    let saved = bench
        .engine
        .save_panel(&bench.agent, "new", panel(vec![card]), Consent::Ask)
        .await
        .unwrap();
    match saved {
        SaveOutcome::Saved { agent, .. } => agent,
        other => panic!("{other:?}"),
    }
}

fn dangers(view: &AgentView) -> Vec<&MetricFinding> {
    view.findings
        .iter()
        .filter(|found| found.finding.severity == Severity::Danger)
        .collect()
}

fn id_of(view: &AgentView, identifier: &str) -> String {
    let row = view.metrics.iter().find(|row| row.identifier == identifier);
    row.unwrap().id.clone()
}

#[tokio::test]
async fn a_danger_goes_live_only_by_consent_and_is_then_nobodys_fault() {
    let bench = Bench::new().await;
    let before = bench.open().await;
    assert!(
        dangers(&before).is_empty(),
        "the sample has none of its own: {:?}",
        dangers(&before)
    );

    // Save takes it; the panel says so while it is typed.
    let check = bench
        .engine
        .keep_panel(&bench.agent, "new", panel(vec![risky("a", "wanted")]))
        .await
        .unwrap();
    assert!(check.problems.is_empty());
    let said = |what: &What| {
        *what
            == What::AnswerNotAChoice {
                answers: vec!["none_of_these".into()],
            }
    };
    assert!(
        check
            .findings
            .iter()
            .any(|found| found.metric == Some(0) && said(&found.what))
    );
    let view = save(&bench, risky("a", "wanted")).await;
    let (found, id) = (dangers(&view), id_of(&view, "wanted"));
    assert_eq!(found.len(), 1);
    assert!(found[0].metric.as_deref() == Some(id.as_str()) && !found[0].is_live);

    // Publishing stops before its first write, unless this very metric is named.
    let review = bench.engine.review(&bench.agent).await.unwrap();
    let named: Vec<&str> = review
        .dangers
        .iter()
        .map(|danger| danger.identifier.as_str())
        .collect();
    assert_eq!(named, ["wanted"]);
    let from = bench.mark();
    for anyway in [vec![], vec!["m999".to_owned()]] {
        let refused = bench.engine.publish(&bench.agent, LABEL, "", &anyway).await;
        assert!(matches!(refused, Err(Error::Dangerous)), "{refused:?}");
    }
    assert_eq!(bench.write_lines(from), Vec::<String>::new());
    bench
        .engine
        .publish(&bench.agent, LABEL, "", std::slice::from_ref(&id))
        .await
        .unwrap();
    let done = bench.settled().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    assert_eq!(done.anyway, ["wanted"], "the journal names it");

    // Live now: shown, and not held against another change.
    bench.engine.dismiss_publish(&bench.agent).await.unwrap();
    let view = bench.open().await;
    assert!(dangers(&view).iter().all(|found| found.is_live) && dangers(&view).len() == 1);
    bench.add("said_thanks").await;
    assert!(
        bench
            .engine
            .review(&bench.agent)
            .await
            .unwrap()
            .dangers
            .is_empty()
    );
    let done = bench.publish().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
}

#[tokio::test]
async fn a_repair_is_one_step_that_undo_takes_back() {
    let bench = Bench::new().await;
    bench.open().await;
    let view = save(&bench, risky("a", "wanted")).await;
    let id = id_of(&view, "wanted");
    let fix = dangers(&view)[0].finding.fix.clone().unwrap();
    assert!(
        fix.safe && matches!(&fix.steps[..], [Step::AddChoices { choices }] if choices == &["none_of_these"])
    );

    let mended = bench
        .engine
        .edit(
            &bench.agent,
            Edit::Repair {
                metric: id.clone(),
                repair: fix,
            },
        )
        .await
        .unwrap();
    let row = mended.metrics.iter().find(|row| row.id == id).unwrap();
    assert_eq!(row.choices, ["billing", "delivery", "none_of_these"]);
    assert!(dangers(&mended).is_empty());
    let undone = bench.engine.edit(&bench.agent, Edit::Undo).await.unwrap();
    assert_eq!(undone.metrics, view.metrics);
}

#[tokio::test]
async fn all_safe_repairs_are_one_step() {
    let bench = Bench::new().await;
    bench.open().await;
    for identifier in ["wanted", "asked_for"] {
        save(&bench, risky(identifier, identifier)).await;
    }
    let before = bench.view().await;
    assert_eq!(dangers(&before).len(), 2);
    let mended = bench.engine.edit(&bench.agent, Edit::RepairSafe).await.unwrap();
    assert!(dangers(&mended).is_empty());
    let safe = |found: &MetricFinding| found.finding.fix.as_ref().is_some_and(|fix| fix.safe);
    assert!(!mended.findings.iter().any(safe), "nothing safe is left to do");
    let undone = bench.engine.edit(&bench.agent, Edit::Undo).await.unwrap();
    assert_eq!(undone.metrics, before.metrics);
}

#[tokio::test]
async fn opening_an_agent_shows_what_is_wrong_with_what_is_live() {
    let bench = Bench::new().await;
    let (_, config) = bench.live().await;
    let mut analytics = config["postCallAnalyticsConfig"].clone();
    analytics["dispositionMetrics"].as_array_mut().unwrap().push(json!({
        "identifier": "amount_owed",
        "dispositionMetricPrompt": "How much does the caller owe? If no amount was named, answer \"Not Applicable\".",
        "dispositionMetricType": "INTEGER",
    }));
    bench.colleague(json!({ "postCallAnalyticsConfig": analytics }));
    let view = bench.open().await;
    let found = dangers(&view);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].is_live && found[0].metric.as_deref() == Some(id_of(&view, "amount_owed").as_str()));
    assert!(
        matches!(&found[0].finding.what, What::WordForNumber { word } if word.eq_ignore_ascii_case("not applicable"))
    );
}

#[tokio::test]
async fn no_repair_changes_what_others_receive_of_a_live_metric_unasked() {
    let bench = Bench::new().await;
    let (_, config) = bench.live().await;
    let mut analytics = config["postCallAnalyticsConfig"].clone();
    let prompt = "What was the outcome of the call? Options: solved, escalated, abandoned, other";
    analytics["dispositionMetrics"]
        .as_array_mut()
        .unwrap()
        .push(json!({
            "identifier": "outcome_in_words",
            "dispositionMetricPrompt": prompt,
            "dispositionMetricType": "STRING",
        }));
    bench.colleague(json!({ "postCallAnalyticsConfig": analytics }));
    bench.open().await;
    let view = save(&bench, card("a", "new_outcome", DataType::String, prompt)).await;
    let to_enum = |id: &str| {
        let found = view.findings.iter().find(|found| {
            found.metric.as_deref() == Some(id) && matches!(found.finding.what, What::ChoicesInText { .. })
        });
        found.unwrap().finding.fix.clone().unwrap()
    };
    let (live, new) = (id_of(&view, "outcome_in_words"), id_of(&view, "new_outcome"));
    let mend = |metric: &str| Edit::Repair {
        metric: metric.to_owned(),
        repair: to_enum(metric),
    };
    let refused = bench.engine.edit(&bench.agent, mend(&live)).await;
    assert!(matches!(refused, Err(Error::Invalid)), "{refused:?}");
    let mended = bench.engine.edit(&bench.agent, mend(&new)).await.unwrap();
    let kind = |id: &str| mended.metrics.iter().find(|row| row.id == id).unwrap().data_type;
    assert_eq!(
        (kind(&live), kind(&new)),
        (Some(DataType::String), Some(DataType::Enum))
    );
}
