//! Rows of imported lists that were left to a person, in SQLite.

use chungtay_shared::import::{LeftAnswer, LeftRow};
use chungtay_shared::time::Timestamp;
use rusqlite::params;

use super::{SqliteTx, signed};
use crate::store::json;
use crate::store::{LeftRows, StoreError};

impl LeftRows for SqliteTx<'_> {
    fn leave_row(&self, commune: &str, row: &LeftRow) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "insert into left_row (commune, import_key, left_ms, place, body)
                 values (?1, ?2, ?3, ?4, ?5)
                 on conflict (commune, import_key, left_ms) do update set
                   place = excluded.place, body = excluded.body
                 where answer is null",
            )?
            .execute(params![
                commune,
                row.household.import_key,
                row.left_at.ms(),
                signed(u64::from(row.household.row)),
                json::text(row)?
            ])?;
        Ok(())
    }

    fn left_rows(&self, commune: &str) -> Result<Vec<LeftRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select body from left_row where commune = ?1 and answer is null
             order by left_ms, place, import_key",
        )?;
        let bodies = statement.query_map([commune], |row| row.get::<_, String>(0))?;
        bodies
            .map(|body| json::read(&body?, "left_row", "body"))
            .collect()
    }

    fn answered_rows(&self, commune: &str) -> Result<Vec<(LeftRow, LeftAnswer)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select body, answer from left_row where commune = ?1 and answer is not null
             order by left_ms, place, import_key",
        )?;
        let mut rows = statement.query([commune])?;
        let mut answered = Vec::new();
        while let Some(row) = rows.next()? {
            answered.push((
                json::read(&row.get::<_, String>(0)?, "left_row", "body")?,
                json::read(&row.get::<_, String>(1)?, "left_row", "answer")?,
            ));
        }
        Ok(answered)
    }

    fn answer_row(
        &self,
        commune: &str,
        (key, left_at): (&str, Timestamp),
        answer: &LeftAnswer,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "update left_row set answer = ?4
                 where commune = ?1 and import_key = ?2 and left_ms = ?3 and answer is null",
            )?
            .execute(params![commune, key, left_at.ms(), json::text(answer)?])?;
        Ok(())
    }
}
