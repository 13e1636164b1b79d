//! The client: one pool of connections, one key, one policy.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use backon::Retryable;
use reqwest::header::{self, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::address::ApiBase;
use crate::call::Call;
use crate::error::{Error, ErrorKind};
use crate::policy::{self, Policy};
use crate::read::Read;
use crate::transport::Wire;

/// Speaks to one API with one key. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
    patient: bool,
}

struct Inner {
    wire: Wire,
    policy: Policy,
}

impl Client {
    /// Makes a client without sending anything.
    ///
    /// # Errors
    /// [`ErrorKind::Unauthorized`] for a key with characters that no header can carry (so no server accepts it),
    /// [`ErrorKind::Tls`] if this computer's TLS set-up cannot be used.
    pub fn new(base: ApiBase, key: SecretString, policy: Policy) -> Result<Self, Error> {
        let refused = || Error::new(ErrorKind::Unauthorized, "", "");
        if key.expose_secret().is_empty() {
            return Err(refused());
        }
        let mut bearer =
            HeaderValue::from_str(&format!("Bearer {}", key.expose_secret())).map_err(|_| refused())?;
        bearer.set_sensitive(true);
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("Debrief/", env!("CARGO_PKG_VERSION")))
            .default_headers(HeaderMap::from_iter([(header::AUTHORIZATION, bearer)]))
            // A redirect would carry the request, and perhaps the key, to another place.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(policy.connect_timeout)
            // Shorter than the idle time of common gateways: a connection that is about to be closed over there
            // turns a write into a doubt.
            .pool_idle_timeout(Duration::from_secs(20));
        if base.is_loopback() {
            // A proxy setting of the system would otherwise be handed the key, and the name `localhost` could be
            // made to point elsewhere.
            let here: [SocketAddr; 2] = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
            builder = builder.no_proxy().resolve_to_addrs("localhost", &here);
        }
        let http = builder.build().map_err(|_| Error::new(ErrorKind::Tls, "", ""))?;
        Ok(Self {
            inner: Arc::new(Inner {
                wire: Wire { http, base, key },
                policy,
            }),
            patient: false,
        })
    }

    /// The same client for work that nobody waits for: a pause that the server asks for is waited out, as long as the
    /// deadline allows.
    #[must_use]
    pub fn patient(&self) -> Self {
        Self {
            patient: true,
            ..self.clone()
        }
    }

    /// Where this client sends its requests.
    pub fn base(&self) -> &ApiBase {
        &self.inner.wire.base
    }

    /// Sends `call`, again where the policy allows it, and reads the answer's data with `read`.
    pub(crate) async fn send<T>(&self, call: Call, read: impl FnOnce(Value) -> Read<T>) -> Result<T, Error> {
        let Inner { wire, policy } = &*self.inner;
        if let Some(error) = call.refusal() {
            return Err(error);
        }
        let started = Instant::now();
        let attempts = AtomicU32::new(0);
        let once = || {
            let number = attempts.fetch_add(1, Ordering::Relaxed) + 1;
            let left = policy.total_deadline.saturating_sub(started.elapsed());
            wire.attempt(&call, number, policy.request_timeout.min(left))
        };
        let answer = once
            .retry(policy.waits())
            .when(|error: &Error| policy::may_repeat(error, call.is_write()))
            .adjust(|error: &Error, planned| {
                let wait = error.retry_after.filter(|_| planned.is_some()).or(planned)?;
                let asked_for_too_much = error.retry_after.is_some_and(|asked| asked > policy.longest_wait);
                if asked_for_too_much && !self.patient {
                    return None;
                }
                (started.elapsed().saturating_add(wait) < policy.total_deadline).then_some(wait)
            })
            .notify(|error: &Error, wait| {
                let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
                tracing::info!(kind = ?error.kind, wait_ms, "asking again");
            })
            .await;
        let result = answer.and_then(|answer| {
            read(answer.data).map_err(|why| {
                tracing::warn!(path = call.path, why = why.0, "unreadable answer");
                call.error(ErrorKind::Unreadable).with(|failure| {
                    failure.status = Some(answer.status);
                    failure.request_id = Some(answer.request_id);
                })
            })
        });
        result.map_err(|error| {
            error.with(|failure| {
                failure.attempts = attempts.load(Ordering::Relaxed);
                failure.elapsed = started.elapsed();
            })
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.inner.wire.base.as_str())
            .finish_non_exhaustive()
    }
}
