use debrief_metrics::{differing_paths, same_config, same_value};
use rstest::rstest;
use serde_json::{Value, json};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[rstest]
#[case("1", "1.0", true)]
#[case("100", "1e2", true)]
#[case("0", "-0.0", true)]
#[case("9007199254740993", "9007199254740992", false)]
#[case("9007199254740993", "9007199254740993.0", false)]
#[case("18446744073709551615", "18446744073709551614", false)]
#[case("-9223372036854775808", "-9223372036854775808", true)]
#[case("-9223372036854775808", "-9223372036854775808.0", true)]
#[case("18446744073709551615", "18446744073709551616.0", false)]
#[case("1e300", "10e299", true)]
#[case("1e300", "1", false)]
#[case("0.5", "0.25", false)]
#[case("0.5", "1", false)]
#[case("1", "\"1\"", false)]
#[case("1", "true", false)]
#[case("[1, 2]", "[2, 1]", false)]
#[case("[1]", "[1, 1]", false)]
#[case(r#"{"a": 1, "b": [2]}"#, r#"{"b": [2.0], "a": 1}"#, true)]
#[case(r#"{"a": 1}"#, r#"{"b": 1}"#, false)]
#[case(r#"{"a": null}"#, "{}", false)]
#[case(r#"{"a": null}"#, r#"{"b": null}"#, false)]
fn values(#[case] a: &str, #[case] b: &str, #[case] same: bool) {
    assert_eq!(same_value(&parsed(a), &parsed(b)), same);
    assert_eq!(same_value(&parsed(b), &parsed(a)), same);
}

#[rstest]
#[case(None, None, true)]
#[case(None, Some("null"), true)]
#[case(None, Some("{}"), true)]
#[case(
    None,
    Some(
        r#"{"dispositionMetrics": [], "successMetrics": [], "summaryPrompt": "",
    "useInternalAnalyticsModel": true, "useReasoningModel": false}"#
    ),
    true
)]
#[case(None, Some(r#"{"useInternalAnalyticsModel": false}"#), false)]
#[case(None, Some(r#"{"useReasoningModel": true}"#), false)]
#[case(None, Some(r#"{"summaryPrompt": "Sum it up."}"#), false)]
#[case(None, Some(r#"{"unknown": []}"#), false)]
#[case(Some(r#"{"unknown": null}"#), Some("{}"), true)]
#[case(
    Some(r#"{"dispositionMetrics": [{"dispositionValues": {"type": "ENUM"}}]}"#),
    Some(r#"{"dispositionMetrics": [{"dispositionMetricType": "ENUM"}]}"#),
    true
)]
#[case(
    Some(r#"{"dispositionMetrics": [{"dispositionMetricType": "STRING", "choices": []}]}"#),
    Some(r#"{"dispositionMetrics": [{"dispositionMetricType": "STRING"}]}"#),
    true
)]
#[case(
    Some(r#"{"dispositionMetrics": [{"dispositionMetricType": "ENUM", "choices": ["a"]}]}"#),
    Some(r#"{"dispositionMetrics": [{"dispositionMetricType": "ENUM"}]}"#),
    false
)]
#[case(
    Some(r#"{"dispositionMetrics": [{"identifier": "a"}, {"identifier": "b"}]}"#),
    Some(r#"{"dispositionMetrics": [{"identifier": "b"}, {"identifier": "a"}]}"#),
    false
)]
#[case(Some("[]"), None, false)]
fn configurations(#[case] a: Option<&str>, #[case] b: Option<&str>, #[case] same: bool) {
    let (a, b) = (a.map(parsed), b.map(parsed));
    assert_eq!(same_config(a.as_ref(), b.as_ref()), same);
    assert_eq!(same_config(b.as_ref(), a.as_ref()), same);
}

#[test]
fn names_where_two_configurations_differ() {
    let a = json!({
        "dispositionMetrics": [
            {"identifier": "a", "dispositionMetricPrompt": "Why?"},
            {"identifier": "b", "weird key": {"deep": [1, 2]}},
        ],
        "gone": 1,
        "note": null,
    });
    let b = json!({
        "useReasoningModel": true,
        "dispositionMetrics": [
            {"dispositionMetricPrompt": "Why not?", "identifier": "a"},
            {"identifier": "b", "weird key": {"deep": [1.0, 3]}},
            {"identifier": "c"},
        ],
    });
    let all = [
        "dispositionMetrics[0].dispositionMetricPrompt",
        r#"dispositionMetrics[1]["weird key"].deep[1]"#,
        "dispositionMetrics[2]",
        "gone",
        "useReasoningModel",
    ];
    assert_eq!(differing_paths(&a, &b, 10), all);
    assert_eq!(differing_paths(&a, &b, 2), &all[..2]);
    assert_eq!(differing_paths(&a, &a, 10), Vec::<String>::new());
    assert_eq!(differing_paths(&a, &json!("text"), 10), [""]);
}
