//! The time, as a port, so that tests can fix it.

use jiff::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Timestamp;

    /// Now as ISO 8601 with milliseconds, the form Atoms uses.
    fn now_text(&self) -> String {
        format!("{:.3}", self.now())
    }
}

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the computer for the time"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
