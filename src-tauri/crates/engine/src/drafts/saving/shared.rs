//! Into the one draft of the live branch, if it is ours or there is none.

use debrief_atoms::{Error as AtomsError, ErrorKind};

use super::{MOST_FAILURES, unknown};
use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::generation::Dialect;
use crate::history::{Now, named};
use crate::publish::{DraftMark, METRICS, Run, SavedDraft, look_at_shared_draft, metric_differences};
use crate::views::{DraftSeen, SaveDraftOutcome, StopReason};

/// Times that a branch is looked at anew because somebody wrote to its draft meanwhile.
const TURNS: u32 = 3;

impl Engine {
    /// Into the one draft of the live branch.
    pub(super) async fn save_shared(
        &self,
        dialect: &mut Dialect<'_>,
        run: &mut Run,
        name: &str,
    ) -> Result<SaveDraftOutcome> {
        let live = self.told_branches.live(dialect.connection, dialect.agent);
        let claims = self.claims(dialect.connection, dialect.agent).await?;
        claims.hand_to(run, live.as_deref());
        run.saved = Some(SavedDraft {
            name: (!name.is_empty()).then(|| name.to_owned()),
        });
        run.finish_saved();
        match self.write_shared(dialect, run).await {
            Ok(Written::Sent { unclear }) => self.read_saved_shared(dialect, run, unclear).await,
            Ok(Written::Nothing(outcome)) => {
                self.forget(run).await;
                Ok(*outcome)
            }
            Err(error) => {
                self.forget(run).await;
                Err(error)
            }
        }
    }

    /// Looks and writes. An error means that nothing was written.
    async fn write_shared(&self, dialect: &mut Dialect<'_>, run: &mut Run) -> Result<Written> {
        let (client, agent) = (dialect.client, dialect.agent);
        let nothing = |outcome| Ok(Written::Nothing(Box::new(outcome)));
        let mut turns = 0;
        loop {
            if let Some(moved) = self.look_before_saving(dialect, run).await? {
                return nothing(moved);
            }
            let live = run.others.clone().unwrap_or_default();
            let (facts, _) = look_at_shared_draft(&self.ports, client, run, &live).await?;
            if facts.head.as_ref() != Some(&run.base_version) {
                // The agent was read before the branch: it tells in a moment.
                let head = facts.head.unwrap_or_default();
                return nothing(self.moved_from(dialect, &head).await?);
            }
            run.branch = Some(facts.id.clone());
            if let Some(reason) = run.looked_at_draft(facts.draft) {
                return nothing(in_the_way(reason)?);
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
                    return Ok(Written::Sent { unclear: None });
                }
                // Refused, since somebody wrote to it or it is gone: looking again tells.
                Err(error) if is_draft_moved(&error) && turns + 1 < TURNS => turns += 1,
                Err(error) if error.is_unclear() => {
                    return Ok(Written::Sent { unclear: Some(error) });
                }
                Err(error) => return Err(error.into()),
            }
        }
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
            let branch = branch.as_ref().map(named);
            let name = run.saved.as_ref().and_then(|saved| saved.name.clone());
            return self.saved(dialect, run, &now, seen, name, branch).await;
        }
    }

    /// A draft that an earlier publish left, and that was saved into now, is kept on purpose.
    async fn not_left_any_more(&self, run: &Run) -> Result<()> {
        let store = &self.ports.store;
        let left = store.runs_with_draft(run.connection.clone(), run.agent.clone());
        for left in left.await? {
            if left.leftover_draft() && left.draft_id == run.draft_id {
                store.put_run(&left.tidied(None)).await?;
            }
        }
        Ok(())
    }
}

/// What became of a write to a shared draft.
enum Written {
    /// It was sent.
    Sent {
        /// And it may or may not have happened.
        unclear: Option<AtomsError>,
    },
    /// It was not.
    Nothing(Box<SaveDraftOutcome>),
}

fn in_the_way(reason: StopReason) -> Result<SaveDraftOutcome> {
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
        other => Err(Error::Internal(format!("saving a draft was stopped: {other:?}"))),
    }
}

fn is_draft_moved(error: &AtomsError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Conflict | ErrorKind::DraftConflict | ErrorKind::BaseRevisionGone
    )
}
