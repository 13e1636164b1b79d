//! Branches: lines of revisions, one of which answers calls. Atoms: versioning v2, branches.

use serde_json::Value;

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::read::{self, Read};

/// A branch that is not archived, with what the list tells about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its id.
    pub id: String,
    /// Its name; may be empty.
    pub name: String,
    /// The branch every agent begins with.
    pub is_default: bool,
    /// Its head answers calls.
    pub is_live: bool,
    /// The revision of another branch that it began from; none for the branch every agent begins with.
    pub source_revision_id: Option<String>,
    /// The latest revision; none before the first publish.
    pub head_revision_id: Option<String>,
    /// Number of the head, counted on this branch.
    pub head_number: Option<u32>,
    /// The id by which its open draft is read; none without one, or where the server only says that there is one.
    pub open_draft_id: Option<String>,
    /// There is an open draft.
    pub has_open_draft: bool,
}

impl Branch {
    /// The branch that counts: the live one, else the default one, else the first.
    pub fn leading(branches: &[Self]) -> Option<&Self> {
        branches
            .iter()
            .find(|branch| branch.is_live)
            .or_else(|| branches.iter().find(|branch| branch.is_default))
            .or_else(|| branches.first())
    }
}

impl Client {
    /// Lists the branches of an agent. An empty list means an agent of the first generation. Atoms:
    /// `GET /agent/{id}/branches`.
    ///
    /// # Errors
    /// [`NoSuchRoute`](crate::ErrorKind::NoSuchRoute) on a server without the branch model;
    /// [`NotFound`](crate::ErrorKind::NotFound) if there is no such agent.
    pub async fn branches(&self, agent: &str) -> Result<Vec<Branch>, Error> {
        self.send(Call::get("agent").id(agent).then("branches"), |mut data| {
            read::each(read::list(&mut data, "branches")?, "branches", read_branch)
        })
        .await
    }

    /// Reads one branch. Atoms: `GET /agent/{id}/branches/{branchId}`.
    ///
    /// # Errors
    /// As [`Client::branches`].
    pub async fn branch(&self, agent: &str, branch: &str) -> Result<Branch, Error> {
        self.send(on(agent, branch), read_branch).await
    }

    /// Puts a branch live: its head answers calls, and the branch before does not any more. Atoms:
    /// `POST /agent/{id}/branches/{branchId}/live`.
    ///
    /// # Errors
    /// As [`Client::branches`]; [`Forbidden`](crate::ErrorKind::Forbidden) for an archived branch, or one whose head has
    /// not passed its check; [`Frozen`](crate::ErrorKind::Frozen). After an [unclear](Error::is_unclear) one it may be live.
    pub async fn make_branch_live(&self, agent: &str, branch: &str) -> Result<Branch, Error> {
        let call = Call::post("agent")
            .id(agent)
            .then("branches")
            .id(branch)
            .then("live");
        self.send(call, read_branch).await
    }
}

/// `GET` of something on a branch.
pub(super) fn on(agent: &str, branch: &str) -> Call {
    Call::get("agent").id(agent).then("branches").id(branch)
}

/// Reads a summary, or a branch that stands alone.
fn read_branch(data: Value) -> Read<Branch> {
    let summary = read::object(data, "branch")?;
    let inner = match summary.get("branch") {
        Some(Value::Object(inner)) => inner,
        _ => &summary,
    };
    let open_draft_id = read::id(inner, &["openDraftId"]);
    Ok(Branch {
        id: read::required_id(inner, &["_id", "id"])?,
        name: read::text(inner, &["name"]).unwrap_or_default(),
        is_default: read::flag(inner, "isDefault"),
        is_live: read::flag(&summary, "isLive"),
        source_revision_id: read::id(inner, &["sourceRevisionId"]),
        head_revision_id: read::id(inner, &["headRevisionId"]),
        head_number: read::count(&summary, &["headRevisionNumber"]),
        has_open_draft: open_draft_id.is_some() || read::flag(&summary, "hasOpenDraft"),
        open_draft_id,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn id_and_default_are_on_the_inner_object_and_live_is_on_the_outer() {
        let branch = read_branch(json!({
            "branch": {"_id": "b", "name": "Main", "isDefault": true, "headRevisionId": "r", "openDraftId": null,
                       "sourceRevisionId": "s"},
            "isLive": true, "hasOpenDraft": false, "revisionsCount": 3, "headRevisionNumber": 3, "createdByName": "Ada",
        }))
        .unwrap();
        assert_eq!(
            (branch.id.as_str(), branch.is_default, branch.is_live),
            ("b", true, true)
        );
        assert_eq!((branch.head_number, branch.has_open_draft), (Some(3), false));
        assert_eq!(branch.source_revision_id.as_deref(), Some("s"));
        let draft = read_branch(json!({"branch": {"_id": "b", "openDraftId": "d"}})).unwrap();
        assert_eq!(
            (draft.open_draft_id.as_deref(), draft.has_open_draft),
            (Some("d"), true)
        );
        let untold = read_branch(json!({"branch": {"_id": "b"}, "hasOpenDraft": true})).unwrap();
        assert_eq!((untold.open_draft_id, untold.has_open_draft), (None, true));
    }

    #[test]
    fn the_live_branch_leads_then_the_default_one_then_the_first() {
        let branch = |id: &str, is_live, is_default| Branch {
            is_live,
            is_default,
            ..read_branch(json!({"_id": id})).unwrap()
        };
        let leading = |list: &[Branch]| Branch::leading(list).map(|branch| branch.id.clone());
        let all = [
            branch("a", false, false),
            branch("b", false, true),
            branch("c", true, false),
        ];
        assert_eq!(leading(&all).as_deref(), Some("c"));
        assert_eq!(leading(&all[..2]).as_deref(), Some("b"));
        assert_eq!(leading(&all[..1]).as_deref(), Some("a"));
        assert_eq!(leading(&[]), None);
    }
}
