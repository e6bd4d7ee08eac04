//! Columns that hold JSON: what is read whole and never searched in.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;

/// What a column holds.
pub(super) fn read<T: DeserializeOwned>(
    text: &str,
    table: &'static str,
    column: &'static str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Inconsistent { table, column })
}

/// What is written into one.
pub(crate) fn text<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Database(Box::new(e)))
}
