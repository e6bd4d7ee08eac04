//! What the city does: it orders a campaign, which the communes run, and its Fund and theirs send each
//! other money.

use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_server::{campaigns, fund};
use chungtay_shared::api::SaveCampaign;
use chungtay_shared::campaign::CampaignState;
use chungtay_shared::fund::{EntryDraft, EntryKind, Source};
use chungtay_shared::time::LocalDate;

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::model::{Ordered, Sent};
use crate::simulation::world::Office;
use crate::ward::city::{campaign_of, gift, with_own_gift};

impl Run {
    /// One of its deeds.
    pub(super) fn city(&mut self, commune: usize, deed: usize) {
        let commune = self.world.offices[commune % self.world.offices.len()].clone();
        let city = self.world.city.clone();
        let number = self.world.next_number();
        match deed {
            0 | 1 => self.order(number),
            2 => self.add_to(&commune, number),
            3 => self.send(&city, &commune, number),
            4 => self.send(&commune, &city, number),
            5 => self.take_in(&commune),
            6 => self.take_in(&city),
            _ => self.void_of(&city, usize::try_from(number).unwrap_or(0)),
        }
    }

    fn order(&mut self, number: u64) {
        let state = self.world.server.state();
        let known = self.model.ordered.as_ref().map(|ordered| ordered.id);
        let today = self.world.clock.now().local_date();
        let mut draft = SaveCampaign {
            id: known,
            name: format!("Tháng cao điểm {number}"),
            from: today,
            to: LocalDate::from_days(today.days() + 30),
            ..campaign_of(2026)
        };
        draft.items = vec![gift(&format!("Quà {number}"), Source::OwnFund)];
        draft.items[0].money_text = format!("{number}.000");
        if let Some(id) = known {
            let states = read(&*state.store, |tx| {
                campaigns::states(tx, &self.world.city.code)
            });
            let states = states.expect("a store");
            let there = states.iter().find(|there| there.campaign.id == id);
            let there = &there.expect("what was ordered").campaign;
            (draft.from, draft.items[0].id) = (there.from, Some(there.items[0].id));
        }
        let saved = campaigns::save(state, &self.world.city.device, &draft).expect("a campaign");
        self.model.ordered = Some(Ordered {
            id: saved.id,
            name: draft.name,
            to: draft.to,
            item: draft.items[0].name.clone(),
            money_vnd: number.cast_signed() * 1_000,
        });
        self.done(Event::Ordered);
    }

    /// A commune adds something of its own to what the city has ordered, once.
    fn add_to(&mut self, commune: &Office, number: u64) {
        let state = self.world.server.state();
        let states = read(&*state.store, |tx| campaigns::states(tx, &commune.code));
        let states = states.expect("a store");
        let from_above = |there: &&CampaignState| there.origin.is_some();
        let Some(there) = states.iter().find(from_above) else {
            return;
        };
        if self.model.added.contains_key(&commune.code) {
            return;
        }
        let name = format!("Gạo {number}");
        let mut draft = with_own_gift(there);
        let own = draft.items.last_mut().expect("what is added");
        name.clone_into(&mut own.name);
        campaigns::save(state, &commune.device, &draft).expect("a campaign");
        self.model.added.insert(commune.code.clone(), name);
        self.done(Event::AddedBelow);
    }

    fn send(&mut self, from: &Office, to: &Office, number: u64) {
        let draft = EntryDraft {
            party: "Quỹ khác".into(),
            money_text: format!("{number}.000"),
            unit: to.code.clone(),
            voucher: format!("số {number}"),
            ..EntryDraft::empty(EntryKind::TransferOut, self.world.clock.now().local_date())
        };
        let before = self.entered(from);
        fund::enter(self.world.server.state(), &from.device, &draft).expect("an entry");
        let booked = self.book(from, &before);
        let sent = Sent {
            money_vnd: number.cast_signed() * 1_000,
            has_arrived: false,
        };
        self.model.sent.insert(booked.id, sent);
        self.done(Event::Sent);
    }

    /// Enters the oldest of what other Funds have sent.
    fn take_in(&mut self, unit: &Office) {
        let state = self.world.server.state();
        let today = self.world.clock.now().local_date();
        let page = read(&*state.store, |tx| fund::page(tx, &unit.code, today));
        let arriving = page.expect("a store").arriving;
        let Some(came) = arriving.first() else {
            return;
        };
        let before = self.entered(unit);
        let draft = EntryDraft::receiving(&came.entry, &came.unit.code, &came.unit.name, today);
        fund::enter(state, &unit.device, &draft).expect("an entry");
        let again = fund::enter(state, &unit.device, &draft);
        assert!(again.is_err(), "it came once: {again:?}");
        let sent = self.model.sent.get_mut(&came.entry.id);
        sent.expect("what was sent").has_arrived = true;
        self.book(unit, &before);
        self.done(Event::Arrived);
    }

    fn done(&mut self, event: Event) {
        self.world.seen.saw(event);
        // Assumption A5: a backup knows all that the office wrote.
        self.world.backup = None;
    }
}
