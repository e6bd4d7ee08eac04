//! Rows as they stand in the tables, for whoever looks whether they are what they should be.

use super::StoreError;

/// Which columns of which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawTable {
    /// The table; it has a column `commune`.
    pub name: &'static str,
    /// The columns.
    pub columns: &'static [&'static str],
    /// The columns it is ordered by.
    pub order: &'static str,
}

/// A value as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A number; yes is 1, no is 0.
    Number(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Rows as they stand in the tables.
pub trait Audit {
    /// The rows of a commune, or of one of its documents where the table has a column `doc`.
    fn raw(
        &self,
        table: &RawTable,
        commune: &str,
        doc: Option<&[u8]>,
    ) -> Result<Vec<Vec<Cell>>, StoreError>;
}

impl RawTable {
    /// The statement, with these two places for a commune and a document.
    pub(super) fn select(&self, commune: &str, doc: Option<&str>) -> String {
        let Self {
            name,
            columns,
            order,
        } = self;
        let columns = columns.join(", ");
        let of = doc.map_or_else(String::new, |doc| format!(" and doc = {doc}"));
        format!("select {columns} from {name} where commune = {commune}{of} order by {order}")
    }
}

impl Cell {
    /// Its bytes; none when it is something else.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Null | Self::Number(_) | Self::Text(_) => &[],
        }
    }

    /// Its text; none when it is something else.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Null | Self::Number(_) | Self::Bytes(_) => "",
        }
    }

    /// Its number, if it is one.
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Null | Self::Text(_) | Self::Bytes(_) => None,
        }
    }

    /// A count or an amount.
    pub fn of(number: impl TryInto<i64>) -> Self {
        Self::Number(number.try_into().unwrap_or(i64::MAX))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for Cell {
    fn from(is: bool) -> Self {
        Self::Number(is.into())
    }
}

impl From<&[u8]> for Cell {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl From<&[u8; 16]> for Cell {
    fn from(id: &[u8; 16]) -> Self {
        Self::Bytes(id.to_vec())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
