//! Where an answer keeps the metrics: configurations come flat or by section. Atoms: `postCallAnalyticsConfig`.

use serde_json::Value;

const METRICS: &str = "postCallAnalyticsConfig";
const LIST: &str = "dispositionMetrics";

/// The metrics with everything around them, in a flat configuration, in one by section, or wherever else they stand.
/// The known places come first, so that a metric list of another kind is never mistaken for ours.
pub(crate) fn metrics(config: &Value) -> Option<&Value> {
    let present = |value: &&Value| !value.is_null();
    let section = config.get("analytics");
    config
        .get(METRICS)
        .filter(present)
        .or_else(|| section?.get(METRICS).filter(present))
        .or_else(|| section.filter(|section| section.get(LIST).is_some()))
        .or_else(|| holder(config))
}

fn inside(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(map) => map.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    }
}

/// The first object, outermost first, that has a list of metrics.
fn holder(value: &Value) -> Option<&Value> {
    let mut level = vec![value];
    while !level.is_empty() {
        if let Some(found) = level
            .iter()
            .find(|value| value.get(LIST).is_some_and(Value::is_array))
        {
            return Some(found);
        }
        level = level.into_iter().flat_map(inside).collect();
    }
    None
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case::flat(json!({"prompt": "p", "postCallAnalyticsConfig": {"dispositionMetrics": [1]}}))]
    #[case::by_section(json!({"llm": {}, "analytics": {"postCallAnalyticsConfig": {"dispositionMetrics": [1]}}}))]
    #[case::bare_section(json!({"analytics": {"dispositionMetrics": [1]}}))]
    #[case::elsewhere(json!({"sections": [{"name": "analytics", "value": {"dispositionMetrics": [1]}}]}))]
    #[case::null_first(json!({"postCallAnalyticsConfig": null, "analytics": {"dispositionMetrics": [1]}}))]
    fn finds_the_metrics(#[case] config: Value) {
        assert_eq!(metrics(&config).unwrap()["dispositionMetrics"], json!([1]));
    }

    #[test]
    fn finds_nothing_where_nothing_is() {
        assert_eq!(
            metrics(&json!({"analytics": {"callDispositionConfig": "x"}})),
            None
        );
        assert_eq!(metrics(&json!({"postCallAnalyticsConfig": null})), None);
        assert_eq!(metrics(&json!("text")), None);
    }

    #[test]
    fn a_config_without_a_list_is_still_one() {
        let config = json!({"postCallAnalyticsConfig": {"useReasoningModel": true}});
        assert_eq!(metrics(&config), config.get("postCallAnalyticsConfig"));
    }
}
