//! Gifts that are counted from hand to hand add up, and what does not is found.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::rounds;
use chungtay_server::store::read;
use chungtay_shared::custody::{self, Stock};
use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::review::{self, Difference};
use chungtay_shared::round::Round;

use super::super::Violation;
use super::super::coverage::Event;
use super::super::model::Model;
use super::super::world::{Entry, World};
use super::{hold, household};

/// Every movement says what the office and the volunteer said of it; what everybody holds is what
/// they took less what went; nobody's hand is below zero but from whom the office has taken back what
/// was given meanwhile; and that is shown, and what was counted otherwise.
pub(super) fn adds_up(
    world: &mut World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
    logs: &[Vec<Entry>],
) -> Result<(), Violation> {
    let stored: BTreeSet<ChangeHash> = logs.iter().flatten().map(|e| e.hash).collect();
    let said = model
        .saved
        .iter()
        .filter(|(hash, _)| stored.contains(*hash));
    let took: BTreeMap<FactId, u64> = said.filter_map(|(_, saved)| saved.effect.taken()).collect();
    let mut given: BTreeMap<(FactId, Actor), u64> = BTreeMap::new();
    for document in server.values() {
        for handover in household(document)?.handovers {
            if let (Some(round), None) = (handover.fact.round, handover.corrected_by) {
                *given.entry((round, handover.actor)).or_default() += 1;
            }
        }
    }
    let expected = Expected { model, took, given };
    let mut seen = Vec::new();
    for office in &world.offices {
        let found = read(&*world.server.state().store, |tx| {
            Ok((rounds::rights_of(tx, &office.code)?, tx.uses(&office.code)?))
        });
        let (campaigns, uses) = found.expect("a store");
        let (mut overdrawn, mut otherwise) = (BTreeSet::new(), BTreeSet::new());
        for found in review::differences(&campaigns, &uses) {
            match (found.difference, found.movement) {
                (Difference::Counted, Some(movement)) => otherwise.insert(movement),
                _ => overdrawn.insert((found.round, found.holder)),
            };
        }
        let rounds = campaigns.iter().flat_map(|campaign| &campaign.rounds);
        for round in rounds.filter(|round| round.in_custody) {
            expected.movements(round, &otherwise)?;
            expected.stock(round)?;
            for (holder, balance) in review::balances(round, &uses) {
                let (waiting, taken, gone, given) = expected.balance(round.id, holder);
                let is = (balance.waiting, balance.taken, balance.given);
                let went = balance.returned + balance.missing;
                let adds_up = is == (waiting, taken, given) && went == gone;
                hold("S19", adds_up, || {
                    format!("{balance:?}, not {waiting} {taken} {gone} {given}")
                })?;
                let is_below = taken < gone + given;
                hold("S19", !is_below || gone > 0, || {
                    format!("{holder:?} gave what they did not hold: {balance:?}")
                })?;
                let is_shown = overdrawn.contains(&(round.id, holder));
                hold("S19", is_shown == is_below, || {
                    format!("{balance:?} is shown: {is_shown}")
                })?;
                seen.extend(is_below.then_some(Event::Overdrawn));
            }
        }
    }
    let after_all = expected.took.keys().filter(|m| model.withdrawn.contains(m));
    seen.extend(after_all.map(|_| Event::CountedAfterAll));
    for event in seen {
        world.seen.saw(event);
    }
    Ok(())
}

struct Expected<'a> {
    model: &'a Model,
    /// What was counted, by the movement.
    took: BTreeMap<FactId, u64>,
    /// What was handed over, by round and giver.
    given: BTreeMap<(FactId, Actor), u64>,
}

impl Expected<'_> {
    fn movements(&self, round: &Round, otherwise: &BTreeSet<FactId>) -> Result<(), Violation> {
        let there: BTreeSet<FactId> = round.movements.iter().map(|m| m.id).collect();
        for (id, handed) in &self.model.handed {
            let is_there = handed.round != round.id || there.contains(id);
            hold("S19", is_there, || format!("{id} is gone"))?;
        }
        for movement in &round.movements {
            let Some(handed) = self.model.handed.get(&movement.id) else {
                continue;
            };
            let took = self.took.get(&movement.id).copied();
            let is_said = movement.count == handed.count
                && movement.holder == Some(handed.holder)
                && movement.confirmed.map(|confirmed| confirmed.count) == took;
            hold("S19", is_said, || format!("{movement:?} for {took:?}"))?;
            let differs = took.is_some_and(|took| took != handed.count)
                && !self.model.settled.contains(&movement.id);
            hold("S19", otherwise.contains(&movement.id) == differs, || {
                format!("{movement:?} is shown: {}", !differs)
            })?;
        }
        Ok(())
    }

    /// The store has what came in and came back less what went out, by the volunteers' count where they
    /// have counted; nothing is said of a store into which nothing came.
    fn stock(&self, round: &Round) -> Result<(), Violation> {
        let of = |sums: &BTreeMap<FactId, u64>| sums.get(&round.id).copied();
        let handed = self.model.handed.iter();
        let issued = handed.filter(|(_, handed)| handed.round == round.id);
        let issued = issued.map(|(id, handed)| match self.took.get(id) {
            Some(count) => *count,
            None if self.model.withdrawn.contains(id) => 0,
            None => handed.count,
        });
        let expected = of(&self.model.received).map(|received| Stock {
            received,
            issued: issued.sum(),
            returned: of(&self.model.brought_back).unwrap_or_default(),
        });
        let shown = custody::stock(&round.movements);
        hold("S19", shown == expected, || {
            format!("{shown:?} is in the store, not {expected:?}")
        })
    }

    /// What waits, what was taken, brought back or lost, and given.
    fn balance(&self, round: FactId, holder: Actor) -> (u64, u64, u64, u64) {
        let (mut waiting, mut taken) = (0, 0);
        let theirs = self.model.handed.iter();
        for (id, handed) in theirs.filter(|(_, h)| (h.round, h.holder) == (round, holder)) {
            match self.took.get(id) {
                Some(count) => taken += count,
                None if self.model.withdrawn.contains(id) => {}
                None => waiting += handed.count,
            }
        }
        let of = |sums: &BTreeMap<(FactId, Actor), u64>| {
            sums.get(&(round, holder)).copied().unwrap_or_default()
        };
        (waiting, taken, of(&self.model.returned), of(&self.given))
    }
}
