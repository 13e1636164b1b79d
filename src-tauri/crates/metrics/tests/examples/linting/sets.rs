//! Rules 7, 9 and 24: metrics beside each other, past answers, and sets that are good.

use debrief_metrics::{Context, MetricFields, Results, Severity, Step, Template, library, lint};
use rstest::rstest;

use super::{BOOLEAN, ENUM, INTEGER, STRING, about, fields, mended, metrics, words};

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
    let mut good: Vec<MetricFields> = library().unwrap().iter().map(Template::fields).collect();
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
