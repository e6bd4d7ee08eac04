//! What the ward's office enters in its Fund.

use chungtay_server::error::ApiError;
use chungtay_server::fund;
use chungtay_server::store::read;
use chungtay_shared::api::fund::{DeclineOffer, FundPage, StoreGoods};
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::time::LocalDate;

use super::{COMMUNE, SimServer};

impl SimServer {
    /// What the office's form holds when money is entered today.
    pub fn entry(&self, kind: EntryKind, party: &str, money: &str) -> EntryDraft {
        EntryDraft {
            party: party.into(),
            money_text: money.into(),
            ..EntryDraft::empty(kind, self.now().local_date())
        }
    }

    /// Enters something in the Fund.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn enter(&self, draft: &EntryDraft) -> Result<(), ApiError> {
        fund::enter(&self.state, &self.office, draft)
    }

    /// Says that an entry does not count.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn void(&self, entry: FactId, reason: &str) -> Result<(), ApiError> {
        fund::void(&self.state, &self.office, entry, reason)
    }

    /// Takes the goods of a receipt into a round's store.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn take_in(&self, entry: FactId, round: FactId, count: &str) -> Result<(), ApiError> {
        let wanted = StoreGoods {
            round: Some(round),
            count_text: count.into(),
        };
        fund::take_in(&self.state, &self.office, entry, &wanted)
    }

    /// Says that what a volunteer told is not entered.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn decline_offer(
        &self,
        campaign: DocId,
        offer: FactId,
        reason: &str,
    ) -> Result<(), ApiError> {
        let wanted = DeclineOffer {
            campaign,
            offer,
            reason: reason.into(),
        };
        fund::decline(&self.state, &self.office, &wanted)
    }

    /// Where the Fund stands at the end of a day.
    pub fn fund_on(&self, day: LocalDate) -> FundPage {
        read(&*self.state.store, |tx| fund::page(tx, COMMUNE, day)).expect("a store")
    }
}
