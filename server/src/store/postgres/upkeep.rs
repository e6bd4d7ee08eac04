//! What whoever looks after the server wants to know of the database.

use chungtay_shared::time::Timestamp;

use super::{PostgresTx, get, id, unsigned};
use crate::counted::RowsAsOf;
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

    fn row_form(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.query("select value from meta where key = 'row_form'", &[])?;
        found.first().map(|row| get(row, 0)).transpose()
    }

    fn rows_as_of(&self, commune: &str) -> Result<RowsAsOf, StoreError> {
        let row = self.query_one(
            "select (select value from meta where key = 'epoch'), log_end,
                    (select value from meta where key = 'row_form')
             from commune where code = $1",
            &[&commune],
        )?;
        Ok(RowsAsOf {
            epoch: id(&row, 0, "meta", "value")?,
            log_end: unsigned(&row, 1)?,
            form: get(&row, 2)?,
        })
    }

    fn set_row_form(&self, form: &[u8]) -> Result<(), StoreError> {
        self.execute(
            "insert into meta (key, value) values ('row_form', $1)
             on conflict (key) do update set value = excluded.value",
            &[&form],
        )?;
        Ok(())
    }
}
