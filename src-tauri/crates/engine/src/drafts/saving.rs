//! "Save draft to Atoms": the working copy goes into a draft there, and nothing is published. Every write is sent once and
//! read afterwards; the journal knows of the draft before Atoms does, so that it counts as ours from then on.

mod named;
mod shared;

use debrief_atoms::Error as AtomsError;
use debrief_metrics::compare;

use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::generation::{Dialect, Generation};
use crate::history::Now;
use crate::publish::{Run, without_metrics};
use crate::review::problems;
use crate::views::{DraftBranch, DraftSeen, SaveDraftOutcome};

/// Atoms: name of a draft.
pub(super) const NAME_LIMIT: usize = 100;
/// Reads in a row that fail before it counts as not known.
const MOST_FAILURES: u32 = 4;

impl Engine {
    /// Writes the working copy into a draft on Atoms and publishes nothing; the working copy stays as it is. Where drafts
    /// have names a new one is made, or `into` is written to, which has to be ours and as it was left. On a branch the one
    /// draft is written to if it is ours, or opened. Returns when it was read back.
    ///
    /// # Errors
    /// `NothingToPublish` without a change; `Invalid` for a metric that Atoms would not take, or a name that is too long or
    /// missing; `DraftMoved` when `into` is not ours, or not as it was left; `PublishRunning`; `ReadOnly`; what Atoms
    /// refuses, with its words: nothing happened then. The way to the key, or the store.
    pub async fn save_draft(
        &self,
        agent: &str,
        name: &str,
        into: Option<DraftSeen>,
    ) -> Result<SaveDraftOutcome> {
        let name = name.trim();
        if name.chars().count() > NAME_LIMIT {
            return Err(Error::Invalid);
        }
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let _seat = self
            .runs
            .hold(&connection, agent)
            .await
            .ok_or(Error::PublishRunning)?;
        self.expect_no_run(&connection, agent).await?;
        let mut run = {
            let _turn = self.editing.lock().await;
            let copy = self.editable_copy(&connection, agent).await?;
            if compare(&copy.base, &copy.now).counts().total == 0 {
                return Err(Error::NothingToPublish);
            }
            if !problems(&copy.base, &copy.now).is_empty() {
                return Err(Error::Invalid);
            }
            self.begin(&connection, agent, &copy, &copy.now, dialect.generation)
        };
        loop {
            run.generation = dialect.generation;
            let saved = match dialect.generation {
                Generation::Drafts if name.is_empty() => return Err(Error::Invalid),
                Generation::Drafts => self.save_named(&mut dialect, &mut run, name, into.as_ref()).await,
                Generation::Branches => self.save_shared(&mut dialect, &mut run, name).await,
            };
            match saved {
                Ok(outcome) => return Ok(outcome),
                // Nothing was written in the generation that this came from.
                Err(error) => dialect.correct(error).await?,
            }
        }
    }

    async fn saved(
        &self,
        dialect: &mut Dialect<'_>,
        run: &Run,
        now: &Now,
        draft: DraftSeen,
        name: Option<String>,
        branch: Option<DraftBranch>,
    ) -> Result<SaveDraftOutcome> {
        let live_moved = if now.id == run.base_version {
            None
        } else {
            Some(self.listed_live(dialect, &now.id).await?.0)
        };
        Ok(SaveDraftOutcome::Saved {
            draft,
            name,
            branch,
            live_moved,
            read_at: self.ports.clock.now_text(),
        })
    }

    /// The last look before a write: what is live, and what else is in it.
    async fn look_before_saving(
        &self,
        dialect: &mut Dialect<'_>,
        run: &mut Run,
    ) -> Result<Option<SaveDraftOutcome>> {
        let now = Now::read(dialect.client, dialect.agent).await?;
        if now.id != run.base_version {
            return Ok(Some(self.moved_from(dialect, &now.id).await?));
        }
        run.others = Some(without_metrics(now.config));
        Ok(None)
    }

    async fn moved_from(&self, dialect: &mut Dialect<'_>, live: &str) -> Result<SaveDraftOutcome> {
        let (live, author) = self.listed_live(dialect, live).await?;
        Ok(SaveDraftOutcome::LiveMoved { live, author })
    }

    /// Atoms refused, and nothing happened: the journal forgets it.
    async fn nothing_saved(&self, run: &Run, error: AtomsError) -> Result<SaveDraftOutcome> {
        self.forget(run).await;
        Err(error.into())
    }

    /// A note that stays claims no more than what was known before.
    async fn forget(&self, run: &Run) {
        if let Err(error) = self.ports.store.forget_saved(run.id.clone()).await {
            tracing::warn!(%error, "the note of a draft that was not saved stays");
        }
    }
}

fn unknown(error: AtomsError) -> SaveDraftOutcome {
    SaveDraftOutcome::Unknown {
        error: WireError::from(&Error::from(error)),
    }
}
