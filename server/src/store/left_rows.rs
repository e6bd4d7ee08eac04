//! Rows of imported lists that were left to a person, in words.

use chungtay_shared::import::{LeftAnswer, LeftRow};
use chungtay_shared::time::Timestamp;

use super::StoreError;

/// Rows that wait for a person, and what was said of them. A row is named by its key and when it was left.
pub trait LeftRows {
    /// Leaves a row under the commune's lock, or says anew what one that waits is.
    fn leave_row(&self, commune: &str, row: &LeftRow) -> Result<(), StoreError>;
    /// Rows that wait, the oldest list first, as their lists order them.
    fn left_rows(&self, commune: &str) -> Result<Vec<LeftRow>, StoreError>;
    /// Rows that were answered, each with what was said of it, in the same order.
    fn answered_rows(&self, commune: &str) -> Result<Vec<(LeftRow, LeftAnswer)>, StoreError>;
    /// Notes under the commune's lock what a person said of a row, which waits no more.
    fn answer_row(
        &self,
        commune: &str,
        named: (&str, Timestamp),
        answer: &LeftAnswer,
    ) -> Result<(), StoreError>;
}
