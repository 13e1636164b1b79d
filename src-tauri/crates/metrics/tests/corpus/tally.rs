//! Counts of right, wrong and missed findings, and a table of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use debrief_metrics::Severity;

/// How often the rules were right, spoke wrongly, and missed something.
#[derive(Debug, Default, Clone)]
pub struct Count {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
    wrong_names: Vec<String>,
    missed_names: Vec<String>,
}

impl Count {
    /// The part of what was said that was right.
    pub fn precision(&self) -> f64 {
        part(self.right, self.right + self.wrong)
    }

    /// The part of what was expected that was said.
    pub fn recall(&self) -> f64 {
        part(self.right, self.right + self.missed)
    }

    fn plus(mut self, other: &Self) -> Self {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self
    }

    fn row(&self, title: &str) -> String {
        format!(
            "| {title} | {} | {} | {} | {} | {} | {:.3} | {:.3} |\n",
            self.right + self.missed,
            self.right + self.wrong,
            self.right,
            self.wrong,
            self.missed,
            self.precision(),
            self.recall()
        )
    }
}

fn part(of: usize, all: usize) -> f64 {
    if all == 0 {
        return 1.0;
    }
    let number = |count: usize| f64::from(u32::try_from(count).unwrap());
    number(of) / number(all)
}

/// The counts of one half, by rule and severity.
#[derive(Debug, Default)]
pub struct Tally {
    counts: BTreeMap<(u8, Severity), Count>,
    bad: usize,
    caught: usize,
}

impl Tally {
    /// Counts one rule about one case.
    pub fn add(&mut self, name: &str, key: (u8, Severity), expected: bool, found: bool) {
        let count = self.counts.entry(key).or_default();
        match (expected, found) {
            (true, true) => count.right += 1,
            (false, true) => {
                count.wrong += 1;
                count.wrong_names.push(name.to_owned());
            }
            (true, false) => {
                count.missed += 1;
                count.missed_names.push(name.to_owned());
            }
            (false, false) => {}
        }
    }

    /// Counts a metric about which something is expected, and whether any of it was found.
    pub fn add_bad(&mut self, caught: bool) {
        self.bad += 1;
        self.caught += usize::from(caught);
    }

    /// The part of the bad metrics about which something expected was said.
    pub fn caught(&self) -> f64 {
        part(self.caught, self.bad)
    }

    /// The counts of one severity.
    pub fn of(&self, severity: Severity) -> Count {
        let counts = self.counts.iter().filter(|((_, of), _)| *of == severity);
        counts.fold(Count::default(), |sum, (_, count)| sum.plus(count))
    }

    /// The counts of all of them.
    pub fn all(&self) -> Count {
        self.counts.values().fold(Count::default(), Count::plus)
    }

    /// A table by severity.
    pub fn totals(&self, half: &str) -> String {
        let mut table = format!(
            "| {half} | Expected | Found | Right | Wrong | Missed | Precision | Recall |\n|---|---|---|---|---|---|---|---|\n"
        );
        let severities = [
            (Severity::Refused, "refused"),
            (Severity::Danger, "danger"),
            (Severity::Warning, "warning"),
        ];
        for (severity, name) in severities {
            table += &self.of(severity).row(name);
        }
        table += &self.all().row("all");
        if self.bad > 0 {
            let _ = writeln!(
                table,
                "\n{half}: {} of {} bad metrics caught ({:.3})",
                self.caught,
                self.bad,
                self.caught()
            );
        }
        table
    }

    /// A table by rule, with the names of the cases it is wrong about. Only for cases that may be read.
    pub fn by_rule(&self) -> String {
        let mut table =
            "| Rule | Expected | Found | Right | Wrong | Missed | Precision | Recall |\n|---|---|---|---|---|---|---|---|\n"
                .to_owned();
        let mut names = String::new();
        for ((rule, severity), count) in &self.counts {
            let title = format!("{rule} {}", format!("{severity:?}").to_lowercase());
            table += &count.row(&title);
            for (what, list) in [("wrong", &count.wrong_names), ("missed", &count.missed_names)] {
                if !list.is_empty() {
                    let _ = writeln!(names, "{title}: {what} about {}", list.join(", "));
                }
            }
        }
        table + "\n" + &names
    }
}
