//! What arrived, kept for tests to look at.

use std::sync::{Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::answer::Refusal;
use crate::faults::WasCut;
use crate::server::Shared;
use crate::world;

/// The largest body that is taken in.
pub const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// One request as it came in. Headers are not kept: the key is among them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recorded {
    /// `GET`, `PATCH`, …
    pub method: String,
    /// Path with query, as sent: `/atoms/v1/agent?page=1`.
    pub path: String,
    /// The JSON body; `Null` where there was none or it was not JSON.
    pub body: Value,
    /// The status that was answered; 0 where the connection was cut instead.
    pub status: u16,
    /// When it arrived.
    pub at: Timestamp,
}

/// The list of recorded requests.
#[derive(Debug, Default)]
pub struct Recording(Mutex<Vec<Recorded>>);

impl Recording {
    pub fn all(&self) -> Vec<Recorded> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn add(&self, request: Recorded) -> usize {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(request);
        all.len() - 1
    }

    fn answered(&self, index: usize, status: u16) {
        if let Some(request) = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_mut(index)
        {
            request.status = status;
        }
    }
}

/// Records every request that is not for the admin routes, whatever becomes of it.
pub async fn record(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let Some(admin) = shared
        .admin
        .as_ref()
        .filter(|_| !request.uri().path().starts_with("/admin/"))
    else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    let body: Bytes = match to_bytes(body, BODY_LIMIT).await {
        Ok(body) => body,
        Err(error) => return Refusal::invalid(format!("Request body: {error}")).into_response(),
    };
    let index = admin.recording.add(Recorded {
        method: parts.method.to_string(),
        path: parts
            .uri
            .path_and_query()
            .map(ToString::to_string)
            .unwrap_or_default(),
        body: serde_json::from_slice(&body).unwrap_or_default(),
        status: 0,
        at: world::now(),
    });
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if response.extensions().get::<WasCut>().is_none() {
        admin.recording.answered(index, response.status().as_u16());
    }
    response
}
