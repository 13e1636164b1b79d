//! One folder holds everything; one window a folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use crate::app::{App, BINARY, pids, screen, until_gone};
use crate::first_publish::open_agent;

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[tokio::test]
async fn a_run_writes_nothing_outside_its_profile() -> Result<()> {
    let _screen = screen().await;
    let (profile, home) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let place = |name: &str| {
        let folder = home.path().join(name);
        std::fs::create_dir_all(&folder).map(|()| folder)
    };
    let (config, cache, data, state, temporary) = (
        place(".config")?,
        place(".cache")?,
        place(".local/share")?,
        place(".local/state")?,
        place("tmp")?,
    );
    let environment = [
        ("HOME", home.path()),
        ("XDG_CONFIG_HOME", &config),
        ("XDG_CACHE_HOME", &cache),
        ("XDG_DATA_HOME", &data),
        ("XDG_STATE_HOME", &state),
        ("TMPDIR", &temporary),
    ];
    let app = App::start_in(profile.path(), &environment).await?;
    app.click("button", "Explore the sandbox").await?;
    open_agent(&app, "Order Support").await?;
    app.click("link", "Version history").await?;
    app.one("heading", "Version history").await?;
    app.quit().await?;
    let outside = files(home.path());
    ensure!(outside.is_empty(), "written outside the profile: {outside:#?}");
    ensure!(
        files(profile.path()).len() > 5,
        "the profile holds the store, the log, the sandbox and web data"
    );
    #[cfg(unix)]
    for file in files(profile.path()) {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file)?.permissions().mode() & 0o077;
        ensure!(mode == 0, "{} can be read by others", file.display());
    }
    Ok(())
}

#[tokio::test]
async fn a_second_start_brings_the_first_window_forward_and_another_profile_runs_beside_it() -> Result<()> {
    let _screen = screen().await;
    let (first, second) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let app = App::start(first.path()).await?;
    let began = Instant::now();
    let again = Command::new(BINARY)
        .arg("--profile-dir")
        .arg(first.path())
        .status()?;
    ensure!(again.success() && began.elapsed() < Duration::from_secs(5));
    ensure!(pids(first.path()).len() == 1, "one process a profile");
    let other = App::start(second.path()).await?;
    app.one("heading", "Connect to Atoms").await?;
    other.one("heading", "Connect to Atoms").await?;
    other.quit().await?;
    app.quit().await
}

/// Without WebDriver, because closing the window is the window manager's message.
#[tokio::test]
async fn closing_the_window_keeps_what_was_just_typed_and_ends_within_a_second() -> Result<()> {
    let _screen = screen().await;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    app.click("button", "Explore the sandbox").await?;
    open_agent(&app, "Order Support").await?;
    app.click("button", "Add Metrics").await?;
    let prompt = app.one("textbox", "Prompt").await?;
    prompt.send_keys("Did the caller mention a neigh").await?;
    prompt.send_keys("bour").await?;
    let pid = *pids(profile.path()).first().context("pid")?;
    ask_to_close(pid)?;
    let asked = Instant::now();
    until_gone(profile.path()).await?;
    let took = asked.elapsed();
    ensure!(took < Duration::from_secs(1), "ended after {took:?}");
    drop(app);

    let app = App::start(profile.path()).await?;
    app.click("button", "Continue where you left off").await?;
    app.until(
        "the focus is in the panel",
        "return !!document.activeElement.closest('[role=dialog]')",
    )
    .await?;
    ensure!(app.value("Prompt").await? == "Did the caller mention a neighbour");
    app.keys(Key::Escape).await?;
    app.quit().await
}

#[tokio::test]
async fn a_kill_loses_nothing_older_than_a_moment() -> Result<()> {
    let _screen = screen().await;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    app.click("button", "Explore the sandbox").await?;
    open_agent(&app, "Order Support").await?;
    app.click("button", "Add Metrics").await?;
    app.fill("Identifier", "parcel_opened").await?;
    app.choose("Data Type", "Enum").await?;
    app.one("textbox", "Choices")
        .await?
        .send_keys("yes, no, not sa")
        .await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    app.kill().await?;

    let app = App::start(profile.path()).await?;
    app.click("button", "Add Metrics").await?;
    ensure!(app.value("Identifier").await? == "parcel_opened");
    app.reads("yes").await?;
    ensure!(
        app.value("Choices").await?.trim() == "not sa",
        "text that is no choice yet is kept as it is"
    );
    app.quit().await
}

