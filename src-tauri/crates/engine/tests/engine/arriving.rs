//! What is said of metrics before another agent gets them: lint beside the metrics that are there, what those who use
//! live answers notice, and that what was looked at is what is copied.

use debrief_engine::Error;
use debrief_engine::views::{
    AgentView, CopyMetric, CopyOrder, CopyOutcome, CopyState, CopyWay, Edit, ImportState, Way,
};
use debrief_metrics::{Consequence, DataType, Flag, Severity, What};

use crate::support::{Bench, card, one, panel};

const TARGET: &str = "Returns Desk";
const PROMPT: &str = "Why did the caller send it back? At most ten words. If they did not say, answer none.";

/// Adds metrics to the sample agent, and gives their ids.
async fn added(bench: &Bench, metrics: &[(&str, DataType, &str, &[&str])]) -> Vec<String> {
    bench.open().await;
    let cards = metrics.iter().map(|(identifier, data_type, prompt, choices)| {
        let mut card = card(identifier, identifier, *data_type, prompt);
        card.fields.choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        card
    });
    let view = bench.save_agreeing("new", panel(cards.collect())).await;
    let first = view.metrics.len() - metrics.len();
    view.metrics[first..].iter().map(|row| row.id.clone()).collect()
}

async fn previewed(bench: &Bench, metrics: &[String], target: &str) -> (Vec<CopyMetric>, CopyOrder) {
    let shown = bench.engine.copy_preview(&bench.agent, metrics, target);
    match shown.await.unwrap().state {
        CopyState::Ready {
            metrics: shown,
            seen,
            source,
            ..
        } => {
            let way = |metric: &String| CopyWay {
                metric: metric.clone(),
                way: Way::Replace,
            };
            let order = CopyOrder {
                agent_id: target.to_owned(),
                seen,
                source,
                ways: metrics.iter().map(way).collect(),
            };
            (shown, order)
        }
        other @ CopyState::ReadOnly { .. } => panic!("{other:?}"),
    }
}

async fn view_of(bench: &Bench, agent: &str) -> AgentView {
    bench.engine.open_agent(agent, false).await.unwrap()
}

fn retyped(from: DataType, to: DataType) -> Vec<Consequence> {
    vec![Consequence::TypeChanged {
        from: Some(from),
        to: Some(to),
    }]
}

#[tokio::test]
async fn lint_says_of_each_metric_what_it_would_say_of_it_among_those_that_are_there() {
    let bench = Bench::new().await;
    let metrics = added(
        &bench,
        &[
            (
                "amount_refunded",
                DataType::Integer,
                "How much did the agent refund? If nothing, answer not applicable.",
                &[],
            ),
            (
                "returnopened",
                DataType::Boolean,
                "Was it opened? If not, answer false.",
                &[],
            ),
            (
                "said_thanks",
                DataType::Boolean,
                "Did the caller say thank you at any time? If not, answer false.",
                &[],
            ),
        ],
    )
    .await;
    let target = bench.id_of(TARGET).await;
    let (shown, _) = previewed(&bench, &metrics, &target).await;
    let has = |metric: &CopyMetric, severity| {
        let mut found = metric.findings.iter();
        found.any(|finding| finding.severity == severity)
    };
    assert!(has(&shown[0], Severity::Danger), "{:?}", shown[0]);
    // The agent that they come from has no `return_opened`.
    let alike = What::IdentifiersAlike {
        value: "returnopened".into(),
        other: "return_opened".into(),
    };
    let mut found = shown[1].findings.iter();
    assert!(
        found.any(|finding| finding.severity == Severity::Warning && finding.what == alike),
        "{:?}",
        shown[1]
    );
    assert!(
        !has(&shown[2], Severity::Danger) && !has(&shown[2], Severity::Warning),
        "{:?}",
        shown[2]
    );
}

