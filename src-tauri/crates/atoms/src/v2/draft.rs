//! The open draft of a branch: written to, published, discarded. Everybody who works on the branch shares it. Atoms:
//! versioning v2, draft.

use serde::Serialize;
use serde_json::{Map, Value};

use super::branches::on;
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::read::{self, Read};
use crate::version::{SecurityCheck, Version, read_check, read_version};

/// An open draft. Times are ISO 8601 as sent.
#[derive(Debug, Clone, PartialEq)]
pub struct BranchDraft {
    /// What it is addressed by; the same through all its writes.
    pub draft_id: String,
    /// Grows with every write: the token that tells whether anybody wrote since.
    pub revision: Option<u32>,
    /// The revision it was opened from, if told.
    pub source_version_id: Option<String>,
    /// When it was opened.
    pub created_at: Option<String>,
    /// When it was last written to.
    pub updated_at: Option<String>,
    /// The security check of its last publish; none if it was not published since its last write.
    pub security_check: Option<SecurityCheck>,
    /// A publish of it is on its way.
    pub publishing: bool,
    /// A publish of it was called off.
    pub called_off: bool,
    /// Its writes, as listed.
    pub edits: Vec<DraftEdit>,
}

/// One write of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftEdit {
    /// The draft's revision after it.
    pub revision: Option<u32>,
    /// Whose it was, if the server can tell.
    pub editor_name: Option<String>,
    /// The sections it changed.
    pub sections: Vec<String>,
    /// When.
    pub at: Option<String>,
}

impl BranchDraft {
    /// Who wrote last, if told.
    pub fn last_editor(&self) -> Option<&str> {
        let named = self.edits.iter().filter(|edit| edit.editor_name.is_some());
        named
            .max_by_key(|edit| edit.revision)
            .and_then(|edit| edit.editor_name.as_deref())
    }
}

/// What a publish or a restore was answered with.
#[derive(Debug, Clone, PartialEq)]
pub enum PublishAnswer {
    /// The revision is made.
    Committed(Box<Version>),
    /// A security check runs first. The revision is made when it has passed, without another request.
    Scanning,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DraftWrite<'a> {
    post_call_analytics_config: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_revision: Option<u32>,
}

#[derive(Serialize)]
struct PublishDraft<'a> {
    label: &'a str,
}

impl Client {
    /// Reads the open draft of a branch, without its configuration: [`At::Draft`](crate::At::Draft) has that. Atoms:
    /// `GET /agent/{id}/branches/{branchId}/draft`.
    ///
    /// # Errors
    /// [`NotFound`](crate::ErrorKind::NotFound) if none is open.
    pub async fn branch_draft(&self, agent: &str, branch: &str) -> Result<BranchDraft, Error> {
        self.send(on(agent, branch).then("draft"), read_detail).await
    }

    /// Replaces the metrics configuration of a branch's draft and nothing else of it; opens a draft if there is none.
    /// With `expected_revision` the server refuses if somebody changed the same field since. The answer tells the
    /// draft's new revision and no values. Atoms: `PUT /agent/{id}/branches/{branchId}/draft`.
    ///
    /// # Errors
    /// [`DraftConflict`](crate::ErrorKind::DraftConflict) with the fields that somebody else changed,
    /// [`BaseRevisionGone`](crate::ErrorKind::BaseRevisionGone) if the draft never had the expected revision,
    /// [`Invalid`](crate::ErrorKind::Invalid) with the refused members, [`Frozen`](crate::ErrorKind::Frozen). After an
    /// [unclear](Error::is_unclear) one the write may have happened.
    pub async fn write_branch_draft(
        &self,
        agent: &str,
        branch: &str,
        post_call_analytics_config: &Value,
        expected_revision: Option<u32>,
    ) -> Result<BranchDraft, Error> {
        let body = DraftWrite {
            post_call_analytics_config,
            expected_revision,
        };
        let call = Call::put("agent")
            .id(agent)
            .then("branches")
            .id(branch)
            .then("draft")
            .json(&body);
        self.send(call, read_detail).await
    }

