//! What lint says about a working copy: which of it this computer's edits bring in, and which is live already.

use std::collections::HashMap;
use std::sync::PoisonError;

use debrief_metrics::{
    Context, EditError, Finding, Metric, MetricId, MetricSet, Severity, What, live_changes, mend_all,
};

use crate::engine::Engine;
use crate::views::MetricFinding;

impl Engine {
    /// What lint says about these metrics. One linter for the whole process: what was read before is not read again.
    pub(crate) fn lint(&self, metrics: &[Metric]) -> Vec<Finding> {
        let mut linter = self.linter.lock().unwrap_or_else(PoisonError::into_inner);
        linter.lint(metrics, &Context::default())
    }

    /// Does every repair that is safe. One that changes what exports and webhooks receive of a live metric is not: the
    /// person is asked about each of those.
    pub(crate) fn mend_all(&self, base: &MetricSet, set: &mut MetricSet) -> Result<u32, EditError> {
        let mut linter = self.linter.lock().unwrap_or_else(PoisonError::into_inner);
        let silent = |before: &MetricSet, after: &MetricSet| live_changes(base, before, after).is_empty();
        mend_all(set, &mut linter, &Context::default(), &silent)
    }

    /// Everything lint says about `now`. What it says about `base` as well is live, and nobody's edit is to blame.
    pub(crate) fn findings(&self, base: &MetricSet, now: &MetricSet) -> Vec<MetricFinding> {
        let (before, after) = (base.metrics(), now.metrics());
        let mut live: HashMap<Option<MetricId>, Vec<What>> = HashMap::new();
        for finding in self.lint(&before) {
            let metric = finding.metric.and_then(|index| id_at(&before, index));
            live.entry(metric).or_default().push(finding.what);
        }
        self.lint(&after)
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
    pub(crate) fn dangers(&self, base: &MetricSet, now: &MetricSet) -> Vec<MetricFinding> {
        self.findings(base, now)
            .into_iter()
            .filter(|found| found.finding.severity == Severity::Danger && !found.is_live)
            .collect()
    }

    /// Findings about the metrics from `first` on, counted from there.
    pub(crate) fn findings_from(&self, metrics: &[Metric], first: u32) -> Vec<Finding> {
        self.lint(metrics)
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

fn id_at(metrics: &[Metric], index: u32) -> Option<MetricId> {
    metrics
        .get(usize::try_from(index).ok()?)
        .map(|metric| metric.id.clone())
}
