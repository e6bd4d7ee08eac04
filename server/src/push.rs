//! A request's records in, a receipt out.
//!
//! What costs time is decided before the commune's lock is taken, on what the database shows then.
//! Under the lock it is compared whether that still stands, else it is decided anew; then all is
//! stored, in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::{Document, Kind};
use chungtay_shared::escape::SealingKey;
use chungtay_shared::id::{DocId, Epoch};
use chungtay_shared::sync::gate::Opened;
use chungtay_shared::sync::server::{self, Admission, Known, Needs, Speaker, StoredDocument};
use chungtay_shared::sync::wire::{Cursor, PROTOCOL, People, Receipt, Request};
use chungtay_shared::time::Timestamp;

use crate::projection::HouseholdRows;
use crate::sealing;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, read, write};

/// A receipt, and where the phone reads on from.
#[derive(Debug, Clone)]
pub struct Pushed {
    /// What is answered. Everything in it is durable.
    pub receipt: Receipt,
    /// Cursors to read on from.
    pub cursors: Vec<Cursor>,
    /// Who spoke.
    pub speaker: Speaker,
    /// Whether the log has grown.
    pub stored_any: bool,
}

/// Stores what a device pushes and answers every record of it.
pub fn push(
    state: &AppState,
    device: &Device,
    request: &Request,
    now: Timestamp,
) -> Result<Pushed, StoreError> {
    let store = &*state.store;
    let _turn = state
        .turns
        .take(request.pushed.iter().map(|p| p.doc).collect());
    // A request that brings nothing has nothing to decide.
    let mut decided = if request.pushed.is_empty() {
        None
    } else {
        let view = read(store, |tx| View::of(tx, device, request))?;
        Some(Decided::on(view))
    };
    write(store, |tx| {
        let commune = &device.account.commune;
        tx.lock(commune)?;
        tx.register_actor(commune, device.id, request.actor)?;
        let decided = match &decided {
            Some(early) if early.view.still_stands(tx)? => early,
            Some(_) | None => decided.insert(Decided::on(View::of(tx, device, request)?)),
        };
        let stored_any = decided.keep(tx, now)?;
        tx.heard(commune, device.id, request.made, request.clock_off_s, now)?;
        let speaker = &decided.view.speaker;
        let epoch = tx.epoch()?;
        let (receipted, quarantined) = tx.receipted(commune, device.id)?;
        let version = tx.people_version(commune)?;
        let people = if speaker.left || version == request.people_version {
            None
        } else {
            let people = tx.people(commune)?;
            Some(People { version, people })
        };
        let log_end = tx.log_end(commune)?;
        let cursors = server::cursors(request, speaker, epoch, |_| log_end);
        // Without a cursor nothing is read on, nor what is wanted.
        let mut docs_to_come = if cursors.is_empty() {
            0
        } else {
            request.wanted.len() as u64
        };
        for cursor in &cursors {
            docs_to_come += tx.count_after(&cursor.commune, cursor.upto)?;
        }
        let receipt = Receipt {
            protocol: PROTOCOL,
            epoch,
            answers: decided.admission.answers.clone(),
            receipted,
            quarantined,
            people,
            server_time: now,
            scope: speaker.scope().cloned().collect(),
            docs_to_come: u32::try_from(docs_to_come).unwrap_or(u32::MAX),
            sealing_key: sealing_key(tx, request, epoch)?,
        };
        Ok(Pushed {
            receipt,
            cursors,
            speaker: speaker.clone(),
            stored_any,
        })
    })
}

/// The key, for a phone that has none or that of another life of the database.
fn sealing_key(
    tx: &dyn Tx,
    request: &Request,
    epoch: Epoch,
) -> Result<Option<SealingKey>, StoreError> {
    if request.key_wanted || request.epoch != Some(epoch) {
        Ok(Some(sealing::public_key(&tx.sealing_seed()?)))
    } else {
        Ok(None)
    }
}

/// What a decision rests on.
struct View {
    commune: String,
    speaker: Speaker,
    /// The request with its changes as far as they can be rebuilt.
    unfolded: Request,
    needs: Needs,
    known: Known,
    /// The log number of each document's last change.
    last_seqs: BTreeMap<DocId, u64>,
}

