//! Versions and revisions: the published past of an agent. Both generations keep it in rows of one form, which is also
//! that of a draft; what does not apply is null. Atoms: versioning v1, versions; versioning v2, revisions.

use serde_json::{Map, Value};

use crate::config;
use crate::read::{self, Read};

/// How far the security check of a version is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckStatus {
    /// Waiting or running.
    Queued,
    /// The version may go live.
    Passed,
    /// The version was refused.
    Failed,
    /// The check itself broke.
    Errored,
    /// A word this crate does not know, as sent.
    Other(String),
}

/// The security check of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityCheck {
    /// How far it is.
    pub status: CheckStatus,
    /// Why it ended as it did, in the server's words.
    pub reason: Option<String>,
}

/// A published state of an agent. Times are ISO 8601 as sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its id; the same in both generations.
    pub id: String,
    /// From 1; counted per agent in the first generation and per branch in the second.
    pub number: Option<u32>,
    /// Its short name.
    pub label: Option<String>,
    /// What changed, in its author's words.
    pub description: Option<String>,
    /// It is pinned in the list of the dashboard.
    pub is_pinned: bool,
    /// Whether it answers calls.
    pub is_active: bool,
    /// Who published it.
    pub published_by_name: Option<String>,
    /// When it was published.
    pub published_at: Option<String>,
    /// When it last went live.
    pub activated_at: Option<String>,
    /// When the record was made.
    pub created_at: Option<String>,
    /// None where the server makes no check or does not tell.
    pub security_check: Option<SecurityCheck>,
    /// The draft it was published from, as some servers name it.
    pub draft_id: Option<String>,
    /// Which write of that draft it holds.
    pub draft_revision: Option<u32>,
    /// The draft it was published from, as others do.
    pub source_draft_id: Option<String>,
    /// The version its draft was made from.
    pub source_version_id: Option<String>,
    /// The version it brought back.
    pub restored_from_id: Option<String>,
    /// The label of the version it brought back.
    pub restored_from_label: Option<String>,
    /// Section → id of its content. Two versions with the same id in a section are equal there.
    pub blocks: Map<String, Value>,
}

/// One page of versions, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionPage {
    /// In the server's order.
    pub versions: Vec<Version>,
    /// Over all pages. From a server that does not tell: what has been seen, and one more after a full page.
    pub total: u32,
}

/// One version with its configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionDetail {
    /// As in the list.
    pub version: Version,
    /// The configuration as sent, keyed by *section* on the platform. [`Client::agent`](crate::Client::agent) at this
    /// version gives the flat form.
    pub resolved_config: Option<Value>,
}

impl VersionDetail {
    /// The post-call metrics with everything around them, wherever the configuration has them.
    pub fn metrics_config(&self) -> Option<&Value> {
        config::metrics(self.resolved_config.as_ref()?)
    }
}

/// Reads a page whose list is called `name`.
pub(crate) fn read_page(mut data: Value, name: &str, skip: u32, limit: u32) -> Read<VersionPage> {
    let items = read::list(&mut data, name)?;
    let versions = read::each(items, name, read_version)?;
    let told = data
        .as_object()
        .and_then(|around| read::count(around, &["total", "totalCount"]));
    let here = u32::try_from(versions.len()).unwrap_or(u32::MAX);
    let total = told.unwrap_or_else(|| skip.saturating_add(here).saturating_add(u32::from(here >= limit)));
    Ok(VersionPage { versions, total })
}

/// Reads a row beside its configuration. `name` is what the row is called: `version` or `revision`.
pub(crate) fn read_detail(mut data: Value, name: &str) -> Read<VersionDetail> {
    let config = data.get_mut("resolvedConfig").map(Value::take);
    let row = match data.get_mut(name).map(Value::take) {
        Some(row) if row.is_object() => row,
        _ => data,
    };
    Ok(VersionDetail {
        resolved_config: config.filter(|config| !config.is_null()),
        version: read_version(row)?,
    })
}

/// Reads a version that stands alone or inside a member `version`.
pub(crate) fn read_version(data: Value) -> Read<Version> {
    let mut version = read::object(data, "version")?;
    if version.get("version").is_some_and(Value::is_object) {
        version = read::object(version["version"].take(), "version")?;
    }
    let blocks = match version.get_mut("blocks").map(Value::take) {
        Some(Value::Object(blocks)) => blocks,
        _ => Map::new(),
    };
    Ok(Version {
        id: read::required_id(&version, &["_id", "id"])?,
        number: read::count(&version, &["revisionNumber", "versionNumber"]),
        label: read::text(&version, &["label"]),
        description: read::text(&version, &["description"]),
        is_pinned: read::flag(&version, "isPinned"),
        is_active: read::flag(&version, "isActive"),
        published_by_name: read::text(&version, &["publishedByName"]),
        published_at: read::text(&version, &["publishedAt"]),
        activated_at: read::text(&version, &["activatedAt"]),
        created_at: read::text(&version, &["createdAt"]),
        security_check: version.get("securityCheck").and_then(read_check),
        draft_id: read::id(&version, &["draftId"]),
        draft_revision: read::count(&version, &["draftRevision"]),
        source_draft_id: read::id(&version, &["sourceDraftId"]),
        source_version_id: read::id(&version, &["sourceVersionId"]),
        restored_from_id: read::id(&version, &["restoredFromRevisionId"]),
        restored_from_label: read::text(&version, &["restoredFromLabel"]),
        blocks,
    })
}

pub(crate) fn read_check(value: &Value) -> Option<SecurityCheck> {
    let check = value.as_object()?;
    let status = match check.get("status")?.as_str()? {
        "queued" => CheckStatus::Queued,
        "passed" => CheckStatus::Passed,
        "failed" => CheckStatus::Failed,
        "errored" => CheckStatus::Errored,
        other => CheckStatus::Other(other.to_owned()),
    };
    Some(SecurityCheck {
        status,
        reason: read::text(check, &["reason"]),
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(json!({"_id": "v", "isActive": true}))]
    #[case(json!({"version": {"_id": "v", "isActive": true}}))]
    fn reads_a_version_flat_or_wrapped(#[case] data: Value) {
        let version = read_version(data).unwrap();
        assert_eq!((version.id.as_str(), version.is_active), ("v", true));
    }

    #[rstest]
    #[case("queued", CheckStatus::Queued)]
    #[case("passed", CheckStatus::Passed)]
    #[case("failed", CheckStatus::Failed)]
    #[case("errored", CheckStatus::Errored)]
    #[case("pending", CheckStatus::Other("pending".into()))]
    fn reads_the_check(#[case] word: &str, #[case] status: CheckStatus) {
        let check = json!({"status": word, "reason": null});
        let version = read_version(json!({"_id": "v", "securityCheck": check})).unwrap();
        assert_eq!(
            version.security_check,
            Some(SecurityCheck { status, reason: None })
        );
    }

    #[rstest]
    #[case(json!({"versions": [{"_id": "a"}], "total": 41}), 41)]
    #[case(json!({"versions": [{"_id": "a"}], "totalCount": 41}), 41)]
    #[case(json!({"versions": [{"_id": "a"}]}), 22)]
    #[case(json!({"versions": []}), 20)]
    fn reads_pages(#[case] data: Value, #[case] total: u32) {
        assert_eq!(read_page(data, "versions", 20, 1).unwrap().total, total);
    }
}
