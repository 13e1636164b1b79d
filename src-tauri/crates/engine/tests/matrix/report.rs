//! The table that the matrix ends with: counted, nothing in it is written down beforehand.

use std::collections::BTreeMap;
use std::fmt;

use crate::cases::Case;
use crate::check::{Broken, Problem};
use crate::drive::Outcome;
use crate::known::why;
use crate::recover::End;
use crate::steps::Speech;

/// Characters that are printed of a reason.
const WORDS: usize = 600;

#[derive(Default)]
struct Counts {
    cases: u32,
    finished: u32,
    discarded: u32,
    failed: u32,
}

/// Everything that came out.
#[derive(Default)]
pub struct Report {
    order: Vec<String>,
    rows: BTreeMap<(Speech, usize), Counts>,
    failures: Vec<(String, Vec<Problem>)>,
    broken: [u32; 4],
}

impl Report {
    pub fn add(&mut self, case: &Case, outcome: Outcome) {
        let name = case.trouble.row();
        let at = self.order.iter().position(|row| *row == name).unwrap_or_else(|| {
            self.order.push(name);
            self.order.len() - 1
        });
        let row = self.rows.entry((case.speech, at)).or_default();
        row.cases += 1;
        match outcome {
            Ok(End::Finished) => row.finished += 1,
            Ok(End::Discarded) => row.discarded += 1,
            Err(problems) => {
                row.failed += 1;
                for (broken, _) in &problems {
                    self.broken[*broken as usize] += 1;
                }
                self.failures.push((case.to_string(), problems));
            }
        }
    }

    pub fn cases(&self) -> u32 {
        self.rows.values().map(|row| row.cases).sum()
    }

    /// Names of the cases that failed.
    pub fn failed(&self) -> Vec<&str> {
        self.failures.iter().map(|(name, _)| name.as_str()).collect()
    }

    pub fn is_clean(&self) -> bool {
        self.failures.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut total = Counts::default();
        let mut speech = None;
        for ((of, at), row) in &self.rows {
            if speech != Some(of) {
                speech = Some(of);
                writeln!(
                    out,
                    "\n{:<44}{:>8}{:>11}{:>11}{:>8}",
                    format!("[{of}]"),
                    "cases",
                    "finished",
                    "discarded",
                    "failed"
                )?;
            }
            writeln!(
                out,
                "{:<44}{:>8}{:>11}{:>11}{:>8}",
                self.order[*at], row.cases, row.finished, row.discarded, row.failed
            )?;
            total.cases += row.cases;
            total.finished += row.finished;
            total.discarded += row.discarded;
            total.failed += row.failed;
        }
        writeln!(
            out,
            "\n{:<44}{:>8}{:>11}{:>11}{:>8}",
            "total", total.cases, total.finished, total.discarded, total.failed
        )?;
        let count = |broken: Broken| self.broken[broken as usize];
        writeln!(
            out,
            "lost {}, duplicated {}, foreign changes {}, stuck {}",
            count(Broken::Lost),
            count(Broken::Duplicated),
            count(Broken::Foreign),
            count(Broken::Stuck)
        )?;
        for (name, problems) in &self.failures {
            writeln!(out, "\nfailed: {name}")?;
            if let Some(why) = why(name) {
                writeln!(out, "  known: {why}")?;
            }
            for (broken, words) in problems {
                let short: String = words.chars().take(WORDS).collect();
                writeln!(out, "  {broken:?}: {short}")?;
            }
        }
        Ok(())
    }
}
