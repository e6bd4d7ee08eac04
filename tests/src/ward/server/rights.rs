//! What the ward's office decides about rights.

use std::collections::BTreeMap;

use chungtay_server::error::ApiError;
use chungtay_server::rounds::{self, takeover};
use chungtay_server::store::{read, write};
use chungtay_server::{campaigns, review};
use chungtay_shared::api::review::{AnswerProposal, ReviewPage, Settle};
use chungtay_shared::api::rounds::{IssueRound, MoveRights, RoundState, RoundsPage};
use chungtay_shared::api::takeover::{TakeOver, TakeoverPage};
use chungtay_shared::api::{AidItemDraft, SaveCampaign};
use chungtay_shared::campaign::{Campaign, MandateDraft};
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::id::{Actor, DeviceId, DocId, FactId};
use chungtay_shared::time::LocalDate;

use super::{COMMUNE, SimServer};

/// A month in which 500.000 đồng are given.
pub fn gift_month(today: LocalDate) -> SaveCampaign {
    SaveCampaign {
        id: None,
        name: "Tháng cao điểm".into(),
        from: today,
        to: LocalDate::from_days(today.days() + 30),
        items: vec![AidItemDraft {
            name: "Quà Tháng cao điểm".into(),
            form: Some(AidForm::Cash),
            money_text: "500.000".into(),
            source: Some(Source::OwnFund),
            ..AidItemDraft::default()
        }],
        mandate: MandateDraft::default(),
    }
}

impl SimServer {
    /// Begins the month's campaign, with one gift of 500.000 đồng.
    pub fn begin_campaign(&self) -> Campaign {
        self.save_campaign(&gift_month(self.now().local_date()))
    }

    /// Writes a campaign as it now is.
    pub fn save_campaign(&self, draft: &SaveCampaign) -> Campaign {
        campaigns::save(&self.state, &self.office, draft).expect("a campaign")
    }

    /// The commune's campaigns, newest first.
    pub fn campaigns(&self) -> Vec<Campaign> {
        let states = read(&*self.state.store, |tx| campaigns::states(tx, COMMUNE));
        let states = states.expect("a store").into_iter();
        states.map(|state| state.campaign).collect()
    }

    /// Issues a round of a campaign's first item.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn issue_round(
        &self,
        campaign: &Campaign,
        name: &str,
        rights: BTreeMap<Actor, Vec<DocId>>,
    ) -> Result<RoundState, ApiError> {
        self.issue(&IssueRound {
            campaign: campaign.id,
            name: name.into(),
            item: campaign.items[0].id,
            rights,
            in_custody: false,
            again: false,
            basis: chungtay_shared::round::Basis::default(),
        })
    }

    /// Issues a round as wanted.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn issue(&self, wanted: &IssueRound) -> Result<RoundState, ApiError> {
        rounds::issue(&self.state, &self.office, wanted)?;
        let mut issued = self.rounds().rounds.into_iter();
        let issued = issued.find(|r| r.name == wanted.name);
        Ok(issued.expect("the round that was issued"))
    }

    /// Every round, and who may hold rights.
    pub fn rounds(&self) -> RoundsPage {
        read(&*self.state.store, |tx| rounds::page(tx, COMMUNE)).expect("a store")
    }

    /// The actor of a volunteer's phone that is in use.
    pub fn actor_of(&self, name: &str) -> Actor {
        let phones = self.rounds().phones;
        let phone = phones.iter().find(|phone| phone.person_name == name);
        phone.expect("a phone in use").actor
    }

    /// The office locks a volunteer's phone.
    pub fn lock_phone_of(&self, name: &str) {
        let actor = self.actor_of(name);
        let locked = write(&*self.state.store, |tx| {
            let device = tx.device_of(actor)?.expect("a phone");
            tx.revoke_device(COMMUNE, device.id, self.now())
        });
        assert!(locked.expect("a store"));
    }

    /// Gives a right to another, or to nobody.
    pub fn move_right(&self, round: FactId, household: DocId, holder: Option<Actor>) {
        self.try_to_move(round, household, holder, "Bà Sáu")
            .expect("a move");
    }

    /// Gives a right to another, or to nobody, with somebody's agreement.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn try_to_move(
        &self,
        round: FactId,
        household: DocId,
        holder: Option<Actor>,
        approved_by: &str,
    ) -> Result<(), ApiError> {
        let wanted = MoveRights {
            households: vec![household],
            holder,
            reason: "mất điện thoại".into(),
            approved_by: approved_by.into(),
        };
        rounds::move_rights(&self.state, &self.office, round, &wanted)
    }

    /// Phones that hold what another is to carry on with.
    pub fn old_phones(&self) -> TakeoverPage {
        let now = self.now();
        read(&*self.state.store, |tx| takeover::page(tx, COMMUNE, now)).expect("a store")
    }

    /// Puts a phone in another's place.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn take_over(
        &self,
        device: DeviceId,
        to: Option<Actor>,
        approved_by: &str,
    ) -> Result<(), ApiError> {
        let wanted = TakeOver {
            device,
            to,
            reason: "mất máy".into(),
            approved_by: approved_by.into(),
        };
        takeover::take_over(&self.state, &self.office, &wanted)
    }

    /// The name of the office's officer.
    pub fn officer_name(&self) -> &str {
        &self.office.account.person_name
    }

    /// What a person has to look at.
    pub fn review(&self) -> ReviewPage {
        let today = self.now().local_date();
        read(&*self.state.store, |tx| review::page(tx, COMMUNE, today)).expect("a store")
    }

    /// Answers a proposal.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn answer_proposal(
        &self,
        household: DocId,
        proposal: FactId,
        granted_in: Option<FactId>,
        reason: &str,
    ) -> Result<(), ApiError> {
        let wanted = AnswerProposal {
            household,
            proposal,
            granted_in,
            reason: reason.into(),
        };
        review::answer(&self.state, &self.office, &wanted)
    }

    /// Says that doubtful handovers were looked at.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn settle_doubt(&self, campaign: DocId, facts: Vec<FactId>) -> Result<(), ApiError> {
        let wanted = Settle {
            campaign,
            facts,
            reason: "Đã gặp hộ, hộ nhận hai lần và đã trả lại một phần.".into(),
        };
        review::settle(&self.state, &self.office, &wanted)
    }
}
