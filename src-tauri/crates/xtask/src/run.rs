//! `cargo xtask run` and `cargo xtask bindings`.

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::packages::{self, Purpose};
use crate::process::run_shown;
use crate::workspace::{Workspace, show, tool};
use crate::{npm, tour};

/// Long enough for a cold build on a small machine.
const BUILD_LIMIT: Duration = Duration::from_hours(2);

/// Installs what is missing, builds, and opens the app with these arguments; without a display, saves a picture of it.
pub fn run(workspace: &Workspace, app_args: &[OsString]) -> Result<ExitCode> {
    let display = tour::has_display();
    let mut purposes = vec![Purpose::Build, Purpose::Window];
    if !display {
        purposes.push(Purpose::Headless);
    }
    packages::ensure(&purposes).context("system packages")?;
    npm::install(workspace).context("npm packages")?;
    run_shown(&mut workspace.npm(&["run", "build"]), BUILD_LIMIT).context("building the front end")?;
    run_shown(
        &mut workspace.cargo(&["build", "--workspace", "--locked"]),
        BUILD_LIMIT,
    )
    .context("building the app")?;
    if display {
        return open(workspace, app_args);
    }
    println!("No display: opening the sandbox on a virtual one.");
    tour::announce(&tour::walk(workspace)?);
    Ok(ExitCode::SUCCESS)
}

/// Becomes the app, so that its exit status and signals are the command's own.
#[cfg(unix)]
fn open(workspace: &Workspace, app_args: &[OsString]) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;

    let mut command = tool(workspace.binary("debrief"));
    println!("+ {}", show(command.args(app_args)));
    Err(command.exec()).context("opening the app")
}

#[cfg(not(unix))]
fn open(workspace: &Workspace, app_args: &[OsString]) -> Result<ExitCode> {
    let mut command = tool(workspace.binary("debrief"));
    println!("+ {}", show(command.args(app_args)));
    let status = command.status().context("opening the app")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Writes the TypeScript bindings: the test that compares them writes them when asked.
pub fn bindings(workspace: &Workspace) -> Result<ExitCode> {
    packages::ensure(&[Purpose::Build]).context("system packages")?;
    let mut command = workspace.cargo(&["test", "--locked", "--test", "bindings"]);
    run_shown(command.env("UPDATE_BINDINGS", "1"), BUILD_LIMIT).context("writing the bindings")?;
    Ok(ExitCode::SUCCESS)
}
