//! Every status from 300 to 599, for a read and for a write.

use std::ops::RangeInclusive;

use debrief_atoms::{At, Client, Error, ErrorKind};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::client;

struct Row {
    statuses: RangeInclusive<u16>,
    kind: ErrorKind,
    /// Requests made for a read and for a write, with four allowed.
    requests: (u32, u32),
    unclear: bool,
}

const fn row(statuses: RangeInclusive<u16>, kind: ErrorKind, requests: (u32, u32), unclear: bool) -> Row {
    Row {
        statuses,
        kind,
        requests,
        unclear,
    }
}

const TABLE: &[Row] = &[
    row(300..=399, ErrorKind::Redirected, (1, 1), false),
    row(400..=400, ErrorKind::Invalid, (1, 1), false),
    row(401..=401, ErrorKind::Unauthorized, (1, 1), false),
    row(402..=402, ErrorKind::Unexpected, (1, 1), false),
    row(403..=403, ErrorKind::Forbidden, (1, 1), false),
    row(404..=404, ErrorKind::NotFound, (1, 1), false),
    row(405..=407, ErrorKind::Unexpected, (1, 1), false),
    row(408..=408, ErrorKind::GatewayTimeout, (4, 1), true),
    row(409..=409, ErrorKind::Conflict, (1, 1), false),
    row(410..=421, ErrorKind::Unexpected, (1, 1), false),
    row(422..=422, ErrorKind::Invalid, (1, 1), false),
    row(423..=423, ErrorKind::Frozen, (1, 1), false),
    row(424..=428, ErrorKind::Unexpected, (1, 1), false),
    row(429..=429, ErrorKind::RateLimited, (4, 4), false),
    row(430..=499, ErrorKind::Unexpected, (1, 1), false),
    row(500..=503, ErrorKind::Server, (4, 1), true),
    row(504..=504, ErrorKind::GatewayTimeout, (4, 1), true),
    row(505..=599, ErrorKind::Server, (4, 1), true),
];

/// Answers with the status that the last number in the path names.
fn echo(request: &Request) -> ResponseTemplate {
    let status = request
        .url
        .path_segments()
        .unwrap()
        .filter_map(|part| part.parse::<u16>().ok())
        .next_back();
    ResponseTemplate::new(status.unwrap())
        .insert_header("x-request-id", "srv-1")
        .set_body_json(json!({"status": false, "errors": ["first", "second"], "error_type": "some_code"}))
}

async fn server() -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(echo).mount(&server).await;
    let client = client(&server.uri());
    (server, client)
}

fn check(error: &Error, row: &Row, status: u16, requests: u32, method: &str, path: &str) {
    let context = format!("{method} {status}");
    assert_eq!(error.kind, row.kind, "{context}");
    assert_eq!(error.attempts, requests, "{context}");
    assert_eq!(error.is_unclear(), row.unclear, "{context}");
    assert_eq!(error.status, Some(status), "{context}");
    assert_eq!((error.method, error.path.as_str()), (method, path), "{context}");
    assert_eq!(error.request_id.as_deref(), Some("srv-1"), "{context}");
    // A status without a body by definition brings no words.
    if status != 304 {
        assert_eq!(error.words, ["first", "second"], "{context}");
        assert_eq!(error.error_type.as_deref(), Some("some_code"), "{context}");
    }
    assert_eq!(
        error.to_string().contains("first"),
        status < 500 && status != 304,
        "{context}"
    );
}

#[test]
fn the_table_leaves_no_status_out() {
    let listed: Vec<u16> = TABLE.iter().flat_map(|row| row.statuses.clone()).collect();
    assert_eq!(listed, (300..=599).collect::<Vec<u16>>());
}

#[tokio::test]
async fn every_status_of_a_read() {
    let (_server, client) = server().await;
    for row in TABLE {
        for status in row.statuses.clone() {
            let error = client.agent(&status.to_string(), At::Active).await.unwrap_err();
            check(
                &error,
                row,
                status,
                row.requests.0,
                "GET",
                &format!("/agent/{status}"),
            );
        }
    }
}

#[tokio::test]
async fn every_status_of_a_write() {
    let (_server, client) = server().await;
    for row in TABLE {
        for status in row.statuses.clone() {
            let error = client.delete_draft("a", &status.to_string()).await.unwrap_err();
            check(
                &error,
                row,
                status,
                row.requests.1,
                "DELETE",
                &format!("/agent/a/drafts/{status}"),
            );
        }
    }
}
