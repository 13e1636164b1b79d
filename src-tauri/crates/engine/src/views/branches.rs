//! Branches of an agent, and putting one live.

use debrief_metrics::DiffCounts;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    CheckState, DraftOwner, DraftSection, DraftSeen, LiveVersion, MergeChoice, MergeConflict, ReviewView,
};
use crate::error::WireError;

/// The branches of an agent, read now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BranchesView {
    /// As Atoms lists them; none for an agent without branches.
    pub branches: Vec<BranchRow>,
    /// When this was read.
    pub read_at: String,
}

/// A branch by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BranchName {
    /// Atoms' id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its head answers calls.
    pub is_live: bool,
    /// Its latest version, without a label; its number counts on this branch.
    pub head: Option<LiveVersion>,
}

/// A branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BranchRow {
    /// Atoms' id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its head answers calls.
    pub is_live: bool,
    /// Every agent begins with it.
    pub is_default: bool,
    /// Its latest version; none before the first publish.
    pub head: Option<BranchHead>,
    /// Its open draft.
    pub draft: Option<BranchDraftRow>,
}

/// The latest version of a branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BranchHead {
    /// Which; its number counts on this branch.
    pub version: LiveVersion,
    /// Who published it.
    pub author: Option<String>,
    /// When.
    pub published_at: Option<String>,
    /// Its security check. Only one that passed can go live.
    pub check: CheckState,
}

/// The open draft of a branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BranchDraftRow {
    /// Which, and in which state.
    pub seen: DraftSeen,
    /// Who wrote to it last, if Atoms tells.
    pub author: Option<String>,
    /// When it was opened.
    pub since: Option<String>,
    /// When it was last written to.
    pub changed_at: Option<String>,
    /// Whose it is.
    pub owner: DraftOwner,
    /// It is being published at this moment.
    pub publishing: bool,
}

/// What putting a branch live would change in the agent, read now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BranchPreview {
    /// The branch; `make_live` wants the id of its head. An open draft of it stays a draft.
    pub branch: BranchRow,
    /// What is live now; `make_live` wants its id.
    pub live: LiveVersion,
    /// Name of the branch that is live now.
    pub live_branch: Option<String>,
    /// What would change in the metrics.
    pub counts: DiffCounts,
    /// What would change beside the metrics, by section, in words: what is live counts as before.
    pub sections: Vec<DraftSection>,
}

/// What publishing the changes of the working copy to a branch that is not live would do, read now.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BranchReview {
    /// The branch; `publish_to_branch` wants the id of its head.
    pub branch: BranchRow,
    /// What changes on it: its head counts as what was before, and as `live`.
    pub review: ReviewView,
    /// The working copy has changes. Without any nothing is published, whatever the branch lacks.
    pub changed: bool,
    /// Where the branch and the working copy changed the same since they parted: publishing asks for a choice in each.
    pub conflicts: Vec<MergeConflict>,
    /// What is live and stays so, without a label; none while no branch is live.
    pub live: Option<LiveVersion>,
    /// Name of the branch that is live.
    pub live_branch: Option<String>,
}

/// What the person wants published to a branch that is not live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BranchPublish {
    /// Atoms' id of the branch.
    pub branch: String,
    /// The head that the person saw.
    pub seen_head: String,
    /// Label of the new version.
    pub label: String,
    /// Choices for `BranchReview::conflicts`.
    pub choices: Vec<MergeChoice>,
    /// Ids of the metrics of `ReviewView::dangers` that may be published as they are.
    pub anyway: Vec<String>,
}

/// What putting a branch live came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum MakeLiveOutcome {
    /// Its head is live, and every value is as in it.
    Live {
        /// What is live.
        live: LiveVersion,
        /// When that was read.
        read_at: String,
    },
    /// Its head is live, and some of what is live is not as in it.
    Differs {
        /// What is live.
        live: LiveVersion,
        /// Members of the configuration that differ: Atoms' names. Empty if they could not be compared.
        members: Vec<String>,
    },
    /// Another version is live than the one that the person saw.
    LiveMoved {
        /// What is live now.
        live: LiveVersion,
        /// Who published it.
        author: Option<String>,
        /// Nothing was sent. Otherwise this version went live beside ours, and whether ours did is in the list of branches.
        before_sending: bool,
    },
    /// Somebody published to the branch since it was looked at. Nothing was sent.
    HeadMoved {
        /// Number of its latest version now.
        number: Option<u32>,
    },
    /// Some looks afterwards found nothing changed. It can be tried again.
    NotDone {
        /// What Atoms answered, if that was unclear.
        error: Option<WireError>,
    },
    /// Whether it happened is not known: Atoms could not be read afterwards. The list of branches tells.
    Unknown {
        /// What kept it from being read.
        error: WireError,
    },
}