    /// Discards the open draft of a branch, whoever wrote to it. Atoms: `DELETE /agent/{id}/branches/{branchId}/draft`.
    ///
    /// # Errors
    /// [`NotFound`](crate::ErrorKind::NotFound) if none is open.
    pub async fn discard_branch_draft(&self, agent: &str, branch: &str) -> Result<(), Error> {
        let call = Call::delete("agent")
            .id(agent)
            .then("branches")
            .id(branch)
            .then("draft");
        self.send(call, |_| Ok(())).await
    }

    /// Publishes the open draft of a branch, everything in it. On the live branch it goes live. Atoms:
    /// `POST /agent/{id}/branches/{branchId}/draft/publish`.
    ///
    /// # Errors
    /// [`PublishInProgress`](crate::ErrorKind::PublishInProgress) while another one runs,
    /// [`Conflict`](crate::ErrorKind::Conflict) for a draft that failed its check,
    /// [`NotFound`](crate::ErrorKind::NotFound) if none is open, [`Frozen`](crate::ErrorKind::Frozen). After an
    /// [unclear](Error::is_unclear) one it may be on its way.
    pub async fn publish_branch_draft(
        &self,
        agent: &str,
        branch: &str,
        label: &str,
    ) -> Result<PublishAnswer, Error> {
        let call = draft_post(agent, branch)
            .then("publish")
            .json(&PublishDraft { label });
        self.send(call, read_answer).await
    }

    /// Calls a publish off that waits for its security check; does nothing if none runs. Atoms:
    /// `POST /agent/{id}/branches/{branchId}/draft/publish/cancel`.
    ///
    /// # Errors
    /// [`NotFound`](crate::ErrorKind::NotFound) if there is no such branch.
    pub async fn cancel_branch_publish(&self, agent: &str, branch: &str) -> Result<(), Error> {
        let call = draft_post(agent, branch).then("publish").then("cancel");
        self.send(call, |_| Ok(())).await
    }
}

fn draft_post(agent: &str, branch: &str) -> Call {
    Call::post("agent")
        .id(agent)
        .then("branches")
        .id(branch)
        .then("draft")
}

/// Reads what a publish or restore answers.
pub(super) fn read_answer(data: Value) -> Read<PublishAnswer> {
    let mut answer = read::object(data, "publish")?;
    let state = read::text(&answer, &["state"]).unwrap_or_default();
    match answer.get_mut("revision").map(Value::take) {
        Some(revision) if revision.is_object() => {
            Ok(PublishAnswer::Committed(Box::new(read_version(revision)?)))
        }
        // Committed without its revision is settled by looking, just as a check that runs.
        _ if matches!(state.as_str(), "scanning" | "committed" | "published" | "queued") => {
            Ok(PublishAnswer::Scanning)
        }
        _ => Ok(PublishAnswer::Committed(Box::new(read_version(answer.into())?))),
    }
}

/// Reads a draft with its writes, or its row alone, as a write answers.
fn read_detail(data: Value) -> Read<BranchDraft> {
    let mut detail = read::object(data, "draft")?;
    let edits = match detail.get_mut("editHistory").map(Value::take) {
        Some(Value::Array(items)) => read::each(items, "editHistory", |item| {
            Ok(read_edit(&read::object(item, "edit")?))
        })?,
        _ => Vec::new(),
    };
    let row = match detail.get_mut("latest").map(Value::take) {
        Some(Value::Object(row)) => row,
        _ => detail,
    };
    let pending = row.get("pendingPublish").and_then(|pending| pending.get("state"));
    let pending = pending.and_then(Value::as_str);
    Ok(BranchDraft {
        draft_id: read::required_id(&row, &["draftId", "_id"])?,
        revision: read::count(&row, &["draftRevision"]),
        source_version_id: read::id(&row, &["sourceVersionId", "parentVersion"]),
        created_at: read::text(&row, &["createdAt"]),
        updated_at: read::text(&row, &["updatedAt"]),
        security_check: row.get("securityCheck").and_then(read_check),
        publishing: pending == Some("active"),
        called_off: pending == Some("cancelled"),
        edits,
    })
}

