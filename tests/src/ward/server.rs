//! The server without HTTP: the real store on a real database, the real push and pull.

use std::collections::BTreeSet;

use chungtay_server::error::ApiError;
use chungtay_server::pull::PageSize;
use chungtay_server::push::{Pushed, push};
use chungtay_server::store::{Commune, Device, read, write};
use chungtay_server::{begin, enrol, office, pull, quarantine, sealing, state::AppState};
use chungtay_shared::api::{
    ChooseValue, ConflictLine, EnrolRequest, Enrolled, FactPage, FactQuery, Owner, QuarantineLine,
    Role, Summary, Trial,
};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::escape::SealingKey;
use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::id::{Actor, DocId, Epoch};
use chungtay_shared::sync::wire::{Frame, Request, WireError};
use chungtay_shared::time::Timestamp;

mod custody;
mod erasures;
mod fund;
mod lives;
mod publicity;
mod register;
mod rights;
mod supports;

pub use rights::gift_month;

use super::{COMMUNE, SimClock, state_over};
use crate::database::Database;

/// A copy of a server's database.
#[derive(Debug, Clone)]
pub struct Backup(Database);

/// A server whose process can die and whose disk does not.
pub struct SimServer {
    state: AppState,
    database: Database,
    clock: SimClock,
    seed: u64,
    lives: u64,
    office: Device,
    /// How large the pages of its replies are.
    pub pages: PageSize,
}

impl SimServer {
    /// A server that has just begun with one commune.
    pub fn new(database: Database, clock: SimClock, seed: u64) -> Self {
        let state = state_over(&database, &clock, seed);
        let office = write(&*state.store, |tx| {
            let commune = Commune {
                code: COMMUNE.into(),
                name: "xã Thử".into(),
                synthetic: true,
            };
            tx.add_commune(&commune)?;
            begin::server_device(&state, tx, COMMUNE)
        })
        .expect("an office");
        Self {
            state,
            database,
            clock,
            seed,
            lives: 1,
            office,
            pages: PageSize::default(),
        }
    }

    /// The process dies and is started again: what was committed is there, nothing else.
    pub fn crash(&mut self) {
        self.lives += 1;
        self.state = state_over(&self.database, &self.clock, self.seed + self.lives);
    }

    /// The real server's state: its store, clock and chance.
    pub const fn state(&self) -> &AppState {
        &self.state
    }

    /// Its database.
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// A copy of the database as it is now.
    pub fn back_up(&self) -> Backup {
        Backup(self.database.copy())
    }

    /// Puts a backup in the database's place, with an epoch of its own: the server may have lost
    /// what it receipted.
    pub fn restore(&mut self, backup: &Backup, epoch: Epoch) {
        let copy = backup.0.copy();
        copy.begin_epoch(epoch);
        self.put_back(copy);
    }

    /// The server is started again on a copy of its database.
    pub fn put_back(&mut self, copy: Database) {
        self.database = copy;
        self.crash();
    }

    /// Another server on the same database, as behind a round robin.
    #[must_use]
    pub fn another_node(&self) -> Self {
        const OTHER_CHANCE: u64 = 1 << 32;
        let seed = self.seed ^ OTHER_CHANCE;
        Self {
            state: state_over(&self.database, &self.clock, seed),
            database: self.database.clone(),
            clock: self.clock.clone(),
            seed,
            lives: 1,
            office: self.office.clone(),
            pages: self.pages,
        }
    }

    /// A page of the office that is open at this node; it hears of changes of commune after commune.
    pub fn open_page(&self) -> tokio::sync::broadcast::Receiver<String> {
        let told = self.state.store.tell(&self.state.live);
        told.expect("a connection that listens");
        self.state.live.listen()
    }

    /// A link for a person.
    pub fn invite(&self, name: &str, role: Role) -> String {
        self.invite_to(COMMUNE, name, role)
    }

    /// A link for a person of another commune of the server.
    pub fn invite_to(&self, commune: &str, name: &str, role: Role) -> String {
        write(&*self.state.store, |tx| {
            enrol::invite(&self.state, tx, commune, name, role, "http://ward")
        })
        .expect("a link")
        .link
    }

    /// What phones seal their escape files for.
    pub fn sealing_key(&self) -> SealingKey {
        let seed = read(&*self.state.store, |tx| tx.sealing_seed());
        sealing::public_key(&seed.expect("a seed"))
    }

    /// Redeems a link, as the route does.
    pub fn redeem(&self, link: &str, actor: Actor) -> Enrolled {
        let code = code_of(link);
        self.enrol(code, actor, None).expect("a good link")
    }

    /// Redeems the code of a link, perhaps for a phone that holds somebody's records.
    ///
    /// # Errors
    /// When the link cannot be used by this device.
    pub fn enrol(
        &self,
        code: String,
        actor: Actor,
        returning: Option<Owner>,
    ) -> Result<Enrolled, ApiError> {
        let request = EnrolRequest {
            code,
            actor,
            device_name: "mô phỏng".into(),
            person_name: String::new(),
            returning,
            key: None,
        };
        let redeemed = write(&*self.state.store, |tx| {
            enrol::redeem(&self.state, tx, &request)
        });
        let (device, token) = redeemed.expect("a store")?;
        Ok(Enrolled {
            role: device.account.role,
            token,
            device: device.id,
            person_name: device.account.person_name,
            commune: device.account.commune.clone(),
            commune_name: "xã Thử".into(),
            synthetic: true,
            sealing_key: self.sealing_key(),
        })
    }

