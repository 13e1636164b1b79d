//! The life of a branch: its shared draft, publishes that wait for a check, revisions, bringing an old one back, and how
//! an agent gets there from the first generation. (Atoms: versioning v2.)

use jiff::Timestamp;

use crate::ids;
use crate::options::Verdict;
use crate::section::Section;
use crate::versioning::{self, Source};
use crate::world::{Agent, Blocks, Branch, Check, Draft, DraftRow, Id, Origin, Pending, Version};

/// Why a failed check says it failed.
pub const REASON: &str = "The prompt asks callers for card numbers";
/// The branch that every agent begins with.
pub const MAIN: &str = "Main";

/// Moves an agent to the branch model; ids carry over. Versions that were ever live become revisions, with the active one
/// as the head, also if newer ones were live before it was brought back. The others stay readable by their ids, and a
/// publish whose check still runs does not go live any more. An open draft that was made from what is live becomes the
/// branch's draft.
pub fn migrate(agent: &mut Agent) {
    if agent.migrated() {
        return;
    }
    let branch = ids::named(&format!("branch/{}", agent.id));
    let active = agent.active.as_deref();
    let mut number = 0;
    for version in &mut agent.versions {
        version.check.then_activate = None;
        if version.activated_at.is_some() || active == Some(&version.id) {
            number += 1;
            (version.branch, version.revision) = (Some(branch.clone()), Some(number));
        }
    }
    let taken = agent
        .drafts
        .iter()
        .rposition(|draft| draft.source_version.is_some() && draft.source_version == agent.active);
    agent.branches.push(Branch {
        id: branch.clone(),
        name: MAIN.to_owned(),
        is_default: true,
        source_branch: None,
        source_revision: None,
        head: agent.active.clone(),
        draft: taken.map(|at| agent.drafts.remove(at)),
        pending: None,
        archived: false,
        created_by: agent.created_by.clone(),
        updated_by: agent.created_by.clone(),
        created_at: agent.created_at,
        updated_at: agent.updated_at,
    });
    agent.live = Some(branch);
}

/// Carries out publishes whose check is over. Returns whether anything changed.
pub fn settle(agent: &mut Agent, now: Timestamp) -> bool {
    let due: Vec<(Timestamp, Id)> = agent
        .branches
        .iter()
        .filter_map(|branch| {
            let pending = branch
                .pending
                .as_ref()
                .filter(|pending| pending.check.ended(now))?;
            Some((pending.check.ends, branch.id.clone()))
        })
        .collect();
    for (_, branch) in &due {
        finish(agent, branch);
    }
    !due.is_empty()
}

fn finish(agent: &mut Agent, id: &str) {
    let Some(branch) = agent.branch_mut(id) else {
        return;
    };
    let Some(pending) = branch.pending.take() else {
        return;
    };
    let id_to_be = pending.revision.clone();
    let Some(mut draft) = branch.draft.take() else {
        return;
    };
    if pending.check.verdict == Verdict::Pass {
        let commit = Commit {
            label: pending.label,
            by: pending.by,
            at: pending.check.ends,
            check: pending.check,
            id: id_to_be,
        };
        let blocks = draft.latest().blocks.clone();
        release(agent, id, &draft, blocks, None, commit);
        agent.sweep();
    } else {
        draft.refused = Some(pending.check);
        branch.draft = Some(draft);
    }
}

/// How a revision comes about.
pub struct Commit {
    pub label: Option<String>,
    pub by: Id,
    pub at: Timestamp,
    pub check: Check,
    /// The id that was given out for it; a new one if none was.
    pub id: Option<Id>,
}

impl Commit {
    /// Without a check of its own.
    pub fn unchecked(label: Option<String>, by: &str, at: Timestamp) -> Self {
        Self {
            label,
            by: by.to_owned(),
            at,
            check: Check {
                started: at,
                ends: at,
                then_activate: None,
                verdict: Verdict::Pass,
            },
            id: None,
        }
    }
}

/// Adds a revision at the head of a branch and gives back its id. On the live branch it answers calls from here on.
pub fn release(
    agent: &mut Agent,
    branch: &str,
    draft: &Draft,
    blocks: Blocks,
    restored_from: Option<Id>,
    commit: Commit,
) -> Id {
    let id = commit.id.unwrap_or_else(|| ids::fresh(commit.at));
    let before = agent.branch(branch).and_then(|branch| branch.head.clone());
    let number = agent
        .revisions(branch)
        .filter_map(|version| version.revision)
        .max()
        .unwrap_or(0)
        + 1;
    agent.versions.push(Version {
        id: id.clone(),
        number: None,
        branch: Some(branch.to_owned()),
        revision: Some(number),
        restored_from,
        label: commit.label,
        description: None,
        pinned: false,
        published_by: commit.by.clone(),
        published_at: commit.at,
        activated_by: None,
        activated_at: None,
        from: Origin {
            draft: draft.id.clone(),
            name: draft.name.clone(),
            revision: draft.latest().revision,
            source_version: before,
            source_draft: draft.source_draft.clone(),
            created_at: draft.created_at,
        },
        blocks,
        check: commit.check,
        updated_at: commit.at,
    });
    let is_live = agent.live.as_deref() == Some(branch);
    if let Some(branch) = agent.branch_mut(branch) {
        branch.head = Some(id.clone());
        branch.updated_by.clone_from(&commit.by);
        branch.updated_at = commit.at;
    }
    agent.updated_at = commit.at;
    if is_live {
        agent.activate(&id, &commit.by, commit.at);
    }
    id
}

/// What a branch shows now: its draft, or its head.
pub fn blocks(agent: &Agent, branch: &Branch) -> Blocks {
    match &branch.draft {
        Some(draft) => draft.latest().blocks.clone(),
        None => head(agent, branch)
            .map(|head| head.blocks.clone())
            .unwrap_or_default(),
    }
}

pub fn head<'a>(agent: &'a Agent, branch: &Branch) -> Option<&'a Version> {
    agent.version(branch.head.as_deref()?)
}

/// Adds a write to the draft of a branch, which it opens if there is none.
pub fn write(
    branch: &mut Branch,
    before: Blocks,
    after: Blocks,
    changed: Vec<Section>,
    by: &str,
    now: Timestamp,
) {
    let head = branch.head.clone();
    let draft = branch.draft.get_or_insert_with(|| {
        let source = Source {
            version: head,
            draft: None,
            blocks: before,
        };
        let mut draft = versioning::open(None, source, by, now);
        // The state of the head is no write: the first one makes revision 1.
        draft.first.revision = 0;
        draft
    });
    versioning::revise(draft, after, changed, by, now);
    branch.updated_by = by.to_owned();
    branch.updated_at = now;
}

/// Arms the publish of a branch's draft.
pub fn arm(branch: &mut Branch, label: Option<String>, by: &str, check: Check) {
    branch.pending = Some(Pending {
        revision: Some(ids::fresh(check.started)),
        label,
        by: by.to_owned(),
        check,
    });
    if let Some(draft) = &mut branch.draft {
        draft.refused = None;
    }
}

/// A draft that was never open: what a restore or a fork is made of.
pub fn passing_draft(blocks: Blocks, by: &str, now: Timestamp) -> Draft {
    Draft {
        id: ids::fresh(now),
        name: None,
        source_version: None,
        source_draft: None,
        created_by: by.to_owned(),
        created_at: now,
        updated_at: now,
        first: DraftRow {
            id: ids::fresh(now),
            revision: 0,
            editor: by.to_owned(),
            at: now,
            changed: Vec::new(),
            blocks,
        },
        edits: Vec::new(),
        refused: None,
    }
}
