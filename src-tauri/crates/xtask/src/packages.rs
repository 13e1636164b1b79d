//! The system packages Debrief needs on Debian and Ubuntu, and how they get there.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::run_shown;

const UPDATE_LIMIT: Duration = Duration::from_mins(10);
const INSTALL_LIMIT: Duration = Duration::from_mins(60);

/// What a package is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Compiling.
    Build,
    /// The app's window and its keychain.
    Window,
    /// A desktop without a screen.
    Headless,
    /// The tests.
    Test,
}

/// One thing that must be there.
#[derive(Debug)]
pub struct Need {
    /// The package to install where it is missing.
    pub package: &'static str,
    /// Others that serve as well.
    or: &'static [&'static str],
    purpose: Purpose,
    /// A program that shows, by its exit status, that the thing is there without being a package.
    probe: &'static [&'static str],
}

const fn need(purpose: Purpose, package: &'static str) -> Need {
    Need {
        package,
        or: &[],
        purpose,
        probe: &[],
    }
}

/// Everything, in one place.
pub const NEEDS: &[Need] = &[
    need(Purpose::Build, "build-essential"),
    Need {
        or: &["pkgconf"],
        ..need(Purpose::Build, "pkg-config")
    },
    need(Purpose::Build, "libwebkit2gtk-4.1-dev"),
    need(Purpose::Build, "ca-certificates"),
    need(Purpose::Window, "dbus"),
    Need {
        // Whatever answers for org.freedesktop.secrets.
        or: &["kwalletmanager", "keepassxc", "keepassxc-full"],
        ..need(Purpose::Window, "gnome-keyring")
    },
    // On a virtual desktop it must be this keyring: it can be unlocked without a window.
    need(Purpose::Headless, "gnome-keyring"),
    need(Purpose::Headless, "xvfb"),
    need(Purpose::Headless, "webkit2gtk-driver"),
    need(Purpose::Test, "chromium"),
    // The bus on which a screen reader reads the window.
    need(Purpose::Test, "at-spi2-core"),
    Need {
        probe: &["python3", "--version"],
        ..need(Purpose::Test, "python3")
    },
    Need {
        probe: &["python3", "-c", "import ensurepip, venv"],
        ..need(Purpose::Test, "python3-venv")
    },
];

impl Need {
    fn is_met(&self, installed: &BTreeSet<String>, probe: impl Fn(&[&str]) -> bool) -> bool {
        installed.contains(self.package)
            || self.or.iter().any(|other| installed.contains(*other))
            || (!self.probe.is_empty() && probe(self.probe))
    }
}

/// Names of the packages that are not there, each once, in the order of [`NEEDS`].
fn missing(
    purposes: &[Purpose],
    installed: &BTreeSet<String>,
    probe: impl Fn(&[&str]) -> bool,
) -> Vec<&'static str> {
    let mut names = Vec::new();
    for need in NEEDS.iter().filter(|need| purposes.contains(&need.purpose)) {
        if !need.is_met(installed, &probe) && !names.contains(&need.package) {
            names.push(need.package);
        }
    }
    names
}

/// Reads lines `NAME<tab>STATUS` of `dpkg-query`.
fn parse_installed(output: &str) -> BTreeSet<String> {
    output
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(_, status)| *status == "installed")
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn installed() -> Result<BTreeSet<String>> {
    let mut command = Command::new("dpkg-query");
    command.args(["--show", "--showformat", "${Package}\\t${db:Status-Status}\\n"]);
    command.args(
        NEEDS
            .iter()
            .flat_map(|need| std::iter::once(&need.package).chain(need.or)),
    );
    // The exit status is 1 as soon as one name is unknown; the others are listed all the same.
    let output = command.output().context("starting dpkg-query")?;
    Ok(parse_installed(&String::from_utf8_lossy(&output.stdout)))
}

