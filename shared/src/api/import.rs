//! The import's part of the HTTP contract: preview, answers, progress.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::DocId;
use crate::time::Timestamp;

codes!(
    /// What an import would do with a row.
    RowFate {
        /// A new household.
        Create = "create",
        /// It is on the list already; nothing is written.
        Matched = "matched",
        /// On the list already, but its category differs: a new dated status can be added.
        StatusDiffers = "status_differs",
        /// Cannot be decided without a person.
        Ask = "ask",
    }
);

/// Something in a row that is not certain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtLine {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet shows it, from 1.
    pub row: u32,
    /// Column's letter and heading.
    pub column: String,
    /// What stands there.
    pub read: String,
    /// Why it is doubted (`doubt.<code>`).
    pub kind: String,
    /// What was assumed; empty when nothing was.
    pub assumed: String,
}

/// A household already on the list that a row may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateLine {
    /// The household.
    pub id: DocId,
    /// Its head.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// Year the head was born.
    pub birth_year: Option<i32>,
}

/// One household as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Number of the row within this preview.
    pub index: u32,
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet shows it, from 1.
    pub row: u32,
    /// Head of the household.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// Category's code; empty when the list gives none.
    pub category: String,
    /// Birth as written in figures; empty when unknown.
    pub birth: String,
    /// Personal number, all but the last four digits hidden.
    pub national_id_masked: String,
    /// People; 0 when unknown.
    pub member_count: u32,
    /// What would be done.
    pub fate: RowFate,
    /// Households it may mean, when a person must say.
    pub candidates: Vec<CandidateLine>,
}

/// What was understood of a file. Nothing has been written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Names this preview when it is confirmed; kept for an hour.
    pub id: String,
    /// Rows of households.
    pub rows: Vec<PreviewRow>,
    /// Every doubt.
    pub doubts: Vec<DoubtLine>,
    /// Households by category code.
    pub by_category: BTreeMap<String, u64>,
    /// Households by hamlet.
    pub hamlets: BTreeMap<String, u64>,
    /// People in all.
    pub members: u64,
    /// What every row of the file was taken for: kind to count.
    pub rows_by_kind: BTreeMap<String, u64>,
    /// Things worth knowing about the whole file (`import_note.<code>`).
    pub notes: Vec<String>,
}

/// A person's answer to a row that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowAnswer {
    /// It is this household.
    SameAs(DocId),
    /// It is another household of the same name.
    New,
    /// Leave it out.
    Skip,
}

/// Confirms a preview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirm {
    /// Answers by the rows' index; rows that ask and have no answer are left to a person
    /// ([`LeftLine`]).
    pub answers: BTreeMap<u32, RowAnswer>,
    /// Whether households whose category differs get the list's as a new dated status.
    pub add_statuses: bool,
}

/// How far a confirmed import is. When `done == total` everything is committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Rows done.
    pub done: u32,
    /// Rows in all.
    pub total: u32,
    /// Households created so far.
    pub created: u32,
    /// Rows that were on the list already.
    pub matched: u32,
    /// Statuses added.
    pub statuses_added: u32,
    /// Rows left out.
    pub skipped: u32,
    /// Rows that wait for a person among what is to be reviewed.
    #[serde(default)]
    pub left: u32,
}

/// A row of an imported list that waits for a person, beside the households it may mean by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftLine {
    /// Names it: 32 hexadecimal digits.
    pub key: String,
    /// The row as it was understood. Without a hamlet it cannot become a household.
    pub row: PreviewRow,
    /// The number of its list's decision; may be empty.
    pub decision: String,
    /// When its list was imported.
    pub left_at: Timestamp,
}

/// Answers a row that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerLeft {
    /// Which one.
    pub key: String,
    /// What it is.
    pub answer: RowAnswer,
    /// The hamlet of a new household, where its row names none.
    pub hamlet: String,
    /// Whether a household that is on the list gets the row's category as a new dated status, if its own
    /// differs.
    pub add_status: bool,
    /// Why.
    pub reason: String,
}
