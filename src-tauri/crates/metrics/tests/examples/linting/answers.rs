//! Rules 1 to 6: answers that can throw away a call.

use debrief_metrics::DataType;
use rstest::rstest;

use super::{BOOLEAN, ENUM, INTEGER, STRING, is_silent, speaks};

#[rstest]
// 1
#[case(
    1,
    ENUM,
    "What does the caller want? If nothing, answer none.",
    "refund, other",
    "none",
    "What does the caller want? If nothing, answer none. [refund, other, none]"
)]
#[case(
    1,
    ENUM,
    "What does the caller want? Return null if nothing.",
    "refund, unclear",
    "null",
    "What does the caller want? Return unclear if nothing."
)]
#[case(
    1,
    ENUM,
    "How did it end for the caller? open: a step remains. closed: done. lost: gone.",
    "open, closed, other",
    "lost",
    "How did it end for the caller? open: a step remains. closed: done. lost: gone. [open, closed, other, lost]"
)]
// 2
#[case(
    2,
    ENUM,
    "Which plan did the caller ask for?",
    "basic, family, business",
    "",
    "Which plan did the caller ask for? If it does not apply, answer not_applicable. [basic, family, business, not_applicable]"
)]
// 3
#[case(
    3,
    STRING,
    "What did the guest ask for? If nothing, leave it blank.",
    "",
    "leave it blank",
    "What did the guest ask for? If nothing, answer none."
)]
#[case(
    3,
    STRING,
    "Only answer if the guest booked. Which room?",
    "",
    "Only answer if",
    "Unless the guest booked, answer none. Which room?"
)]
#[case(
    3,
    INTEGER,
    "How many rooms? Do not answer if the guest hung up.",
    "",
    "Do not answer if",
    "How many rooms? If the guest hung up, answer -1."
)]
#[case(
    3,
    ENUM,
    "What did the guest ask for? Skip this metric for bots.",
    "room, meal",
    "Skip this metric",
    "What did the guest ask for? Answer not_applicable for bots. [room, meal, not_applicable]"
)]
#[case(
    3,
    STRING,
    "Why did the guest call? Return null if unknown.",
    "",
    "null",
    "Why did the guest call? Return none if unknown."
)]
// 4
#[case(
    4,
    INTEGER,
    "What did the tenant promise to pay? Output 'Not Applicable' if nothing.",
    "",
    "Not Applicable",
    "What did the tenant promise to pay? Output -1 if nothing."
)]
#[case(
    4,
    INTEGER,
    "Rate the mood of the caller from 1 to 5. unknown if not clear.",
    "",
    "unknown",
    "Rate the mood of the caller from 1 to 5. 0 if not clear."
)]
#[case(
    4,
    INTEGER,
    "How urgent is it for the caller? Answer low, medium or high.",
    "",
    "low",
    ""
)]
// 5
#[case(
    5,
    INTEGER,
    "Rate the caller's mood, e.g. 3.5",
    "",
    "3.5",
    "Rate the caller's mood, e.g. 3.5 Round to the nearest whole number; digits only."
)]
#[case(
    5,
    INTEGER,
    "Discount for the caller, with the % sign.",
    "",
    "with the %",
    "Discount for the caller, with the % sign. Round to the nearest whole number; digits only."
)]
#[case(
    5,
    INTEGER,
    "Price for the caller, like $49.",
    "",
    "49",
    "Price for the caller, like $49. Round to the nearest whole number; digits only."
)]
#[case(
    5,
    INTEGER,
    "Hours the caller waited, rounded to one decimal place.",
    "",
    "one decimal place",
    "Hours the caller waited, rounded to the nearest whole number."
)]
// 6
#[case(
    6,
    BOOLEAN,
    "Did the caller agree? Answer yes, no or maybe.",
    "",
    "maybe",
    "Did the caller agree? Answer yes or no. If unclear, answer false."
)]
#[case(
    6,
    BOOLEAN,
    "Did the caller agree? If unclear, answer \"unknown\".",
    "",
    "unknown",
    "Did the caller agree? If unclear, answer false."
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
// 1
#[case(
    1,
    ENUM,
    "What does the caller want? If the caller says 'cancel', choose other.",
    "refund, other"
)]
#[case(1, ENUM, "Did the agent answer the question? Do not answer maybe.", "yes, no")]
#[case(
    1,
    ENUM,
    "What does the caller want? Answer Call Back or other.",
    "call_back, other"
)]
#[case(
    1,
    ENUM,
    "Was will der Kunde? Wenn nichts, antworte mit nichts oder answer none.",
    "rückgabe, anderes"
)]
// 2
#[case(2, ENUM, "Did the caller agree to be called again?", "agreed, not_agreed")]
#[case(
    2,
    ENUM,
    "How warm is the lead? hot: wants to buy. warm: asks. cold: declines.",
    "hot, warm, cold"
)]
#[case(2, ENUM, "Which plan did the caller ask for?", "basic, family, no_plan_named")]
// 3
#[case(
    3,
    BOOLEAN,
    "Did the agent skip the greeting? True only if it is missing.",
    ""
)]
#[case(
    3,
    STRING,
    "What did the caller pay? Do not include the currency sign. None if nothing.",
    ""
)]
#[case(
    3,
    STRING,
    "City of the caller. Never leave this blank: unknown if not said.",
    ""
)]
#[case(3, STRING, "City of the caller. Return nothing but the name.", "")]
#[case(
    3,
    STRING,
    "Was wollte der Kunde? Wenn nichts gesagt wurde: leave it blank.",
    ""
)]
// 4
#[case(4, INTEGER, "How many rooms? If none, answer 0.", "")]
#[case(4, INTEGER, "How many rooms? Unknown: -1.", "")]
// 5
#[case(
    5,
    INTEGER,
    "How many orders above $500 or 10% did the caller name? 0 if none.",
    ""
)]
#[case(5, INTEGER, "Rate the caller's mood from 1-5 by their words.", "")]
#[case(5, INTEGER, "Average of the three ratings, rounded to a whole number.", "")]
#[case(5, INTEGER, "Budget of the caller. If a range, give the upper end.", "")]
// 6
#[case(6, BOOLEAN, "Did the caller agree? If unclear, answer false.", "")]
#[case(6, BOOLEAN, "Did the caller say maybe? Unclear counts as false.", "")]
fn is_silent_about(
    #[case] rule: u8,
    #[case] data_type: DataType,
    #[case] prompt: &str,
    #[case] choices: &str,
) {
    is_silent(rule, data_type, prompt, choices);
}
