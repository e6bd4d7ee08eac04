//! A request's records in, a receipt out.
//!
//! What costs time is decided before the commune's lock is taken, on what the database shows then.
//! Under the lock it is compared whether that still stands, else it is decided anew; then all is
//! stored, in one transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chungtay_shared::document::{Document, Kind};
use chungtay_shared::escape::SealingKey;
use chungtay_shared::id::{DocId, Epoch};
use chungtay_shared::sync::gate::Opened;
use chungtay_shared::sync::server::{
    self, Admission, Known, Needs, Speaker, Standing, StoredDocument,
};
use chungtay_shared::sync::wire::{Cursor, PROTOCOL, People, Receipt, Request};
use chungtay_shared::time::Timestamp;

use crate::at_hand::AtHand;
use crate::projection::HouseholdRows;
use crate::proof::Proven;
use crate::pull;
use crate::register;
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
    /// Whether there is more to say than the receipt: documents, or what was erased, which leaves none behind.
    pub has_news: bool,
}

/// Stores what a device pushes and answers every record of it.
pub fn push(
    state: &AppState,
    device: &Device,
    request: &Request,
    now: Timestamp,
) -> Result<Pushed, StoreError> {
    push_proven(state, device, None, request, now)
}

/// The same for a request that the device has proven to be its own: it is counted with what it brings.
pub fn push_proven(
    state: &AppState,
    device: &Device,
    proven: Option<Proven>,
    request: &Request,
    now: Timestamp,
) -> Result<Pushed, StoreError> {
    let Request {
        made, clock_off_s, ..
    } = *request;
    take_in(state, device, request, now, &|tx| {
        if let Some(proven) = proven {
            proven.count(tx, device)?;
        }
        tx.heard(&device.account.commune, device.id, made, clock_off_s, now)
    })
}

/// The same for a request that came in a file: the device itself was not heard.
pub fn push_carried(
    state: &AppState,
    device: &Device,
    request: &Request,
    now: Timestamp,
) -> Result<Pushed, StoreError> {
    take_in(state, device, request, now, &|tx| {
        tx.has_made(&device.account.commune, device.id, request.made)
    })
}

fn take_in(
    state: &AppState,
    device: &Device,
    request: &Request,
    now: Timestamp,
    note: &dyn Fn(&dyn Tx) -> Result<(), StoreError>,
) -> Result<Pushed, StoreError> {
    let store = &*state.store;
    let _turn = state
        .turns
        .take(request.pushed.iter().map(|p| p.doc).collect());
    // A request that brings nothing has nothing to decide.
    let mut decided = if request.pushed.is_empty() {
        None
    } else {
        let view = read(store, |tx| View::of(tx, device, request, &state.at_hand))?;
        Some(Decided::on(view))
    };
    let mut stored = BTreeMap::new();
    let pushed = write(store, |tx| {
        let commune = &device.account.commune;
        tx.lock(commune)?;
        tx.register_actor(commune, device.id, request.actor)?;
        let decided = match &decided {
            Some(early) if early.view.still_stands(tx)? => early,
            Some(_) | None => {
                let view = View::of(tx, device, request, &state.at_hand)?;
                decided.insert(Decided::on(view))
            }
        };
        stored = decided.keep(tx, now)?;
        note(tx)?;
        let speaker = &decided.view.speaker;
        let epoch = decided.view.epoch;
        let (receipted, quarantined) = tx.receipted(commune, device.id)?;
        let people = match speaker.standing {
            Standing::Serves => directory(tx, commune, request.people_version, now)?,
            Standing::Left | Standing::Lost => None,
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
        let has_news = docs_to_come > 0 || pull::has_erased(tx, &cursors)?;
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
            stored_any: !stored.is_empty(),
            has_news,
        })
    })?;
    if let Some(Decided { view, opened, .. }) = decided {
        // Only households are pushed to again and again.
        let households = opened.into_iter().filter(|(_, o)| o.household.is_some());
        for (doc, opened) in households {
            state.at_hand.keep(doc, view.epoch, stored[&doc], opened);
        }
    }
    Ok(pushed)
}

