//! Rows as they stand in PostgreSQL's tables.

use postgres::Row;
use postgres::types::{ToSql, Type};

use super::{PostgresTx, get};
use crate::store::{Audit, Cell, RawTable, StoreError};

impl Audit for PostgresTx<'_> {
    fn raw(
        &self,
        table: &RawTable,
        commune: &str,
        doc: Option<&[u8]>,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        let sql = table.select("$1", doc.map(|_| "$2"));
        let mut of: Vec<&(dyn ToSql + Sync)> = vec![&commune];
        of.extend(doc.as_ref().map(|doc| doc as &(dyn ToSql + Sync)));
        let rows = self.query(&sql, &of)?;
        rows.iter().map(|row| cells(row, 0)).collect()
    }
}

/// A row's values from a column on.
pub(super) fn cells(row: &Row, from: usize) -> Result<Vec<Cell>, StoreError> {
    (from..row.len()).map(|at| cell(row, at)).collect()
}

fn cell(row: &Row, at: usize) -> Result<Cell, StoreError> {
    let kind = row.columns()[at].type_();
    let value = if *kind == Type::BOOL {
        get::<Option<bool>>(row, at)?.map(|is| Cell::Number(is.into()))
    } else if *kind == Type::INT8 {
        get::<Option<i64>>(row, at)?.map(Cell::Number)
    } else if *kind == Type::BYTEA {
        get::<Option<Vec<u8>>>(row, at)?.map(Cell::Bytes)
    } else {
        get::<Option<String>>(row, at)?.map(Cell::Text)
    };
    Ok(value.unwrap_or(Cell::Null))
}
