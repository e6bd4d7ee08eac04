//! Goods that a Fund receives and that come into the commune's store.

use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_server::{fund, rounds};
use chungtay_shared::api::fund::StoreGoods;
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::id::FactId;

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::world::Office;

impl Run {
    /// The office enters goods in its Fund and takes them into a round's store, which happens once.
    pub(super) fn store_goods(&mut self, commune: usize, nth: usize, count: u64) {
        let office = self.world.offices[commune % self.world.offices.len()].clone();
        let Some(round) = self.kept_round(&office, nth) else {
            return;
        };
        let number = self.world.next_number();
        let state = self.world.server.state();
        let draft = EntryDraft {
            party: "Nhà máy xay xát".into(),
            goods: "gạo".into(),
            goods_value_text: format!("{number}.000"),
            voucher: format!("số {number}"),
            ..EntryDraft::empty(EntryKind::Receipt, self.world.clock.now().local_date())
        };
        let before = self.entered(&office);
        fund::enter(state, &office.device, &draft).expect("an entry");
        let booked = self.book(&office, &before);
        let wanted = StoreGoods {
            round: Some(round),
            count_text: count.to_string(),
        };
        let state = self.world.server.state();
        fund::take_in(state, &office.device, booked.id, &wanted).expect("goods on their way");
        let again = fund::take_in(state, &office.device, booked.id, &wanted);
        assert!(again.is_err(), "they go in once");
        *self.model.received.entry(round).or_default() += count;
        self.model.stored.insert(booked.id);
        self.decided(Event::GoodsStored);
    }

    /// The k-th of a commune's rounds whose gifts are counted.
    pub(super) fn kept_round(&self, office: &Office, nth: usize) -> Option<FactId> {
        let state = self.world.server.state();
        let page = read(&*state.store, |tx| rounds::page(tx, &office.code)).expect("a store");
        let mut rounds = page.rounds;
        rounds.retain(|round| round.custody.is_some());
        Some(rounds[nth.checked_rem(rounds.len())?].id)
    }
}
