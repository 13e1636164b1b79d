//! The engine's one error, and the one form in which it reaches the front end.

use debrief_atoms::ErrorKind;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::files::FileTrouble;
use crate::views::KeychainTrouble;

/// What the front end acts on. Every code has words and a next step in one table of the front end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// Atoms does not know the key.
    KeyRefused,
    /// The key may not do this.
    Forbidden,
    /// Gone, or never there.
    NotFound,
    /// No Atoms API answers at this address.
    NoSuchApi,
    /// The address cannot be read.
    AddressMalformed,
    /// The address is neither https nor this computer.
    AddressInsecure,
    /// No key was typed.
    KeyMissing,
    /// Atoms refused what was sent; `detail` has its words.
    Refused,
    /// Somebody else's change is in the way.
    Conflict,
    /// Atoms is moving this agent to its newer form, and it is in neither at the moment.
    NewerGeneration,
    /// Atoms is closed for changes at the moment.
    Frozen,
    /// Too many requests.
    RateLimited,
    /// Atoms had a problem.
    AtomsProblem,
    /// No answer in time.
    TimedOut,
    /// No connection could be made.
    Offline,
    /// The connection broke before the answer was complete.
    CutOff,
    /// No trusted connection could be made.
    Untrusted,
    /// An answer that cannot be read.
    Unreadable,
    /// There is no keychain.
    KeychainMissing,
    /// There is a keychain with no keyring in it.
    KeychainNotSetUp,
    /// The keychain is locked.
    KeychainLocked,
    /// The keychain waits to be unlocked.
    KeychainWaiting,
    /// The keychain refused.
    KeychainRefused,
    /// The key was refused and is not tried again for now: only what is on this computer can be read.
    ReadingOnly,
    /// The key of this connection was kept for one session only, or is gone from the keychain.
    KeyGone,
    /// This computer could not keep it, for a reason that has no code of its own.
    DiskProblem,
    /// The disk is full.
    DiskFull,
    /// The file or its folder cannot be written.
    DiskReadOnly,
    /// The store cannot be read any more; the next start sets it aside.
    StoreDamaged,
    /// There is no room for a file that was to be written; `field` names it, as with the next four.
    FileNoRoom,
    /// The system does not let us at a file, to read or to write it.
    FileForbidden,
    /// A file could not be read or written, for another reason.
    FileProblem,
    /// A file is larger than what is read.
    FileTooLarge,
    /// A file is no text that can be read.
    FileNotText,
    /// The metrics to copy are not those that the person looked at.
    SourceMoved,
    /// There is nothing to publish.
    NothingToPublish,
    /// A metric cannot be published as it is.
    Invalid,
    /// A metric can throw away whole calls, and nobody said to publish it all the same.
    Dangerous,
    /// This agent can only be looked at.
    ReadOnly,
    /// A publish of this agent is running.
    PublishRunning,
    /// An earlier publish of several agents is not done, and may wait for the person.
    BatchOpen,
    /// The version that is to come back is live already.
    AlreadyLive,
    /// It is not known which version came before this one: too little of the history was listed.
    OlderUnlisted,
    /// A fault of ours.
    Internal,
}

/// An error as the front end gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WireError {
    /// What the front end acts on.
    pub code: ErrorCode,
    /// For "Copy details": what support needs, without key, prompt or transcript.
    pub detail: String,
    /// Atoms' own words, where they help (never of a fault on its side).
    pub words: Option<String>,
    /// The field it is about, or the name of the file.
    pub field: Option<String>,
    /// How long to wait, in seconds.
    pub retry_after_secs: Option<u32>,
    /// Atoms' name for the request.
    pub request_id: Option<String>,
}

