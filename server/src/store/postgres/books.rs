//! Books that an office keeps, in PostgreSQL.

use super::{PostgresTx, get, signed};
use crate::store::row_seals::{self as seals, OFFICE_BOOK};
use crate::store::{Book, Books, Cell, StoreError};

impl Books for PostgresTx<'_> {
    fn book(&self, commune: &str, book: Book) -> Result<Vec<String>, StoreError> {
        let rows = self.query(
            "select body from office_book where commune = $1 and kind = $2 order by n",
            &[&commune, &book.code()],
        )?;
        rows.iter().map(|row| get(row, 0)).collect()
    }

    fn put_entry(&self, commune: &str, book: Book, n: u64, body: &str) -> Result<(), StoreError> {
        let of = [("kind", book.code().into()), ("n", Cell::of(n))];
        seals::changing(self, &OFFICE_BOOK, commune, &of, || {
            self.execute(
                "insert into office_book (commune, kind, n, body) values ($1, $2, $3, $4)
                 on conflict (commune, kind, n) do update set body = excluded.body",
                &[&commune, &book.code(), &signed(n), &body],
            )
        })?;
        Ok(())
    }
}
