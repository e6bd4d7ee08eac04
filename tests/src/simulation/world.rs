//! Communes on one server, their phones, and what is still on the road.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::renewal::renew;
use chungtay_server::state::Clock as _;
use chungtay_server::store::{Commune, Device, read, write};
use chungtay_server::{begin, enrol, units};
use chungtay_shared::api::Role;
use chungtay_shared::document::ChangeHash;
use chungtay_shared::id::{DeviceId, Epoch, from_hex};
use chungtay_shared::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::background::HeldReply;
use super::coverage::{Coverage, Event};
use super::operation::App;
use super::plan::Plan;
use crate::database::{Database, Kind, Onlooker};
use crate::ward::city::CITY;
use crate::ward::phone::SimPhone;
use crate::ward::server::{Backup, SimServer};
use crate::ward::{COMMUNE, SimClock};

/// A commune and the office that writes in it.
#[derive(Debug, Clone)]
pub struct Office {
    /// Its code.
    pub code: String,
    /// The device the office writes with.
    pub device: Device,
}

/// A volunteer's phone and what the office knows of it.
pub struct Holder {
    /// The phone.
    pub phone: SimPhone,
    /// Code of its commune.
    pub commune: String,
    /// The device.
    pub device: DeviceId,
    /// Whose it is.
    pub name: String,
    /// The office has revoked it.
    pub revoked: bool,
    /// The office has said that it is lost.
    pub lost: bool,
    /// It has heard so when the server had all that it had, and removes everything.
    pub wipes: bool,
    /// Which version of the app runs on it.
    pub app: App,
    /// The link to another commune that its volunteer was given and has not opened, with its code.
    pub link: Option<(String, String)>,
}

/// A request that is held up.
pub struct Late {
    /// Who it says it is from.
    pub token: String,
    /// Which device that is.
    pub device: DeviceId,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An entry of a commune's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub seq: u64,
    /// The change's name.
    pub hash: ChangeHash,
    /// Who sent it.
    pub device: DeviceId,
    /// The record's number there.
    pub n: u64,
}

/// Everything there is.
pub struct World {
    /// The server.
    pub server: SimServer,
    /// The time of day; phones may be wrong about it.
    pub clock: SimClock,
    /// Chance.
    pub rng: ChaCha8Rng,
    /// The communes.
    pub offices: Vec<Office>,
    /// The city above them.
    pub city: Office,
    /// The phones.
    pub holders: Vec<Holder>,
    /// Requests that are held up.
    pub late: Vec<Late>,
    /// Replies to service workers that are held up.
    pub held: Vec<HeldReply>,
    /// A copy of the database that a restore may put in its place.
    pub backup: Option<Backup>,
    /// The most records each device has said it made, in this life of the server.
    pub said: BTreeMap<DeviceId, u64>,
    /// The server has been restored from one.
    pub restored: bool,
    /// What was stored and then lost by a restore.
    pub lost: BTreeSet<ChangeHash>,
    /// What was set aside because it stood on nothing.
    pub stood: BTreeSet<ChangeHash>,
    /// What has happened.
    pub seen: Coverage,
    onlooker: RefCell<Onlooker>,
    /// How much of each commune's log was looked at.
    looked: BTreeMap<String, u64>,
    made: u64,
}

impl World {
    /// A server with empty communes, and an enrolled phone for each volunteer.
    pub fn new(plan: &Plan, kind: Kind) -> Self {
        let clock = SimClock::morning();
        let mut server = SimServer::new(Database::fleeting(kind), clock.clone(), plan.seed);
        server.pages = plan.pages();
        let offices = (0..plan.communes.max(1)).map(|i| office(&server, i));
        let offices: Vec<Office> = offices.collect();
        let city = city(&server, &offices);
        // What a server does at its first start.
        renew(&*server.state().store, clock.now(), || ()).expect("rows");
        let mut world = Self {
            server,
            clock,
            rng: ChaCha8Rng::seed_from_u64(plan.seed),
            offices,
            city,
            holders: Vec::new(),
            late: Vec::new(),
            held: Vec::new(),
            backup: None,
            said: BTreeMap::new(),
            restored: false,
            lost: BTreeSet::new(),
            stood: BTreeSet::new(),
            seen: Coverage::default(),
            onlooker: RefCell::default(),
            looked: BTreeMap::new(),
            made: 0,
        };
        for i in 0..plan.phones.max(1) {
            let commune = world.offices[i % world.offices.len()].code.clone();
            let name = format!("Người {i}");
            let holder = world.enrol(commune, name);
            world.holders.push(holder);
        }
        world
    }

    /// The communes and the city.
    pub fn units(&self) -> impl Iterator<Item = &Office> {
        self.offices.iter().chain([&self.city])
    }

    /// A phone that is enrolled in a commune just now.
    pub fn enrol(&mut self, commune: String, name: String) -> Holder {
        let state = self.server.state();
        let link = write(&*state.store, |tx| {
            enrol::invite(state, tx, &commune, &name, Role::Volunteer, "http://ward")
        })
        .expect("a link")
        .link;
        let now = self.clock.now();
        let phone = SimPhone::enrol(&self.server, &link, &mut self.rng, now);
        let device = self.device(&phone).expect("a device").id;
        Holder {
            phone,
            commune,
            device,
            name,
            revoked: false,
            lost: false,
            wipes: false,
            app: App::This,
            link: None,
        }
    }

