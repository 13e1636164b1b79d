//! Where things are, whatever the current folder, and how the tools are called.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The checkout and its build folder, as absolute paths.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Asks cargo, from the folder of this crate's manifest.
    pub fn find() -> Result<Self> {
        // Set by `cargo run`; the compiled-in value serves a binary that was started by hand.
        let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR")));
        let mut command = tool(cargo_program());
        command
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(&manifest_dir);
        let metadata = json_output(&mut command)?;
        let path_of = |key: &str| {
            metadata[key]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata has no {key}"))
        };
        Ok(Self {
            root: path_of("workspace_root")?,
            target: path_of("target_directory")?,
        })
    }

    /// A path relative to the workspace root, made absolute.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The workspace root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The front end's folder.
    pub fn ui(&self) -> PathBuf {
        self.path("ui")
    }

    /// A path relative to cargo's target folder, made absolute.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// A binary of the dev profile.
    pub fn binary(&self, name: &str) -> PathBuf {
        self.target
            .join("debug")
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// `cargo ARGS` at the root.
    pub fn cargo(&self, args: &[&str]) -> Command {
        let mut command = tool(cargo_program());
        command.args(args).current_dir(&self.root);
        command
    }

    /// `npm ARGS` in the front end's folder.
    pub fn npm(&self, args: &[&str]) -> Command {
        let mut command = tool(if cfg!(windows) { "npm.cmd" } else { "npm" });
        command.args(args).current_dir(self.ui());
        command
    }

    /// `npx TOOL ARGS` in the front end's folder; never fetches a tool that is not in the lock.
    pub fn npx(&self, args: &[&str]) -> Command {
        let mut command = tool(if cfg!(windows) { "npx.cmd" } else { "npx" });
        command.arg("--no-install").args(args).current_dir(self.ui());
        command
    }
}

fn cargo_program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

/// A command without the variables `cargo run` set for xtask itself: build scripts watch some of them, and would
/// rebuild whenever a person and xtask build in turns.
pub fn tool(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a command to its end and reads its standard output as JSON.
pub fn json_output(command: &mut Command) -> Result<Value> {
    let shown = show(command);
    let output = command.output().with_context(|| format!("starting `{shown}`"))?;
    if !output.status.success() {
        bail!(
            "`{shown}` failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    serde_json::from_slice(&output.stdout).with_context(|| format!("reading what `{shown}` printed"))
}

/// A command as a person would type it, without its environment.
pub fn show(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
