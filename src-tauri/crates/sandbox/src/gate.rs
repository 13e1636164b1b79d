//! Who may ask at all. A server on the loopback interface can be reached by every web page the person has open, so
//! the checks are those of a server on the open network.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use crate::answer::Refusal;
use crate::server::Shared;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives every response an id.
pub async fn number(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let id = Uuid::new_v4().to_string();
    let mut response = next.run(request).await;
    tracing::debug!(%method, %path, status = response.status().as_u16(), id, "answered");
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Lets a request in if it names this server as its host, comes from no web page and carries the key.
pub async fn check(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    match admit(&shared, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

fn admit(shared: &Shared, headers: &HeaderMap) -> Result<(), Refusal> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let port = shared.port;
    if host != format!("127.0.0.1:{port}") && host != format!("localhost:{port}") {
        return Err(Refusal::forbidden("Host not allowed"));
    }
    if headers.contains_key(header::ORIGIN) {
        return Err(Refusal::forbidden("Requests from web pages are not allowed"));
    }
    let key = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "))
        .unwrap_or_default();
    if equal(key, shared.api_key.as_bytes()) {
        Ok(())
    } else {
        Err(Refusal::unauthorized())
    }
}

/// Compares without telling by its duration how far two keys agree.
fn equal(given: &[u8], expected: &[u8]) -> bool {
    let mut difference = u8::from(given.len() != expected.len());
    for (index, byte) in expected.iter().enumerate() {
        difference |= byte ^ given.get(index).copied().unwrap_or_default();
    }
    std::hint::black_box(difference) == 0
}

#[cfg(test)]
mod tests {
    use super::equal;

    #[test]
    fn keys_are_equal_only_as_a_whole() {
        assert!(equal(b"sk_1", b"sk_1"));
        for other in [&b"sk_2"[..], b"sk_", b"sk_12", b"", b"sk_1\0"] {
            assert!(!equal(other, b"sk_1"));
        }
    }
}
