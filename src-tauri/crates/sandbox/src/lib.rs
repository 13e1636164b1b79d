//! An Atoms server of our own: the same routes, envelopes, refusals and odd corners as the platform, with sample
//! agents in it. The app opens it for people who want to try things without an account, and tests use it as the
//! other side of the wire.
//!
//! It shares no type with the client on purpose. If both sides read the contract through one set of structs, one
//! misreading would hide the other.
//!
//! ```no_run
//! # async fn example() -> Result<(), atoms_sandbox::SandboxError> {
//! let sandbox = atoms_sandbox::start(atoms_sandbox::Options::default()).await?;
//! // … GET {sandbox.url()}/agent with `Authorization: Bearer {sandbox.api_key()}` …
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

mod analytics;
mod answer;
mod branching;
mod calls;
mod colleague;
mod connection;
mod crowd;
mod diff;
mod edit;
mod error;
mod faults;
mod gate;
mod ids;
mod options;
mod recording;
mod routes;
mod sample;
mod section;
mod server;
mod store;
mod versioning;
mod wire;
mod world;

pub use colleague::{ColleagueError, Publication};
pub use error::SandboxError;
pub use faults::{Cut, Fault, FaultAction};
pub use options::{Generation, Options, Quirks, UnknownGeneration, Verdict};
pub use recording::Recorded;
pub use server::{Running, start};
