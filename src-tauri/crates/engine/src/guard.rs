//! Somebody else's open draft on a branch: what is in it, and the person's answer. Publishing ships everything in a
//! draft, so nothing is written to one that was not read.

use std::collections::HashMap;

use debrief_atoms::{At, Branch, BranchDraft, Client, ConfigDiff, ValueDiff};
use debrief_metrics::{ConflictKey, MetricSet, Side, compare, merge, word_diff};
use serde_json::{Map, Value};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::Generation;
use crate::lineage::with_ids_of;
use crate::merging::conflict;
use crate::publish::{Accepted, METRICS, draft_config, foreign_sections, look, mark, open_draft};
use crate::review::{item, problems};
use crate::views::{DraftAnswer, DraftChange, DraftSection, DraftSeen, DraftWay, OpenDraftView, PublishView};
use crate::working_copy::Copy;

/// Longest text of a value that is compared word by word.
const LONGEST: usize = 20_000;

/// A draft with what it is compared with, read one after another.
struct Theirs {
    draft: BranchDraft,
    diff: ConfigDiff,
    /// None where Atoms does not tell it.
    config: Option<Map<String, Value>>,
    live: Value,
}

impl Theirs {
    async fn read(client: &Client, agent: &str) -> Result<Option<Self>> {
        let branches = client.branches(agent).await?;
        let branch = Branch::leading(&branches).ok_or(Error::BetweenGenerations)?;
        let Some(draft) = open_draft(client, agent, &branch.id).await? else {
            return Ok(None);
        };
        let live = client.agent(agent, At::Active).await?;
        let config = draft_config(client, agent, branch, &draft).await?;
        let head = branch.head_revision_id.as_deref().unwrap_or_default();
        let diff = client.draft_diff(agent, head, &branch.id).await?;
        Ok(Some(Self {
            draft,
            diff,
            config,
            live: Value::Object(live.resolved_config.unwrap_or_default()),
        }))
    }

    /// The metrics of the draft, with the ids by which the working copy knows them; none where they cannot be read.
    fn metrics(&self, copy: &Copy) -> Result<Option<MetricSet>> {
        let Some(config) = &self.config else {
            return Ok(None);
        };
        let set = MetricSet::read(config.get(METRICS))?;
        Ok(Some(with_ids_of(&set, &[&copy.base, &copy.now])?))
    }

    fn sections(&self) -> Vec<String> {
        foreign_sections(self.diff.clone(), self.config.as_ref(), &self.live)
    }

    fn section(&self, name: String) -> DraftSection {
        let changes = match self.diff.sections.iter().find(|diff| diff.section == name) {
            Some(diff) => diff.changes.iter().map(change).collect(),
            // A member beside the metrics, which Atoms counts to their section.
            None => vec![change(&ValueDiff {
                path: name.clone(),
                before: self.live.get(&name).cloned().unwrap_or_default(),
                after: self
                    .config
                    .as_ref()
                    .and_then(|config| config.get(&name))
                    .cloned()
                    .unwrap_or_default(),
            })],
        };
        DraftSection {
            section: name,
            changes,
        }
    }
}

impl Engine {
    /// The open draft of the agent's live branch, as it is now; none if there is none.
    ///
    /// # Errors
    /// `ReadOnly`, Atoms' answer, the way to the key, or the store.
    pub async fn open_draft(&self, agent: &str) -> Result<Option<OpenDraftView>> {
        let connection = self.current_id().await?;
        let copy = self.editable_copy(&connection, agent).await?;
        let client = self.client(&connection).await?;
        let Some(theirs) = Theirs::read(&client, agent).await? else {
            return Ok(None);
        };
        let live = MetricSet::read(theirs.live.get(METRICS))?;
        let live = with_ids_of(&live, &[&copy.base, &copy.now])?;
        let metrics = theirs.metrics(&copy)?;
        let comparison = compare(&live, metrics.as_ref().unwrap_or(&live));
        let conflicts = metrics.map_or_else(Vec::new, |metrics| {
            merge(&copy.base, &copy.now, &metrics, &|_| Side::Mine).conflicts
        });
        let sections = theirs.sections();
        let draft = &theirs.draft;
        Ok(Some(OpenDraftView {
            seen: DraftSeen {
                id: draft.draft_id.clone(),
                revision: draft.revision,
            },
            author: draft.last_editor().map(str::to_owned),
            since: draft.created_at.clone(),
            changed_at: draft.updated_at.clone(),
            publishing: draft.publishing,
            readable: theirs.config.is_some(),
            metric_counts: comparison.counts(),
            metrics: comparison.items.into_iter().map(item).collect(),
            conflicts: conflicts.into_iter().map(conflict).collect(),
            sections: sections.into_iter().map(|name| theirs.section(name)).collect(),
        }))
    }

