//! The neighbours of a version that was met outside of a list, or at the end of one.

use super::PAGE_LIMIT;
use crate::engine::Engine;
use crate::error::Result;
use crate::generation::Dialect;
use crate::store::Older;
use crate::views::VersionRow;

/// Each page begins with the last row of the one before.
const STEP: u32 = PAGE_LIMIT - 1;
/// Pages walked through from the newest on. Somebody waits for it; `read_all` goes further.
const MOST_PAGES: u32 = 10;

impl Engine {
    /// What is known here of the version before this one.
    pub(super) async fn older(&self, connection: &str, agent: &str, version: &str) -> Result<Older> {
        let store = &self.ports.store;
        let found = store
            .version_row(connection.to_owned(), agent.to_owned(), version.to_owned())
            .await?;
        Ok(match found {
            Some((_, Some(older))) => Older::Version(older),
            Some((row, None)) if row.is_first => Older::None,
            _ => Older::Unknown,
        })
    }

    /// Lists the history around a version, on its own branch where that is known: the newest page, the one where its number
    /// should stand, then page by page.
    ///
    /// # Errors
    /// `NotFound` for a branch that is gone; Atoms' answer, the way to the key, or the store.
    pub(super) async fn list_around(&self, connection: &str, agent: &str, version: &str) -> Result<()> {
        let store = &self.ports.store;
        let branch = store
            .branch_of(connection.to_owned(), agent.to_owned(), version.to_owned())
            .await?;
        let client = self.client(connection).await?;
        let mut dialect = Dialect::of(&client, store, connection, agent).await?;
        let (page, rows) = self
            .list_page(&mut dialect, branch.as_deref(), 0, PAGE_LIMIT)
            .await?;
        let (mut total, mut skips) = (page.total, Vec::new());
        let row = self.known_row(connection, agent, version).await?;
        skips.extend(row.and_then(|row| place(&row, rows.first()?)));
        skips.extend((1..MOST_PAGES).map(|page| page * STEP));
        for skip in skips {
            if self.older(connection, agent, version).await? != Older::Unknown {
                break;
            }
            if skip < total {
                let read = self.list_page(&mut dialect, branch.as_deref(), skip, PAGE_LIMIT);
                total = read.await?.0.total;
            }
        }
        Ok(())
    }
}

/// Where to begin a page in whose middle the row stands, if numbers go up by one.
fn place(row: &VersionRow, newest: &VersionRow) -> Option<u32> {
    let after_it = newest.number?.checked_sub(row.number?)?;
    Some(after_it.saturating_sub(PAGE_LIMIT / 2))
}
