//! Rules 12 to 24: scales, lists, questions and what they ask for.

use debrief_metrics::DataType;
use rstest::rstest;

use super::{BOOLEAN, ENUM, INTEGER, STRING, is_silent, speaks};

#[rstest]
// 12
#[case(
    12,
    INTEGER,
    "Rate the caller's satisfaction from 1 to 5.",
    "",
    "Rate the caller's satisfaction from 1 to 5",
    ""
)]
#[case(
    12,
    INTEGER,
    "How clear was the agent to the caller? 1 = confusing, 5 = clear.",
    "",
    "How clear was the agent to the caller?",
    ""
)]
#[case(
    12,
    INTEGER,
    "Empathy of the agent with the caller, 1-10.",
    "",
    "Empathy of the agent with the caller, 1-10",
    ""
)]
// 13
#[case(
    13,
    STRING,
    "Rate the caller's mood from 1 to 5: 1 bad, 3 fine, 5 good.",
    "",
    "Rate the caller's mood from 1 to 5",
    "Rate the caller's mood from 1 to 5: 1 bad, 3 fine, 5 good. (Integer)"
)]
// 14
#[case(
    14,
    STRING,
    "How did the call end for the guest? Options: booked, moved, none",
    "",
    "booked, moved, none",
    "How did the call end for the guest? Options: booked, moved, none (Enum) [booked, moved, none]"
)]
#[case(
    14,
    STRING,
    "Sort the request of the caller:\n- repair\n- noise\n- keys\nOne word.",
    "",
    "repair\n- noise\n- keys",
    "Sort the request of the caller:\n- repair\n- noise\n- keys\nOne word. (Enum) [repair, noise, keys]"
)]
#[case(
    14,
    STRING,
    "The plan of the caller, either basic or premium.",
    "",
    "basic or premium",
    "The plan of the caller, either basic or premium. (Enum) [basic, premium]"
)]
// 15
#[case(
    15,
    BOOLEAN,
    "Did the guest cancel and did the agent offer a refund?",
    "",
    "and did the agent",
    "Did the guest cancel? + it_2: Did the agent offer a refund?"
)]
#[case(
    15,
    STRING,
    "Which room did the guest want? Which meal did the guest order? One word.",
    "",
    "Which meal did the guest order?",
    "Which room did the guest want? One word. + it_2: Which meal did the guest order?"
)]
#[case(15, STRING, "Which plan did the caller take? Why? One line.", "", "Why?", "")]
// 16
#[case(
    16,
    INTEGER,
    "Weighted score of the agent's politeness and accuracy, from 0 to 100.",
    "",
    "Weighted score of the agent's politeness and accuracy",
    "Weighted score of the agent's politeness and accuracy, from 0 to 100. Take the simple average of the parts, rounded to a whole number."
)]
#[case(
    16,
    INTEGER,
    "Rate the greeting and the closing of the agent together in one score by the script.",
    "",
    "together in one score by the script",
    "Rate the greeting and the closing of the agent together in one score by the script. Take the simple average of the parts, rounded to a whole number."
)]
// 17
#[case(17, BOOLEAN, "Was it good?", "", "Was it good?", "")]
#[case(
    17,
    ENUM,
    "How did the agent treat the caller, was the handling professional?",
    "yes, no",
    "professional",
    ""
)]
#[case(
    17,
    BOOLEAN,
    "Did the agent close the call with the guest properly?",
    "",
    "properly",
    ""
)]
// 18
#[case(
    18,
    BOOLEAN,
    "Does the caller need a call from the team?",
    "",
    "need",
    "Does the caller need a call from the team? Answer true only if the words of the call show it plainly; otherwise answer false."
)]
#[case(
    18,
    BOOLEAN,
    "Did the agent fail to greet the caller by name?",
    "",
    "fail",
    ""
)]
#[case(
    18,
    BOOLEAN,
    "Did the agent greet the caller by name?",
    "",
    "Did the agent greet the caller by name?",
    "Did the agent greet the caller by name? Answer true only if the transcript shows it; otherwise answer false."
)]
#[case(
    18,
    BOOLEAN,
    "Based on the call, did the caller require a nurse?",
    "",
    "require",
    "Based on the call, did the caller require a nurse? Answer true only if the words of the call show it plainly; otherwise answer false."
)]
#[case(
    18,
    BOOLEAN,
    "Patient needs a call from the nurse today?",
    "",
    "needs",
    "Patient needs a call from the nurse today? Answer true only if the words of the call show it plainly; otherwise answer false."
)]
// 19
#[case(
    19,
    ENUM,
    "At the end, what is the state of the caller's request?",
    "resolved, partially_resolved, unclear",
    "",
    "At the end, what is the state of the caller's request? If two fit, choose the first in this list. [resolved, partially_resolved, unclear]"
)]
// 20
#[case(
    20,
    BOOLEAN,
    "Was frustration expressed about the price? True if so, else false.",
    "",
    "Was frustration expressed",
    ""
)]
// 21
#[case(
    21,
    STRING,
    "What did the caller want from us on this call?",
    "",
    "What did the caller want from us on this call?",
    "What did the caller want from us on this call? At most 25 words. If not mentioned, answer none."
)]
// 22
#[case(
    22,
    ENUM,
    "How does the caller feel, judged by their tone of voice?",
    "calm, angry, unclear",
    "tone of voice",
    "How does the caller feel, judged by their choice of words?"
)]
// 23
#[case(
    23,
    STRING,
    "Which card number did the caller read out? If none, answer none.",
    "",
    "card number",
    ""
)]
#[case(
    23,
    ENUM,
    "Which religion does the caller name?",
    "a_faith, none",
    "religion",
    ""
)]
// 24
#[case(
    24,
    BOOLEAN,
    "Did the agent name {company} to the caller? True only if so.",
    "",
    "{company}",
    ""
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
// 12
#[case(
    12,
    INTEGER,
    "How hard was it for the caller? 1 easy; 2 some waiting; 3 hard.",
    ""
)]
#[case(12, INTEGER, "How many rooms did the guest book, from 1 to 9?", "")]
#[case(
    12,
    INTEGER,
    "How clear was the agent to the caller? 0 = not clear, 1 = clear.",
    ""
)]
// 13
#[case(
    13,
    STRING,
    "Which rating did the guest give on the website? In the guest's words.",
    ""
)]
// 14
#[case(
    14,
    STRING,
    "Which product? For example phone, tablet or laptop. None if not said.",
    ""
)]
#[case(14, STRING, "Birthday of the caller, DD/MM/YYYY; none if not said.", "")]
#[case(
    14,
    STRING,
    "Write down for the caller:\n- product\n- fault\n- wish\nMax. 30 words.",
    ""
)]
// 15
#[case(
    15,
    BOOLEAN,
    "Did the agent acknowledge and respond to the caller? False if either part is missing.",
    ""
)]
#[case(
    15,
    BOOLEAN,
    "Did the agent repeat the time and did the caller accept it? Answer false if either part is missing.",
    ""
)]
#[case(15, STRING, "Why did the guest cancel? Price? Weather? One line.", "")]
// 16
#[case(
    16,
    INTEGER,
    "Overall score of the agent's tone and speed: the simple average of both.",
    ""
)]
// 17
#[case(17, STRING, "Which product?", "")]
#[case(
    17,
    BOOLEAN,
    "Was the guest happy at the end? True only if they thank the agent.",
    ""
)]
#[case(17, BOOLEAN, "Kunde zufrieden?", "")]
#[case(
    17,
    BOOLEAN,
    "Did the agent close the call as well as the ticket of the guest? True only if both.",
    ""
)]
// 18
#[case(
    18,
    BOOLEAN,
    "Does the caller need help? Answer true only if they ask for it.",
    ""
)]
#[case(
    18,
    BOOLEAN,
    "Did the agent say that a form is required? True only if so.",
    ""
)]
// 19
#[case(19, ENUM, "State of the caller's request?", "resolved, not_resolved")]
#[case(
    19,
    ENUM,
    "State of the caller's request? If two fit, choose the first.",
    "resolved, partly_resolved, none"
)]
// 20
#[case(20, INTEGER, "Rate the overall mood of the call from 1 to 5.", "")]
#[case(20, STRING, "Which product was discussed? One word.", "")]
#[case(20, STRING, "Slot of the visit, \"open\" when no time was agreed.", "")]
// 21
#[case(21, STRING, "What did the caller want? One sentence.", "")]
#[case(21, STRING, "What did the caller want? If nothing, answer none.", "")]
// 22
#[case(22, BOOLEAN, "Did the caller mention a long waiting time?", "")]
#[case(
    22,
    INTEGER,
    "Rate the caller's mood from 1 to 5 based on tone and words used.",
    ""
)]
// 23
#[case(23, STRING, "What are the last four digits of the card the caller named?", "")]
#[case(23, BOOLEAN, "Did the caller read out a card number?", "")]
// 24
#[case(
    24,
    INTEGER,
    "Answer with a number from {0, 1, 2} or as in {\"value\": 1}.",
    ""
)]
fn is_silent_about(
    #[case] rule: u8,
    #[case] data_type: DataType,
    #[case] prompt: &str,
    #[case] choices: &str,
) {
    is_silent(rule, data_type, prompt, choices);
}
