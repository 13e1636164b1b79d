//! Webhooks and what they are subscribed to. Nothing is delivered. (Atoms: webhooks.)

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::query::{self, Query};
use crate::answer::{Answer, Object, Refusal, created, object, ok};
use crate::ids;
use crate::server::Shared;
use crate::wire::iso;
use crate::world::{self, Subscription, Webhook, World};

const EVENTS: [&str; 3] = ["pre-conversation", "post-conversation", "analytics-completed"];
/// Headers that a webhook may not set.
const RESERVED: [&str; 6] = [
    "x-signature",
    "host",
    "content-length",
    "content-type",
    "connection",
    "transfer-encoding",
];
const UNKNOWN: &str = "The provided Webhook ID is invalid.";

/// `GET /webhook`, all or one.
pub async fn list(State(shared): State<Shared>, query: Query) -> Answer {
    shared.store.read(|world| match query.get("webhookId") {
        Some(id) => {
            let found = world.webhooks.iter().find(|webhook| webhook.id == *id);
            Ok(ok(row(world, found.ok_or_else(|| Refusal::invalid(UNKNOWN))?)))
        }
        None => Ok(ok(world
            .webhooks
            .iter()
            .map(|webhook| row(world, webhook))
            .collect::<Vec<_>>())),
    })
}

/// `POST /webhook`: the answer is the id alone.
pub async fn create(State(shared): State<Shared>, body: Bytes) -> Answer {
    let body = object(&body)?;
    let url = endpoint(&body)?.ok_or_else(|| Refusal::invalid("endpoint: Required"))?;
    let description = query::text(&body, "description", 0..=500, false)?.flatten();
    let description = description.ok_or_else(|| Refusal::invalid("description: Required"))?;
    let events = body.get("events").and_then(Value::as_array);
    let events = events.ok_or_else(|| Refusal::invalid("events: Required"))?;
    shared.store.change(|world| {
        if world.webhooks.iter().any(|webhook| webhook.url == url) {
            return Err(Refusal::invalid(
                "A webhook with this URL has already been registered",
            ));
        }
        let now = world::now();
        let mut subscriptions = Vec::new();
        for event in events {
            let agent = event["agentId"].as_str().unwrap_or_default();
            let kind = event["eventType"].as_str().unwrap_or_default();
            if world.agent(agent).is_none() {
                return Err(Refusal::invalid("Invalid agent id"));
            }
            subscriptions.push(subscription(agent, event_type(kind)?));
        }
        let id = ids::fresh(now);
        world.webhooks.push(Webhook {
            id: id.clone(),
            url,
            description,
            secret: uuid::Uuid::new_v4().simple().to_string(),
            headers: Object::new(),
            created_by: world.workspace.owner.clone(),
            created_at: now,
            updated_at: now,
            subscriptions,
        });
        Ok(created(id))
    })
}

/// `PATCH /webhook/{id}`
pub async fn update(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    query::id("id", &id)?;
    let body = object(&body)?;
    let (url, headers) = (endpoint(&body)?, headers(&body)?);
    let description = query::text(&body, "description", 0..=500, false)?.flatten();
    if url.is_none() && headers.is_none() && description.is_none() {
        return Err(Refusal::invalid(
            "At least one of endpoint, description, headers is required",
        ));
    }
    shared.store.change(|world| {
        if world
            .webhooks
            .iter()
            .any(|webhook| webhook.id != id && Some(&webhook.url) == url.as_ref())
        {
            return Err(Refusal::invalid(
                "A webhook with this URL has already been registered",
            ));
        }
        let webhook = webhook_mut(world, &id)?;
        webhook.url = url.unwrap_or_else(|| webhook.url.clone());
        webhook.description = description.unwrap_or_else(|| webhook.description.clone());
        webhook.headers = headers.unwrap_or_else(|| webhook.headers.clone());
        webhook.updated_at = world::now();
        Ok(ok(&id))
    })
}

/// `DELETE /webhook/{id}`: only once no agent uses it.
pub async fn delete(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    if !ids::well_formed(&id) {
        return Err(Refusal::invalid(UNKNOWN));
    }
    shared.store.change(|world| {
        if !webhook_mut(world, &id)?.subscriptions.is_empty() {
            return Err(Refusal::invalid("The webhook is assigned to an agent"));
        }
        world.webhooks.retain(|webhook| webhook.id != id);
        let message = "Webhook deleted successfully";
        Ok(Json(json!({ "status": true, "data": message })).into_response())
    })
}

/// `GET /webhook/events`: the log of deliveries, of which there are none.
pub async fn events(State(shared): State<Shared>, query: Query) -> Answer {
    let id = query
        .get("webhookId")
        .ok_or_else(|| Refusal::invalid("webhookId: Required"))?;
    shared.store.read(|world| {
        if world.webhooks.iter().any(|webhook| webhook.id == *id) {
            return Ok(ok(Vec::<Value>::new()));
        }
        Err(Refusal::invalid(UNKNOWN))
    })
}

/// `GET /agent/{agentId}/webhook-subscriptions`
pub async fn subscriptions(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    shared.store.read(|world| {
        super::agent(world, &id)?;
        Ok(ok(of_agent(world, &id)))
    })
}

