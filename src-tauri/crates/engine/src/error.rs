//! The engine's one error, and the one form in which it reaches the front end.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What the front end acts on. Every code has words and a next step in one table of the front end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// Atoms does not know the key.
    KeyRefused,
    /// The key may not do this.
    Forbidden,
    /// Gone, or never there.
    NotFound,
    /// No Atoms API answers at this address.
    NoSuchApi,
    /// The address cannot be read.
    AddressMalformed,
    /// The address is neither https nor this computer.
    AddressInsecure,
    /// No key was typed.
    KeyMissing,
    /// Atoms refused what was sent; `detail` has its words.
    Refused,
    /// Somebody else's change is in the way.
    Conflict,
    /// This agent lives in the newer generation of the platform.
    NewerGeneration,
    /// Atoms is closed for changes at the moment.
    Frozen,
    /// Too many requests.
    RateLimited,
    /// Atoms had a problem.
    AtomsProblem,
    /// No answer in time.
    TimedOut,
    /// No connection could be made.
    Offline,
    /// The connection broke before the answer was complete.
    CutOff,
    /// No trusted connection could be made.
    Untrusted,
    /// An answer that cannot be read.
    Unreadable,
    /// There is no keychain.
    KeychainMissing,
    /// The keychain is locked.
    KeychainLocked,
    /// The keychain waits to be unlocked.
    KeychainWaiting,
    /// The keychain refused.
    KeychainRefused,
    /// The key of this connection was kept for one session only, or is gone from the keychain.
    KeyGone,
    /// This computer could not keep it: disk full, or not writable.
    DiskProblem,
    /// There is nothing to publish.
    NothingToPublish,
    /// A metric cannot be published as it is.
    Invalid,
    /// This agent can only be looked at.
    ReadOnly,
    /// A publish of this agent is running.
    PublishRunning,
    /// A fault of ours.
    Internal,
}

/// An error as the front end gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WireError {
    /// What the front end acts on.
    pub code: ErrorCode,
    /// For "Copy details": what support needs, without key, prompt or transcript.
    pub detail: String,
    /// Atoms' own words, where they help (never of a fault on its side).
    pub words: Option<String>,
    /// The field it is about.
    pub field: Option<String>,
    /// How long to wait, in seconds.
    pub retry_after_secs: Option<u32>,
    /// Atoms' name for the request.
    pub request_id: Option<String>,
}
