//! Who the key belongs to. (Atoms: account.)

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse as _;
use jiff::ToSpan as _;
use serde_json::json;

use crate::answer::{Answer, Refusal, ok};
use crate::ids;
use crate::server::Shared;
use crate::wire::iso;
use crate::world::{self, Person, World};

/// `GET /user`
pub async fn user(State(shared): State<Shared>) -> Answer {
    shared.store.read(|world| {
        let owner = owner(world)?;
        Ok(ok(json!({
            "_id": owner.id,
            "firstName": owner.first,
            "lastName": owner.last,
            "userEmail": owner.email,
            "authProvider": "email",
            "isEmailVerified": true,
            "organizationId": world.workspace.id,
        })))
    })
}

/// `GET /account/get-account-details`: the one route of this API without an envelope.
pub async fn details(State(shared): State<Shared>) -> Answer {
    shared.store.read(|world| {
        let owner = owner(world)?;
        let body = json!({
            "userId": owner.id,
            "email": owner.email,
            "firstName": owner.first,
            "lastName": owner.last,
            "phone": null,
            "picture": "",
            "hasOnboarded": true,
            "organizations": [{
                "orgId": world.workspace.id,
                "name": world.workspace.name,
                "ownerEmail": owner.email,
                "roleId": 0,
                "onPremEnabled": false,
            }],
        });
        Ok(Json(body).into_response())
    })
}

/// `GET /user/subscription`
pub async fn subscription(State(shared): State<Shared>) -> Answer {
    shared.store.read(|world| {
        let now = world::now();
        let renewal = now.checked_add((24 * 21).hours()).unwrap_or(now);
        Ok(ok(json!({
            "_id": ids::named("subscription"),
            "organization": world.workspace.id,
            "planId": "pro",
            "totalCredits": 100_000,
            "currentCredits": 61_240,
            "renewalDate": iso(renewal),
            "subscriptionActive": true,
            "onPremEnabled": false,
            "limits": {
                "agents": 1000, "campaigns": 50, "numbers": 20, "dailyCalls": 5000, "concurrentCalls": 50,
                "knowledgeBaseItemLimit": 200, "knowledgeBaseLimits": 10,
            },
            "features": { "postCallAnalytics": true, "reasoningModel": true, "webhooks": true },
        })))
    })
}

fn owner(world: &World) -> Result<&Person, Refusal> {
    world
        .person(&world.workspace.owner)
        .ok_or_else(Refusal::unauthorized)
}
