//! Rows as they stand in SQLite's tables.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Row, params_from_iter};

use super::SqliteTx;
use crate::store::{Audit, Cell, RawTable, StoreError};

impl Audit for SqliteTx<'_> {
    fn raw(
        &self,
        table: &RawTable,
        commune: &str,
        doc: Option<&[u8]>,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        let sql = table.select("?1", doc.map(|_| "?2"));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let doc = doc.map(|doc| Value::Blob(doc.to_owned()));
        let of = std::iter::once(Value::Text(commune.to_owned())).chain(doc);
        let rows = statement.query_map(params_from_iter(of), cells)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A row's values.
pub(super) fn cells(row: &Row<'_>) -> Result<Vec<Cell>, rusqlite::Error> {
    let columns = 0..row.as_ref().column_count();
    columns.map(|at| Ok(cell(row.get_ref(at)?))).collect()
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Number(number),
        // No column of ours is of this kind.
        ValueRef::Real(number) => Cell::Text(number.to_string()),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_owned()),
    }
}
