//! The publishing machine by itself: every phase against every event, and its laws over random histories.

mod laws;
mod start;
mod table;
mod world;
