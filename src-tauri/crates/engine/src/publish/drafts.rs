//! A run's requests in the generation of drafts and versions: a draft of our own, a version, an activation.

use debrief_atoms::{At, CheckStatus, Draft, ErrorKind, Publish, Version};
use jiff::Timestamp;

use super::driver::{Driver, RECENT_VERSIONS, draft};
use super::run::{Action, Check, DraftMark, Event, Run, VersionFacts};
use crate::error::{Error, Result};
use crate::views::ReplacedVersion;

impl Driver {
    pub(super) async fn on_drafts(&self, run: &Run, action: Action) -> Result<Event> {
        let (client, agent) = (&self.client, run.agent.as_str());
        Ok(match action {
            Action::CreateDraft => {
                let draft = client
                    .create_draft(agent, &run.base_version, &run.draft_name)
                    .await?;
                Event::DraftMade(made(draft))
            }
            Action::FindDraft => self
                .find_draft(run)
                .await?
                .map_or(Event::DraftMissing, |found| Event::DraftMade(made(found))),
            Action::WriteConfig => {
                let written = client.write_draft_config(agent, draft(run)?, &run.config).await?;
                Event::ConfigWritten(DraftMark {
                    // The address does not change; a row without one names itself.
                    id: draft(run)?.to_owned(),
                    revision: written.draft_revision,
                })
            }
            Action::ReadDraft => {
                let read = client.agent(agent, At::Draft(draft(run)?)).await?;
                let equal = debrief_metrics::same_config(read.metrics_config(), Some(&run.config));
                let mark = DraftMark {
                    id: draft(run)?.to_owned(),
                    revision: None,
                };
                Event::DraftCompared {
                    equal: equal.then_some(mark),
                }
            }
            Action::PublishDraft => {
                let publish = Publish {
                    label: run.label.clone(),
                    description: run.description.clone(),
                    activate: true,
                };
                let version = client.publish_draft(agent, draft(run)?, &publish).await?;
                Event::Published(facts_of(version))
            }
            Action::FindVersion => self.find_version(run).await?,
            Action::ReadCheck => {
                let read = client.version(agent, version(run)?).await?;
                Event::CheckRead(match read.version.security_check {
                    None => Check::Passed,
                    Some(check) => match check.status {
                        CheckStatus::Passed => Check::Passed,
                        CheckStatus::Failed | CheckStatus::Errored => Check::Failed(check.reason),
                        CheckStatus::Queued | CheckStatus::Other(_) => Check::Running,
                    },
                })
            }
            Action::Activate => {
                client.activate(agent, version(run)?).await?;
                Event::Activated
            }
            Action::DeleteDraft => Event::DraftDeleted(self.delete_draft(run).await),
            Action::ReadAgent => return Err(Error::Internal("the agent is read elsewhere".into())),
        })
    }

    /// The version, neither ours nor the base, that went live last since the base did. Atoms cannot be told to
    /// publish only if nobody else did, so this is seen afterwards or not at all. Versions count from when they
    /// went live, not by their number: a base that was brought back is older than others that were live before.
    pub(super) async fn replaced_version(
        &self,
        run: &Run,
        ours: &VersionFacts,
    ) -> Result<Option<ReplacedVersion>> {
        let page = self.client.versions(&run.agent, 0, RECENT_VERSIONS).await?;
        let base = match page
            .versions
            .iter()
            .find(|version| version.id == run.base_version)
        {
            Some(base) => went_live(base),
            None => went_live(&self.client.version(&run.agent, &run.base_version).await?.version),
        };
        let Some(base) = base else {
            tracing::warn!("Atoms does not tell when the version before went live");
            return Ok(None);
        };
        let between = page
            .versions
            .into_iter()
            .filter(|version| version.id != ours.id && version.id != run.base_version)
            .filter(|version| went_live(version).is_some_and(|at| at > base))
            .max_by_key(went_live);
        Ok(between.map(|version| ReplacedVersion {
            number: version.number,
            author: version.published_by_name,
        }))
    }

    async fn find_draft(&self, run: &Run) -> Result<Option<Draft>> {
        let drafts = self.client.drafts(&run.agent).await?;
        Ok(drafts
            .into_iter()
            .find(|draft| draft.draft_name.as_deref() == Some(run.draft_name.as_str())))
    }

    async fn find_version(&self, run: &Run) -> Result<Event> {
        let draft = draft(run)?;
        let page = self.client.versions(&run.agent, 0, RECENT_VERSIONS).await?;
        let ours = page
            .versions
            .into_iter()
            .find(|version| was_draft(version, draft));
        Ok(ours.map_or(Event::VersionMissing, |version| {
            Event::Published(facts_of(version))
        }))
    }

    /// True when the draft is certainly gone.
    async fn delete_draft(&self, run: &Run) -> bool {
        let draft = match &run.draft_id {
            Some(draft) => Ok(Some(draft.clone())),
            None => self
                .find_draft(run)
                .await
                .map(|found| found.map(|draft| draft.draft_id)),
        };
        match draft {
            Ok(None) => true,
            Ok(Some(draft)) => match self.client.delete_draft(&run.agent, &draft).await {
                Ok(()) => true,
                Err(error) if error.kind == ErrorKind::NotFound => true,
                Err(error) => {
                    tracing::warn!(%error, "no word that the draft is removed");
                    self.draft_is_gone(run, &draft).await
                }
            },
            Err(error) => {
                tracing::warn!(%error, "drafts could not be read");
                false
            }
        }
    }

    /// Reads whether a deletion without a good answer happened all the same.
    async fn draft_is_gone(&self, run: &Run, draft: &str) -> bool {
        match self.client.drafts(&run.agent).await {
            Ok(drafts) => drafts.iter().all(|other| other.draft_id != draft),
            Err(error) => {
                tracing::warn!(%error, "drafts could not be read");
                false
            }
        }
    }
}

/// What a draft of ours is known by: on a branch as well, should the agent move there in the middle.
fn made(draft: Draft) -> DraftMark {
    DraftMark {
        id: draft.draft_id,
        revision: draft.draft_revision,
    }
}

/// Whether a version was published from this draft, however the server names it.
pub(crate) fn was_draft(version: &Version, draft: &str) -> bool {
    version.draft_id.as_deref() == Some(draft) || version.source_draft_id.as_deref() == Some(draft)
}

pub(super) fn facts_of(version: Version) -> VersionFacts {
    VersionFacts {
        id: version.id,
        number: version.number,
    }
}

/// When a version last went live.
fn went_live(version: &Version) -> Option<Timestamp> {
    version.activated_at.as_deref()?.parse().ok()
}

fn version(run: &Run) -> Result<&str> {
    run.version
        .as_ref()
        .map(|version| version.id.as_str())
        .ok_or_else(|| Error::Internal("publish without a version".into()))
}
