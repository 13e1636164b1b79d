//! For tests: a disk that is full or cannot be written, without one.

use crate::error::Result;
use crate::store::Store;

impl Store {
    /// Sets a pragma on the store's own connection, such as `PRAGMA query_only=ON` or `PRAGMA max_page_count=40`.
    ///
    /// # Errors
    /// When SQLite refuses it.
    #[doc(hidden)]
    pub fn meddle(&self, pragma: &'static str) -> Result<()> {
        self.lock()
            .with(|connection| Ok(connection.execute_batch(pragma)?))
    }
}
