//! A phone in another's place.

use std::collections::BTreeSet;

use chungtay_server::rounds::{self, takeover};
use chungtay_server::store::read;
use chungtay_shared::api::Role;
use chungtay_shared::api::rounds::RoundsPage;
use chungtay_shared::api::takeover::TakeOver;
use chungtay_shared::custody::MovementKind;
use chungtay_shared::id::{Actor, DeviceId, DocId, FactId};

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::model::Handed;

/// What a phone holds, told from the page of rounds.
struct Holds {
    rights: BTreeSet<(FactId, DocId)>,
    gifts: bool,
}

impl Run {
    /// The office puts a phone in the place of another of its commune.
    pub(super) fn take_over(&mut self, phone: usize, nth: usize) {
        let holder = &self.world.holders[phone];
        let (to, commune) = (holder.phone.actor(), holder.commune.clone());
        let offices = &self.world.offices;
        let Some(office) = offices.iter().find(|office| office.code == commune) else {
            return;
        };
        let office = office.clone();
        let Some((device, actors)) = self.phone_of(&office.code, nth) else {
            return;
        };
        let before = self.rounds_of(&office.code);
        let is_in_use = before.phones.iter().any(|phone| phone.actor == to);
        if !is_in_use || actors.contains(&to) {
            return;
        }
        let holds = self.holds(&office.code, &before, &actors);
        let wanted = TakeOver {
            device,
            to: Some(to),
            reason: "thay máy".into(),
            approved_by: "Bà Sáu".into(),
        };
        let state = self.world.server.state();
        let taken = takeover::take_over(state, &office.device, &wanted);
        let holds_any = !holds.rights.is_empty() || holds.gifts;
        assert_eq!(taken.is_ok(), holds_any, "{taken:?}");
        if !holds_any {
            return;
        }
        let after = self.rounds_of(&office.code);
        for (round, household) in &holds.rights {
            let now = after.rounds.iter().find(|known| known.id == *round);
            let now = now.expect("the round").rights.iter();
            let mut now = now.filter(|right| right.household == *household);
            assert!(now.all(|right| right.holder == to), "{household} was left");
            self.model.moved.insert((*round, *household));
            self.model.moved_by_hand.insert((*round, *household));
        }
        let left = self.holds(&office.code, &after, &actors);
        assert!(left.rights.is_empty() && !left.gifts, "something was left");
        self.note_gifts(&before, &after);
        self.world.seen.saw(Event::PhoneReplaced);
        self.world.backup = None;
    }

    /// What went over the store's books, for the model.
    fn note_gifts(&mut self, before: &RoundsPage, after: &RoundsPage) {
        for (old, new) in before.rounds.iter().zip(&after.rounds) {
            let (Some(old), Some(counted)) = (&old.custody, &new.custody) else {
                continue;
            };
            for movement in &counted.movements {
                let known = old.movements.iter().find(|known| known.id == movement.id);
                match (known, movement.kind, movement.holder) {
                    (Some(known), ..) => {
                        if known.void.is_none() && movement.void.is_some() {
                            self.model.withdrawn.insert(movement.id);
                        }
                    }
                    (None, MovementKind::Returned, Some(from)) => {
                        let returned = self.model.returned.entry((new.id, from)).or_default();
                        *returned += movement.count;
                        *self.model.brought_back.entry(new.id).or_default() += movement.count;
                    }
                    (None, _, holder) => {
                        let handed = Handed {
                            round: new.id,
                            holder: holder.expect("whoever carries on"),
                            count: movement.count,
                        };
                        self.model.handed.insert(movement.id, handed);
                    }
                }
            }
        }
    }

    /// The n-th volunteer's phone of a commune, in use or not, with who wrote on it.
    fn phone_of(&self, commune: &str, nth: usize) -> Option<(DeviceId, BTreeSet<Actor>)> {
        let store = &*self.world.server.state().store;
        let found = read(store, |tx| {
            let mut devices = tx.devices(commune)?;
            devices.retain(|device| device.role == Role::Volunteer);
            let Some(place) = nth.checked_rem(devices.len()) else {
                return Ok(None);
            };
            let device = devices[place].id;
            Ok(Some((device, tx.actors(commune, device)?)))
        });
        found.expect("a store")
    }

    fn rounds_of(&self, commune: &str) -> RoundsPage {
        let store = &*self.world.server.state().store;
        read(store, |tx| rounds::page(tx, commune)).expect("a store")
    }

    fn holds(&self, commune: &str, page: &RoundsPage, actors: &BTreeSet<Actor>) -> Holds {
        let store = &*self.world.server.state().store;
        let lives = read(store, |tx| {
            Ok(chungtay_server::lives::of_commune(&tx.lives(commune)?))
        });
        let lives = lives.expect("a store");
        let is_here = |household: &DocId| {
            !lives.gone.contains_key(household) && !lives.merged.contains_key(household)
        };
        let rights = page.rounds.iter().flat_map(|round| {
            let open = round.rights.iter().filter(|right| right.given_at.is_none());
            let theirs = open.filter(|right| actors.contains(&right.holder));
            theirs.map(|right| (round.id, right.household))
        });
        let mut counted = page
            .rounds
            .iter()
            .filter_map(|round| round.custody.as_ref());
        let gifts = counted.any(|custody| {
            custody.carriers.iter().any(|carrier| {
                let balance = carrier.balance;
                actors.contains(&carrier.holder) && (balance.in_hand() > 0 || balance.waiting > 0)
            })
        });
        Holds {
            rights: rights.filter(|(_, household)| is_here(household)).collect(),
            gifts,
        }
    }
}
