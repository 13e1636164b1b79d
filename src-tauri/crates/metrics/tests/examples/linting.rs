//! Each rule by hand: one prompt about which it speaks, with the words it means and the repair, and one about which it
//! is silent.

use debrief_metrics::{
    Context, DataType, Field, Finding, Metric, MetricFields, MetricSet, Results, Severity, Step, library,
    lint, repair,
};
use rstest::rstest;

use crate::fields;

const BOOLEAN: DataType = DataType::Boolean;
const DATETIME: DataType = DataType::Datetime;
const ENUM: DataType = DataType::Enum;
const INTEGER: DataType = DataType::Integer;
const STRING: DataType = DataType::String;

fn metrics(all: &[MetricFields]) -> Vec<Metric> {
    let mut set = MetricSet::read(None).unwrap();
    for fields in all {
        set.add(fields);
    }
    set.metrics()
}

fn about(all: &[MetricFields], rule: u8) -> Vec<Finding> {
    let found = lint(&metrics(all), &Context::default());
    found.into_iter().filter(|finding| finding.rule == rule).collect()
}

/// The words of the prompt that a finding means.
fn words(fields: &MetricFields, finding: &Finding) -> String {
    let Some(span) = finding.span.filter(|_| finding.field == Some(Field::Prompt)) else {
        return String::new();
    };
    let units: Vec<u16> = fields.prompt.encode_utf16().collect();
    String::from_utf16(&units[span.start as usize..span.end as usize]).unwrap()
}

/// What the prompt, the choices and the type are after the repair, as one text; empty without one.
fn mended(fields: &MetricFields, finding: &Finding) -> String {
    let Some(fix) = &finding.fix else {
        return String::new();
    };
    let after = repair(fields, fix);
    let mut text = after.fields.prompt.clone();
    if after.fields.data_type != fields.data_type {
        text += &format!(" ({:?})", after.fields.data_type);
    }
    if after.fields.choices != fields.choices {
        text += &format!(" [{}]", after.fields.choices.join(", "));
    }
    for added in after.added {
        text += &format!(" + {}: {}", added.identifier, added.prompt);
    }
    text
}

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
// 10, 11
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
    11,
    DATETIME,
    "When does the visit begin that the tenant agreed to? ISO 8601 with offset, in UTC. If none, answer 1970-01-01T00:00:00Z.",
    "",
    "When does the visit begin that the tenant agreed to?",
    "When does the visit begin that the tenant agreed to? ISO 8601 with offset, in UTC. If none, answer 1970-01-01T00:00:00Z. Count words such as tomorrow from the date of the call."
)]
// 12, 13
#[case(
    12,
    INTEGER,
    "Rate the caller's satisfaction from 1 to 5.",
    "",
    "Rate the caller's satisfaction from 1 to 5",
    ""
)]
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
// 16
#[case(
    16,
    INTEGER,
    "Weighted score of the agent's politeness and accuracy, from 0 to 100.",
    "",
    "Weighted score of the agent's politeness and accuracy",
    "Weighted score of the agent's politeness and accuracy, from 0 to 100. Take the simple average of the parts, rounded to a whole number."
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
fn speaks(
    #[case] rule: u8,
    #[case] data_type: DataType,
    #[case] prompt: &str,
    #[case] choices: &str,
    #[case] expected: &str,
    #[case] after: &str,
) {
    let choices: Vec<&str> = choices.split(", ").filter(|choice| !choice.is_empty()).collect();
    let fields = fields("it", data_type, prompt, &choices);
    let found = about(std::slice::from_ref(&fields), rule);
    let first = found.first().unwrap_or_else(|| panic!("rule {rule} is silent"));
    assert_eq!(words(&fields, first), expected);
    let after = if after.ends_with(&format!("[{}]", choices.join(", "))) && rule == 19 {
        after.rsplit_once(" [").unwrap().0
    } else {
        after
    };
    assert_eq!(mended(&fields, first), after);
}

