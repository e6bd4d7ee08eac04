//! A phone without a browser: the real machine over a disk that applies whole transactions or none.

use std::collections::BTreeMap;

use chungtay_shared::api::Enrolled;
use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::household::Household;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::phone::machine::{EscapePlan, Phone, SavePlan};
use chungtay_shared::phone::message::{Answer, Ask, Failure, RecordView, Status, Tell};
use chungtay_shared::phone::storage::{Batch, Stored, Table, Write, from_bytes, key};
use chungtay_shared::register::Names;
use chungtay_shared::round::CampaignRights;
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::sync::client::{self, Memory, Place, Record};
use chungtay_shared::sync::wire::{Frame, Request};
use chungtay_shared::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::server::SimServer;

mod asks;
mod background;
mod damage;
mod drafts;
mod link;

pub use asks::{
    cash, correct_amount, edit, hand_over, hand_over_in, notice, propose, register, visit,
};
pub use background::Outbox;

/// What survives when the battery dies.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    tables: BTreeMap<(Table, String), Vec<u8>>,
    /// No room for anything more.
    pub full: bool,
    /// When and how a transaction to come will fail; none when the disk is well.
    pub fate: Option<Fate>,
    /// The battery died in a transaction: only [`SimPhone::crash`] helps.
    pub dead: bool,
}

/// What becomes of a transaction to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fate {
    /// Transactions that still go well before that one.
    pub after: u32,
    /// What happens then.
    pub end: End,
}

/// How a transaction fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// There is no room: the machine is told so, and there is room again.
    Full,
    /// The battery dies before the commit: nothing of it is there.
    DiesBefore,
    /// The battery dies after the commit and before the machine takes it over.
    DiesAfter,
}

impl Disk {
    fn get(&self, table: Table, key: &str) -> Option<Vec<u8>> {
        self.tables.get(&(table, key.to_owned())).cloned()
    }

    fn all(&self, table: Table) -> Vec<Vec<u8>> {
        self.tables
            .iter()
            .filter(|((t, _), _)| *t == table)
            .map(|(_, v)| v.clone())
            .collect()
    }

    fn commit(&mut self, batch: Batch) -> Result<(), Failure> {
        if self.full {
            return Err(Failure::StorageFull);
        }
        if self.dead {
            return Err(Failure::Storage);
        }
        let end = match &mut self.fate {
            Some(Fate { after, .. }) if *after > 0 => {
                *after -= 1;
                None
            }
            _ => self.fate.take().map(|fate| fate.end),
        };
        match end {
            Some(End::Full) => return Err(Failure::StorageFull),
            Some(End::DiesBefore) => {
                self.dead = true;
                return Err(Failure::Storage);
            }
            Some(End::DiesAfter) => {
                self.dead = true;
                self.apply(batch)?;
                return Err(Failure::Storage);
            }
            None => {}
        }
        self.apply(batch)
    }

    fn apply(&mut self, batch: Batch) -> Result<(), Failure> {
        let taken = |write: &Write| match write {
            Write::Add(table, key, _) => self.tables.contains_key(&(*table, key.clone())),
            Write::Put(..) | Write::Delete(..) | Write::ClearUnder(..) | Write::Clear(_) => false,
        };
        if batch.iter().any(taken) {
            return Err(Failure::Storage);
        }
        for write in batch {
            match write {
                Write::Put(table, key, value) | Write::Add(table, key, value) => {
                    self.tables.insert((table, key), value);
                }
                Write::Delete(table, key) => drop(self.tables.remove(&(table, key))),
                Write::ClearUnder(table, under) => {
                    let is_under = |key: &str| key.starts_with(&under);
                    self.tables
                        .retain(|(t, key), _| *t != table || !is_under(key));
                }
                Write::Clear(table) => self.tables.retain(|(t, _), _| *t != table),
            }
        }
        Ok(())
    }

    fn stored(&self) -> Stored {
        Stored {
            enrolment: self.get(Table::Meta, key::IDENTITY),
            memory: self.get(Table::Meta, key::MEMORY),
            people: self.get(Table::Meta, key::PEOPLE),
            records: self.all(Table::Record),
            campaigns: self.all(Table::Campaign),
            aside: self.get(Table::Meta, key::ASIDE),
            carrying: self.get(Table::Meta, key::CARRYING),
        }
    }
}

