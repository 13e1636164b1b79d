//! What publishing would do, in terms of metrics.

use std::collections::HashSet;

use debrief_metrics::{
    ItemChange, Metric, MetricSet, Span, SpanKind, compare, consequences, normalisations, validate, word_diff,
};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::Generation;
use crate::views::{
    ChoiceSpan, ItemKind, LiveVersion, Reordered, ReviewDanger, ReviewFlag, ReviewItem, ReviewProblem,
    ReviewView, TypeBefore,
};
use crate::working_copy::Copy;

/// Where a review stands, beside what changes.
pub(crate) struct Stand {
    pub agent_name: String,
    /// What the changes go on top of.
    pub live: Option<LiveVersion>,
    pub base_moved: bool,
    pub takes_description: bool,
}

impl Engine {
    /// What publishing the working copy would do.
    ///
    /// # Errors
    /// `ReadOnly`, or the store.
    pub async fn review(&self, agent: &str) -> Result<ReviewView> {
        let connection = self.current_id().await?;
        let copy = self.editable_copy(&connection, agent).await?;
        let seen = self
            .ports
            .store
            .cached_agent(connection.clone(), agent.to_owned())
            .await?;
        let seen = seen.ok_or(Error::NotFound("agent"))?;
        let generation = self.ports.store.generation(connection, agent.to_owned()).await?;
        let live = seen.summary.live_version.clone();
        let stand = Stand {
            agent_name: seen.summary.name,
            base_moved: live
                .as_ref()
                .is_some_and(|live| *live != copy.stored.base_version),
            live: live.map(|id| LiveVersion {
                id,
                number: seen.live_number,
                label: seen.live_label,
            }),
            takes_description: generation != Some(Generation::Branches),
        };
        Ok(self.review_between(&copy, &copy.base, &copy.now, stand))
    }

    /// What makes `now` of `base`, with the label that was typed for the working copy.
    pub(crate) fn review_between(
        &self,
        copy: &Copy,
        base: &MetricSet,
        now: &MetricSet,
        stand: Stand,
    ) -> ReviewView {
        let comparison = compare(base, now);
        ReviewView {
            agent_name: stand.agent_name,
            base_moved: stand.base_moved,
            next_number: stand
                .live
                .as_ref()
                .and_then(|live| live.number)
                .map(|number| number + 1),
            live: stand.live,
            counts: comparison.counts(),
            reordered: comparison.reordered.clone().map(|order| Reordered {
                before: order.before,
                after: order.after,
            }),
            flags: comparison
                .flags
                .iter()
                .map(|change| ReviewFlag {
                    flag: change.flag,
                    after: change.after,
                })
                .collect(),
            normalisations: normalisations(&now.raw()),
            problems: problems(base, now),
            dangers: self.review_dangers(base, now),
            items: comparison.items.into_iter().map(item).collect(),
            takes_description: stand.takes_description,
            label: copy.stored.label.clone(),
            description: copy.stored.description.clone(),
        }
    }

    /// What this working copy brings in that can throw away whole calls, metric by metric.
    pub(crate) fn review_dangers(&self, base: &MetricSet, now: &MetricSet) -> Vec<ReviewDanger> {
        self.dangers(base, now)
            .into_iter()
            .filter_map(|found| {
                let id = found.metric?;
                let metric = now.get(&id.as_str().into())?;
                Some(ReviewDanger {
                    metric: id,
                    identifier: metric.identifier,
                    finding: found.finding,
                })
            })
            .collect()
    }
}

/// Problems of the metrics that this working copy brings in. What is live already, however odd, is not
/// held against an unrelated change.
pub(crate) fn problems(base: &MetricSet, now: &MetricSet) -> Vec<ReviewProblem> {
    let comparison = compare(base, now);
    let brought: HashSet<_> = comparison
        .items
        .iter()
        .filter_map(|item| match item {
            ItemChange::Added(metric) | ItemChange::Changed { after: metric, .. } => Some(metric.id.clone()),
            ItemChange::Removed(_) => None,
        })
        .collect();
    let metrics = now.metrics();
    validate(&metrics)
        .into_iter()
        .filter_map(|problem| {
            let metric = metrics.get(usize::try_from(problem.metric).ok()?)?;
            brought.contains(&metric.id).then(|| ReviewProblem {
                metric: metric.id.to_string(),
                identifier: metric.identifier.clone(),
                problem,
            })
        })
        .collect()
}

/// One change for the screen.
pub(crate) fn item(change: ItemChange) -> ReviewItem {
    match change {
        ItemChange::Added(metric) => whole(ItemKind::Added, SpanKind::Added, metric),
        ItemChange::Removed(metric) => whole(ItemKind::Removed, SpanKind::Removed, metric),
        ItemChange::Changed { before, after } => changed(before, after),
    }
}

fn whole(kind: ItemKind, mark: SpanKind, metric: Metric) -> ReviewItem {
    ReviewItem {
        consequences: match kind {
            ItemKind::Removed => consequences(&metric, None),
            ItemKind::Added | ItemKind::Changed => Vec::new(),
        },
        kind,
        identifier: metric.identifier,
        renamed_from: None,
        data_type: metric.data_type,
        unknown_type: metric.unknown_type,
        type_from: None,
        reworded: false,
        prompt: vec![Span {
            kind: mark,
            text: metric.prompt,
        }],
        choices: metric
            .choices
            .into_iter()
            .map(|text| ChoiceSpan { kind: mark, text })
            .collect(),
        choices_reordered: false,
    }
}

fn changed(before: Metric, after: Metric) -> ReviewItem {
    let type_changed = before.data_type != after.data_type || before.unknown_type != after.unknown_type;
    let choices = choices(&before.choices, &after.choices);
    ReviewItem {
        kind: ItemKind::Changed,
        consequences: consequences(&before, Some(&after)),
        renamed_from: (before.identifier != after.identifier).then_some(before.identifier),
        identifier: after.identifier,
        type_from: type_changed.then_some(TypeBefore {
            data_type: before.data_type,
            unknown_type: before.unknown_type,
        }),
        data_type: after.data_type,
        unknown_type: after.unknown_type,
        reworded: before.prompt != after.prompt,
        prompt: word_diff(&before.prompt, &after.prompt),
        choices_reordered: before.choices != after.choices
            && choices.iter().all(|choice| choice.kind == SpanKind::Same),
        choices,
    }
}

/// The choices after the change, those that go behind the choice they stood behind.
fn choices(before: &[String], after: &[String]) -> Vec<ChoiceSpan> {
    let mut list: Vec<ChoiceSpan> = after
        .iter()
        .map(|text| {
            let kind = if before.contains(text) {
                SpanKind::Same
            } else {
                SpanKind::Added
            };
            ChoiceSpan {
                kind,
                text: text.clone(),
            }
        })
        .collect();
    for (index, text) in before.iter().enumerate() {
        if !after.contains(text) {
            let previous = index.checked_sub(1).and_then(|previous| before.get(previous));
            let at = previous
                .and_then(|previous| list.iter().position(|choice| choice.text == *previous))
                .map_or(0, |position| position + 1);
            list.insert(
                at,
                ChoiceSpan {
                    kind: SpanKind::Removed,
                    text: text.clone(),
                },
            );
        }
    }
    list
}
