//! The profile: one folder that holds everything the app keeps, used by one process at a time.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A profile that is ours until the value is dropped.
pub struct Profile {
    dir: PathBuf,
    /// Held for its lock, which the system releases when the process ends, however it ends.
    _lock: File,
}

/// Whether the profile could be had.
pub enum Opened {
    /// It is ours.
    Ours(Profile),
    /// Another process has it.
    Taken(PathBuf),
}

impl Profile {
    /// Opens or creates the folder; none is the system's place for application data.
    ///
    /// # Errors
    /// When the folder cannot be made, locked or protected.
    pub fn open(dir: Option<PathBuf>) -> io::Result<Opened> {
        let dir = Self::place(dir)?;
        fs::create_dir_all(&dir)?;
        protect(&dir)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(dir.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Opened::Ours(Self { dir, _lock: lock })),
            Err(TryLockError::WouldBlock) => Ok(Opened::Taken(dir)),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Where the folder is, whether it exists or not.
    ///
    /// # Errors
    /// When the system names no place for application data.
    pub fn place(dir: Option<PathBuf>) -> io::Result<PathBuf> {
        match dir {
            Some(dir) => std::path::absolute(dir),
            None => dirs::data_local_dir()
                .map(|data| data.join("debrief"))
                .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no folder for application data")),
        }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// A place in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

/// Only the owner may look into the folder.
#[cfg(unix)]
fn protect(dir: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(dir, fs::Permissions::from_mode(0o700))
}

/// On Windows the user's own data folder is protected already.
#[cfg(not(unix))]
fn protect(_dir: &Path) -> io::Result<()> {
    Ok(())
}

/// New files are readable by their owner alone, and a crash leaves no memory image with a key in it.
#[cfg(unix)]
pub fn harden_process() {
    use rustix::fs::Mode;
    use rustix::process::{Resource, Rlimit, setrlimit, umask};
    umask(Mode::RWXG | Mode::RWXO);
    if let Err(error) = setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    ) {
        tracing::warn!(%error, "core dumps stay on");
    }
}

/// Windows keeps no core files unless told to.
#[cfg(not(unix))]
pub fn harden_process() {}