    /// Does what the person answered about the draft that stopped the last publish. Returns at once, as `publish` does.
    ///
    /// # Errors
    /// `DraftMoved` when the draft is not as the person saw it, or is being published; `Invalid` for a conflict without a
    /// choice or metrics that cannot be published; `NotFound` when no draft stopped the last publish; `ReadOnly`, Atoms'
    /// answer, the way to the key, or the store.
    pub async fn answer_draft(&self, agent: &str, answer: DraftAnswer) -> Result<PublishView> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let theirs = Theirs::read(&client, agent).await?.ok_or(Error::DraftMoved)?;
        let seen = (Some(answer.seen.id.as_str()), answer.seen.revision);
        if seen != (Some(theirs.draft.draft_id.as_str()), theirs.draft.revision) || theirs.draft.publishing {
            return Err(Error::DraftMoved);
        }
        let run = {
            let _turn = self.editing.lock().await;
            let last = self
                .last_run(&connection, agent)
                .await?
                .filter(|last| last.stopped_by_draft().is_some())
                .ok_or(Error::NotFound("draft"))?;
            let copy = self.editable_copy(&connection, agent).await?;
            let metrics = theirs.metrics(&copy)?.ok_or(Error::NotFound("draft"))?;
            let now = together(&copy, &metrics, &answer)?;
            if answer.way == DraftWay::Everything && now.to_state() != copy.now.to_state() {
                // What goes live is what the person sees as their own, and can undo.
                self.keep(&connection, agent, &copy.base, &now).await?;
            }
            let mut run = self.begin(&connection, agent, &copy, &now, Generation::Branches);
            run.label = last.label;
            run.accepted = Some(Accepted {
                way: answer.way,
                mark: mark(&theirs.draft),
                sections: theirs.sections(),
                author: theirs.draft.last_editor().map(str::to_owned),
            });
            run
        };
        self.runs.start(&self.ports, client, run).await?;
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// Looks now whether the draft that stopped the last publish is gone, and goes on looking if it is not.
    ///
    /// # Errors
    /// `NotFound` when no draft stopped it; the way to the key, or the store. That Atoms could not be read is in the view.
    pub async fn wait_for_draft(&self, agent: &str) -> Result<PublishView> {
        let connection = self.current_id().await?;
        let mut run = self
            .last_run(&connection, agent)
            .await?
            .filter(|last| last.stopped_by_draft().is_some())
            .ok_or(Error::NotFound("draft"))?;
        let client = self.client(&connection).await?;
        run.wait = Some(look(&self.ports, &client, &run).await);
        self.ports.store.put_run(&run).await?;
        if run.is_waiting() {
            self.runs.watch(&self.ports, client, &run);
        }
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }
}

/// Our metrics merged with those of the draft.
fn together(copy: &Copy, theirs: &MetricSet, answer: &DraftAnswer) -> Result<MetricSet> {
    let chosen: HashMap<&ConflictKey, Side> = answer
        .choices
        .iter()
        .map(|choice| (&choice.key, choice.side))
        .collect();
    let both = merge(&copy.base, &copy.now, theirs, &|key| {
        chosen.get(key).copied().unwrap_or(Side::Mine)
    });
    let open = |conflict: &debrief_metrics::Conflict| !chosen.contains_key(&conflict.key);
    if both.conflicts.iter().any(open) || !problems(&copy.base, &both.merged).is_empty() {
        return Err(Error::Invalid);
    }
    Ok(both.merged)
}

fn change(diff: &ValueDiff) -> DraftChange {
    let (before, after) = (plain(&diff.before), plain(&diff.after));
    let words = match (before, after) {
        (Some(before), Some(after)) if before.len() + after.len() <= LONGEST => word_diff(&before, &after),
        _ => Vec::new(),
    };
    DraftChange {
        path: diff.path.clone(),
        words,
    }
}

/// A value as words; none for one that is no text, number or yes and no.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}