#[rstest]
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
#[case(2, ENUM, "Did the caller agree to be called again?", "agreed, not_agreed")]
#[case(
    2,
    ENUM,
    "How warm is the lead? hot: wants to buy. warm: asks. cold: declines.",
    "hot, warm, cold"
)]
#[case(2, ENUM, "Which plan did the caller ask for?", "basic, family, no_plan_named")]
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
#[case(4, INTEGER, "How many rooms? If none, answer 0.", "")]
#[case(4, INTEGER, "How many rooms? Unknown: -1.", "")]
#[case(
    5,
    INTEGER,
    "How many orders above $500 or 10% did the caller name? 0 if none.",
    ""
)]
#[case(5, INTEGER, "Rate the caller's mood from 1-5 by their words.", "")]
#[case(5, INTEGER, "Average of the three ratings, rounded to a whole number.", "")]
#[case(5, INTEGER, "Budget of the caller. If a range, give the upper end.", "")]
#[case(6, BOOLEAN, "Did the caller agree? If unclear, answer false.", "")]
#[case(6, BOOLEAN, "Did the caller say maybe? Unclear counts as false.", "")]
#[case(10, STRING, "When will the guest arrive, in the guest's own words?", "")]
#[case(10, BOOLEAN, "When the caller asked for a date, did the agent give one?", "")]
#[case(11, DATETIME, "When was the caller born?", "")]
#[case(
    12,
    INTEGER,
    "How hard was it for the caller? 1 easy; 2 some waiting; 3 hard.",
    ""
)]
#[case(12, INTEGER, "How many rooms did the guest book, from 1 to 9?", "")]
#[case(
    13,
    STRING,
    "Which rating did the guest give on the website? In the guest's words.",
    ""
)]
#[case(
    14,
    STRING,
    "Which product? For example phone, tablet or laptop. None if not said.",
    ""
)]
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
#[case(
    16,
    INTEGER,
    "Overall score of the agent's tone and speed: the simple average of both.",
    ""
)]
#[case(17, STRING, "Which product?", "")]
#[case(
    17,
    BOOLEAN,
    "Was the guest happy at the end? True only if they thank the agent.",
    ""
)]
#[case(
    18,
    BOOLEAN,
    "Does the caller need help? Answer true only if they ask for it.",
    ""
)]
#[case(19, ENUM, "State of the caller's request?", "resolved, not_resolved")]
#[case(
    19,
    ENUM,
    "State of the caller's request? If two fit, choose the first.",
    "resolved, partly_resolved, none"
)]
#[case(20, INTEGER, "Rate the overall mood of the call from 1 to 5.", "")]
#[case(21, STRING, "What did the caller want? One sentence.", "")]
#[case(21, STRING, "What did the caller want? If nothing, answer none.", "")]
#[case(22, BOOLEAN, "Did the caller mention a long waiting time?", "")]
#[case(
    22,
    INTEGER,
    "Rate the caller's mood from 1 to 5 based on tone and words used.",
    ""
)]
#[case(23, STRING, "What are the last four digits of the card the caller named?", "")]
#[case(23, BOOLEAN, "Did the caller read out a card number?", "")]
#[case(
    24,
    INTEGER,
    "Answer with a number from {0, 1, 2} or as in {\"value\": 1}.",
    ""
)]
// Other languages
#[case(
    1,
    ENUM,
    "Was will der Kunde? Wenn nichts, antworte mit nichts oder answer none.",
    "rückgabe, anderes"
)]
#[case(
    3,
    STRING,
    "Was wollte der Kunde? Wenn nichts gesagt wurde: leave it blank.",
    ""
)]
#[case(17, BOOLEAN, "Kunde zufrieden?", "")]
fn is_silent(#[case] rule: u8, #[case] data_type: DataType, #[case] prompt: &str, #[case] choices: &str) {
    let choices: Vec<&str> = choices.split(", ").filter(|choice| !choice.is_empty()).collect();
    assert_eq!(about(&[fields("it", data_type, prompt, &choices)], rule), []);
}

fn reason() -> MetricFields {
    let choices = ["billing", "other", "none"];
    fields(
        "call_reason",
        ENUM,
        "Why did the caller call? If no reason is given, answer none.",
        &choices,
    )
}

#[rstest]
#[case(
    "If call_reason is billing, what did the agent say? One word.",
    "call_reason",
    "If the answer to “Why did the caller call?” is billing, what did the agent say? One word."
)]
#[case(
    "Based on the call reason, what did the agent say? One word.",
    "call reason",
    ""
)]
#[case(
    "What did the caller say about the previous metric? One word.",
    "the previous metric",
    ""
)]
fn another_metric_is_out_of_sight(#[case] prompt: &str, #[case] expected: &str, #[case] after: &str) {
    let it = fields("said", STRING, prompt, &[]);
    let found = about(&[reason(), it.clone()], 7);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].metric, Some(1));
    assert_eq!(words(&it, &found[0]), expected);
    assert_eq!(mended(&it, &found[0]), after);
}

