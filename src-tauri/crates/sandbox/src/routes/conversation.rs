//! Call logs: the list with its filters, search by id, one call. (Atoms: conversation logs.)

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::query::{self, Query};
use crate::answer::{Answer, Object, Refusal, object, ok, success};
use crate::calls::wire::{Look, average, reason};
use crate::calls::{self, Call, Kind, version_of, word};
use crate::ids;
use crate::server::{Sandbox, Shared};
use crate::wire::iso;
use crate::world::{self, World};

/// Page size where none is asked for, and the most that is given.
const PAGE: usize = 5;
const LARGEST: usize = 500;
/// Ids that one search may name.
const SEARCHED: usize = 100;

impl Sandbox {
    pub fn look<'a>(&'a self, world: &'a World) -> Look<'a> {
        Look {
            calls: &self.calls,
            world,
            now: world::now(),
            typed: self.quirks.typed_values,
        }
    }
}

/// `GET /conversation`
pub async fn list(State(shared): State<Shared>, query: Query) -> Answer {
    let page = query::number(&query, "page", 1..=usize::MAX, 1)?;
    let limit = query::number(&query, "limit", 1..=usize::MAX, PAGE)?.min(LARGEST);
    let sort = query::word(
        &query,
        "sortBy",
        &["createdAt", "updatedAt", "callDuration", "avgLatency"],
    )?;
    let ascending = query::word(&query, "sortOrder", &["asc", "desc"])? == Some("asc");
    let filter = Filter::read(&query)?;
    shared.store.read(|world| {
        let look = shared.look(world);
        let mut found: Vec<Call> = shared.calls.all(world, look.now);
        found.retain(|call| filter.keeps(&look, call));
        found.sort_by(|a, b| {
            let order = compare(sort.unwrap_or("updatedAt"), a, b);
            (if ascending { order } else { order.reverse() }).then_with(|| a.id.cmp(&b.id))
        });
        let (total, first) = (found.len(), (page - 1).saturating_mul(limit));
        let shown: Vec<Object> = found
            .iter()
            .skip(first)
            .take(limit)
            .map(|call| look.listed(call))
            .collect();
        let mut config: BTreeMap<String, Value> = BTreeMap::new();
        for entry in shown
            .iter()
            .filter_map(|row| row.get("agentDispositionConfig")?.as_array())
            .flatten()
        {
            config.insert(
                entry["identifier"].as_str().unwrap_or_default().to_owned(),
                entry.clone(),
            );
        }
        Ok(ok(json!({
            "logs": shown,
            "pagination": {
                "total": total,
                "page": page,
                "limit": limit,
                "hasMore": first.saturating_add(limit) < total,
                "totalPages": total.div_ceil(limit),
            },
            "dispositionMetricsConfig": config.into_values().collect::<Vec<_>>(),
        })))
    })
}

fn compare(field: &str, a: &Call, b: &Call) -> Ordering {
    match field {
        "createdAt" => a.at.cmp(&b.at),
        "callDuration" => a.seconds.total_cmp(&b.seconds),
        "avgLatency" => average(a).cmp(&average(b)),
        _ => a.updated.cmp(&b.updated),
    }
}

/// What the query of a list asks for.
struct Filter {
    words: HashMap<&'static str, HashSet<String>>,
    search: Option<String>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

impl Filter {
    fn read(query: &HashMap<String, String>) -> Result<Self, Refusal> {
        const LISTS: [&str; 8] = [
            "callAttemptFilter",
            "agentIds",
            "campaignIds",
            "callTypes",
            "statusFilter",
            "disconnectReasonFilter",
            "durationFilter",
            "versionFilter",
        ];
        let words = LISTS
            .into_iter()
            .filter_map(|name| {
                let set = query.get(name)?.split(',').map(|word| word.trim().to_owned());
                Some((name, set.filter(|word| !word.is_empty()).collect::<HashSet<_>>()))
            })
            .filter(|(_, set)| !set.is_empty())
            .collect();
        Ok(Self {
            words,
            search: query.get("search").map(|text| text.trim().to_lowercase()),
            from: query::time(query, "dateFrom")?,
            to: query::time(query, "dateTo")?,
        })
    }

    fn keeps(&self, look: &Look<'_>, call: &Call) -> bool {
        let ended = || reason(call, look.calls.told(call).as_ref()).unwrap_or_default();
        // No call here was ever tried again.
        let first = self
            .words
            .get("callAttemptFilter")
            .is_none_or(|words| !words.contains("retry"));
        let one_of = |name: &str, value: &dyn Fn() -> String| {
            self.words.get(name).is_none_or(|words| words.contains(&value()))
        };
        first
            && one_of("agentIds", &|| call.agent.clone())
            // No call here belongs to a campaign.
            && one_of("campaignIds", &String::new)
            && one_of("callTypes", &|| word(&call.kind))
            && one_of("statusFilter", &|| word(&call.status))
            && one_of("disconnectReasonFilter", &ended)
            && one_of("durationFilter", &|| length(call.seconds).to_owned())
            && one_of("versionFilter", &|| version_of(look.world, call).map_or_else(String::new, |found| found.0.to_owned()))
            && self.from.is_none_or(|from| call.at >= from)
            && self.to.is_none_or(|to| call.at <= to)
            && self.search.as_ref().is_none_or(|text| {
                [&call.id, &call.from, &call.to].iter().any(|field| field.to_lowercase().contains(text))
            })
    }
}

fn length(seconds: f64) -> &'static str {
    match seconds {
        ..30.0 => "0-30",
        30.0..60.0 => "30-60",
        60.0..300.0 => "1-5",
        _ => "5+",
    }
}

