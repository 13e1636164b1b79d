//! Publishing: a pure machine (`machine`), the driver that performs its actions (`driver`), and the view
//! for the screen (`view`).
//!
//! Order of things: the machine's state is on disk before the request that it asks for goes out, and
//! again after the answer. A request that creates something is sent once; when its answer is lost, Atoms
//! is read to learn what happened.

mod driver;
mod machine;
mod view;

pub(crate) use driver::Runs;
pub use machine::{Action, AgentFacts, Check, Event, Outcome, Phase, Run, VersionFacts};