#[tokio::test]
async fn a_live_metric_whose_place_is_taken_says_what_is_noticed_of_it() {
    let bench = Bench::new().await;
    let metrics = added(
        &bench,
        &[
            ("return_reason", DataType::String, PROMPT, &[]),
            (
                "kept_by_exchange",
                DataType::Boolean,
                "Was it kept? If not, answer false.",
                &[],
            ),
            (
                "claim_decision",
                DataType::Enum,
                "What did the agent say about cover? Choose not_discussed if it did not come up.",
                &["covered", "not_covered", "not_discussed"],
            ),
        ],
    )
    .await;
    let returns = bench.id_of(TARGET).await;
    let (shown, order) = previewed(&bench, &metrics, &returns).await;
    assert!(
        matches!(shown[0].state, ImportState::Different { .. }),
        "{shown:?}"
    );
    assert_eq!(shown[0].consequences, retyped(DataType::Enum, DataType::String));
    assert!(
        matches!(shown[1].state, ImportState::Different { .. }),
        "{shown:?}"
    );
    assert_eq!(shown[1].consequences, [], "other words disturb nobody");
    assert_eq!(
        (&shown[2].state, shown[2].consequences.len()),
        (&ImportState::New, 0)
    );

    let warranty = bench.id_of("Warranty Claims").await;
    let (shown, _) = previewed(&bench, &metrics, &warranty).await;
    let gone = Consequence::ChoiceRemoved {
        choice: "workshop_decides".into(),
    };
    assert_eq!(shown[2].consequences, [gone]);

    // What was decided is not told again.
    let results = bench.engine.copy_apply(&bench.agent, &metrics, vec![order]).await;
    assert!(matches!(
        results.unwrap()[0].outcome,
        CopyOutcome::Copied { metrics: 3, .. }
    ));
    let (shown, _) = previewed(&bench, &metrics, &returns).await;
    assert_eq!(
        (&shown[0].state, shown[0].consequences.len()),
        (&ImportState::Identical, 0)
    );
}

#[tokio::test]
async fn a_metric_that_is_not_live_can_be_replaced_and_one_that_was_deleted_here_is_live_still() {
    let bench = Bench::new().await;
    let metrics = added(
        &bench,
        &[
            (
                "noticed",
                DataType::Boolean,
                "Was it noticed? If not, answer false.",
                &[],
            ),
            ("return_reason", DataType::String, PROMPT, &[]),
        ],
    )
    .await;
    let target = bench.id_of(TARGET).await;
    let before = bench.engine.open_agent(&target, true).await.unwrap();
    let typed = panel(vec![card("k", "noticed", DataType::String, "What was noticed?")]);
    bench
        .engine
        .save_panel(&target, "new", typed, debrief_engine::views::Consent::Ask)
        .await
        .unwrap();
    let reason = before
        .metrics
        .iter()
        .find(|row| row.identifier == "return_reason");
    let edit = Edit::Remove {
        metric: reason.unwrap().id.clone(),
    };
    bench.engine.edit(&target, edit).await.unwrap();
    let (shown, _) = previewed(&bench, &metrics, &target).await;
    assert!(
        matches!(shown[0].state, ImportState::Different { .. }),
        "{shown:?}"
    );
    assert_eq!(shown[0].consequences, []);
    // Its name comes back with another type, and its answers are looked for under that name.
    assert_eq!(shown[1].state, ImportState::New);
    assert_eq!(shown[1].consequences, retyped(DataType::Enum, DataType::String));
}

#[tokio::test]
async fn metrics_that_changed_after_they_were_looked_at_are_copied_nowhere() {
    let bench = Bench::new().await;
    bench.open().await;
    let view = bench.add("said_thanks").await;
    let metric = view.metrics.last().unwrap().id.clone();
    let metrics = vec![metric.clone()];
    let targets = [bench.id_of(TARGET).await, bench.id_of("Warranty Claims").await];
    let (_, early) = previewed(&bench, &metrics, &targets[0]).await;

    let mut typed = one("said_thanks");
    typed.cards[0].metric_id = Some(metric.clone());
    typed.cards[0].fields.prompt = "Did the caller say thanks, in any words? If not, answer false.".into();
    bench.save_agreeing(&metric, typed).await;
    // One of the two was looked at again.
    let (_, late) = previewed(&bench, &metrics, &targets[1]).await;
    let apply = |orders| bench.engine.copy_apply(&bench.agent, &metrics, orders);
    let refused = apply(vec![late.clone(), early]).await;
    assert!(matches!(refused, Err(Error::SourceMoved)), "{refused:?}");
    for target in &targets {
        assert_eq!(
            view_of(&bench, target).await.changes.total,
            0,
            "nothing half done"
        );
    }

    // What else happens on the agent changes nothing of what was looked at.
    let flag = Edit::SetFlag {
        flag: Flag::UseReasoningModel,
        value: true,
    };
    bench.engine.edit(&bench.agent, flag).await.unwrap();
    bench.add("something_else").await;
    let copied = apply(vec![late.clone()]).await.unwrap();
    assert!(
        matches!(copied[0].outcome, CopyOutcome::Copied { metrics: 1, .. }),
        "{copied:?}"
    );

    let gone = Edit::Remove { metric };
    bench.engine.edit(&bench.agent, gone).await.unwrap();
    let refused = apply(vec![late]).await;
    assert!(matches!(refused, Err(Error::SourceMoved)), "{refused:?}");
}
