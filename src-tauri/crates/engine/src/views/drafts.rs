//! Open drafts of an agent on Atoms, whoever made them.

use debrief_metrics::{Counts, DiffCounts};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{DraftSection, DraftSeen, LiveVersion, ReviewItem};
use crate::error::WireError;

/// The open drafts of an agent, read now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftsView {
    /// The last written to first.
    pub drafts: Vec<DraftRow>,
    /// Drafts have names, and there may be any number of them. Otherwise every branch has one, which all share.
    pub named: bool,
    /// What they are compared with.
    pub live: LiveVersion,
    /// When this was read.
    pub read_at: String,
}

/// An open draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftRow {
    /// Which, and in which state. Commands that change it want this back.
    pub seen: DraftSeen,
    /// Its name; on a branch the one that was typed here, if it was saved here.
    pub name: Option<String>,
    /// The branch that it is the draft of.
    pub branch: Option<DraftBranch>,
    /// Who wrote to it last, if Atoms tells. Keys are shared: a name proves nothing.
    pub author: Option<String>,
    /// When it was opened.
    pub since: Option<String>,
    /// When it was last written to.
    pub changed_at: Option<String>,
    /// Whose it is.
    pub owner: DraftOwner,
    /// It is being published at this moment.
    pub publishing: bool,
    /// What it changes.
    pub gist: DraftGist,
}

/// The branch of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftBranch {
    /// Atoms' id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// It answers calls.
    pub is_live: bool,
}

/// Whose a draft is, by the journal of this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DraftOwner {
    /// Made by somebody else, or on another computer.
    Others,
    /// Made here, and as it was left.
    Ours,
    /// Made here, and it is not as it was left: somebody else wrote to it.
    OursChanged,
}

/// What a draft changes in what is live, in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DraftGist {
    /// Read.
    Read {
        /// What it changes in the metrics.
        counts: DiffCounts,
        /// Sections that it changes beside the metrics: Atoms' names.
        sections: Vec<String>,
    },
    /// There are many drafts, and this one was not looked into. `draft_contents` does.
    NotRead,
    /// It could not be read.
    Failed {
        /// Why.
        error: WireError,
    },
}

/// All that a draft changes in what is live, read now.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftContents {
    /// Which state of it this is.
    pub seen: DraftSeen,
    /// Who wrote to it last.
    pub author: Option<String>,
    /// When.
    pub changed_at: Option<String>,
    /// What it changes in the metrics.
    pub metrics: Vec<ReviewItem>,
    /// The same, counted.
    pub metric_counts: Counts,
    /// What it changes beside the metrics, by section, in words: what is live counts as before.
    pub sections: Vec<DraftSection>,
}

/// What saving the working copy to a draft came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SaveDraftOutcome {
    /// The draft holds the metrics, and everything else in it is as it is live.
    Saved {
        /// Which draft, as it was left.
        draft: DraftSeen,
        /// Its name. On a branch it is kept on this computer alone.
        name: Option<String>,
        /// The branch that it is the draft of.
        branch: Option<DraftBranch>,
        /// What went live since the working copy began, seen after saving.
        live_moved: Option<LiveVersion>,
        /// When the draft was read back.
        read_at: String,
    },
    /// The branch has a draft of somebody else. Nothing of it was written over.
    OpenDraft {
        /// Atoms' id of it.
        draft: Option<String>,
        /// Who wrote to it last, if Atoms tells.
        author: Option<String>,
        /// When it was opened.
        since: Option<String>,
        /// Its sections beside the metrics that differ from what is live: Atoms' names.
        sections: Vec<String>,
        /// The metrics are in that draft: it was written to in the same moment.
        joined: bool,
    },
    /// Another version is live than the one that the working copy began from. Nothing was written.
    LiveMoved {
        /// What is live now.
        live: LiveVersion,
        /// Who published it.
        author: Option<String>,
    },
    /// The draft is there and is not as it was sent.
    Differs {
        /// Which draft.
        draft: DraftSeen,
        /// Where, as paths.
        paths: Vec<String>,
    },
    /// It was written and is gone: somebody published or discarded it in the same moment.
    Gone,
    /// Whether it happened, or all of it, is not known. The list of drafts tells.
    Unknown {
        /// What kept it from being known.
        error: WireError,
    },
}

/// What naming a draft came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RenameOutcome {
    /// It has the name.
    Renamed {
        /// The name, without spaces around it.
        name: String,
    },
    /// It was made by somebody else, or on another computer: it keeps its name.
    NotOurs {
        /// Who wrote to it last.
        author: Option<String>,
    },
    /// It is not there any more.
    Gone,
    /// Whether it has the name is not known. The list of drafts tells.
    Unknown {
        /// The unclear answer.
        error: WireError,
    },
}

/// What discarding a draft came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DiscardOutcome {
    /// It is gone.
    Discarded,
    /// It is not as it was left, or not as the person saw it: nothing was discarded. With `anyway` and this state it is.
    Changed {
        /// The state that it is in now.
        seen: DraftSeen,
        /// Who wrote to it last.
        author: Option<String>,
        /// When.
        changed_at: Option<String>,
    },
    /// It is not ours, or not ours alone: it stays.
    NotOurs {
        /// Who wrote to it last.
        author: Option<String>,
    },
    /// It was not there any more: somebody published or discarded it.
    Gone,
    /// Whether it is gone is not known. The list of drafts tells.
    Unknown {
        /// The unclear answer.
        error: WireError,
    },
}
