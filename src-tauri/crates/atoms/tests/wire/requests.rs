//! What goes over the wire, call by call: method, path, query and body, nothing more.

use std::collections::BTreeSet;

use debrief_atoms::{AgentQuery, AgentSort, At, CallQuery, Describe, ErrorKind, Publish};
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
    let describe = Describe {
        label: Some("Winter".into()),
        description: Some(String::new()),
        is_pinned: Some(true),
    };
    client.describe_version("a1", "v1", &describe).await.unwrap();
    client.activate("a1", "v1").await.unwrap();
    client.rename_draft("a1", "d1", "Autumn").await.unwrap();
    client.delete_draft("a1", "d1").await.unwrap();
    assert_eq!(
        sent(&server).await,
        [
            r#"POST /agent/a1/drafts {"sourceVersionId":"v0","draftName":"Debrief"}"#,
            r#"PATCH /agent/a1/drafts/d1/config {"postCallAnalyticsConfig":{"z":18446744073709551615,"dispositionMetrics":[],"a":"ü"}}"#,
            r#"POST /agent/a1/drafts/d1/publish {"label":"Autumn","activate":true}"#,
            r#"POST /agent/a1/drafts/d1/publish {"label":"Autumn","description":"Why","activate":true}"#,
            r#"PATCH /agent/a1/versions/v1 {"label":"Winter","description":null,"isPinned":true}"#,
            "PATCH /agent/a1/versions/v1/activate",
            r#"PATCH /agent/a1/drafts/d1 {"draftName":"Autumn"}"#,
            "DELETE /agent/a1/drafts/d1",
        ]
    );
}

#[tokio::test]
async fn reads() {
    let server = answering(
        json!({"_id": "x", "agents": [], "versions": [], "drafts": [], "organizations": [],
                         "diffs": []}),
    )
    .await;
    let client = client(&server.uri());
    let query = |search: &str, sort| AgentQuery {
        search: search.into(),
        page: 2,
        page_size: 50,
        sort,
        archived: false,
    };
    client.user().await.unwrap();
    client.account().await.unwrap();
    client
        .agents(&query("", AgentSort::RecentlyUpdated))
        .await
        .unwrap();
    client.agents(&query(" a&b=c ", AgentSort::Name)).await.unwrap();
    let put_away = AgentQuery {
        archived: true,
        ..query("", AgentSort::Name)
    };
    client.agents(&put_away).await.unwrap();
    client.agent("a1", At::Active).await.unwrap();
    client.agent("a1", At::Draft("d1")).await.unwrap();
    client.agent("a1", At::Version("v1")).await.unwrap();
    client.drafts("a1").await.unwrap();
    client.versions("a1", 20, 500).await.unwrap();
    client.version("a1", "v1").await.unwrap();
    client.version_diff("a1", "v1", "v2").await.unwrap();
    assert_eq!(
        sent(&server).await,
        [
            "GET /user",
            "GET /account/get-account-details",
            "GET /agent?page=2&offset=50&sortField=updatedAt&sortOrder=desc",
            "GET /agent?page=2&offset=50&sortField=name&sortOrder=asc&search=a%26b%3Dc",
            "GET /agent?page=2&offset=50&sortField=name&sortOrder=asc&archived=true",
            "GET /agent/a1",
            "GET /agent/a1?draftId=d1",
            "GET /agent/a1?versionId=v1",
            "GET /agent/a1/drafts",
            "GET /agent/a1/versions?limit=100&skip=20",
            "GET /agent/a1/versions/v1",
            "GET /agent/a1/versions/diff?versionA=v1&versionB=v2",
        ]
    );
}

