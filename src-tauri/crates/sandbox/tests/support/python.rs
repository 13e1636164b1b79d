//! A real Python with packages in an environment of its own.
#![allow(dead_code, reason = "every test file uses a part of this")]

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, Result, ensure};

pub fn run(program: impl AsRef<OsStr>, arguments: &[&OsStr], environment: &[(&str, &str)]) -> Result<Output> {
    let program = program.as_ref();
    let output = Command::new(program)
        .args(arguments)
        .envs(environment.iter().copied())
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .with_context(|| format!("{} cannot be run", program.display()))?;
    Ok(output)
}

/// What it printed, if it ended well.
pub fn succeed(what: &str, output: &Output) -> Result<String> {
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{what}: {}\n{said}", output.status);
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// An environment in `folder` with these packages, or `None` where this machine has no Python that can make one; that
/// is said on the terminal.
pub fn environment(test: &str, folder: &Path, packages: &[&str]) -> Result<Option<PathBuf>> {
    let venv = folder.join("venv");
    let made = run(
        "python3",
        &["-m".as_ref(), "venv".as_ref(), venv.as_os_str()],
        &[],
    );
    if !made.is_ok_and(|output| output.status.success()) {
        // Not println!: the test harness would keep that to itself.
        let why = "python3 with the venv module is not installed";
        writeln!(std::io::stdout(), "SKIPPED {test}: {why}")?;
        return Ok(None);
    }
    let python = venv.join("bin/python");
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    let pip: Vec<&OsStr> = pip.iter().chain(packages).map(OsStr::new).collect();
    succeed("pip install", &run(&python, &pip, &[])?)?;
    Ok(Some(python))
}