/// `POST /agent/{agentId}/webhook-subscriptions`: replaces all that the agent had, and answers with a sentence.
pub async fn subscribe(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answer {
    let body = object(&body)?;
    let webhook = query::text(&body, "webhookId", 1..=100, false)?.flatten();
    let webhook = webhook.ok_or_else(|| Refusal::invalid("webhookId: Required"))?;
    let types = body.get("eventTypes").and_then(Value::as_array);
    let types = types.ok_or_else(|| Refusal::invalid("eventTypes: Required"))?;
    let types: Vec<&str> = types
        .iter()
        .map(|kind| event_type(kind.as_str().unwrap_or_default()))
        .collect::<Result<_, _>>()?;
    shared.store.change(|world| {
        super::agent(world, &id)?;
        if !world.webhooks.iter().any(|known| known.id == webhook) {
            return Err(Refusal::invalid(UNKNOWN));
        }
        unsubscribe_all(world, &id);
        let added = types.iter().map(|kind| subscription(&id, kind));
        webhook_mut(world, &webhook)?.subscriptions.extend(added);
        Ok(created("Subscriptions created successfully"))
    })
}

/// `DELETE /agent/{agentId}/webhook-subscriptions`
pub async fn unsubscribe(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    shared.store.change(|world| {
        super::agent(world, &id)?;
        unsubscribe_all(world, &id);
        Ok::<Response, Refusal>(ok("Subscriptions deleted successfully"))
    })
}

fn unsubscribe_all(world: &mut World, agent: &str) {
    for webhook in &mut world.webhooks {
        webhook
            .subscriptions
            .retain(|subscription| subscription.agent != agent);
    }
}

fn webhook_mut<'a>(world: &'a mut World, id: &str) -> Result<&'a mut Webhook, Refusal> {
    let found = world.webhooks.iter_mut().find(|webhook| webhook.id == id);
    found.ok_or_else(|| Refusal::missing("Webhook not found"))
}

fn endpoint(body: &Object) -> Result<Option<String>, Refusal> {
    let url = query::text(body, "endpoint", 1..=2000, false)?.flatten();
    match url {
        Some(url) if !url.starts_with("https://") && !url.starts_with("http://") => {
            Err(Refusal::invalid("endpoint: Invalid url"))
        }
        other => Ok(other),
    }
}

fn headers(body: &Object) -> Result<Option<Object>, Refusal> {
    let Some(headers) = body.get("headers") else {
        return Ok(None);
    };
    let headers = headers
        .as_object()
        .ok_or_else(|| Refusal::invalid("headers: Expected object"))?;
    if headers.len() > 10 {
        return Err(Refusal::invalid("headers: at most 10 headers are allowed"));
    }
    for (name, value) in headers {
        if RESERVED.contains(&name.to_lowercase().as_str()) {
            return Err(Refusal::invalid(format!("headers: {name} is reserved")));
        }
        if value.as_str().is_none_or(|value| value.chars().count() > 1024) {
            return Err(Refusal::invalid(format!(
                "headers.{name}: String must contain at most 1024 character(s)"
            )));
        }
    }
    Ok(Some(headers.clone()))
}

fn event_type(word: &str) -> Result<&str, Refusal> {
    if EVENTS.contains(&word) {
        return Ok(word);
    }
    Err(Refusal::invalid(format!("Invalid event type '{word}'")))
}

fn subscription(agent: &str, event_type: &str) -> Subscription {
    let now = world::now();
    Subscription {
        id: ids::fresh(now),
        agent: agent.to_owned(),
        event_type: event_type.to_owned(),
        created_at: now,
    }
}

/// An agent's subscriptions, with nothing filled in.
fn of_agent(world: &World, agent: &str) -> Vec<Value> {
    let all = world
        .webhooks
        .iter()
        .flat_map(|webhook| webhook.subscriptions.iter().map(move |row| (webhook, row)));
    all.filter(|(_, row)| row.agent == agent)
        .map(|(webhook, row)| subscription_row(webhook, row, &json!(row.agent)))
        .collect()
}

fn row(world: &World, webhook: &Webhook) -> Value {
    let named = |row: &Subscription| {
        let agent = world.agent(&row.agent);
        let known = agent
            .map(|agent| json!({ "_id": agent.id, "name": agent.name, "description": agent.description }));
        subscription_row(webhook, row, &json!(known))
    };
    let subscriptions: Vec<Value> = webhook.subscriptions.iter().map(named).collect();
    json!({
        "_id": webhook.id,
        "url": webhook.url,
        "description": webhook.description,
        "status": "enabled",
        "organizationId": world.workspace.id,
        "createdBy": webhook.created_by,
        "subscriptions": subscriptions,
        "headers": webhook.headers,
        "decryptedSecretKey": webhook.secret,
        "createdAt": iso(webhook.created_at),
        "updatedAt": iso(webhook.updated_at),
    })
}

fn subscription_row(webhook: &Webhook, row: &Subscription, agent: &Value) -> Value {
    json!({
        "_id": row.id,
        "webhookId": webhook.id,
        "agentId": agent,
        "eventType": row.event_type,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.created_at),
    })
}
