//! The built app under WebKitWebDriver: starting, stopping, killing it.

use std::ffi::OsStr;
use std::io::Write as _;
use std::mem::ManuallyDrop;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};
use tokio::sync::{Mutex, MutexGuard};

pub const BINARY: &str = env!("CARGO_BIN_EXE_debrief");
const EVIDENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/window");

/// Lets frames be painted without a visible change, for a while at most.
const MOVE: &str = r#"
window.stopMote?.();
const mote = document.createElement("i");
mote.setAttribute("aria-hidden", "true");
mote.style.cssText = "position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; pointer-events: none";
document.documentElement.append(mote);
let odd = false;
const beat = setInterval(() => {
  odd = !odd;
  mote.style.background = odd ? "rgb(0 0 0 / 0.001)" : "transparent";
}, 30);
window.stopMote = () => {
  clearInterval(beat);
  clearTimeout(end);
  mote.remove();
};
const end = setTimeout(window.stopMote, 1500);
"#;

/// No more of them than a picture needs: each costs the processor that the next step waits for.
const REST: &str = "window.stopMote?.()";

static SCREEN: Mutex<()> = Mutex::const_new(());

/// Waits until no other journey has the screen.
pub async fn screen() -> MutexGuard<'static, ()> {
    SCREEN.lock().await
}

/// A running app and the driver that holds it.
pub struct App {
    /// Never dropped by itself: dropping asks the driver to quit, which waits for minutes when it is gone.
    pub driver: ManuallyDrop<WebDriver>,
    pub profile: PathBuf,
    server: Child,
}

impl App {
    /// Starts the app with `profile` and waits until it takes input.
    pub async fn start(profile: &Path) -> Result<Self> {
        Self::start_in(profile, &[]).await
    }

    /// The same, with more in its environment.
    pub async fn start_in(profile: &Path, environment: &[(&str, &Path)]) -> Result<Self> {
        Self::start_with(profile, environment, &[]).await
    }

    /// The same, with more on its command line.
    pub async fn start_with(
        profile: &Path,
        environment: &[(&str, &Path)],
        arguments: &[&OsStr],
    ) -> Result<Self> {
        let mut tries = 0;
        let (driver, mut guard) = loop {
            tries += 1;
            match session(profile, environment, arguments).await {
                Ok(started) => break started,
                // The port was free a moment ago and somebody else's now, or the driver hung: another one.
                Err(error) if tries == 3 => return Err(error),
                Err(_) => until_gone(profile).await?,
            }
        };
        driver.set_window_rect(0, 0, 1280, 820).await?;
        let app = Self {
            driver: ManuallyDrop::new(driver),
            profile: profile.to_owned(),
            server: guard.0.take().context("driver")?,
        };
        app.until(
            "the app takes input",
            "return document.documentElement.dataset.appState === 'ready'",
        )
        .await?;
        Ok(app)
    }

    /// Ends the app the way its own close does: what was typed is kept by then.
    pub async fn quit(mut self) -> Result<()> {
        // The answer never comes when the app is faster than the driver.
        let _ = self
            .driver
            .execute("window.__TAURI_INTERNALS__.invoke('close_window')", vec![])
            .await;
        let gone = until_gone(&self.profile).await;
        self.server.kill()?;
        self.server.wait()?;
        gone
    }

    /// Kills the app as a power cut would.
    pub async fn kill(mut self) -> Result<()> {
        for pid in pids(&self.profile) {
            let pid = rustix::process::Pid::from_raw(pid).context("pid")?;
            rustix::process::kill_process(pid, rustix::process::Signal::KILL)?;
        }
        self.server.kill()?;
        self.server.wait()?;
        until_gone(&self.profile).await
    }

