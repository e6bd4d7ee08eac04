//! What whoever looks after the server wants to know of the database.

use chungtay_shared::time::Timestamp;

use super::{PostgresTx, unsigned};
use crate::store::{StoreError, Upkeep};

impl Upkeep for PostgresTx<'_> {
    fn size_bytes(&self) -> Result<u64, StoreError> {
        let size = self.query_one("select pg_database_size(current_database())", &[])?;
        unsigned(&size, 0)
    }

    fn backed_up_at(&self) -> Result<Option<Timestamp>, StoreError> {
        // `pg_dump` copies it, and whoever runs that knows when.
        Ok(None)
    }
}
