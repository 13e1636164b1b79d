//! The list of metrics as the screen shows it: the working copy, with what is removed at its old place.

use std::collections::HashMap;

use debrief_metrics::{Comparison, ItemChange, Metric, MetricSet};

use crate::lineage::removed_row;
use crate::views::{MetricRow, RowChange};

/// A metric as a row.
pub(crate) fn row(metric: Metric, change: RowChange, new_choices: Vec<String>) -> MetricRow {
    MetricRow {
        id: metric.id.to_string(),
        identifier: metric.identifier,
        data_type: metric.data_type,
        unknown_type: metric.unknown_type,
        prompt: metric.prompt,
        choices: metric.choices,
        change,
        new_choices,
    }
}

/// Rows of `now`, and of what `base` has and `now` has not.
pub(crate) fn rows(base: &MetricSet, now: &MetricSet, comparison: &Comparison) -> Vec<MetricRow> {
    let mut changes = HashMap::new();
    let mut removed = HashMap::new();
    for item in &comparison.items {
        match item {
            ItemChange::Added(metric) => {
                changes.insert(metric.id.clone(), (RowChange::New, Vec::new()));
            }
            ItemChange::Changed { before, after } => {
                let new = after
                    .choices
                    .iter()
                    .filter(|choice| !before.choices.contains(choice))
                    .cloned();
                changes.insert(after.id.clone(), (RowChange::Edited, new.collect()));
            }
            ItemChange::Removed(metric) => {
                removed.insert(metric.id.clone(), metric.clone());
            }
        }
    }
    let mut list: Vec<MetricRow> = now
        .metrics()
        .into_iter()
        .map(|metric| {
            let (change, new) = changes
                .remove(&metric.id)
                .unwrap_or((RowChange::Same, Vec::new()));
            row(metric, change, new)
        })
        .collect();
    // In the order of the base, each removed metric goes behind the nearest one before it that is there.
    let mut behind = 0;
    for metric in base.metrics() {
        if let Some(gone) = removed.remove(&metric.id) {
            let id = removed_row(now, &gone.id);
            list.insert(
                behind,
                MetricRow {
                    id,
                    ..row(gone, RowChange::Removed, Vec::new())
                },
            );
            behind += 1;
        } else {
            // By id, since it may be renamed; by name, since it may be deleted and typed anew.
            let there = list
                .iter()
                .position(|row| row.id == metric.id.as_str())
                .or_else(|| list.iter().position(|row| row.identifier == metric.identifier));
            behind = there.map_or(behind, |index| index + 1);
        }
    }
    list
}
