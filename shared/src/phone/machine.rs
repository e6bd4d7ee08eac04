//! The machine in the store worker. Every action is planned first (pure, from what is stored),
//! then written in one transaction by the shell, then taken over: `plan_*` changes nothing,
//! `handle_*` is called only after the transaction has completed durably.

use std::collections::BTreeMap;

use rand_core::RngCore;

use super::carrying::Carrying;
use super::message::{Answer, Ask, Failure, Identity, Opened, Status, Tell};
use super::storage::{
    Aside, Batch, Directory, Enrolment, Stored, Table, Write, add_record, from_bytes, key,
    put_memory,
};
use super::{expiry, row_pages};
use crate::campaign::Campaign;
use crate::document::{Author, Document, Kind};
use crate::id::{Actor, DocId};
use crate::register::Names;
use crate::round::{CampaignRights, HeldRights};
use crate::row::HouseholdRow;
use crate::sync::client::{self, ClientSync, Memory, Record};
use crate::sync::wire::Request;
use crate::time::Timestamp;

mod aside;
mod carry;
mod enrol;
mod escape;
mod frame;
mod outbox;
mod save;

#[cfg(test)]
mod tests;

pub use carry::{CarryPlan, PassedOn};
pub use enrol::{Redemption, failure_of_enrolment};
pub use escape::EscapePlan;
pub use frame::FramePlan;
pub use outbox::{Body, LeftReply};

/// A phone that may or may not be enrolled.
#[derive(Debug, Clone, Default)]
pub struct Phone {
    enrolment: Option<Enrolment>,
    sync: Option<ClientSync>,
    campaigns: BTreeMap<DocId, CampaignRights>,
    people: BTreeMap<Actor, String>,
    names: Names,
    aside: Aside,
    carrying: Carrying,
}

/// A save that was planned: write `batch`, then hand it to [`Phone::handle_saved`].
#[derive(Debug, Clone)]
pub struct SavePlan {
    /// The change, the record, the row and the memory: one transaction.
    pub batch: Batch,
    memory: Memory,
    record: Record,
    shown: Shown,
}

/// What a save changes on the screen.
#[derive(Debug, Clone)]
enum Shown {
    Row(Vec<u8>),
    Campaign(Box<CampaignRights>),
}

impl Phone {
    /// The phone as it was when the app was closed.
    pub fn restore(stored: &Stored) -> Self {
        let enrolment: Option<Enrolment> = stored.enrolment.as_deref().and_then(from_bytes);
        let sync = enrolment.as_ref().map(|enrolment| {
            let memory = stored.memory.as_deref().and_then(from_bytes);
            ClientSync::restore(
                memory.unwrap_or_else(|| Memory::new(enrolment.actor, &enrolment.commune)),
                stored.records.iter().filter_map(|bytes| from_bytes(bytes)),
            )
        });
        let directory: Directory = stored
            .people
            .as_deref()
            .and_then(from_bytes)
            .unwrap_or_default();
        let campaigns = stored.campaigns.iter().filter_map(|bytes| {
            let rights = Document::load(bytes).ok()?.rights().ok()?;
            Some((rights.campaign.id, rights))
        });
        Self {
            enrolment,
            sync,
            campaigns: campaigns.collect(),
            names: directory.names.clone().unwrap_or_default(),
            people: directory.by_actor(),
            aside: stored
                .aside
                .as_deref()
                .and_then(from_bytes)
                .unwrap_or_default(),
            carrying: stored
                .carrying
                .as_deref()
                .and_then(from_bytes)
                .unwrap_or_default(),
        }
    }

    /// All that the screen needs to begin; the rows come from the store as they are.
    pub fn opened(&self, rows: Vec<Vec<u8>>) -> Opened {
        Opened {
            identity: self.identity(),
            rows,
            campaigns: self.campaigns(),
            rights: self.rights(),
            people: self.people.clone(),
            names: self.names.clone(),
            status: self.status(),
            carrying: self.carrying.clone(),
            ..Opened::default()
        }
    }

    /// Whether it writes with this actor.
    pub fn is(&self, actor: Actor) -> bool {
        self.enrolment.as_ref().is_some_and(|e| e.actor == actor)
    }

    /// Whose phone it is.
    pub fn person_name(&self) -> Option<&str> {
        self.enrolment.as_ref().map(|e| e.person_name.as_str())
    }

    /// Whether it was enrolled.
    pub const fn is_enrolled(&self) -> bool {
        self.enrolment.is_some()
    }

