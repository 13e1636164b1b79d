//! The summary at the end of a test run.

use std::fmt;
use std::time::Duration;

use super::count::Counts;

/// One step's result.
pub struct Line {
    /// The step.
    pub name: &'static str,
    /// What it found.
    pub counts: Counts,
    /// How long it took.
    pub time: Duration,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {:.1} s", in_words(self.counts), self.time.as_secs_f64())
    }
}

fn in_words(counts: Counts) -> String {
    format!(
        "{} passed, {} failed, {} skipped",
        counts.passed, counts.failed, counts.skipped
    )
}

/// All steps so far.
#[derive(Default)]
pub struct Report {
    lines: Vec<Line>,
}

impl Report {
    /// Adds a step.
    pub fn add(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Whether the step ran and nothing failed in it.
    pub fn succeeded(&self, name: &str) -> bool {
        self.lines
            .iter()
            .any(|line| line.name == name && line.counts.failed == 0 && line.counts.passed > 0)
    }

    /// The sum over all steps.
    pub fn total(&self) -> Counts {
        self.lines
            .iter()
            .fold(Counts::default(), |sum, line| sum.plus(line.counts))
    }
}

impl fmt::Display for Report {
    /// A table, and the totals in a last line of their own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20} {:>8} {:>8} {:>8} {:>10}",
            "step", "passed", "failed", "skipped", "time"
        )?;
        for Line { name, counts, time } in &self.lines {
            let Counts {
                passed,
                failed,
                skipped,
            } = counts;
            let time = format!("{:.1} s", time.as_secs_f64());
            writeln!(f, "{name:<20} {passed:>8} {failed:>8} {skipped:>8} {time:>10}")?;
        }
        let time: Duration = self.lines.iter().map(|line| line.time).sum();
        writeln!(f, "{:<20} {:>37}", "all", format!("{:.1} s", time.as_secs_f64()))?;
        writeln!(f, "{}", in_words(self.total()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_holds_the_totals_alone() {
        let mut report = Report::default();
        report.add(Line {
            name: "one",
            counts: Counts {
                passed: 5,
                failed: 0,
                skipped: 1,
            },
            time: Duration::from_secs(2),
        });
        report.add(Line {
            name: "two",
            counts: Counts::FAILED,
            time: Duration::ZERO,
        });
        report.add(Line {
            name: "three",
            counts: Counts::SKIPPED,
            time: Duration::ZERO,
        });
        assert_eq!(
            report.to_string().lines().last(),
            Some("5 passed, 1 failed, 2 skipped")
        );
        assert!(report.succeeded("one"));
        assert!(!report.succeeded("two") && !report.succeeded("three") && !report.succeeded("four"));
    }
}
