//! What the office enters in its Fund.

use chungtay_server::fund;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::fund::{Entered, EntryDraft, EntryKind};
use chungtay_shared::time::LocalDate;

use super::Run;
use crate::simulation::books::Booked;
use crate::simulation::coverage::Event;
use crate::simulation::world::Office;

/// Days an entry is late at most: vouchers are entered when there is time.
const LATE_DAYS: u64 = 3;

impl Run {
    /// The office enters something, of a day before it too; of each kind it may name the first pledge or
    /// decision that stands. Refused where that pledge has come in, or by that decision more would be spent
    /// than it says.
    pub(super) fn enter(&mut self, commune: usize, kind: usize) {
        let number = self.world.next_number();
        let kinds = EntryKind::ALL.len();
        let (names_one, kind) = (kind / kinds % 2 == 1, EntryKind::ALL[kind % kinds]);
        let office = self.world.offices[commune % self.world.offices.len()].clone();
        let books = self.model.books.entry(office.code.clone()).or_default();
        let first = |kind| books.first_of(kind).filter(|_| names_one);
        let is_of = |of: EntryKind, named| first(named).filter(|_| kind == of);
        let pledge = is_of(EntryKind::Receipt, EntryKind::Pledge);
        let decision = is_of(EntryKind::Outlay, EntryKind::Decision);
        // By a decision something is spent again and again.
        let money_vnd = number.cast_signed() * if decision.is_some() { 250 } else { 1_000 };
        let may = pledge.is_none_or(|id| books.left_of(id) > 0)
            && decision.is_none_or(|id| books.left_of(id) >= money_vnd);
        let today = self.world.clock.now().local_date();
        let draft = EntryDraft {
            party: "Hội Phụ nữ".into(),
            money_text: money_vnd.to_string(),
            voucher: format!("số {number}"),
            pledge,
            decision,
            ..EntryDraft::empty(kind, days_before(today, number % LATE_DAYS))
        };
        let before = self.entered(&office);
        let entered = fund::enter(self.world.server.state(), &office.device, &draft);
        assert_eq!(entered.is_ok(), may, "{draft:?}: {entered:?}");
        let event = match (pledge, decision, may) {
            (Some(_), _, true) => Event::PledgeKept,
            (Some(_), _, false) => Event::PledgeKeptAlready,
            (None, Some(_), true) => Event::SpentByDecision,
            (None, Some(_), false) => Event::OverDecision,
            (None, None, _) => Event::Entered,
        };
        self.world.seen.saw(event);
        if may {
            let booked = self.book(&office, &before);
            self.model.from_outside += booked.effect();
            self.world.backup = None;
        }
    }

    /// The office says that an entry does not count.
    pub(super) fn void(&mut self, commune: usize, nth: usize) {
        let office = self.world.offices[commune % self.world.offices.len()].clone();
        self.void_of(&office, nth);
    }

    /// The k-th entry of a unit's Fund that counts does not; refused where its money has arrived in
    /// another Fund, where its goods are in the store, and where another entry rests on it.
    pub(super) fn void_of(&mut self, office: &Office, nth: usize) {
        let state = self.world.server.state();
        let mut entries = self.entered(office);
        entries.retain(|entered| entered.void.is_none());
        let Some(place) = nth.checked_rem(entries.len()) else {
            return;
        };
        let entry = &entries[place].entry;
        let sent = self.model.sent.get(&entry.id);
        let has_arrived = sent.is_some_and(|sent| sent.has_arrived);
        let books = self.model.books.entry(office.code.clone()).or_default();
        let is_rested_on = books.is_rested_on(entry.id);
        let is_stored = self.model.stored.contains(&entry.id);
        let voided = fund::void(state, &office.device, entry.id, "nhập nhầm");
        let may = !has_arrived && !is_rested_on && !is_stored;
        assert_eq!(voided.is_ok(), may, "{voided:?}");
        if !may {
            self.world.seen.saw(if has_arrived {
                Event::UnsentRefused
            } else if is_stored {
                Event::UnstoredRefused
            } else {
                Event::RestsOnIt
            });
            return;
        }
        books.void(entry.id);
        let received = entry
            .transfer
            .and_then(|sent| self.model.sent.get_mut(&sent));
        if let Some(received) = received {
            received.has_arrived = false;
        } else if self.model.sent.remove(&entry.id).is_none() {
            self.model.from_outside -= booked(&entries[place]).effect();
        }
        self.world.seen.saw(Event::Voided);
        self.world.backup = None;
    }

    /// Notes what a Fund has more than `before`.
    pub(super) fn book(&mut self, unit: &Office, before: &[Entered]) -> Booked {
        let mut after = self.entered(unit);
        after.retain(|entered| {
            before
                .iter()
                .all(|known| known.entry.id != entered.entry.id)
        });
        let booked = booked(&after[0]);
        let books = self.model.books.entry(unit.code.clone()).or_default();
        books.enter(booked);
        booked
    }

    /// All that stands in a unit's Fund, what was voided too.
    pub(super) fn entered(&self, unit: &Office) -> Vec<Entered> {
        let today = self.world.clock.now().local_date();
        let page = read(&*self.world.server.state().store, |tx| {
            fund::page(tx, &unit.code, today)
        });
        page.expect("a store").entries
    }
}

fn booked(entered: &Entered) -> Booked {
    let entry = &entered.entry;
    Booked {
        id: entry.id,
        kind: entry.kind,
        on: entry.on,
        money_vnd: entry.amount.money_vnd,
        rests_on: entry.pledge.or(entry.decision),
        is_void: entered.void.is_some(),
    }
}

fn days_before(today: LocalDate, days: u64) -> LocalDate {
    LocalDate::from_days(today.days() - days.cast_signed())
}
