//! The Atoms API as typed calls.
//!
//! One [`Client`] per connection: it knows an [`ApiBase`], a key and a [`Policy`], and turns every answer into a
//! type of this crate or into one [`Error`] that says what is known about the outcome. Reading is lenient (unknown
//! members, nulls and the known spellings of one thing are accepted), writing is strict (exactly the documented
//! members). Configurations travel as raw JSON and arrive as they were sent: key order, unknown members and
//! integers exact to 64 bits.
//!
//! Nothing here decides what to do next: which draft to write and when to look again is the engine's business.

mod account;
mod address;
mod agents;
mod call;
mod client;
mod config;
mod conversations;
mod envelope;
mod error;
mod policy;
mod read;
mod refusal;
mod templates;
mod transport;
mod v1;
mod v2;
mod version;

pub use account::{Account, Organization, User};
pub use address::{AddressError, ApiBase};
pub use agents::{Agent, AgentPage, AgentQuery, AgentSort, AgentSummary, At};
pub use client::Client;
pub use conversations::{Answer, CallDetail, CallLog, CallPage, CallQuery, Turn};
pub use error::{Error, ErrorKind, Failure, FieldWords};
pub use policy::Policy;
pub use templates::MetricTemplate;
pub use v1::{Describe, Draft, Publish};
pub use v2::{Branch, BranchDraft, ConfigDiff, DraftEdit, PublishAnswer, SectionDiff, Trail, ValueDiff};
pub use version::{CheckStatus, SecurityCheck, Version, VersionDetail, VersionPage};
