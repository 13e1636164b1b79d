//! Addresses and keys that do not work, by code; the sandbox; what Connect remembers.

use std::sync::Arc;

use async_trait::async_trait;
use debrief_engine::views::{ConnectionKind, Consent, KeyPlace};
use debrief_engine::{About, Engine, ErrorCode, Ports, SandboxAddress, SandboxPort, WireError};
use secrecy::SecretString;
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::Bench;

async fn refusal(address: &str, key: &str) -> WireError {
    let engine = Engine::new(Ports::in_memory().unwrap());
    let error = engine
        .connect(Some(address), SecretString::from(key))
        .await
        .unwrap_err();
    let start = engine.start(About::default()).await.unwrap();
    assert!(
        start.connection.is_none() && start.connections.is_empty(),
        "nothing is stored"
    );
    WireError::from(error)
}

#[tokio::test]
async fn what_was_typed_wrong_is_told_by_code_and_field() {
    let bench = Bench::new().await;
    let (url, key) = (bench.sandbox.url(), bench.sandbox.api_key().to_owned());
    let from = bench.mark();
    let cases = [
        (url.as_str(), "  ", ErrorCode::KeyMissing, "apiKey"),
        (
            "not an address",
            key.as_str(),
            ErrorCode::AddressMalformed,
            "address",
        ),
        (
            "http://api.example.com",
            key.as_str(),
            ErrorCode::AddressInsecure,
            "address",
        ),
    ];
    for (address, key, code, field) in cases {
        let error = refusal(address, key).await;
        assert_eq!((error.code, error.field.as_deref()), (code, Some(field)));
    }
    assert_eq!(bench.mark(), from, "no key was sent anywhere");

    let error = refusal(&url, "sk_wrong_key").await;
    assert_eq!(
        (error.code, error.field.as_deref()),
        (ErrorCode::KeyRefused, Some("apiKey"))
    );
    assert!(!error.detail.contains("sk_wrong_key") && error.request_id.is_some());
    let error = refusal(&url, "sk_with\u{1}control").await;
    assert_eq!(error.code, ErrorCode::KeyRefused);
}

#[tokio::test]
async fn an_address_where_no_atoms_answers_is_told_apart_from_no_network() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    assert_eq!(refusal(&gone, "sk_key").await.code, ErrorCode::Offline);

    let server = MockServer::start().await;
    let page = ResponseTemplate::new(404).set_body_raw("<pre>Cannot GET /atoms/v1/user</pre>", "text/html");
    Mock::given(path("/atoms/v1/user"))
        .respond_with(page)
        .mount(&server)
        .await;
    assert_eq!(refusal(&server.uri(), "sk_key").await.code, ErrorCode::NoSuchApi);
}

#[tokio::test]
async fn a_server_in_trouble_is_not_a_wrong_key() {
    let server = MockServer::start().await;
    let answers = [
        (500, ErrorCode::AtomsProblem),
        (429, ErrorCode::RateLimited),
        (403, ErrorCode::Forbidden),
        (302, ErrorCode::NoSuchApi),
    ];
    for (status, code) in answers {
        server.reset().await;
        let body = json!({"status": false, "errors": ["db-7.internal is down"]});
        Mock::given(method("GET"))
            .respond_with(ResponseTemplate::new(status).set_body_json(body))
            .mount(&server)
            .await;
        let error = refusal(&server.uri(), "sk_key").await;
        assert_eq!(error.code, code);
        assert_eq!(
            error.words.is_some(),
            status < 500,
            "words of a fault on its side stay off the screen"
        );
    }
}

#[tokio::test]
async fn a_workspace_whose_name_cannot_be_read_still_connects() {
    let server = MockServer::start().await;
    let user =
        json!({"status": true, "data": {"_id": "u", "userEmail": "mei@example.com", "organizationId": "o"}});
    Mock::given(path("/atoms/v1/user"))
        .respond_with(ResponseTemplate::new(200).set_body_json(user))
        .mount(&server)
        .await;
    Mock::given(path("/atoms/v1/account/get-account-details"))
        .respond_with(ResponseTemplate::new(403))
        .mount(&server)
        .await;
    let engine = Engine::new(Ports::in_memory().unwrap());
    engine
        .connect(Some(&server.uri()), SecretString::from("sk_key_0123"))
        .await
        .unwrap();
    let view = engine.start(About::default()).await.unwrap().connection.unwrap();
    assert_eq!(
        (view.workspace.as_str(), view.key_ends.as_str()),
        ("mei@example.com", "0123")
    );
}

struct Running(atoms_sandbox::Running);

#[async_trait]
impl SandboxPort for Running {
    async fn address(&self) -> debrief_engine::Result<SandboxAddress> {
        Ok(SandboxAddress {
            url: self.0.url(),
            api_key: SecretString::from(self.0.api_key()),
        })
    }
}

#[tokio::test]
async fn the_sandbox_opens_without_a_keychain_and_finds_its_work_again_behind_another_port_and_key() {
    let profile = tempfile::tempdir().unwrap();
    let state = profile.path().join("sandbox.json");
    let mut agent = None;
    for round in 0..2 {
        let options = atoms_sandbox::Options {
            state: Some(state.clone()),
            ..Default::default()
        };
        let sandbox = atoms_sandbox::start(options).await.unwrap();
        let secrets = Arc::new(debrief_engine::MemorySecrets::default());
        secrets.fail_with(Some(debrief_engine::views::KeychainTrouble::Missing));
        let ports = Ports {
            store: debrief_engine::Store::open(&profile.path().join("store.sqlite")).unwrap(),
            sandbox: Arc::new(Running(sandbox)),
            secrets,
            ..Ports::in_memory().unwrap()
        };
        let engine = Engine::new(ports);
        let view = engine.open_sandbox().await.unwrap();
        assert_eq!(
            (view.kind, view.key_place),
            (ConnectionKind::Sandbox, KeyPlace::Session)
        );
        let agents = engine.list_agents("", 1, false).await.unwrap().agents;
        let id = agent.get_or_insert_with(|| agents[0].id.clone()).clone();
        engine.open_agent(&id, true).await.unwrap();
        if round == 0 {
            engine
                .save_panel(&id, "new", crate::support::one("said_thanks"), Consent::Ask)
                .await
                .unwrap();
        }
        assert_eq!(
            engine.open_agent(&id, false).await.unwrap().changes.total,
            1,
            "round {round}"
        );
        let start = engine.start(About::default()).await.unwrap();
        assert_eq!((start.connections.len(), start.last_agent_id), (1, Some(id)));
    }
}

#[tokio::test]
async fn leaving_keeps_everything_and_coming_back_needs_no_key() {
    let bench = Bench::changed().await;
    let id = bench
        .engine
        .start(About::default())
        .await
        .unwrap()
        .connection
        .unwrap()
        .id;
    bench.engine.leave_connection().await.unwrap();
    let start = bench.engine.start(About::default()).await.unwrap();
    assert!(start.connection.is_none());
    assert_eq!(start.connections.len(), 1);
    bench.engine.use_connection(&id).await.unwrap();
    assert_eq!(bench.view().await.changes.total, 1);
    let strange = bench.engine.use_connection("nobody").await;
    assert_eq!(strange.unwrap_err().code(), ErrorCode::NotFound);
}