    /// The device the server takes a phone for.
    pub fn device(&self, phone: &SimPhone) -> Option<Device> {
        let hash = chungtay_server::auth::hash_of(&phone.token())?;
        read(&*self.server.state().store, |tx| tx.device(&hash)).expect("a store")
    }

    /// Whether a phone's volunteer was moved to another commune.
    pub fn has_left(&self, phone: usize) -> bool {
        let device = self.device(&self.holders[phone].phone);
        device.is_some_and(|device| device.account.left_at.is_some())
    }

    /// A number nobody was given before: texts and amounts are told apart by it.
    pub fn next_number(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    /// A phone's clock.
    pub fn now_of(&self, phone: usize) -> Timestamp {
        let error_ms = self.holders[phone].phone.clock_error_ms;
        self.clock.now().plus_ms(error_ms)
    }

    /// The last copy takes the database's place, with an epoch of its own.
    ///
    /// A copy is of use only while it knows every device and everything the office wrote: what of
    /// that was lost, no phone can give back (assumption A5 of the sync's SPEC).
    pub fn restore(&mut self) {
        if let Some(backup) = self.backup.clone() {
            let mut epoch = [0; 16];
            rand_core::RngCore::fill_bytes(&mut self.rng, &mut epoch);
            let before = self.stored();
            self.restored = true;
            self.said.clear();
            self.looked.clear();
            self.server.restore(&backup, Epoch::from_bytes(epoch));
            let after = self.stored();
            self.lost.extend(before.difference(&after));
            for i in 0..self.holders.len() {
                let device = self.device(&self.holders[i].phone);
                let revoked = |d: Device| d.revoked_at.is_some() && d.lost.is_none();
                self.holders[i].revoked = device.is_some_and(revoked);
            }
            self.seen.saw(Event::Restored);
        }
    }

    /// The life of the database.
    pub fn epoch(&self) -> Epoch {
        read(&*self.server.state().store, |tx| tx.epoch()).expect("a store")
    }

    /// The rows of a query behind the server's back, each value as text: bytes in hexadecimal.
    pub fn query(&self, sql: &str) -> Vec<Vec<String>> {
        let mut onlooker = self.onlooker.borrow_mut();
        onlooker.query(self.server.database(), sql)
    }

    /// A commune's log.
    pub fn log(&self, commune: &str) -> Vec<Entry> {
        self.log_after(commune, 0)
    }

    /// What was appended to a commune's log since this was last asked, and what it came after.
    pub fn log_grown(&mut self, commune: &str) -> (u64, Vec<Entry>) {
        let before = self.looked.get(commune).copied().unwrap_or(0);
        let entries = self.log_after(commune, before);
        if let Some(last) = entries.last() {
            self.looked.insert(commune.to_owned(), last.seq);
        }
        (before, entries)
    }

    /// Names of all changes that are stored.
    fn stored(&self) -> BTreeSet<ChangeHash> {
        let logs = self.offices.iter().flat_map(|o| self.log(&o.code));
        logs.map(|entry| entry.hash).collect()
    }

    fn log_after(&self, commune: &str, seq: u64) -> Vec<Entry> {
        let rows = self.query(&format!(
            "select seq, hash, device, n from log
             where commune = '{commune}' and seq > {seq} order by seq"
        ));
        let entry = |row: &Vec<String>| {
            Some(Entry {
                seq: row[0].parse().ok()?,
                hash: ChangeHash(from_hex(&row[1])?.try_into().ok()?),
                device: DeviceId::from_bytes(from_hex(&row[2])?.try_into().ok()?),
                n: row[3].parse().ok()?,
            })
        };
        rows.iter()
            .map(|row| entry(row).expect("an entry"))
            .collect()
    }
}

/// The city, above all communes since before anything happens.
fn city(server: &SimServer, below: &[Office]) -> Office {
    let code = CITY.to_owned();
    let state = server.state();
    let device = write(&*state.store, |tx| {
        begin::commune(state, tx, &code, "", true)?;
        let since = state.clock.now().local_date();
        for commune in below {
            let placed = units::place_from(state, tx, &commune.code, Some(&code), since)?;
            placed.expect("a unit that stands under no other");
        }
        begin::server_device(state, tx, &code)
    })
    .expect("an office");
    Office { code, device }
}

/// The first commune is the ward's own; the others are made beside it.
fn office(server: &SimServer, index: usize) -> Office {
    let first: u32 = COMMUNE.parse().expect("a number");
    let code = format!("{}", first as usize + index);
    let state = server.state();
    let device = write(&*state.store, |tx| {
        if index > 0 {
            tx.add_commune(&Commune {
                code: code.clone(),
                name: format!("xã Thử {index}"),
                synthetic: true,
            })?;
        }
        begin::server_device(state, tx, &code)
    })
    .expect("an office");
    Office { code, device }
}