fn read_edit(edit: &Map<String, Value>) -> DraftEdit {
    let row = edit.get("revision").and_then(Value::as_object);
    let sections = edit.get("changedSections").and_then(Value::as_array);
    DraftEdit {
        revision: row.map_or_else(
            || read::count(edit, &["revision"]),
            |row| read::count(row, &["draftRevision"]),
        ),
        editor_name: read::text(edit, &["editorName"]),
        sections: sections
            .into_iter()
            .flatten()
            .filter_map(|section| section.as_str().map(str::to_owned))
            .collect(),
        at: read::text(edit, &["timestamp"]).or_else(|| read::text(row?, &["updatedAt", "createdAt"])),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::version::CheckStatus;

    #[test]
    fn writes_exactly_the_metrics_and_the_expected_revision_only_if_there_is_one() {
        let config = json!({"dispositionMetrics": []});
        let body = |expected_revision| {
            serde_json::to_string(&DraftWrite {
                post_call_analytics_config: &config,
                expected_revision,
            })
            .unwrap()
        };
        assert_eq!(
            body(None),
            r#"{"postCallAnalyticsConfig":{"dispositionMetrics":[]}}"#
        );
        assert_eq!(
            body(Some(3)),
            r#"{"postCallAnalyticsConfig":{"dispositionMetrics":[]},"expectedRevision":3}"#
        );
    }

    #[test]
    fn reads_a_draft_with_its_writes_and_its_row_alone() {
        let row = json!({
            "_id": "row", "draftId": "d", "draftRevision": 2, "sourceVersionId": "v", "createdAt": "t1",
            "securityCheck": {"status": "failed", "reason": "card numbers"}, "pendingPublish": null,
        });
        let edit = |revision: u32, name: &str| {
            json!({"revision": {"_id": "x", "draftRevision": revision, "createdAt": "t"},
                   "changedSections": ["analytics"], "editorName": name})
        };
        let detail = read_detail(json!({
            "latest": row, "editCount": 2, "editHistory": [edit(2, "Mei Tanaka"), edit(1, "Daniel Okafor")],
        }))
        .unwrap();
        assert_eq!((detail.draft_id.as_str(), detail.revision), ("d", Some(2)));
        assert_eq!(detail.last_editor(), Some("Mei Tanaka"));
        assert_eq!(
            detail.security_check.as_ref().unwrap().status,
            CheckStatus::Failed
        );
        assert_eq!((detail.edits[1].revision, detail.publishing), (Some(1), false));
        let alone = read_detail(json!({"_id": "row", "draftId": "d", "pendingPublish": {"state": "active"}}))
            .unwrap();
        assert!(alone.publishing && alone.edits.is_empty());
        let numbered =
            read_detail(json!({"latest": {"_id": "d"}, "editHistory": [{"revision": 4, "timestamp": "t"}]}));
        assert_eq!(numbered.unwrap().edits[0].revision, Some(4));
    }

    #[test]
    fn reads_what_a_publish_answers() {
        let read = |data| read_answer(data).unwrap();
        assert_eq!(read(json!({"state": "scanning"})), PublishAnswer::Scanning);
        assert_eq!(read(json!({"state": "committed"})), PublishAnswer::Scanning);
        let committed = read(json!({"state": "committed", "revision": {"_id": "r", "revisionNumber": 5}}));
        assert!(matches!(&committed, PublishAnswer::Committed(version) if version.number == Some(5)));
        let flat = read(json!({"_id": "r", "status": "published"}));
        assert!(matches!(&flat, PublishAnswer::Committed(version) if version.id == "r"));
        assert!(read_answer(json!({"state": "odd"})).is_err());
    }
}
