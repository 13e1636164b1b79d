use debrief_metrics::{DataType, Field, Fix, MetricFields, MetricSet, Problem, ProblemCode, validate};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fields;

fn problems(fields: &[MetricFields]) -> Vec<Problem> {
    let mut set = MetricSet::read(None).unwrap();
    for fields in fields {
        set.add(fields);
    }
    validate(&set.metrics())
}

fn identifier_fix(identifier: &str) -> Option<Fix> {
    Some(Fix::UseIdentifier {
        identifier: identifier.to_owned(),
    })
}

fn choices_fix(choices: &[&str]) -> Option<Fix> {
    Some(Fix::UseChoices {
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
    })
}

#[rstest]
#[case("", ProblemCode::IdentifierMissing, None, None)]
#[case(" \t", ProblemCode::IdentifierMissing, None, None)]
#[case(
    "Call outcome",
    ProblemCode::IdentifierCharacters,
    Some("Call outcome"),
    identifier_fix("call_outcome")
)]
#[case(
    "mood ",
    ProblemCode::IdentifierCharacters,
    Some("mood "),
    identifier_fix("mood_2")
)]
#[case("?!", ProblemCode::IdentifierCharacters, Some("?!"), None)]
#[case("mood", ProblemCode::IdentifierTaken, Some("mood"), identifier_fix("mood_2"))]
fn an_identifier(
    #[case] identifier: &str,
    #[case] code: ProblemCode,
    #[case] value: Option<&str>,
    #[case] fix: Option<Fix>,
) {
    let found = problems(&[
        fields("mood", DataType::String, "Why?", &[]),
        fields(identifier, DataType::String, "Why?", &[]),
    ]);
    let value = value.map(str::to_owned);
    assert_eq!(
        found,
        [Problem {
            metric: 1,
            field: Field::Identifier,
            code,
            value,
            fix
        }]
    );
}

#[rstest]
#[case("")]
#[case("  \n\t")]
#[case("\u{a0}\u{2003}\u{feff}")]
fn a_blank_prompt(#[case] prompt: &str) {
    let found = problems(&[fields("mood", DataType::Boolean, prompt, &[])]);
    let expected = Problem {
        metric: 0,
        field: Field::Prompt,
        code: ProblemCode::PromptMissing,
        value: None,
        fix: None,
    };
    assert_eq!(found, [expected]);
}

#[rstest]
#[case(&[], &[(ProblemCode::ChoicesMissing, None)], None)]
#[case(&["a", "b c", "B"], &[], None)]
#[case(&["a", ""], &[(ProblemCode::ChoiceEmpty, Some(""))], choices_fix(&["a"]))]
#[case(&[" "], &[(ProblemCode::ChoiceEmpty, Some(" "))], None)]
#[case(&["a ", "b"], &[(ProblemCode::ChoiceNotTrimmed, Some("a "))], choices_fix(&["a", "b"]))]
#[case(&["a", "b", "a"], &[(ProblemCode::ChoiceRepeated, Some("a"))], choices_fix(&["a", "b"]))]
#[case(&["a", " a"], &[(ProblemCode::ChoiceNotTrimmed, Some(" a")), (ProblemCode::ChoiceRepeated, Some(" a"))],
    choices_fix(&["a"]))]
fn the_choices_of_an_enum(
    #[case] choices: &[&str],
    #[case] expected: &[(ProblemCode, Option<&str>)],
    #[case] fix: Option<Fix>,
) {
    let found = problems(&[fields("mood", DataType::Enum, "Which?", choices)]);
    let expected: Vec<_> = expected
        .iter()
        .map(|(code, value)| {
            let value = value.map(str::to_owned);
            Problem {
                metric: 0,
                field: Field::Choices,
                code: *code,
                value,
                fix: fix.clone(),
            }
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn choices_matter_for_an_enum_only() {
    assert_eq!(
        problems(&[fields("mood", DataType::String, "Why?", &["", " a"])]),
        []
    );
}

fn entries(entries: &[Value]) -> Vec<(u32, ProblemCode, Option<String>)> {
    let set = MetricSet::read(Some(&json!({ "dispositionMetrics": entries }))).unwrap();
    validate(&set.metrics())
        .into_iter()
        .map(|problem| (problem.metric, problem.code, problem.value))
        .collect()
}

#[test]
fn an_unknown_type_is_the_one_problem_of_its_metric() {
    let found = entries(&[
        json!({"identifier": "Bad Name", "dispositionMetricType": "FLOAT"}),
        json!("text"),
    ]);
    let expected = [
        (0, ProblemCode::TypeUnknown, Some("FLOAT".to_owned())),
        (1, ProblemCode::TypeUnknown, Some(String::new())),
    ];
    assert_eq!(found, expected);
}

#[test]
fn of_two_equal_identifiers_the_one_that_can_be_edited_has_the_problem() {
    let known =
        json!({"identifier": "a", "dispositionMetricPrompt": "Why?", "dispositionMetricType": "STRING"});
    let unknown = json!({"identifier": "a", "dispositionMetricType": "FLOAT"});
    let found = entries(&[known, unknown]);
    let expected = [
        (0, ProblemCode::IdentifierTaken, Some("a".to_owned())),
        (1, ProblemCode::TypeUnknown, Some("FLOAT".to_owned())),
    ];
    assert_eq!(found, expected);
}

#[test]
fn problems_are_ordered_and_suggestions_do_not_collide() {
    let found = problems(&[
        fields("Mood?", DataType::Enum, "", &[]),
        fields("MOOD", DataType::String, "Why?", &[]),
        fields("note", DataType::String, "Why?", &[]),
        fields("note", DataType::String, " ", &[]),
    ]);
    let seen: Vec<_> = found
        .into_iter()
        .map(|problem| (problem.metric, problem.code, problem.fix))
        .collect();
    let expected = [
        (0, ProblemCode::IdentifierCharacters, identifier_fix("mood")),
        (0, ProblemCode::PromptMissing, None),
        (0, ProblemCode::ChoicesMissing, None),
        (1, ProblemCode::IdentifierCharacters, identifier_fix("mood_2")),
        (3, ProblemCode::IdentifierTaken, identifier_fix("note_2")),
        (3, ProblemCode::PromptMissing, None),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn travels_to_the_front_end_in_its_words() {
    let found = problems(&[fields("Mood", DataType::Enum, "Which?", &["a", "a"])]);
    let expected = json!([
        {"metric": 0, "field": "identifier", "code": "identifierCharacters", "value": "Mood",
         "fix": {"kind": "useIdentifier", "identifier": "mood"}},
        {"metric": 0, "field": "choices", "code": "choiceRepeated", "value": "a",
         "fix": {"kind": "useChoices", "choices": ["a"]}},
    ]);
    assert_eq!(serde_json::to_value(found).unwrap(), expected);
}
