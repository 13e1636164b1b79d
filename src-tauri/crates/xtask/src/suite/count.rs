//! How many tests passed, read from what the runners report.

use anyhow::{Context, Result};
use serde_json::Value;

/// Numbers of tests and checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Succeeded.
    pub passed: u32,
    /// Did not.
    pub failed: u32,
    /// Were not run.
    pub skipped: u32,
}

impl Counts {
    /// One thing that failed.
    pub const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };
    /// One thing that was not run.
    pub const SKIPPED: Self = Self {
        passed: 0,
        failed: 0,
        skipped: 1,
    };

    /// The sum.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    /// A runner that failed without a failed test (it did not compile, crashed, took too long), and one that ran no
    /// test at all, count as one failure.
    pub fn with_exit(mut self, succeeded: bool) -> Self {
        if self.failed == 0 && (!succeeded || self.passed == 0) {
            self.failed = 1;
        }
        self
    }
}

/// Sums the `test result:` lines of `cargo test`. A test that could not be run says so and counts as skipped.
pub fn of_cargo_test(output: &str) -> Counts {
    let mut counts = output
        .lines()
        .filter_map(result_line)
        .fold(Counts::default(), Counts::plus);
    let skipped = u32::try_from(skipped_in_cargo_test(output).len()).unwrap_or_default();
    counts.passed = counts.passed.saturating_sub(skipped);
    counts.skipped += skipped;
    counts
}

/// What tests of `cargo test` say that this machine does not let them run: `SKIPPED name: why`.
pub fn skipped_in_cargo_test(output: &str) -> Vec<&str> {
    output
        .lines()
        .filter_map(|line| line.find("SKIPPED ").map(|at| &line[at..]))
        .collect()
}

fn result_line(line: &str) -> Option<Counts> {
    // The line may follow, without a break, what a test printed.
    let (_, rest) = line.split_once("test result: ")?;
    let (_, numbers) = rest.split_once(". ")?;
    let mut counts = Counts::default();
    for part in numbers.split(';') {
        let mut words = part.split_whitespace();
        let (Some(number), Some(what)) = (words.next(), words.next()) else {
            continue;
        };
        match what {
            "passed" => counts.passed = number.parse().ok()?,
            "failed" => counts.failed = number.parse().ok()?,
            "ignored" => counts.skipped = number.parse().ok()?,
            _ => {}
        }
    }
    Some(counts)
}

/// The lines of `cargo test` that name what failed, and what the failed tests printed.
pub fn failures_of_cargo_test(output: &str) -> Vec<&str> {
    let mut printed = false;
    let mut lines = Vec::new();
    for line in output.lines() {
        // After the blocks of what was printed comes, under the same word as before them, the list of names.
        if line.starts_with("---- ") && line.ends_with(" ----") {
            printed = true;
        } else if line == "failures:" {
            printed = false;
        }
        let named = (line.starts_with("test ") && line.ends_with("FAILED"))
            || line.starts_with("error: test failed")
            || line.starts_with("error: doctest failed");
        if named || (printed && !line.is_empty()) {
            lines.push(line);
        }
    }
    lines
}

/// Reads the file of vitest's JSON reporter: the counts, and what failed, one line each.
pub fn of_vitest(report: &Value) -> Result<(Counts, Vec<String>)> {
    let mut counts = Counts::default();
    let mut failures = Vec::new();
    for file in report["testResults"]
        .as_array()
        .context("vitest's report has no testResults")?
    {
        let name = file["name"].as_str().unwrap_or_default();
        let tests = file["assertionResults"]
            .as_array()
            .context("vitest's report has no assertionResults")?;
        for test in tests {
            match test["status"].as_str() {
                Some("passed") => counts.passed += 1,
                Some("failed") => {
                    counts.failed += 1;
                    let title = test["fullName"].as_str().unwrap_or_default();
                    let message = test["failureMessages"][0].as_str().unwrap_or_default();
                    failures.push(format!(
                        "{name}: {title}: {}",
                        message.lines().next().unwrap_or_default()
                    ));
                }
                _ => counts.skipped += 1,
            }
        }
        // A file that could not even be loaded has a message and no tests.
        if tests.is_empty() && file["status"] == "failed" {
            counts.failed += 1;
            failures.push(format!(
                "{name}: {}",
                file["message"].as_str().unwrap_or_default()
            ));
        }
    }
    Ok((counts, failures))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn counts(passed: u32, failed: u32, skipped: u32) -> Counts {
        Counts {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn result_lines_of_all_binaries_are_summed() {
        let output = "\
running 3 tests
test a ... ok
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
printed without a break test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1.2s
test b ... SKIPPED vendor: python3 is not installed
test result: none of our business";
        assert_eq!(of_cargo_test(output), counts(2, 2, 2));
        assert_eq!(
            skipped_in_cargo_test(output),
            ["SKIPPED vendor: python3 is not installed"]
        );
    }

    #[test]
    fn what_failed_is_named_with_what_it_printed() {
        let output = "\
test a::b ... ok
test a::c ... FAILED

failures:

---- a::c stdout ----

thread 'a::c' panicked at src/a.rs:1:2:
left is not right

failures:
    a::c

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

error: test failed, to rerun pass `-p x --lib`";
        let expected = [
            "test a::c ... FAILED",
            "---- a::c stdout ----",
            "thread 'a::c' panicked at src/a.rs:1:2:",
            "left is not right",
            "error: test failed, to rerun pass `-p x --lib`",
        ];
        assert_eq!(failures_of_cargo_test(output), expected);
    }

    #[test]
    fn vitest_counts_tests_and_files_that_do_not_load() {
        let report = json!({"testResults": [
            {"name": "a.test.ts", "status": "failed", "assertionResults": [
                {"status": "passed", "fullName": "x"},
                {"status": "failed", "fullName": "y", "failureMessages": ["expected 1\n at line"]},
                {"status": "pending", "fullName": "z"},
                {"status": "todo", "fullName": "later"},
            ]},
            {"name": "b.test.ts", "status": "failed", "message": "cannot import", "assertionResults": []},
        ]});
        let (found, failures) = of_vitest(&report).unwrap();
        assert_eq!(found, counts(1, 2, 2));
        assert_eq!(failures, ["a.test.ts: y: expected 1", "b.test.ts: cannot import"]);
        assert!(of_vitest(&json!({})).is_err());
    }

    #[test]
    fn a_runner_that_fails_without_a_test_or_runs_none_is_one_failure() {
        assert_eq!(counts(3, 0, 0).with_exit(true), counts(3, 0, 0));
        assert_eq!(counts(3, 0, 0).with_exit(false), counts(3, 1, 0));
        assert_eq!(counts(3, 2, 0).with_exit(false), counts(3, 2, 0));
        assert_eq!(counts(0, 0, 0).with_exit(true), counts(0, 1, 0));
    }
}
