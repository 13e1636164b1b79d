//! The laws of the crate, over configurations nobody would write by hand. Where bytes matter the laws are
//! about serialised bytes: two values can be equal and still read differently on the wire.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed law")]

mod bringing;
mod bytes;
mod changes;
mod consequences;
mod diffing;
mod equality;
mod generate;
mod interchange;
mod linting;
mod merging;
mod rules;
mod versions;
