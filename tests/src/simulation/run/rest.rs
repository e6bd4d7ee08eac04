//! Everybody comes back to the office, in good weather, until nobody has anything to say.

use chungtay_server::store::read;
use chungtay_shared::phone::message::{Phase, Refused};
use chungtay_shared::sync::client::Place;

use super::Run;
use crate::simulation::operation::{App, Road};
use crate::simulation::{Violation, invariants, road};

/// Rounds in good weather after which everything must have arrived.
const ROUNDS_MAX: usize = 30;

impl Run {
    /// The weather is good, and everybody talks to the office until nobody has anything to say.
    pub(super) fn settle(&mut self) -> Result<(), Violation> {
        for phone in 0..self.world.holders.len() {
            self.update_app(phone)?;
        }
        for _ in 0..ROUNDS_MAX {
            let before = self.ends();
            let mut waiting = 0;
            for phone in 0..self.world.holders.len() {
                self.hear_left_reply(phone);
                let ended = road::exchange(&mut self.world, phone, Road::Clear, None, true);
                let is_new = self.wipe_if_told(phone)?;
                let holder = &self.world.holders[phone];
                if holder.revoked {
                    continue;
                }
                if holder.lost || is_new {
                    waiting += 1;
                    continue;
                }
                if !ended {
                    return Err(Violation {
                        invariant: "S12",
                        found: format!("phone {phone} cannot sync: {:?}", holder.phone.status()),
                    });
                }
                invariants::of_leaver(&self.world, phone)?;
                invariants::of_erased(&self.world, &self.model, phone)?;
                let records = holder.phone.stored_records();
                waiting += records.iter().filter(|r| r.place == Place::Here).count();
                waiting += holder
                    .phone
                    .memory()
                    .map_or(0, |memory| memory.wanted.len());
                if holder.link.is_some() {
                    waiting += 1;
                    self.open_link(phone)?;
                }
            }
            if waiting == 0 && self.ends() == before {
                return Ok(());
            }
        }
        Err(Violation {
            invariant: "S12",
            found: format!("the ward does not come to rest in {ROUNDS_MAX} rounds"),
        })
    }

    /// An app of another protocol hears that it is one, and is replaced.
    fn update_app(&mut self, phone: usize) -> Result<(), Violation> {
        if self.world.holders[phone].app == App::Plain && !self.model.erased.is_empty() {
            // It is told of erasures once it knows that there are such things.
            self.world.holders[phone].app = App::This;
        }
        if !matches!(self.world.holders[phone].app, App::Foreign(_)) {
            return Ok(());
        }
        self.hear_left_reply(phone);
        let before = self.ends();
        road::exchange(&mut self.world, phone, Road::Clear, None, true);
        let holder = &mut self.world.holders[phone];
        let phase = holder.phone.status().phase;
        let named = holder.revoked || phase == Phase::Refused(Refused::TooOld);
        holder.app = App::This;
        holder.phone.crash();
        if !named || self.ends() != before {
            return Err(Violation {
                invariant: "S15",
                found: format!("phone {phone} of another protocol reads {phase:?}"),
            });
        }
        invariants::of_phone(&mut self.world, &self.model, phone)
    }

    /// What a service worker has left is of an earlier time, and may be broken off.
    fn hear_left_reply(&mut self, phone: usize) {
        while self.world.holders[phone].phone.left_reply().is_some() {
            road::exchange(&mut self.world, phone, Road::Clear, None, true);
        }
    }

    fn ends(&self) -> Vec<u64> {
        let ends = self.world.offices.iter().map(|office| {
            read(&*self.world.server.state().store, |tx| {
                tx.log_end(&office.code)
            })
            .expect("a store")
        });
        ends.collect()
    }
}
