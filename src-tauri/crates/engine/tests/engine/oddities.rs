//! Agents that the platform should not have, and does.

use debrief_engine::views::{AgentView, Consent, Edit, ReadOnlyReason, SaveOutcome};
use debrief_engine::{Engine, Error, ErrorCode, Ports};
use secrecy::SecretString;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{card, one, panel};

const ID: &str = "69da0b4c20c0e03cfa4ee258";
const VERSION: &str = "69e7360f66458d1451fa0421";

/// An engine that is connected to a server with one agent.
async fn with_agent(agent: Value) -> (MockServer, Engine) {
    let server = MockServer::start().await;
    let user = json!({"_id": "u", "userEmail": "mei@example.com", "organizationId": "o"});
    let version = json!({"version": {"_id": VERSION, "versionNumber": 4, "label": "Fourth"}});
    for (route, data) in [
        ("/atoms/v1/user".to_owned(), user),
        (format!("/atoms/v1/agent/{ID}"), agent),
        (format!("/atoms/v1/agent/{ID}/versions/{VERSION}"), version),
    ] {
        let answer = ResponseTemplate::new(200).set_body_json(json!({"status": true, "data": data}));
        Mock::given(method("GET"))
            .and(path(route))
            .respond_with(answer)
            .mount(&server)
            .await;
    }
    let engine = Engine::new(Ports::in_memory().unwrap());
    engine
        .connect(Some(&server.uri()), SecretString::from("sk_key"))
        .await
        .unwrap();
    (server, engine)
}

fn agent(config: &Value) -> Value {
    json!({
        "_id": ID, "name": "Odd", "workflowType": "single_prompt", "activeVersionId": VERSION,
        "_resolvedConfig": {"prompt": "p", "postCallAnalyticsConfig": config},
    })
}

fn metric(name: &str, data_type: &str) -> Value {
    json!({"identifier": name, "dispositionMetricPrompt": "?", "dispositionMetricType": data_type})
}

async fn open(engine: &Engine) -> AgentView {
    engine.open_agent(ID, true).await.unwrap()
}

#[tokio::test]
async fn a_metric_of_an_unknown_type_can_be_deleted_and_moved_and_not_edited() {
    let config = json!({"dispositionMetrics": [metric("a", "STRING"), metric("score", "STARS"), metric("b", "BOOLEAN")]});
    let (_server, engine) = with_agent(agent(&config)).await;
    let view = open(&engine).await;
    let odd = &view.metrics[1];
    assert_eq!(
        (odd.data_type, odd.unknown_type.as_deref()),
        (None, Some("STARS"))
    );

    let mut rewrite = panel(vec![card(
        "k",
        "score",
        debrief_metrics::DataType::Integer,
        "How many stars?",
    )]);
    rewrite.cards[0].metric_id = Some(odd.id.clone());
    let refused = engine.save_panel(ID, &odd.id, rewrite, Consent::Ask).await;
    assert!(matches!(refused, Err(Error::Edit(_))), "{refused:?}");
    let refused = engine
        .edit(
            ID,
            Edit::Duplicate {
                metric: odd.id.clone(),
            },
        )
        .await;
    assert!(matches!(refused, Err(Error::Edit(_))), "{refused:?}");
    assert_eq!(engine.open_agent(ID, false).await.unwrap().changes.total, 0);

    let SaveOutcome::Saved { .. } = engine
        .save_panel(ID, "new", one("c"), Consent::Ask)
        .await
        .unwrap()
    else {
        panic!("refused")
    };
    let review = engine.review(ID).await.unwrap();
    assert!(
        review.problems.is_empty(),
        "what is live already is not held against an unrelated change"
    );

    let moved = engine
        .edit(
            ID,
            Edit::Move {
                metric: odd.id.clone(),
                to: 0,
            },
        )
        .await
        .unwrap();
    assert_eq!(moved.metrics[0].identifier, "score");
    let gone = engine
        .edit(
            ID,
            Edit::Remove {
                metric: odd.id.clone(),
            },
        )
        .await
        .unwrap();
    assert_eq!(gone.changes.removed, 1);
    let back = engine
        .edit(
            ID,
            Edit::PutBack {
                metric: odd.id.clone(),
            },
        )
        .await
        .unwrap();
    assert_eq!(
        (back.changes.removed, back.metrics[1].unknown_type.as_deref()),
        (0, Some("STARS"))
    );
}

#[tokio::test]
async fn agents_that_can_only_be_looked_at_say_why() {
    let mut archived = agent(&json!({"dispositionMetrics": [metric("a", "STRING")]}));
    archived["archived"] = true.into();
    let never = json!({"_id": ID, "name": "New", "workflowType": "single_prompt", "activeVersionId": null});
    let unreadable = agent(&json!({"dispositionMetrics": "none"}));
    for (agent, reason) in [
        (archived, ReadOnlyReason::Archived),
        (never, ReadOnlyReason::NeverPublished),
        (unreadable, ReadOnlyReason::Unreadable),
    ] {
        let (_server, engine) = with_agent(agent).await;
        assert_eq!(open(&engine).await.read_only, Some(reason));
        for refused in [
            engine.edit(ID, Edit::DiscardChanges).await.map(|_| ()),
            engine
                .save_panel(ID, "new", one("x"), Consent::Ask)
                .await
                .map(|_| ()),
            engine.publish(ID, "Label", "", &[]).await.map(|_| ()),
        ] {
            assert_eq!(refused.unwrap_err().code(), ErrorCode::ReadOnly, "{reason:?}");
        }
    }
}

#[tokio::test]
async fn an_agent_without_any_metrics_configuration_can_get_some() {
    let (_server, engine) = with_agent(agent(&Value::Null)).await;
    let view = open(&engine).await;
    assert_eq!((view.read_only, view.metrics.len()), (None, 0));
    assert!(view.settings.use_internal_model && !view.settings.use_reasoning_model);
    assert_eq!(view.live.unwrap().number, Some(4));
    let saved = engine
        .save_panel(ID, "new", one("first"), Consent::Ask)
        .await
        .unwrap();
    let SaveOutcome::Saved { agent, .. } = saved else {
        panic!("{saved:?}")
    };
    assert_eq!(agent.changes.added, 1);
}

#[tokio::test]
async fn what_was_read_once_opens_when_atoms_does_not_answer() {
    let (server, engine) = with_agent(agent(&json!({"dispositionMetrics": [metric("a", "STRING")]}))).await;
    open(&engine).await;
    server.reset().await;
    let busy = ResponseTemplate::new(503);
    Mock::given(method("GET")).respond_with(busy).mount(&server).await;
    let cached = engine.open_agent(ID, false).await.unwrap();
    assert!(cached.from_cache);
    assert_eq!(cached.metrics.len(), 1);
    assert!(engine.open_agent(ID, true).await.is_err());
}