    /// What the server does with a request's bytes before it answers.
    pub fn receive(&self, token: &str, bytes: &[u8]) -> Result<(Request, Pushed), WireError> {
        let request = Request::from_bytes(bytes)?;
        let hash = chungtay_server::auth::hash_of(token).expect("a token");
        let device = read(&*self.state.store, |tx| tx.device(&hash)).expect("a store");
        let device = device.expect("a known phone");
        let now = chungtay_server::state::Clock::now(&self.clock);
        let pushed = push(&self.state, &device, &request, now).expect("a push");
        Ok((request, pushed))
    }

    /// The frames of the answer, as bytes.
    pub fn answer(&self, request: &Request, pushed: Pushed) -> Vec<Vec<u8>> {
        self.answer_while(request, pushed, &mut |_| ())
    }

    /// The same, while something happens before each page: it is told how many there were.
    pub fn answer_while(
        &self,
        request: &Request,
        pushed: Pushed,
        meanwhile: &mut dyn FnMut(usize),
    ) -> Vec<Vec<u8>> {
        let store = &*self.state.store;
        let mut frames = vec![Frame::Receipt(pushed.receipt)];
        for mut cursor in pushed.cursors {
            if !request.wanted.is_empty() {
                let page = pull::wanted(store, &request.wanted, &pushed.speaker, &cursor);
                frames.push(Frame::Page(page.expect("a page")));
            }
            loop {
                meanwhile(frames.len() - 1);
                let page = pull::next_page(store, &cursor, request.into(), self.pages);
                let Some(page) = page.expect("a page") else {
                    break;
                };
                cursor = page.cursor.clone();
                frames.push(Frame::Page(page));
            }
        }
        frames.push(Frame::End);
        frames.iter().map(Frame::to_bytes).collect()
    }

    /// The last log number.
    pub fn log_end(&self) -> u64 {
        read(&*self.state.store, |tx| tx.log_end(COMMUNE)).expect("a store")
    }

    /// Whether a change is stored.
    pub fn has(&self, hash: ChangeHash) -> bool {
        read(&*self.state.store, |tx| tx.received(hash))
            .expect("a store")
            .is_some()
    }

    /// A household as the server has it.
    pub fn household(&self, doc: DocId) -> Option<Household> {
        let stored = read(&*self.state.store, |tx| tx.document(doc)).expect("a store")?;
        Some(
            Document::load(&stored.bytes)
                .expect("a document")
                .household()
                .expect("a household"),
        )
    }

    /// Every household's document.
    pub fn documents(&self) -> BTreeSet<DocId> {
        let today = chungtay_server::state::Clock::now(&self.clock).local_date();
        let lines = read(&*self.state.store, |tx| tx.households(COMMUNE, today));
        lines
            .expect("a store")
            .into_iter()
            .map(|line| line.id)
            .collect()
    }

    /// Every visit and handover in the office's table.
    pub fn facts(&self) -> FactPage {
        let mut page = FactPage {
            lines: Vec::new(),
            total: 0,
            households: 0,
        };
        loop {
            let offset = page.lines.len() as u64;
            let query = FactQuery {
                offset,
                limit: 200,
                ..FactQuery::default()
            };
            let next = read(&*self.state.store, |tx| tx.facts(COMMUNE, &query)).expect("a store");
            (page.total, page.households) = (next.total, next.households);
            if next.lines.is_empty() {
                return page;
            }
            page.lines.extend(next.lines);
        }
    }

    /// Where the commune stands.
    pub fn summary(&self) -> Summary {
        let today = chungtay_server::state::Clock::now(&self.clock).local_date();
        read(&*self.state.store, |tx| tx.summary(COMMUNE, today, None)).expect("a store")
    }

    /// The same, and where it stands in a campaign.
    ///
    /// # Panics
    /// When the store cannot be read.
    pub fn summary_of(&self, campaign: &Campaign) -> Summary {
        let today = self.now().local_date();
        let summary = read(&*self.state.store, |tx| {
            tx.summary(COMMUNE, today, Some(campaign))
        });
        summary.expect("a store")
    }

    /// Fields with two values.
    pub fn conflicts(&self) -> Vec<ConflictLine> {
        read(&*self.state.store, |tx| tx.conflicts(COMMUNE)).expect("a store")
    }

    /// What is set aside.
    pub fn quarantine(&self) -> Vec<QuarantineLine> {
        let page = read(&*self.state.store, |tx| tx.quarantine(COMMUNE, 1_000));
        page.expect("a store").lines
    }

    /// The office has a record tried again.
    pub fn try_again(&self, hash: ChangeHash) -> Trial {
        quarantine::try_again(&self.state, &self.office, hash).expect("a record that is set aside")
    }

    /// The office chooses a value.
    pub fn choose(&self, household: DocId, field: ProfileField, value: &str) {
        let choice = ChooseValue {
            household,
            field,
            value: value.into(),
            reason: "hộ đã nói".into(),
        };
        office::choose_value(&self.state, &self.office, &choice).expect("a choice");
    }

    /// The server's clock.
    pub fn now(&self) -> Timestamp {
        chungtay_server::state::Clock::now(&self.clock)
    }
}

/// The part of a link behind `#`.
pub fn code_of(link: &str) -> String {
    link.rsplit('#').next().unwrap_or_default().to_owned()
}
