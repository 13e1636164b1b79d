//! What publishing would do, in terms of metrics; and starting it.

use std::collections::HashSet;

use debrief_metrics::{
    DataType, ItemChange, Metric, Span, SpanKind, compare, library, normalisations, validate, word_diff,
};
use uuid::Uuid;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::{Dialect, Generation};
use crate::publish::{Event, Phase, Run};
use crate::views::{
    ChoiceSpan, ItemKind, LiveVersion, PublishView, Reordered, ReviewFlag, ReviewItem, ReviewProblem,
    ReviewView, TemplateView, TypeBefore,
};
use crate::working_copy::Copy;

/// Atoms: label of a version.
const LABEL_LIMIT: usize = 200;
/// Atoms: description of a version.
const DESCRIPTION_LIMIT: usize = 2000;

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
        let comparison = compare(&copy.base, &copy.now);
        let live = seen.summary.live_version.clone();
        Ok(ReviewView {
            agent_name: seen.summary.name,
            base_moved: live
                .as_ref()
                .is_some_and(|live| *live != copy.stored.base_version),
            live: live.map(|id| LiveVersion {
                id,
                number: seen.live_number,
                label: seen.live_label,
            }),
            next_number: seen.live_number.map(|number| number + 1),
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
            normalisations: normalisations(&copy.now.raw()),
            problems: problems(&copy),
            items: comparison.items.into_iter().map(item).collect(),
            takes_description: generation != Some(Generation::Branches),
            label: copy.stored.label,
            description: copy.stored.description,
        })
    }

    /// Starts publishing and returns at once; `Notice::PublishMoved` tells of each step.
    ///
    /// # Errors
    /// `NothingToPublish`, `Invalid`, `PublishRunning` (also while an interrupted run waits to be resumed),
    /// `ReadOnly`, the way to the key, or the store.
    pub async fn publish(&self, agent: &str, label: &str, description: &str) -> Result<PublishView> {
        let connection = self.current_id().await?;
        let (label, description) = (label.trim(), description.trim());
        if label.chars().count() > LABEL_LIMIT || description.chars().count() > DESCRIPTION_LIMIT {
            return Err(Error::Invalid);
        }
        let client = self.client(&connection).await?;
        let generation = Dialect::of(&client, &self.ports.store, &connection, agent)
            .await?
            .generation;
        let run = {
            let _turn = self.editing.lock().await;
            // An interrupted run may have made its version already: it has to be settled before another one.
            let last = self.last_run(&connection, agent).await?;
            if last.as_ref().is_some_and(|last| !last.is_finished()) {
                return Err(Error::PublishRunning);
            }
            // A draft of a branch is ours only while its last write is the last one in this journal.
            let (draft_id, draft_revision, own_revisions) = match (generation, last) {
                (Generation::Branches, Some(last)) => {
                    (last.draft_id, last.draft_revision, last.own_revisions)
                }
                _ => (None, None, Vec::new()),
            };
            let copy = self.editable_copy(&connection, agent).await?;
            if compare(&copy.base, &copy.now).counts().total == 0 {
                return Err(Error::NothingToPublish);
            }
            if !problems(&copy).is_empty() {
                return Err(Error::Invalid);
            }
            let id = Uuid::now_v7().to_string();
            Run {
                draft_name: format!("Debrief {id}"),
                id,
                connection: connection.clone(),
                agent: agent.to_owned(),
                label: label.to_owned(),
                // What Atoms has no place for is not promised.
                description: (generation == Generation::Drafts && !description.is_empty())
                    .then(|| description.to_owned()),
                started_at: self.ports.clock.now_text(),
                base_version: copy.stored.base_version,
                base_number: copy.stored.base_number,
                config: copy.now.write(),
                sent_state: copy.now.to_state(),
                generation,
                branch: None,
                others: None,
                draft_id,
                draft_revision,
                own_revisions,
                version: None,
                sent_in: None,
                activations: 0,
                wrote: false,
                looks: 0,
                misses: 0,
                failed_reads: 0,
                unclear: None,
                phase: Phase::LookBefore,
                then: match generation {
                    Generation::Drafts => Phase::MakeDraft,
                    Generation::Branches => Phase::WriteMetrics,
                },
                outcome: None,
                stopped_at: 0,
                interrupted: false,
            }
        };
        self.runs.start(&self.ports, client, run).await?;
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// Where the agent's last publish stands; none if there is none or it was dismissed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn publish_state(&self, agent: &str) -> Result<Option<PublishView>> {
        let connection = self.current_id().await?;
        self.publish_view(&connection, agent).await
    }

    /// Stops a running publish where that is safe, and removes the draft it made.
    ///
    /// # Errors
    /// When no connection is in use.
    pub async fn cancel_publish(&self, agent: &str) -> Result<()> {
        self.runs.cancel(&self.current_id().await?, agent);
        Ok(())
    }

    async fn last_run(&self, connection: &str, agent: &str) -> Result<Option<Run>> {
        let last = self
            .ports
            .store
            .last_run(connection.to_owned(), agent.to_owned())
            .await?;
        Ok(last.map(|last| last.run))
    }

    /// Goes on with an interrupted publish: reads Atoms first.
    ///
    /// # Errors
    /// When there is none, the way to the key, or the store.
    pub async fn resume_publish(&self, agent: &str) -> Result<PublishView> {
        let connection = self.current_id().await?;
        let run = self
            .last_run(&connection, agent)
            .await?
            .filter(|run| !run.is_finished())
            .ok_or(Error::NotFound("run"))?;
        let client = self.client(&connection).await?;
        self.runs
            .start(&self.ports, client, run.after(Event::Resumed))
            .await?;
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// Ends a publish that waits for the person and cannot go on, as it is: nothing more is sent.
    ///
    /// # Errors
    /// `NotFound` when none waits, or the store.
    pub async fn give_up_publish(&self, agent: &str) -> Result<PublishView> {
        let connection = self.current_id().await?;
        let run = self
            .last_run(&connection, agent)
            .await?
            .filter(|run| run.can_give_up() && !self.runs.is_running(&connection, agent))
            .ok_or(Error::NotFound("run"))?;
        self.ports.store.put_run(&run.given_up()).await?;
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// Deletes the draft that a stopped publish left on Atoms.
    ///
    /// # Errors
    /// `NotFound` when there is none that may be deleted; Atoms' answer, the way to the key, or the store.
    pub async fn remove_leftover(&self, agent: &str) -> Result<PublishView> {
        let connection = self.current_id().await?;
        let run = self
            .last_run(&connection, agent)
            .await?
            .filter(Run::leftover_draft)
            .ok_or(Error::NotFound("draft"))?;
        let client = self.client(&connection).await?;
        // By its name, which is unique to the run: the answer that would have told its id may be the one that was lost.
        let drafts = client.drafts(agent).await?;
        let ours = drafts
            .into_iter()
            .find(|draft| draft.draft_name.as_deref() == Some(&run.draft_name));
        if let Some(draft) = ours {
            client.delete_draft(agent, &draft.draft_id).await?;
        }
        self.ports.store.put_run(&run.tidied()).await?;
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// The person has seen how it ended.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn dismiss_publish(&self, agent: &str) -> Result<()> {
        let connection = self.current_id().await?;
        match self.ports.store.last_run(connection, agent.to_owned()).await? {
            Some(last) => self.ports.store.dismiss_run(last.run.id).await,
            None => Ok(()),
        }
    }

    pub(crate) async fn publish_view(&self, connection: &str, agent: &str) -> Result<Option<PublishView>> {
        // Asked before the journal is read: a run that ends in between shows as running, and its last
        // notice makes the screen ask again.
        let running = self.runs.is_running(connection, agent);
        let last = self
            .ports
            .store
            .last_run(connection.to_owned(), agent.to_owned())
            .await?;
        Ok(last
            .filter(|last| !last.dismissed)
            .map(|last| last.run.view(running)))
    }

    /// Our own templates.
    ///
    /// # Errors
    /// Never in a build whose tests passed: the library is data of the program.
    pub fn library_templates(&self) -> Result<Vec<TemplateView>> {
        let templates = library().map_err(|error| Error::Internal(error.to_string()))?;
        Ok(templates
            .into_iter()
            .map(|template| TemplateView {
                fields: template.fields(),
                category: Some(template.category),
                when_to_use: Some(template.when_to_use),
            })
            .collect())
    }

    /// The server's templates. Implements Atoms' "disposition metric templates".
    ///
    /// # Errors
    /// Atoms' answer, or the way to the key.
    pub async fn atoms_templates(&self) -> Result<Vec<TemplateView>> {
        let client = self.client(&self.current_id().await?).await?;
        let templates = client.templates().await?;
        Ok(templates
            .into_iter()
            .filter_map(|template| {
                let data_type = DataType::from_wire(&template.data_type)?;
                let fields = debrief_metrics::MetricFields {
                    identifier: template.identifier,
                    data_type,
                    prompt: template.prompt,
                    choices: template.choices,
                };
                Some(TemplateView {
                    fields,
                    category: None,
                    when_to_use: None,
                })
            })
            .collect())
    }
}

/// Problems of the metrics that this working copy brings in. What is live already, however odd, is not
/// held against an unrelated change.
fn problems(copy: &Copy) -> Vec<ReviewProblem> {
    let comparison = compare(&copy.base, &copy.now);
    let brought: HashSet<_> = comparison
        .items
        .iter()
        .filter_map(|item| match item {
            ItemChange::Added(metric) | ItemChange::Changed { after: metric, .. } => Some(metric.id.clone()),
            ItemChange::Removed(_) => None,
        })
        .collect();
    let metrics = copy.now.metrics();
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