fn succeeds(command: &[&str]) -> bool {
    Command::new(command[0])
        .args(&command[1..])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Makes sure that everything for these purposes is there: installs it as root, through sudo after asking, or stops and
/// says what to install.
pub fn ensure(purposes: &[Purpose]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !succeeds(&["apt-get", "--version"]) || !succeeds(&["dpkg-query", "--version"]) {
        return ensure_elsewhere(purposes);
    }
    let names = missing(purposes, &installed()?, succeeds);
    if names.is_empty() {
        return Ok(());
    }
    let install = install_command(&names);
    println!("Missing system packages: {}", names.join(", "));
    if succeeds(&["sh", "-c", "test \"$(id -u)\" = 0"]) {
        return apply(&[], &install);
    }
    let by_hand = format!("sudo apt-get update && sudo {}", install.join(" "));
    if succeeds(&["sudo", "--version"]) && io::stdin().is_terminal() && agreed(&by_hand)? {
        return apply(&["sudo"], &install);
    }
    bail!("install the missing packages, then run the command again:\n    {by_hand}")
}

fn install_command(names: &[&'static str]) -> Vec<&'static str> {
    let mut command = vec!["apt-get", "install", "-y", "--no-install-recommends"];
    command.extend(names);
    command
}

fn agreed(line: &str) -> Result<bool> {
    print!("Run `{line}` now? [y/N] ");
    io::stdout().flush().context("writing to the terminal")?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).context("reading the answer")?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn apply(through: &[&str], install: &[&str]) -> Result<()> {
    let build = |words: &[&str]| {
        let all = [through, words].concat();
        let mut command = Command::new(all[0]);
        command.args(&all[1..]).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    if let Err(error) = run_shown(&mut build(&["apt-get", "update"]), UPDATE_LIMIT) {
        // One unreachable source is no reason to stop: the packages may come from another.
        eprintln!("warning: {error:#}");
    }
    run_shown(&mut build(install), INSTALL_LIMIT)
}

/// Other distributions name their packages differently: say what is needed, go on when compiling can work.
fn ensure_elsewhere(purposes: &[Purpose]) -> Result<()> {
    if Path::new("/etc/debian_version").exists() {
        bail!("this looks like Debian, but apt-get and dpkg-query cannot be started");
    }
    let names = missing(purposes, &BTreeSet::new(), succeeds);
    eprintln!(
        "This is not Debian or Ubuntu. Needed are the counterparts of: {}",
        names.join(", ")
    );
    if succeeds(&["pkg-config", "--exists", "webkit2gtk-4.1"]) {
        return Ok(());
    }
    bail!("pkg-config does not find webkit2gtk-4.1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn only_installed_packages_count() {
        let output = "xvfb\tinstalled\ndbus\tconfig-files\nchromium\tnot-installed\n\n";
        assert_eq!(parse_installed(output), set(&["xvfb"]));
    }

    #[test]
    fn a_bare_machine_lacks_every_package_once_and_in_order() {
        let names = missing(
            &[Purpose::Build, Purpose::Window, Purpose::Headless],
            &BTreeSet::new(),
            |_| false,
        );
        let expected = [
            "build-essential",
            "pkg-config",
            "libwebkit2gtk-4.1-dev",
            "ca-certificates",
            "dbus",
            "gnome-keyring",
            "xvfb",
            "webkit2gtk-driver",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn another_keyring_serves_on_a_real_desktop_but_not_on_a_virtual_one() {
        let there = set(&["dbus", "keepassxc"]);
        assert!(missing(&[Purpose::Window], &there, |_| false).is_empty());
        assert!(missing(&[Purpose::Headless], &there, |_| false).contains(&"gnome-keyring"));
    }

    #[test]
    fn a_python_from_elsewhere_serves() {
        let there = set(&["at-spi2-core", "chromium"]);
        let only_without_venv = |command: &[&str]| command == ["python3", "--version"];
        assert_eq!(
            missing(&[Purpose::Test], &there, only_without_venv),
            ["python3-venv"]
        );
        assert!(missing(&[Purpose::Test], &there, |_| true).is_empty());
    }

    #[test]
    fn the_install_line_is_the_documented_one() {
        let line = install_command(&["xvfb", "dbus"]).join(" ");
        assert_eq!(line, "apt-get install -y --no-install-recommends xvfb dbus");
    }
}
