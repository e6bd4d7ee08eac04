//! What whoever looks after the server wants to know of the file.

use chungtay_shared::time::Timestamp;
use rusqlite::OptionalExtension as _;

use super::{SqliteTx, id, unsigned};
use crate::backup;
use crate::counted::RowsAsOf;
use crate::store::{StoreError, Upkeep};

impl Upkeep for SqliteTx<'_> {
    fn size_bytes(&self) -> Result<u64, StoreError> {
        let size: i64 = self.connection.query_row(
            "select page_count * page_size from pragma_page_count(), pragma_page_size()",
            [],
            |row| row.get(0),
        )?;
        Ok(unsigned(size))
    }

    fn backed_up_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let value: Option<[u8; 8]> = self
            .connection
            .prepare_cached("select value from meta where key = ?1")?
            .query_row([backup::BACKED_UP], |row| row.get(0))
            .optional()?;
        Ok(value.map(|ms| Timestamp::from_ms(i64::from_be_bytes(ms))))
    }

    fn row_form(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select value from meta where key = 'row_form'")?;
        Ok(statement.query_row([], |row| row.get(0)).optional()?)
    }

    fn rows_as_of(&self, commune: &str) -> Result<RowsAsOf, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select (select value from meta where key = 'epoch'), log_end,
                    (select value from meta where key = 'row_form')
             from commune where code = ?1",
        )?;
        let (epoch, log_end, form) = statement.query_row([commune], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?, row.get(2)?))
        })?;
        Ok(RowsAsOf {
            epoch: id(&epoch, "meta", "value")?,
            log_end: unsigned(log_end),
            form,
        })
    }

    fn set_row_form(&self, form: &[u8]) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "insert into meta (key, value) values ('row_form', ?1)
                 on conflict (key) do update set value = excluded.value",
            )?
            .execute([form])?;
        Ok(())
    }
}