/// The directory, for a phone that has another version of it.
fn directory(
    tx: &dyn Tx,
    commune: &str,
    known_version: u64,
    now: Timestamp,
) -> Result<Option<People>, StoreError> {
    let version = tx.people_version(commune)?;
    if version == known_version {
        return Ok(None);
    }
    Ok(Some(People {
        version,
        people: tx.people(commune)?,
        names: register::names(tx, commune, now.local_date())?.map(Box::new),
    }))
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

/// What a device may still do. One that may do nothing comes no further than its token.
fn standing(device: &Device) -> Standing {
    if device.lost.is_some() {
        Standing::Lost
    } else if device.account.left_at.is_some() {
        Standing::Left
    } else {
        Standing::Serves
    }
}

/// What a decision rests on.
struct View {
    epoch: Epoch,
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
    fn of(
        tx: &dyn Tx,
        device: &Device,
        request: &Request,
        at_hand: &AtHand,
    ) -> Result<Self, StoreError> {
        let epoch = tx.epoch()?;
        let commune = &device.account.commune;
        let mut actors = tx.actors(commune, device.id)?;
        // It will be registered to this device under the lock.
        if !actors.contains(&request.actor) && tx.device_of(request.actor)?.is_none() {
            actors.insert(request.actor);
        }
        let last_seqs = tx.last_seqs(&request.pushed.iter().map(|p| p.doc).collect())?;
        let opened: BTreeMap<DocId, Arc<Opened>> = last_seqs
            .iter()
            .filter_map(|(doc, seq)| Some((*doc, at_hand.get(doc, epoch, *seq)?)))
            .collect();
        let mut held = BTreeMap::new();
        for doc in server::docs_shortened(request) {
            let hashes = match opened.get(&doc) {
                Some(opened) => opened.document.hashes(),
                None => tx.hashes(commune, doc)?,
            };
            held.insert(doc, hashes);
        }
        let mut unfolded = request.clone();
        server::unfold(&mut unfolded, held);
        let needs = server::needs(&unfolded);
        let mut to_look_up = needs.clone();
        to_look_up.docs.retain(|doc| !opened.contains_key(doc));
        Ok(Self {
            epoch,
            commune: commune.clone(),
            speaker: Speaker {
                device: device.id,
                communes: BTreeSet::from([commune.clone()]),
                actors,
                standing: standing(device),
            },
            known: Known {
                opened,
                ..tx.known(&to_look_up)?
            },
            last_seqs,
            unfolded,
            needs,
        })
    }

    /// Whether the same would be seen now: who may write, the documents as they were, none erased, and
    /// no change that has come or was set aside meanwhile.
    fn still_stands(&self, tx: &dyn Tx) -> Result<bool, StoreError> {
        let changes = Needs {
            docs: BTreeSet::new(),
            hashes: self.needs.hashes.clone(),
        };
        if tx.last_seqs(&self.needs.docs)? != self.last_seqs
            || tx.erased(&self.needs.docs)? != self.known.erased
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
    /// The same, opened.
    opened: BTreeMap<DocId, Arc<Opened>>,
}

impl Decided {
    fn on(view: View) -> Self {
        let mut admission = server::admit(&view.unfolded, &view.speaker, &view.known);
        let admitted = std::mem::take(&mut admission.documents).into_iter();
        let opened: BTreeMap<_, _> = admitted.map(|(doc, o)| (doc, Arc::new(o))).collect();
        Self {
            documents: opened
                .iter()
                .map(|(doc, opened)| (*doc, Ready::admitted(opened, &view.commune)))
                .collect(),
            opened,
            view,
            admission,
        }
    }

    /// Stores it; the log number of each document that has changed.
    fn keep(&self, tx: &dyn Tx, now: Timestamp) -> Result<BTreeMap<DocId, u64>, StoreError> {
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
        Ok(last_seq)
    }
}

/// A document ready to be stored, with the rows projected from it.
pub struct Ready {
    stored: StoredDocument,
    rows: Option<HouseholdRows>,
}

impl Ready {
    /// One that has passed the gate.
    pub fn admitted(opened: &Opened, commune: &str) -> Self {
        Self {
            stored: StoredDocument {
                commune: commune.to_owned(),
                // Nothing else passes.
                kind: if opened.household.is_some() {
                    Kind::Household
                } else {
                    Kind::Campaign
                },
                bytes: opened.bytes.clone(),
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
            Kind::Campaign | Kind::Fund => None,
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
