//! Publishing: a run with all that it asks for and learns (`run`), a pure machine over it (`machine`, with `shared`
//! for drafts of others and `looking` for the look at start), the driver that
//! performs its actions (`driver`) as requests of either generation (`drafts`, `branches`), and the view for the screen
//! (`view`).
//!
//! Order of things: the machine's state is on disk before the request that it asks for goes out, and
//! again after the answer. A request that creates something is sent once; when its answer is lost, Atoms
//! is read to learn what happened.

mod adopting;
mod branches;
mod drafts;
mod driver;
mod facts;
mod looking;
mod machine;
mod run;
mod seat;
mod shared;
mod view;
mod waiting;

pub(crate) use branches::Discarded;
pub(crate) use branches::{ANALYTICS, draft_config, foreign_sections, mark, open_draft};
pub(crate) use drafts::was_draft;
pub(crate) use driver::{RECENT_VERSIONS, Runs, discard_left_draft, look_at_shared_draft};
pub(crate) use facts::{METRICS, differing, metric_differences, without_metrics};
pub use run::{
    Accepted, Action, AgentFacts, BranchFacts, Check, DraftFacts, DraftMark, Event, Outcome, Phase, Run,
    SavedDraft, Target, VersionFacts,
};
pub(crate) use waiting::look;

pub use crate::generation::Generation;