#[tokio::test]
async fn the_branch_model() {
    let server = answering(json!({
        "_id": "x", "branches": [], "revisions": [], "trail": [], "diffs": [], "draftId": "d", "state": "scanning",
    }))
    .await;
    let client = client(&server.uri());
    let config = json!({"dispositionMetrics": []});
    client.branches("a1").await.unwrap();
    client.branch("a1", "b1").await.unwrap();
    client.make_branch_live("a1", "b1").await.unwrap();
    client.branch_draft("a1", "b1").await.unwrap();
    client.draft_diff("a1", "r1", "b1").await.unwrap();
    client.revision_diff("a1", "r1", "r2").await.unwrap();
    client
        .write_branch_draft("a1", "b1", &config, None)
        .await
        .unwrap();
    client
        .write_branch_draft("a1", "b1", &config, Some(3))
        .await
        .unwrap();
    client.publish_branch_draft("a1", "b1", "Autumn").await.unwrap();
    client.cancel_branch_publish("a1", "b1").await.unwrap();
    client.discard_branch_draft("a1", "b1").await.unwrap();
    client.revisions("a1", "b1", 20, 500).await.unwrap();
    client.revision("a1", "b1", "r1").await.unwrap();
    client.revision_history("a1", "b1", "r1").await.unwrap();
    client.restore_revision("a1", "b1", "r1").await.unwrap();
    assert_eq!(
        sent(&server).await,
        [
            "GET /agent/a1/branches",
            "GET /agent/a1/branches/b1",
            "POST /agent/a1/branches/b1/live",
            "GET /agent/a1/branches/b1/draft",
            "GET /agent/a1/diff?a=r1&b=b1%3Adraft",
            "GET /agent/a1/diff?a=r1&b=r2",
            r#"PUT /agent/a1/branches/b1/draft {"postCallAnalyticsConfig":{"dispositionMetrics":[]}}"#,
            r#"PUT /agent/a1/branches/b1/draft {"postCallAnalyticsConfig":{"dispositionMetrics":[]},"expectedRevision":3}"#,
            r#"POST /agent/a1/branches/b1/draft/publish {"label":"Autumn"}"#,
            "POST /agent/a1/branches/b1/draft/publish/cancel",
            "DELETE /agent/a1/branches/b1/draft",
            "GET /agent/a1/branches/b1/revisions?limit=100&skip=20",
            "GET /agent/a1/branches/b1/revisions/r1",
            "GET /agent/a1/branches/b1/revisions/r1/history",
            "POST /agent/a1/branches/b1/revisions/r1/restore",
        ]
    );
}

#[tokio::test]
async fn calls() {
    let server = answering(json!({"callId": "CALL-1", "logs": []})).await;
    let client = client(&server.uri());
    let mut query = CallQuery {
        agent: None,
        page: 0,
        page_size: 900,
    };
    client.calls(&query).await.unwrap();
    (query.agent, query.page) = (Some("a1".into()), 3);
    client.calls(&query).await.unwrap();
    client.call("CALL-1-a").await.unwrap();
    client.search_calls(&["CALL-1-a".into()]).await.unwrap();
    assert_eq!(
        sent(&server).await,
        [
            "GET /conversation?page=1&limit=500",
            "GET /conversation?page=3&limit=500&agentIds=a1",
            "GET /conversation/CALL-1-a",
            r#"POST /conversation/search {"callIds":["CALL-1-a"]}"#,
        ]
    );
}

/// Every request of this crate, found in its source: ids are `{}`.
fn in_the_source() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap();
            if path.ends_with("call.rs") {
                continue;
            }
            // The two beginnings that several calls share.
            let source = source
                .replace(
                    "on(agent, branch)",
                    r#"Call::get("agent").id().then("branches").id()"#,
                )
                .replace(
                    "draft_post(agent, branch)",
                    r#"Call::post("agent").id().then("branches").id().then("draft")"#,
                );
            for start in source.split("Call::").skip(1) {
                let Some((method, rest)) = start.split_once("(\"") else {
                    continue;
                };
                let Some((first, rest)) = rest.split_once("\")") else {
                    continue;
                };
                let mut route = format!("{} /{first}", method.to_uppercase());
                for step in rest.split_inclusive(')').map(str::trim) {
                    let step = step.trim_start_matches(|c: char| c.is_whitespace());
                    if step.starts_with(".id(") {
                        route.push_str("/{}");
                    } else if let Some(word) = step.strip_prefix(".then(\"") {
                        route.push('/');
                        route.push_str(word.trim_end_matches("\")"));
                    } else {
                        break;
                    }
                }
                found.insert(route);
            }
        }
    }
    // The beginnings themselves are no requests.
    found.remove("POST /agent/{}/branches/{}/draft");
    found
}

/// The table in ARCHITECTURE.md, ids as `{}`.
fn in_the_docs() -> BTreeSet<String> {
    let docs = include_str!("../../../../../ARCHITECTURE.md");
    let table = docs.split("## Every request").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let request = row.split('`').next().unwrap();
        let parts = request
            .split('/')
            .map(|part| if part.starts_with('{') { "{}" } else { part });
        parts.collect::<Vec<_>>().join("/")
    })
    .collect()
}

#[test]
fn every_request_stands_in_the_docs_and_no_other() {
    let source = in_the_source();
    assert!(
        source.len() > 20,
        "the source is not read as it is written: {source:?}"
    );
    assert_eq!(in_the_docs(), source);
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
