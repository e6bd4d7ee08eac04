//! How a campaign went day by day, in words.

use chungtay_shared::api::FactKind;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::household::Category;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use super::{GivenSum, StoreError};

/// What was done on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayReaching {
    /// The day.
    pub day: LocalDate,
    /// By visits or by handovers.
    pub kind: FactKind,
    /// Households that were reached for the first time in the campaign.
    pub first: u64,
    /// How often any was.
    pub times: u64,
}

/// Where a household is and what it is, without anything that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its record.
    pub id: DocId,
    /// Its hamlet; empty when none was said.
    pub hamlet: String,
    /// Its category on the day that was asked for.
    pub category: Option<Category>,
    /// People in it.
    pub member_count: u64,
    /// Whether it is on the list: it has not gone, and is no second record.
    pub is_listed: bool,
}

/// How a campaign went day by day.
pub trait Progress {
    /// Every record of a household, in the order of their ids.
    fn placed(&self, commune: &str, today: LocalDate) -> Result<Vec<Placed>, StoreError>;
    /// What was done on each day, as [`super::Office::reached`] counts it; days on which nothing was are
    /// left out.
    fn reached_by_day(
        &self,
        commune: &str,
        campaign: &Campaign,
    ) -> Result<Vec<DayReaching>, StoreError>;
    /// What [`super::Rights::given_by`] adds up, day by day.
    fn given_by_day(
        &self,
        commune: &str,
        day: LocalDate,
    ) -> Result<Vec<(LocalDate, GivenSum)>, StoreError>;
}
