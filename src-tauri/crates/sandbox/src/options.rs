//! What a sandbox is started with.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How the server is set up. `Default` is an in-memory server on a free port with a random key, whose agents speak both
/// generations.
#[derive(Clone, Default)]
pub struct Options {
    /// TCP port on the loopback interface; 0 lets the system pick one.
    pub port: u16,
    /// The one key that is accepted. `None` makes a random `sk_…` key, see [`crate::Running::api_key`].
    pub api_key: Option<String>,
    /// The file the data is kept in. It is written after every change and read back at the next start.
    /// `None` keeps everything in memory.
    pub state: Option<PathBuf>,
    /// Which versioning API the agents answer to.
    pub generation: Generation,
    /// Behaviour that differs from the documented one.
    pub quirks: Quirks,
    /// Serves `/admin/…` and records requests. Never set inside the app.
    pub admin: bool,
}

/// Everything but the key, which belongs into no log.
impl fmt::Debug for Options {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Options")
            .field("port", &self.port)
            .field("state", &self.state)
            .field("generation", &self.generation)
            .field("quirks", &self.quirks)
            .field("admin", &self.admin)
            .finish_non_exhaustive()
    }
}

/// The versioning API that agents speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Generation {
    /// Named drafts and numbered versions; `GET /agent/{id}/branches` answers with an empty list.
    V1,
    /// The branch model; writes of the first generation are refused.
    V2,
    /// Both, chosen per agent. New agents are on the branch model.
    #[default]
    Mixed,
}

/// A word that names no [`Generation`].
#[derive(Debug, thiserror::Error)]
#[error("unknown generation {0:?}: expected v1, v2 or mixed")]
pub struct UnknownGeneration(String);

impl FromStr for Generation {
    type Err = UnknownGeneration;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "v1" => Ok(Self::V1),
            "v2" => Ok(Self::V2),
            "mixed" => Ok(Self::Mixed),
            other => Err(UnknownGeneration(other.to_owned())),
        }
    }
}

/// How a security check ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It lets the version through.
    #[default]
    Pass,
    /// It does not.
    Fail,
    /// It breaks.
    Error,
}

/// Where sources about the platform disagree, the documented form is the default and the other one a switch.
#[derive(Debug, Clone)]
pub struct Quirks {
    /// `activate: true` on publish is accepted and has no effect.
    pub activate_ignored: bool,
    /// `GET /agent/{id}` answers 404 instead of 400 for an unknown agent.
    pub agent_missing_404: bool,
    /// The routes of drafts and versions are gone from the server; all agents are on the branch model.
    pub v1_gone: bool,
    /// The server has no routes for branches yet. It does not start on a state file in which an agent is on a branch.
    pub no_branches: bool,
    /// A draft conflict names the fields and nothing else.
    pub lean_conflict: bool,
    /// Values of metrics carry the JSON type of their metric instead of being text.
    pub typed_values: bool,
    /// How long after its end a call that was made on request has its results.
    pub analysis: Duration,
    /// How long the security check after a publish takes. Without a time, a branch commits at once.
    pub check: Duration,
    /// How the security check ends.
    pub verdict: Verdict,
    /// Waiting time before every answer.
    pub latency: Duration,
}

impl Quirks {
    /// What the agents speak on a server of this generation with these quirks.
    pub(crate) fn settle(&self, generation: Generation) -> Generation {
        match (self.no_branches, self.v1_gone) {
            (true, _) => Generation::V1,
            (false, true) => Generation::V2,
            (false, false) => generation,
        }
    }
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            activate_ignored: false,
            agent_missing_404: false,
            v1_gone: false,
            no_branches: false,
            lean_conflict: false,
            typed_values: false,
            analysis: Duration::from_secs(2),
            check: Duration::from_millis(500),
            verdict: Verdict::Pass,
            latency: Duration::ZERO,
        }
    }
}
