//! The engine against the sandbox over real sockets: connecting, working copies, publishing, history.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap is a failed test"
)]

mod afterwards;
mod arriving;
mod aside;
mod branches;
mod colleagues;
mod comparing;
mod connecting;
mod consent;
mod copies;
mod copying;
mod crashes;
mod disk;
mod drafts;
mod faults;
mod files;
mod find;
mod generations;
mod guard;
mod history;
mod journey;
mod kept;
mod keys;
mod labels;
mod linting;
mod live;
mod many;
mod meddling;
mod merging;
mod moving;
mod oddities;
mod own_drafts;
mod panels;
mod releases;
mod restoring;
mod restoring_aside;
mod since;
mod support;
mod targets;
mod templates;
