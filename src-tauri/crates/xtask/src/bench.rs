//! `cargo xtask bench`: the figures that the documents promise, measured in release.
//!
//! A bench prints `BENCH <name> <figure> <unit> <limit>` for each of them. Timings of a machine that does something else
//! as well say nothing, so none of this is a test.

use std::process::{Command, ExitCode};
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::desktop::Desktop;
use crate::janitor::Janitor;
use crate::npm;
use crate::packages::{self, Purpose};
use crate::process::{Ended, run_logged, run_shown, tail};
use crate::workspace::{Workspace, show};

/// Compiling in release from nothing on a small machine, and the bench itself.
const LIMIT: Duration = Duration::from_hours(2);

/// One program that measures.
struct Bench {
    name: &'static str,
    package: &'static str,
    /// It opens the app's window.
    window: bool,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "lint",
        package: "debrief-metrics",
        window: false,
    },
    Bench {
        name: "typing",
        package: "debrief",
        window: true,
    },
    Bench {
        name: "history",
        package: "debrief",
        window: true,
    },
];

/// One line of a bench.
struct Figure {
    name: String,
    value: f64,
    unit: String,
    limit: f64,
}

/// Runs the benches whose name contains `only` and prints their figures.
///
/// # Errors
/// When a bench cannot be built or run.
pub fn run(workspace: &Workspace, only: Option<&str>) -> Result<ExitCode> {
    let chosen: Vec<&Bench> = BENCHES
        .iter()
        .filter(|bench| only.is_none_or(|text| bench.name.contains(text)))
        .collect();
    if chosen.is_empty() {
        bail!("no bench has this name");
    }
    let mut purposes = vec![Purpose::Build];
    if chosen.iter().any(|bench| bench.window) {
        purposes.extend([Purpose::Window, Purpose::Headless]);
    }
    packages::ensure(&purposes).context("system packages")?;
    let janitor = Rc::new(Janitor::start()?);
    let mut figures = Vec::new();
    for bench in chosen {
        println!("==> {}", bench.name);
        figures.extend(measure(workspace, bench, &janitor)?);
    }
    println!();
    let mut within = true;
    for figure in &figures {
        let good = figure.value <= figure.limit;
        within &= good;
        let verdict = if good { "" } else { "  BEYOND" };
        println!(
            "{:<34} {:>9.3} {:<2} (limit {} {}){verdict}",
            figure.name, figure.value, figure.unit, figure.limit, figure.unit
        );
    }
    Ok(if within {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn measure(workspace: &Workspace, bench: &Bench, janitor: &Rc<Janitor>) -> Result<Vec<Figure>> {
    let logs = workspace.target("bench-logs");
    std::fs::create_dir_all(&logs).with_context(|| format!("creating {}", logs.display()))?;
    if bench.window {
        npm::install(workspace).context("npm packages")?;
        run_shown(&mut workspace.npm(&["run", "build"]), LIMIT).context("building the front end")?;
    }
    let mut command = workspace.cargo(&["bench", "--locked", "-p", bench.package, "--bench", bench.name]);
    let desktop = bench
        .window
        .then(|| Desktop::start(janitor, &logs.join("desktop")))
        .transpose()
        .context("starting a virtual desktop")?;
    if let Some(desktop) = &desktop {
        desktop.inhabit(&mut command);
    }
    let file = logs.join(format!("{}.log", bench.name));
    // The log of an earlier run must not stand in for this one.
    std::fs::write(&file, "").with_context(|| format!("writing {}", file.display()))?;
    let ended = logged(&mut command, &file, janitor)?;
    drop(desktop);
    if ended != Ended::Well {
        bail!("{}\n`{}` failed", tail(&file, 40)?, show(&command));
    }
    let output = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    for line in output.lines().filter(|line| line.starts_with("beside ")) {
        println!("    {line}");
    }
    let figures: Vec<Figure> = output.lines().filter_map(figure).collect();
    if figures.is_empty() {
        bail!("{}\n{} measured nothing", tail(&file, 40)?, bench.name);
    }
    Ok(figures)
}

fn logged(command: &mut Command, file: &std::path::Path, janitor: &Rc<Janitor>) -> Result<Ended> {
    run_logged(command, file, LIMIT, janitor, |_| {})
}

/// `BENCH <name> <figure> <unit> <limit>`.
fn figure(line: &str) -> Option<Figure> {
    let mut words = line.strip_prefix("BENCH ")?.split_whitespace();
    Some(Figure {
        name: words.next()?.to_owned(),
        value: words.next()?.parse().ok()?,
        unit: words.next()?.to_owned(),
        limit: words.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_lines_of_a_bench_and_no_others() {
        let read = figure("BENCH lint-200-metrics 41.250 ms 100").unwrap();
        assert_eq!(
            (read.name.as_str(), read.value, read.unit.as_str(), read.limit),
            ("lint-200-metrics", 41.25, "ms", 100.0)
        );
        assert!(figure("   Compiling debrief v0.1.0").is_none());
        assert!(figure("BENCH lint-200-metrics none ms 100").is_none());
    }
}
