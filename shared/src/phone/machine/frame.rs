//! A frame of a reply, taken in: receipts mark records, pages bring documents.

use std::collections::BTreeMap;

use super::enrol::put_enrolment;
use super::{Phone, outbox};
use crate::document::{Document, DocumentError, Kind};
use crate::escape::SealingKey;
use crate::id::DocId;
use crate::phone::message::Tell;
use crate::phone::storage::{
    Aside, Batch, Directory, Enrolment, Table, Write, drafts_of, key, put_memory, put_record,
    to_bytes,
};
use crate::register::Names;
use crate::round::CampaignRights;
use crate::row::HouseholdRow;
use crate::sync::client::{self, Came, ClientSync, Place};
use crate::sync::gate::{Refusal, name_of};
use crate::sync::short::{self, snapshot};
use crate::sync::wire::{DocNews, Frame, News, Page, Receipt};
use crate::time::Timestamp;

/// A frame that was planned: write `batch`, then hand it to [`Phone::handle_written`].
#[derive(Debug, Clone)]
pub struct FramePlan {
    /// Documents, rows, records and the memory: one transaction.
    pub batch: Batch,
    pub(super) sync: Option<client::Plan>,
    pub(super) rows: Vec<Vec<u8>>,
    pub(super) campaigns: Vec<CampaignRights>,
    pub(super) directory: Option<Directory>,
    pub(super) out_of_scope: bool,
    /// Households that were erased.
    pub(super) erased: Vec<DocId>,
    pub(super) aside: Option<Aside>,
    pub(super) enrolment: Option<Enrolment>,
}

impl Phone {
    /// Which stored documents a frame needs before it can be planned.
    pub fn documents_needed(frame: &Frame) -> Vec<(Table, DocId)> {
        match frame {
            Frame::Page(page) => page
                .docs
                .iter()
                .map(|d| (Table::of(d.kind), d.doc))
                .collect(),
            Frame::Receipt(_) | Frame::End | Frame::BrokenOff => Vec::new(),
        }
    }

    /// Plans what a frame writes. `documents` are those of [`Self::documents_needed`] that exist.
    /// A document that cannot be read here is left as it is: the others are stored.
    pub fn plan_frame(
        &self,
        frame: &Frame,
        documents: &BTreeMap<DocId, Vec<u8>>,
        now: Timestamp,
    ) -> FramePlan {
        let Some(sync) = &self.sync else {
            return FramePlan::nothing();
        };
        let mut plan = match frame {
            Frame::Receipt(receipt) => self.plan_receipt(sync, receipt, now),
            Frame::Page(page) => self.plan_page(sync, page, documents),
            Frame::End => FramePlan {
                batch: vec![put_memory(&sync.plan_end(now))],
                ..FramePlan::nothing()
            },
            Frame::BrokenOff => FramePlan::nothing(),
        };
        if plan.sync.is_some() {
            // The memory moves on: what was made from it before is of the past.
            plan.batch.extend(outbox::dropped());
        }
        plan
    }

    /// A frame is durable: what to tell the screen. After a plan that
    /// [purges](FramePlan::purges), the shell tells which households are gone; those that were
    /// [erased](FramePlan::erased) it tells as well.
    pub fn handle_written(&mut self, plan: FramePlan) -> Vec<Tell> {
        let mut tells = Vec::new();
        if let (Some(sync), Some(plan)) = (&mut self.sync, plan.sync) {
            sync.handle_written(plan);
        }
        if let Some(aside) = plan.aside {
            self.aside = aside;
        }
        if plan.enrolment.is_some() {
            self.enrolment = plan.enrolment;
        }
        if !plan.rows.is_empty() {
            tells.push(Tell::Rows(plan.rows));
        }
        let directory_changed =
            plan.directory.is_some() || !plan.campaigns.is_empty() || plan.out_of_scope;
        if plan.out_of_scope {
            self.campaigns.clear();
            self.people.clear();
            self.names = Names::default();
        }
        if let Some(directory) = plan.directory {
            self.names = directory.names.clone().unwrap_or_default();
            self.people = directory.by_actor();
        }
        self.campaigns
            .extend(plan.campaigns.into_iter().map(|c| (c.campaign.id, c)));
        if directory_changed {
            tells.push(self.directory());
        }
        tells.push(Tell::Status(self.status()));
        tells
    }

