//! Publishing: a run with all that it asks for and learns (`run`), a pure machine over it (`machine`), the driver that
//! performs its actions (`driver`) as requests of either generation (`drafts`, `branches`), and the view for the screen
//! (`view`).
//!
//! Order of things: the machine's state is on disk before the request that it asks for goes out, and
//! again after the answer. A request that creates something is sent once; when its answer is lost, Atoms
//! is read to learn what happened.

mod branches;
mod drafts;
mod driver;
mod facts;
mod machine;
mod run;
mod view;

pub(crate) use driver::Runs;
pub use run::{
    Action, AgentFacts, BranchFacts, Check, DraftFacts, DraftMark, Event, Outcome, Phase, Run, VersionFacts,
};

pub use crate::generation::Generation;
