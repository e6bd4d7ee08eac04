//! Gifts that go from hand to hand.

use chungtay_server::store::read;
use chungtay_server::{custody, rounds};
use chungtay_shared::api::rounds::{CustodyState, VoidMovement};
use chungtay_shared::custody::{MovementDraft, MovementKind};
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::phone::message::Ask;
use chungtay_shared::round::Round;

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::model::{Effect, Handed};
use crate::simulation::world::Office;
use crate::ward::phone::SimPhone;

/// An office, a phone of its commune, and the rounds whose gifts are counted.
type Counted = (Office, Actor, Vec<(FactId, CustodyState)>);

impl Run {
    /// The office gives a phone that is in use gifts of a round to carry.
    pub(super) fn hand_out(&mut self, phone: usize, nth: usize, count: u64) {
        let Some((office, holder, rounds)) = self.counted(phone) else {
            return;
        };
        let Some((round, before)) = nth
            .checked_rem(rounds.len())
            .and_then(|place| rounds.get(place))
        else {
            return;
        };
        let draft = MovementDraft {
            holder: Some(holder),
            count_text: count.to_string(),
            ..MovementDraft::empty(MovementKind::Issued)
        };
        let state = self.world.server.state();
        // Where the store is kept, nothing goes out that is not in it.
        let may = before
            .stock
            .is_none_or(|stock| stock.left() >= count.cast_signed());
        let out = custody::record(state, &office.device, *round, &draft);
        assert_eq!(out.is_ok(), may, "{out:?} of {:?}", before.stock);
        if !may {
            self.world.seen.saw(Event::StockRefused);
            return;
        }
        let (_, _, rounds) = self.counted(phone).expect("a phone in use");
        let after = rounds.into_iter().find(|(known, _)| known == round);
        let after = after.expect("the round").1.movements;
        let is_new = |id| before.movements.iter().all(|known| known.id != id);
        let movement = after.iter().find(|m| is_new(m.id)).expect("a movement");
        let handed = Handed {
            round: *round,
            holder,
            count,
        };
        self.model.handed.insert(movement.id, handed);
        self.world.seen.saw(Event::HandedOut);
        self.world.backup = None;
    }

    /// The office takes back some of what a phone holds, as far as it has heard; every second is missing.
    pub(super) fn take_back(&mut self, phone: usize, nth: usize, count: u64) {
        let Some((office, holder, rounds)) = self.counted(phone) else {
            return;
        };
        let held = rounds.iter().filter_map(|(round, state)| {
            let carrier = state.carriers.iter().find(|c| c.holder == holder)?;
            let in_hand = u64::try_from(carrier.balance.in_hand()).ok()?;
            (in_hand > 0).then_some((*round, in_hand.min(count)))
        });
        let held: Vec<(FactId, u64)> = held.collect();
        let Some(place) = nth.checked_rem(held.len()) else {
            return;
        };
        let (round, count) = held[place];
        let draft = MovementDraft {
            holder: Some(holder),
            count_text: (count - count / 2).to_string(),
            missing_text: (count / 2).to_string(),
            note: "ướt mưa".into(),
            ..MovementDraft::empty(MovementKind::Returned)
        };
        let state = self.world.server.state();
        custody::record(state, &office.device, round, &draft).expect("an accepted form");
        *self.model.returned.entry((round, holder)).or_default() += count;
        *self.model.brought_back.entry(round).or_default() += count - count / 2;
        self.world.seen.saw(Event::TakenBack);
        self.world.backup = None;
    }

    /// Gifts of a round that are counted come into the commune's store.
    pub(super) fn receive(&mut self, commune: usize, nth: usize, count: u64) {
        let office = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let Some(round) = self.kept_round(office, nth) else {
            return;
        };
        let draft = MovementDraft {
            count_text: count.to_string(),
            party: "Hội Chữ thập đỏ".into(),
            ..MovementDraft::empty(MovementKind::Received)
        };
        custody::record(state, &office.device, round, &draft).expect("an accepted form");
        *self.model.received.entry(round).or_default() += count;
        self.world.seen.saw(Event::Received);
        self.world.backup = None;
    }

    /// The office says that it has not given a phone what that has not confirmed.
    pub(super) fn withdraw(&mut self, phone: usize) {
        let Some((office, holder, rounds)) = self.counted(phone) else {
            return;
        };
        let waiting = rounds.iter().find_map(|(round, state)| {
            let theirs = state.movements.iter().filter(|m| m.holder == Some(holder));
            Some((*round, theirs.into_iter().find(|m| m.waits())?.id))
        });
        let Some((round, movement)) = waiting else {
            return;
        };
        let wanted = VoidMovement {
            movement,
            reason: "nhập nhầm".into(),
        };
        let state = self.world.server.state();
        custody::void(state, &office.device, round, &wanted).expect("a movement that waits");
        self.model.withdrawn.insert(movement);
        self.world.seen.saw(Event::Withdrawn);
        self.world.backup = None;
    }

    /// What a phone says it took of the first gifts that wait for that.
    pub(super) fn confirm(&mut self, phone: usize, less: u64) -> Option<(Ask, Effect)> {
        let phone = &self.world.holders[phone].phone;
        let campaigns = phone.campaigns();
        let (campaign, movement) = campaigns.iter().find_map(|rights| {
            let mut movements = rights.rounds.iter().flat_map(|round| &round.movements);
            let waits = movements.find(|m| m.holder == Some(phone.actor()) && m.waits());
            Some((rights.campaign.id, waits?))
        })?;
        let count = movement.count.saturating_sub(less);
        if count < movement.count {
            self.world.seen.saw(Event::CountedLess);
        }
        let movement = movement.id;
        let ask = Ask::ConfirmTaken {
            campaign,
            movement,
            count_text: count.to_string(),
        };
        Some((ask, Effect::Take { movement, count }))
    }

    /// The office of a phone that is in use, who it is, and the rounds whose gifts are counted.
    fn counted(&self, phone: usize) -> Option<Counted> {
        let holder = &self.world.holders[phone];
        let actor = holder.phone.actor();
        let offices = &self.world.offices;
        let office = offices
            .iter()
            .find(|office| office.code == holder.commune)?;
        let store = &*self.world.server.state().store;
        let page = read(store, |tx| rounds::page(tx, &office.code)).expect("a store");
        if page.phones.iter().all(|phone| phone.actor != actor) {
            return None;
        }
        let rounds = page.rounds.into_iter();
        let rounds = rounds.filter_map(|round| Some((round.id, round.custody?)));
        Some((office.clone(), actor, rounds.collect()))
    }
}

/// What a phone holds of a round's gifts by what it knows: what it took less what went.
pub(super) fn in_hand(phone: &SimPhone, round: &Round) -> i64 {
    let me = phone.actor();
    let mut in_hand = 0;
    for movement in round.movements.iter().filter(|m| m.holder == Some(me)) {
        let taken = movement.confirmed.map_or(0, |confirmed| confirmed.count);
        in_hand += taken.cast_signed();
        if movement.kind == MovementKind::Returned && movement.void.is_none() {
            in_hand -= (movement.count + movement.missing).cast_signed();
        }
    }
    for row in phone.rows() {
        // Of a document that was put aside the row is known still.
        let Some(household) = phone.household(row.id) else {
            in_hand -= row.given_by(me, round.id).cast_signed();
            continue;
        };
        let given = household.handovers.iter().filter(|handover| {
            let by_me = handover.actor == me && handover.corrected_by.is_none();
            by_me && handover.fact.round == Some(round.id)
        });
        in_hand -= i64::try_from(given.count()).unwrap_or(i64::MAX);
    }
    in_hand
}
