//! The first generation of versioning: named drafts, numbered versions, a separate activation.

mod drafts;
mod versions;

pub use drafts::{Draft, Publish};
pub use versions::Describe;
