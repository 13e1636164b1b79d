//! Calls and what the metrics said about them. Atoms: conversation logs.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::read::{self, Read};

/// The most that one page holds; the server cuts larger sizes silently.
const PAGE_LIMIT: u32 = 500;
/// The most call ids that one search takes.
const SEARCH_LIMIT: usize = 100;

/// Which calls to list. The server's own order is kept, last updated first: asking for another one, or for dates, is
/// known to time out on large workspaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallQuery {
    /// Only calls of this agent.
    pub agent: Option<String>,
    /// From 1.
    pub page: u32,
    /// Calls per page, 1 to 500.
    pub page_size: u32,
}

/// One page of calls.
#[derive(Debug, Clone, PartialEq)]
pub struct CallPage {
    /// In the server's order.
    pub calls: Vec<CallLog>,
    /// Over all pages, if the server tells.
    pub total: Option<u32>,
    /// Whether another page is worth asking for.
    pub has_more: bool,
}

/// One call. Times are ISO 8601 as sent, lengths in seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct CallLog {
    /// `CALL-…`: what every other route wants.
    pub call_id: String,
    /// `completed`, `failed`, … as sent; `no-answer` and `no_answer` are both in use.
    pub status: String,
    /// `telephony_inbound`, `webcall`, … as sent; empty when absent.
    pub kind: String,
    /// The agent that took it.
    pub agent_id: Option<String>,
    /// The version that took it.
    pub version_id: Option<String>,
    /// How long it was, in seconds.
    pub duration: Option<f64>,
    /// The number that called.
    pub from: Option<String>,
    /// The number that was called.
    pub to: Option<String>,
    /// When it began.
    pub created_at: Option<String>,
    /// Why it ended.
    pub disconnection_reason: Option<String>,
    /// A call made to try an agent out.
    pub is_test: bool,
    /// What the analysis said in one text; none without an analysis.
    pub summary: Option<String>,
    /// The answers to the metrics; `None` if there is no analysis, which is also how a rejected one looks.
    pub answers: Option<Vec<Answer>>,
}

/// The answer to one metric of one call.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The metric.
    pub identifier: String,
    /// As sent: a text on this route, a typed value on others; null where nothing could be told.
    pub value: Value,
    /// 0 to 1, if told.
    pub confidence: Option<f64>,
    /// Why, if told.
    pub reasoning: Option<String>,
}

/// One call with what was said.
#[derive(Debug, Clone, PartialEq)]
pub struct CallDetail {
    /// As in the list.
    pub log: CallLog,
    /// In order.
    pub transcript: Vec<Turn>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// `agent` or `user`.
    pub role: String,
    /// The words.
    pub content: String,
    /// When.
    pub timestamp: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Search<'a> {
    call_ids: &'a [String],
}

impl Client {
    /// Lists calls. Atoms: `GET /conversation`.
    ///
    /// # Errors
    /// As every call.
    pub async fn calls(&self, query: &CallQuery) -> Result<CallPage, Error> {
        let (page, size) = (query.page.max(1), query.page_size.clamp(1, PAGE_LIMIT));
        let mut call = Call::get("conversation")
            .query("page", page.to_string())
            .query("limit", size.to_string());
        if let Some(agent) = &query.agent {
            call = call.id_query("agentIds", agent);
        }
        self.send(call, |data| read_page(data, page, size)).await
    }

    /// Reads one call with its transcript. Atoms: `GET /conversation/{callId}`.
    ///
    /// # Errors
    /// [`NotFound`](crate::ErrorKind::NotFound) if there is no such call.
    pub async fn call(&self, call_id: &str) -> Result<CallDetail, Error> {
        self.send(Call::get("conversation").id(call_id), read_detail)
            .await
    }

    /// Reads calls by their ids, the first hundred of them; those that are unknown are missing from the answer. Atoms:
    /// `POST /conversation/search`.
    ///
    /// # Errors
    /// As every call. It is a read, yet repeated only as a write is.
    pub async fn search_calls(&self, call_ids: &[String]) -> Result<Vec<CallLog>, Error> {
        let call_ids = &call_ids[..call_ids.len().min(SEARCH_LIMIT)];
        let call = Call::post("conversation")
            .then("search")
            .json(&Search { call_ids });
        self.send(call, |mut data| {
            read::each(read::list(&mut data, "logs")?, "logs", |item| {
                read_log(&read::object(item, "call")?)
            })
        })
        .await
    }
}

fn read_page(mut data: Value, page: u32, size: u32) -> Read<CallPage> {
    let calls = read::each(read::list(&mut data, "logs")?, "logs", |item| {
        read_log(&read::object(item, "call")?)
    })?;
    let empty = Map::new();
    let pagination = data
        .get("pagination")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let total = read::count(pagination, &["total", "totalCount"]);
    let told = pagination.get("hasMore").and_then(Value::as_bool);
    let seen = u64::from(page) * u64::from(size);
    let has_more = told
        .or_else(|| Some(u64::from(total?) > seen))
        .unwrap_or(calls.len() >= size as usize);
    Ok(CallPage {
        has_more: has_more && !calls.is_empty(),
        calls,
        total,
    })
}

