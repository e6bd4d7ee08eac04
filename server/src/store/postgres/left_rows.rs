//! Rows of imported lists that were left to a person, in PostgreSQL.

use chungtay_shared::import::{LeftAnswer, LeftRow};

use super::{PostgresTx, get, signed};
use crate::store::json;
use crate::store::{LeftRows, StoreError};

impl LeftRows for PostgresTx<'_> {
    fn leave_row(&self, commune: &str, row: &LeftRow) -> Result<bool, StoreError> {
        let written = self.execute(
            "insert into left_row (commune, import_key, left_ms, place, body)
             values ($1, $2, $3, $4, $5)
             on conflict (commune, import_key) do update set
               left_ms = excluded.left_ms, place = excluded.place, body = excluded.body
             where left_row.answer is null",
            &[
                &commune,
                &row.household.import_key,
                &row.left_at.ms(),
                &signed(u64::from(row.household.row)),
                &json::text(row)?,
            ],
        )?;
        Ok(written > 0)
    }

    fn left_rows(&self, commune: &str) -> Result<Vec<LeftRow>, StoreError> {
        let rows = self.query(
            "select body from left_row where commune = $1 and answer is null
             order by left_ms, place, import_key",
            &[&commune],
        )?;
        let bodies = rows.iter().map(|row| get::<String>(row, 0));
        bodies
            .map(|body| json::read(&body?, "left_row", "body"))
            .collect()
    }

    fn answer_left(&self, commune: &str, key: &str, answer: &LeftAnswer) -> Result<(), StoreError> {
        self.execute(
            "update left_row set answer = $3
             where commune = $1 and import_key = $2 and answer is null",
            &[&commune, &key, &json::text(answer)?],
        )?;
        Ok(())
    }
}
