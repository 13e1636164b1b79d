//! Calls as they go over the wire. (Atoms: conversation logs, analytics.)

use jiff::Timestamp;
use serde_json::{Value, json};

use super::outcome::{Analysis, Answered};
use super::script::{Speaker, Told};
use super::{Call, Calls, Handled, Status, after, version_of, word};
use crate::answer::Object;
use crate::ids;
use crate::wire::{self, iso};
use crate::world::World;

/// What a row is made from.
pub struct Look<'a> {
    pub calls: &'a Calls,
    pub world: &'a World,
    pub now: Timestamp,
    /// Values with the JSON type of their metric instead of text.
    pub typed: bool,
}

impl Look<'_> {
    /// A row of the list.
    pub fn listed(&self, call: &Call) -> Object {
        let mut row = self.found(call);
        let metrics = self.calls.metrics(self.world, call);
        let config: Vec<Value> = metrics
            .iter()
            .map(|metric| json!({ "identifier": metric.identifier, "type": metric.kind }))
            .collect();
        row.insert("agentDispositionConfig".to_owned(), json!(config));
        let analysis = self.analysis(call);
        let answers = analysis.iter().flat_map(|analysis| &analysis.answers);
        let flat: Object = answers
            .map(|answered| {
                (
                    answered.metric.identifier.clone(),
                    json!(answered.value.clone().unwrap_or_default()),
                )
            })
            .collect();
        row.insert("dispositionMetrics".to_owned(), Value::Object(flat));
        if let Some((_, Some(number))) = version_of(self.world, call) {
            row.insert("versionNumber".to_owned(), json!(number));
        }
        row
    }

    /// A row as a search by id gives it: without what the list adds.
    pub fn found(&self, call: &Call) -> Object {
        let mut row = self.common(call);
        row.insert("agentId".to_owned(), json!(call.agent));
        if let Some(agent) = self.world.agent(&call.agent) {
            row.insert("agentName".to_owned(), json!(agent.name));
        }
        row
    }

    /// Everything about one call.
    pub fn detail(&self, call: &Call) -> Object {
        let mut row = self.common(call);
        let agent = self.world.agent(&call.agent);
        row.insert(
            "agent".to_owned(),
            json!(agent.map(|agent| wire::agent(self.world, agent))),
        );
        let told = self.calls.told(call);
        row.insert(
            "transcript".to_owned(),
            json!(
                told.as_ref()
                    .map_or_else(Vec::new, |told| transcript(call, told, "content"))
            ),
        );
        row.insert("variables".to_owned(), json!({}));
        row.insert("events".to_owned(), json!(events(call)));
        row
    }

    fn common(&self, call: &Call) -> Object {
        let version = version_of(self.world, call);
        let told = self.calls.told(call);
        let failed = call.status == Status::Failed;
        let row = json!({
            "_id": ids::named(&call.id),
            "callId": call.id,
            "status": word(&call.status),
            "duration": call.seconds,
            "from": call.from,
            "to": call.to,
            "type": word(&call.kind),
            "disconnectionReason": reason(call, told.as_ref()),
            "callFailureReason": failed.then_some("The connection was lost"),
            "callCost": (call.seconds / 60.0 * 12.0).round() / 100.0,
            "retryCount": 0,
            "retryAttemptNumber": 0,
            "versionId": version.map(|version| version.0),
            "isTest": matches!(&call.handled, Handled::Asked(made) if made.is_test),
            "createdAt": iso(call.at),
            "updatedAt": iso(call.updated),
            "turnLatencyMetrics": latency(call),
            "postCallAnalytics": self.analysis(call).map(|analysis| self.analytics(&analysis)),
        });
        let Value::Object(mut row) = row else {
            return Object::new();
        };
        row.retain(|_, value| !value.is_null());
        row
    }

    fn analysis(&self, call: &Call) -> Option<Analysis> {
        self.calls.analysis(self.world, call)
    }

    fn analytics(&self, analysis: &Analysis) -> Value {
        let metrics: Vec<Value> = analysis
            .answers
            .iter()
            .map(|answered| self.answered(answered))
            .collect();
        json!({ "summary": analysis.summary, "dispositionMetrics": metrics })
    }

    fn answered(&self, answered: &Answered) -> Value {
        let value = match &answered.value {
            None => Value::Null,
            Some(value) if self.typed => answered.metric.typed(value),
            Some(value) => json!(value),
        };
        json!({
            "identifier": answered.metric.identifier,
            "value": value,
            "confidence": answered.confidence,
            "reasoning": answered.reasoning,
        })
    }
}

pub fn average(call: &Call) -> Option<u32> {
    let count = u32::try_from(call.latencies.len())
        .ok()
        .filter(|count| *count > 0)?;
    Some(call.latencies.iter().sum::<u32>() / count)
}

fn latency(call: &Call) -> Option<Value> {
    let mut sorted = call.latencies.clone();
    sorted.sort_unstable();
    Some(json!({
        "avgLatency": average(call)?,
        "medianLatency": sorted[sorted.len() / 2],
        "minLatency": sorted.first(),
        "maxLatency": sorted.last(),
        "turns": sorted.len(),
        "latencies": call.latencies,
        "processedAt": iso(call.updated),
    }))
}

pub fn reason(call: &Call, told: Option<&Told>) -> Option<String> {
    match call.status {
        Status::InProgress => None,
        Status::Completed => told.map(|told| told.end.clone()),
        Status::Failed => Some("connection_error".to_owned()),
        Status::NoAnswer => Some("dial_no_answer".to_owned()),
        Status::Cancelled => Some("user_hangup".to_owned()),
    }
}

/// The turns, evenly over the time of the call.
pub fn transcript(call: &Call, told: &Told, member: &str) -> Vec<Value> {
    let count = told.turns.len().max(1);
    told.turns
        .iter()
        .enumerate()
        .map(|(at, (speaker, text))| {
            #[expect(clippy::cast_precision_loss, reason = "a handful of turns")]
            let seconds = call.seconds * at as f64 / count as f64;
            let role = match speaker {
                Speaker::Agent => "agent",
                Speaker::Caller => "user",
            };
            json!({ "role": role, member: text, "timestamp": iso(after(call.at, seconds)) })
        })
        .collect()
}

fn events(call: &Call) -> Vec<Value> {
    let mut events = vec![json!({ "event": "call_started", "timestamp": iso(call.at) })];
    if call.status != Status::InProgress {
        let end = after(call.at, call.seconds);
        events.push(json!({ "event": "call_ended", "timestamp": iso(end) }));
    }
    events
}
