//! Rules 10 and 11: dates and times.

use debrief_metrics::DataType;
use rstest::rstest;

use super::{BOOLEAN, DATETIME, STRING, is_silent, speaks};

#[rstest]
// 10
#[case(
    10,
    DATETIME,
    "When does the visit begin that the tenant agreed to, counted from the day of the call?",
    "",
    "When does the visit begin that the tenant agreed to, counted from the day of the call?",
    "When does the visit begin that the tenant agreed to, counted from the day of the call? Give ISO 8601 with offset, in the time zone UTC. If there is none, answer 1970-01-01T00:00:00Z."
)]
#[case(
    10,
    STRING,
    "On which date will the tenant pay, counted from the call date? If none, answer none.",
    "",
    "which date",
    "On which date will the tenant pay, counted from the call date? If none, answer none. Write YYYY-MM-DD."
)]
// 11
#[case(
    11,
    DATETIME,
    "When does the visit begin that the tenant agreed to? ISO 8601 with offset, in UTC. If none, answer 1970-01-01T00:00:00Z.",
    "",
    "When does the visit begin that the tenant agreed to?",
    "When does the visit begin that the tenant agreed to? ISO 8601 with offset, in UTC. If none, answer 1970-01-01T00:00:00Z. Count words such as tomorrow from the date of the call."
)]
fn speaks_about(
    #[case] rule: u8,
    #[case] data_type: DataType,
    #[case] prompt: &str,
    #[case] choices: &str,
    #[case] expected: &str,
    #[case] after: &str,
) {
    speaks(rule, data_type, prompt, choices, expected, after);
}

#[rstest]
// 10
#[case(10, STRING, "When will the guest arrive, in the guest's own words?", "")]
#[case(10, BOOLEAN, "When the caller asked for a date, did the agent give one?", "")]
// 11
#[case(11, DATETIME, "When was the caller born?", "")]
fn is_silent_about(
    #[case] rule: u8,
    #[case] data_type: DataType,
    #[case] prompt: &str,
    #[case] choices: &str,
) {
    is_silent(rule, data_type, prompt, choices);
}