/// What can go wrong in the engine.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Atoms, or the way to it.
    #[error("{0}")]
    Atoms(#[from] debrief_atoms::Error),
    /// The address does not lead anywhere we may send a key.
    #[error("{0}")]
    Address(#[from] debrief_atoms::AddressError),
    /// The keychain.
    #[error("keychain: {0:?}")]
    Keychain(KeychainTrouble),
    /// The key of the connection is not at hand any more.
    #[error("the key of this connection has to be entered again")]
    KeyGone,
    /// The key was refused, and the person reads on without.
    #[error("reading only for now")]
    ReadingOnly,
    /// No key was given.
    #[error("no key")]
    KeyMissing,
    /// SQLite.
    #[error("store: {0}")]
    Store(#[from] rusqlite::Error),
    /// A file or folder of the profile.
    #[error("disk: {0}")]
    Disk(#[from] std::io::Error),
    /// What the store holds cannot be understood.
    #[error("store holds something unreadable: {0}")]
    StoreContent(#[from] serde_json::Error),
    /// The configuration of the agent is not the shape the platform documents.
    #[error("configuration: {0}")]
    Config(#[from] debrief_metrics::ReadError),
    /// An edit that does not fit the working copy.
    #[error("edit: {0}")]
    Edit(#[from] debrief_metrics::EditError),
    /// Nothing differs from what is live.
    #[error("nothing to publish")]
    NothingToPublish,
    /// A metric cannot be published as it is.
    #[error("a metric cannot be published as it is")]
    Invalid,
    /// A metric can throw away whole calls, and nobody said to publish it all the same.
    #[error("a metric can throw away whole calls")]
    Dangerous,
    /// The agent can only be looked at.
    #[error("this agent can only be looked at")]
    ReadOnly,
    /// Another version is live than the one the person looked at.
    #[error("another version went live meanwhile")]
    LiveMoved,
    /// The metrics to copy are other ones than the person looked at.
    #[error("the metrics to copy changed since they were looked at")]
    SourceMoved,
    /// Somebody else's draft is not as the person read it.
    #[error("the draft changed since it was read")]
    DraftMoved,
    /// A publish of the agent runs.
    #[error("a publish of this agent is running")]
    PublishRunning,
    /// The version is live already.
    #[error("this version is live already")]
    AlreadyLive,
    /// Too little of the history was listed to tell what came before a version.
    #[error("the version before this one is not listed")]
    OlderUnlisted,
    /// Another batch is not done.
    #[error("an earlier publish of several agents is not done")]
    BatchOpen,
    /// Atoms is moving the agent to branches: drafts are closed and there is no branch yet.
    #[error("the agent is between two generations")]
    BetweenGenerations,
    /// Not there: an agent, a connection or a run.
    #[error("not found: {0}")]
    NotFound(&'static str),
    /// A file of the person's own.
    #[error("file: {trouble}")]
    File {
        /// Its name, without the folder.
        name: String,
        /// What is in the way.
        trouble: FileTrouble,
    },
    /// A fault of ours.
    #[error("internal: {0}")]
    Internal(String),
}

/// The engine's result.
pub type Result<T> = std::result::Result<T, Error>;

impl From<KeychainTrouble> for Error {
    fn from(trouble: KeychainTrouble) -> Self {
        Self::Keychain(trouble)
    }
}

impl From<rusqlite_migration::Error> for Error {
    fn from(error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => Self::Store(err),
            other => Self::Internal(format!("store migration: {other}")),
        }
    }
}

impl Error {
    /// SQLite found that the store's file is damaged.
    pub(crate) fn is_damage(&self) -> bool {
        self.code() == ErrorCode::StoreDamaged
    }

    /// What the front end acts on.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Atoms(error) => atoms_code(error.kind),
            Self::Address(debrief_atoms::AddressError::Malformed) => ErrorCode::AddressMalformed,
            Self::Address(debrief_atoms::AddressError::Insecure) => ErrorCode::AddressInsecure,
            Self::Keychain(KeychainTrouble::Missing) => ErrorCode::KeychainMissing,
            Self::Keychain(KeychainTrouble::NotSetUp) => ErrorCode::KeychainNotSetUp,
            Self::Keychain(KeychainTrouble::Locked) => ErrorCode::KeychainLocked,
            Self::Keychain(KeychainTrouble::Waiting) => ErrorCode::KeychainWaiting,
            Self::Keychain(KeychainTrouble::Refused) => ErrorCode::KeychainRefused,
            Self::KeyGone => ErrorCode::KeyGone,
            Self::ReadingOnly => ErrorCode::ReadingOnly,
            Self::KeyMissing => ErrorCode::KeyMissing,
            Self::Store(error) => store_code(error),
            Self::Disk(error) => disk_code(error.kind()),
            Self::Config(_) => ErrorCode::Unreadable,
            Self::Edit(_) | Self::StoreContent(_) | Self::Internal(_) => ErrorCode::Internal,
            Self::NothingToPublish => ErrorCode::NothingToPublish,
            Self::Invalid => ErrorCode::Invalid,
            Self::Dangerous => ErrorCode::Dangerous,
            Self::ReadOnly => ErrorCode::ReadOnly,
            Self::LiveMoved | Self::DraftMoved => ErrorCode::Conflict,
            Self::SourceMoved => ErrorCode::SourceMoved,
            Self::PublishRunning => ErrorCode::PublishRunning,
            Self::BatchOpen => ErrorCode::BatchOpen,
            Self::AlreadyLive => ErrorCode::AlreadyLive,
            Self::OlderUnlisted => ErrorCode::OlderUnlisted,
            Self::BetweenGenerations => ErrorCode::NewerGeneration,
            Self::NotFound(_) => ErrorCode::NotFound,
            Self::File { trouble, .. } => file_code(trouble),
        }
    }
}

fn file_code(trouble: &FileTrouble) -> ErrorCode {
    match trouble {
        FileTrouble::TooLarge => ErrorCode::FileTooLarge,
        FileTrouble::NotText => ErrorCode::FileNotText,
        FileTrouble::Read(error) | FileTrouble::Write(error) => match disk_code(error.kind()) {
            ErrorCode::DiskFull => ErrorCode::FileNoRoom,
            ErrorCode::DiskReadOnly => ErrorCode::FileForbidden,
            _ => ErrorCode::FileProblem,
        },
    }
}

fn store_code(error: &rusqlite::Error) -> ErrorCode {
    use rusqlite::ErrorCode as Sqlite;
    // What opening meets on a full disk: there is no room for the index of the WAL.
    if error.sqlite_error().map(|error| error.extended_code) == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) {
        return ErrorCode::DiskFull;
    }
    match error.sqlite_error_code() {
        Some(Sqlite::DiskFull) => ErrorCode::DiskFull,
        Some(Sqlite::ReadOnly | Sqlite::PermissionDenied) => ErrorCode::DiskReadOnly,
        Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => ErrorCode::StoreDamaged,
        _ => ErrorCode::DiskProblem,
    }
}

fn disk_code(kind: std::io::ErrorKind) -> ErrorCode {
    use std::io::ErrorKind as Disk;
    match kind {
        Disk::StorageFull | Disk::QuotaExceeded => ErrorCode::DiskFull,
        Disk::ReadOnlyFilesystem | Disk::PermissionDenied => ErrorCode::DiskReadOnly,
        _ => ErrorCode::DiskProblem,
    }
}

fn atoms_code(kind: ErrorKind) -> ErrorCode {
    match kind {
        ErrorKind::Invalid => ErrorCode::Refused,
        ErrorKind::Unauthorized => ErrorCode::KeyRefused,
        ErrorKind::Forbidden => ErrorCode::Forbidden,
        ErrorKind::NotFound => ErrorCode::NotFound,
        ErrorKind::NoSuchRoute | ErrorKind::Redirected => ErrorCode::NoSuchApi,
        ErrorKind::Conflict
        | ErrorKind::DraftConflict
        | ErrorKind::BaseRevisionGone
        | ErrorKind::PublishInProgress => ErrorCode::Conflict,
        ErrorKind::MigrationRequired => ErrorCode::NewerGeneration,
        ErrorKind::Frozen => ErrorCode::Frozen,
        ErrorKind::RateLimited => ErrorCode::RateLimited,
        ErrorKind::Server | ErrorKind::GatewayTimeout | ErrorKind::Unexpected => ErrorCode::AtomsProblem,
        ErrorKind::Offline => ErrorCode::Offline,
        ErrorKind::Tls => ErrorCode::Untrusted,
        ErrorKind::TimedOut => ErrorCode::TimedOut,
        ErrorKind::CutOff => ErrorCode::CutOff,
        ErrorKind::Unreadable => ErrorCode::Unreadable,
    }
}

impl From<&Error> for WireError {
    fn from(error: &Error) -> Self {
        let code = error.code();
        let mut wire = Self {
            code,
            detail: error.to_string(),
            words: None,
            field: None,
            retry_after_secs: None,
            request_id: None,
        };
        match error {
            Error::Atoms(atoms) => {
                // On faults of its own Atoms' words can name internal hosts.
                if atoms.status.is_some_and(|status| status < 500) && !atoms.words.is_empty() {
                    wire.words = Some(atoms.words.join(" "));
                }
                wire.field = atoms.fields.first().map(|field| field.path.clone());
                wire.retry_after_secs = atoms
                    .retry_after
                    .map(|wait| u32::try_from(wait.as_secs().max(1)).unwrap_or(u32::MAX));
                wire.request_id.clone_from(&atoms.request_id);
                if code == ErrorCode::KeyRefused {
                    wire.field = Some("apiKey".into());
                }
            }
            Error::Address(_) => wire.field = Some("address".into()),
            Error::File { name, .. } => wire.field = Some(name.clone()),
            Error::KeyMissing => wire.field = Some("apiKey".into()),
            _ => {}
        }
        wire
    }
}

impl From<Error> for WireError {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

impl WireError {
    /// An error with nothing but a code and words for support.
    pub fn plain(code: ErrorCode, detail: String) -> Self {
        Self {
            code,
            detail,
            words: None,
            field: None,
            retry_after_secs: None,
            request_id: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn a_full_disk_is_one_whatever_sqlite_calls_it() {
        for (sqlite, code) in [
            (ffi::SQLITE_FULL, ErrorCode::DiskFull),
            (ffi::SQLITE_IOERR_SHMSIZE, ErrorCode::DiskFull),
            (ffi::SQLITE_IOERR_READ, ErrorCode::DiskProblem),
            (ffi::SQLITE_READONLY_DBMOVED, ErrorCode::DiskReadOnly),
            (ffi::SQLITE_CORRUPT_VTAB, ErrorCode::StoreDamaged),
            (ffi::SQLITE_NOTADB, ErrorCode::StoreDamaged),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(sqlite), None);
            assert_eq!(Error::from(error).code(), code, "{sqlite}");
        }
        for (disk, code) in [
            (std::io::ErrorKind::StorageFull, ErrorCode::DiskFull),
            (std::io::ErrorKind::PermissionDenied, ErrorCode::DiskReadOnly),
            (std::io::ErrorKind::Other, ErrorCode::DiskProblem),
        ] {
            assert_eq!(Error::from(std::io::Error::from(disk)).code(), code, "{disk}");
        }
    }
}
