//! Starting, awaiting and ending other programs: each in a process group of its own, none without a time limit.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::janitor::{Janitor, Mess};
use crate::workspace::show;

/// How often a waiting loop looks.
const TICK: Duration = Duration::from_millis(50);

/// Puts the command into a process group of its own, so that its children can be ended with it.
pub fn own_group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Ends a process (`"123"`) or a group (`"-123"`): asks, waits up to `grace`, then kills.
pub fn end(target: &str, grace: Duration) {
    if !signal("TERM", target) {
        return;
    }
    let start = Instant::now();
    while start.elapsed() < grace {
        thread::sleep(TICK);
        if !is_alive(target) {
            return;
        }
    }
    signal("KILL", target);
}

/// Through the shell's own `kill`: the standard library cannot signal a group. False when there is nobody to signal.
fn signal(name: &str, target: &str) -> bool {
    Command::new("sh")
        .args(["-c", "kill -s \"$1\" -- \"$2\" 2>/dev/null", "sh", name, target])
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a process of the target still runs. One that has ended but was not awaited by its parent can be signalled
/// still, so `/proc` is asked where there is one.
fn is_alive(target: &str) -> bool {
    let Ok(entries) = fs::read_dir("/proc") else {
        return signal("0", target);
    };
    entries
        .flatten()
        .filter(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with(|letter: char| letter.is_ascii_digit())
        })
        .filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok())
        .filter_map(|stat| running(&stat))
        .any(|(id, group)| target == id || target.strip_prefix('-') == Some(&group))
}

/// Id and group of a process from its `/proc/ID/stat`; `None` when it has ended.
fn running(stat: &str) -> Option<(String, String)> {
    let (id, rest) = stat.split_once(" (")?;
    // The name may hold anything, parentheses too; after it: state, parent, group.
    let (_, rest) = rest.rsplit_once(") ")?;
    let fields: Vec<&str> = rest.split(' ').take(3).collect();
    match fields[..] {
        [state, _, group] if !matches!(state, "Z" | "X") => Some((id.to_owned(), group.to_owned())),
        _ => None,
    }
}

/// A running program with everything it started. Ended when dropped.
pub struct Group {
    child: Child,
    janitor: Rc<Janitor>,
    name: String,
}

impl Group {
    /// Starts the command in its own group and tells the janitor.
    pub fn spawn(command: &mut Command, janitor: &Rc<Janitor>) -> Result<Self> {
        own_group(command);
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().with_context(|| format!("starting {name}"))?;
        let group = Self {
            child,
            janitor: Rc::clone(janitor),
            name,
        };
        janitor.watch(&group.mess())?;
        Ok(group)
    }

    fn mess(&self) -> Mess {
        Mess::Group(self.child.id())
    }

    /// The program, for its pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Fails if the program has ended.
    pub fn still_running(&mut self) -> Result<()> {
        match self
            .child
            .try_wait()
            .with_context(|| format!("looking after {}", self.name))?
        {
            None => Ok(()),
            Some(status) => bail!("{} ended early ({status})", self.name),
        }
    }

    /// The first line the program prints; its standard output must be piped.
    pub fn first_line(&mut self, limit: Duration) -> Result<String> {
        let name = self.name.clone();
        let stdout = self
            .child
            .stdout
            .take()
            .with_context(|| format!("{name} has no pipe"))?;
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut reader = BufReader::new(stdout);
            let mut line = String::new();
            let read = reader.read_line(&mut line).map(|_| line.trim().to_owned());
            if sender.send(read).is_ok() {
                // Reads on, so that the program never writes into a closed pipe.
                io::copy(&mut reader, &mut io::sink()).ok();
            }
        });
        let line = receiver
            .recv_timeout(limit)
            .with_context(|| format!("{name} printed nothing"))?;
        line.with_context(|| format!("reading from {name}"))
    }

    /// Waits for the end, up to `limit`; `None` when the time is over (the program still runs then).
    /// `progress` is called while waiting.
    fn wait(&mut self, limit: Duration, mut progress: impl FnMut(Duration)) -> Result<Option<ExitStatus>> {
        let start = Instant::now();
        loop {
            if let Some(status) = self
                .child
                .try_wait()
                .with_context(|| format!("waiting for {}", self.name))?
            {
                return Ok(Some(status));
            }
            if start.elapsed() > limit {
                return Ok(None);
            }
            progress(start.elapsed());
            thread::sleep(TICK);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Also when the leader is gone: what it started may not be. A zombie leader would look alive, so reap it while
        // its group is being ended.
        let mess = self.mess();
        let cleaner = thread::spawn({
            let mess = mess.clone();
            move || mess.clean()
        });
        if let Err(error) = self.child.wait() {
            eprintln!("{} could not be awaited: {error}", self.name);
        }
        if cleaner.join().is_err() {
            eprintln!("{} could not be ended", self.name);
        }
        if let Err(error) = self.janitor.release(&mess) {
            eprintln!("{error:#}");
        }
    }
}

