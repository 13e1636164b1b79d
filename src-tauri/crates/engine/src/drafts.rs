//! Open drafts of an agent on Atoms: what there is, whose it is, and what it changes. (Atoms: versioning v1, drafts;
//! versioning v2, draft.)

mod changing;
mod finding;
mod owning;
mod saving;

use debrief_metrics::{MetricSet, compare, diff};

pub(crate) use finding::Found;
pub(crate) use owning::{Claim, Claims};

use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::generation::{Dialect, Generation};
use crate::history::{Now, named, told, told_names};
use crate::lineage::with_ids_of;
use crate::publish::METRICS;
use crate::review::item;
use crate::views::{DraftContents, DraftGist, DraftRow, DraftsView};

/// Drafts that are looked into for the list; two requests each.
const LOOKED_INTO: usize = 20;

impl Engine {
    /// The open drafts of an agent with who wrote them and what they change, read now. The first twenty are looked into,
    /// two at a time.
    ///
    /// # Errors
    /// `ReadOnly` for an agent that was never published; Atoms' answer, the way to the key, or the store.
    pub async fn list_drafts(&self, agent: &str) -> Result<DraftsView> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let mut rows = self.draft_rows(&mut dialect).await?;
        let now = Now::read(&client, agent).await?;
        let looked_into = rows.len().min(LOOKED_INTO);
        for pair in rows.get_mut(..looked_into).unwrap_or_default().chunks_mut(2) {
            match pair {
                [(one, first), (other, second)] => {
                    (one.gist, other.gist) =
                        tokio::join!(gist(&dialect, &now, first), gist(&dialect, &now, second));
                }
                [(one, first)] => one.gist = gist(&dialect, &now, first).await,
                _ => {}
            }
        }
        Ok(DraftsView {
            drafts: rows.into_iter().map(|(row, _)| row).collect(),
            named: dialect.generation == Generation::Drafts,
            live: self.live_version(&connection, agent, &now.id).await?,
            read_at: self.ports.clock.now_text(),
        })
    }

    /// The open drafts of an agent with who wrote them, read now; none is looked into.
    ///
    /// # Errors
    /// As `list_drafts`.
    pub async fn draft_names(&self, agent: &str) -> Result<Vec<DraftRow>> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let rows = self.draft_rows(&mut dialect).await?;
        Ok(rows.into_iter().map(|(row, _)| row).collect())
    }

    /// The last written to first.
    async fn draft_rows(&self, dialect: &mut Dialect<'_>) -> Result<Vec<(DraftRow, Found)>> {
        let found = finding::all(dialect).await?;
        let claims = self.claims(dialect.connection, dialect.agent).await?;
        let mut rows: Vec<(DraftRow, Found)> = found
            .into_iter()
            .map(|found| (row(&found, &claims), found))
            .collect();
        rows.sort_by(|(one, _), (other, _)| other.changed_at.cmp(&one.changed_at));
        Ok(rows)
    }

    /// All that an open draft changes in what is live. `draft` is its id.
    ///
    /// # Errors
    /// `NotFound` for a draft that is gone, or whose configuration Atoms does not tell; `ReadOnly`, Atoms' answer, the way
    /// to the key, or the store.
    pub async fn draft_contents(&self, agent: &str, draft: &str) -> Result<DraftContents> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let found = finding::one(&mut dialect, draft)
            .await?
            .ok_or(Error::NotFound("draft"))?;
        let now = Now::read(&client, agent).await?;
        let sections = found.beside(&dialect, &now).await?;
        let live = MetricSet::read(sections.live.get(METRICS))?;
        let config = sections.config.as_ref().ok_or(Error::NotFound("draft"))?;
        let set = with_ids_of(&MetricSet::read(config.get(METRICS))?, &[&live])?;
        let comparison = compare(&live, &set);
        Ok(DraftContents {
            seen: found.seen(),
            author: found.author().map(str::to_owned),
            changed_at: found.changed_at().map(str::to_owned),
            metric_counts: comparison.counts(),
            metrics: comparison.items.into_iter().map(item).collect(),
            sections: told(&sections),
        })
    }
}

fn row(found: &Found, claims: &Claims) -> DraftRow {
    DraftRow {
        seen: found.seen(),
        name: match found {
            Found::Named(draft) => draft.draft_name.clone(),
            Found::Shared(_, draft) => claims.name_of(&draft.draft_id),
        },
        branch: found.branch().map(named),
        author: found.author().map(str::to_owned),
        since: found.since().map(str::to_owned),
        changed_at: found.changed_at().map(str::to_owned),
        owner: claims.owner(found),
        publishing: found.is_publishing(),
        gist: DraftGist::NotRead,
    }
}

/// What keeps one draft from being read is told with it.
async fn gist(dialect: &Dialect<'_>, now: &Now, found: &Found) -> DraftGist {
    match read_gist(dialect, now, found).await {
        Ok(gist) => gist,
        Err(error) => DraftGist::Failed {
            error: WireError::from(&error),
        },
    }
}

async fn read_gist(dialect: &Dialect<'_>, now: &Now, found: &Found) -> Result<DraftGist> {
    let sections = found.beside(dialect, now).await?;
    let config = sections.config.as_ref().ok_or(Error::NotFound("draft"))?;
    let (live, set) = (
        MetricSet::read(sections.live.get(METRICS))?,
        MetricSet::read(config.get(METRICS))?,
    );
    Ok(DraftGist::Read {
        counts: diff(&live, &set, &[]).counts(),
        sections: told_names(&sections),
    })
}
