//! What the front end gets: plain views, never the raw configuration, and the edits it sends back.
//!
//! Times are ISO 8601 UTC strings; sentences are made in the front end from codes and parameters.

use serde::{Deserialize, Serialize};
use specta::Type;

mod agents;
mod branches;
mod compare;
mod drafts;
mod history;
mod lint;
mod metrics;
mod moving;
mod publish;
mod restore;
mod review;
mod start;
mod templates;

pub use agents::*;
pub use branches::*;
pub use compare::*;
pub use drafts::*;
pub use history::*;
pub use lint::*;
pub use metrics::*;
pub use moving::*;
pub use publish::*;
pub use restore::*;
pub use review::*;
pub use start::*;
pub use templates::*;

/// Something happened that the screen should look at again. Carries no data: the front end asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Notice {
    /// The connection in use, or its key's place, changed.
    ConnectionChanged,
    /// A publish of this agent moved.
    PublishMoved {
        /// Which agent.
        agent_id: String,
    },
    /// Agents that are published one after another: something moved.
    BatchMoved,
    /// More of this agent's history is on this computer, or reading it has ended.
    HistoryRead {
        /// Which agent.
        agent_id: String,
    },
    /// The window is about to close: keep what was typed, then call `close_window`.
    WindowClosing,
}
