//! The project's own checks: rules no tool knows.

pub mod arrows;
pub mod front_end;
pub mod sources;
pub mod words;
