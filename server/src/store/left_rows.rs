//! Rows of imported lists that were left to a person, in words.

use chungtay_shared::import::{LeftAnswer, LeftRow};

use super::StoreError;

/// Rows that wait for a person, and what was said of them.
pub trait LeftRows {
    /// Leaves a row under the commune's lock; one that waits already is as its newest list says it.
    /// `false` when a person has said before what it is.
    fn leave_row(&self, commune: &str, row: &LeftRow) -> Result<bool, StoreError>;
    /// Rows that wait, the oldest list first, as their lists order them.
    fn left_rows(&self, commune: &str) -> Result<Vec<LeftRow>, StoreError>;
    /// Notes under the commune's lock what a person said of the row of this key, which waits no more.
    fn answer_left(&self, commune: &str, key: &str, answer: &LeftAnswer) -> Result<(), StoreError>;
}
