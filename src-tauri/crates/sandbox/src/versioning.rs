//! The life of a draft: opened, revised, released as a version. (Atoms: versioning v1.)

use jiff::Timestamp;

use crate::ids;
use crate::options::Verdict;
use crate::section::Section;
use crate::world::{Agent, Blocks, Check, Draft, DraftRow, Origin, Version};

/// What a draft starts from.
pub struct Source {
    pub version: Option<String>,
    pub draft: Option<String>,
    pub blocks: Blocks,
}

/// What a version is published with.
pub struct Release {
    pub label: Option<String>,
    pub description: Option<String>,
    pub by: String,
    pub at: Timestamp,
    /// When the security check ends.
    pub checked: Timestamp,
    /// And how.
    pub verdict: Verdict,
}

/// A draft in its first revision; it is not filed with its agent yet.
pub fn open(name: Option<String>, source: Source, by: &str, now: Timestamp) -> Draft {
    let first = DraftRow {
        id: ids::fresh(now),
        revision: 1,
        editor: by.to_owned(),
        at: now,
        changed: Vec::new(),
        blocks: source.blocks,
    };
    Draft {
        id: ids::fresh(now),
        name,
        source_version: source.version,
        source_draft: source.draft,
        created_by: by.to_owned(),
        created_at: now,
        updated_at: now,
        first,
        edits: Vec::new(),
        refused: None,
    }
}

/// Adds a revision. Every write makes one, also a write that changes nothing.
pub fn revise(draft: &mut Draft, blocks: Blocks, changed: Vec<Section>, by: &str, now: Timestamp) {
    let revision = draft.latest().revision + 1;
    let row = DraftRow {
        id: ids::fresh(now),
        revision,
        editor: by.to_owned(),
        at: now,
        changed,
        blocks,
    };
    draft.edits.push(row);
    draft.updated_at = now;
    draft.refused = None;
}

/// Adds a version made from a draft and gives back its id. The version is not active.
pub fn release(agent: &mut Agent, draft: &Draft, blocks: Blocks, release: Release) -> String {
    let id = ids::fresh(release.at);
    agent.versions.push(Version {
        id: id.clone(),
        number: Some(
            agent
                .versions
                .iter()
                .filter_map(|version| version.number)
                .max()
                .unwrap_or(0)
                + 1,
        ),
        branch: None,
        revision: None,
        restored_from: None,
        label: release.label,
        description: release.description,
        pinned: false,
        published_by: release.by,
        published_at: release.at,
        activated_by: None,
        activated_at: None,
        from: Origin {
            draft: draft.id.clone(),
            name: draft.name.clone(),
            revision: draft.latest().revision,
            source_version: draft.source_version.clone(),
            source_draft: draft.source_draft.clone(),
            created_at: draft.created_at,
        },
        blocks,
        check: Check {
            started: release.at,
            ends: release.checked,
            then_activate: None,
            verdict: release.verdict,
        },
        updated_at: release.at,
    });
    agent.updated_at = release.at;
    id
}
