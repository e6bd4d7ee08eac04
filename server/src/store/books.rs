//! Books that an office keeps beside its documents, in words.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{StoreError, Tx, json};

/// Which book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Book {
    /// What people ask of the data that are kept about them.
    Requests,
    /// What has happened to personal data.
    Incidents,
}

impl Book {
    /// Its code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Incidents => "incidents",
        }
    }
}

/// Statements that stand in no document. They are added to; [`Books::put_entry`] writes over one only where
/// somebody whom it names is deleted.
pub trait Books {
    /// What stands in a book, in its order.
    fn book(&self, commune: &str, book: Book) -> Result<Vec<String>, StoreError>;
    /// Writes a statement under the commune's lock.
    fn put_entry(&self, commune: &str, book: Book, n: u64, body: &str) -> Result<(), StoreError>;
}

/// What stands in a book.
pub fn entries<T: DeserializeOwned>(
    tx: &dyn Tx,
    commune: &str,
    book: Book,
) -> Result<Vec<T>, StoreError> {
    let bodies = tx.book(commune, book)?;
    let read = bodies
        .iter()
        .map(|body| json::read(body, "office_book", "body"));
    read.collect()
}

/// Writes a statement.
pub fn put_entry(
    tx: &dyn Tx,
    commune: &str,
    book: Book,
    n: u64,
    entry: &impl Serialize,
) -> Result<(), StoreError> {
    tx.put_entry(commune, book, n, &json::text(entry)?)
}
