//! What lint says about a working copy: which of it this computer's edits bring in, and which is live already.

use std::collections::HashMap;

use debrief_metrics::{Context, Finding, MetricId, MetricSet, Severity, What, lint};

use crate::views::MetricFinding;

/// Everything lint says about `now`. What it says about `base` as well is live, and nobody's edit is to blame.
pub(crate) fn findings(base: &MetricSet, now: &MetricSet) -> Vec<MetricFinding> {
    let context = Context::default();
    let (before, after) = (base.metrics(), now.metrics());
    let mut live: HashMap<Option<MetricId>, Vec<What>> = HashMap::new();
    for finding in lint(&before, &context) {
        let metric = finding.metric.and_then(|index| id_at(&before, index));
        live.entry(metric).or_default().push(finding.what);
    }
    lint(&after, &context)
        .into_iter()
        .map(|finding| {
            let metric = finding.metric.and_then(|index| id_at(&after, index));
            let is_live = live
                .get(&metric)
                .is_some_and(|before| before.iter().any(|before| covers(before, &finding.what)));
            MetricFinding {
                metric: metric.map(|id| id.to_string()),
                is_live,
                finding,
            }
        })
        .collect()
}

/// What an edit brings in that can throw away whole calls.
pub(crate) fn dangers(base: &MetricSet, now: &MetricSet) -> Vec<MetricFinding> {
    findings(base, now)
        .into_iter()
        .filter(|found| found.finding.severity == Severity::Danger && !found.is_live)
        .collect()
}

/// Findings about the entries from `first` on, counted from there.
pub(crate) fn findings_from(metrics: &[debrief_metrics::Metric], first: u32) -> Vec<Finding> {
    lint(metrics, &Context::default())
        .into_iter()
        .filter_map(|finding| {
            let metric = finding.metric?.checked_sub(first)?;
            Some(Finding {
                metric: Some(metric),
                ..finding
            })
        })
        .collect()
}

/// True when `before` said all of `now` already: a prompt that leads to fewer wrong answers than it did brings
/// nothing in.
fn covers(before: &What, now: &What) -> bool {
    match (before, now) {
        (What::AnswerNotAChoice { answers: before }, What::AnswerNotAChoice { answers: now }) => {
            now.iter().all(|answer| before.contains(answer))
        }
        _ => before == now,
    }
}

fn id_at(metrics: &[debrief_metrics::Metric], index: u32) -> Option<MetricId> {
    metrics
        .get(usize::try_from(index).ok()?)
        .map(|metric| metric.id.clone())
}