fn read_log(log: &Map<String, Value>) -> Read<CallLog> {
    let analysis = log.get("postCallAnalytics").and_then(Value::as_object);
    let agent = log.get("agent").and_then(Value::as_object);
    Ok(CallLog {
        call_id: read::required_id(log, &["callId"])?,
        status: read::text(log, &["status"]).unwrap_or_default(),
        kind: read::text(log, &["type"]).unwrap_or_default(),
        agent_id: read::id(log, &["agentId"]).or_else(|| read::id(agent?, &["_id"])),
        version_id: read::id(log, &["versionId"]),
        duration: number(log, "duration"),
        from: read::text(log, &["from"]),
        to: read::text(log, &["to"]),
        created_at: read::text(log, &["createdAt"]),
        disconnection_reason: read::text(log, &["disconnectionReason"]),
        is_test: read::flag(log, "isTest"),
        summary: analysis.and_then(|analysis| read::text(analysis, &["summary"])),
        answers: analysis.map(answers).transpose()?,
    })
}

fn answers(analysis: &Map<String, Value>) -> Read<Vec<Answer>> {
    let items = analysis.get("dispositionMetrics").and_then(Value::as_array);
    read::each(items.cloned().unwrap_or_default(), "dispositionMetrics", |item| {
        let mut answer = read::object(item, "answer")?;
        Ok(Answer {
            identifier: read::required_id(&answer, &["identifier"])?,
            confidence: number(&answer, "confidence"),
            reasoning: read::text(&answer, &["reasoning"]),
            value: answer.get_mut("value").map(Value::take).unwrap_or_default(),
        })
    })
}

fn read_detail(mut data: Value) -> Read<CallDetail> {
    let turns = match data.get_mut("transcript").map(Value::take) {
        Some(Value::Array(turns)) => turns,
        _ => Vec::new(),
    };
    let transcript = read::each(turns, "transcript", |item| {
        let turn = read::object(item, "turn")?;
        Ok(Turn {
            role: read::text(&turn, &["role"]).unwrap_or_default(),
            content: read::text(&turn, &["content", "text"]).unwrap_or_default(),
            timestamp: read::text(&turn, &["timestamp"]),
        })
    })?;
    Ok(CallDetail {
        log: read_log(&read::object(data, "call")?)?,
        transcript,
    })
}

/// A number, be it spelled `0.9` or `"0.9"`.
fn number(map: &Map<String, Value>, name: &str) -> Option<f64> {
    match map.get(name)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn log(analysis: &Value) -> CallLog {
        let log = json!({"callId": "CALL-1", "status": "completed", "duration": "92.4", "postCallAnalytics": analysis});
        read_log(log.as_object().unwrap()).unwrap()
    }

    #[test]
    fn values_come_as_texts_typed_or_not_at_all() {
        let answers = log(&json!({"summary": "s", "dispositionMetrics": [
            {"identifier": "a", "value": "true", "confidence": 0.97, "reasoning": "r"},
            {"identifier": "b", "value": 4, "confidence": "1"},
            {"identifier": "c", "value": false},
            {"identifier": "d", "value": null, "confidence": 0},
            {"identifier": "e"},
        ]}))
        .answers
        .unwrap();
        let values: Vec<_> = answers.iter().map(|answer| answer.value.clone()).collect();
        assert_eq!(
            values,
            [json!("true"), json!(4), json!(false), Value::Null, Value::Null]
        );
        assert_eq!(
            (answers[0].confidence, answers[1].confidence),
            (Some(0.97), Some(1.0))
        );
        assert_eq!(
            (answers[0].reasoning.as_deref(), &answers[2].reasoning),
            (Some("r"), &None)
        );
    }

    #[test]
    fn no_analysis_is_not_an_empty_one() {
        assert_eq!(log(&Value::Null).answers, None);
        assert_eq!(log(&json!({"summary": ""})).answers, Some(Vec::new()));
        assert_eq!(log(&Value::Null).duration, Some(92.4));
    }

    #[test]
    fn reads_pages_and_transcripts() {
        let page = read_page(
            json!({"logs": [{"callId": "CALL-1"}], "pagination": {"total": 3, "page": 1}}),
            1,
            1,
        );
        assert!(page.unwrap().has_more);
        let page = read_page(json!({"logs": [], "pagination": {"hasMore": true}}), 9, 5).unwrap();
        assert!(!page.has_more && page.total.is_none());
        let detail = read_detail(json!({
            "callId": "CALL-1", "agent": {"_id": "a"}, "transcript": [{"role": "user", "content": "Hello"}],
        }))
        .unwrap();
        assert_eq!(detail.log.agent_id.as_deref(), Some("a"));
        assert_eq!(detail.transcript[0].content, "Hello");
    }
}
