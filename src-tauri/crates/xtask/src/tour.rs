//! The app on a machine without a display: opens the sandbox in a temporary profile, goes to the first agent's metrics
//! and takes a picture of the window.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::desktop::{Desktop, SCREEN};
use crate::janitor::Janitor;
use crate::process::poll;
use crate::webdriver::{Element, Session};
use crate::workspace::Workspace;

const PATIENCE: Duration = Duration::from_secs(60);

/// An agent in the main area: its link, or its row in a grid.
const AGENTS: &str =
    "main a[href^='#/agent/'], main [role='grid'] [role='row']:not(:has([role='columnheader']))";

/// Walks through the app and answers with the picture's absolute path.
pub fn walk(workspace: &Workspace) -> Result<PathBuf> {
    let logs = workspace.target("run-logs");
    fs::create_dir_all(&logs).with_context(|| format!("creating {}", logs.display()))?;
    let janitor = Janitor::start()?.into();
    let mut desktop = Desktop::start(&janitor, &logs).context("starting a virtual desktop")?;
    let profile = desktop.make_folder("profile")?.to_string_lossy().into_owned();
    let binary = workspace.binary("debrief");
    let session = Session::start(&mut desktop, &binary, &["--profile-dir".to_owned(), profile])?;
    let picture = visit(&session)?;
    session.close()?;
    check(&picture)?;
    let file = workspace.target("debrief.png");
    fs::write(&file, picture).with_context(|| format!("writing {}", file.display()))?;
    Ok(file)
}

fn visit(session: &Session) -> Result<Vec<u8>> {
    session.resize(SCREEN)?;
    poll("the app to be ready", PATIENCE, || {
        let state = session.evaluate("return document.documentElement.dataset.appState || null")?;
        Ok((state == "ready").then_some(()))
    })?;
    poll("the button \"Explore the sandbox\"", PATIENCE, || {
        named(session.find("button")?, "Explore the sandbox")
    })?
    .click()
    .context("opening the sandbox")?;
    poll("the list of agents", PATIENCE, || {
        Ok(session.find(AGENTS)?.into_iter().next())
    })?
    .click()
    .context("opening the first agent")?;
    poll("the heading \"Post Call Metrics\"", PATIENCE, || {
        named(session.find("h1, h2")?, "Post Call Metrics")
    })?;
    poll("fonts and first data", PATIENCE, || {
        let script =
            "return document.fonts.status === 'loaded' && !document.querySelector('[aria-busy=\"true\"]')";
        Ok((session.evaluate(script)? == true).then_some(()))
    })?;
    settled(session)
}

/// The driver's picture is the last painted frame, which lags behind the page: wait until it no longer changes.
fn settled(session: &Session) -> Result<Vec<u8>> {
    let mut last = Vec::new();
    let mut same = 0;
    poll("the window to come to rest", PATIENCE, || {
        thread::sleep(Duration::from_millis(250));
        let picture = session.screenshot()?;
        same = if picture == last { same + 1 } else { 0 };
        last = picture;
        Ok((same == 3).then(|| std::mem::take(&mut last)))
    })
}

fn named<'a>(elements: Vec<Element<'a>>, name: &str) -> Result<Option<Element<'a>>> {
    for element in elements {
        if element.name()?.as_deref() == Some(name) {
            return Ok(Some(element));
        }
    }
    Ok(None)
}

/// A picture of the wrong size, or none at all, is a failure, not a file.
fn check(picture: &[u8]) -> Result<()> {
    match size(picture) {
        Some(found) if found == SCREEN => Ok(()),
        Some((width, height)) => {
            bail!(
                "the picture is {width}×{height} instead of {}×{}",
                SCREEN.0,
                SCREEN.1
            )
        }
        None => bail!("the driver's picture is not a PNG"),
    }
}

/// Width and height of a PNG, from its first chunk.
fn size(picture: &[u8]) -> Option<(u32, u32)> {
    let header = picture.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(8..16)?;
    let (width, height) = header.split_first_chunk::<4>()?;
    Some((
        u32::from_be_bytes(*width),
        u32::from_be_bytes(*height.first_chunk()?),
    ))
}

/// Whether programs started here can open a window.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// How the picture's place is told; the last line of the output.
pub fn announce(picture: &Path) {
    println!("{}", picture.display());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    #[test]
    fn the_size_of_a_png_is_read_and_anything_else_refused() {
        assert_eq!(size(&png(800, 600)), Some((800, 600)));
        assert!(check(&png(SCREEN.0, SCREEN.1)).is_ok());
        assert!(check(&png(800, 600)).unwrap_err().to_string().contains("800×600"));
        assert!(check(b"GIF89a").is_err());
        assert!(check(&png(1, 1)[..17]).is_err());
    }
}
