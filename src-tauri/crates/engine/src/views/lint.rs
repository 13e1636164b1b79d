//! What lint says about metrics on screen.

use debrief_metrics::Finding;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A finding about a metric of the working copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MetricFinding {
    /// Id of the metric; none for what is about the whole set.
    pub metric: Option<String>,
    /// True when it holds for what is live as well: no edit of this working copy brings it in.
    pub is_live: bool,
    /// What was found. Its index counts the metrics that are not removed.
    pub finding: Finding,
}
