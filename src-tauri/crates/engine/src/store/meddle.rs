//! What happens to a disk, brought about on purpose. For tests of what the engine does then.

use std::sync::PoisonError;

use crate::error::Result;
use crate::store::Store;

impl Store {
    /// Runs a pragma on the store's connection: `PRAGMA query_only=ON` makes it read-only, `PRAGMA max_page_count=1`
    /// full.
    ///
    /// # Errors
    /// When SQLite refuses it.
    #[doc(hidden)]
    pub fn meddle(&self, pragma: &'static str) -> Result<()> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(connection.execute_batch(pragma)?)
    }
}
