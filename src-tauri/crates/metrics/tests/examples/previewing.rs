//! How an answer looks to those who get it.

use debrief_metrics::{DataType, MetricFields, example_answer, export_example, preview, webhook_example};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fields;

fn of(data_type: DataType, choices: &[&str]) -> MetricFields {
    fields("call_outcome", data_type, "How did \"it\" end?", choices)
}

#[rstest]
#[case(DataType::Boolean, json!(true), "true")]
#[case(DataType::Integer, json!(3), "3")]
#[case(DataType::Enum, json!("resolved"), "resolved")]
#[case(DataType::Datetime, json!("2026-08-21T15:30:00Z"), "2026-08-21T15:30:00Z")]
fn an_answer_has_the_kind_that_its_type_asks_for(
    #[case] data_type: DataType,
    #[case] value: Value,
    #[case] text: &str,
) {
    let answer = example_answer(&of(data_type, &[" ", "resolved", "escalated"]));
    assert_eq!((answer.value.clone(), answer.text().as_str()), (value, text));
}

#[test]
fn an_enum_without_choices_has_no_answer_yet() {
    assert_eq!(preview(&of(DataType::Enum, &[]), "a1").answer, "");
}

#[test]
fn a_developer_gets_typed_values_in_the_documented_shape() {
    let sent = webhook_example(&of(DataType::Boolean, &[]), "69fc7dd072a0c1d28d948ace");
    assert_eq!(sent["event"], "69fc7dd072a0c1d28d948ace.analytics-completed");
    let members: Vec<_> = sent.as_object().unwrap().keys().collect();
    assert_eq!(members, ["url", "description", "event", "metadata", "id"]);
    let analytics = &sent["metadata"]["analytics"];
    let metric = &analytics["dispositionMetrics"][0];
    let members: Vec<_> = metric.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        [
            "identifier",
            "value",
            "confidence",
            "reasoning",
            "dispositionMetricPrompt",
            "dispositionMetricType"
        ]
    );
    assert_eq!(metric["value"], json!(true));
    assert_eq!(metric["dispositionMetricType"], "BOOLEAN");
    assert_eq!(metric["dispositionMetricPrompt"], "How did \"it\" end?");
    // What is shown is what is sent, to the letter.
    let shown = preview(&of(DataType::Boolean, &[]), "69fc7dd072a0c1d28d948ace").webhook;
    assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), sent);
    assert!(shown.contains("\n  \"metadata\": {"), "{shown}");
}

#[test]
fn an_export_quotes_what_would_break_a_row() {
    let odd = of(DataType::Enum, &["he said \"yes\", twice"]);
    assert_eq!(export_example(&odd)[3].cell, "he said \"yes\", twice");
    assert_eq!(
        preview(&odd, "a1").export,
        "call_id,started_at,status,call_outcome\r\n\
         CALL-1787212800123-a1b2c3,2026-08-20T09:20:00.123Z,completed,\"he said \"\"yes\"\", twice\"\r\n"
    );
}