impl View {
    fn of(tx: &dyn Tx, device: &Device, request: &Request) -> Result<Self, StoreError> {
        let commune = &device.account.commune;
        let mut actors = tx.actors(commune, device.id)?;
        // It will be registered to this device under the lock.
        if !actors.contains(&request.actor) && tx.device_of(request.actor)?.is_none() {
            actors.insert(request.actor);
        }
        let mut held = BTreeMap::new();
        for doc in server::docs_shortened(request) {
            held.insert(doc, tx.hashes(commune, doc)?);
        }
        let mut unfolded = request.clone();
        server::unfold(&mut unfolded, held);
        let needs = server::needs(&unfolded);
        Ok(Self {
            commune: commune.clone(),
            speaker: Speaker {
                device: device.id,
                communes: BTreeSet::from([commune.clone()]),
                actors,
                left: device.account.left_at.is_some(),
            },
            known: tx.known(&needs)?,
            last_seqs: tx.last_seqs(&needs.docs)?,
            unfolded,
            needs,
        })
    }

    /// Whether the same would be seen now: who may write, the documents as they were, and no change
    /// that has come or was set aside meanwhile.
    fn still_stands(&self, tx: &dyn Tx) -> Result<bool, StoreError> {
        let changes = Needs {
            docs: BTreeSet::new(),
            hashes: self.needs.hashes.clone(),
        };
        if tx.last_seqs(&self.needs.docs)? != self.last_seqs
            || tx.actors(&self.commune, self.speaker.device)? != self.speaker.actors
        {
            return Ok(false);
        }
        let known = tx.known(&changes)?;
        Ok(known.stored == self.known.stored && known.quarantined == self.known.quarantined)
    }
}

/// What is to be stored and answered.
struct Decided {
    view: View,
    admission: Admission,
    /// The documents that change.
    documents: BTreeMap<DocId, Ready>,
}

impl Decided {
    fn on(view: View) -> Self {
        let mut admission = server::admit(&view.unfolded, &view.speaker, &view.known);
        let documents = std::mem::take(&mut admission.documents).into_iter();
        Self {
            documents: documents
                .map(|(doc, opened)| (doc, Ready::admitted(opened, &view.commune)))
                .collect(),
            view,
            admission,
        }
    }

    /// Stores it; whether the log has grown.
    fn keep(&self, tx: &dyn Tx, now: Timestamp) -> Result<bool, StoreError> {
        let View {
            commune,
            speaker,
            unfolded,
            ..
        } = &self.view;
        let mut last_seq: BTreeMap<DocId, u64> = BTreeMap::new();
        for accepted in &self.admission.accepted {
            last_seq.insert(accepted.doc, tx.append(accepted, speaker.device, now)?);
        }
        for (doc, ready) in &self.documents {
            ready.store(tx, *doc, last_seq[doc], now)?;
        }
        for set_aside in &self.admission.set_aside {
            tx.set_aside(commune, set_aside, speaker.device, unfolded.actor, now)?;
        }
        Ok(!last_seq.is_empty())
    }
}

/// A document ready to be stored, with the rows projected from it.
pub struct Ready {
    stored: StoredDocument,
    rows: Option<HouseholdRows>,
}

impl Ready {
    /// One that has passed the gate.
    pub fn admitted(opened: Opened, commune: &str) -> Self {
        Self {
            stored: StoredDocument {
                commune: commune.to_owned(),
                // Nothing else passes.
                kind: Kind::Household,
                bytes: opened.bytes,
            },
            rows: opened.household.as_ref().map(HouseholdRows::of),
        }
    }

    /// One that was written here.
    pub fn written(document: &Document, commune: &str) -> Result<Self, StoreError> {
        let kind = document.kind()?;
        let stored = StoredDocument {
            commune: commune.to_owned(),
            kind,
            bytes: document.save(),
        };
        let rows = match kind {
            Kind::Household => Some(HouseholdRows::of(&document.household()?)),
            Kind::Campaign => None,
        };
        Ok(Self { stored, rows })
    }

    /// Stores it as of log number `seq`.
    pub fn store(
        &self,
        tx: &dyn Tx,
        doc: DocId,
        seq: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        tx.put_document(doc, &self.stored, seq)?;
        self.rows
            .as_ref()
            .map_or(Ok(()), |rows| tx.put_rows(rows, seq, now))
    }
}
