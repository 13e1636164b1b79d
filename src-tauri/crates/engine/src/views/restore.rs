//! A whole version back, and since when metrics stand.

use debrief_metrics::DiffCounts;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{DraftBranch, DraftSection, LiveVersion, VersionRow};
use crate::error::WireError;

/// What bringing back a whole version would change in the agent, read now.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WholeVersion {
    /// The version.
    pub version: VersionRow,
    /// The branch that it comes back on, where that is not live.
    pub branch: Option<DraftBranch>,
    /// What it takes the place of: what is live, or the latest version of the branch. `restore_version` wants its id.
    pub live: LiveVersion,
    /// What would change in the metrics.
    pub counts: DiffCounts,
    /// What would change beside the metrics, by section, in words: what it takes the place of counts as before.
    pub sections: Vec<DraftSection>,
    /// A new version with its content is made. Otherwise the version itself goes live again.
    pub makes_new: bool,
}

/// What bringing back a whole version came to. On a branch that is not live, "live" is what is on top of it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RestoreOutcome {
    /// It is live, and every value is as in the version.
    Live {
        /// What is live: the version itself, or the new one that was made of it.
        live: LiveVersion,
        /// Calls are answered with it: always, unless it came back on a branch that is not live.
        serves: bool,
        /// When that was read.
        read_at: String,
    },
    /// It is live, and some of it is not as in the version.
    Differs {
        /// What is live.
        live: LiveVersion,
        /// Calls are answered with it.
        serves: bool,
        /// Members of the configuration that differ: Atoms' names. Empty if they could not be compared.
        members: Vec<String>,
    },
    /// Another version is live than the one that the person saw.
    LiveMoved {
        /// What is live now.
        live: LiveVersion,
        /// Who published it.
        author: Option<String>,
        /// Nothing was sent. Otherwise this version went live beside ours, and whether ours did is in the history.
        before_sending: bool,
    },
    /// The branch was made live since the person saw that it is not. Nothing was sent.
    WentLive,
    /// Atoms still checks it, and puts it live by itself when it passes.
    Checking,
    /// Atoms' check did not let it through. What was live is live.
    CheckFailed {
        /// Its words.
        reason: Option<String>,
    },
    /// Some looks afterwards found nothing changed. It can be tried again.
    NotDone {
        /// What Atoms answered, if that was unclear.
        error: Option<WireError>,
    },
    /// Whether it happened is not known: Atoms could not be read afterwards, or its answer was unclear and a check may go
    /// on that nothing tells of. A look at the history tells.
    Unknown {
        /// What kept it from being read, or the unclear answer.
        error: WireError,
    },
}

/// Since when a metric of the live version stands as it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MetricSince {
    /// Its identifier.
    pub identifier: String,
    /// The version that made it so; if that is not certain, the oldest one of which it is known that it stands so.
    pub version: VersionRow,
    /// False if it may stand so for longer: the version before was not read.
    pub certain: bool,
}
