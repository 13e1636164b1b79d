use debrief_metrics::NormalisationKind::{self, ChoicesLeftOut, NestedTypeFlattened, NullLeftOut};
use debrief_metrics::{MetricSet, normalisations};
use rstest::rstest;
use serde_json::{Value, json};

fn sent(config: &Value) -> String {
    MetricSet::read(Some(config)).unwrap().write().to_string()
}

#[rstest]
#[case::nested_type(
    r#"{"identifier":"a","dispositionValues":{"type":"ENUM"},"choices":["x"]}"#,
    r#"{"identifier":"a","dispositionMetricType":"ENUM","choices":["x"]}"#,
    &[(NestedTypeFlattened, "dispositionValues")]
)]
#[case::nested_type_beside_a_null_one(
    r#"{"dispositionMetricType":null,"dispositionValues":{"type":"STRING","note":null}}"#,
    r#"{"dispositionMetricType":"STRING"}"#,
    &[(NullLeftOut, "dispositionMetricType"), (NullLeftOut, "dispositionValues.note"),
      (NestedTypeFlattened, "dispositionValues")]
)]
#[case::nested_members_we_do_not_know_stay(
    r#"{"dispositionValues":{"type":"STRING","a":1,"b":2},"x":3}"#,
    r#"{"dispositionMetricType":"STRING","dispositionValues":{"a":1,"b":2},"x":3}"#,
    &[(NestedTypeFlattened, "dispositionValues")]
)]
#[case::the_flat_type_wins(
    r#"{"dispositionValues":{"type":"STRING"},"x":1,"dispositionMetricType":"BOOLEAN"}"#,
    r#"{"x":1,"dispositionMetricType":"BOOLEAN"}"#,
    &[(NestedTypeFlattened, "dispositionValues")]
)]
#[case::surplus_choices(
    r#"{"dispositionMetricType":"INTEGER","choices":["x"],"y":1}"#,
    r#"{"dispositionMetricType":"INTEGER","y":1}"#,
    &[(ChoicesLeftOut, "choices")]
)]
#[case::choices_of_an_enum(
    r#"{"dispositionMetricType":"ENUM","choices":[]}"#,
    r#"{"dispositionMetricType":"ENUM","choices":[]}"#,
    &[]
)]
#[case::unknown_type_keeps_everything_but_nulls(
    r#"{"dispositionValues":{"type":"FLOAT"},"choices":["x"],"note":null}"#,
    r#"{"dispositionValues":{"type":"FLOAT"},"choices":["x"]}"#,
    &[(NullLeftOut, "note")]
)]
#[case::deep_null_and_null_in_a_list(
    r#"{"a":{"b c":[{"d":null},null]}}"#,
    r#"{"a":{"b c":[{},null]}}"#,
    &[(NullLeftOut, r#"a["b c"][0].d"#)]
)]
#[case::no_object("7", "7", &[])]
fn one_metric(#[case] read: &str, #[case] written: &str, #[case] changes: &[(NormalisationKind, &str)]) {
    let entry: Value = serde_json::from_str(read).unwrap();
    let config = json!({"dispositionMetrics": [entry]});
    assert_eq!(sent(&config), format!(r#"{{"dispositionMetrics":[{written}]}}"#));
    let found: Vec<_> = normalisations(&config)
        .into_iter()
        .map(|n| (n.kind, n.path))
        .collect();
    let expected: Vec<_> = changes
        .iter()
        .map(|(kind, path)| (*kind, format!("dispositionMetrics[0].{path}")))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn says_which_metric_and_where() {
    let config = json!({
        "summaryPrompt": null,
        "dispositionMetrics": [
            {"identifier": "a", "dispositionMetricType": "STRING"},
            {"identifier": "b", "dispositionMetricType": "STRING", "choices": ["x"]},
            {"note": null},
        ],
        "successMetrics": [{"identifier": "old", "note": null}],
        "extra": {"deep": [{"gone": null}]},
    });
    let found: Vec<_> = normalisations(&config)
        .into_iter()
        .map(|n| (n.kind, n.path, n.identifier))
        .collect();
    let expected = [
        (NullLeftOut, "summaryPrompt", None),
        (ChoicesLeftOut, "dispositionMetrics[1].choices", Some("b")),
        (NullLeftOut, "dispositionMetrics[2].note", None),
        (NullLeftOut, "successMetrics[0].note", Some("old")),
        (NullLeftOut, "extra.deep[0].gone", None),
    ];
    assert_eq!(
        found,
        expected.map(|(kind, path, identifier)| (kind, path.to_owned(), identifier.map(str::to_owned)))
    );
}

#[test]
fn nothing_is_changed_outside_the_three_cases() {
    let config =
        json!({"choices": ["x"], "dispositionValues": {"type": "ENUM"}, "successMetrics": [{"choices": []}]});
    assert_eq!(sent(&config), config.to_string());
    assert_eq!(normalisations(&config), []);
    assert_eq!(normalisations(&json!(null)), []);
}
