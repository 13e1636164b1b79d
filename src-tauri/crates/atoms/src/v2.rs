//! The second generation of versioning: branches, one open draft on each, revisions. Publishing on the live branch is
//! live as soon as the security check lets it.

mod branches;
mod diff;
mod draft;
mod revisions;

pub use branches::Branch;
pub(crate) use diff::read_diff;
pub use diff::{ConfigDiff, SectionDiff, ValueDiff};
pub use draft::{BranchDraft, DraftEdit, PublishAnswer};
pub use revisions::Trail;
