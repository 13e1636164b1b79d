//! Versions, read and put live. Atoms: versioning v1, versions.

use serde::Serialize;

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::v2::{ConfigDiff, read_diff};
use crate::version::{Version, VersionDetail, VersionPage, read_detail, read_page, read_version};

/// What a version is called. What is none stays as it is; at least one is some. An empty text takes the text away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Describe {
    /// At most 200 characters.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "text_or_null")]
    pub label: Option<String>,
    /// At most 2000 characters.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "text_or_null")]
    pub description: Option<String>,
    /// Whether it is pinned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_pinned: Option<bool>,
}

fn text_or_null<S: serde::Serializer>(text: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
    text.as_ref().filter(|text| !text.is_empty()).serialize(to)
}

impl Client {
    /// Lists versions, newest first. `limit` is 1 to 100 on the wire. Atoms: `GET /agent/{id}/versions`.
    ///
    /// # Errors
    /// As [`Client::drafts`].
    pub async fn versions(&self, agent: &str, skip: u32, limit: u32) -> Result<VersionPage, Error> {
        let limit = limit.clamp(1, 100);
        let call = Call::get("agent")
            .id(agent)
            .then("versions")
            .query("limit", limit.to_string())
            .query("skip", skip.to_string());
        self.send(call, |data| read_page(data, "versions", skip, limit))
            .await
    }

    /// Reads one version. Atoms: `GET /agent/{id}/versions/{versionId}`.
    ///
    /// # Errors
    /// As [`Client::drafts`]; this route also answers under the branch model.
    pub async fn version(&self, agent: &str, version_id: &str) -> Result<VersionDetail, Error> {
        let call = Call::get("agent").id(agent).then("versions").id(version_id);
        self.send(call, |data| read_detail(data, "version")).await
    }

    /// Compares two versions; `before` is the base. Atoms: `GET /agent/{id}/versions/diff?versionA&versionB`.
    ///
    /// # Errors
    /// As [`Client::drafts`]; this route also answers under the branch model.
    pub async fn version_diff(&self, agent: &str, before: &str, after: &str) -> Result<ConfigDiff, Error> {
        let call = Call::get("agent")
            .id(agent)
            .then("versions")
            .then("diff")
            .id_query("versionA", before)
            .id_query("versionB", after);
        self.send(call, read_diff).await
    }

    /// Changes what a version is called; never its configuration. Atoms: `PATCH /agent/{id}/versions/{versionId}`.
    ///
    /// # Errors
    /// As [`Client::drafts`]. The same request again changes nothing more.
    pub async fn describe_version(
        &self,
        agent: &str,
        version_id: &str,
        describe: &Describe,
    ) -> Result<Version, Error> {
        let call = Call::patch("agent")
            .id(agent)
            .then("versions")
            .id(version_id)
            .json(describe);
        self.send(call, read_version).await
    }

    /// Puts a version live; the one before is not any more. Does nothing if it already is. Atoms:
    /// `PATCH /agent/{id}/versions/{versionId}/activate`.
    ///
    /// # Errors
    /// As [`Client::drafts`]; [`Conflict`](crate::ErrorKind::Conflict) or
    /// [`Invalid`](crate::ErrorKind::Invalid) while the security check runs.
    pub async fn activate(&self, agent: &str, version_id: &str) -> Result<Version, Error> {
        let call = Call::patch("agent")
            .id(agent)
            .then("versions")
            .id(version_id)
            .then("activate");
        self.send(call, read_version).await
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Describe { label: Some("l".into()), ..Describe::default() }, r#"{"label":"l"}"#)]
    #[case(Describe { label: Some(String::new()), ..Describe::default() }, r#"{"label":null}"#)]
    #[case(
        Describe { description: Some("d".into()), is_pinned: Some(false), ..Describe::default() },
        r#"{"description":"d","isPinned":false}"#
    )]
    fn writes_what_is_changed_alone(#[case] describe: Describe, #[case] sent: &str) {
        assert_eq!(serde_json::to_string(&describe).unwrap(), sent);
    }
}
