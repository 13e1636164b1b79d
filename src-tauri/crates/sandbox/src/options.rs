//! What a sandbox is started with.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// How the server is set up. `Default` is an in-memory v1 server on a free port with a random key.
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
    #[default]
    V1,
    /// The branch model.
    V2,
    /// Both, chosen per agent.
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

/// Where sources about the platform disagree, the documented form is the default and the other one a switch.
#[derive(Debug, Clone)]
pub struct Quirks {
    /// `activate: true` on publish is accepted and has no effect.
    pub activate_ignored: bool,
    /// `GET /agent/{id}` answers 404 instead of 400 for an unknown agent.
    pub agent_missing_404: bool,
    /// How long the security check after a publish takes.
    pub check: Duration,
    /// Waiting time before every answer.
    pub latency: Duration,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            activate_ignored: false,
            agent_missing_404: false,
            check: Duration::from_millis(500),
            latency: Duration::ZERO,
        }
    }
}
