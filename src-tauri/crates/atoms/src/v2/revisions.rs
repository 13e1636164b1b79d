//! Revisions: the published past of a branch. Atoms: versioning v2, revisions.

use serde_json::Value;

use super::branches::on;
use super::draft::{PublishAnswer, read_answer};
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::read::{self, Read};
use crate::version::{Version, VersionDetail, VersionPage, read_detail, read_page, read_version};

/// A revision before another one, with what it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Trail {
    /// The revision.
    pub version: Version,
    /// The sections it changed.
    pub sections: Vec<String>,
}

impl Client {
    /// Lists the revisions of a branch, newest first, those in their security check among them. `limit` is 1 to 100 on
    /// the wire. Atoms: `GET /agent/{id}/branches/{branchId}/revisions`.
    ///
    /// # Errors
    /// As [`Client::branches`].
    pub async fn revisions(
        &self,
        agent: &str,
        branch: &str,
        skip: u32,
        limit: u32,
    ) -> Result<VersionPage, Error> {
        let limit = limit.clamp(1, 100);
        let call = on(agent, branch)
            .then("revisions")
            .query("limit", limit.to_string())
            .query("skip", skip.to_string());
        self.send(call, |data| read_page(data, "revisions", skip, limit))
            .await
    }

    /// Reads one revision. Atoms: `GET /agent/{id}/branches/{branchId}/revisions/{revisionId}`.
    ///
    /// # Errors
    /// [`Invalid`](crate::ErrorKind::Invalid) for a revision of another branch; otherwise as [`Client::branches`].
    pub async fn revision(&self, agent: &str, branch: &str, revision: &str) -> Result<VersionDetail, Error> {
        let call = on(agent, branch).then("revisions").id(revision);
        self.send(call, |data| read_detail(data, "revision")).await
    }

    /// Reads which revisions stand before one, each with the sections it changed. Atoms:
    /// `GET /agent/{id}/branches/{branchId}/revisions/{revisionId}/history`.
    ///
    /// # Errors
    /// As [`Client::revision`].
    pub async fn revision_history(
        &self,
        agent: &str,
        branch: &str,
        revision: &str,
    ) -> Result<Vec<Trail>, Error> {
        let call = on(agent, branch).then("revisions").id(revision).then("history");
        self.send(call, |mut data| {
            read::each(read::list(&mut data, "trail")?, "trail", read_trail)
        })
        .await
    }

    /// Publishes an old revision anew, the whole agent; the open draft is not touched. On the live branch it goes
    /// live. Atoms: `POST /agent/{id}/branches/{branchId}/revisions/{revisionId}/restore`.
    ///
    /// # Errors
    /// [`Forbidden`](crate::ErrorKind::Forbidden) for a revision whose check failed,
    /// [`PublishInProgress`](crate::ErrorKind::PublishInProgress), [`Conflict`](crate::ErrorKind::Conflict) for the
    /// head itself. After an [unclear](Error::is_unclear) one it may be on its way.
    pub async fn restore_revision(
        &self,
        agent: &str,
        branch: &str,
        revision: &str,
    ) -> Result<PublishAnswer, Error> {
        let call = Call::post("agent")
            .id(agent)
            .then("branches")
            .id(branch)
            .then("revisions")
            .id(revision)
            .then("restore");
        self.send(call, read_answer).await
    }
}

fn read_trail(item: Value) -> Read<Trail> {
    let mut entry = read::object(item, "entry")?;
    let sections = entry.get("changedSections").and_then(Value::as_array);
    let sections = sections
        .into_iter()
        .flatten()
        .filter_map(|section| section.as_str().map(str::to_owned))
        .collect();
    let row = match entry.get_mut("revision").map(Value::take) {
        Some(row) if row.is_object() => row,
        _ => entry.into(),
    };
    Ok(Trail {
        version: read_version(row)?,
        sections,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_a_trail() {
        let entry = json!({"revision": {"_id": "r", "revisionNumber": 2}, "changedSections": ["voice", 7]});
        let trail = read_trail(entry).unwrap();
        assert_eq!(
            (trail.version.number, trail.sections),
            (Some(2), vec!["voice".to_owned()])
        );
    }
}
