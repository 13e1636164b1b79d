//! Which routes a server and an agent still have, or have already. (Atoms: detection, deprecated endpoints.)

use axum::extract::{OriginalUri, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::answer::{Refusal, deprecate, no_such_route};
use crate::server::Shared;
use crate::world::Agent;

/// In front of drafts and versions. For an agent on the branch model writes and lists are closed; reads of one thing by
/// its id are kept and say that they are deprecated.
pub async fn first(
    State(shared): State<Shared>,
    OriginalUri(uri): OriginalUri,
    request: Request,
    next: Next,
) -> Response {
    if shared.quirks.v1_gone {
        return no_such_route(request.method(), &uri);
    }
    let path = uri.path();
    let agent = path.split('/').skip_while(|part| *part != "agent").nth(1);
    let migrated = shared.store.read(|world| {
        let agent = agent.and_then(|id| world.agent(id));
        Ok(agent.is_some_and(Agent::migrated))
    });
    match migrated {
        Ok(true) => {}
        Ok(false) => return next.run(request).await,
        Err(refusal) => return refusal.into_response(),
    }
    if is_closed(request.method(), path) {
        return Refusal::migrated().into_response();
    }
    let mut response = next.run(request).await;
    deprecate(&mut response);
    response
}

/// In front of branches.
pub async fn second(
    State(shared): State<Shared>,
    OriginalUri(uri): OriginalUri,
    request: Request,
    next: Next,
) -> Response {
    if shared.quirks.no_branches {
        return no_such_route(request.method(), &uri);
    }
    next.run(request).await
}

fn is_closed(method: &Method, path: &str) -> bool {
    if path.ends_with("/test-call") {
        return false;
    }
    *method != Method::GET || path.ends_with("/drafts") || path.ends_with("/versions")
}
