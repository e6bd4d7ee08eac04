//! What units say of their hamlets and organisations, in PostgreSQL.

use chungtay_shared::register::Statement;

use super::{PostgresTx, get, signed};
use crate::store::json;
use crate::store::row_seals::{self as seals, STATEMENT};
use crate::store::{Cell, Register, StoreError};

impl Register for PostgresTx<'_> {
    fn statements(&self, unit: &str) -> Result<Vec<Statement>, StoreError> {
        let rows = self.query(
            "select body from statement where commune = $1 order by n",
            &[&unit],
        )?;
        let bodies = rows.iter().map(|row| get::<String>(row, 0));
        bodies
            .map(|body| json::read(&body?, "statement", "body"))
            .collect()
    }

    fn say(&self, unit: &str, statement: &Statement) -> Result<(), StoreError> {
        self.execute(
            "insert into statement (commune, n, body) values ($1, $2, $3)",
            &[&unit, &signed(statement.n), &json::text(statement)?],
        )?;
        seals::added(self, &STATEMENT, unit, &[Cell::of(statement.n)])?;
        self.execute(
            "update commune set people_version = people_version + 1 where code = $1",
            &[&unit],
        )?;
        Ok(())
    }
}