    /// When what is here expires, if the server, which was reached `now`, is not by then. A phone that waits for
    /// its admission has heard nothing but that.
    pub fn expires_at(&self, now: Timestamp) -> Timestamp {
        let heard_at = self.status().heard_at.unwrap_or(now);
        let last_days = self.campaigns.values().map(|known| known.campaign.to);
        expiry::expires_at(heard_at, last_days)
    }

    /// The bearer token, once enrolled.
    pub fn token(&self) -> Option<&str> {
        self.enrolment.as_ref().map(|e| e.token.as_str())
    }

    /// How the sync stands.
    pub fn status(&self) -> Status {
        self.sync
            .as_ref()
            .map(ClientSync::status)
            .unwrap_or_default()
    }

    /// The sync machine, once enrolled.
    pub const fn sync(&mut self) -> Option<&mut ClientSync> {
        self.sync.as_mut()
    }

    /// The records made here, newest first.
    pub fn records(&self) -> Answer {
        let records = self
            .sync
            .as_ref()
            .map(|s| s.records().map(Record::view).collect());
        Answer::Records(records.unwrap_or_default())
    }

    /// A household's page, from its document as stored.
    pub fn household(&self, doc: DocId, document: Option<&[u8]>) -> Result<Answer, Failure> {
        let Some(document) = document else {
            return Err(if self.aside.holds(doc) {
                Failure::Damaged
            } else {
                Failure::NotFound
            });
        };
        let household = Document::load(document)?.household()?;
        Ok(Answer::Household(Box::new(household)))
    }

    /// The write of a household's row, made from its document; none when that cannot be read.
    pub fn plan_row(document: &[u8]) -> Option<Write> {
        let household = Document::load(document).ok()?.household().ok()?;
        let row = HouseholdRow::of(&household).to_bytes();
        Some(Write::Put(Table::Row, household.id.to_string(), row))
    }

    /// What to write, beside all rows, when an older version of the app was here: a directory it has not
    /// understood whole is asked for again. `memory` is [`key::MEMORY`] as it is stored.
    pub fn plan_new_form(memory: Option<&[u8]>) -> Batch {
        let mut batch = vec![Write::Put(
            Table::Meta,
            key::ROW_FORM.to_owned(),
            row_pages::FORM.to_vec(),
        )];
        batch.extend(memory.and_then(from_bytes).map(|memory: Memory| {
            put_memory(&Memory {
                people_version: 0,
                ..memory
            })
        }));
        batch
    }

    /// What to write to forget everything; refused while something is unreceipted, and while a
    /// colleague's records are here that may be nowhere else.
    pub fn plan_sign_out(&self) -> Result<Batch, Failure> {
        let unreceipted = self.status().unreceipted();
        if unreceipted > 0 {
            return Err(Failure::Unreceipted(unreceipted));
        }
        match self.carrying.files.len() {
            0 => Ok(cleared()),
            files => Err(Failure::Carrying(files as u64)),
        }
    }

    /// Which stored document an ask needs before it can be planned.
    pub const fn document_needed(ask: &Ask) -> Option<(Kind, DocId)> {
        match ask {
            Ask::ConfirmTaken { campaign, .. }
            | Ask::NoteActivity { campaign, .. }
            | Ask::NoteOffer { campaign, .. } => Some((Kind::Campaign, *campaign)),
            Ask::Household(household)
            | Ask::SaveVisit { household, .. }
            | Ask::SaveHandover { household, .. }
            | Ask::Propose { household, .. }
            | Ask::Retract { household, .. }
            | Ask::SaveProfile { household, .. }
            | Ask::OpenCase { household, .. }
            | Ask::NoteStep { household, .. }
            | Ask::NoteConsent { household, .. } => Some((Kind::Household, *household)),
            Ask::Open
            | Ask::Enrol { .. }
            | Ask::Register { .. }
            | Ask::Records
            | Ask::KeepDraft { .. }
            | Ask::Draft { .. }
            | Ask::EscapeFile
            | Ask::Carry { .. }
            | Ask::GiveUpCarried { .. }
            | Ask::SyncNow
            | Ask::Wake
            | Ask::SignOut
            | Ask::Lock(_) => None,
        }
    }

    /// Whether an ask needs every row before it can be planned: what this phone still holds of a
    /// round's gifts is what it took less what it handed over.
    pub fn are_rows_needed(&self, ask: &Ask) -> bool {
        let Ask::SaveHandover { draft, .. } = ask else {
            return false;
        };
        let mut rounds = self.campaigns.values().flat_map(|c| &c.rounds);
        rounds.any(|round| round.in_custody && Some(round.id) == draft.round)
    }

