//! One attempt on the wire: send, read with a limit, name what happened.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use reqwest::header::{self, HeaderMap};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use tracing::field::Empty;
use tracing::{Instrument, Span};
use uuid::Uuid;

use crate::call::Call;
use crate::envelope::{self, Opened};
use crate::error::{Error, ErrorKind};
use crate::refusal::{self, Refusal};

/// Larger than any page or configuration, small enough that a server gone mad cannot fill the memory.
pub(crate) const BODY_LIMIT: usize = 32 * 1024 * 1024;
const REQUEST_ID: &str = "x-request-id";

/// A good answer, out of its envelope.
pub(crate) struct Answer {
    pub(crate) data: Value,
    pub(crate) status: u16,
    pub(crate) request_id: String,
}

/// Sends `call` once. The span holds what support needs to find the request again, and nothing of its content.
pub(crate) async fn attempt(
    http: &reqwest::Client,
    base: &str,
    call: &Call,
    number: u32,
    timeout: Duration,
) -> Result<Answer, Error> {
    let sent_id = Uuid::now_v7().to_string();
    let span = tracing::info_span!(
        "atoms_request",
        method = call.method_name(),
        path = call.path,
        attempt = number,
        request_id = sent_id,
        status = Empty,
        server_request_id = Empty,
    );
    let work = async {
        let result = exchange(http, base, call, sent_id, timeout).await;
        match &result {
            Ok(_) => tracing::debug!("answered"),
            Err(error) => tracing::warn!(kind = ?error.kind, error_type = error.error_type, "failed"),
        }
        result
    };
    work.instrument(span).await
}

async fn exchange(
    http: &reqwest::Client,
    base: &str,
    call: &Call,
    sent_id: String,
    timeout: Duration,
) -> Result<Answer, Error> {
    let mut request = http
        .request(call.method.clone(), format!("{base}{}", call.path))
        .timeout(timeout)
        .header(REQUEST_ID, &sent_id)
        .header(header::ACCEPT, "application/json");
    if !call.query.is_empty() {
        request = request.query(&call.query);
    }
    if let Some(body) = &call.body {
        request = request
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.clone());
    }
    let mut response = match request.send().await {
        Ok(response) => response,
        Err(error) => return Err(broken(call, &error, None, &sent_id)),
    };
    let status = response.status();
    let request_id = server_id(response.headers()).unwrap_or(sent_id);
    Span::current()
        .record("status", status.as_u16())
        .record("server_request_id", request_id.as_str());
    note_deprecation(response.headers());
    let body = read_body(&mut response).await;
    if !status.is_success() {
        // The status alone names the kind, so a broken body only costs the words.
        let refusal = Refusal::read(&body.unwrap_or_default());
        return Err(refused(call, status, response.headers(), refusal, request_id));
    }
    let unreadable = |why: &str| {
        tracing::warn!(why, "unreadable answer");
        call.error(ErrorKind::Unreadable).with(|failure| {
            failure.status = Some(status.as_u16());
            failure.request_id = Some(request_id.clone());
        })
    };
    let body = match body {
        Ok(body) => body,
        Err(BodyError::TooLarge) => return Err(unreadable("larger than the limit")),
        Err(BodyError::Broken(error)) => return Err(broken(call, &error, Some(status), &request_id)),
    };
    match envelope::open(&body) {
        Ok(Opened::Data(data)) => Ok(Answer {
            data,
            status: status.as_u16(),
            request_id,
        }),
        Ok(Opened::Refused(value)) => Err(refused(
            call,
            status,
            response.headers(),
            Refusal::from_json(&value),
            request_id,
        )),
        Err(why) => Err(unreadable(&why.0)),
    }
}

enum BodyError {
    TooLarge,
    Broken(reqwest::Error),
}

async fn read_body(response: &mut Response) -> Result<Vec<u8>, BodyError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(BodyError::Broken)? {
        if body.len() + chunk.len() > BODY_LIMIT {
            return Err(BodyError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn refused(
    call: &Call,
    status: StatusCode,
    headers: &HeaderMap,
    refusal: Refusal,
    request_id: String,
) -> Error {
    let header = headers
        .get(header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok());
    call.error(refusal.kind(status.as_u16())).with(|failure| {
        failure.status = Some(status.as_u16());
        failure.words = refusal.words;
        failure.fields = refusal.fields;
        failure.error_type = refusal.error_type;
        failure.retry_after = header.and_then(refusal::seconds_text).or(refusal.retry_after);
        failure.request_id = Some(request_id);
    })
}

/// The connection failed: before sending (`status` unknown), or in the middle of the answer.
fn broken(call: &Call, error: &reqwest::Error, status: Option<StatusCode>, request_id: &str) -> Error {
    let kind = if error.is_builder() {
        ErrorKind::Unexpected
    } else if error.is_connect() {
        if has_io_error(error, &[io::ErrorKind::InvalidData]) {
            ErrorKind::Tls
        } else {
            ErrorKind::Offline
        }
    } else if error.is_timeout() {
        ErrorKind::TimedOut
    } else if status.is_some()
        && has_io_error(error, &[io::ErrorKind::InvalidData, io::ErrorKind::InvalidInput])
    {
        // Arrived whole, in a compression that cannot be undone.
        ErrorKind::Unreadable
    } else {
        ErrorKind::CutOff
    };
    // `Display` of the error itself would show the query; its causes do not know the address.
    let cause = error.source().map(root_cause).unwrap_or_default();
    tracing::debug!(cause, "connection failed");
    let reached_nobody = matches!(kind, ErrorKind::Offline | ErrorKind::Tls | ErrorKind::Unexpected);
    call.error(kind).with(|failure| {
        failure.status = status.map(|status| status.as_u16());
        failure.request_id = (!reached_nobody).then(|| request_id.to_owned());
    })
}

fn has_io_error(error: &reqwest::Error, kinds: &[io::ErrorKind]) -> bool {
    std::iter::successors(error.source(), |&error| error.source())
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(|error| kinds.contains(&error.kind()))
}

fn root_cause(error: &(dyn std::error::Error + 'static)) -> String {
    let last = std::iter::successors(Some(error), |&error| error.source()).last();
    last.unwrap_or(error).to_string()
}

/// The server's own id, if it is one that can be shown and searched for.
fn server_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?.trim();
    (!id.is_empty() && id.len() <= 200).then(|| id.to_owned())
}

fn note_deprecation(headers: &HeaderMap) {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(deprecation) = text("deprecation") {
        tracing::info!(
            deprecation,
            sunset = text("sunset"),
            "the server is about to give this route up"
        );
    }
}
