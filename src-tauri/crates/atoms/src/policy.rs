//! How long to wait, how often to ask again, and what may be asked again at all.

use std::time::Duration;

use backon::{Backoff, BackoffBuilder, ExponentialBuilder};

use crate::error::{Error, ErrorKind};

/// Time-outs and retries of a [`Client`](crate::Client).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// For making one connection, TLS included.
    pub connect_timeout: Duration,
    /// For one request, from connecting to the last byte of the answer.
    pub request_timeout: Duration,
    /// For one call with all its attempts and waits.
    pub total_deadline: Duration,
    /// Requests at most, the first one included.
    pub max_attempts: u32,
    /// Upper end of the first random wait; it doubles with every attempt.
    pub min_delay: Duration,
    /// Where the doubling ends. A wait that the server asks for may be longer.
    pub max_delay: Duration,
    /// The longest wait that the server may ask for before the caller is told instead: somebody sits in front of it.
    /// A [patient](crate::Client::patient) client waits up to the deadline.
    pub longest_wait: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            total_deadline: Duration::from_secs(90),
            max_attempts: 4,
            min_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
            longest_wait: Duration::from_secs(3),
        }
    }
}

impl Policy {
    /// For tests: as many attempts as usual with no wait between them, unless the server asks for one, and an end
    /// within ten seconds.
    pub fn immediate() -> Self {
        Self {
            connect_timeout: Duration::from_secs(2),
            request_timeout: Duration::from_secs(5),
            total_deadline: Duration::from_secs(10),
            min_delay: Duration::ZERO,
            max_delay: Duration::ZERO,
            ..Self::default()
        }
    }

    /// The waits between attempts: full jitter, that is anything from nothing to the doubling upper end.
    pub(crate) fn waits(&self) -> impl Backoff {
        let ceiling = ExponentialBuilder::new()
            .with_min_delay(self.min_delay)
            .with_max_delay(self.max_delay)
            .with_max_times(self.max_attempts.saturating_sub(1) as usize);
        // backon's own jitter comes on top of the delay; what comes on top is exactly the spread wanted.
        let on_top = ceiling.with_jitter().build();
        ceiling
            .build()
            .zip(on_top)
            .map(|(ceiling, jittered)| jittered.saturating_sub(ceiling))
    }
}

/// Whether the same request may be sent again. A write is repeated only if it surely did not happen: the server
/// turned it away unread, or no connection was made. Every other doubt about a write is settled by reading.
pub(crate) fn may_repeat(error: &Error, is_write: bool) -> bool {
    match error.kind {
        ErrorKind::RateLimited | ErrorKind::Offline => true,
        ErrorKind::Server | ErrorKind::GatewayTimeout | ErrorKind::TimedOut | ErrorKind::CutOff => !is_write,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_stay_below_the_doubling_ceiling_and_end_after_the_last_attempt() {
        let policy = Policy {
            max_attempts: 5,
            max_delay: Duration::from_millis(1500),
            ..Policy::default()
        };
        for _ in 0..200 {
            let waits: Vec<_> = policy.waits().collect();
            assert_eq!(waits.len(), 4);
            for (wait, ceiling) in waits.iter().zip([500, 1000, 1500, 1500]) {
                assert!(
                    *wait <= Duration::from_millis(ceiling),
                    "{wait:?} over {ceiling} ms"
                );
            }
        }
    }

    #[test]
    fn waits_are_spread_over_the_whole_range() {
        let firsts: Vec<_> = (0..400)
            .filter_map(|_| Policy::default().waits().next())
            .collect();
        assert!(firsts.iter().any(|wait| *wait < Duration::from_millis(125)));
        assert!(firsts.iter().any(|wait| *wait > Duration::from_millis(375)));
    }
}
