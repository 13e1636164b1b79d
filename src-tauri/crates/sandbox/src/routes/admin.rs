//! Routes for tests and demonstrations: look at what arrived, make things go wrong, act as somebody else.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::answer::{Answer, Refusal, created, ok};
use crate::colleague::{self, ColleagueError, Publication};
use crate::faults::Fault;
use crate::options::Verdict;
use crate::sample;
use crate::server::Shared;
use crate::world;

/// Everything below `/admin`.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/requests", get(requests))
        .route("/faults", post(add_fault).delete(clear_faults))
        .route("/agents", post(add_agents))
        .route("/agents/{id}/publish", post(publish))
        .route("/agents/{id}/activate", post(activate))
        .route("/agents/{id}/draft", post(draft))
        .route("/agents/{id}/publish-draft", post(publish_draft))
        .route("/agents/{id}/discard-draft", post(discard_draft))
        .route("/agents/{id}/migrate", post(migrate))
        .route("/check", post(set_check))
}

async fn requests(State(shared): State<Shared>) -> Response {
    ok(shared
        .admin
        .as_ref()
        .map(|admin| admin.recording.all())
        .unwrap_or_default())
}

async fn add_fault(State(shared): State<Shared>, body: Bytes) -> Answer {
    let fault: Fault = parsed(&body)?;
    if let Some(admin) = &shared.admin {
        admin.faults.add(fault);
    }
    Ok(created(Value::Null).into_response())
}

async fn clear_faults(State(shared): State<Shared>) -> Response {
    if let Some(admin) = &shared.admin {
        admin.faults.clear();
    }
    ok(Value::Null)
}

#[derive(Deserialize)]
struct More {
    count: usize,
}

/// Adds agents with one version each, for lists that are long.
async fn add_agents(State(shared): State<Shared>, body: Bytes) -> Answer {
    let More { count } = parsed(&body)?;
    if count > 5000 {
        return Err(Refusal::invalid(
            "count: Number must be less than or equal to 5000",
        ));
    }
    shared.store.change(|world| {
        let agents = sample::crowd(world, count, world::now())?;
        let ids: Vec<String> = agents.iter().map(|agent| agent.id.clone()).collect();
        world.agents.extend(agents);
        Ok(created(ids))
    })
}

/// What a colleague does to an agent; each act needs a part of it.
#[derive(Deserialize)]
struct Act {
    author: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    config: Value,
}

fn failed(error: &ColleagueError) -> Refusal {
    Refusal::invalid(error.to_string())
}

async fn activate(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    let act: Act = parsed(&body)?;
    colleague::activates(&shared.store, &id, &act.version, &act.author).map_err(|error| failed(&error))?;
    Ok(created(Value::Null))
}

async fn draft(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    let act: Act = parsed(&body)?;
    let draft = colleague::drafts(&shared.store, &id, &act.label, &act.config, &act.author)
        .map_err(|error| failed(&error))?;
    Ok(created(json!({ "draftId": draft })))
}

async fn publish_draft(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    let act: Act = parsed(&body)?;
    let revision = colleague::publishes_draft(&shared.store, &id, &act.label, &act.author)
        .map_err(|error| failed(&error))?;
    Ok(created(json!({ "_id": revision })))
}

async fn discard_draft(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    let act: Act = parsed(&body)?;
    colleague::discards_draft(&shared.store, &id, &act.author).map_err(|error| failed(&error))?;
    Ok(created(Value::Null))
}

async fn migrate(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    colleague::migrates(&shared.store, &id).map_err(|error| failed(&error))?;
    Ok(created(Value::Null))
}

#[derive(Deserialize)]
struct NextCheck {
    verdict: Verdict,
    seconds: f64,
}

/// How security checks end from here on, and how long they take.
async fn set_check(State(shared): State<Shared>, body: Bytes) -> Answer {
    let NextCheck { verdict, seconds } = parsed(&body)?;
    let duration =
        Duration::try_from_secs_f64(seconds).map_err(|error| Refusal::invalid(error.to_string()))?;
    shared.set_check(verdict, duration);
    Ok(created(Value::Null))
}

async fn publish(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    let publication: Publication = parsed(&body)?;
    let version = colleague::publishes(&shared.store, &id, &publication).map_err(|error| failed(&error))?;
    Ok(created(json!({ "_id": version })))
}

fn parsed<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::invalid(error.to_string()))
}