/// Sends the window of `pid` what a window manager sends when its close button is pressed.
fn ask_to_close(pid: i32) -> Result<()> {
    use x11rb::connection::Connection as _;
    use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask};

    let (display, screen) = x11rb::connect(None)?;
    let root = display.setup().roots[screen].root;
    let atom = |name: &[u8]| -> Result<u32> { Ok(display.intern_atom(false, name)?.reply()?.atom) };
    let (protocols, delete, owner) = (
        atom(b"WM_PROTOCOLS")?,
        atom(b"WM_DELETE_WINDOW")?,
        atom(b"_NET_WM_PID")?,
    );
    let mut windows = display.query_tree(root)?.reply()?.children;
    let mut found = Vec::new();
    while let Some(window) = windows.pop() {
        windows.extend(display.query_tree(window)?.reply()?.children);
        let pids = display
            .get_property(false, window, owner, AtomEnum::CARDINAL, 0, 1)?
            .reply()?;
        let ours = pids.value32().and_then(|mut pids| pids.next()) == u32::try_from(pid).ok();
        let mapped = display.get_window_attributes(window)?.reply()?.map_state
            == x11rb::protocol::xproto::MapState::VIEWABLE;
        if ours && mapped {
            found.push(window);
        }
    }
    ensure!(!found.is_empty(), "the window of {pid} is not on the display");
    for window in found {
        let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
        display.send_event(false, window, EventMask::NO_EVENT, message)?;
    }
    // Waits for an answer, so that the messages have arrived before the connection goes.
    display.get_input_focus()?.reply()?;
    Ok(())
}

/// A page in the last quarter of the store is overwritten, wherever that leads.
#[tokio::test]
async fn a_damaged_file_is_set_aside_and_what_it_held_is_there() -> Result<()> {
    let _screen = screen().await;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    app.click("button", "Explore the sandbox").await?;
    open_agent(&app, "Order Support").await?;
    app.click("button", "Add Metrics").await?;
    app.fill("Identifier", "said_thanks").await?;
    app.fill("Prompt", "Did the caller say thank you?").await?;
    app.click("button", "Save").await?;
    app.reads("1 unpublished change").await?;
    app.click("link", "Version history").await?;
    app.reads("Version 12").await?;
    app.quit().await?;

    let file = profile.path().join("debrief.sqlite");
    let mut bytes = std::fs::read(&file)?;
    let empty_log = std::fs::metadata(profile.path().join("debrief.sqlite-wal"));
    ensure!(
        empty_log.map_or(0, |log| log.len()) == 0,
        "a normal end leaves nothing in the log"
    );
    let at = bytes.len() / 4096 * 3 / 4 * 4096;
    bytes[at..at + 4096].fill(0xA5);
    std::fs::write(&file, &bytes)?;

    let app = App::start(profile.path()).await?;
    app.reads("Debrief’s file was damaged and is set aside.").await?;
    app.reads("Nothing changed on Atoms.").await?;
    app.look("19-set-aside").await?;
    let aside = std::fs::read_dir(profile.path())?
        .flatten()
        .find(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.contains("set-aside") && !name.ends_with("-wal") && !name.ends_with("-shm")
        })
        .context("the file of before")?;
    ensure!(std::fs::read(aside.path())? == bytes, "it is as it was");
    app.click("button", "Dismiss").await?;
    app.quit().await?;

    let app = App::start(profile.path()).await?;
    let shown = app
        .driver
        .execute("return document.body.innerText.includes('set aside')", vec![])
        .await?;
    ensure!(shown.json().as_bool() == Some(false), "dismissed for good");
    app.quit().await
}
