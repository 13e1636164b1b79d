//! A run's requests in the generation of branches and revisions: one draft that all share, live with its commit.

use debrief_atoms::{
    At, Branch, BranchDraft, CheckStatus, Client, ConfigDiff, DraftEdit, Error as AtomsError, ErrorKind,
    PublishAnswer, Version, VersionPage,
};
use serde_json::{Map, Value};

use super::drafts::{facts_of, was_draft};
use super::driver::{Driver, RECENT_VERSIONS};
use super::facts::METRICS;
use super::run::{Action, BranchFacts, Check, DraftFacts, DraftMark, Event, Run, VersionFacts};
use crate::error::{Error, Result};
use crate::views::ReplacedVersion;

/// The section that the metrics are in.
pub(crate) const ANALYTICS: &str = "analytics";
/// Times that a draft is read anew because somebody wrote to it meanwhile.
const READINGS: u32 = 3;
/// What of it is not: a free-form prompt.
const NEIGHBOUR: &str = "callDispositionConfig";

impl Driver {
    pub(super) async fn on_branches(&self, run: &Run, action: Action) -> Result<Event> {
        let (client, agent) = (&self.client, run.agent.as_str());
        Ok(match action {
            Action::WriteConfig => {
                // The draft as the person took it in, until a write of ours follows.
                let accepted = run.accepted.as_ref().and_then(|accepted| accepted.mark.revision);
                let expected = run.draft_revision.or(accepted);
                let written = client
                    .write_branch_draft(agent, branch(run)?, &run.config, expected)
                    .await?;
                Event::ConfigWritten(mark(&written))
            }
            Action::ReadDraft => Event::DraftCompared {
                equal: self.written_draft(run).await?,
            },
            Action::PublishDraft => {
                let answer = client.publish_branch_draft(agent, branch(run)?, &run.label).await;
                match answer {
                    Ok(PublishAnswer::Committed(version)) => Event::Published(facts_of(*version)),
                    // Somebody was faster to press the button; what becomes of it is seen by looking.
                    Ok(PublishAnswer::Scanning) => Event::Scanning,
                    Err(error) if error.kind == ErrorKind::PublishInProgress => Event::Scanning,
                    Err(error) => return Err(error.into()),
                }
            }
            Action::FindVersion => match self.look_at_publish(run).await? {
                Event::CheckRead(Check::Running) => Event::Scanning,
                Event::CheckRead(Check::Idle) => Event::VersionMissing,
                other => other,
            },
            Action::ReadCheck => self.look_at_publish(run).await?,
            Action::DeleteDraft => Event::DraftDeleted(match self.discard_own_draft(run).await {
                Ok(found) => found == Discarded::Gone,
                Err(error) => {
                    tracing::warn!(%error, "the draft could not be removed");
                    false
                }
            }),
            Action::ReadAgent | Action::CreateDraft | Action::FindDraft | Action::Activate => {
                return Err(Error::Internal(format!("{action:?} has no place on a branch")));
            }
        })
    }

    /// The branch that is published to as it is now: the one that answers calls, or another one that was asked for.
    async fn goal(&self, run: &Run) -> Result<Branch> {
        if let Some(target) = &run.target {
            return Ok(self.client.branch(&run.agent, &target.branch).await?);
        }
        let branches = self.client.branches(&run.agent).await?;
        Branch::leading(&branches)
            .cloned()
            .ok_or(Error::BetweenGenerations)
    }

    /// The branch that is published to. An agent that moved to branches after its draft was published has none yet.
    async fn branch_of(&self, run: &Run) -> Result<String> {
        match &run.branch {
            Some(branch) => Ok(branch.clone()),
            None => Ok(self.goal(run).await?.id),
        }
    }

    /// The newest of the branch's history.
    pub(super) async fn recent_revisions(&self, run: &Run) -> Result<VersionPage> {
        let branch = self.branch_of(run).await?;
        let read = self.client.revisions(&run.agent, &branch, 0, RECENT_VERSIONS);
        Ok(read.await?)
    }