    /// The campaigns and the people.
    pub fn directory(&self) -> Tell {
        Tell::Directory {
            campaigns: self.campaigns(),
            rights: self.rights(),
            people: self.people.clone(),
            names: self.names.clone(),
        }
    }

    fn plan_receipt(&self, sync: &ClientSync, receipt: &Receipt, now: Timestamp) -> FramePlan {
        let plan = sync.plan_receipt(receipt, now);
        let mut batch: Batch = plan.records.iter().map(put_record).collect();
        batch.push(put_memory(&plan.memory));
        // What is out of scope is purged, but never a record that was not receipted.
        let out_of_scope = receipt.scope.is_empty();
        let mut aside = None;
        if out_of_scope {
            batch.extend([Table::Household, Table::Campaign, Table::Row].map(Write::Clear));
            batch.push(Write::Delete(Table::Meta, key::PEOPLE.to_owned()));
            batch.extend(self.aside.forgotten());
            aside = Some(Aside::default());
        }
        let directory = receipt.people.as_ref().map(|sent| {
            let kept = Directory {
                people: sent.people.clone(),
                names: sent.names.as_deref().cloned(),
            };
            batch.push(Write::Put(
                Table::Meta,
                key::PEOPLE.to_owned(),
                to_bytes(&kept),
            ));
            kept
        });
        let enrolment = self.with_key(receipt.sealing_key);
        batch.extend(enrolment.as_ref().map(put_enrolment));
        FramePlan {
            batch,
            sync: Some(plan),
            directory,
            out_of_scope,
            enrolment,
            aside,
            ..FramePlan::nothing()
        }
    }

    /// The enrolment with the server's key, when that is another than is known here.
    fn with_key(&self, sealing_key: Option<SealingKey>) -> Option<Enrolment> {
        let known = self.enrolment.as_ref()?;
        let is_news = sealing_key.is_some() && sealing_key != known.sealing_key;
        is_news.then(|| Enrolment {
            sealing_key,
            ..known.clone()
        })
    }

    fn plan_page(
        &self,
        sync: &ClientSync,
        page: &Page,
        documents: &BTreeMap<DocId, Vec<u8>>,
    ) -> FramePlan {
        let mut result = FramePlan::nothing();
        let (mut whole, mut broken) = (Vec::new(), Vec::new());
        for news in &page.docs {
            if self.aside.refuses(news.doc) {
                whole.push(news.doc);
                continue;
            }
            let held = documents.get(&news.doc).map(Vec::as_slice);
            match take_in(sync, news, held) {
                Ok(Some((document, bytes))) => {
                    whole.push(news.doc);
                    result.store(news, &document, bytes);
                }
                // A snapshot that cannot be read will not be readable the next time either; what is
                // asked for comes plain.
                Err(_) if came_plain(&news.news) => whole.push(news.doc),
                Ok(None) | Err(_) => broken.push(news.doc),
            }
        }
        let came = Came {
            whole: &whole,
            broken: &broken,
            erased: &page.erased,
        };
        let plan = sync.plan_page(&page.cursor, came);
        result.erase(&page.erased);
        result.batch.extend(plan.records.iter().map(put_record));
        result.batch.push(put_memory(&plan.memory));
        result.sync = Some(plan);
        if let Some((aside, writes)) = self.aside.without(&whole, &page.erased) {
            result.batch.extend(writes);
            result.aside = Some(aside);
        }
        result
    }
}

impl FramePlan {
    /// Whether it empties the tables of documents, because they left this phone's scope.
    pub const fn purges(&self) -> bool {
        self.out_of_scope
    }

    /// Households it takes off this phone because they were erased.
    pub fn erased(&self) -> &[DocId] {
        &self.erased
    }

    /// Nothing is held of these any more: document, row, and forms that were begun.
    fn erase(&mut self, docs: &[DocId]) {
        for doc in docs {
            let key = doc.to_string();
            self.batch.extend([
                Write::Delete(Table::Household, key.clone()),
                Write::Delete(Table::Row, key),
                Write::ClearUnder(Table::Draft, drafts_of(*doc)),
            ]);
        }
        self.erased = docs.to_vec();
    }

