//! What two readings of an agent have in common and where they differ.

use serde_json::{Map, Value};

/// Paths named when the outcome differs from what was sent.
const DIFFERENCES: usize = 12;
/// The member of a flat configuration that holds the metrics.
pub(crate) const METRICS: &str = "postCallAnalyticsConfig";

/// Metrics in a configuration.
pub(super) fn count(config: Option<&Value>) -> u32 {
    debrief_metrics::MetricSet::read(config).map_or(0, |set| u32::try_from(set.len()).unwrap_or(u32::MAX))
}

/// Paths at which the metrics that were read differ from those that were sent.
pub(crate) fn metric_differences(sent: &Value, read: Option<&Value>) -> Vec<String> {
    if debrief_metrics::same_config(read, Some(sent)) {
        return Vec::new();
    }
    let paths = debrief_metrics::differing_paths(sent, read.unwrap_or(&Value::Null), DIFFERENCES);
    if paths.is_empty() {
        vec![METRICS.to_owned()]
    } else {
        paths
    }
}

/// Everything of a flat configuration but the metrics.
pub(crate) fn without_metrics(mut config: Map<String, Value>) -> Value {
    config.shift_remove(METRICS);
    Value::Object(config)
}

/// Top-level members that are not the same value.
pub(crate) fn differing(before: &Value, after: &Value) -> Vec<String> {
    let empty = Map::new();
    let (before, after) = (
        before.as_object().unwrap_or(&empty),
        after.as_object().unwrap_or(&empty),
    );
    before
        .iter()
        .filter(|(name, value)| {
            !after
                .get(*name)
                .is_some_and(|now| debrief_metrics::same_value(value, now))
        })
        .map(|(name, _)| name.clone())
        .chain(after.keys().filter(|name| !before.contains_key(*name)).cloned())
        .take(DIFFERENCES)
        .collect()
}
