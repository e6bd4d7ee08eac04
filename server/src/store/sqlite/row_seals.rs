//! The register of seals in SQLite.

use chungtay_shared::chain::Head;
use chungtay_shared::row_seal::SealedRow;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params, params_from_iter};

use super::audit::cells;
use super::{SqliteTx, signed, unsigned};
use crate::store::row_seals::{Columns, Guarded, Of, RowSeals};
use crate::store::{Cell, StoreError};

impl RowSeals for SqliteTx<'_> {
    fn hold_rows(&self, _commune: &str) -> Result<(), StoreError> {
        // Whoever writes is alone with the file.
        Ok(())
    }

    fn guarded_rows(
        &self,
        table: &Guarded,
        commune: &str,
        of: Of<'_>,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        let mut statement = self.connection.prepare_cached(&table.select(of, '?'))?;
        let values = std::iter::once(Value::Text(commune.to_owned()));
        let values = values.chain(of.iter().map(|(_, cell)| value(cell)));
        let rows = statement.query_map(params_from_iter(values), cells)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn row_seal_head(&self, commune: &str) -> Result<Head, StoreError> {
        let head = self
            .connection
            .prepare_cached("select n, hash from row_seal_head where commune = ?1")?
            .query_row([commune], |row| {
                Ok(Head {
                    n: unsigned(row.get(0)?),
                    hash: row.get(1)?,
                })
            })
            .optional()?;
        Ok(head.unwrap_or_default())
    }

    fn last_digest(
        &self,
        commune: &str,
        what: &str,
        key: &str,
    ) -> Result<Option<[u8; 32]>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select digest from row_seal where commune = ?1 and what = ?2 and key = ?3
             order by n desc limit 1",
        )?;
        let digest = statement.query_row([commune, what, key], |row| row.get(0));
        Ok(digest.optional()?)
    }

    fn append_row_seal(&self, line: &SealedRow) -> Result<(), StoreError> {
        let SealedRow { seal, hash } = line;
        self.connection
            .prepare_cached(
                "insert into row_seal (commune, n, what, key, digest, altered, hash)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                seal.commune,
                signed(seal.n),
                seal.what,
                seal.key,
                seal.digest,
                seal.altered,
                hash
            ])?;
        self.connection
            .prepare_cached(
                "insert into row_seal_head (commune, n, hash) values (?1, ?2, ?3)
                 on conflict (commune) do update set n = excluded.n, hash = excluded.hash",
            )?
            .execute(params![seal.commune, signed(seal.n), hash])?;
        Ok(())
    }

    fn row_seals_after(
        &self,
        commune: &str,
        n: u64,
        limit: u32,
    ) -> Result<Vec<SealedRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select n, what, key, digest, altered, hash from row_seal
             where commune = ?1 and n > ?2 order by n limit ?3",
        )?;
        let rows = statement.query_map(params![commune, signed(n), limit], |row| {
            Ok(Columns {
                commune: commune.to_owned(),
                n: unsigned(row.get(0)?),
                what: row.get(1)?,
                key: row.get(2)?,
                digest: row.get(3)?,
                altered: row.get(4)?,
                hash: row.get(5)?,
            }
            .sealed())
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn rows_are_sealed(&self) -> Result<bool, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select 1 from meta where key = 'rows_sealed'")?;
        Ok(statement.exists([])?)
    }

    fn set_rows_sealed(&self) -> Result<(), StoreError> {
        self.connection.execute(
            "insert or ignore into meta (key, value) values ('rows_sealed', x'01')",
            [],
        )?;
        Ok(())
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Number(number) => Value::Integer(*number),
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Bytes(bytes) => Value::Blob(bytes.clone()),
    }
}
