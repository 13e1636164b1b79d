//! Nothing that a task starts may outlive it, whatever ends the task: an error, Ctrl-C or kill -9.
//!
//! A second process holds the reading end of a pipe whose writing end only the task has. It is told what to end, and
//! does so when the pipe closes.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process;

/// The variable that marks the processes of a virtual desktop: daemons leave their process group, but keep their
/// environment.
pub const MARK: &str = "DEBRIEF_XTASK_DESKTOP";

/// What would be left behind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mess {
    /// A process group, by its leader's id.
    Group(u32),
    /// All processes whose environment has [`MARK`] with this value.
    Marked(String),
    /// A temporary folder.
    Folder(String),
}

impl Mess {
    fn to_line(&self) -> String {
        match self {
            Self::Group(id) => format!("group {id}"),
            Self::Marked(mark) => format!("marked {mark}"),
            Self::Folder(path) => format!("folder {path}"),
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let (kind, rest) = line.split_once(' ')?;
        match kind {
            "group" => rest.parse().ok().map(Self::Group),
            "marked" => Some(Self::Marked(rest.to_owned())),
            "folder" => Some(Self::Folder(rest.to_owned())),
            _ => None,
        }
    }

    /// Ends the processes, politely first; removes the folder. What is already gone is no error.
    pub fn clean(&self) {
        match self {
            Self::Group(id) => process::end(&format!("-{id}"), Duration::from_secs(2)),
            Self::Marked(mark) => {
                for pid in marked(mark) {
                    process::end(&pid.to_string(), Duration::from_secs(1));
                }
            }
            Self::Folder(path) => {
                if Path::new(path).exists()
                    && let Err(error) = fs::remove_dir_all(path)
                {
                    eprintln!("could not remove {path}: {error}");
                }
            }
        }
    }
}

/// This very program. The build that ran meanwhile may have put another file in its place; on Linux the
/// system still knows the one that runs.
fn own_program() -> Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if running.exists() {
        return Ok(running.to_owned());
    }
    std::env::current_exe().context("finding xtask's own binary")
}

/// The processes whose environment carries the mark. Empty where there is no `/proc`.
fn marked(mark: &str) -> Vec<u32> {
    let wanted = format!("{MARK}={mark}");
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid| *pid != std::process::id())
        .filter(|pid| {
            fs::read(format!("/proc/{pid}/environ")).is_ok_and(|environ| {
                environ
                    .split(|byte| *byte == 0)
                    .any(|entry| entry == wanted.as_bytes())
            })
        })
        .collect()
}

/// The task's side of the pipe.
pub struct Janitor {
    pipe: RefCell<Option<ChildStdin>>,
    child: RefCell<Child>,
}

impl Janitor {
    /// Starts the second process.
    pub fn start() -> Result<Self> {
        let mut command = Command::new(own_program()?);
        command.arg("janitor").stdin(Stdio::piped());
        // Ctrl-C goes to the terminal's whole foreground group: stay out of it.
        process::own_group(&mut command);
        let mut child = command.spawn().context("starting the janitor")?;
        let pipe = child.stdin.take().context("the janitor has no standard input")?;
        Ok(Self {
            pipe: RefCell::new(Some(pipe)),
            child: RefCell::new(child),
        })
    }

    /// From now on, cleans this up when the task is gone.
    pub fn watch(&self, mess: &Mess) -> Result<()> {
        self.tell('+', mess)
    }

    /// The task cleaned this up itself.
    pub fn release(&self, mess: &Mess) -> Result<()> {
        self.tell('-', mess)
    }

    fn tell(&self, sign: char, mess: &Mess) -> Result<()> {
        let mut pipe = self.pipe.borrow_mut();
        let pipe = pipe.as_mut().context("the janitor is gone")?;
        writeln!(pipe, "{sign}{}", mess.to_line()).context("talking to the janitor")
    }
}

impl Drop for Janitor {
    fn drop(&mut self) {
        drop(self.pipe.borrow_mut().take());
        if let Err(error) = self.child.borrow_mut().wait() {
            eprintln!("the janitor could not be awaited: {error}");
        }
    }
}

/// The second process: reads until the pipe closes, then cleans up what is still listed.
pub fn serve() -> Result<()> {
    let mut list = BTreeSet::new();
    for line in std::io::stdin().lock().lines() {
        note(&mut list, &line.context("reading from the task")?);
    }
    let (groups, rest): (Vec<Mess>, Vec<Mess>) =
        list.into_iter().partition(|mess| matches!(mess, Mess::Group(_)));
    // Each may use up its time of grace: all at once.
    thread::scope(|scope| {
        for group in &groups {
            scope.spawn(|| group.clean());
        }
    });
    // Marked processes before folders: the order of the enum.
    rest.iter().for_each(Mess::clean);
    Ok(())
}

fn note(list: &mut BTreeSet<Mess>, line: &str) {
    if let Some(mess) = line.strip_prefix('+').and_then(Mess::parse) {
        list.insert(mess);
    } else if let Some(mess) = line.strip_prefix('-').and_then(Mess::parse) {
        list.remove(&mess);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_released_item_is_forgotten_and_folders_go_last() {
        let mut list = BTreeSet::new();
        for line in [
            "+folder /tmp/with space",
            "+group 12",
            "+marked abc",
            "+group 13",
            "-group 12",
            "nonsense",
        ] {
            note(&mut list, line);
        }
        let expected = [
            Mess::Group(13),
            Mess::Marked("abc".into()),
            Mess::Folder("/tmp/with space".into()),
        ];
        assert_eq!(list.into_iter().collect::<Vec<_>>(), expected);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn marked_processes_are_found_by_their_environment_and_ended() {
        let mark = format!("unit-test-{}", std::process::id());
        let mut child = Command::new("sleep").arg("60").env(MARK, &mark).spawn().unwrap();
        // Until exec, the child still shows the environment of this process.
        while !marked(&mark).contains(&child.id()) {
            thread::sleep(Duration::from_millis(5));
        }
        let waiter = thread::spawn(move || child.wait().unwrap());
        Mess::Marked(mark.clone()).clean();
        assert!(!waiter.join().unwrap().success());
        assert!(marked(&mark).is_empty());
    }
}
