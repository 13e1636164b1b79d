//! Bringing changes together with a version that somebody else made live meanwhile.

use std::collections::HashMap;

use debrief_metrics::{
    Conflict, ConflictKey, Metric, MetricSet, Side, Span, SpanKind, compare, merge, word_diff,
};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::lineage::with_ids_of;
use crate::review::item;
use crate::views::{LiveVersion, MergeChoice, MergeConflict, MergeSide, MergeView};
use crate::working_copy::Copy;

/// The version that is live now, with the ids by which the working copy knows its metrics.
struct Live {
    id: String,
    number: Option<u32>,
    set: MetricSet,
}

impl Engine {
    /// What is live now beside the changes of the working copy; none while the copy stands on what is live. From this
    /// computer alone.
    ///
    /// # Errors
    /// `ReadOnly`, `Unreadable` for a live configuration that cannot be read, or the store.
    pub async fn merge_view(&self, agent: &str) -> Result<Option<MergeView>> {
        let connection = self.current_id().await?;
        let copy = self.editable_copy(&connection, agent).await?;
        let Some(live) = self.moved_live(&connection, agent, &copy, &[]).await? else {
            return Ok(None);
        };
        let seen = self
            .ports
            .store
            .cached_agent(connection, agent.to_owned())
            .await?;
        let theirs = compare(&copy.base, &live.set);
        let merged = merge(&copy.base, &copy.now, &live.set, &|_| Side::Mine);
        Ok(Some(MergeView {
            live: LiveVersion {
                id: live.id,
                number: live.number,
                label: seen.and_then(|seen| seen.live_label),
            },
            their_counts: theirs.counts(),
            theirs: theirs.items.into_iter().map(item).collect(),
            conflicts: merged.conflicts.into_iter().map(conflict).collect(),
        }))
    }

    /// Puts the working copy, and each of its steps, on the version that is live now. The caller holds the turn of
    /// editing.
    ///
    /// # Errors
    /// `LiveMoved` when another version is live than the one the person `saw`; `Invalid` when a conflict has no choice.
    pub(crate) async fn bring_together(
        &self,
        connection: &str,
        agent: &str,
        copy: &Copy,
        saw: &str,
        choices: Vec<MergeChoice>,
    ) -> Result<()> {
        let key = (connection.to_owned(), agent.to_owned());
        let mut steps = Vec::new();
        for (step, state) in self.ports.store.steps(key.clone()).await? {
            steps.push((step, MetricSet::from_state(&state)?));
        }
        let sets: Vec<&MetricSet> = steps.iter().map(|(_, set)| set).collect();
        let Some(live) = self.moved_live(connection, agent, copy, &sets).await? else {
            return Err(Error::LiveMoved);
        };
        if live.id != saw {
            return Err(Error::LiveMoved);
        }
        let chosen: HashMap<ConflictKey, Side> = choices
            .into_iter()
            .map(|choice| (choice.key, choice.side))
            .collect();
        let choose = |key: &ConflictKey| chosen.get(key).copied().unwrap_or(Side::Mine);
        let now = merge(&copy.base, &copy.now, &live.set, &choose);
        if now
            .conflicts
            .iter()
            .any(|conflict| !chosen.contains_key(&conflict.key))
        {
            return Err(Error::Invalid);
        }
        // Undo leads to what one had before, with what is live now in it: else it would undo the colleague's work.
        let steps = steps
            .iter()
            .map(|(step, set)| {
                (
                    *step,
                    merge(&copy.base, set, &live.set, &choose).merged.to_state(),
                )
            })
            .collect();
        let unpublished = compare(&live.set, &now.merged).counts().total;
        self.ports
            .store
            .rebase_steps(
                key,
                live.id,
                live.number,
                &live.set.to_state(),
                steps,
                unpublished,
            )
            .await
    }

    async fn moved_live(
        &self,
        connection: &str,
        agent: &str,
        copy: &Copy,
        more: &[&MetricSet],
    ) -> Result<Option<Live>> {
        let Some((id, number, set)) = self.live_set(connection, agent).await? else {
            return Ok(None);
        };
        if id == copy.stored.base_version {
            return Ok(None);
        }
        let known: Vec<&MetricSet> = [&copy.base, &copy.now]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let set = with_ids_of(&set, &known)?;
        Ok(Some(Live { id, number, set }))
    }
}

/// One conflict for the screen.
pub(crate) fn conflict(found: Conflict) -> MergeConflict {
    let before = found.base.as_ref();
    let identifier = [before, found.mine.as_ref(), found.theirs.as_ref()]
        .into_iter()
        .flatten()
        .next()
        .map(|metric| metric.identifier.clone());
    MergeConflict {
        identifier: identifier.unwrap_or_default(),
        mine: found.mine.as_ref().map(|metric| side(metric, before)),
        theirs: found.theirs.as_ref().map(|metric| side(metric, before)),
        before: before.map(|metric| side(metric, None)),
        key: found.key,
    }
}

fn side(metric: &Metric, before: Option<&Metric>) -> MergeSide {
    let plain = || {
        vec![Span {
            kind: SpanKind::Same,
            text: metric.prompt.clone(),
        }]
    };
    MergeSide {
        identifier: metric.identifier.clone(),
        data_type: metric.data_type,
        unknown_type: metric.unknown_type.clone(),
        prompt: before.map_or_else(plain, |before| word_diff(&before.prompt, &metric.prompt)),
        choices: metric.choices.clone(),
    }
}
