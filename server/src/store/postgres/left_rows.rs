//! Rows of imported lists that were left to a person, in PostgreSQL.

use chungtay_shared::import::{LeftAnswer, LeftRow};
use chungtay_shared::time::Timestamp;

use super::{PostgresTx, get, signed};
use crate::store::json;
use crate::store::{LeftRows, StoreError};

impl LeftRows for PostgresTx<'_> {
    fn leave_row(&self, commune: &str, row: &LeftRow) -> Result<(), StoreError> {
        self.execute(
            "insert into left_row (commune, import_key, left_ms, place, body)
             values ($1, $2, $3, $4, $5)
             on conflict (commune, import_key, left_ms) do update set
               place = excluded.place, body = excluded.body
             where left_row.answer is null",
            &[
                &commune,
                &row.household.import_key,
                &row.left_at.ms(),
                &signed(u64::from(row.household.row)),
                &json::text(row)?,
            ],
        )?;
        Ok(())
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

    fn answered_rows(&self, commune: &str) -> Result<Vec<(LeftRow, LeftAnswer)>, StoreError> {
        let rows = self.query(
            "select body, answer from left_row where commune = $1 and answer is not null
             order by left_ms, place, import_key",
            &[&commune],
        )?;
        let answered = rows.iter().map(|row| {
            Ok((
                json::read(&get::<String>(row, 0)?, "left_row", "body")?,
                json::read(&get::<String>(row, 1)?, "left_row", "answer")?,
            ))
        });
        answered.collect()
    }

    fn answer_row(
        &self,
        commune: &str,
        (key, left_at): (&str, Timestamp),
        answer: &LeftAnswer,
    ) -> Result<(), StoreError> {
        self.execute(
            "update left_row set answer = $4
             where commune = $1 and import_key = $2 and left_ms = $3 and answer is null",
            &[&commune, &key, &left_at.ms(), &json::text(answer)?],
        )?;
        Ok(())
    }
}
