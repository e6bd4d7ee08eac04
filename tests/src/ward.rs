//! A ward in one process: [`Ward::new`] with a seed, phones by the volunteer's name, one server.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chungtay_server::state::{AppState, Clock};
use chungtay_shared::api::Role;
use chungtay_shared::time::{LocalDate, Timestamp};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

pub mod building;
pub mod city;
pub mod closings;
pub mod month;
pub mod network;
pub mod phone;
pub mod returns;
pub mod server;

use crate::database::Database;
use network::Fault;
use phone::SimPhone;
use server::SimServer;

/// Code of the ward's commune.
pub const COMMUNE: &str = "99001";

/// A clock that stands still until somebody moves it.
#[derive(Debug, Clone)]
pub struct SimClock(Arc<AtomicI64>);

impl SimClock {
    /// A morning of the peak month.
    pub fn morning() -> Self {
        let day = LocalDate::new(2026, 10, 20).expect("a day of the calendar");
        Self(Arc::new(AtomicI64::new(
            Timestamp::from_local(day, 7, 0).ms(),
        )))
    }

    /// Moves on.
    pub fn pass_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.0.load(Ordering::Relaxed))
    }
}

/// Phones and a server.
pub struct Ward {
    /// The server.
    pub server: SimServer,
    /// The time of day, the same for all; phones can be told they are wrong.
    pub clock: SimClock,
    /// Chance.
    pub rng: ChaCha8Rng,
    phones: BTreeMap<&'static str, SimPhone>,
}

impl Ward {
    /// An empty commune and nobody in it.
    pub fn new(seed: u64) -> Self {
        Self::on(Database::sqlite(), seed)
    }

    /// The same on this database, which is empty.
    pub fn on(database: Database, seed: u64) -> Self {
        let clock = SimClock::morning();
        let server = SimServer::new(database, clock.clone(), seed);
        Self {
            server,
            clock,
            rng: ChaCha8Rng::seed_from_u64(seed),
            phones: BTreeMap::new(),
        }
    }

    /// A volunteer's phone, enrolled by its link.
    pub fn enrol(&mut self, name: &'static str) {
        self.enrol_in(COMMUNE, name);
    }

    /// The same in another commune of the server.
    pub fn enrol_in(&mut self, commune: &str, name: &'static str) {
        let link = self.server.invite_to(commune, name, Role::Volunteer);
        let phone = SimPhone::enrol(&self.server, &link, &mut self.rng, self.clock.now());
        self.phones.insert(name, phone);
    }

    /// A volunteer's phone.
    pub fn phone(&mut self, name: &str) -> &mut SimPhone {
        self.phones
            .get_mut(name)
            .unwrap_or_else(|| panic!("{name} has no phone"))
    }

    /// Everybody who has a phone.
    pub fn names(&self) -> Vec<&'static str> {
        self.phones.keys().copied().collect()
    }

    /// Does something with a phone, with the ward's chance and time.
    pub fn with<T>(
        &mut self,
        name: &str,
        act: impl FnOnce(&mut SimPhone, &mut ChaCha8Rng, Timestamp) -> T,
    ) -> T {
        let phone = self
            .phones
            .get_mut(name)
            .unwrap_or_else(|| panic!("{name} has no phone"));
        act(phone, &mut self.rng, self.clock.now())
    }

    /// The same with the server at hand.
    pub fn server_and<T>(
        &mut self,
        name: &str,
        act: impl FnOnce(&SimServer, &mut SimPhone, &mut ChaCha8Rng, Timestamp) -> T,
    ) -> T {
        let phone = self
            .phones
            .get_mut(name)
            .unwrap_or_else(|| panic!("{name} has no phone"));
        act(&self.server, phone, &mut self.rng, self.clock.now())
    }

    /// One exchange of a phone with the server, with a fault or none. `true` when it ended well.
    pub fn exchange(&mut self, name: &str, fault: Fault) -> bool {
        self.clock.pass_ms(1_000);
        let phone = self
            .phones
            .get_mut(name)
            .unwrap_or_else(|| panic!("{name} has no phone"));
        network::exchange(
            phone,
            &mut self.server,
            fault,
            &mut self.rng,
            self.clock.now(),
        )
    }

    /// Everybody comes back to the office, and goes on until nobody has anything to say.
    pub fn settle(&mut self) {
        for _ in 0..50 {
            let end = self.server.log_end();
            for name in self.names() {
                self.phone(name).wake();
                assert!(
                    self.exchange(name, Fault::None),
                    "{name} cannot sync in good weather"
                );
            }
            let names = self.names();
            let waiting = names
                .iter()
                .any(|name| self.phone(name).status().waiting() > 0);
            if !waiting && self.server.log_end() == end {
                return;
            }
        }
        panic!("the ward does not settle");
    }
}

/// The server's state over a database, with the ward's clock.
fn state_over(database: &Database, clock: &SimClock, seed: u64) -> AppState {
    let rng = Box::new(ChaCha8Rng::seed_from_u64(seed ^ 0x5eed));
    AppState::new(database.open(), Arc::new(clock.clone()), rng)
}
