//! Versions, read and put live. Atoms: versioning v1, versions.

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::v2::{ConfigDiff, read_diff};
use crate::version::{Version, VersionDetail, VersionPage, read_detail, read_page, read_version};

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