/// How a logged command ended.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum Ended {
    /// Exit status 0.
    Well,
    /// Another exit status, or a signal.
    Badly,
    /// The limit was reached and the whole group ended.
    TooLate,
}

/// Runs a command with both outputs going to `log`, up to `limit`.
pub fn run_logged(
    command: &mut Command,
    log: &Path,
    limit: Duration,
    janitor: &Rc<Janitor>,
    progress: impl FnMut(Duration),
) -> Result<Ended> {
    let file = File::options()
        .create(true)
        .append(true)
        .open(log)
        .with_context(|| format!("writing {}", log.display()))?;
    let again = file.try_clone().context("sharing the log file")?;
    command.stdin(Stdio::null()).stdout(file).stderr(again);
    // A log is read in an editor: no colours.
    command
        .env("NO_COLOR", "1")
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("FORCE_COLOR")
        .env_remove("CLICOLOR_FORCE");
    let mut group = Group::spawn(command, janitor)?;
    Ok(match group.wait(limit, progress)? {
        Some(status) if status.success() => Ended::Well,
        Some(_) => Ended::Badly,
        None => Ended::TooLate,
    })
}

/// Runs a command in the foreground, with the person's terminal, and fails if it fails or takes too long.
pub fn run_shown(command: &mut Command, limit: Duration) -> Result<()> {
    let shown = show(command);
    println!("+ {shown}");
    let mut child = command.spawn().with_context(|| format!("starting `{shown}`"))?;
    let start = Instant::now();
    while start.elapsed() < limit {
        if let Some(status) = child
            .try_wait()
            .with_context(|| format!("waiting for `{shown}`"))?
        {
            if !status.success() {
                bail!("`{shown}` failed ({status})");
            }
            return Ok(());
        }
        thread::sleep(TICK);
    }
    child
        .kill()
        .and_then(|()| child.wait())
        .with_context(|| format!("ending `{shown}`"))?;
    bail!(
        "`{shown}` took longer than {} min and was ended",
        limit.as_secs() / 60
    )
}

/// Looks again and again until there is something, up to `limit`.
pub fn poll<T>(what: &str, limit: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = look().with_context(|| format!("waiting for {what}"))? {
            return Ok(found);
        }
        if start.elapsed() > limit {
            bail!("waited {} s in vain for {what}", limit.as_secs());
        }
        thread::sleep(TICK);
    }
}

/// The last `count` lines of a text file.
pub fn tail(file: &Path, count: usize) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    Ok(lines[lines.len().saturating_sub(count)..].join("\n"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_last_lines_and_short_files_stay_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log");
        fs::write(&file, "a\nb\nc\n").unwrap();
        assert_eq!(tail(&file, 2).unwrap(), "b\nc");
        assert_eq!(tail(&file, 9).unwrap(), "a\nb\nc");
    }

    #[test]
    fn a_process_that_has_ended_does_not_run() {
        assert_eq!(
            running("12 (a (b) c) S 1 10 10 0 -1"),
            Some(("12".into(), "10".into()))
        );
        assert_eq!(running("12 (sh) Z 1 10 10 0 -1"), None);
        assert_eq!(running(""), None);
        assert!(is_alive(&std::process::id().to_string()));
    }

    #[test]
    fn ending_a_group_ends_the_children_too() {
        let mut command = Command::new("sh");
        command
            .args(["-c", "sleep 60 & echo started; wait"])
            .stdout(Stdio::piped());
        own_group(&mut command);
        let mut leader = command.spawn().unwrap();
        let mut output = BufReader::new(leader.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(line, "started\n");

        let target = format!("-{}", leader.id());
        let waiter = thread::spawn(move || leader.wait().unwrap());
        let start = Instant::now();
        end(&target, Duration::from_secs(2));
        assert!(!waiter.join().unwrap().success());
        // The pipe closes when its last holder, `sleep`, is gone.
        assert_eq!(output.read_line(&mut line).unwrap(), 0);
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