    /// Runs a script until it answers true.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let answer = self.driver.execute(script, vec![]).await;
            if answer.is_ok_and(|answer| answer.json().as_bool() == Some(true)) {
                return Ok(());
            }
            if Instant::now() > deadline {
                let seen = self.evidence(what).await;
                bail!("never happened: {what}; {seen}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Writes a picture and the page's text to `target/window`, and says where.
    pub async fn evidence(&self, name: &str) -> String {
        let name: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let picture = Path::new(EVIDENCE).join(format!("{name}.png"));
        let taken = self.picture(&picture).await;
        let text = self
            .driver
            .execute("return document.body.innerText", vec![])
            .await;
        let text = text
            .map(|text| text.json().as_str().unwrap_or_default().to_owned())
            .unwrap_or_default();
        format!("picture: {} ({taken:?})\n---\n{text}\n---", picture.display())
    }

    /// A picture of the window.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        std::fs::create_dir_all(file.parent().context("folder")?)?;
        let png = self.snapshot().await?;
        std::fs::File::create(file)?.write_all(&png)?;
        Ok(())
    }

    /// What the window shows, as PNG. The driver waits for the next frame, which may be a minute away on a page where
    /// nothing moves, so one is brought about.
    pub async fn snapshot(&self) -> Result<Vec<u8>> {
        self.driver.execute(MOVE, vec![]).await?;
        let picture = self.driver.screenshot_as_png().await?;
        self.driver.execute(REST, vec![]).await?;
        Ok(picture)
    }

    /// A picture under a name, for people to look at.
    pub async fn keep_picture(&self, name: &str) -> Result<()> {
        self.picture(&Path::new(EVIDENCE).join(format!("{name}.png")))
            .await
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // A test that failed leaves no window behind. Errors mean that it is gone already.
        let _ = self.server.kill();
        let _ = self.server.wait();
        for pid in pids(&self.profile) {
            if let Some(pid) = rustix::process::Pid::from_raw(pid) {
                let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
            }
        }
    }
}

/// A driver of its own with a session, which starts the app.
async fn session(
    profile: &Path,
    environment: &[(&str, &Path)],
    arguments: &[&OsStr],
) -> Result<(WebDriver, Guard)> {
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let server = Command::new("WebKitWebDriver")
        .arg(format!("--port={port}"))
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("NO_AT_BRIDGE", "1")
        .envs(environment.iter().copied())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("WebKitWebDriver (package webkit2gtk-driver)")?;
    let guard = Guard(Some(server));
    let own = [OsStr::new("--profile-dir"), profile.as_os_str()];
    let words: Vec<_> = own
        .iter()
        .chain(arguments)
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let mut capabilities = Capabilities::new();
    capabilities.set(
        "webkitgtk:browserOptions",
        json!({ "binary": BINARY, "args": words }),
    )?;
    let url = format!("http://127.0.0.1:{port}");
    let deadline = Instant::now() + Duration::from_secs(25);
    loop {
        match tokio::time::timeout_at(deadline.into(), WebDriver::new(&url, capabilities.clone())).await {
            Ok(Ok(driver)) => return Ok((driver, guard)),
            Ok(Err(error)) if Instant::now() > deadline => bail!("no session: {error}"),
            Ok(Err(_)) => tokio::time::sleep(Duration::from_millis(100)).await,
            Err(_) => {
                for pid in pids(profile) {
                    if let Some(pid) = rustix::process::Pid::from_raw(pid) {
                        rustix::process::kill_process(pid, rustix::process::Signal::KILL)?;
                    }
                }
                bail!("no session in time");
            }
        }
    }
}

struct Guard(Option<Child>);

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Processes of the app with this profile.
pub fn pids(profile: &Path) -> Vec<i32> {
    let profile = profile.display().to_string();
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok())
        .filter(|pid| {
            let Ok(line) = std::fs::read(format!("/proc/{pid}/cmdline")) else {
                return false;
            };
            let words: Vec<_> = line
                .split(|byte| *byte == 0)
                .map(String::from_utf8_lossy)
                .collect();
            words.first().is_some_and(|word| word.ends_with("/debrief"))
                && words.iter().any(|word| *word == profile)
        })
        .collect()
}

/// Waits until no process has the profile.
pub async fn until_gone(profile: &Path) -> Result<()> {
    let deadline = Instant::now() + Duration::from_secs(5);
    while !pids(profile).is_empty() {
        ensure!(Instant::now() < deadline, "the app did not end");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}