/// `POST /conversation/search`: ids that are not known are left out.
pub async fn search(State(shared): State<Shared>, body: Bytes) -> Answer {
    let body = object(&body)?;
    let named = body.get("callIds").and_then(Value::as_array);
    let named = named.ok_or_else(|| Refusal::invalid("callIds: Required"))?;
    if named.is_empty() || named.len() > SEARCHED {
        return Err(Refusal::invalid(format!(
            "callIds: Array must contain between 1 and {SEARCHED} element(s)"
        )));
    }
    let wanted: HashSet<&str> = named.iter().filter_map(Value::as_str).collect();
    shared.store.read(|world| {
        let look = shared.look(world);
        let calls = shared.calls.all(world, look.now);
        let logs: Vec<Object> = calls
            .iter()
            .filter(|call| wanted.contains(call.id.as_str()))
            .map(|call| look.found(call))
            .collect();
        Ok(ok(
            json!({ "total": logs.len(), "requestedCount": named.len(), "logs": logs }),
        ))
    })
}

/// `GET /conversation/{callId}`
pub async fn one(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    with_call(&shared, &id, |look, call| ok(look.detail(call)))
}

/// `GET /conversation/{callId}/retries`: no call here was tried again, so each stands alone.
pub async fn retries(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    with_call(&shared, &id, |look, call| {
        ok(json!({ "retries": [look.listed(call)] }))
    })
}

/// `GET /conversation/{callId}/recording/download-url`: nobody spoke, so nothing was recorded.
pub async fn recording(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    if !id.starts_with("CALL-") {
        return Err(Refusal::invalid("Invalid call ID format"));
    }
    with_call(&shared, &id, |_, _| {
        Refusal::missing("Recording not found").into_response()
    })
}

fn with_call(
    shared: &Shared,
    id: &str,
    answer: impl FnOnce(&Look<'_>, &Call) -> axum::response::Response,
) -> Answer {
    shared.store.read(|world| {
        let look = shared.look(world);
        let call = shared.calls.find(world, id, look.now);
        let call = call.ok_or_else(|| Refusal::missing("Conversation not found"))?;
        Ok(answer(&look, &call))
    })
}

/// A number as the platform takes it: a plus and 7 to 15 digits.
pub fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `POST /conversation/outbound`: a call by the live version, or the one that is named.
pub async fn outbound(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Answer {
    let body = object(&body)?;
    let text = |name: &str| {
        body.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (id, phone) = (text("agentId"), text("phoneNumber"));
    if !ids::well_formed(&id) {
        return Err(Refusal::invalid("Invalid agent id"));
    }
    if !is_phone(&phone) {
        return Err(Refusal::invalid("Invalid phone number"));
    }
    let named = query::text(&body, "versionId", 1..=100, false)?.flatten();
    let is_test = headers.get("x-test-call").is_some_and(|value| value == "true");
    shared.store.change(|world| {
        let agent = world
            .agent(&id)
            .ok_or_else(|| Refusal::invalid("Agent not found"))?;
        if agent.archived_at.is_some() {
            return Err(Refusal::invalid("Agent is archived and cannot initiate calls"));
        }
        let version = match &named {
            Some(id) => Some(
                agent
                    .version(id)
                    .ok_or_else(|| Refusal::invalid("Version not found"))?,
            ),
            None => agent.active.as_deref().and_then(|id| agent.version(id)),
        };
        let version = version.ok_or_else(|| Refusal::invalid("Workflow not found"))?;
        let config = agent.flat(&version.blocks);
        let mut made = calls::make(
            agent,
            Some(version.id.clone()),
            &config,
            Kind::Outbound,
            phone,
            world::now(),
        );
        (made.is_test, made.conversation_id) = (is_test, None);
        let answer = ok(json!({ "conversationId": made.call_id }));
        world.calls.push(made);
        Ok(answer)
    })
}

/// `GET /agent/{id}/call-logs`: the short form, with milliseconds.
pub async fn of_agent(State(shared): State<Shared>, Path(id): Path<String>, query: Query) -> Answer {
    let page = query::number(&query, "page", 1..=usize::MAX, 1)?;
    let offset = query::number(&query, "offset", 1..=100, 10)?;
    shared.store.read(|world| {
        super::agent(world, &id)?;
        let mut calls = shared.calls.all(world, world::now());
        calls.retain(|call| call.agent == id);
        calls.reverse();
        let first = (page - 1).saturating_mul(offset);
        let rows: Vec<Value> = calls
            .iter()
            .skip(first)
            .take(offset)
            .map(|call| {
                json!({
                    "callId": call.id,
                    "callStatus": word(&call.status),
                    "callType": word(&call.kind),
                    "fromNumber": call.from,
                    "toNumber": call.to,
                    "createdAt": iso(call.at),
                    "callDuration": millis(call.seconds),
                })
            })
            .collect();
        Ok(success(
            json!({ "callLogs": rows, "totalCount": calls.len(), "page": page, "offset": offset }),
        ))
    })
}

/// A duration as the older routes count it.
pub fn millis(seconds: f64) -> f64 {
    (seconds * 1000.0).round()
}
