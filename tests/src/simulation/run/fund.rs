//! What the office enters in its Fund.

use chungtay_server::fund;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::fund::{EntryDraft, EntryKind};

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::world::Office;

impl Run {
    /// The office enters something.
    pub(super) fn enter(&mut self, commune: usize, kind: usize) {
        let number = self.world.next_number();
        let kind = EntryKind::ALL[kind % EntryKind::ALL.len()];
        let draft = EntryDraft {
            party: "Hội Phụ nữ".into(),
            money_text: format!("{number}.000"),
            voucher: format!("số {number}"),
            ..EntryDraft::empty(kind, self.world.clock.now().local_date())
        };
        let office = &self.world.offices[commune % self.world.offices.len()];
        fund::enter(self.world.server.state(), &office.device, &draft).expect("an entry");
        let more = effect(kind, number.cast_signed() * 1_000);
        *self.model.entered.entry(office.code.clone()).or_default() += more;
        self.model.from_outside += more;
        self.world.seen.saw(Event::Entered);
        self.world.backup = None;
    }

    /// The office says that an entry does not count.
    pub(super) fn void(&mut self, commune: usize, nth: usize) {
        let office = self.world.offices[commune % self.world.offices.len()].clone();
        self.void_of(&office, nth);
    }

    /// The k-th entry of a unit's Fund that counts does not; refused where its money has arrived in
    /// another Fund.
    pub(super) fn void_of(&mut self, office: &Office, nth: usize) {
        let state = self.world.server.state();
        let today = self.world.clock.now().local_date();
        let page = read(&*state.store, |tx| fund::page(tx, &office.code, today));
        let mut entries = page.expect("a store").entries;
        entries.retain(|entered| entered.void.is_none());
        let Some(place) = nth.checked_rem(entries.len()) else {
            return;
        };
        let entry = &entries[place].entry;
        let may = self
            .model
            .sent
            .get(&entry.id)
            .is_none_or(|sent| !sent.has_arrived);
        let voided = fund::void(state, &office.device, entry.id, "nhập nhầm");
        assert_eq!(voided.is_ok(), may, "{voided:?}");
        if !may {
            self.world.seen.saw(Event::UnsentRefused);
            return;
        }
        let less = effect(entry.kind, entry.amount.money_vnd);
        *self.model.entered.entry(office.code.clone()).or_default() -= less;
        let received = entry
            .transfer
            .and_then(|sent| self.model.sent.get_mut(&sent));
        if let Some(received) = received {
            received.has_arrived = false;
        } else if self.model.sent.remove(&entry.id).is_none() {
            self.model.from_outside -= less;
        }
        self.world.seen.saw(Event::Voided);
        self.world.backup = None;
    }
}

/// By how much an entry changes what is left.
const fn effect(kind: EntryKind, money_vnd: i64) -> i64 {
    match kind {
        EntryKind::Receipt | EntryKind::TransferIn => money_vnd,
        EntryKind::TransferOut | EntryKind::Outlay => -money_vnd,
        EntryKind::Pledge | EntryKind::Decision => 0,
    }
}
