//! The access log as the office reads it, between the office and the server.

use serde::{Deserialize, Serialize};

use crate::access::ActGroup;
use crate::id::DocId;
use crate::time::{LocalDate, Timestamp};

/// Rows of a page.
pub const ACCESS_PAGE_ROWS: u32 = 50;

/// What of the log is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessQuery {
    /// Only acts of this kind.
    #[serde(default)]
    pub group: Option<ActGroup>,
    /// Only of this day, in Vietnam.
    #[serde(default)]
    pub day: Option<LocalDate>,
    /// Only rows about this document.
    #[serde(default)]
    pub about: Option<DocId>,
    /// Only rows with a lower number than this: the page behind.
    #[serde(default)]
    pub before: Option<u64>,
}

/// A page of the log, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessPage {
    /// Its rows.
    pub lines: Vec<AccessLine>,
    /// What to ask the page behind for; none when this is the last.
    pub next: Option<u64>,
    /// Rows of the whole log.
    pub rows: u64,
    /// The first row that does not fit to the ones before it; none when all do.
    pub broken_at: Option<u64>,
}

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLine {
    /// Its number.
    pub n: u64,
    /// When.
    pub at: Timestamp,
    /// Whose account, or what the program's token is for; empty when that is not known any more.
    pub who: String,
    /// On which phone or in which browser; empty of a program.
    pub device: String,
    /// Whether a program did it.
    pub is_program: bool,
    /// The code of a [`crate::access::Act`].
    pub act: String,
    /// A document's id or a short code.
    pub about: String,
    /// The household it is about.
    pub household: Option<DocId>,
    /// Its head's name.
    pub head_name: String,
}
