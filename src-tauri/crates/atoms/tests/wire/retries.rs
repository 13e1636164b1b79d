//! When a request is sent again, and how long that may take.

use std::time::{Duration, Instant};

use debrief_atoms::{ErrorKind, Policy, Publish};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{client, client_with};

/// Fails `times` times with `failure`, then answers with an id.
async fn recovering(failure: ResponseTemplate, times: u64) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(failure)
        .up_to_n_times(times)
        .mount(&server)
        .await;
    let good = ResponseTemplate::new(201).set_body_json(json!({"status": true, "data": {"_id": "v"}}));
    Mock::given(any()).respond_with(good).mount(&server).await;
    server
}

fn publish() -> Publish {
    Publish {
        label: "Autumn".into(),
        description: None,
        activate: true,
    }
}

#[tokio::test]
async fn a_read_survives_three_failures() {
    let server = recovering(ResponseTemplate::new(503), 3).await;
    assert_eq!(client(&server.uri()).user().await.unwrap().id, "v");
    assert_eq!(server.received_requests().await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_write_that_may_have_happened_is_not_sent_again() {
    let server = recovering(ResponseTemplate::new(503), 1).await;
    let error = client(&server.uri())
        .publish_draft("a", "d", &publish())
        .await
        .unwrap_err();
    assert_eq!((error.kind, error.attempts), (ErrorKind::Server, 1));
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_write_that_was_turned_away_is_sent_again_unchanged() {
    let server = recovering(ResponseTemplate::new(429), 2).await;
    assert_eq!(
        client(&server.uri())
            .publish_draft("a", "d", &publish())
            .await
            .unwrap()
            .id,
        "v"
    );
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| request.body == requests[0].body));
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let server = recovering(ResponseTemplate::new(429).insert_header("retry-after", "1"), 1).await;
    let started = Instant::now();
    client(&server.uri()).user().await.unwrap();
    let waited = started.elapsed();
    assert!(waited >= Duration::from_secs(1), "{waited:?}");
}

#[tokio::test]
async fn the_deadline_ends_the_waiting() {
    let server = MockServer::start().await;
    let slow = ResponseTemplate::new(503).set_delay(Duration::from_millis(300));
    Mock::given(any()).respond_with(slow).mount(&server).await;
    let hurried = Policy {
        total_deadline: Duration::from_millis(700),
        max_attempts: 100,
        ..Policy::immediate()
    };
    let started = Instant::now();
    let error = client_with(&server.uri(), hurried).user().await.unwrap_err();
    assert!(
        started.elapsed() < Duration::from_millis(1200),
        "{:?}",
        started.elapsed()
    );
    assert!((2..=3).contains(&error.attempts), "{}", error.attempts);
    assert!(error.elapsed >= Duration::from_millis(600), "{:?}", error.elapsed);
}

#[tokio::test]
async fn a_long_pause_is_told_at_once_to_whoever_looks_and_waited_out_by_a_patient_client() {
    let policy = || Policy {
        longest_wait: Duration::from_millis(500),
        ..Policy::immediate()
    };
    let busy = || ResponseTemplate::new(429).insert_header("retry-after", "1");
    let server = recovering(busy(), 1).await;
    let error = client_with(&server.uri(), policy()).user().await.unwrap_err();
    assert_eq!(error.retry_after, Some(Duration::from_secs(1)));
    assert_eq!(error.attempts, 1);

    let server = recovering(busy(), 1).await;
    client_with(&server.uri(), policy())
        .patient()
        .user()
        .await
        .unwrap();
}
