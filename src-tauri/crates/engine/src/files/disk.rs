//! The disk behind the port: a file is replaced as a whole, and read up to a limit.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// Writes beside `file` first and then puts it in its place, so that a full disk or a crash leaves what was there.
///
/// A new file may be read by everybody whom its folder lets in, as documents usually may; one that is replaced keeps its
/// permissions. A link is followed, not replaced.
///
/// # Errors
/// What the disk says; the file is as it was then.
pub fn replace_whole(file: &Path, content: &[u8]) -> io::Result<()> {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = file
        .parent()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no folder"))?;
    let mut beside = tempfile::Builder::new()
        .prefix(".debrief-")
        .suffix(".tmp")
        .tempfile_in(folder)?;
    beside.write_all(content)?;
    permit(beside.as_file(), &file)?;
    beside.as_file().sync_all()?;
    beside.persist(&file).map_err(|error| error.error)?;
    Ok(())
}

/// Reads a file of at most `limit` bytes; none if it is larger.
///
/// # Errors
/// What the disk says.
pub fn read_whole(file: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    // Counted while reading: what a file says of its own size need not be true.
    File::open(file)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    let within = u64::try_from(bytes.len()).is_ok_and(|length| length <= limit);
    Ok(within.then_some(bytes))
}

/// The process hides its own files from others; this one is the person's.
#[cfg(unix)]
fn permit(beside: &File, file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = match fs::metadata(file) {
        Ok(there) => there.permissions(),
        Err(_) => fs::Permissions::from_mode(0o644),
    };
    beside.set_permissions(permissions)
}

/// Elsewhere the folder says who may read it.
#[cfg(not(unix))]
fn permit(_beside: &File, _file: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("metrics.csv");
        replace_whole(&file, b"one").unwrap();
        replace_whole(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("folder");
        fs::create_dir(&taken).unwrap();
        fs::write(taken.join("inside"), b"kept").unwrap();
        assert!(replace_whole(&taken, b"two").is_err());
        assert!(replace_whole(&folder.path().join("gone").join("file"), b"two").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read(taken.join("inside")).unwrap(), b"kept");
    }

    #[cfg(unix)]
    #[test]
    fn documents_can_be_read_by_others_and_keep_the_permissions_they_had() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("metrics.json");
        let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode() & 0o777;
        replace_whole(&file, b"one").unwrap();
        assert_eq!(mode(&file), 0o644);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        replace_whole(&link, b"two").unwrap();
        assert_eq!((mode(&file), fs::read(&file).unwrap()), (0o600, b"two".to_vec()));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn reading_stops_at_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("big");
        fs::write(&file, b"12345").unwrap();
        assert_eq!(read_whole(&file, 5).unwrap().unwrap(), b"12345");
        assert_eq!(read_whole(&file, 4).unwrap(), None);
        assert!(read_whole(&folder.path().join("none"), 4).is_err());
    }
}
