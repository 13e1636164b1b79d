use debrief_metrics::{DataType, Metric, MetricSet, ReadError, Settings};
use rstest::rstest;
use serde_json::{Value, json};

use crate::{id, sample, sample_set};

#[test]
fn shows_every_metric_as_a_person_sees_it() {
    let seen: Vec<_> = sample_set()
        .metrics()
        .into_iter()
        .map(|m| {
            (
                m.id.to_string(),
                m.identifier,
                m.data_type,
                m.unknown_type,
                m.choices,
            )
        })
        .collect();
    let text = str::to_owned;
    assert_eq!(
        seen,
        [
            (
                text("m1"),
                text("call_resolved"),
                Some(DataType::Boolean),
                None,
                vec![]
            ),
            (
                text("m2"),
                text("call_outcome"),
                Some(DataType::Enum),
                None,
                vec![text("resolved"), text("escalated")]
            ),
            (text("m3"), text("score"), Some(DataType::Integer), None, vec![]),
            (
                text("m4"),
                text("ratio"),
                None,
                Some(text("FLOAT")),
                vec![text("kept")]
            ),
        ]
    );
}

#[rstest]
#[case(json!("just a text"), "")]
#[case(json!(null), "")]
#[case(json!([1, 2]), "")]
#[case(json!({}), "")]
#[case(json!({"dispositionMetricType": 7}), "")]
#[case(json!({"dispositionMetricType": "boolean"}), "boolean")]
#[case(json!({"dispositionMetricType": null, "dispositionValues": {"type": "SUMMARY"}}), "SUMMARY")]
#[case(json!({"dispositionMetricType": 7, "dispositionValues": {"type": "ENUM"}}), "")]
fn keeps_what_it_cannot_read_as_an_unknown_type(#[case] entry: Value, #[case] word: &str) {
    let set = MetricSet::read(Some(&json!({"dispositionMetrics": [entry]}))).unwrap();
    let metric = set.get(&id("m1")).unwrap();
    assert_eq!(
        (metric.data_type, metric.unknown_type.as_deref()),
        (None, Some(word))
    );
    assert_eq!(metric.fields(), None);
}

#[test]
fn shows_odd_members_instead_of_hiding_them() {
    let entry = json!({"identifier": 5, "dispositionMetricType": "ENUM", "choices": ["a", 2, null, true]});
    let set = MetricSet::read(Some(&json!({"dispositionMetrics": [entry]}))).unwrap();
    let expected = Metric {
        id: id("m1"),
        identifier: String::new(),
        data_type: Some(DataType::Enum),
        unknown_type: None,
        prompt: String::new(),
        choices: ["a", "2", "", "true"].map(str::to_owned).to_vec(),
    };
    assert_eq!(set.metrics(), [expected]);
}

#[rstest]
#[case(None, "{}")]
#[case(Some(json!(null)), "{}")]
#[case(Some(json!({})), "{}")]
#[case(Some(json!({"dispositionMetrics": null, "x": 1})), r#"{"x":1}"#)]
#[case(Some(json!({"dispositionMetrics": []})), r#"{"dispositionMetrics":[]}"#)]
fn an_empty_configuration_has_no_metrics(#[case] config: Option<Value>, #[case] written: &str) {
    let set = MetricSet::read(config.as_ref()).unwrap();
    assert!(set.is_empty());
    assert_eq!(set.len(), 0);
    assert_eq!(set.write().to_string(), written);
    assert_eq!(
        set.settings(),
        Settings {
            use_internal_model: true,
            use_reasoning_model: false
        }
    );
}

#[rstest]
#[case(json!("text"), ReadError::NotAnObject)]
#[case(json!([]), ReadError::NotAnObject)]
#[case(json!({"dispositionMetrics": {}}), ReadError::MetricsNotAList)]
#[case(json!({"dispositionMetrics": "none"}), ReadError::MetricsNotAList)]
fn refuses_what_holds_no_list(#[case] config: Value, #[case] error: ReadError) {
    assert_eq!(MetricSet::read(Some(&config)), Err(error));
}

#[test]
fn number_spelling_is_the_only_thing_that_may_change() {
    let text = r#"{ "x": 1e2, "dispositionMetrics": [ {"w": 0.10} ], "y": -0.0 }"#;
    let config: Value = serde_json::from_str(text).unwrap();
    let written = MetricSet::read(Some(&config)).unwrap().write().to_string();
    assert_eq!(
        written,
        r#"{"x":100.0,"dispositionMetrics":[{"w":0.1}],"y":-0.0}"#
    );
}

#[rstest]
#[case("config", json!(7))]
#[case("config", json!({"dispositionMetrics": [1]}))]
#[case("config", json!({}))]
#[case("config", json!(null))]
#[case("entries", json!(null))]
#[case("entries", json!([{"id": "m1"}]))]
#[case("entries", json!([{"id": 1, "raw": {}}]))]
#[case("entries", json!([{"id": "m1", "raw": {}}, {"id": "m1", "raw": {}}]))]
#[case("entries", json!([{"id": "m5", "raw": {}}]))]
#[case("entries", json!([{"id": "m01", "raw": {}}]))]
#[case("entries", json!([{"id": "metric", "raw": {}}]))]
#[case("next", json!("5"))]
#[case("next", json!(4_294_967_296_u64))]
#[case("next", json!(4))]
fn a_damaged_state_is_refused(#[case] part: &str, #[case] damaged: Value) {
    let mut state = sample_set().to_state();
    assert_eq!(
        MetricSet::from_state(&state).unwrap().write(),
        MetricSet::read(Some(&sample())).unwrap().write()
    );
    state[part] = damaged;
    assert!(matches!(MetricSet::from_state(&state), Err(ReadError::State(_))));
}