    pub(super) const fn nothing() -> Self {
        Self {
            batch: Vec::new(),
            sync: None,
            rows: Vec::new(),
            campaigns: Vec::new(),
            directory: None,
            out_of_scope: false,
            erased: Vec::new(),
            aside: None,
            enrolment: None,
        }
    }

    /// A document of a newer schema is stored without a row: the next version of the app reads it.
    fn store(&mut self, news: &DocNews, document: &Document, bytes: Vec<u8>) {
        let key = news.doc.to_string();
        self.batch
            .push(Write::Put(Table::of(news.kind), key.clone(), bytes));
        match news.kind {
            Kind::Household => {
                if let Ok(household) = document.household() {
                    let row = HouseholdRow::of(&household).to_bytes();
                    self.batch.push(Write::Put(Table::Row, key, row.clone()));
                    self.rows.push(row);
                }
            }
            Kind::Campaign => self.campaigns.extend(document.rights()),
            Kind::Fund => {}
        }
    }
}

/// The document with its news, and the bytes to store; none while it lacks what a record made here
/// stands on, which a restored server may have lost: without that record the next change would take
/// its number, and one of the two would be refused.
fn take_in(
    sync: &ClientSync,
    news: &DocNews,
    held: Option<&[u8]>,
) -> Result<Option<(Document, Vec<u8>)>, DocumentError> {
    let held = held.and_then(|bytes| Document::load(bytes).ok());
    let document = match (held, &news.news) {
        (None, News::Snapshot(bytes)) => {
            let (mut document, bytes) = load_snapshot(bytes)?;
            match add_own(sync, news.doc, &mut document) {
                Own::Held => return Ok(Some((document, bytes))),
                Own::Added => document,
                Own::StandsOnNothing => return Ok(None),
            }
        }
        // What is held may have changes the server has not.
        (Some(mut held), News::Snapshot(bytes)) => {
            held.merge(load_snapshot(bytes)?.0)?;
            held
        }
        (held, News::Changes(changes)) => {
            let mut document = held.unwrap_or_else(Document::empty);
            let mut hashes = document.hashes();
            for change in changes {
                let change = if short::is_short(change) {
                    short::rebuild(change, &hashes, sync.actor())
                        .ok_or(DocumentError::MissingDependency)?
                } else {
                    change.to_vec()
                };
                document.apply(&change)?;
                hashes.push(name_of(&change));
            }
            document
        }
    };
    let bytes = document.save();
    Ok(Some((document, bytes)))
}

/// A whole document as it came, and the bytes to store of it.
fn load_snapshot(bytes: &[u8]) -> Result<(Document, Vec<u8>), DocumentError> {
    let bytes = if snapshot::is_short(bytes) {
        snapshot::rebuild(bytes)?
    } else {
        bytes.to_vec()
    };
    Ok((Document::load(&bytes)?, bytes))
}

/// Whether it is a whole document in its plain form.
fn came_plain(news: &News) -> bool {
    match news {
        News::Snapshot(bytes) => !snapshot::is_short(bytes),
        News::Changes(_) => false,
    }
}

/// This phone's own records of a document that came anew.
enum Own {
    /// It has them all.
    Held,
    /// They were put in.
    Added,
    /// One of them stands on what it has not.
    StandsOnNothing,
}

/// Puts this phone's own records into a document that came anew, after the one that held them was
/// lost: the volunteer's visit stays, and the next change does not take a number twice.
fn add_own(sync: &ClientSync, doc: DocId, document: &mut Document) -> Own {
    let is_refused =
        |place: &Place| matches!(place, Place::SetAside(why) if Refusal::is_final(why));
    let is_erased = |place: &Place| *place == Place::Erased;
    let mut own: Vec<_> = sync
        .records()
        .filter(|r| r.pushed.doc == doc && !is_refused(&r.place) && !is_erased(&r.place))
        .filter(|r| !document.has(r.hash))
        .collect();
    own.sort_by_key(|r| r.pushed.n);
    for record in &own {
        // Automerge keeps a change it cannot apply out of sight: what fails here is thrown away.
        if document.apply(&record.pushed.change).is_err() {
            return Own::StandsOnNothing;
        }
    }
    if own.is_empty() {
        Own::Held
    } else {
        Own::Added
    }
}
