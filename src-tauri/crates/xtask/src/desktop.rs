//! A desktop without a screen: an X server in memory, a session bus of its own, an unlocked keyring, an empty home.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::janitor::{Janitor, MARK, Mess};
use crate::process::{Group, poll};
use crate::workspace::tool;

const STARTUP: Duration = Duration::from_secs(20);

/// The size of the only screen.
pub const SCREEN: (u32, u32) = (1280, 820);

/// The running desktop; gone with all its processes when dropped.
pub struct Desktop {
    // Dropped in this order: the programs before the folder they use.
    programs: Vec<Group>,
    variables: Vec<(OsString, OsString)>,
    mark: String,
    folder: Option<TempDir>,
    janitor: Rc<Janitor>,
}

impl Desktop {
    /// Starts everything; its programs log into `logs`.
    pub fn start(janitor: &Rc<Janitor>, logs: &Path) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("debrief-desktop-").tempdir()?;
        let path = folder.path().to_string_lossy().into_owned();
        let mark = format!("{}:{path}", std::process::id());
        janitor.watch(&Mess::Folder(path))?;
        janitor.watch(&Mess::Marked(mark.clone()))?;
        let mut desktop = Self {
            programs: Vec::new(),
            variables: vec![(MARK.into(), mark.clone().into())],
            mark,
            folder: Some(folder),
            janitor: Rc::clone(janitor),
        };
        desktop.make_home()?;
        desktop.start_screen(&logs.join("xvfb.log"))?;
        desktop.start_bus(&logs.join("dbus.log"))?;
        desktop
            .start_keyring(&logs.join("keyring.log"))
            .context("starting the keyring")?;
        Ok(desktop)
    }

    /// Makes the command run on this desktop.
    pub fn inhabit(&self, command: &mut Command) {
        for name in [
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "XDG_SESSION_TYPE",
            "XDG_CURRENT_DESKTOP",
            "LANGUAGE",
        ] {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        // A virtual desktop has no graphics card. To paint as if there were one took over half of the time of a journey.
        command.env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1");
    }

    /// Starts a program on this desktop; it ends with it.
    pub fn spawn(&mut self, command: &mut Command) -> Result<&mut Group> {
        self.inhabit(command);
        self.programs.push(Group::spawn(command, &self.janitor)?);
        self.programs.last_mut().context("the program was just added")
    }

    /// A new empty folder, gone with the desktop.
    pub fn make_folder(&self, name: &str) -> Result<PathBuf> {
        let root = self.folder.as_ref().context("the desktop has no folder")?.path();
        let folder = root.join(name);
        fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
        Ok(folder)
    }

    fn set(&mut self, name: &str, value: impl AsRef<OsStr>) {
        self.variables.push((name.into(), value.as_ref().to_owned()));
    }

    fn make_home(&mut self) -> Result<()> {
        // The tools keep the person's own folders; the app must not see them.
        if let Some(home) = std::env::home_dir() {
            for (name, relative) in [
                ("CARGO_HOME", ".cargo"),
                ("RUSTUP_HOME", ".rustup"),
                ("PIP_CACHE_DIR", ".cache/pip"),
            ] {
                if std::env::var_os(name).is_none() {
                    self.set(name, home.join(relative));
                }
            }
            let pip = [".config/pip/pip.conf", ".pip/pip.conf"].map(|relative| home.join(relative));
            if let (None, Some(file)) = (
                std::env::var_os("PIP_CONFIG_FILE"),
                pip.into_iter().find(|file| file.exists()),
            ) {
                self.set("PIP_CONFIG_FILE", file);
            }
        }
        let folders = [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "home/.config"),
            ("XDG_DATA_HOME", "home/.local/share"),
            ("XDG_STATE_HOME", "home/.local/state"),
            ("XDG_CACHE_HOME", "home/.cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ];
        for (name, relative) in folders {
            let folder = self.make_folder(relative)?;
            #[cfg(unix)]
            fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))
                .with_context(|| format!("closing {} to others", folder.display()))?;
            self.set(name, folder);
        }
        self.set("GDK_BACKEND", "x11");
        // No accessibility bus: WebDriver sessions stall while GTK looks for one.
        self.set("NO_AT_BRIDGE", "1");
        self.set("LANG", "C.UTF-8");
        self.set("LC_ALL", "C.UTF-8");
        Ok(())
    }

    fn start_screen(&mut self, log: &Path) -> Result<()> {
        let mut command = tool("Xvfb");
        let screen = format!("{}x{}x24", SCREEN.0, SCREEN.1);
        // The server picks a free number and prints it.
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            &screen,
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(create(log)?);
        let number = self.spawn(&mut command)?.first_line(STARTUP)?;
        self.set("DISPLAY", format!(":{number}"));
        Ok(())
    }

    fn start_bus(&mut self, log: &Path) -> Result<()> {
        let mut command = tool("dbus-daemon");
        let socket = format!("--address=unix:dir={}", self.make_folder("run")?.display());
        command.args([
            "--session",
            "--nofork",
            "--nopidfile",
            "--print-address=1",
            &socket,
        ]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(create(log)?);
        let address = self.spawn(&mut command)?.first_line(STARTUP)?;
        self.set("DBUS_SESSION_BUS_ADDRESS", address);
        Ok(())
    }

    fn start_keyring(&mut self, log: &Path) -> Result<()> {
        let mut command = tool("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        let output = create(log)?;
        command
            .stdin(Stdio::piped())
            .stdout(output.try_clone().context("sharing the log file")?)
            .stderr(output);
        let daemon = self.spawn(&mut command)?;
        // The pass phrase of a keyring that lives in a temporary folder; the daemon creates and unlocks it.
        let mut input = daemon
            .child()
            .stdin
            .take()
            .context("the keyring daemon has no pipe")?;
        input.write_all(b"temporary").context("unlocking the keyring")?;
        drop(input);
        // Asked for by its own name the bus would start a second, locked daemon: wait for ours first.
        let bus = [
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus.NameHasOwner",
            "string:org.freedesktop.secrets",
        ];
        poll("the keyring on the session bus", STARTUP, || {
            self.ask("org.freedesktop.DBus", &bus, "true")
        })?;
        let keyring = [
            "/org/freedesktop/secrets/collection/login",
            "org.freedesktop.DBus.Properties.Get",
            "string:org.freedesktop.Secret.Collection",
            "string:Locked",
        ];
        poll("the keyring to be unlocked", STARTUP, || {
            self.ask("org.freedesktop.secrets", &keyring, "false")
        })
    }

    /// Whether a method call on the session bus answers with this boolean.
    fn ask(&self, service: &str, call: &[&str], wanted: &str) -> Result<Option<()>> {
        let mut command = tool("dbus-send");
        command
            .args(["--session", "--print-reply=literal", &format!("--dest={service}")])
            .args(call);
        self.inhabit(&mut command);
        let answer = command
            .stderr(Stdio::null())
            .output()
            .context("starting dbus-send")?;
        let found = String::from_utf8_lossy(&answer.stdout).contains(&format!("boolean {wanted}"));
        Ok(found.then_some(()))
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // Last started, first ended: the keyring before its bus, the bus before the screen.
        while self.programs.pop().is_some() {}
        let marked = Mess::Marked(self.mark.clone());
        marked.clean();
        let folder = self.folder.take().map(|folder| {
            let mess = Mess::Folder(folder.path().to_string_lossy().into_owned());
            (folder.close(), mess)
        });
        let mut released = vec![marked];
        if let Some((closed, mess)) = folder {
            match closed {
                Ok(()) => released.push(mess),
                // The janitor tries again when everything has ended.
                Err(error) => eprintln!("the desktop's folder could not be removed yet: {error}"),
            }
        }
        for mess in released {
            if let Err(error) = self.janitor.release(&mess) {
                eprintln!("{error:#}");
            }
        }
    }
}

fn create(file: &Path) -> Result<File> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    File::create(file).with_context(|| format!("writing {}", file.display()))
}