    /// The branch that is published to, and what is in its open draft beside the metrics; with the configuration of that draft.
    pub(super) async fn look_at_branch(
        &self,
        run: &Run,
        live: &Value,
    ) -> Result<(BranchFacts, Option<Map<String, Value>>)> {
        let branch = self.goal(run).await?;
        let (draft, config) = match self.settled_draft(run, &branch, live).await? {
            Some((facts, config)) => {
                if run.accepted.is_some() && config.is_none() {
                    return Err(Error::Internal(
                        "the draft that was taken in cannot be read any more".into(),
                    ));
                }
                (Some(facts), config)
            }
            None => (None, None),
        };
        let facts = BranchFacts {
            id: branch.id,
            head: branch.head_revision_id,
            draft,
        };
        Ok((facts, config))
    }

    /// The open draft with what is in it, read until nobody wrote in between: whose it is, is read last.
    async fn settled_draft(
        &self,
        run: &Run,
        branch: &Branch,
        live: &Value,
    ) -> Result<Option<(DraftFacts, Option<Map<String, Value>>)>> {
        let Some(mut draft) = self.open_draft(run, &branch.id).await? else {
            return Ok(None);
        };
        for _ in 0..READINGS {
            let seen = mark(&draft);
            let found = match self.draft_facts(run, branch, draft, live).await {
                // It went while it was read.
                Err(Error::Atoms(error)) if error.kind == ErrorKind::NotFound => None,
                found => Some(found?),
            };
            let Some(now) = self.open_draft(run, &branch.id).await? else {
                return Ok(None);
            };
            match found {
                Some(found) if mark(&now) == seen => return Ok(Some(found)),
                _ => draft = now,
            }
        }
        // Somebody writes without a pause.
        Ok(Some(self.draft_facts(run, branch, draft, live).await?))
    }

    async fn draft_facts(
        &self,
        run: &Run,
        branch: &Branch,
        draft: BranchDraft,
        live: &Value,
    ) -> Result<(DraftFacts, Option<Map<String, Value>>)> {
        let diff = self
            .client
            .draft_diff(&run.agent, &run.base_version, &branch.id)
            .await?;
        let config = draft_config(&self.client, &run.agent, branch, &draft).await?;
        let sections = foreign_sections(diff, config.as_ref(), live);
        // The last write is told from ours by the mark; those before it by what the journal knows of.
        let foreign = |edit: &&DraftEdit| {
            let revision = edit.revision.filter(|_| edit.revision != draft.revision);
            let known = run.draft_id.as_ref() == Some(&draft.draft_id);
            revision.is_some_and(|revision| !known || !run.own_revisions.contains(&revision))
        };
        let others: Vec<&DraftEdit> = draft.edits.iter().filter(foreign).collect();
        let last_is_ours =
            run.draft_id.as_ref() == Some(&draft.draft_id) && run.draft_revision == draft.revision;
        let author = if last_is_ours {
            let latest = others.iter().max_by_key(|edit| edit.revision);
            latest.and_then(|edit| edit.editor_name.as_deref())
        } else {
            draft.last_editor()
        };
        let in_metrics = |edit: &&DraftEdit| edit.sections.iter().any(|section| section == ANALYTICS);
        let accepted = run.accepted.as_ref().and_then(|accepted| accepted.mark.revision);
        let facts = DraftFacts {
            unseen: others.iter().any(|edit| edit.revision > accepted),
            others_wrote: !others.is_empty(),
            // What was in it when the person took it in is merged, not replaced.
            others_changed_metrics: others
                .iter()
                .filter(|edit| edit.revision > accepted)
                .any(in_metrics),
            author: author.map(str::to_owned),
            mark: mark(&draft),
            since: draft.created_at,
            sections,
        };
        Ok((facts, config))
    }

    async fn open_draft(&self, run: &Run, branch: &str) -> Result<Option<BranchDraft>> {
        open_draft(&self.client, &run.agent, branch).await
    }