/// A volunteer's phone.
#[derive(Debug, Clone)]
pub struct SimPhone {
    phone: Phone,
    /// Its disk.
    pub disk: Disk,
    /// How wrong its clock is.
    pub clock_error_ms: i64,
}

impl SimPhone {
    /// A phone that has just redeemed a link.
    pub fn enrol(server: &SimServer, link: &str, rng: &mut ChaCha8Rng, now: Timestamp) -> Self {
        let actor = Actor::new(now, rng);
        Self::enrolled(&server.redeem(link, actor), actor)
    }

    /// A phone whose link was redeemed with this actor.
    pub fn enrolled(enrolled: &Enrolled, actor: Actor) -> Self {
        let (batch, stored) = Phone::plan_enrolment(enrolled, actor);
        let mut disk = Disk::default();
        disk.commit(batch).expect("room");
        Self {
            phone: Phone::restore(&stored),
            disk,
            clock_error_ms: 0,
        }
    }

    /// The battery dies; the phone is started again from its disk.
    pub fn crash(&mut self) {
        self.disk.dead = false;
        self.disk.fate = None;
        self.phone = Phone::restore(&self.disk.stored());
    }

    /// What the volunteer reads of the sync.
    pub fn status(&self) -> Status {
        self.phone.status()
    }

    /// The volunteer presses the button.
    pub fn wake(&mut self) {
        if let Some(sync) = self.phone.sync() {
            sync.handle_wake(Timestamp::from_ms(i64::MIN));
        }
    }

    /// The names of the changes whose records this phone shows as receipted.
    pub fn receipted(&mut self) -> Vec<ChangeHash> {
        let records = self.phone.sync().map(|sync| {
            let receipted = sync.records().filter(|r| r.place == Place::Receipted);
            receipted.map(|r| r.hash).collect()
        });
        records.unwrap_or_default()
    }

    /// The records made here, newest first.
    pub fn records(&self) -> Vec<RecordView> {
        let Answer::Records(records) = self.phone.records() else {
            return Vec::new();
        };
        records
    }

    /// What it was told of the register.
    ///
    /// # Panics
    /// Never: a directory is what a phone gives.
    pub fn names(&self) -> Names {
        let Tell::Directory { names, .. } = self.phone.directory() else {
            panic!("not a directory");
        };
        names
    }

    /// The rows of the list.
    pub fn rows(&self) -> Vec<HouseholdRow> {
        let rows = self.disk.all(Table::Row);
        rows.iter()
            .map(|bytes| HouseholdRow::from_bytes(bytes).expect("a row"))
            .collect()
    }

    /// The households this phone has.
    pub fn households(&self) -> Vec<DocId> {
        let tables = self.disk.tables.keys();
        let of_households = tables.filter(|(table, _)| *table == Table::Household);
        of_households
            .map(|(_, doc)| doc.parse().expect("an id"))
            .collect()
    }

    /// A household as this phone has it.
    pub fn household(&self, doc: DocId) -> Option<Household> {
        let bytes = self.disk.get(Table::Household, &doc.to_string())?;
        Some(
            Document::load(&bytes)
                .expect("a document")
                .household()
                .expect("a household"),
        )
    }

    /// Does what the screen asks: planned, committed, taken over. The document that was written.
    pub fn save(
        &mut self,
        ask: &Ask,
        rng: &mut ChaCha8Rng,
        now: Timestamp,
    ) -> Result<DocId, Failure> {
        let now = now.plus_ms(self.clock_error_ms);
        let plan = self.plan_save(ask, rng, now)?;
        self.disk.commit(plan.batch.clone())?;
        let (Answer::Saved { doc, .. }, _) = self.phone.handle_saved(plan, now) else {
            return Err(Failure::NotFound);
        };
        Ok(doc)
    }

