//! Which route is answered by what.

mod account;
mod admin;
mod agents;
mod analytics;
mod branches;
mod conversation;
mod drafts;
mod generations;
mod query;
mod revisions;
mod shared_draft;
mod templates;
mod test_calls;
mod versions;
mod waves;
mod webhooks;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{delete, get, patch, post};

use crate::answer::{Refusal, no_such_route};
use crate::faults;
use crate::gate;
use crate::recording::{self, BODY_LIMIT};
use crate::server::Shared;
use crate::world::{Agent, World};

/// The whole server, from the outside in: request id, recording, admission, waiting, faults, routes.
pub fn all(shared: &Shared) -> Router {
    let with = |shared: &Shared| shared.clone();
    let v1 = v1().route_layer(middleware::from_fn_with_state(with(shared), generations::first));
    let v2 = v2().route_layer(middleware::from_fn_with_state(with(shared), generations::second));
    let atoms = common().merge(calls()).merge(webhooks()).merge(v1).merge(v2);
    let mut router = Router::new().nest("/atoms/v1", atoms).nest("/waves/v1", waves());
    if shared.admin.is_some() {
        router = router.nest("/admin", admin::routes());
    }
    router
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(middleware::from_fn_with_state(with(shared), faults::inject))
        .layer(middleware::from_fn_with_state(with(shared), wait))
        .layer(middleware::from_fn_with_state(with(shared), gate::check))
        .layer(middleware::from_fn_with_state(with(shared), recording::record))
        .layer(middleware::from_fn(gate::number))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(with(shared))
}

/// Routes that every generation has.
fn common() -> Router<Shared> {
    Router::new()
        .route("/user", get(account::user))
        .route("/user/subscription", get(account::subscription))
        .route("/account/get-account-details", get(account::details))
        .route("/disposition-metric-templates", get(templates::list))
        .route("/agent", get(agents::list).post(agents::create))
        .route("/agent/{id}", get(agents::one).patch(agents::update))
        .route("/agent/{id}/archive", delete(agents::archive))
}

/// Calls and what is known of them.
fn calls() -> Router<Shared> {
    Router::new()
        .route("/conversation", get(conversation::list))
        .route("/conversation/search", post(conversation::search))
        .route("/conversation/outbound", post(conversation::outbound))
        .route("/conversation/{id}", get(conversation::one))
        .route("/conversation/{id}/retries", get(conversation::retries))
        .route(
            "/conversation/{id}/recording/download-url",
            get(conversation::recording),
        )
        .route("/agent/{id}/call-logs", get(conversation::of_agent))
        .route("/analytics/call-counts-log", get(analytics::counts))
        .route("/analytics/conversation-details/{id}", get(analytics::details))
}

fn webhooks() -> Router<Shared> {
    Router::new()
        .route("/webhook", get(webhooks::list).post(webhooks::create))
        .route("/webhook/events", get(webhooks::events))
        .route("/webhook/{id}", patch(webhooks::update).delete(webhooks::delete))
        .route(
            "/agent/{id}/webhook-subscriptions",
            get(webhooks::subscriptions)
                .post(webhooks::subscribe)
                .delete(webhooks::unsubscribe),
        )
}

fn waves() -> Router<Shared> {
    Router::new()
        .route("/pca", post(waves::analyse))
        .route("/pca/generate", post(waves::generate))
}

/// Drafts and versions.
fn v1() -> Router<Shared> {
    Router::new()
        .route("/agent/{id}/drafts", get(drafts::list).post(drafts::create))
        .route(
            "/agent/{id}/drafts/{draft}",
            get(drafts::one).patch(drafts::rename).delete(drafts::discard),
        )
        .route("/agent/{id}/drafts/{draft}/config", patch(drafts::write))
        .route("/agent/{id}/drafts/{draft}/diff", get(drafts::diff))
        .route("/agent/{id}/drafts/{draft}/publish", post(drafts::publish))
        .route("/agent/{id}/drafts/{draft}/test-call", post(test_calls::of_draft))
        .route("/agent/{id}/versions", get(versions::list))
        .route("/agent/{id}/versions/diff", get(versions::diff))
        .route(
            "/agent/{id}/versions/{version}",
            get(versions::one).patch(versions::describe),
        )
        .route(
            "/agent/{id}/versions/{version}/activate",
            patch(versions::activate),
        )
        .route(
            "/agent/{id}/versions/{version}/test-call",
            post(test_calls::of_version),
        )
}

/// Branches, their shared draft, revisions.
fn v2() -> Router<Shared> {
    Router::new()
        .route("/agent/{id}/branches", get(branches::list).post(branches::create))
        .route(
            "/agent/{id}/branches/{branch}",
            get(branches::one).patch(branches::rename),
        )
        .route("/agent/{id}/branches/{branch}/archive", post(branches::archive))
        .route("/agent/{id}/branches/{branch}/live", post(branches::make_live))
        .route(
            "/agent/{id}/branches/{branch}/test-call",
            post(test_calls::of_branch),
        )
        .route(
            "/agent/{id}/branches/{branch}/draft",
            get(shared_draft::one)
                .put(shared_draft::write)
                .delete(shared_draft::discard),
        )
        .route(
            "/agent/{id}/branches/{branch}/draft/publish",
            post(shared_draft::publish),
        )
        .route(
            "/agent/{id}/branches/{branch}/draft/publish/cancel",
            post(shared_draft::cancel),
        )
        .route("/agent/{id}/branches/{branch}/revisions", get(revisions::list))
        .route(
            "/agent/{id}/branches/{branch}/revisions/{revision}",
            get(revisions::one),
        )
        .route(
            "/agent/{id}/branches/{branch}/revisions/{revision}/history",
            get(revisions::history),
        )
        .route(
            "/agent/{id}/branches/{branch}/revisions/{revision}/restore",
            post(revisions::restore),
        )
        .route("/agent/{id}/diff", get(revisions::diff))
}

async fn unknown(request: Request) -> Response {
    no_such_route(request.method(), request.uri())
}

async fn wait(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if !shared.quirks.latency.is_zero() && !request.uri().path().starts_with("/admin/") {
        shared.pause(shared.quirks.latency).await;
    }
    next.run(request).await
}

/// The agent of a path, as every route but `GET /agent/{id}` reports it.
fn agent<'a>(world: &'a World, id: &str) -> Result<&'a Agent, Refusal> {
    query::id("id", id)?;
    world.agent(id).ok_or_else(|| Refusal::missing("Agent not found"))
}

/// The same for a write of the first generation: the agent may have moved since the gate let the request through.
fn unmoved_mut<'a>(world: &'a mut World, id: &str) -> Result<&'a mut Agent, Refusal> {
    let agent = agent_mut(world, id)?;
    if agent.migrated() {
        return Err(Refusal::migrated());
    }
    Ok(agent)
}

fn agent_mut<'a>(world: &'a mut World, id: &str) -> Result<&'a mut Agent, Refusal> {
    query::id("id", id)?;
    world
        .agent_mut(id)
        .ok_or_else(|| Refusal::missing("Agent not found"))
}
