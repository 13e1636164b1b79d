//! Opening the file: whatever state it is in, the app starts.

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::store::aside;
use crate::store::beside::Beside;
use crate::store::sound::{Look, SMALL, Trouble, look, look_at_tables, not_ours};
use crate::store::{STEPS, migrations};
use crate::views::SetAsideReason;

/// Opens or creates the file; sets it aside first if it cannot be used.
pub(super) fn open(place: &Beside, clock: &dyn Clock) -> Result<Connection> {
    aside::finish(place)?;
    let reason = match attempt(place) {
        Ok(connection) => return Ok(connection),
        Err(Trouble::Around(error)) => return Err(error),
        Err(Trouble::Unusable(reason)) => reason,
    };
    aside::set_aside(place, reason, clock.now())?;
    match attempt(place) {
        Ok(connection) => Ok(connection),
        Err(Trouble::Around(error)) => Err(error),
        // A disk that damages what was written a moment ago: trying again would set aside file after file.
        Err(Trouble::Unusable(_)) => Err(Error::Internal("a new store cannot be read back".into())),
    }
}

fn attempt(place: &Beside) -> std::result::Result<Connection, Trouble> {
    if place.length()? == 0 && place.wal_length()? > 0 {
        // SQLite would throw away a WAL without its file.
        return Err(Trouble::Unusable(SetAsideReason::Corrupted));
    }
    let suspected = place.is_suspected();
    let how = if suspected {
        Look::Everything
    } else if place.wal_length()? > 0 || place.length()? <= SMALL {
        Look::Pages
    } else {
        Look::Format
    };
    let mut connection = Connection::open(place.file())?;
    // Until it is known to be sound, the file stays as it was found, its WAL too.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let format: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if usize::try_from(format).is_ok_and(|format| format > STEPS.len()) {
        tracing::error!(format, known = STEPS.len(), "a newer Debrief wrote the store");
        return Err(Trouble::Unusable(SetAsideReason::Newer));
    }
    look(&connection, how)?;
    prepare(&mut connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    if suspected {
        place.trust().map_err(|error| Trouble::Around(error.into()))?;
    }
    Ok(connection)
}

/// Brings a connection to the settings and the format of this build.
pub(super) fn prepare(connection: &mut Connection) -> std::result::Result<(), Trouble> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    migrations().to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => not_ours(err),
        other => {
            tracing::error!(error = %other, "the store cannot be brought to the format of this version");
            Trouble::Unusable(SetAsideReason::Corrupted)
        }
    })?;
    look_at_tables(connection)
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Around(error) => error,
            Trouble::Unusable(reason) => Self::Internal(format!("store: {reason:?}")),
        }
    }
}
