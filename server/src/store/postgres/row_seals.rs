//! The register of seals in PostgreSQL.

use chungtay_shared::chain::Head;
use chungtay_shared::row_seal::SealedRow;
use postgres::types::ToSql;

use super::audit::cells;
use super::{PostgresTx, get, id, signed, unsigned};
use crate::store::row_seals::{Columns, Guarded, Of, RowSeals};
use crate::store::{Cell, StoreError};

impl RowSeals for PostgresTx<'_> {
    fn hold_rows(&self, commune: &str) -> Result<(), StoreError> {
        // The lock of the log: one of its own would be taken before it here and behind it there.
        self.execute(
            "select 1 from commune where code = $1 for no key update",
            &[&commune],
        )?;
        Ok(())
    }

    fn guarded_rows(
        &self,
        table: &Guarded,
        commune: &str,
        of: Of<'_>,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&commune];
        for (column, cell) in of {
            values.push(match cell {
                Cell::Number(number) => number,
                Cell::Text(text) => text,
                Cell::Bytes(bytes) => bytes,
                Cell::Null => {
                    let reason = format!("{}.{column} is asked for nothing", table.name);
                    return Err(StoreError::Database(reason.into()));
                }
            });
        }
        let rows = self.query(&table.select(of, '$'), &values)?;
        rows.iter().map(|row| cells(row, 0)).collect()
    }

    fn row_seal_head(&self, commune: &str) -> Result<Head, StoreError> {
        let sql = "select n, hash from row_seal_head where commune = $1";
        let Some(row) = self.query_opt(sql, &[&commune])? else {
            return Ok(Head::default());
        };
        Ok(Head {
            n: unsigned(&row, 0)?,
            hash: id(&row, 1, "row_seal_head", "hash")?,
        })
    }

    fn last_digest(
        &self,
        commune: &str,
        what: &str,
        key: &str,
    ) -> Result<Option<[u8; 32]>, StoreError> {
        let last = self.query_opt(
            "select digest from row_seal where commune = $1 and what = $2 and key = $3
             order by n desc limit 1",
            &[&commune, &what, &key],
        )?;
        let digest = last.map(|row| id(&row, 0, "row_seal", "digest"));
        digest.transpose()
    }

    fn append_row_seal(&self, line: &SealedRow) -> Result<(), StoreError> {
        let SealedRow { seal, hash } = line;
        self.execute(
            "with ends as (
               insert into row_seal_head (commune, n, hash) values ($1, $2, $7)
               on conflict (commune) do update set n = excluded.n, hash = excluded.hash
             )
             insert into row_seal (commune, n, what, key, digest, altered, hash)
             values ($1, $2, $3, $4, $5, $6, $7)",
            &[
                &seal.commune,
                &signed(seal.n),
                &seal.what,
                &seal.key,
                &seal.digest.as_slice(),
                &seal.altered,
                &hash.as_slice(),
            ],
        )?;
        Ok(())
    }

    fn row_seals_after(
        &self,
        commune: &str,
        n: u64,
        limit: u32,
    ) -> Result<Vec<SealedRow>, StoreError> {
        let rows = self.query(
            "select n, what, key, digest, altered, hash from row_seal
             where commune = $1 and n > $2 order by n limit $3",
            &[&commune, &signed(n), &i64::from(limit)],
        )?;
        let rows = rows.iter().map(|row| {
            let columns = Columns {
                commune: commune.to_owned(),
                n: unsigned(row, 0)?,
                what: get(row, 1)?,
                key: get(row, 2)?,
                digest: get(row, 3)?,
                altered: get(row, 4)?,
                hash: get(row, 5)?,
            };
            Ok(columns.sealed())
        });
        rows.collect()
    }

    fn rows_are_sealed(&self) -> Result<bool, StoreError> {
        let mark = self.query_opt("select 1 from meta where key = 'rows_sealed'", &[])?;
        Ok(mark.is_some())
    }

    fn set_rows_sealed(&self) -> Result<(), StoreError> {
        self.execute(
            "insert into meta (key, value) values ('rows_sealed', '\\x01')
             on conflict (key) do nothing",
            &[],
        )?;
        Ok(())
    }
}
