//! Test calls against a version, a draft or a branch. (Atoms: test-call, both generations.)

use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::json;

use super::agent_mut;
use super::branches;
use super::conversation;
use super::query;
use super::revisions;
use crate::answer::{Answer, Object, Refusal, object, ok};
use crate::branching;
use crate::calls::{self, Kind};
use crate::server::Shared;
use crate::world::{self, Agent, Blocks, Id};

type InAgent = Path<(String, String)>;
type Chosen = (Option<Id>, Blocks);

/// `POST /agent/{id}/versions/{versionId}/test-call`
pub async fn of_version(State(shared): State<Shared>, Path((id, version)): InAgent, body: Bytes) -> Answer {
    call(&shared, &id, &object(&body)?, |agent, _| {
        query::id("versionId", &version)?;
        let found = agent
            .version(&version)
            .ok_or_else(|| Refusal::missing("Version not found"))?;
        Ok((Some(version.clone()), found.blocks.clone()))
    })
}

/// `POST /agent/{id}/drafts/{draftId}/test-call`
pub async fn of_draft(State(shared): State<Shared>, Path((id, draft)): InAgent, body: Bytes) -> Answer {
    call(&shared, &id, &object(&body)?, |agent, _| {
        query::id("draftId", &draft)?;
        let found = agent
            .draft(&draft)
            .ok_or_else(|| Refusal::missing("Draft not found"))?;
        Ok((None, found.latest().blocks.clone()))
    })
}

/// `POST /agent/{id}/branches/{branchId}/test-call`: its head, one of its revisions, or its open draft.
pub async fn of_branch(State(shared): State<Shared>, Path((id, branch)): InAgent, body: Bytes) -> Answer {
    call(&shared, &id, &object(&body)?, |agent, body| {
        let on = branches::branch(agent, &branch)?;
        let named = query::text(body, "revisionId", 1..=100, false)?.flatten();
        if query::body_flag(body, "includeDraft")? == Some(true) {
            if named.is_some() {
                return Err(Refusal::invalid("Either includeDraft or revisionId can be sent"));
            }
            let draft = on
                .draft
                .as_ref()
                .ok_or_else(|| Refusal::missing("Draft not found"))?;
            return Ok((None, draft.latest().blocks.clone()));
        }
        let found = match &named {
            Some(id) => Some(revisions::revision(agent, &branch, id)?),
            None => branching::head(agent, on),
        };
        let none = || Refusal::coded("no_committed_revision", "The branch has no committed revision");
        let found = found.ok_or_else(none)?;
        Ok((Some(found.id.clone()), found.blocks.clone()))
    })
}

fn call(
    shared: &Shared,
    id: &str,
    body: &Object,
    choose: impl FnOnce(&Agent, &Object) -> Result<Chosen, Refusal>,
) -> Answer {
    let mode = query::text(body, "mode", 1..=20, false)?.flatten();
    let phone = query::text(body, "toPhone", 1..=20, false)?.flatten();
    let kind = match mode.as_deref() {
        None | Some("webcall") => Kind::Web,
        Some("chat") => Kind::Chat,
        Some("telephony") => Kind::Outbound,
        Some(_) => {
            return Err(Refusal::invalid(
                "mode: Invalid enum value. Expected 'webcall' | 'chat' | 'telephony'",
            ));
        }
    };
    match &phone {
        None if kind == Kind::Outbound => return Err(Refusal::invalid("toPhone: Required")),
        Some(phone) if !conversation::is_phone(phone) => {
            return Err(Refusal::invalid("toPhone: Invalid phone number"));
        }
        _ => {}
    }
    shared.store.change(|world| {
        let agent = agent_mut(world, id)?;
        let (version, blocks) = choose(agent, body)?;
        let config = agent.flat(&blocks);
        let made = calls::make(
            agent,
            version,
            &config,
            kind,
            phone.unwrap_or_default(),
            world::now(),
        );
        let mut answer = json!({ "conversationId": made.conversation_id, "callId": made.call_id });
        if kind != Kind::Outbound {
            // Nobody listens behind these; the platform gives them out for web calls and chats.
            answer["token"] = json!(made.conversation_id);
            answer["roomName"] = json!(made.call_id);
            answer["host"] = json!(format!("ws://127.0.0.1:{}", shared.port));
        }
        world.calls.push(made);
        Ok(ok(answer))
    })
}
