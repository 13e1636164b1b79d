//! The two routes of the analytics API that show single calls. (Atoms: analytics.)

use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::conversation::millis;
use super::query::{self, Query};
use crate::answer::{Answer, Refusal, success};
use crate::calls::wire::{average, reason, transcript};
use crate::calls::word;
use crate::server::Shared;
use crate::wire::iso;

/// `GET /analytics/call-counts-log`
pub async fn counts(State(shared): State<Shared>, query: Query) -> Answer {
    let page = query::number(&query, "page", 1..=usize::MAX, 1)?;
    let limit = query::number(&query, "limit", 1..=100, 10)?;
    let among = |name: &str, value: &str| {
        let list = query.get(name).filter(|list| !list.is_empty());
        list.is_none_or(|list| list.split(',').any(|word| word.trim() == value))
    };
    let (from, to) = (query::time(&query, "dateFrom")?, query::time(&query, "dateTo")?);
    shared.store.read(|world| {
        let look = shared.look(world);
        let mut calls = shared.calls.all(world, look.now);
        calls.retain(|call| {
            among("agentId", &call.agent)
                && among("callStatus", &word(&call.status))
                && among("callType", &word(&call.kind))
                // No call here belongs to a campaign.
                && among("campaignId", "")
                && from.is_none_or(|from| call.at >= from)
                && to.is_none_or(|to| call.at <= to)
        });
        calls.reverse();
        let rows: Vec<Value> = calls
            .iter()
            .skip((page - 1).saturating_mul(limit))
            .take(limit)
            .map(|call| {
                let told = shared.calls.told(call);
                json!({
                    "callId": call.id,
                    "agentId": call.agent,
                    "agentName": world.agent(&call.agent).map(|agent| &agent.name),
                    "campaignId": null,
                    "campaignName": null,
                    "callType": word(&call.kind),
                    "timestamp": iso(call.at),
                    "callDurationMs": millis(call.seconds),
                    "callLatencyMs": average(call),
                    "costSpent": (call.seconds / 60.0 * 12.0).round() / 100.0,
                    "disconnectionReason": reason(call, told.as_ref()),
                    "source": "atoms",
                    "recordingUrl": null,
                    "callStatus": word(&call.status),
                    "fromNumber": call.from,
                    "toNumber": call.to,
                })
            })
            .collect();
        Ok(success(json!({
            "calls": rows,
            "totalCalls": calls.len(),
            "totalPages": calls.len().div_ceil(limit),
            "currentPage": page,
            "limit": limit,
        })))
    })
}

/// `GET /analytics/conversation-details/{callId}`
pub async fn details(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    shared.store.read(|world| {
        let look = shared.look(world);
        let call = shared.calls.find(world, &id, look.now);
        let call = call.ok_or_else(|| Refusal::missing("Conversation not found"))?;
        let mut row = look.detail(&call);
        let told = shared.calls.told(&call);
        let turns = told.map_or_else(Vec::new, |told| transcript(&call, &told, "text"));
        row.insert("transcript".to_owned(), json!(turns));
        Ok(success(row))
    })
}
