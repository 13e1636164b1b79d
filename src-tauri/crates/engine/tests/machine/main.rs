//! The publishing machine by itself: every phase against every event, and its laws over random histories.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap is a failed test"
)]

mod branches;
mod laws;
mod looking;
mod start;
mod table;
mod world;
