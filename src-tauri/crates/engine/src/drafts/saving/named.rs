//! Into a draft with a name: made, written, named, read.

use debrief_atoms::At;
use debrief_metrics::same_config;

use super::{MOST_FAILURES, unknown};
use crate::drafts::{Found, finding};
use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::generation::{Dialect, closes_drafts};
use crate::history::Now;
use crate::publish::{DraftMark, METRICS, Run, SavedDraft, differing, metric_differences, without_metrics};
use crate::views::{DraftOwner, DraftSeen, SaveDraftOutcome};

/// Looks for a draft whose making was not answered.
const LOOKS: u32 = 4;

impl Engine {
    /// Into a draft with a name.
    pub(super) async fn save_named(
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
}
