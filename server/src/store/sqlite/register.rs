//! What units say of their hamlets and organisations, in SQLite.

use chungtay_shared::register::Statement;
use rusqlite::params;

use super::{SqliteTx, signed};
use crate::store::json;
use crate::store::row_seals::{self as seals, STATEMENT};
use crate::store::{Cell, Register, StoreError};

impl Register for SqliteTx<'_> {
    fn statements(&self, unit: &str) -> Result<Vec<Statement>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select body from statement where commune = ?1 order by n")?;
        let bodies = statement.query_map([unit], |row| row.get::<_, String>(0))?;
        bodies
            .map(|body| json::read(&body?, "statement", "body"))
            .collect()
    }

    fn say(&self, unit: &str, statement: &Statement) -> Result<(), StoreError> {
        self.connection.execute(
            "insert into statement (commune, n, body) values (?1, ?2, ?3)",
            params![unit, signed(statement.n), json::text(statement)?],
        )?;
        seals::added(self, &STATEMENT, unit, &[Cell::of(statement.n)])?;
        self.connection.execute(
            "update commune set people_version = people_version + 1 where code = ?1",
            [unit],
        )?;
        Ok(())
    }
}
