//! Periods that were closed, what is due of them, and what stood at any number of the log, in words.

use chungtay_shared::api::FactLine;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::id::DocId;
use chungtay_shared::period::{Closing, Counted, UrgedStatement};

use super::json;
use super::{GivenSum, Reaching, StoreError};

/// Which facts are counted: those of these days that stood at one number of the log and not at another.
///
/// From 0 to a number it is all that stood there; from a period's number to a later one what has come
/// since, and the other way round what has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// First day, since 1970.
    pub from_day: i64,
    /// Last day.
    pub to_day: i64,
    /// They stood when this was the log's last number.
    pub stood_at: u64,
    /// They did not when this was.
    pub not_at: u64,
}

impl Between {
    /// What has gone where this is what has come.
    #[must_use]
    pub const fn turned(self) -> Self {
        Self {
            stood_at: self.not_at,
            not_at: self.stood_at,
            ..self
        }
    }

    /// The same, of days that belong to a campaign's window as well.
    pub(super) fn within(self, campaign: &Campaign) -> (i64, i64) {
        let from = self.from_day.max(campaign.from.days());
        (from, self.to_day.min(campaign.to.days()))
    }
}

/// Closed periods and what is urged.
pub trait Periods {
    /// The periods of a unit that were closed, by campaign and number.
    fn closings(&self, unit: &str) -> Result<Vec<Closing>, StoreError>;
    /// One of them.
    fn closing(&self, unit: &str, campaign: DocId, n: u64) -> Result<Option<Closing>, StoreError>;
    /// Closes a period, under the unit's lock.
    fn close(&self, closing: &Closing) -> Result<(), StoreError>;
    /// All that a unit has said of what is to be reported, in its order.
    fn urgings(&self, unit: &str) -> Result<Vec<UrgedStatement>, StoreError>;
    /// Adds what was said, under the unit's lock.
    fn urge(&self, unit: &str, statement: &UrgedStatement) -> Result<(), StoreError>;
    /// Visits within a campaign's window.
    fn visits_between(&self, campaign: &Campaign, between: Between) -> Result<u64, StoreError>;
    /// What was handed over, of any campaign, by campaign, round, item and who paid.
    fn given_between(&self, commune: &str, between: Between) -> Result<Vec<GivenSum>, StoreError>;
    /// How often each household was reached in a campaign, as [`super::Office::reached`] counts it.
    fn reached_between(
        &self,
        campaign: &Campaign,
        between: Between,
    ) -> Result<Vec<Reaching>, StoreError>;
    /// The visits and handovers of a campaign, in the order they took place.
    fn facts_between(
        &self,
        campaign: &Campaign,
        between: Between,
    ) -> Result<Vec<FactLine>, StoreError>;
}

/// A closing as its row has it.
pub(super) struct Row<'a> {
    pub(super) body: &'a str,
    pub(super) hash: &'a [u8],
    pub(super) counted: &'a str,
}

/// What a row says; figures that are not what was closed are nobody's.
pub(super) fn closing(row: &Row<'_>) -> Result<Closing, StoreError> {
    let inconsistent = |column| StoreError::Inconsistent {
        table: "closing",
        column,
    };
    let hash = <[u8; 32]>::try_from(row.hash).map_err(|_| inconsistent("hash"))?;
    if crate::periods::hash(row.body) != hash {
        return Err(inconsistent("body"));
    }
    Ok(Closing {
        figures: json::read(row.body, "closing", "body")?,
        body: row.body.to_owned(),
        hash,
        counted: json::read(row.counted, "closing", "counted")?,
    })
}

/// What was counted, as a column has it.
pub(super) fn counted(counted: &Counted) -> Result<String, StoreError> {
    json::text(counted)
}
