//! What goes over the wire, call by call: method, path, query and body, nothing more.

use std::collections::BTreeSet;

use debrief_atoms::{AgentQuery, AgentSort, At, ErrorKind, Publish};
use serde_json::{Value, json};
use uuid::Uuid;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{KEY, client};

async fn answering(data: Value) -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_json(json!({"status": true, "data": data}));
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// `METHOD path?query body` of every request.
async fn sent(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    let line = |request: &wiremock::Request| {
        let path = request.url.as_str().split_once("/atoms/v1").unwrap().1;
        format!(
            "{} {path} {}",
            request.method,
            String::from_utf8_lossy(&request.body)
        )
        .trim_end()
        .to_owned()
    };
    requests.iter().map(line).collect()
}

#[tokio::test]
async fn writes_of_a_publish() {
    let server = answering(json!({"_id": "v1", "draftId": "d1"})).await;
    let client = client(&server.uri());
    let config: Value =
        serde_json::from_str(r#"{"z":18446744073709551615,"dispositionMetrics":[],"a":"ü"}"#).unwrap();
    let mut publish = Publish {
        label: "Autumn".into(),
        description: None,
        activate: true,
    };
    client.create_draft("a1", "v0", "Debrief").await.unwrap();
    client.write_draft_config("a1", "d1", &config).await.unwrap();
    client.publish_draft("a1", "d1", &publish).await.unwrap();
    publish.description = Some("Why".into());
    client.publish_draft("a1", "d1", &publish).await.unwrap();
    client.activate("a1", "v1").await.unwrap();
    client.delete_draft("a1", "d1").await.unwrap();
    assert_eq!(
        sent(&server).await,
        [
            r#"POST /agent/a1/drafts {"sourceVersionId":"v0","draftName":"Debrief"}"#,
            r#"PATCH /agent/a1/drafts/d1/config {"postCallAnalyticsConfig":{"z":18446744073709551615,"dispositionMetrics":[],"a":"ü"}}"#,
            r#"POST /agent/a1/drafts/d1/publish {"label":"Autumn","activate":true}"#,
            r#"POST /agent/a1/drafts/d1/publish {"label":"Autumn","description":"Why","activate":true}"#,
            "PATCH /agent/a1/versions/v1/activate",
            "DELETE /agent/a1/drafts/d1",
        ]
    );
}

#[tokio::test]
async fn reads() {
    let server =
        answering(json!({"_id": "x", "agents": [], "versions": [], "drafts": [], "organizations": []})).await;
    let client = client(&server.uri());
    let query = |search: &str, sort| AgentQuery {
        search: search.into(),
        page: 2,
        page_size: 50,
        sort,
    };
    client.user().await.unwrap();
    client.account().await.unwrap();
    client
        .agents(&query("", AgentSort::RecentlyUpdated))
        .await
        .unwrap();
    client.agents(&query(" a&b=c ", AgentSort::Name)).await.unwrap();
    client.agent("a1", At::Active).await.unwrap();
    client.agent("a1", At::Draft("d1")).await.unwrap();
    client.agent("a1", At::Version("v1")).await.unwrap();
    client.drafts("a1").await.unwrap();
    client.versions("a1", 20, 500).await.unwrap();
    client.version("a1", "v1").await.unwrap();
    assert_eq!(
        sent(&server).await,
        [
            "GET /user",
            "GET /account/get-account-details",
            "GET /agent?page=2&offset=50&sortField=updatedAt&sortOrder=desc",
            "GET /agent?page=2&offset=50&sortField=name&sortOrder=asc&search=a%26b%3Dc",
            "GET /agent/a1",
            "GET /agent/a1?draftId=d1",
            "GET /agent/a1?versionId=v1",
            "GET /agent/a1/drafts",
            "GET /agent/a1/versions?limit=100&skip=20",
            "GET /agent/a1/versions/v1",
        ]
    );
}

#[tokio::test]
async fn every_attempt_has_its_own_request_id_and_the_key() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(502))
        .mount(&server)
        .await;
    let error = client(&server.uri()).user().await.unwrap_err();
    let requests = server.received_requests().await.unwrap();
    let header = |request: &wiremock::Request, name: &str| request.headers[name].to_str().unwrap().to_owned();
    let ids: BTreeSet<String> = requests
        .iter()
        .map(|request| header(request, "x-request-id"))
        .collect();
    assert_eq!(ids.len(), 4);
    assert!(ids.iter().all(|id| Uuid::parse_str(id).is_ok()));
    assert_eq!(
        error.request_id,
        Some(header(&requests[3], "x-request-id")),
        "the server named none"
    );
    assert!(
        requests
            .iter()
            .all(|request| header(request, "authorization") == format!("Bearer {KEY}"))
    );
}

#[tokio::test]
async fn an_impossible_id_is_refused_without_asking() {
    let server = answering(json!({"_id": "a"})).await;
    let client = client(&server.uri());
    for id in ["", "..", "a/b", "a?versionId=b"] {
        let error = client.agent(id, At::Active).await.unwrap_err();
        assert_eq!((error.kind, error.attempts), (ErrorKind::Invalid, 0));
        client.agent("a", At::Draft(id)).await.unwrap_err();
        client.delete_draft("a", id).await.unwrap_err();
    }
    assert_eq!(sent(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_call_can_run_as_a_task_of_its_own() {
    let server = answering(json!({"_id": "u"})).await;
    let client = client(&server.uri());
    let task = tokio::spawn(async move { client.user().await });
    assert_eq!(task.await.unwrap().unwrap().id, "u");
}
