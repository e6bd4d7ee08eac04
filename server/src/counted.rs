//! What the rows of a commune come to, counted once for as long as nobody changes them.
//!
//! Counting the visits and handovers of one commune costs a hundred times what it costs to ask for the
//! number of its log's end, and a city's page wants the counts of all its communes. Every change of a
//! row takes a log number in its transaction, so counts are kept by that number and by the life of the
//! database: they are what the rows come to now, whoever has written meanwhile, on whichever node. When a
//! program makes older rows anew (`crate::renewal`) no number is taken; meanwhile nothing is kept, and
//! after that counts of the old rows are not asked for any more. A write keeps and uses nothing: what it
//! sees may yet be taken back.

use std::sync::Arc;

use chungtay_shared::campaign::Campaign;
use chungtay_shared::id::{DocId, Epoch};
use chungtay_shared::time::LocalDate;

use crate::at_hand::AtHand;
use crate::renewal;
use crate::report::{self, Reached};
use crate::store::{DayReaching, GivenSum, StoreError, Tally, Tx};

/// Which counts of a commune.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Of {
    unit: String,
    campaign: Option<DocId>,
    day: Option<LocalDate>,
    /// The form of the rows that were counted.
    form: Option<Vec<u8>>,
}

/// Counts as they were when they were counted last.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    tallies: AtHand<Tally, Of>,
    given: AtHand<Vec<GivenSum>, Of>,
    given_by_day: AtHand<Vec<(LocalDate, GivenSum)>, Of>,
    reached_by_day: AtHand<Vec<DayReaching>, Of>,
    listed: AtHand<Listed, Of>,
}

/// Who is on a commune's list, and who of them was reached in a campaign.
#[derive(Debug, Default)]
pub struct Listed {
    /// Households on the list.
    pub households: u64,
    /// People in them, as far as known.
    pub members: u64,
    /// Who was reached; nobody, where there is no campaign.
    pub reached: Reached,
}

/// As of when a commune's rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsAsOf {
    /// The life of the database.
    pub epoch: Epoch,
    /// The last log number given in the commune.
    pub log_end: u64,
    /// The form of all rows, as in [`crate::store::Upkeep::row_form`].
    pub form: Option<Vec<u8>>,
}

/// Households on the list, visited and aided, in a campaign of the unit or ever.
pub fn tally(
    tx: &dyn Tx,
    unit: &str,
    campaign: Option<&Campaign>,
) -> Result<Arc<Tally>, StoreError> {
    let of = (unit, campaign.map(|campaign| campaign.id), None);
    once(tx, |kept| &kept.tallies, of, || tx.tally(unit, campaign))
}

/// What was handed over by the end of a day.
pub fn given(tx: &dyn Tx, unit: &str, day: LocalDate) -> Result<Arc<Vec<GivenSum>>, StoreError> {
    let of = (unit, None, Some(day));
    once(tx, |kept| &kept.given, of, || tx.given_by(unit, day))
}

/// What was handed over on each day, by the end of a day.
pub fn given_by_day(
    tx: &dyn Tx,
    unit: &str,
    day: LocalDate,
) -> Result<Arc<Vec<(LocalDate, GivenSum)>>, StoreError> {
    let of = (unit, None, Some(day));
    once(
        tx,
        |kept| &kept.given_by_day,
        of,
        || tx.given_by_day(unit, day),
    )
}

/// Who was reached on each day of a campaign.
pub fn reached_by_day(
    tx: &dyn Tx,
    campaign: &Campaign,
) -> Result<Arc<Vec<DayReaching>>, StoreError> {
    let unit = campaign.commune.as_str();
    let of = (unit, Some(campaign.id), None);
    once(
        tx,
        |kept| &kept.reached_by_day,
        of,
        || tx.reached_by_day(unit, campaign),
    )
}

/// Who is on the list on a day, and who of them was reached in a campaign of the unit.
pub fn listed(
    tx: &dyn Tx,
    unit: &str,
    campaign: Option<&Campaign>,
    today: LocalDate,
) -> Result<Arc<Listed>, StoreError> {
    let of = (unit, campaign.map(|campaign| campaign.id), Some(today));
    once(
        tx,
        |kept| &kept.listed,
        of,
        || {
            let households = tx.placed(unit, today)?;
            let here = || households.iter().filter(|line| line.is_listed);
            Ok(Listed {
                households: here().count() as u64,
                members: here().map(|line| line.member_count).sum(),
                reached: report::within(tx, campaign, &households)?,
            })
        },
    )
}

/// What was counted before if nothing has changed since, else counted now.
fn once<T>(
    tx: &dyn Tx,
    among: impl FnOnce(&Kept) -> &AtHand<T, Of>,
    (unit, campaign, day): (&str, Option<DocId>, Option<LocalDate>),
    count: impl FnOnce() -> Result<T, StoreError>,
) -> Result<Arc<T>, StoreError> {
    let Some(remembered) = tx.remembered() else {
        return count().map(Arc::new);
    };
    let as_of = tx.rows_as_of(unit)?;
    if as_of.form.as_deref() == Some(&renewal::UNDER_WAY) {
        return count().map(Arc::new);
    }
    let among = among(&remembered.counted);
    let of = Of {
        unit: unit.to_owned(),
        campaign,
        day,
        form: as_of.form,
    };
    if let Some(there) = among.get(&of, as_of.epoch, as_of.log_end) {
        return Ok(there);
    }
    let counted = Arc::new(count()?);
    among.keep(of, as_of.epoch, as_of.log_end, Arc::clone(&counted));
    Ok(counted)
}
