//! What became of households, in words, and as their rows hold it.

use chungtay_shared::claim::Claim;
use chungtay_shared::duplicate::Described;
use chungtay_shared::household::Category;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::life::{ChangeSeen, Gone, LifeKind, Noticed};
use chungtay_shared::time::{LocalDate, Timestamp};

use super::StoreError;
use crate::projection::LifeRow;

/// A household about which something was decided or noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lived {
    /// The household.
    pub household: DocId,
    /// Its head.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// What its row holds.
    pub life: LifeRow,
}

/// What became of households.
pub trait Lives {
    /// Households about which something was decided or noticed, in the list's order.
    fn lives(&self, commune: &str) -> Result<Vec<Lived>, StoreError>;
    /// When each of a record's facts was received.
    fn received_facts(
        &self,
        commune: &str,
        doc: DocId,
    ) -> Result<Vec<(FactId, Timestamp)>, StoreError>;
    /// What is compared of each record, second records left out.
    fn described(&self, commune: &str) -> Result<Vec<Described>, StoreError>;
}

/// Why a household is gone, as three columns: code, day, the household it is a part of.
pub(super) fn gone(
    code: Option<&str>,
    day: Option<i64>,
    into: Option<DocId>,
) -> Result<Option<Gone>, StoreError> {
    let Some(code) = code else {
        return Ok(None);
    };
    let why = LifeKind::from_code(code).ok_or_else(|| inconsistent("gone"))?;
    let on = LocalDate::from_days(day.ok_or_else(|| inconsistent("gone_day"))?);
    Ok(Some(Gone { why, on, into }))
}

/// The column that [`LifeRow::noticed_text`] makes.
pub(super) fn noticed(text: &str) -> Result<Vec<Noticed>, StoreError> {
    let one = |word: &str| {
        let (visit, seen) = word.split_once(':')?;
        Some(Noticed {
            visit: visit.parse().ok()?,
            seen: ChangeSeen::from_code(seen)?,
        })
    };
    let words = text.split_whitespace();
    words
        .map(|word| one(word).ok_or_else(|| inconsistent("noticed")))
        .collect()
}

/// The column that [`LifeRow::claims_text`] makes.
pub(super) fn claims(text: &str) -> Result<Vec<Claim>, StoreError> {
    let one = |word: &str| {
        let mut parts = word.split(':');
        let claim = Claim {
            status: parts.next()?.parse().ok()?,
            category: Category::from_code(parts.next()?)?,
            actor: parts.next()?.parse().ok()?,
            recorded_at: Timestamp::from_ms(parts.next()?.parse().ok()?),
        };
        parts.next().is_none().then_some(claim)
    };
    let words = text.split_whitespace();
    words
        .map(|word| one(word).ok_or_else(|| inconsistent("claims")))
        .collect()
}

/// The column that [`LifeRow::apart_text`] makes.
pub(super) fn apart(text: &str) -> Result<Vec<DocId>, StoreError> {
    let words = text.split_whitespace();
    words
        .map(|word| word.parse().map_err(|_| inconsistent("apart")))
        .collect()
}

const fn inconsistent(column: &'static str) -> StoreError {
    StoreError::Inconsistent {
        table: "household",
        column,
    }
}