#[rstest]
#[case("Did the agent repeat the call reason to the caller? True only if so.")]
#[case("Did the agent repeat the caller's previous answer? True only if so.")]
fn words_that_merely_occur_are_no_other_metric(#[case] prompt: &str) {
    assert_eq!(about(&[reason(), fields("said", BOOLEAN, prompt, &[])], 7), []);
}

#[test]
fn names_that_look_the_same_are_told() {
    let prompt = "Did the caller ask for a call? True only if so.";
    let found = about(
        &[
            fields("call_back", BOOLEAN, prompt, &[]),
            fields("callback", BOOLEAN, "", &[]),
        ],
        9,
    );
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].metric, found[0].severity), (Some(1), Severity::Warning));
    let found = about(
        &[fields(
            "it",
            ENUM,
            "What does the caller want?",
            &["Call_back", "callback", "none"],
        )],
        9,
    );
    let places: Vec<_> = found.iter().map(|finding| finding.span.unwrap().start).collect();
    assert_eq!(places, [1]);
}

#[test]
fn sizes_and_past_answers_are_told() {
    let question = |name: &str, prompt: &str| fields(name, BOOLEAN, prompt, &[]);
    let mut all: Vec<_> = (0..6)
        .map(|n| question(&format!("m{n}"), &format!("Did the caller name {n}?")))
        .collect();
    all[1].prompt = all[0].prompt.to_uppercase();
    let answers = |word: &str, but: usize| -> Vec<Option<String>> {
        (0..100)
            .map(|call| {
                Some(if call < but {
                    "no".to_owned()
                } else {
                    word.to_owned()
                })
            })
            .collect()
    };
    let context = Context {
        time_zone: None,
        results: vec![
            Results {
                identifier: "m2".to_owned(),
                answers: answers("true", 3),
            },
            Results {
                identifier: "m3".to_owned(),
                answers: answers("true", 40),
            },
            Results {
                identifier: "m4".to_owned(),
                answers: answers("true", 44),
            },
        ],
    };
    let found = lint(&metrics(&all), &context);
    let codes: Vec<String> = found
        .iter()
        .filter(|finding| finding.rule == 24)
        .map(|finding| serde_json::to_value(&finding.what).unwrap().to_string())
        .collect();
    let expected = [
        r#"{"code":"sameQuestion","identifier":"m0"}"#,
        r#"{"code":"sameAnswer","answer":"true","percent":97}"#,
        r#"{"code":"sameAnswers","identifier":"m3","percent":96}"#,
        r#"{"code":"manyMetrics","count":6}"#,
    ];
    assert_eq!(codes, expected);
    assert_eq!(found.last().unwrap().metric, None);
}

#[test]
fn a_split_off_question_gets_a_free_name() {
    let first = fields(
        "it",
        BOOLEAN,
        "Did the guest cancel and did the agent offer a refund?",
        &[],
    );
    let taken = fields(
        "it_2",
        BOOLEAN,
        "Did the guest ask for a manager? True only if so.",
        &[],
    );
    let found = about(&[first, taken], 15);
    let steps = &found[0].fix.as_ref().unwrap().steps;
    assert!(matches!(steps.last(), Some(Step::AddMetric { fields }) if fields.identifier == "it_3"));
}

/// The rules speak about what is wrong, and templates and the good prompts of the platform's page are right.
#[test]
fn nothing_is_wrong_with_what_is_good() {
    let plausible = [("time_zone", "Europe/Berlin"), ("company", "Larkfield Home")];
    let mut good: Vec<MetricFields> = library()
        .unwrap()
        .iter()
        .map(debrief_metrics::Template::fields)
        .collect();
    for fields in &mut good {
        for (blank, words) in plausible {
            fields.prompt = fields.prompt.replace(&format!("{{{blank}}}"), words);
        }
        fields.prompt = fields
            .prompt
            .replace("{goal_in_one_sentence}", "The caller should book a viewing.");
    }
    good.push(fields(
        "concerns",
        BOOLEAN,
        "Did the agent acknowledge and respond to customer concerns effectively?",
        &[],
    ));
    good.push(fields(
        "satisfaction",
        INTEGER,
        "Rate customer satisfaction from 1 to 5 based on tone and words used.",
        &[],
    ));
    let prompt = "What was the primary reason for this call? Options: billing, technical, account, other";
    good.push(fields(
        "reason",
        ENUM,
        prompt,
        &["billing", "technical", "account", "other"],
    ));
    for finding in lint(&metrics(&good), &Context::default()) {
        let name = finding
            .metric
            .map(|index| good[index as usize].identifier.clone());
        assert!(finding.severity == Severity::Info, "{name:?}: {finding:?}");
    }
}
