//! What the office does, and what happens to a phone as a whole.

use chungtay_server::state::Clock as _;
use chungtay_server::store::{read, write};
use chungtay_server::{enrol, office};
use chungtay_shared::api::{ChooseValue, Role};
use chungtay_shared::phone::message::Failure;
use chungtay_shared::sync::client::Place;

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::{Violation, errors};

impl Run {
    /// Whether a restored server may lack what this phone alone can give back (assumption A5).
    pub(super) fn may_be_needed(&self, phone: usize) -> bool {
        let device = self.world.holders[phone].device;
        let mut records = self.model.of(device);
        // What was said of a household that was erased nobody gives back.
        self.world.restored
            && records.any(|(hash, saved)| {
                !self.model.erased.contains(&saved.doc) && !self.world.server.has(*hash)
            })
    }

    pub(super) fn revoke(&mut self, phone: usize) {
        if self.may_be_needed(phone) {
            return;
        }
        let now = self.world.clock.now();
        let holder = &mut self.world.holders[phone];
        let state = self.world.server.state();
        write(&*state.store, |tx| {
            tx.revoke_device(&holder.commune, holder.device, now)
        })
        .expect("a store");
        holder.revoked = true;
        self.world.seen.saw(Event::Revoked);
    }

    pub(super) fn reinstall(&mut self, phone: usize) {
        if self.may_be_needed(phone) {
            return;
        }
        let old = &self.world.holders[phone];
        let (commune, name) = (old.commune.clone(), old.name.clone());
        // A new link: whoever had left the commune is back.
        let holder = self.world.enrol(commune, name);
        let mut old = std::mem::replace(&mut self.world.holders[phone], holder);
        let receipted = old.phone.receipted();
        self.model
            .excuse(old.device, |hash| receipted.contains(hash));
        self.world.seen.saw(Event::Reinstalled);
        self.world.backup = None;
    }

    pub(super) fn choose(&mut self, commune: usize) {
        let commune = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let conflicts = read(&*state.store, |tx| tx.conflicts(&commune.code));
        let Some(line) = conflicts.expect("a store").into_iter().next() else {
            return;
        };
        let choice = ChooseValue {
            household: line.household,
            field: line.conflict.field,
            value: line.conflict.values[0].value.clone(),
            reason: "hộ đã nói".into(),
        };
        office::choose_value(state, &commune.device, &choice).expect("a choice");
        self.model.chosen.push((choice.household, choice.field));
        self.world.seen.saw(Event::Chosen);
        self.world.backup = None;
    }

    /// The office moves a volunteer to another commune.
    pub(super) fn move_on(&mut self, phone: usize, commune: usize) {
        let to = self.world.offices[commune % self.world.offices.len()]
            .code
            .clone();
        let holder = &self.world.holders[phone];
        if holder.revoked || holder.lost {
            return;
        }
        let state = self.world.server.state();
        let moved = write(&*state.store, |tx| {
            enrol::move_on(state, tx, &holder.commune, &holder.name, &to, "http://ward")
        });
        if let Ok(made) = moved.expect("a store") {
            self.world.holders[phone].link = Some((to, made.link));
            self.world.seen.saw(Event::Moved);
        }
    }

    /// The volunteer opens the link they were given; `true` when the phone begins anew by it.
    pub(super) fn open_link(&mut self, phone: usize) -> Result<bool, Violation> {
        let holder = &self.world.holders[phone];
        if holder.revoked || holder.lost || self.may_be_needed(phone) {
            return Ok(false);
        }
        let Some((commune, link)) = self.world.holders[phone].link.clone() else {
            return Ok(false);
        };
        let now = self.world.now_of(phone);
        let holder = &mut self.world.holders[phone];
        let owed = holder.phone.stored_records();
        let owed = owed
            .iter()
            .filter(|r| !matches!(r.place, Place::Receipted | Place::Erased))
            .count() as u64;
        let opened = holder
            .phone
            .open_link(&self.world.server, &link, &mut self.world.rng, now);
        match opened {
            Ok(Some(enrolled)) => {
                hold_none_owed(owed, phone)?;
                let holder = &mut self.world.holders[phone];
                holder.device = enrolled.device;
                holder.commune = commune;
                holder.link = None;
                self.world.backup = None;
                self.world.seen.saw(Event::BeganAnew);
                Ok(true)
            }
            Err(Failure::Unreceipted(left)) if left == owed && owed > 0 => {
                self.world.seen.saw(Event::LeaverHeld);
                Ok(false)
            }
            Err(Failure::Link(_)) => {
                // It is too old, or of a life of the database that was lost: the office makes another.
                self.world.seen.saw(Event::LinkDead);
                let offices = &self.world.offices;
                let there = offices.iter().position(|office| office.code == commune);
                self.move_on(phone, there.unwrap_or(0));
                Ok(false)
            }
            outcome => Err(Violation {
                invariant: "S14",
                found: format!("phone {phone} opens a link with {owed} owed: {outcome:?}"),
            }),
        }
    }

    /// A phone comes back by a new link in its volunteer's name.
    pub(super) fn come_back(&mut self, phone: usize) -> Result<(), Violation> {
        let state = self.world.server.state();
        let holder = &self.world.holders[phone];
        // What it has handed over since waits for a person.
        if holder.lost {
            return Ok(());
        }
        let link = write(&*state.store, |tx| {
            let (commune, name) = (&holder.commune, &holder.name);
            enrol::invite(state, tx, commune, name, Role::Volunteer, "http://ward")
        });
        let link = link.expect("a link").link;
        let now = self.world.now_of(phone);
        let holder = &mut self.world.holders[phone];
        let opened = holder
            .phone
            .open_link(&self.world.server, &link, &mut self.world.rng, now);
        match opened {
            Ok(Some(enrolled)) if enrolled.device == holder.device => {
                holder.revoked = false;
                holder.link = None;
                self.world.backup = None;
                self.world.seen.saw(Event::CameBack);
                Ok(())
            }
            outcome => Err(Violation {
                invariant: "S10",
                found: format!("phone {phone} comes back: {outcome:?}"),
            }),
        }
    }

    /// A household's stored document is damaged.
    pub(super) fn damage(&mut self, phone: usize, nth: usize, worker_dies: bool) {
        let Some(household) = self.household(phone, nth) else {
            return;
        };
        let phone = &mut self.world.holders[phone].phone;
        if phone.damage(household, worker_dies) {
            errors::forgive_automerge();
            self.world.seen.saw(Event::Damaged);
        }
    }
}

/// A phone begins anew only when all it held was receipted.
fn hold_none_owed(owed: u64, phone: usize) -> Result<(), Violation> {
    if owed == 0 {
        return Ok(());
    }
    Err(Violation {
        invariant: "S14",
        found: format!("phone {phone} has forgotten {owed} records"),
    })
}
