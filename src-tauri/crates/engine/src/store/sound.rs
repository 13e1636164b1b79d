//! Whether a file can be used: cheap on every start, thorough where there is a reason.

use rusqlite::{Connection, ErrorCode};

use crate::error::Error;
use crate::store::rescue::TABLES;
use crate::views::SetAsideReason;

/// Files of this size are looked through on every start: some milliseconds. Larger ones only after an end that was
/// not ours, since reading 100 MB from a cold disk takes longer than anybody wants to wait for a window.
pub(super) const SMALL: u64 = 4 * 1024 * 1024;

/// Why a file was not opened.
pub(super) enum Trouble {
    /// It cannot be used, now or later.
    Unusable(SetAsideReason),
    /// It may be fine: the disk is full, or something else around it is not as it should be.
    Around(Error),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        match Error::from(error) {
            error if error.is_damage() => {
                tracing::error!(%error, "the store is damaged");
                Self::Unusable(SetAsideReason::Corrupted)
            }
            error => Self::Around(error),
        }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Around(error.into())
    }
}

/// How thoroughly to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The format and the tables alone.
    Format,
    /// Every page.
    Pages,
    /// Every page, and every index against its table.
    Everything,
}

/// Looks through the file.
pub(super) fn look(connection: &Connection, look: Look) -> Result<(), Trouble> {
    let pragma = match look {
        Look::Format => return Ok(()),
        Look::Pages => "PRAGMA quick_check(1)",
        Look::Everything => "PRAGMA integrity_check(1)",
    };
    let found: String = connection.query_row(pragma, [], |row| row.get(0))?;
    if found == "ok" {
        return Ok(());
    }
    tracing::error!(%found, "the store is damaged");
    Err(Trouble::Unusable(SetAsideReason::Corrupted))
}

/// Every table and column is there, or every call would fail for ever.
pub(super) fn look_at_tables(connection: &Connection) -> Result<(), Trouble> {
    for table in TABLES {
        let sql = format!("SELECT {} FROM {} LIMIT 0", table.columns.join(", "), table.name);
        connection.prepare(&sql).map(drop).map_err(not_ours)?;
    }
    Ok(())
}

/// A step of the format failed. What lies around the file can be put right; anything else would fail at every start.
pub(super) fn not_ours(error: rusqlite::Error) -> Trouble {
    let around = matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DiskFull
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::CannotOpen
                | ErrorCode::SystemIoFailure
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::FileLockingProtocolFailed
                | ErrorCode::OutOfMemory
        )
    );
    if around {
        return Trouble::Around(error.into());
    }
    tracing::error!(%error, "the store is not in a format that Debrief wrote");
    Trouble::Unusable(SetAsideReason::Corrupted)
}
