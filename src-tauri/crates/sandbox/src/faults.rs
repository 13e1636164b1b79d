//! Faults on demand: tests say which request is to go wrong, how and how often.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answer::Refusal;
use crate::connection::Scissors;
use crate::server::Shared;

/// What goes wrong, and for which requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// The method it applies to; `None` means every method.
    #[serde(default)]
    pub method: Option<String>,
    /// The end of the path without query (`/config`), or a pattern for the whole path in which `*` stands for
    /// anything (`/atoms/v1/agent/*/drafts`).
    pub path: String,
    /// How many requests it applies to before it is used up; `None` means all.
    #[serde(default)]
    pub times: Option<u32>,
    /// What happens.
    pub action: FaultAction,
}

/// What a fault does to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FaultAction {
    /// This answer is given instead; the request is not carried out.
    Answer {
        /// HTTP status.
        status: u16,
        /// Additional headers.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// A string is sent as it is, anything else as JSON.
        #[serde(default)]
        body: Value,
    },
    /// The answer comes late.
    Delay {
        /// How late, in milliseconds.
        delay_ms: u64,
        /// Waits after the request was carried out; otherwise before, and a caller who gives up meanwhile has
        /// changed nothing.
        #[serde(default)]
        after: bool,
    },
    /// The connection ends without an answer.
    Cut {
        /// Whether the request is carried out.
        cut: Cut,
    },
    /// The answer breaks off.
    Truncate {
        /// Bytes of the body that still arrive.
        truncate: usize,
    },
}

/// When a connection is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cut {
    /// The request is not carried out.
    Before,
    /// The request is carried out; the caller does not learn of it.
    After,
}

/// Marks a response that never leaves the server.
#[derive(Debug, Clone, Copy)]
pub struct WasCut;

/// The faults that are waiting for their request.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub fn add(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The first fault that fits; it is counted down.
    fn take(&self, method: &str, path: &str) -> Option<FaultAction> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fault = faults.iter_mut().find(|fault| fault.fits(method, path))?;
        if let Some(times) = &mut fault.times {
            *times -= 1;
        }
        Some(fault.action.clone())
    }
}

impl Fault {
    fn fits(&self, method: &str, path: &str) -> bool {
        self.times != Some(0)
            && self
                .method
                .as_ref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && if self.path.contains('*') {
                glob(&self.path, path)
            } else {
                path.ends_with(&self.path)
            }
    }
}

/// Whether `text` is `pattern` with every `*` replaced by something.
fn glob(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(text) = text.strip_prefix(head) else {
        return false;
    };
    text.char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .any(|at| glob(rest, &text[at..]))
}

/// Lets the next waiting fault happen, if one fits; otherwise the request goes its way.
pub async fn inject(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let action = match &shared.admin {
        Some(admin) if !path.starts_with("/admin/") => admin.faults.take(request.method().as_str(), path),
        _ => None,
    };
    let Some(action) = action else {
        return next.run(request).await;
    };
    match action {
        FaultAction::Answer {
            status,
            headers,
            body,
        } => answer(status, &headers, &body),
        FaultAction::Delay { delay_ms, after } => {
            let delay = Duration::from_millis(delay_ms);
            if after {
                let response = next.run(request).await;
                shared.pause(delay).await;
                response
            } else {
                shared.pause(delay).await;
                next.run(request).await
            }
        }
        FaultAction::Cut { cut } => {
            let scissors = request
                .extensions()
                .get::<ConnectInfo<Scissors>>()
                .map(|info| info.0.clone());
            if cut == Cut::After {
                next.run(request).await;
            }
            if let Some(scissors) = scissors {
                scissors.cut();
            }
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(WasCut);
            response
        }
        FaultAction::Truncate { truncate } => truncated(next.run(request).await, truncate).await,
    }
}

fn answer(status: u16, headers: &BTreeMap<String, String>, body: &Value) -> Response {
    let Ok(status) = StatusCode::from_u16(status) else {
        return Refusal::invalid(format!("Fault with impossible status {status}")).into_response();
    };
    let mut response = match body {
        Value::Null => status.into_response(),
        Value::String(text) => (status, text.clone()).into_response(),
        json => (status, axum::Json(json.clone())).into_response(),
    };
    for (name, value) in headers {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                response.headers_mut().insert(name, value);
            }
            _ => return Refusal::invalid(format!("Fault with impossible header {name}")).into_response(),
        }
    }
    response
}

/// Announces the whole length, sends a part and breaks off.
async fn truncated(response: Response, bytes: usize) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = match to_bytes(body, usize::MAX).await {
        Ok(whole) => whole,
        Err(error) => {
            tracing::error!(%error, "a response of our own could not be collected");
            return Refusal::internal().into_response();
        }
    };
    let part = whole.slice(..bytes.min(whole.len()));
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let pieces = stream::unfold(Some(part), |part| async move {
        match part {
            Some(part) => Some((Ok::<Bytes, std::io::Error>(part), None)),
            None => {
                // What was written so far has to reach the other side before the end does.
                tokio::time::sleep(Duration::from_millis(50)).await;
                Some((Err(std::io::Error::other("truncated by a fault")), None))
            }
        }
    });
    Response::from_parts(parts, Body::from_stream(pieces))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_fit_by_their_end_or_as_a_pattern() {
        let fault = |path: &str| Fault {
            method: Some("patch".to_owned()),
            path: path.to_owned(),
            times: Some(1),
            action: FaultAction::Cut { cut: Cut::Before },
        };
        let path = "/atoms/v1/agent/6a60/drafts/6b/config";
        assert!(fault("/config").fits("PATCH", path));
        assert!(!fault("/config").fits("POST", path));
        assert!(!fault("/drafts").fits("PATCH", path));
        assert!(fault("/atoms/v1/agent/*/config").fits("PATCH", path));
        assert!(fault("*").fits("PATCH", path));
        assert!(!fault("/agent/*").fits("PATCH", path));
    }

    #[test]
    fn faults_are_used_up() {
        let faults = Faults::default();
        let fault: Fault =
            serde_json::from_str(r#"{"path":"/user","times":1,"action":{"status":503}}"#).unwrap();
        faults.add(fault);
        assert!(faults.take("GET", "/atoms/v1/user").is_some());
        assert!(faults.take("GET", "/atoms/v1/user").is_none());
    }
}
