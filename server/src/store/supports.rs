//! Where cases of aid that takes time stand, in words, and as their rows hold it.

use chungtay_shared::fund::Source;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::support::Part;

use super::StoreError;
use crate::projection::CaseRow;

/// A case, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStands {
    /// The household.
    pub household: DocId,
    /// Its head.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// Where the case stands.
    pub case: CaseRow,
}

/// What one source has paid of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePaid {
    /// The case.
    pub case: FactId,
    /// Who paid, and how much.
    pub part: Part,
}

/// Aid that takes time.
pub trait Supports {
    /// Every case, in the list's order.
    fn cases(&self, commune: &str) -> Result<Vec<CaseStands>, StoreError>;
    /// What was paid of cases and stands, by case and source.
    fn paid_of_cases(&self, commune: &str) -> Result<Vec<CasePaid>, StoreError>;
}

/// Who paid, as a column names it.
pub(super) fn source(code: Option<&str>) -> Result<Option<Source>, StoreError> {
    let Some(code) = code else {
        return Ok(None);
    };
    let source = Source::from_code(code).ok_or(StoreError::Inconsistent {
        table: "fact",
        column: "source",
    })?;
    Ok(Some(source))
}
