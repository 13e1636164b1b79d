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
#[case(
    10,
    DATETIME,
    "When was the tenant born? ISO 8601, in UTC. If it is not said, answer none.",
    "",
    "none",
    "When was the tenant born? ISO 8601, in UTC. If it is not said, answer 1970-01-01T00:00:00Z."
)]
#[case(
    10,
    DATETIME,
    "When did it break for the tenant? ISO 8601, in UTC; \"not known\" if they cannot say.",
    "",
    "not known",
    "When did it break for the tenant? ISO 8601, in UTC; 1970-01-01T00:00:00Z if they cannot say."
)]
#[case(
    10,
    DATETIME,
    "When did it break for the tenant? ISO 8601, in UTC. Otherwise not_mentioned.",
    "",
    "not_mentioned",
    "When did it break for the tenant? ISO 8601, in UTC. Otherwise 1970-01-01T00:00:00Z."
)]
#[case(
    10,
    DATETIME,
    "When did it break for the tenant? ISO 8601, in UTC. No date: N/A.",
    "",
    "N/A",
    "When did it break for the tenant? ISO 8601, in UTC. No date: 1970-01-01T00:00:00Z."
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
#[case(
    10,
    DATETIME,
    "When did it break? ISO 8601, in UTC. If only the day is known, use noon. If none, answer 1970-01-01T00:00:00Z.",
    ""
)]
#[case(
    10,
    DATETIME,
    "When did it break? Return \"YYYY-MM-DDTHH:MM:SSZ\" in UTC. None or unclear: 1970-01-01T00:00:00Z.",
    ""
)]
#[case(
    10,
    DATETIME,
    "When did it break? ISO 8601, in UTC. If they say \"unknown\" or \"no idea\", answer 1970-01-01T00:00:00Z.",
    ""
)]
#[case(10, DATETIME, "When did it break? ISO 8601, in UTC. Null if not said.", "")]
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
