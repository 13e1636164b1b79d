//! Publishing to a branch that is not live: the changes of the working copy are put on what the branch has, compared with
//! that, and published there. What answers calls stays as it is. (Atoms: versioning v2, branches and drafts.)

use std::collections::HashMap;

use debrief_atoms::{Branch, Client};
use debrief_metrics::{ConflictKey, Merge, MetricSet, Side, compare, merge};
use serde_json::{Map, Value};

use crate::branches::{branch_row, branches_of};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::Generation;
use crate::history::Now;
use crate::lineage::with_ids_of;
use crate::merging::conflict;
use crate::publish::{METRICS, Target};
use crate::publishing::LABEL_LIMIT;
use crate::review::{Stand, problems};
use crate::views::{BranchName, BranchPublish, BranchReview, LiveVersion, MergeChoice, PublishView};
use crate::working_copy::Copy;

/// The head of a branch that is not live, read now.
struct Head {
    branch: Branch,
    /// The branch that is live.
    live: Option<Branch>,
    id: String,
    config: Map<String, Value>,
}

impl Head {
    async fn read(client: &Client, agent: &str, branch: &str) -> Result<Self> {
        let (branch, live) = branches_of(client, agent, branch).await?;
        if branch.is_live {
            return Err(Error::LiveMoved);
        }
        let Now { id, config, .. } = Now::top(client, agent, &branch).await?;
        Ok(Self {
            branch,
            live,
            id,
            config,
        })
    }

    /// Its metrics with the ids by which the working copy knows them, and the same with the changes of the working copy.
    fn with(&self, copy: &Copy, choices: &[MergeChoice]) -> Result<(MetricSet, Merge)> {
        let set = MetricSet::read(self.config.get(METRICS))?;
        let set = with_ids_of(&set, &[&copy.base, &copy.now])?;
        let chosen: HashMap<&ConflictKey, Side> =
            choices.iter().map(|choice| (&choice.key, choice.side)).collect();
        let both = merge(&copy.base, &copy.now, &set, &|key| {
            chosen.get(key).copied().unwrap_or(Side::Mine)
        });
        Ok((set, both))
    }
}

impl Engine {
    /// The branches of an agent by name, read now; none for an agent without branches, of which nothing is asked.
    ///
    /// # Errors
    /// Atoms' answer, the way to the key, or the store.
    pub async fn branch_names(&self, agent: &str) -> Result<Vec<BranchName>> {
        let connection = self.current_id().await?;
        let store = &self.ports.store;
        if store.generation(connection.clone(), agent.to_owned()).await? != Some(Generation::Branches) {
            return Ok(Vec::new());
        }
        let branches = self.client(&connection).await?.branches(agent).await?;
        self.told_branches.note(&connection, agent, &branches);
        Ok(branches
            .into_iter()
            .map(|branch| BranchName {
                id: branch.id,
                name: branch.name,
                is_live: branch.is_live,
                head: branch.head_revision_id.map(|id| LiveVersion {
                    id,
                    number: branch.head_number,
                    label: None,
                }),
            })
            .collect())
    }

    /// What publishing the changes of the working copy to a branch that is not live would do there, read now. A conflict
    /// without a choice counts as if the working copy were chosen.
    ///
    /// # Errors
    /// `LiveMoved` for the branch that is live; `Invalid` for a branch without a version; `NotFound` for one that is not
    /// there; `ReadOnly`, Atoms' answer, the way to the key, or the store.
    pub async fn branch_review(
        &self,
        agent: &str,
        branch: &str,
        choices: &[MergeChoice],
    ) -> Result<BranchReview> {
        let connection = self.current_id().await?;
        let copy = self.editable_copy(&connection, agent).await?;
        let client = self.client(&connection).await?;
        let head = Head::read(&client, agent, branch).await?;
        let (set, both) = head.with(&copy, choices)?;
        let seen = self
            .ports
            .store
            .cached_agent(connection.clone(), agent.to_owned())
            .await?
            .ok_or(Error::NotFound("agent"))?;
        let claims = self.claims(&connection, agent).await?;
        let row = branch_row(&client, agent, head.branch, &claims).await?;
        let stand = Stand {
            agent_name: seen.summary.name,
            live: row.head.as_ref().map(|head| head.version.clone()),
            base_moved: false,
            takes_description: false,
        };
        Ok(BranchReview {
            review: self.review_between(&copy, &set, &both.merged, stand),
            changed: compare(&copy.base, &copy.now).counts().total > 0,
            conflicts: both.conflicts.into_iter().map(conflict).collect(),
            live: head.live.as_ref().map(|branch| LiveVersion {
                id: branch.head_revision_id.clone().unwrap_or_default(),
                number: branch.head_number,
                label: None,
            }),
            live_branch: head.live.map(|branch| branch.name),
            branch: row,
        })
    }

    /// Publishes the changes of the working copy to a branch that is not live, if it has the head that the person saw.
    /// Returns at once, as `publish` does; the working copy keeps its changes, which are not live.
    ///
    /// # Errors
    /// `LiveMoved` when it went live or has another head; `NothingToPublish` when it has all
    /// of it; `Invalid` for a conflict without a choice, a label that is too long, or a metric that Atoms would not take;
    /// `Dangerous` when one that can throw away whole calls is not named; `PublishRunning`; `ReadOnly`, Atoms' answer, the
    /// way to the key, or the store.
    pub async fn publish_to_branch(&self, agent: &str, wanted: BranchPublish) -> Result<PublishView> {
        let label = wanted.label.trim();
        if label.chars().count() > LABEL_LIMIT {
            return Err(Error::Invalid);
        }
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let head = Head::read(&client, agent, &wanted.branch).await?;
        if head.id != wanted.seen_head {
            return Err(Error::LiveMoved);
        }
        let run = {
            let _turn = self.editing.lock().await;
            self.expect_no_run(&connection, agent).await?;
            let copy = self.editable_copy(&connection, agent).await?;
            let (set, both) = head.with(&copy, &wanted.choices)?;
            let chosen = |key: &ConflictKey| wanted.choices.iter().any(|choice| choice.key == *key);
            if !both.conflicts.iter().all(|conflict| chosen(&conflict.key))
                || !problems(&set, &both.merged).is_empty()
            {
                return Err(Error::Invalid);
            }
            let unchanged = compare(&copy.base, &copy.now).counts().total == 0;
            if unchanged || compare(&set, &both.merged).counts().total == 0 {
                return Err(Error::NothingToPublish);
            }
            let dangers = self.review_dangers(&set, &both.merged);
            if dangers
                .iter()
                .any(|danger| !wanted.anyway.contains(&danger.metric))
            {
                return Err(Error::Dangerous);
            }
            let mut run = self.begin(&connection, agent, &copy, &both.merged, Generation::Branches);
            run.anyway = dangers.into_iter().map(|danger| danger.identifier).collect();
            run.anyway.dedup();
            label.clone_into(&mut run.label);
            (run.base_version, run.base_number) = (head.id, head.branch.head_number);
            run.branch = Some(head.branch.id.clone());
            run.target = Some(Target {
                branch: head.branch.id,
                name: head.branch.name,
                is_live: false,
            });
            let claims = self.claims(&connection, agent).await?;
            claims.hand_to(&mut run, Some(&wanted.branch));
            run
        };
        self.runs.start(&self.ports, client, run).await?;
        self.publish_view(&connection, agent)
            .await?
            .ok_or(Error::NotFound("run"))
    }
}
