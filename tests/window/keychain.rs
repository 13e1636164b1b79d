//! The keychain in every state: not there, never set up, locked. Each says so in its own words, and one can go on.
//! (One that refuses needs a keychain that no desktop has: that state is tested in the engine and in components.)

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use atoms_sandbox::Quirks;
use tempfile::TempDir;

use crate::app::{App, screen};
use crate::first_publish::open_agent;
use crate::sandbox::recording;

/// A session bus of its own, with a keyring daemon or without.
struct Session {
    home: TempDir,
    bus: Child,
    address: PathBuf,
    keyring: Option<Child>,
}

enum Keyring {
    /// Opened by its password, and made first if there is none.
    Unlocked,
    /// As after a login without a password.
    Closed,
}

impl Session {
    fn start() -> Result<Self> {
        let home = tempfile::tempdir()?;
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .env("XDG_DATA_HOME", home.path())
            .env("HOME", home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("dbus-daemon")?;
        let mut address = String::new();
        BufReader::new(bus.stdout.take().context("pipe")?).read_line(&mut address)?;
        Ok(Self {
            home,
            bus,
            address: PathBuf::from(address.trim()),
            keyring: None,
        })
    }

    fn keyring(&mut self, state: &Keyring) -> Result<()> {
        self.stop_keyring();
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]);
        if matches!(state, Keyring::Unlocked) {
            command.arg("--unlock");
        }
        let mut daemon = command
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .env("XDG_DATA_HOME", self.home.path())
            .env("XDG_RUNTIME_DIR", self.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("gnome-keyring-daemon")?;
        daemon.stdin.take().context("pipe")?.write_all(b"temporary")?;
        self.keyring = Some(daemon);
        let deadline = Instant::now() + Duration::from_secs(10);
        while !self.answers()? {
            if Instant::now() > deadline {
                bail!("the keyring never came to the bus");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn answers(&self) -> Result<bool> {
        let output = Command::new("dbus-send")
            .args([
                "--session",
                "--print-reply=literal",
                "--dest=org.freedesktop.DBus",
            ])
            .args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"])
            .arg("string:org.freedesktop.secrets")
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .output()
            .context("dbus-send")?;
        Ok(String::from_utf8_lossy(&output.stdout).contains("boolean true"))
    }

    fn stop_keyring(&mut self) {
        if let Some(mut daemon) = self.keyring.take() {
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
    }

    async fn app(&self, profile: &Path) -> Result<App> {
        App::start_in(profile, &[("DBUS_SESSION_BUS_ADDRESS", &self.address)]).await
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.stop_keyring();
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

async fn enter_key(app: &App, url: &str, key: &str) -> Result<()> {
    app.fill("API key", key).await?;
    app.click("button", "Advanced").await?;
    app.fill("API address", url).await?;
    app.click("button", "Connect").await
}

#[tokio::test]
async fn without_a_keychain_the_key_can_stay_for_the_session() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let nowhere = Path::new("unix:path=/nonexistent/bus");
    let app = App::start_in(profile.path(), &[("DBUS_SESSION_BUS_ADDRESS", nowhere)]).await?;
    enter_key(&app, &sandbox.url(), sandbox.api_key()).await?;
    app.reads("There is no keychain on this computer").await?;
    app.glance("15-keychain-missing").await?;
    app.click("button", "Keep for this session only").await?;
    app.one("heading", "Agents").await?;
    open_agent(&app, "Returns Desk").await?;
    app.click("button", "Add Metrics").await?;
    app.fill("Identifier", "refund_refused").await?;
    app.fill(
        "Prompt",
        "Did the agent refuse a refund that the caller asked for?",
    )
    .await?;
    app.click("button", "Save").await?;
    app.reads("1 unpublished change").await?;
    app.quit().await?;

    // The session is over: the work is there, the key has to be entered again.
    let app = App::start_in(profile.path(), &[("DBUS_SESSION_BUS_ADDRESS", nowhere)]).await?;
    app.reads("1 unpublished change").await?;
    app.reads("Enter your key again").await?;
    app.glance("15-keychain-session-over").await?;
    app.click("button", "Enter a new key").await?;
    app.fill("API key", sandbox.api_key()).await?;
    app.click("button", "Connect").await?;
    app.click("button", "Keep for this session only").await?;
    app.reads("1 unpublished change").await?;
    app.quit().await
}

#[tokio::test]
async fn a_keychain_that_was_never_set_up_says_so() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let mut session = Session::start()?;
    session.keyring(&Keyring::Closed)?;
    let app = session.app(profile.path()).await?;
    enter_key(&app, &sandbox.url(), sandbox.api_key()).await?;
    app.reads("The keychain is not set up yet").await?;
    app.glance("15-keychain-never-created").await?;
    app.click("button", "Try again").await?;
    // The words are those of before, so the end of the second try is that its button can be pressed once more.
    tokio::time::sleep(Duration::from_millis(100)).await;
    app.until(
        "it was tried again",
        "const again = [...document.querySelectorAll('button')].find((each) => each.innerText.includes('Try again'));
         return again !== undefined && again.getAttribute('aria-disabled') !== 'true'",
    )
    .await?;
    app.reads("The keychain is not set up yet").await?;
    // Somebody makes one.
    session.keyring(&Keyring::Unlocked)?;
    app.click("button", "Try again").await?;
    app.one("heading", "Agents").await?;
    app.quit().await
}

#[tokio::test]
async fn a_locked_keychain_leaves_everything_readable_and_takes_a_key_for_the_session() -> Result<()> {
    let _screen = screen().await;
    let sandbox = recording(Quirks::default()).await?;
    let profile = tempfile::tempdir()?;
    let mut session = Session::start()?;
    session.keyring(&Keyring::Unlocked)?;
    let app = session.app(profile.path()).await?;
    enter_key(&app, &sandbox.url(), sandbox.api_key()).await?;
    app.one("heading", "Agents").await?;
    app.reads("Returns Desk").await?;
    app.quit().await?;

    session.keyring(&Keyring::Closed)?;
    let app = session.app(profile.path()).await?;
    app.reads("The keychain waits to be unlocked").await?;
    app.reads(", kept here").await?;
    app.reads("Returns Desk").await?;
    app.glance("15-keychain-locked").await?;
    app.click("button", "Keep for this session only").await?;
    app.fill("API key", sandbox.api_key()).await?;
    app.click("button", "Connect").await?;
    app.one("heading", "Agents").await?;
    open_agent(&app, "Returns Desk").await?;
    app.quit().await?;

    // Unlocked at the next start, the key is where it was.
    session.keyring(&Keyring::Unlocked)?;
    let app = session.app(profile.path()).await?;
    app.reads("Returns Desk").await?;
    app.reads("Read from Atoms just now").await?;
    app.quit().await
}
