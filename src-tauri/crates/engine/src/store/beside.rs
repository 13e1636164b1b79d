//! The store's file and what lies beside it: SQLite's own companions, a mark of suspicion, a new store in the
//! making, and files that were set aside.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::{Timestamp, tz::TimeZone};

/// SQLite's companions of a database: together with it they are one store.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// The store's file.
pub(super) struct Beside {
    file: PathBuf,
}

impl Beside {
    pub(super) fn new(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
        }
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// The new store in the making. Under this name until it is whole, so that no crash leaves half of one.
    pub(super) fn fresh(&self) -> PathBuf {
        with(&self.file, ".new")
    }

    fn mark(&self) -> PathBuf {
        with(&self.file, ".damaged")
    }

    /// Leaves a mark: a call met damage.
    pub(super) fn suspect(&self) {
        if let Err(error) = fs::write(self.mark(), b"") {
            tracing::warn!(%error, "the store is damaged, and this could not be noted for the next start");
        }
    }

    pub(super) fn is_suspected(&self) -> bool {
        self.mark().exists()
    }

    pub(super) fn trust(&self) -> io::Result<()> {
        remove(&self.mark())
    }

    /// A name in the same folder that no file has: the day and minute on the person's clock.
    pub(super) fn free_name(&self, now: Timestamp) -> OsString {
        let minute = now
            .to_zoned(TimeZone::system())
            .strftime("%Y-%m-%d-%H%M")
            .to_string();
        let first = with(&self.file, &format!(".set-aside-{minute}"));
        let taken = |path: &Path| path.exists() || COMPANIONS.iter().any(|end| with(path, end).exists());
        let mut place = first.clone();
        let mut number = 2;
        while taken(&place) {
            place = with(&first, &format!("-{number}"));
            number += 1;
        }
        place.file_name().unwrap_or_default().to_owned()
    }

    /// Moves the store under another name. The companions go last: should the process end in between, the next
    /// start moves them after it.
    pub(super) fn move_to(&self, name: &OsString) -> io::Result<()> {
        let place = self.file.with_file_name(name);
        rename(&self.file, &place)?;
        self.move_companions_to(name)
    }

    pub(super) fn move_companions_to(&self, name: &OsString) -> io::Result<()> {
        let place = self.file.with_file_name(name);
        for end in COMPANIONS {
            rename(&with(&self.file, end), &with(&place, end))?;
        }
        Ok(())
    }

    /// Puts the new store into the place of the file, which is free.
    pub(super) fn adopt_fresh(&self) -> io::Result<()> {
        rename(&self.fresh(), &self.file)
    }

    pub(super) fn drop_fresh(&self) -> io::Result<()> {
        let fresh = self.fresh();
        remove(&fresh)?;
        COMPANIONS.iter().try_for_each(|end| remove(&with(&fresh, end)))
    }

    /// Bytes of the file; 0 if it is not there.
    pub(super) fn length(&self) -> io::Result<u64> {
        length(&self.file)
    }

    /// Bytes of its WAL.
    pub(super) fn wal_length(&self) -> io::Result<u64> {
        length(&with(&self.file, "-wal"))
    }
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// 0 only for what is not there: another answer must not be taken for that.
fn length(path: &Path) -> io::Result<u64> {
    match fs::metadata(path) {
        Ok(about) => Ok(about.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Moves a file that may not be there. One that another program holds open cannot be renamed on Windows; it is
/// copied, and then removed or at least emptied.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let Err(refused) = fs::rename(from, to) else {
        return Ok(());
    };
    if refused.kind() == io::ErrorKind::NotFound && !from.exists() {
        return Ok(());
    }
    tracing::warn!(error = %refused, "a file could not be renamed; it is copied");
    fs::copy(from, to)?;
    fs::File::open(to)?.sync_all()?;
    fs::remove_file(from).or_else(|_| {
        fs::File::options()
            .write(true)
            .truncate(true)
            .open(from)
            .map(drop)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_used_twice() {
        let dir = tempfile::tempdir().unwrap();
        let place = Beside::new(&dir.path().join("debrief.sqlite"));
        let now: Timestamp = "2026-11-28T09:12:40Z".parse().unwrap();
        let mut names = Vec::new();
        for companion_alone in [false, false, true, false] {
            let name = place.free_name(now);
            assert!(!names.contains(&name), "{name:?}");
            let end = if companion_alone { "-wal" } else { "" };
            fs::write(with(&dir.path().join(&name), end), b"kept").unwrap();
            names.push(name);
        }
        let first = names[0].to_str().unwrap();
        assert!(first.starts_with("debrief.sqlite.set-aside-2026-11-2"), "{first}");
        assert_eq!(names[1].to_str().unwrap(), format!("{first}-2"));
    }

    #[test]
    fn a_file_moves_with_its_companions_whether_it_has_them_or_not() {
        let dir = tempfile::tempdir().unwrap();
        let place = Beside::new(&dir.path().join("s"));
        fs::write(place.file(), b"main").unwrap();
        fs::write(with(place.file(), "-wal"), b"wal").unwrap();
        place.move_to(&"t".into()).unwrap();
        let names = |dir: &Path| {
            let mut names: Vec<_> = fs::read_dir(dir)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        assert_eq!(names(dir.path()), ["t", "t-wal"]);
    }
}
