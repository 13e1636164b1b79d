//! Drafts: made from a version, written to, published or discarded. Atoms: versioning v1, drafts.

use serde::Serialize;
use serde_json::Value;

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::read::{self, Read};
use crate::version::{Version, read_version};

/// Unpublished changes on the server. Times are ISO 8601 as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What the draft is addressed by: `draftId`, or `_id` where that is all there is.
    pub draft_id: String,
    /// Its name.
    pub draft_name: Option<String>,
    /// Grows with every write.
    pub draft_revision: Option<u32>,
    /// The version it was made from.
    pub source_version_id: Option<String>,
    /// The id of the person who made it.
    pub created_by: Option<String>,
    /// Who wrote to it last.
    pub last_editor_name: Option<String>,
    /// When it was made.
    pub created_at: Option<String>,
    /// When it was last written to.
    pub updated_at: Option<String>,
}

/// What a draft is published as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Publish {
    /// At most 200 characters.
    pub label: String,
    /// At most 2000 characters; left out of the request when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Asks to put the version live at once. Servers are known to ignore it: read before believing.
    pub activate: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreateDraft<'a> {
    source_version_id: &'a str,
    draft_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RenameDraft<'a> {
    draft_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DraftConfig<'a> {
    post_call_analytics_config: &'a Value,
}

impl Client {
    /// Lists the open drafts of an agent. Atoms: `GET /agent/{id}/drafts`.
    ///
    /// # Errors
    /// [`MigrationRequired`](crate::ErrorKind::MigrationRequired) or
    /// [`NoSuchRoute`](crate::ErrorKind::NoSuchRoute) where the branch model took over, as for every call of this
    /// generation.
    pub async fn drafts(&self, agent: &str) -> Result<Vec<Draft>, Error> {
        self.send(Call::get("agent").id(agent).then("drafts"), |mut data| {
            read::each(read::list(&mut data, "drafts")?, "drafts", read_draft)
        })
        .await
    }

    /// Makes a draft from a version. Atoms: `POST /agent/{id}/drafts`.
    ///
    /// # Errors
    /// As [`Client::drafts`]. After an [unclear](Error::is_unclear) one the draft may exist.
    pub async fn create_draft(
        &self,
        agent: &str,
        source_version_id: &str,
        draft_name: &str,
    ) -> Result<Draft, Error> {
        let body = CreateDraft {
            source_version_id,
            draft_name,
        };
        self.send(
            Call::post("agent").id(agent).then("drafts").json(&body),
            read_draft,
        )
        .await
    }

    /// Replaces the metrics configuration of a draft and nothing else of it. The server does not echo what it
    /// stored. Atoms: `PATCH /agent/{id}/drafts/{draftId}/config`.
    ///
    /// # Errors
    /// As [`Client::drafts`]; [`Invalid`](crate::ErrorKind::Invalid) names the refused members in `fields`.
    pub async fn write_draft_config(
        &self,
        agent: &str,
        draft_id: &str,
        post_call_analytics_config: &Value,
    ) -> Result<Draft, Error> {
        let body = DraftConfig {
            post_call_analytics_config,
        };
        let call = Call::patch("agent")
            .id(agent)
            .then("drafts")
            .id(draft_id)
            .then("config")
            .json(&body);
        self.send(call, read_draft).await
    }

    /// Gives a draft another name of 1 to 100 characters. Atoms: `PATCH /agent/{id}/drafts/{draftId}`.
    ///
    /// # Errors
    /// As [`Client::drafts`]; [`NotFound`](crate::ErrorKind::NotFound) for a draft that is gone.
    pub async fn rename_draft(&self, agent: &str, draft_id: &str, draft_name: &str) -> Result<(), Error> {
        let call = Call::patch("agent")
            .id(agent)
            .then("drafts")
            .id(draft_id)
            .json(&RenameDraft { draft_name });
        self.send(call, |_| Ok(())).await
    }

    /// Discards a draft. Atoms: `DELETE /agent/{id}/drafts/{draftId}`.
    ///
    /// # Errors
    /// As [`Client::drafts`]; [`Forbidden`](crate::ErrorKind::Forbidden) for a draft of somebody else.
    pub async fn delete_draft(&self, agent: &str, draft_id: &str) -> Result<(), Error> {
        self.send(
            Call::delete("agent").id(agent).then("drafts").id(draft_id),
            |_| Ok(()),
        )
        .await
    }

    /// Makes a version of a draft, which is then gone. Atoms: `POST /agent/{id}/drafts/{draftId}/publish`.
    ///
    /// # Errors
    /// As [`Client::drafts`]. After an [unclear](Error::is_unclear) one the version may exist.
    pub async fn publish_draft(
        &self,
        agent: &str,
        draft_id: &str,
        publish: &Publish,
    ) -> Result<Version, Error> {
        let call = Call::post("agent")
            .id(agent)
            .then("drafts")
            .id(draft_id)
            .then("publish")
            .json(publish);
        self.send(call, read_version).await
    }
}

fn read_draft(data: Value) -> Read<Draft> {
    let draft = read::object(data, "draft")?;
    Ok(Draft {
        draft_id: read::required_id(&draft, &["draftId", "_id"])?,
        draft_name: read::text(&draft, &["draftName"]),
        draft_revision: read::count(&draft, &["draftRevision"]),
        source_version_id: read::id(&draft, &["sourceVersionId"]),
        created_by: read::id(&draft, &["createdBy"]),
        last_editor_name: read::text(&draft, &["lastEditorName"]),
        created_at: read::text(&draft, &["createdAt"]),
        updated_at: read::text(&draft, &["updatedAt"]),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn writes_exactly_the_documented_members() {
        let create = CreateDraft {
            source_version_id: "v",
            draft_name: "n",
        };
        assert_eq!(
            serde_json::to_string(&create).unwrap(),
            r#"{"sourceVersionId":"v","draftName":"n"}"#
        );
        let mut publish = Publish {
            label: "l".into(),
            description: None,
            activate: true,
        };
        assert_eq!(
            serde_json::to_string(&publish).unwrap(),
            r#"{"label":"l","activate":true}"#
        );
        publish.description = Some("d".into());
        assert_eq!(
            serde_json::to_string(&publish).unwrap(),
            r#"{"label":"l","description":"d","activate":true}"#
        );
    }

    #[test]
    fn a_draft_is_addressed_by_its_draft_id() {
        assert_eq!(
            read_draft(json!({"_id": "row", "draftId": "d"}))
                .unwrap()
                .draft_id,
            "d"
        );
        assert_eq!(
            read_draft(json!({"_id": "row", "draftId": null}))
                .unwrap()
                .draft_id,
            "row"
        );
        assert!(read_draft(json!({"draftName": "n"})).is_err());
    }
}
