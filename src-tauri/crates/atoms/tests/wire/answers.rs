//! Single answers: the bodies that change what a status means, and bodies that mean nothing.

use std::time::Duration;

use debrief_atoms::{At, Error, ErrorKind, FieldWords, Policy};
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{client, client_with};

async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

async fn refusal_of_a_write(answer: ResponseTemplate) -> Error {
    let server = answering(answer).await;
    client(&server.uri())
        .write_draft_config("a", "d", &json!({}))
        .await
        .unwrap_err()
}

#[rstest]
#[case(400, json!({"status": false, "errors": ["No agent found"]}), ErrorKind::NotFound)]
#[case(409, json!({"status": false, "error_type": "versioning_v2_migration_required", "errors": ["x"]}),
    ErrorKind::MigrationRequired)]
#[case(409, json!({"status": false, "error_type": "publish_in_progress", "errors": ["x"]}),
    ErrorKind::PublishInProgress)]
#[case(423, json!({"status": false, "error_type": "config_freeze_active", "errors": ["x"]}), ErrorKind::Frozen)]
#[case(403, json!({"status": false, "error_type": "account-blocked", "errors": ["x"]}), ErrorKind::Forbidden)]
#[case(404, json!("<pre>"), ErrorKind::NotFound)]
#[tokio::test]
async fn the_body_refines_the_status(#[case] status: u16, #[case] body: Value, #[case] kind: ErrorKind) {
    let error = refusal_of_a_write(ResponseTemplate::new(status).set_body_json(body)).await;
    assert_eq!(error.kind, kind);
}

#[tokio::test]
async fn an_html_404_is_a_missing_route() {
    let page = "<!DOCTYPE html>\n<html><body><pre>Cannot PATCH /atoms/v1/x</pre></body></html>";
    let error =
        refusal_of_a_write(ResponseTemplate::new(404).set_body_raw(page, "text/html; charset=utf-8")).await;
    assert_eq!((error.kind, error.words.len()), (ErrorKind::NoSuchRoute, 0));
}

#[tokio::test]
async fn refused_members_are_named() {
    let path = "postCallAnalyticsConfig.dispositionMetrics.0.identifier";
    let body = json!({"status": false, "errors": [format!("Invalid config: {path}: Invalid")]});
    let error = refusal_of_a_write(ResponseTemplate::new(400).set_body_json(body)).await;
    assert_eq!(error.kind, ErrorKind::Invalid);
    assert_eq!(
        error.fields,
        [FieldWords {
            path: path.into(),
            words: "Invalid".into()
        }]
    );
}

#[rstest]
#[case::flat(json!({"status": false, "error": "Rate limit exceeded", "code": "RATE_LIMIT_EXCEEDED", "retry_after": 60}),
    None, Some(60), "Rate limit exceeded")]
#[case::by_route_class(json!({"message": "Rate limit exceeded", "rateLimit":
    {"routeClass": "prompt-scoring", "limit": 10, "retryAfterSec": 61}}), None, Some(61), "Rate limit exceeded")]
#[case::plain(json!({"status": false, "errors": ["Too many requests"]}), None, None, "Too many requests")]
#[case::header_first(json!({"retry_after": 60, "message": "m"}), Some("62"), Some(62), "m")]
#[tokio::test]
async fn a_429_says_how_long_to_wait(
    #[case] body: Value,
    #[case] header: Option<&str>,
    #[case] seconds: Option<u64>,
    #[case] words: &str,
) {
    let mut answer = ResponseTemplate::new(429).set_body_json(body);
    if let Some(header) = header {
        answer = answer.insert_header("retry-after", header);
    }
    let error = refusal_of_a_write(answer).await;
    assert_eq!(error.kind, ErrorKind::RateLimited);
    assert_eq!(error.retry_after, seconds.map(Duration::from_secs));
    assert_eq!(error.words, [words]);
    // A wait beyond the deadline is reported at once instead of sat out.
    assert_eq!(error.attempts, if seconds.is_some() { 1 } else { 4 });
}

#[rstest]
#[case::no_json("<html>Welcome to the hotel network</html>")]
#[case::half(r#"{"status":true,"data":{"_id":"#)]
#[case::no_id(r#"{"status":true,"data":{"name":"x"}}"#)]
#[case::another_shape(r#"{"status":true,"data":[1,2]}"#)]
#[case::nothing("")]
#[tokio::test]
async fn a_success_that_cannot_be_read_is_no_success(#[case] body: &str) {
    let server = answering(ResponseTemplate::new(200).set_body_string(body)).await;
    let error = client(&server.uri()).agent("a", At::Active).await.unwrap_err();
    assert_eq!(
        (error.kind, error.status, error.attempts),
        (ErrorKind::Unreadable, Some(200), 1)
    );
    assert!(error.is_unclear());
    assert!(error.request_id.is_some());
}

#[tokio::test]
async fn a_refusal_under_a_good_status_is_believed() {
    let body = json!({"success": false, "message": "Organization name is required"});
    let error = refusal_of_a_write(ResponseTemplate::new(200).set_body_json(body)).await;
    assert_eq!((error.kind, error.is_unclear()), (ErrorKind::Unexpected, false));
    assert_eq!(error.words, ["Organization name is required"]);
}

#[tokio::test]
async fn an_endless_answer_is_cut_at_the_limit() {
    let server = answering(ResponseTemplate::new(200).set_body_bytes(vec![b' '; 32 * 1024 * 1024 + 1])).await;
    let patient = Policy {
        request_timeout: Duration::from_secs(60),
        ..Policy::immediate()
    };
    let error = client_with(&server.uri(), patient).user().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unreadable);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = answering(ResponseTemplate::new(200).set_body_json(json!({"data": {"_id": "u"}}))).await;
    let target = format!("{}/atoms/v1/user", elsewhere.uri());
    let server = answering(ResponseTemplate::new(307).insert_header("location", target.as_str())).await;
    let error = client(&server.uri()).user().await.unwrap_err();
    assert_eq!((error.kind, error.status), (ErrorKind::Redirected, Some(307)));
    assert_eq!(elsewhere.received_requests().await.unwrap().len(), 0);
}
