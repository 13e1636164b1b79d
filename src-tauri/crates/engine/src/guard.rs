//! Somebody else's open draft on a branch: what is in it, and the person's answer. Publishing ships everything in a
//! draft, so nothing is written to one that was not read.

use std::collections::HashMap;

use debrief_atoms::{At, Branch, BranchDraft, Client};
use debrief_metrics::{ConflictKey, MetricSet, Side, compare, merge};
use serde_json::Value;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::Generation;
use crate::lineage::with_ids_of;
use crate::merging::conflict;
use crate::publish::{Accepted, METRICS, Run, draft_config, look, mark, open_draft};
use crate::review::{item, problems};
use crate::sections::Sections;
use crate::views::{DraftAnswer, DraftSeen, DraftWay, OpenDraftView, PublishView};
use crate::working_copy::Copy;

/// A draft with what it is compared with, read one after another.
struct Theirs {
    draft: BranchDraft,
    sections: Sections,
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
            sections: Sections {
                diff,
                config,
                live: Value::Object(live.resolved_config.unwrap_or_default()),
            },
        }))
    }

    /// The metrics of the draft, with the ids by which the working copy knows them; none where they cannot be read.
    fn metrics(&self, copy: &Copy) -> Result<Option<MetricSet>> {
        let Some(config) = &self.sections.config else {
            return Ok(None);
        };
        let set = MetricSet::read(config.get(METRICS))?;
        Ok(Some(with_ids_of(&set, &[&copy.base, &copy.now])?))
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
        let live = MetricSet::read(theirs.sections.live.get(METRICS))?;
        let live = with_ids_of(&live, &[&copy.base, &copy.now])?;
        let metrics = theirs.metrics(&copy)?;
        let comparison = compare(&live, metrics.as_ref().unwrap_or(&live));
        let conflicts = metrics.as_ref().map_or_else(Vec::new, |metrics| {
            merge(&copy.base, &copy.now, metrics, &|_| Side::Mine).conflicts
        });
        let dangers = metrics
            .as_ref()
            .map_or_else(Vec::new, |metrics| self.review_dangers(&live, metrics));
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
            readable: theirs.sections.config.is_some(),
            metric_counts: comparison.counts(),
            metrics: comparison.items.into_iter().map(item).collect(),
            conflicts: conflicts.into_iter().map(conflict).collect(),
            dangers,
            sections: theirs.sections.all(),
        }))
    }

    /// Does what the person answered about the draft that stopped the last publish. Returns at once, as `publish` does.
    ///
    /// # Errors
    /// `DraftMoved` when the draft is not as the person saw it, or is being published; `Invalid` for a conflict without a
    /// choice or metrics that cannot be published; `Dangerous` when everything shall go live and a metric that can throw
    /// away whole calls is not named; `NotFound` when no draft stopped the last publish; `ReadOnly`, Atoms'
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
                .ports
                .store
                .last_run(connection.clone(), agent.to_owned())
                .await?
                // Who put the question away meanwhile gave no answer.
                .filter(|last| !last.dismissed && last.run.stopped_by_draft().is_some())
                .map(|last| last.run)
                .ok_or(Error::NotFound("draft"))?;
            let copy = self.editable_copy(&connection, agent).await?;
            let metrics = theirs.metrics(&copy)?.ok_or(Error::NotFound("draft"))?;
            let now = together(&copy, &metrics, &answer)?;
            let mut run = self.begin(&connection, agent, &copy, &now, Generation::Branches);
            run.anyway = self.consented(&copy.base, &now, &answer, &last)?;
            run.label = last.label;
            run.own_state = Some(copy.now.to_state());
            run.accepted = Some(Accepted {
                way: answer.way,
                mark: mark(&theirs.draft),
                sections: theirs.sections.names(),
                author: theirs.draft.last_editor().map(str::to_owned),
            });
            run
        };
        self.runs.start(&self.ports, client, run).await?;
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }

    /// The metrics that can throw away whole calls and may go live all the same: those that the person named here, or when
    /// the publish began. What only goes into the draft is asked about when that is published.
    fn consented(
        &self,
        base: &MetricSet,
        now: &MetricSet,
        answer: &DraftAnswer,
        last: &Run,
    ) -> Result<Vec<String>> {
        let mut named: Vec<String> = self
            .review_dangers(base, now)
            .into_iter()
            .map(|danger| danger.identifier)
            .collect();
        named.dedup();
        let allowed = |name: &String| answer.anyway.contains(name) || last.anyway.contains(name);
        match answer.way {
            DraftWay::Everything if !named.iter().all(allowed) => Err(Error::Dangerous),
            DraftWay::Everything => Ok(named),
            DraftWay::Add => Ok(named.into_iter().filter(allowed).collect()),
        }
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