    /// Plans what an ask writes. `document` is what [`Self::document_needed`] named, as stored;
    /// `rows` are all of them where [`Self::are_rows_needed`] says so.
    pub fn plan_save(
        &self,
        ask: &Ask,
        document: Option<&[u8]>,
        rows: &[Vec<u8>],
        now: Timestamp,
        rng: &mut impl RngCore,
    ) -> Result<SavePlan, Failure> {
        let (Some(enrolment), Some(sync)) = (&self.enrolment, &self.sync) else {
            return Err(Failure::NotEnrolled);
        };
        if sync.has_left() {
            return Err(Failure::NotEnrolled);
        }
        let needed = Self::document_needed(ask);
        if document.is_none() && needed.is_some_and(|(_, doc)| self.aside.holds(doc)) {
            return Err(Failure::Damaged);
        }
        let author = Author {
            actor: sync.actor(),
            at: now,
        };
        let place = save::Place {
            commune: &enrolment.commune,
            campaigns: &self.campaigns,
            rows,
        };
        let change = save::write(ask, document, author, place, rng)?;
        let (id, shown) = shown_of(&change.document)?;
        let (n, memory) = sync.next_record();
        let record = client::record(
            (n, &enrolment.commune, id),
            change.written,
            change.what,
            now,
        );
        let (table, doc) = (Table::of(record.pushed.kind), id.to_string());
        let mut batch = vec![
            Write::Put(table, doc.clone(), change.document.save()),
            add_record(&record),
            put_memory(&memory),
            outbox::not_all(),
        ];
        if let Shown::Row(row) = &shown {
            batch.push(Write::Put(Table::Row, doc, row.clone()));
        }
        Ok(SavePlan {
            batch,
            memory,
            record,
            shown,
        })
    }

    /// A save is durable: the answer to its ask, and what to tell the screen.
    pub fn handle_saved(&mut self, plan: SavePlan, now: Timestamp) -> (Answer, Vec<Tell>) {
        let (doc, n) = (plan.record.pushed.doc, plan.record.pushed.n);
        if let Some(sync) = &mut self.sync {
            sync.handle_saved(plan.memory, plan.record, now);
        }
        let shown = match plan.shown {
            Shown::Row(row) => Tell::Rows(vec![row]),
            Shown::Campaign(rights) => {
                self.campaigns.insert(doc, *rights);
                self.directory()
            }
        };
        let tells = vec![shown, Tell::Status(self.status())];
        (Answer::Saved { doc, n }, tells)
    }

    /// What to post now, if anything.
    pub fn poll_transmit(&mut self, now: Timestamp) -> Option<Request> {
        let request = self.sync.as_mut()?.poll_transmit(now)?;
        self.completed(request)
    }

    /// With what the sync does not know of.
    fn completed(&self, request: Request) -> Option<Request> {
        Some(Request {
            key_wanted: self.enrolment.as_ref()?.sealing_key.is_none(),
            ..request
        })
    }

    fn identity(&self) -> Option<Identity> {
        self.enrolment.as_ref().map(|e| Identity {
            person_name: e.person_name.clone(),
            commune: e.commune.clone(),
            commune_name: e.commune_name.clone(),
            synthetic: e.synthetic,
            actor: e.actor,
        })
    }

    fn campaigns(&self) -> Vec<Campaign> {
        let known = self.campaigns.values();
        let mut campaigns: Vec<Campaign> = known.map(|rights| rights.campaign.clone()).collect();
        campaigns.sort_by_key(|c| std::cmp::Reverse((c.from, c.id)));
        campaigns
    }

    fn rights(&self) -> Vec<HeldRights> {
        let (Some(sync), campaigns) = (&self.sync, self.campaigns.values()) else {
            return Vec::new();
        };
        campaigns.flat_map(|c| c.held_by(sync.actor())).collect()
    }
}

fn shown_of(document: &Document) -> Result<(DocId, Shown), Failure> {
    let shown = match document.kind()? {
        Kind::Household => {
            let household = document.household()?;
            let row = HouseholdRow::of(&household).to_bytes();
            (household.id, Shown::Row(row))
        }
        Kind::Campaign => {
            let rights = document.rights()?;
            (rights.campaign.id, Shown::Campaign(Box::new(rights)))
        }
        Kind::Fund => return Err(Failure::NotFound),
    };
    Ok(shown)
}

fn cleared() -> Batch {
    Table::ALL
        .iter()
        .map(|table| Write::Clear(*table))
        .collect()
}
