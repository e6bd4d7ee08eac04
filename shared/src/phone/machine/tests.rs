//! Chị Mai's phone over a store in memory, and an office that answers by hand.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::*;
use crate::api::{Enrolled, Role};
use crate::document::{Kind, NewHousehold};
use crate::escape::SealingKey;
use crate::household::{Profile, ProfileField};
use crate::id::{DeviceId, Epoch};
use crate::phone::message::{Phase, Refused};
use crate::phone::storage::{Loading, key};
use crate::sync::short;
use crate::sync::wire::{
    Answered, Cursor, DocNews, Frame, News, Outcome, PROTOCOL, Page, People, Person, Pushed,
    Receipt,
};
use crate::visit::{Met, VisitDraft};

mod aside;
mod carrying;
mod custody;
mod enrolment;
mod erased;
mod escape;
mod outbox;
mod rights;
mod saving;
mod syncing;

const COMMUNE: &str = "99001";
const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);
const OFFICE: Author = Author {
    actor: Actor::from_bytes([1; 16]),
    at: NOW,
};

/// A key of [`Drawer`] was taken: nothing was written.
#[derive(Debug, PartialEq, Eq)]
struct KeyTaken;

/// What IndexedDB does: a transaction is written whole or not at all.
#[derive(Debug, Clone, Default)]
struct Drawer(BTreeMap<(Table, String), Vec<u8>>);

impl Drawer {
    fn write(&mut self, batch: Batch) -> Result<(), KeyTaken> {
        let mut after = self.0.clone();
        for write in batch {
            match write {
                Write::Put(table, key, value) => {
                    after.insert((table, key), value);
                }
                Write::Add(table, key, value) => {
                    if after.insert((table, key), value).is_some() {
                        return Err(KeyTaken);
                    }
                }
                Write::Delete(table, key) => {
                    after.remove(&(table, key));
                }
                Write::ClearUnder(table, under) => {
                    after.retain(|(t, key), _| *t != table || !key.starts_with(&under));
                }
                Write::Clear(table) => after.retain(|(t, _), _| *t != table),
            }
        }
        self.0 = after;
        Ok(())
    }

    fn get(&self, table: Table, key: &str) -> Option<Vec<u8>> {
        self.0.get(&(table, key.to_owned())).cloned()
    }

