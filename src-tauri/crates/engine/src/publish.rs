//! Publishing: a pure machine (`machine`), the driver that performs its actions (`driver`) as requests of either
//! generation (`drafts`, `branches`), and the view for the screen (`view`).
//!
//! Order of things: the machine's state is on disk before the request that it asks for goes out, and
//! again after the answer. A request that creates something is sent once; when its answer is lost, Atoms
//! is read to learn what happened.

mod branches;
mod drafts;
mod driver;
mod facts;
mod machine;
mod view;

pub(crate) use driver::Runs;
pub use machine::{
    Action, AgentFacts, BranchFacts, Check, DraftFacts, DraftMark, Event, Outcome, Phase, Run, VersionFacts,
};

pub use crate::generation::Generation;
