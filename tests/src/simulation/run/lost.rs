//! A phone that is lost: it hands over what it has, removes everything and says so; its volunteer gets another.

use std::collections::BTreeSet;

use chungtay_server::state::Clock as _;
use chungtay_server::store::{WipeCode, read, write};
use chungtay_shared::document::ChangeHash;
use chungtay_shared::sync::client::Place;

use super::Run;
use crate::simulation::Violation;
use crate::simulation::coverage::Event;

impl Run {
    /// The office says so.
    pub(super) fn lose(&mut self, phone: usize) {
        let holder = &self.world.holders[phone];
        if holder.revoked || holder.lost || self.may_be_needed(phone) {
            return;
        }
        let mut code = WipeCode::default();
        rand_core::RngCore::fill_bytes(&mut self.world.rng, &mut code);
        let now = self.world.clock.now();
        let state = self.world.server.state();
        let lost = write(&*state.store, |tx| {
            tx.lose_device(&holder.commune, holder.device, &code, now)
        });
        assert!(lost.expect("a store"), "a device of its commune");
        self.world.holders[phone].lost = true;
        self.decided(Event::Lost);
    }

    /// A phone that was told to removes everything, and says so; whether it did, and its volunteer has another.
    /// What it had is stored or waits for a person.
    pub(super) fn wipe_if_told(&mut self, phone: usize) -> Result<bool, Violation> {
        let holder = &self.world.holders[phone];
        if !holder.wipes {
            return Ok(false);
        }
        let (commune, name, device) = (holder.commune.clone(), holder.name.clone(), holder.device);
        let state = self.world.server.state();
        let aside = read(&*state.store, |tx| tx.kept_hashes(&commune)).expect("a store");
        let aside: BTreeSet<ChangeHash> = aside.into_iter().collect();
        for record in holder.phone.stored_records() {
            let is_aside = aside.contains(&record.hash);
            let is_kept =
                is_aside || record.place == Place::Erased || self.world.server.has(record.hash);
            if !is_kept {
                return Err(Violation {
                    invariant: "S25",
                    found: format!("phone {phone} removes record {}", record.pushed.n),
                });
            }
            self.world
                .seen
                .saw_times(Event::LostHandedOver, is_aside.into());
        }
        let code = self.world.device(&holder.phone).and_then(|d| d.lost);
        let code = code.expect("a lost phone").code;
        let now = self.world.clock.now();
        let said = write(&*state.store, |tx| tx.wiped(&code, now)).expect("a store");
        assert_eq!(said.map(|d| d.id), Some(device), "it says so once");
        let server = &self.world.server;
        self.model.excuse(device, |hash| server.has(*hash));
        self.world.holders[phone] = self.world.enrol(commune, name);
        self.decided(Event::Wiped);
        Ok(true)
    }
}