    fn all(&self, table: Table) -> Vec<Vec<u8>> {
        let of_table = self.0.iter().filter(|((t, _), _)| *t == table);
        of_table.map(|(_, value)| value.clone()).collect()
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

/// A phone and its store, driven as the worker drives it.
struct Handset {
    phone: Phone,
    drawer: Drawer,
    rng: ChaCha8Rng,
}

impl Handset {
    fn new() -> Self {
        Self {
            phone: Phone::default(),
            drawer: Drawer::default(),
            rng: ChaCha8Rng::seed_from_u64(7),
        }
    }

    /// Chị Mai's phone, enrolled.
    fn of_mai() -> Self {
        let mut handset = Self::new();
        let (batch, stored) =
            Phone::plan_enrolment(&enrolled(Role::Volunteer), Actor::from_bytes([9; 16]));
        handset.drawer.write(batch).unwrap();
        handset.phone = Phone::restore(&stored);
        handset
    }

    /// The app is closed and opened again.
    fn restart(&mut self) {
        self.phone = Phone::restore(&self.drawer.stored());
    }

    fn plan(&mut self, ask: &Ask) -> Result<SavePlan, Failure> {
        let document = Phone::document_needed(ask)
            .and_then(|(kind, doc)| self.drawer.get(Table::of(kind), &doc.to_string()));
        let rows = self.drawer.all(Table::Row);
        self.phone
            .plan_save(ask, document.as_deref(), &rows, NOW, &mut self.rng)
    }

    fn save(&mut self, ask: &Ask) -> Result<(Answer, Vec<Tell>), Failure> {
        let plan = self.plan(ask)?;
        self.drawer.write(plan.batch.clone()).unwrap();
        Ok(self.phone.handle_saved(plan, NOW))
    }

    fn visit(&mut self, household: DocId, note: &str) -> Result<(Answer, Vec<Tell>), Failure> {
        self.save(&visit(household, note))
    }

    fn hear(&mut self, frame: &Frame) -> Vec<Tell> {
        let documents = Phone::documents_needed(frame)
            .into_iter()
            .filter_map(|(table, doc)| Some((doc, self.drawer.get(table, &doc.to_string())?)));
        let plan = self.phone.plan_frame(frame, &documents.collect(), NOW);
        self.drawer.write(plan.batch.clone()).unwrap();
        let tells = self.phone.handle_written(plan);
        if matches!(frame, Frame::End) {
            self.phone.sync().unwrap().handle_end(NOW);
        }
        tells
    }

    fn rows(&self) -> Vec<HouseholdRow> {
        let rows = self.drawer.all(Table::Row);
        rows.iter()
            .map(|bytes| HouseholdRow::from_bytes(bytes).unwrap())
            .collect()
    }

    fn household(&self, doc: DocId) -> Result<crate::household::Household, Failure> {
        let document = self.drawer.get(Table::Household, &doc.to_string());
        let answer = self.phone.household(doc, document.as_deref())?;
        let Answer::Household(household) = answer else {
            panic!("no household: {answer:?}")
        };
        Ok(*household)
    }

    /// What is posted, with every change as the server rebuilds it.
    fn post(&mut self) -> Request {
        let mut request = self.phone.poll_transmit(NOW).expect("an exchange is due");
        let records = self.drawer.all(Table::Record);
        let records: Vec<Record> = records.iter().filter_map(|r| from_bytes(r)).collect();
        for pushed in &mut request.pushed {
            let record = records.iter().find(|r| r.pushed.n == pushed.n).unwrap();
            let change = &record.pushed.change;
            assert_eq!(pushed.change, short::shorten(change, Some(request.actor)));
            pushed.change.clone_from(change);
        }
        request
    }
}

fn enrolled(role: Role) -> Enrolled {
    Enrolled {
        role,
        token: "0123456789abcdef".to_owned(),
        device: DeviceId::from_bytes([3; 16]),
        person_name: "Trần Thị Mai".to_owned(),
        commune: COMMUNE.to_owned(),
        commune_name: "Thới Lộc Hòa".to_owned(),
        synthetic: true,
        sealing_key: SealingKey::from_bytes([4; 65]),
    }
}

fn doc(id: u8) -> DocId {
    DocId::from_bytes([id; 16])
}

fn profile(head: &str) -> Profile {
    Profile::default()
        .with(ProfileField::HeadName, head)
        .with(ProfileField::Hamlet, "ấp Thới Trung")
}

/// A household as the office has it.
fn listed(id: u8, head: &str) -> Document {
    let new = NewHousehold {
        id: doc(id),
        commune: COMMUNE.to_owned(),
        import_key: String::new(),
        profile: profile(head),
        statuses: Vec::new(),
    };
    Document::new_household(OFFICE, &new).unwrap().0
}

fn snapshot(id: u8, document: &Document) -> DocNews {
    DocNews {
        doc: doc(id),
        kind: Kind::Household,
        news: News::Snapshot(document.save()),
    }
}

fn changes(id: u8, changes: &[Vec<u8>]) -> DocNews {
    DocNews {
        doc: doc(id),
        kind: Kind::Household,
        news: News::Changes(changes.iter().map(|c| c.clone().into()).collect()),
    }
}

fn page(upto: u64, docs: Vec<DocNews>) -> Frame {
    let commune = COMMUNE.to_owned();
    let cursor = Cursor {
        commune,
        since: upto,
        upto,
        erased: Some(upto),
    };
    Frame::Page(Page {
        cursor,
        docs,
        erased: Vec::new(),
    })
}

/// The office stored every record of the request.
fn receipt(request: &Request) -> Receipt {
    let stored = |pushed: &Pushed| Answered {
        n: pushed.n,
        hash: crate::sync::gate::name_of(&pushed.change),
        outcome: Outcome::Stored,
    };
    Receipt {
        protocol: PROTOCOL,
        epoch: Epoch::from_bytes([5; 16]),
        answers: request.pushed.iter().map(stored).collect(),
        receipted: 0,
        quarantined: 0,
        people: None,
        server_time: NOW,
        scope: vec![COMMUNE.to_owned()],
        docs_to_come: 0,
        sealing_key: None,
    }
}

fn visit(household: DocId, note: &str) -> Ask {
    Ask::SaveVisit {
        household,
        draft: VisitDraft {
            at: NOW,
            met: Some(Met::Head),
            note: note.to_owned(),
            ..VisitDraft::default()
        },
        correcting: None,
    }
}

/// Mai's phone with one household on it, from the office.
fn mai_with_one_household() -> Handset {
    let mut mai = Handset::of_mai();
    mai.post();
    mai.hear(&page(1, vec![snapshot(1, &listed(1, "Nguyễn Văn Đẹt"))]));
    mai.hear(&Frame::End);
    mai
}