    /// After a write without an answer: the open draft, if it holds what was sent.
    async fn written_draft(&self, run: &Run) -> Result<Option<DraftMark>> {
        let branch = self.goal(run).await?;
        let Some(draft) = self.open_draft(run, &branch.id).await? else {
            return Ok(None);
        };
        let config = draft_config(&self.client, &run.agent, &branch, &draft).await?;
        let metrics = config.as_ref().and_then(|config| config.get(METRICS));
        Ok(debrief_metrics::same_config(metrics, Some(&run.config)).then(|| mark(&draft)))
    }

    /// Where a publish stands. The draft closes when its revision is made; the head tells whether one was, since the
    /// newest row of the history may be older than our publish.
    async fn look_at_publish(&self, run: &Run) -> Result<Event> {
        let on = self.branch_of(run).await?;
        let draft = self.open_draft(run, &on).await?;
        if let Some(draft) = &draft {
            let check = draft.security_check.as_ref();
            match check.map(|check| &check.status) {
                Some(CheckStatus::Failed | CheckStatus::Errored) => {
                    let reason = check.and_then(|check| check.reason.clone());
                    return Ok(Event::CheckRead(if draft.publishing {
                        Check::Failing(reason)
                    } else {
                        Check::Failed(reason)
                    }));
                }
                _ if draft.publishing => return self.checking(run, &on).await,
                Some(CheckStatus::Queued | CheckStatus::Other(_)) if !draft.called_off => {
                    return self.checking(run, &on).await;
                }
                _ => {}
            }
        }
        let branch = self.client.branch(&run.agent, &on).await?;
        if branch.head_revision_id.as_deref() == Some(run.base_version.as_str()) {
            return Ok(Event::CheckRead(if draft.is_some() {
                Check::Idle
            } else {
                Check::DraftGone
            }));
        }
        Ok(match self.our_revision(run).await? {
            Some(version) => Event::Published(facts_of(version)),
            // Somebody else's is the head: reading the agent tells whose.
            None => Event::CheckRead(Check::Passed),
        })
    }

    /// While a check runs a branch may be made live, and what passes then would reach callers at once: it is called off.
    async fn checking(&self, run: &Run, branch: &str) -> Result<Event> {
        let agent = &run.agent;
        if run.target.is_none() || !self.client.branch(agent, branch).await?.is_live {
            return Ok(Event::CheckRead(Check::Running));
        }
        self.client.cancel_branch_publish(agent, branch).await?;
        let draft = self.open_draft(run, branch).await?;
        Ok(Event::CheckRead(match draft {
            Some(draft) if !draft.publishing => Check::TargetLive,
            // It passed in that very moment.
            _ => Check::Running,
        }))
    }

    /// The revision that was made of our draft, among the newest.
    async fn our_revision(&self, run: &Run) -> Result<Option<Version>> {
        let page = self.recent_revisions(run).await?;
        let newer = page
            .versions
            .into_iter()
            .take_while(|version| version.id != run.base_version)
            .filter(|version| version.number.is_some() || version.published_at.is_some());
        let draft = run.draft_id.as_deref().unwrap_or_default();
        let mut told = newer.collect::<Vec<_>>();
        if let Some(at) = told.iter().position(|version| was_draft(version, draft)) {
            return Ok(Some(told.swap_remove(at)));
        }
        // A server that does not tell from which draft: the label is all there is, and the metrics are compared after.
        let silent = told.iter().all(|version| version.draft_id.is_none());
        Ok(told
            .into_iter()
            .find(|version| silent && version.label.as_deref() == Some(run.label.as_str())))
    }

    /// The last of the revisions that were made after the base and before ours.
    pub(super) async fn replaced_revision(
        &self,
        run: &Run,
        ours: &VersionFacts,
    ) -> Result<Option<ReplacedVersion>> {
        let page = self.recent_revisions(run).await?;
        if page.versions.iter().all(|version| version.id != run.base_version) {
            tracing::warn!("the version before is not among the newest of the branch");
            return Ok(None);
        }
        let between = page
            .versions
            .into_iter()
            .skip_while(|version| version.id != ours.id)
            .skip(1)
            .take_while(|version| version.id != run.base_version)
            .find(|version| version.number.is_some());
        Ok(between.map(|version| ReplacedVersion {
            number: version.number,
            author: version.published_by_name,
        }))
    }

