//! The one error of every call.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

/// What went wrong, as far as a caller acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The server refuses the content (400, 422), or an id given to this crate cannot be an id.
    Invalid,
    /// The key is unknown, revoked, or holds characters that no key has (401).
    Unauthorized,
    /// The key is known and may not do this (403).
    Forbidden,
    /// No such agent, draft or version (JSON 404, or 400 "No agent found").
    NotFound,
    /// The server has no such route (HTML 404): an old or a newer generation of the API.
    NoSuchRoute,
    /// Something stands in the way on the server (409).
    Conflict,
    /// Somebody changed the same fields of the shared draft since (409); `fields` names them.
    DraftConflict,
    /// The shared draft never had the revision that the write was based on (409): it was published or discarded since.
    BaseRevisionGone,
    /// A publish or a restore of this branch is on its way already (409).
    PublishInProgress,
    /// This agent lives under the branch model; the v1 call is closed for it (409).
    MigrationRequired,
    /// Configuration writes are frozen for maintenance (423).
    Frozen,
    /// Too many requests (429).
    RateLimited,
    /// The server failed (500, 502, 503 and the other 5xx).
    Server,
    /// A gateway or the server gave up waiting (504, 408).
    GatewayTimeout,
    /// No connection was made, so nothing was sent: DNS, refused, unreachable, no answer to connecting.
    Offline,
    /// The other side is not who it should be, or does not speak TLS.
    Tls,
    /// Sent, and not answered in time.
    TimedOut,
    /// The connection broke after sending, or in the middle of the answer.
    CutOff,
    /// Answered with success, in a form that cannot be read.
    Unreadable,
    /// The server points elsewhere (3xx). Never followed: the key is for one origin.
    Redirected,
    /// Anything else.
    Unexpected,
}

/// The server's words about one member of what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldWords {
    /// Dotted, as the server names it: `postCallAnalyticsConfig.dispositionMetrics.0.identifier`.
    pub path: String,
    /// What is wrong with it.
    pub words: String,
}

/// All that is known about a failed call. Never holds the key, a body that was sent, a header or a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What a caller acts on.
    pub kind: ErrorKind,
    /// `GET`, `POST`, …; empty when there was no request at all.
    pub method: &'static str,
    /// Below the base address, without query: `/agent/<id>/drafts`.
    pub path: String,
    /// The status of the last answer.
    pub status: Option<u16>,
    /// The server's sentences. Those of a 5xx can name internal hosts: keep them off the screen.
    pub words: Vec<String>,
    /// The sentences among `words` that name a member.
    pub fields: Vec<FieldWords>,
    /// The server's machine code (`error_type`).
    pub error_type: Option<String>,
    /// The server's id of the last request, else the one it was sent with.
    pub request_id: Option<String>,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// Requests made; 0 when the call was refused before sending.
    pub attempts: u32,
    /// From the first attempt to giving up, waiting included.
    pub elapsed: Duration,
}

/// A failed call: a [`Failure`] kept behind one pointer, so that results stay small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Failure>);

impl Error {
    /// Whether a *write* that ended like this may have happened all the same, so that only reading the server tells.
    pub fn is_unclear(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::TimedOut
                | ErrorKind::CutOff
                | ErrorKind::Server
                | ErrorKind::GatewayTimeout
                | ErrorKind::Unreadable
        )
    }

    /// An error with nothing known but where it happened.
    pub(crate) fn new(kind: ErrorKind, method: &'static str, path: &str) -> Self {
        Self(Box::new(Failure {
            kind,
            method,
            path: path.to_owned(),
            status: None,
            words: Vec::new(),
            fields: Vec::new(),
            error_type: None,
            request_id: None,
            retry_after: None,
            attempts: 0,
            elapsed: Duration::ZERO,
        }))
    }

    pub(crate) fn with(mut self, fill: impl FnOnce(&mut Failure)) -> Self {
        fill(&mut self.0);
        self
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self(Box::new(failure))
    }
}

impl Deref for Error {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)?;
        if !self.method.is_empty() {
            write!(f, " at {} {}", self.method, self.path)?;
        }
        if let Some(status) = self.status {
            write!(f, ", status {status}")?;
        }
        if let Some(code) = &self.error_type {
            write!(f, " ({code})")?;
        }
        if self.attempts > 1 {
            write!(
                f,
                ", {} attempts in {:.1} s",
                self.attempts,
                self.elapsed.as_secs_f32()
            )?;
        }
        let server_failed = self.status.is_some_and(|status| status >= 500);
        if !self.words.is_empty() && !server_failed {
            write!(f, ": {}", self.words.join("; "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
