//! One attempt on the wire: send, read with a limit, name what happened.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use reqwest::header::{self, HeaderMap};
use reqwest::{Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tracing::field::Empty;
use tracing::{Instrument, Span};
use uuid::Uuid;

use crate::address::ApiBase;
use crate::call::Call;
use crate::envelope::{self, Opened};
use crate::error::{Error, ErrorKind, FieldWords};
use crate::refusal::{self, Refusal};

/// Larger than any page or configuration, small enough that a server gone mad cannot fill the memory.
const BODY_LIMIT: usize = 32 * 1024 * 1024;
const REQUEST_ID: &str = "x-request-id";

/// A good answer, out of its envelope.
pub(crate) struct Answer {
    pub(crate) data: Value,
    pub(crate) status: u16,
    pub(crate) request_id: String,
}

/// What every attempt of a client needs.
pub(crate) struct Wire {
    pub(crate) http: reqwest::Client,
    pub(crate) base: ApiBase,
    pub(crate) key: SecretString,
}

impl Wire {
    /// Sends `call` once. The span holds what support needs to find the request again, and nothing of its content.
    pub(crate) async fn attempt(&self, call: &Call, number: u32, timeout: Duration) -> Result<Answer, Error> {
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
            let result = self.exchange(call, sent_id, timeout).await;
            match &result {
                Ok(_) => tracing::debug!("answered"),
                Err(error) => tracing::warn!(kind = ?error.kind, error_type = error.error_type, "failed"),
            }
            result
        };
        work.instrument(span).await
    }

    async fn exchange(&self, call: &Call, sent_id: String, timeout: Duration) -> Result<Answer, Error> {
        let mut request = self
            .http
            .request(call.method.clone(), format!("{}{}", self.base, call.path))
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
        let request_id = self.server_id(response.headers()).unwrap_or(sent_id);
        Span::current()
            .record("status", status.as_u16())
            .record("server_request_id", request_id.as_str());
        if response.headers().contains_key("deprecation") {
            let sunset = response
                .headers()
                .get("sunset")
                .and_then(|date| date.to_str().ok());
            let sunset = sunset.map(|date| self.without_key(date));
            tracing::info!(sunset, "the server is about to give this route up");
        }
        let body = read_body(&mut response).await;
        if !status.is_success() {
            // The status alone names the kind, so a broken body only costs the words.
            let refusal = Refusal::read(&body.unwrap_or_default());
            return Err(self.refused(call, &response, refusal, request_id));
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
            Ok(Opened::Refused(value)) => {
                Err(self.refused(call, &response, Refusal::from_json(&value), request_id))
            }
            Err(why) => Err(unreadable(&why.0)),
        }
    }

    fn refused(&self, call: &Call, response: &Response, refusal: Refusal, request_id: String) -> Error {
        let status = response.status().as_u16();
        let refusal = if call.is_draft_write() && status == 409 {
            refusal.of_draft_write()
        } else {
            refusal
        };
        let header = response
            .headers()
            .get(header::RETRY_AFTER)
            .and_then(|value| value.to_str().ok());
        let clean = |text: String| self.without_key(&text);
        let clean_field = |field: FieldWords| FieldWords {
            path: clean(field.path),
            words: clean(field.words),
        };
        call.error(refusal.kind(status)).with(|failure| {
            failure.status = Some(status);
            failure.words = refusal.words.into_iter().map(clean).collect();
            failure.fields = refusal.fields.into_iter().map(clean_field).collect();
            failure.error_type = refusal.error_type.map(clean);
            failure.retry_after = header.and_then(refusal::seconds_text).or(refusal.retry_after);
            failure.request_id = Some(request_id);
        })
    }

    /// The server's own id, if it is one that can be shown and searched for.
    fn server_id(&self, headers: &HeaderMap) -> Option<String> {
        let id = headers.get(REQUEST_ID)?.to_str().ok()?.trim();
        (!id.is_empty() && id.len() <= 200).then(|| self.without_key(id))
    }

    /// A server that repeats the key in its complaint must not make us show or log it.
    fn without_key(&self, text: &str) -> String {
        text.replace(self.key.expose_secret(), "[key]")
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
    let cause = causes(error).last().map(ToString::to_string);
    tracing::debug!(cause, "connection failed");
    let reached_nobody = matches!(kind, ErrorKind::Offline | ErrorKind::Tls | ErrorKind::Unexpected);
    call.error(kind).with(|failure| {
        failure.status = status.map(|status| status.as_u16());
        failure.request_id = (!reached_nobody).then(|| request_id.to_owned());
    })
}

fn has_io_error(error: &reqwest::Error, kinds: &[io::ErrorKind]) -> bool {
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| kinds.contains(&cause.kind()))
}

/// Everything below `error`. An I/O error that wraps another error leaves it out of its own sources, and the TLS
/// layer wraps twice, so wrapped errors are stepped into.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |&cause| {
        let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        wrapped
            .map(|inner| inner as &(dyn std::error::Error + 'static))
            .or_else(|| cause.source())
    })
}
