//! A second start with the same profile brings the first window forward.
//!
//! The first process listens on a loopback port and writes port and a random word into the profile, which
//! only its owner can read; the second sends the word. Works the same on every system and leaves nothing
//! outside the profile.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

const FILE: &str = "instance.json";
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Serialize, Deserialize)]
struct Doorbell {
    port: u16,
    word: String,
}

/// Answers later starts of this profile by calling `show`.
///
/// # Errors
/// When no port or file can be had.
pub fn listen(dir: &Path, show: impl Fn() + Send + 'static) -> std::io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let doorbell = Doorbell {
        port: listener.local_addr()?.port(),
        word: uuid::Uuid::new_v4().simple().to_string(),
    };
    std::fs::write(dir.join(FILE), serde_json::to_vec(&doorbell)?)?;
    std::thread::Builder::new()
        .name("doorbell".into())
        .spawn(move || {
            for visitor in listener.incoming().flatten() {
                match heard(visitor, doorbell.word.len()) {
                    Ok(word) if word == doorbell.word => show(),
                    Ok(_) => tracing::warn!("somebody rang with a wrong word"),
                    Err(error) => tracing::warn!(%error, "doorbell"),
                }
            }
        })?;
    Ok(())
}

fn heard(mut visitor: TcpStream, length: usize) -> std::io::Result<String> {
    visitor.set_read_timeout(Some(PATIENCE))?;
    let mut word = vec![0; length];
    visitor.read_exact(&mut word)?;
    Ok(String::from_utf8_lossy(&word).into_owned())
}

/// Asks the process that has the profile to show its window.
///
/// # Errors
/// When it does not answer.
pub fn ring(dir: &Path) -> std::io::Result<()> {
    let doorbell: Doorbell = serde_json::from_slice(&std::fs::read(dir.join(FILE))?)?;
    let mut door =
        TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, doorbell.port)), PATIENCE)?;
    door.write_all(doorbell.word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_word_shows_the_window() {
        let dir = tempfile::tempdir().unwrap();
        let (shown, window) = std::sync::mpsc::channel();
        listen(dir.path(), move || shown.send(()).unwrap()).unwrap();

        let doorbell: Doorbell =
            serde_json::from_slice(&std::fs::read(dir.path().join(FILE)).unwrap()).unwrap();
        let mut stranger = TcpStream::connect((Ipv4Addr::LOCALHOST, doorbell.port)).unwrap();
        stranger
            .write_all("0".repeat(doorbell.word.len()).as_bytes())
            .unwrap();
        assert!(window.recv_timeout(Duration::from_millis(200)).is_err());

        ring(dir.path()).unwrap();
        window.recv_timeout(PATIENCE).unwrap();
    }
}
