//! What a person does with an open draft: goes on with its metrics, names it, discards it. Only ours are changed, and never
//! while a publish of the agent runs.

use debrief_atoms::{Error as AtomsError, ErrorKind};
use debrief_metrics::{MetricSet, same_config};

use super::saving::NAME_LIMIT;
use super::{Found, finding};
use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::generation::Dialect;
use crate::history::with_metrics_of;
use crate::lineage::with_ids_of;
use crate::publish::METRICS;
use crate::views::{AgentView, DiscardOutcome, DraftOwner, DraftSeen, RenameOutcome};

impl Engine {
    /// Makes the metrics, their order and the analysis settings of an open draft those of the working copy, as one step
    /// that can be undone. Anybody's draft will do: it is only read. What else is in it stays there.
    ///
    /// # Errors
    /// `NotFound` for a draft that is gone, or whose configuration Atoms does not tell; `ReadOnly`, Atoms' answer, the way
    /// to the key, or the store.
    pub async fn continue_draft(&self, agent: &str, draft: &str) -> Result<AgentView> {
        let connection = self.current_id().await?;
        // One that cannot be edited needs nothing from Atoms.
        self.editable_copy(&connection, agent).await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let none = || Error::NotFound("draft");
        let found = finding::one(&mut dialect, draft).await?.ok_or_else(none)?;
        let config = found.config(&dialect).await?.ok_or_else(none)?;
        let from = MetricSet::read(config.get(METRICS))?;
        {
            let _turn = self.editing.lock().await;
            let copy = self.editable_copy(&connection, agent).await?;
            let set = with_ids_of(&with_metrics_of(&copy.now, &from)?, &[&copy.base, &copy.now])?;
            if !same_config(Some(&set.raw()), Some(&copy.now.raw())) {
                self.keep(&connection, agent, &copy.base, &set).await?;
            }
        }
        self.agent_view(&connection, agent, true).await
    }

    /// Gives a draft of ours another name.
    ///
    /// # Errors
    /// `Invalid` for a name that is too long or empty, and for the draft of a branch, which has none; `PublishRunning`;
    /// what Atoms refuses, with its words; the way to the key, or the store.
    pub async fn rename_draft(&self, agent: &str, draft: &str, name: &str) -> Result<RenameOutcome> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_LIMIT {
            return Err(Error::Invalid);
        }
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        // A publish that runs finds its draft by its name.
        let seat = self.runs.hold(&connection, agent).await;
        let _seat = seat.ok_or(Error::PublishRunning)?;
        self.expect_no_run(&connection, agent).await?;
        let Some(found) = finding::one(&mut dialect, draft).await? else {
            return Ok(RenameOutcome::Gone);
        };
        let Found::Named(named) = &found else {
            return Err(Error::Invalid);
        };
        let claims = self.claims(&connection, agent).await?;
        let Some(claim) = claims.of(&found) else {
            return Ok(RenameOutcome::NotOurs {
                author: found.author().map(str::to_owned),
            });
        };
        if claim.draft.is_none() {
            // It is known by its name alone: before that goes, its id is noted.
            self.ports
                .store
                .note_draft(claim.made_as.clone(), named.draft_id.clone())
                .await?;
        }
        let error = match client.rename_draft(agent, &named.draft_id, name).await {
            Ok(()) => {
                return Ok(RenameOutcome::Renamed {
                    name: name.to_owned(),
                });
            }
            Err(error) if error.kind == ErrorKind::NotFound => return Ok(RenameOutcome::Gone),
            Err(error) if error.is_unclear() => error,
            Err(error) => return Err(error.into()),
        };
        Ok(match finding::one(&mut dialect, &named.draft_id).await {
            Ok(Some(Found::Named(now))) if now.draft_name.as_deref() == Some(name) => {
                RenameOutcome::Renamed {
                    name: name.to_owned(),
                }
            }
            Ok(None) => RenameOutcome::Gone,
            Ok(Some(_)) | Err(_) => RenameOutcome::Unknown { error: wire(error) },
        })
    }

    /// Discards a draft of ours, if it is as the person saw it and as it was left. One with a name that somebody else wrote
    /// to since is discarded only with `anyway`, in the very state that was seen. The draft of a branch that somebody else
    /// wrote to is not ours any more.
    ///
    /// # Errors
    /// `PublishRunning`, also while this draft is being published; what Atoms refuses, with its words; the way to the key,
    /// or the store.
    pub async fn discard_draft(&self, agent: &str, seen: &DraftSeen, anyway: bool) -> Result<DiscardOutcome> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let seat = self.runs.hold(&connection, agent).await;
        let _seat = seat.ok_or(Error::PublishRunning)?;
        self.expect_no_run(&connection, agent).await?;
        let claims = self.claims(&connection, agent).await?;
        // The last look before the write.
        let Some(found) = finding::one(&mut dialect, &seen.id).await? else {
            self.not_left(&connection, agent, &seen.id).await?;
            return Ok(DiscardOutcome::Gone);
        };
        if found.is_publishing() {
            return Err(Error::PublishRunning);
        }
        let author = found.author().map(str::to_owned);
        let as_seen = found.seen() == *seen;
        match claims.owner(&found) {
            DraftOwner::Others => return Ok(DiscardOutcome::NotOurs { author }),
            DraftOwner::OursChanged if found.branch().is_some() => {
                return Ok(DiscardOutcome::NotOurs { author });
            }
            DraftOwner::OursChanged if as_seen && anyway => {}
            DraftOwner::Ours if as_seen => {}
            DraftOwner::Ours | DraftOwner::OursChanged => {
                return Ok(DiscardOutcome::Changed {
                    seen: found.seen(),
                    author,
                    changed_at: found.changed_at().map(str::to_owned),
                });
            }
        }
        let deleted = match &found {
            Found::Named(draft) => client.delete_draft(agent, &draft.draft_id).await,
            Found::Shared(branch, _) => client.discard_branch_draft(agent, &branch.id).await,
        };
        match deleted {
            Ok(()) => {}
            // Somebody was there first: published or discarded, the history tells.
            Err(error) if error.kind == ErrorKind::NotFound => {
                self.not_left(&connection, agent, &seen.id).await?;
                return Ok(DiscardOutcome::Gone);
            }
            Err(error) if error.is_unclear() => match finding::one(&mut dialect, &seen.id).await {
                Ok(None) => {}
                Ok(Some(_)) | Err(_) => return Ok(DiscardOutcome::Unknown { error: wire(error) }),
            },
            Err(error) => return Err(error.into()),
        }
        self.not_left(&connection, agent, &seen.id).await?;
        Ok(DiscardOutcome::Discarded)
    }

    /// Publishes that left this draft have left nothing any more.
    async fn not_left(&self, connection: &str, agent: &str, draft: &str) -> Result<()> {
        let store = &self.ports.store;
        let runs = store
            .runs_with_draft(connection.to_owned(), agent.to_owned())
            .await?;
        for run in runs
            .into_iter()
            .filter(|run| run.draft_id.as_deref() == Some(draft))
        {
            store.put_run(&run.tidied(None)).await?;
        }
        Ok(())
    }
}

fn wire(error: AtomsError) -> WireError {
    WireError::from(&Error::from(error))
}
