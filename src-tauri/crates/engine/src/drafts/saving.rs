//! "Save draft to Atoms": the working copy goes into a draft there, and nothing is published. Every write is sent once and
//! read afterwards; the journal knows of the draft before Atoms does, so that it counts as ours from then on.

use debrief_atoms::{At, Error as AtomsError, ErrorKind};
use debrief_metrics::{compare, same_config};

use super::{Found, finding};
use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::generation::{Dialect, Generation, closes_drafts};
use crate::history::Now;
use crate::publish::{
    DraftMark, METRICS, Run, SavedDraft, differing, look_at_shared_draft, metric_differences, without_metrics,
};
use crate::review::problems;
use crate::views::{DraftBranch, DraftOwner, DraftSeen, SaveDraftOutcome, StopReason};

/// Atoms: name of a draft.
pub(super) const NAME_LIMIT: usize = 100;
/// Looks for a draft whose making was not answered.
const LOOKS: u32 = 4;
/// Reads in a row that fail before it counts as not known.
const MOST_FAILURES: u32 = 4;
/// Times that a branch is looked at anew because somebody wrote to its draft meanwhile.
const TURNS: u32 = 3;

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
        let _seat = self.runs.hold(&connection, agent).ok_or(Error::PublishRunning)?;
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

    /// Into a draft with a name.
    async fn save_named(
        &self,
        dialect: &mut Dialect<'_>,
        run: &mut Run,
        name: &str,
        into: Option<&DraftSeen>,
    ) -> Result<SaveDraftOutcome> {
        let (client, agent) = (dialect.client, dialect.agent);
        if let Some(seen) = into {
            let found = finding::one(dialect, &seen.id).await?;
            let claims = self.claims(dialect.connection, agent).await?;
            let found = found
                .filter(|found| found.seen() == *seen && claims.owner(found) == DraftOwner::Ours)
                .ok_or(Error::DraftMoved)?;
            match &found {
                // Made from what is live: else it would put other sections back.
                Found::Named(draft) if draft.source_version_id.as_ref() == Some(&run.base_version) => {}
                _ => return Err(Error::DraftMoved),
            }
            run.take(DraftMark {
                id: found.id().to_owned(),
                revision: found.revision(),
            });
        }
        if let Some(moved) = self.look_before_saving(dialect, run).await? {
            return Ok(moved);
        }
        run.saved = Some(SavedDraft {
            name: Some(name.to_owned()),
        });
        run.finish_saved();
        self.ports.store.put_run(run).await?;
        if into.is_none() {
            match client
                .create_draft(agent, &run.base_version, &run.draft_name)
                .await
            {
                Ok(draft) => run.take(DraftMark {
                    id: draft.draft_id,
                    revision: draft.draft_revision,
                }),
                Err(error) if error.is_unclear() => match self.look_for_made(dialect, run).await {
                    Some(mark) => run.take(mark),
                    // It may be made late: the journal knows its name.
                    None => return Ok(unknown(error)),
                },
                Err(error) => return self.nothing_saved(run, error).await,
            }
            self.ports.store.put_run(run).await?;
        }
        let id = run.draft_id.clone().unwrap_or_default();
        match client.write_draft_config(agent, &id, &run.config).await {
            Ok(written) => run.take(DraftMark {
                id: id.clone(),
                revision: written.draft_revision,
            }),
            Err(error) if error.is_unclear() => match client.agent(agent, At::Draft(&id)).await {
                Ok(read) if same_config(read.metrics_config(), Some(&run.config)) => {}
                _ => return Ok(unknown(error)),
            },
            // Ours is an empty draft then, which nobody wants.
            Err(error) if into.is_none() => match client.delete_draft(agent, &id).await {
                Ok(()) => return self.nothing_saved(run, error).await,
                Err(left) => {
                    tracing::warn!(%left, "the draft that was made could not be removed");
                    // The agent moved to branches, and a draft may have come along: nothing is sent anew.
                    return if closes_drafts(&error) {
                        Ok(unknown(error))
                    } else {
                        Err(error.into())
                    };
                }
            },
            Err(error) => return self.nothing_saved(run, error).await,
        }
        self.ports.store.put_run(run).await?;
        let named = client.rename_draft(agent, &id, name).await;
        if let Err(error) = &named {
            tracing::warn!(%error, "the draft keeps the name that it was made with, or its new name is not certain");
        }
        self.read_saved_named(dialect, run).await
    }

    /// Reads what was saved; how it stands is noted as how we left it.
    async fn read_saved_named(&self, dialect: &mut Dialect<'_>, run: &mut Run) -> Result<SaveDraftOutcome> {
        let id = run.draft_id.clone().unwrap_or_default();
        let mut failures = 0;
        let (found, config, now) = loop {
            let read = async {
                let Some(found) = finding::one(dialect, &id).await? else {
                    return Ok::<_, Error>(None);
                };
                let config = found.config(dialect).await?;
                let now = Now::read(dialect.client, dialect.agent).await?;
                Ok(Some((found, config, now)))
            };
            match read.await {
                Ok(Some((found, config, now))) => break (found, config.unwrap_or_default(), now),
                Ok(None) => return Ok(SaveDraftOutcome::Gone),
                Err(error) if failures + 1 < MOST_FAILURES => {
                    tracing::warn!(%error, "the draft that was saved could not be read");
                    failures += 1;
                    tokio::time::sleep(self.ports.check_pause).await;
                }
                Err(error) => {
                    return Ok(SaveDraftOutcome::Unknown {
                        error: WireError::from(&error),
                    });
                }
            }
        };
        let mut paths = metric_differences(&run.config, config.get(METRICS));
        let others = run.others.clone().unwrap_or_default();
        paths.extend(differing(&others, &without_metrics(config)));
        if !paths.is_empty() {
            return Ok(SaveDraftOutcome::Differs {
                draft: found.seen(),
                paths,
            });
        }
        run.take(DraftMark {
            id,
            revision: found.revision(),
        });
        let name = match &found {
            Found::Named(draft) => draft.draft_name.clone(),
            Found::Shared(..) => None,
        };
        run.saved = Some(SavedDraft { name: name.clone() });
        self.ports.store.put_run(run).await?;
        self.saved(dialect, run, &now, found.seen(), name, None).await
    }

    /// Into the one draft of the live branch.
    async fn save_shared(
        &self,
        dialect: &mut Dialect<'_>,
        run: &mut Run,
        name: &str,
    ) -> Result<SaveDraftOutcome> {
        let (client, agent) = (dialect.client, dialect.agent);
        let claims = self.claims(dialect.connection, agent).await?;
        claims.hand_to(run);
        run.saved = Some(SavedDraft {
            name: (!name.is_empty()).then(|| name.to_owned()),
        });
        run.finish_saved();
        let mut turns = 0;
        let unclear = loop {
            if let Some(moved) = self.look_before_saving(dialect, run).await? {
                return Ok(moved);
            }
            let live = run.others.clone().unwrap_or_default();
            let (facts, _) = look_at_shared_draft(&self.ports, client, run, &live).await?;
            if facts.head.as_ref() != Some(&run.base_version) {
                // The agent was read before the branch: it tells in a moment.
                let head = facts.head.unwrap_or_default();
                return self.moved_from(dialect, &head).await;
            }
            run.branch = Some(facts.id.clone());
            if let Some(reason) = run.looked_at_draft(facts.draft) {
                return in_the_way(reason, run);
            }
            self.ports.store.put_run(run).await?;
            let put = client
                .write_branch_draft(agent, &facts.id, &run.config, run.draft_revision)
                .await;
            match put {
                Ok(written) => {
                    run.take(DraftMark {
                        id: written.draft_id,
                        revision: written.revision,
                    });
                    run.wrote = true;
                    break None;
                }
                // Somebody wrote to it, or it is gone: looking again tells.
                Err(error) if is_draft_moved(&error) && turns + 1 < TURNS => turns += 1,
                Err(error) if error.is_unclear() => break Some(error),
                Err(error) => return self.nothing_saved(run, error).await,
            }
        };
        self.read_saved_shared(dialect, run, unclear).await
    }

    /// Reads what was saved. After an unclear answer the draft counts as written if it holds what was sent.
    async fn read_saved_shared(
        &self,
        dialect: &mut Dialect<'_>,
        run: &mut Run,
        mut unclear: Option<AtomsError>,
    ) -> Result<SaveDraftOutcome> {
        self.ports.store.put_run(run).await?;
        let live = run.others.clone().unwrap_or_default();
        let mut failures = 0;
        loop {
            let read = async {
                let looked = look_at_shared_draft(&self.ports, dialect.client, run, &live).await?;
                let now = Now::read(dialect.client, dialect.agent).await?;
                Ok::<_, Error>((looked, now))
            };
            let ((facts, config), now) = match read.await {
                Ok(found) => found,
                Err(error) if failures + 1 < MOST_FAILURES => {
                    tracing::warn!(%error, "the draft that was saved could not be read");
                    failures += 1;
                    tokio::time::sleep(self.ports.check_pause).await;
                    continue;
                }
                Err(error) => {
                    return Ok(SaveDraftOutcome::Unknown {
                        error: WireError::from(&error),
                    });
                }
            };
            let Some(draft) = facts.draft else {
                return Ok(unclear.map_or(SaveDraftOutcome::Gone, unknown));
            };
            let config = config.unwrap_or_default();
            let paths = metric_differences(&run.config, config.get(METRICS));
            if let Some(error) = unclear.take() {
                if !paths.is_empty() {
                    return Ok(unknown(error));
                }
                // It is in there. Whose the draft is, the next look tells, which knows of this write.
                run.take(draft.mark);
                run.wrote = true;
                self.ports.store.put_run(run).await?;
                continue;
            }
            let seen = DraftSeen {
                id: draft.mark.id.clone(),
                revision: draft.mark.revision,
            };
            if !run.owns(&draft) || !draft.sections.is_empty() {
                return Ok(SaveDraftOutcome::OpenDraft {
                    draft: Some(seen.id),
                    author: draft.author,
                    since: draft.since,
                    sections: draft.sections,
                    joined: true,
                });
            }
            if !paths.is_empty() {
                return Ok(SaveDraftOutcome::Differs { draft: seen, paths });
            }
            self.not_left_any_more(run).await?;
            let branch = dialect.branch(Some(&facts.id)).await.ok();
            let branch = branch.map(|branch| DraftBranch {
                id: branch.id,
                name: branch.name,
                is_live: branch.is_live,
            });
            let name = run.saved.as_ref().and_then(|saved| saved.name.clone());
            return self.saved(dialect, run, &now, seen, name, branch).await;
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

    /// The draft that was made without an answer, found by its name.
    async fn look_for_made(&self, dialect: &Dialect<'_>, run: &Run) -> Option<DraftMark> {
        for look in 0..LOOKS {
            if look > 0 {
                tokio::time::sleep(self.ports.check_pause).await;
            }
            match dialect.client.drafts(dialect.agent).await {
                Ok(drafts) => {
                    let made = drafts
                        .into_iter()
                        .find(|draft| draft.draft_name.as_deref() == Some(&run.draft_name));
                    if let Some(made) = made {
                        return Some(DraftMark {
                            id: made.draft_id,
                            revision: made.draft_revision,
                        });
                    }
                }
                Err(error) => tracing::warn!(%error, "drafts could not be read"),
            }
        }
        None
    }

    /// Atoms refused, and nothing happened: the journal forgets it.
    async fn nothing_saved(&self, run: &Run, error: AtomsError) -> Result<SaveDraftOutcome> {
        self.ports.store.forget_saved(run.id.clone()).await?;
        Err(error.into())
    }

    /// A draft that an earlier publish left, and that was saved into now, is kept on purpose.
    async fn not_left_any_more(&self, run: &Run) -> Result<()> {
        let last = self.last_run(&run.connection, &run.agent).await?;
        match last.filter(|last| last.leftover_draft() && last.draft_id == run.draft_id) {
            Some(last) => self.ports.store.put_run(&last.tidied(None)).await,
            None => Ok(()),
        }
    }
}

fn unknown(error: AtomsError) -> SaveDraftOutcome {
    SaveDraftOutcome::Unknown {
        error: WireError::from(&Error::from(error)),
    }
}

fn in_the_way(reason: StopReason, run: &Run) -> Result<SaveDraftOutcome> {
    match reason {
        StopReason::OpenDraft {
            draft,
            author,
            since,
            sections,
            joined,
            ..
        } => Ok(SaveDraftOutcome::OpenDraft {
            draft,
            author,
            since,
            sections,
            joined,
        }),
        other => Err(Error::Internal(format!(
            "saving a draft of {} was stopped: {other:?}",
            run.agent
        ))),
    }
}

fn is_draft_moved(error: &AtomsError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Conflict | ErrorKind::DraftConflict | ErrorKind::BaseRevisionGone
    )
}