    fn plan_save(
        &self,
        ask: &Ask,
        rng: &mut ChaCha8Rng,
        now: Timestamp,
    ) -> Result<SavePlan, Failure> {
        let document = Phone::document_needed(ask)
            .and_then(|(kind, doc)| self.disk.get(Table::of(kind), &doc.to_string()));
        let rows = if self.phone.are_rows_needed(ask) {
            self.disk.all(Table::Row)
        } else {
            Vec::new()
        };
        let phone = &self.phone;
        phone.plan_save(ask, document.as_deref(), &rows, now, rng)
    }

    /// A change that reached the disk just before the battery died: nobody was told "saved".
    pub fn save_and_die(
        &mut self,
        ask: &Ask,
        rng: &mut ChaCha8Rng,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let plan = self.plan_save(ask, rng, now)?;
        self.disk.commit(plan.batch)?;
        self.crash();
        Ok(())
    }

    /// The file of everything that is not receipted, before it is sealed.
    pub fn plan_escape(&self, rng: &mut ChaCha8Rng, now: Timestamp) -> Result<EscapePlan, Failure> {
        self.phone.plan_escape(now, rng)
    }

    /// What it shows the server.
    pub fn token(&self) -> String {
        self.phone.token().unwrap_or_default().to_owned()
    }

    /// What it posts now, if anything.
    pub fn poll_transmit(&mut self, now: Timestamp) -> Option<Request> {
        self.phone.poll_transmit(now)
    }

    /// Takes in a frame; `false` when it could not be stored.
    pub fn take_in(&mut self, frame: &Frame, now: Timestamp) -> bool {
        let documents = Phone::documents_needed(frame)
            .into_iter()
            .filter_map(|(table, doc)| Some((doc, self.disk.get(table, &doc.to_string())?)))
            .collect();
        let plan = self.phone.plan_frame(frame, &documents, now);
        if self.disk.commit(plan.batch.clone()).is_err() {
            return false;
        }
        self.phone.handle_written(plan);
        if *frame == Frame::End
            && let Some(sync) = self.phone.sync()
        {
            sync.handle_end(now);
        }
        true
    }

    /// The exchange broke off on the way.
    pub fn failed(&mut self, rng: &mut ChaCha8Rng, now: Timestamp) {
        self.failed_with(client::Failure::Unreachable, rng, now);
    }

    /// The exchange ended without its end.
    pub fn failed_with(&mut self, why: client::Failure, rng: &mut ChaCha8Rng, now: Timestamp) {
        if let Some(sync) = self.phone.sync() {
            sync.handle_failure(why, now, rng);
        }
    }

    /// The records made here as they are stored, oldest first.
    pub fn stored_records(&self) -> Vec<Record> {
        let records = self.disk.all(Table::Record);
        records
            .iter()
            .map(|bytes| from_bytes(bytes).expect("a record"))
            .collect()
    }

    /// The sync's memory as it is stored.
    pub fn memory(&self) -> Option<Memory> {
        from_bytes(&self.disk.get(Table::Meta, key::MEMORY)?)
    }

    /// How many households' documents are stored.
    pub fn documents_held(&self) -> usize {
        self.disk.all(Table::Household).len()
    }

    /// A household's document as it is stored.
    pub fn document(&self, doc: DocId) -> Option<Document> {
        let bytes = self.disk.get(Table::Household, &doc.to_string())?;
        Some(Document::load(&bytes).expect("a document"))
    }

    /// A campaign's document as it is stored.
    pub fn campaign(&self, doc: DocId) -> Option<Document> {
        let bytes = self.disk.get(Table::Campaign, &doc.to_string())?;
        Some(Document::load(&bytes).expect("a document"))
    }

    /// The campaigns this phone knows, with their rounds.
    pub fn campaigns(&self) -> Vec<CampaignRights> {
        let documents = self.disk.all(Table::Campaign);
        let campaigns = documents.iter().map(|bytes| {
            let document = Document::load(bytes).expect("a document");
            document.rights().expect("a campaign")
        });
        campaigns.collect()
    }

    /// The actor it writes with.
    pub fn actor(&self) -> Actor {
        self.memory().expect("an enrolled phone").actor
    }
}
