//! What volunteers are promised and handed for the Fund on their way, and what the office makes of it.

use chungtay_server::fund;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::api::fund::DeclineOffer;
use chungtay_shared::fund::EntryDraft;
use chungtay_shared::offer::{OfferDraft, OfferKind};
use chungtay_shared::phone::message::Ask;

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::model::Effect;

impl Run {
    /// Something is promised or handed over, by a giver who is nobody else's.
    pub(super) fn note_offer(
        &self,
        phone: usize,
        giver: String,
        money_text: String,
    ) -> Option<(Ask, Effect)> {
        let campaigns = self.world.holders[phone].phone.campaigns();
        let campaign = campaigns.first()?.campaign.id;
        let on = self.world.now_of(phone).local_date();
        let draft = OfferDraft {
            offered: Some(OfferKind::ALL[phone % OfferKind::ALL.len()]),
            receipt: format!("biên nhận {giver}"),
            giver: giver.clone(),
            money_text,
            ..OfferDraft::empty(on)
        };
        let ask = Ask::NoteOffer { campaign, draft };
        Some((ask, Effect::Offer(giver)))
    }

    /// The office enters the k-th that waits in its Fund, or says why it does not.
    pub(super) fn answer_offer(&mut self, commune: usize, nth: usize, enters: bool) {
        let office = self.world.offices[commune % self.world.offices.len()].clone();
        let today = self.world.clock.now().local_date();
        let page = read(&*self.world.server.state().store, |tx| {
            fund::page(tx, &office.code, today)
        });
        let waiting = page.expect("a store").offered;
        let Some(place) = nth.checked_rem(waiting.len()) else {
            return;
        };
        let line = &waiting[place];
        let giver = line.offer.giver.clone();
        let state = self.world.server.state();
        if enters {
            // Its day is a phone's, whose clock may be years wrong.
            let draft = EntryDraft {
                on: today,
                ..EntryDraft::telling(&line.offer)
            };
            let before = self.entered(&office);
            fund::enter(state, &office.device, &draft).expect("an entry");
            let booked = self.book(&office, &before);
            self.model.from_outside += booked.effect();
            self.decided(Event::OfferEntered);
        } else {
            let wanted = DeclineOffer {
                campaign: line.campaign,
                offer: line.offer.id,
                reason: "đã đăng ký nơi khác".into(),
            };
            fund::decline(state, &office.device, &wanted).expect("an answer");
            self.decided(Event::OfferDeclined);
        }
        self.model.answered.insert(giver, enters);
    }
}
