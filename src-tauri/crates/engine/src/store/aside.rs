//! Setting a file aside: a new store is made beside it, with what can be read of the old one, and takes its place
//! only once it is whole. The old file is moved and never changed or deleted.

use std::ffi::OsString;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::store::beside::Beside;
use crate::store::{opening, rescue};
use crate::views::{Rescued, SetAside, SetAsideReason};

/// The setting that tells of it until the person has read it.
pub(crate) const SET_ASIDE: &str = "set_aside";

/// Sets the file aside and puts a new store into its place. On failure everything is as it was.
pub(super) fn set_aside(place: &Beside, reason: SetAsideReason, now: Timestamp) -> Result<()> {
    let name = place.free_name(now);
    place.drop_fresh()?;
    let note = SetAside {
        reason,
        file_name: name.to_string_lossy().into_owned(),
        at: format!("{now:.3}"),
        rescued: None,
    };
    let made = make_fresh(place, note);
    if made.is_err()
        && let Err(error) = place.drop_fresh()
    {
        tracing::warn!(%error, "an unfinished new store stays");
    }
    let note = made?;
    place.move_to(&name)?;
    place.trust()?;
    tracing::error!(?note, "the store was set aside");
    finish(place)
}

/// Ends a setting aside that was cut short, and clears what is left of one that never got that far.
pub(super) fn finish(place: &Beside) -> Result<()> {
    if !place.fresh().exists() {
        return Ok(());
    }
    if place.length()? > 0 {
        return Ok(place.drop_fresh()?);
    }
    if place.wal_length()? > 0 {
        // The WAL of the file before would be played into the new one.
        let name = noted_name(&place.fresh()).unwrap_or_else(|| place.free_name(Timestamp::UNIX_EPOCH));
        place.move_companions_to(&name)?;
    }
    Ok(place.adopt_fresh()?)
}

/// Makes the new store, closed and whole on disk.
fn make_fresh(place: &Beside, mut note: SetAside) -> Result<SetAside> {
    let mut fresh = Connection::open(place.fresh())?;
    opening::prepare(&mut fresh)?;
    // SQLite would throw away the WAL of an empty file.
    if note.reason == SetAsideReason::Corrupted && place.length()? > 0 {
        note.rescued = Some(rescue::rescue(place.file(), &mut fresh)?);
    } else if note.reason == SetAsideReason::Corrupted {
        note.rescued = Some(Rescued::default());
    }
    fresh.execute(
        "INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)",
        [SET_ASIDE, &serde_json::to_string(&note)?],
    )?;
    // Back to one file, which can be renamed.
    fresh.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    fresh.close().map_err(|(_, error)| Error::Store(error))?;
    Ok(note)
}

fn noted_name(fresh: &Path) -> Option<OsString> {
    let connection = Connection::open_with_flags(fresh, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    let text: String = connection
        .query_row("SELECT value FROM settings WHERE name = ?1", [SET_ASIDE], |row| {
            row.get(0)
        })
        .ok()?;
    let note: SetAside = serde_json::from_str(&text).ok()?;
    Some(note.file_name.into())
}
