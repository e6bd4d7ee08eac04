//! Books that an office keeps, in SQLite.

use rusqlite::params;

use super::{SqliteTx, signed};
use crate::store::row_seals::{self as seals, OFFICE_BOOK};
use crate::store::{Book, Books, Cell, StoreError};

impl Books for SqliteTx<'_> {
    fn book(&self, commune: &str, book: Book) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select body from office_book where commune = ?1 and kind = ?2 order by n",
        )?;
        let bodies = statement.query_map(params![commune, book.code()], |row| row.get(0))?;
        Ok(bodies.collect::<Result<_, _>>()?)
    }

    fn put_entry(&self, commune: &str, book: Book, n: u64, body: &str) -> Result<(), StoreError> {
        let of = [("kind", book.code().into()), ("n", Cell::of(n))];
        seals::changing(self, &OFFICE_BOOK, commune, &of, || {
            self.connection.execute(
                "insert into office_book (commune, kind, n, body) values (?1, ?2, ?3, ?4)
                 on conflict (commune, kind, n) do update set body = excluded.body",
                params![commune, book.code(), signed(n), body],
            )
        })?;
        Ok(())
    }
}