    /// Discards the open draft of the run's branch if all its writes are our own and nothing but the metrics differs in it.
    pub(super) async fn discard_own_draft(&self, run: &Run) -> Result<Discarded> {
        // Another branch may be live by now.
        let branch = match &run.branch {
            Some(branch) => self.client.branch(&run.agent, branch).await?,
            None => self.goal(run).await?,
        };
        let live = run.others.clone().unwrap_or_default();
        let Some((found, _)) = self.settled_draft(run, &branch, &live).await? else {
            return Ok(Discarded::Gone);
        };
        if !run.owns(&found) || !found.sections.is_empty() {
            return Ok(Discarded::NotOurs);
        }
        match self.client.discard_branch_draft(&run.agent, &branch.id).await {
            Ok(()) => Ok(Discarded::Gone),
            Err(error) if error.kind == ErrorKind::NotFound => Ok(Discarded::Gone),
            Err(error) => {
                tracing::warn!(%error, "no word that the draft is removed");
                match self.open_draft(run, &branch.id).await? {
                    None => Ok(Discarded::Gone),
                    Some(_) => Err(error.into()),
                }
            }
        }
    }
}

/// What became of a draft that was to be discarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Discarded {
    /// It is not there any more.
    Gone,
    /// Somebody else wrote to it: it stays.
    NotOurs,
}

/// The open draft of a branch.
pub(crate) async fn open_draft(client: &Client, agent: &str, branch: &str) -> Result<Option<BranchDraft>> {
    match client.branch_draft(agent, branch).await {
        Ok(draft) => Ok(Some(draft)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Sections of a draft that differ from what is live, other than the metrics.
pub(crate) fn foreign_sections(
    diff: ConfigDiff,
    config: Option<&Map<String, Value>>,
    live: &Value,
) -> Vec<String> {
    let mut sections: Vec<String> = diff
        .sections
        .into_iter()
        .map(|diff| diff.section)
        .filter(|section| section != ANALYTICS)
        .collect();
    // The server compares by section, and the section of the metrics holds this prompt as well.
    if config.is_some_and(|config| config.get(NEIGHBOUR) != live.get(NEIGHBOUR)) {
        sections.push(NEIGHBOUR.to_owned());
    }
    sections
}

/// The flat configuration of a draft; none where the server does not find it under either of its ids.
pub(crate) async fn draft_config(
    client: &Client,
    agent: &str,
    branch: &Branch,
    draft: &BranchDraft,
) -> Result<Option<Map<String, Value>>> {
    let ids = [Some(draft.draft_id.as_str()), branch.open_draft_id.as_deref()];
    let mut tried = None;
    for id in ids.into_iter().flatten() {
        if tried == Some(id) {
            continue;
        }
        tried = Some(id);
        match client.agent(agent, At::Draft(id)).await {
            Ok(agent) => return Ok(agent.resolved_config),
            Err(error) if is_unknown(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    tracing::warn!("the draft's configuration cannot be read; its sections are compared by Atoms alone");
    Ok(None)
}

/// What a draft is known by.
pub(crate) fn mark(draft: &BranchDraft) -> DraftMark {
    DraftMark {
        id: draft.draft_id.clone(),
        revision: draft.revision,
    }
}

/// An answer that knows the agent and not the id of the draft.
fn is_unknown(error: &AtomsError) -> bool {
    matches!(
        error.kind,
        ErrorKind::NotFound | ErrorKind::Invalid | ErrorKind::Unreadable
    )
}

fn branch(run: &Run) -> Result<&str> {
    run.branch
        .as_deref()
        .ok_or_else(|| Error::Internal("publish without a branch".into()))
}
