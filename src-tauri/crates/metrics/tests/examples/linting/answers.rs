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
#[case(
    1,
    ENUM,
    "Who pays for the guest? It has to be either guest, employer or agency.",
    "guest, employer, other",
    "agency",
    "Who pays for the guest? It has to be either guest, employer or agency. [guest, employer, other, agency]"
)]
#[case(
    1,
    ENUM,
    "Did the caller agree? If the caller never replies mark it as no_reply.",
    "yes, no, unclear",
    "no_reply",
    "Did the caller agree? If the caller never replies mark it as no_reply. [yes, no, unclear, no_reply]"
)]
#[case(
    1,
    ENUM,
    "Which parent calls? A grandparent = grandparent.",
    "mother, father, other",
    "grandparent",
    "Which parent calls? A grandparent = grandparent. [mother, father, other, grandparent]"
)]
#[case(
    1,
    ENUM,
    "Who paid? Wrong person on the line? Then wrong_party.",
    "tenant, owner, other",
    "wrong_party",
    "Who paid? Wrong person on the line? Then wrong_party. [tenant, owner, other, wrong_party]"
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
#[case(
    3,
    STRING,
    "Which landmark does the caller name? One line, or \"\" if none.",
    "",
    "\"\"",
    "Which landmark does the caller name? One line, or none if none."
)]
#[case(
    3,
    STRING,
    "What was sold to the caller? No sale = no text.",
    "",
    "= no text",
    "What was sold to the caller? No sale = none."
)]
#[case(
    3,
    ENUM,
    "What did the guest ask for? Skip this one for voicemails.",
    "room, meal, none",
    "Skip this one",
    "What did the guest ask for? Answer none for voicemails."
)]
#[case(
    3,
    STRING,
    "Note on the guest, one line. If nothing happened, we don't need this.",
    "",
    "we don't need this",
    "Note on the guest, one line. If nothing happened, answer none."
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
#[case(
    4,
    INTEGER,
    "Guests in the party - give the number or \"unknown\".",
    "",
    "unknown",
    "Guests in the party - give the number or -1."
)]
#[case(
    4,
    INTEGER,
    "Loan of the caller in euros, and N/A for existing loans.",
    "",
    "N/A",
    "Loan of the caller in euros, and -1 for existing loans."
)]
#[case(
    4,
    INTEGER,
    "Bill the caller disputes. \"None\" if there is no dispute.",
    "",
    "None",
    "Bill the caller disputes. -1 if there is no dispute."
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
#[case(
    5,
    INTEGER,
    "Guests the caller expects, as \"from-to\".",
    "",
    "from-to",
    "Guests the caller expects, as \"from-to\". Round to the nearest whole number; digits only."
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
#[case(
    6,
    BOOLEAN,
    "Did the caller agree? Answer true or false; \"unsure\" is allowed too.",
    "",
    "unsure",
    ""
)]
#[case(
    6,
    BOOLEAN,
    "Did the caller pay? Partly paid -> not sure.",
    "",
    "not sure",
    "Did the caller pay? Partly paid -> false."
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
#[case(
    1,
    ENUM,
    "Risk of the caller leaving.\nhigh – says so, asks for the code\nlow – nothing of it",
    "high, low"
)]
#[case(
    1,
    ENUM,
    "How many of the options did the agent read to the caller? all options: three. no options: zero.",
    "all options, no options"
)]
#[case(
    1,
    ENUM,
    "What is left of the stock? The agent may say \"coming\" (ordered) or \"gone\" (sold).",
    "ordered, sold, other"
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
#[case(
    3,
    STRING,
    "Which error does the caller read, e.g. \"\" is no date? None if none.",
    ""
)]
#[case(
    3,
    INTEGER,
    "Help of the agent for the caller: 1 = no answer, 2 = half of one, 3 = all.",
    ""
)]
#[case(
    3,
    BOOLEAN,
    "Did the agent say that the field may stay blank? True only if so.",
    ""
)]
#[case(
    3,
    ENUM,
    "How did the dial end? busy = a tone, no_answer = no output from the other side.",
    "busy, no_answer"
)]
// 4
#[case(4, INTEGER, "How many rooms? If none, answer 0.", "")]
#[case(4, INTEGER, "How many rooms? Unknown: -1.", "")]
#[case(
    4,
    INTEGER,
    "How many of the words \"sorry\" or \"unknown\" did the agent use? 0 if none.",
    ""
)]
#[case(4, INTEGER, "How many calls were missed or not answered? 0 if none.", "")]
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
#[case(
    5,
    INTEGER,
    "Score of the agent: 40 % accuracy, 60 % politeness, from 0 to 100.",
    ""
)]
#[case(5, INTEGER, "Hours the guest needs; count half hours as a full hour.", "")]
// 6
#[case(6, BOOLEAN, "Did the caller agree? If unclear, answer false.", "")]
#[case(6, BOOLEAN, "Did the caller say maybe? Unclear counts as false.", "")]
#[case(
    6,
    BOOLEAN,
    "Answer yes if the caller paid, no if they refused or asked for more time.",
    ""
)]
#[case(6, BOOLEAN, "Did the caller agree? \"Maybe\" is not enough: false.", "")]
fn is_silent_about(
    #[case] rule: u8,
    #[case] data_type: DataType,
    #[case] prompt: &str,
    #[case] choices: &str,
) {
    is_silent(rule, data_type, prompt, choices);
}
