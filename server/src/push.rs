//! A request's records in, a receipt out: one transaction under the commune's lock.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::{Document, Kind};
use chungtay_shared::escape::SealingKey;
use chungtay_shared::id::{DocId, Epoch};
use chungtay_shared::sync::server::{self, Speaker, StoredDocument};
use chungtay_shared::sync::wire::{Cursor, PROTOCOL, People, Receipt, Request};
use chungtay_shared::time::Timestamp;

use crate::projection::HouseholdRows;
use crate::sealing;
use crate::store::{Device, Store, StoreError, Tx, write};

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
    store: &dyn Store,
    device: &Device,
    request: &Request,
    now: Timestamp,
) -> Result<Pushed, StoreError> {
    write(store, |tx| {
        let commune = &device.account.commune;
        tx.lock(commune)?;
        tx.register_actor(commune, device.id, request.actor)?;
        let speaker = Speaker {
            device: device.id,
            communes: BTreeSet::from([commune.clone()]),
            actors: tx.actors(commune, device.id)?,
            left: device.account.left_at.is_some(),
        };
        let mut held = BTreeMap::new();
        for doc in server::docs_shortened(request) {
            held.insert(doc, tx.hashes(commune, doc)?);
        }
        let mut unfolded = request.clone();
        server::unfold(&mut unfolded, held);
        let known = tx.known(&server::needs(&unfolded))?;
        let admission = server::admit(&unfolded, &speaker, &known);
        let mut last_seq: BTreeMap<DocId, u64> = BTreeMap::new();
        for accepted in &admission.accepted {
            last_seq.insert(accepted.doc, tx.append(accepted, device.id, now)?);
        }
        for (doc, document) in &admission.documents {
            store_document(tx, *doc, document, commune, last_seq[doc], now)?;
        }
        for set_aside in &admission.set_aside {
            tx.set_aside(commune, set_aside, device.id, request.actor, now)?;
        }
        tx.heard(commune, device.id, request.made, request.clock_off_s, now)?;

        let epoch = tx.epoch()?;
        let (receipted, quarantined) = tx.receipted(commune, device.id)?;
        let people = if speaker.left || tx.people_version(commune)? == request.people_version {
            None
        } else {
            let (version, people) = tx.people(commune)?;
            Some(People { version, people })
        };
        let log_end = tx.log_end(commune)?;
        let cursors = server::cursors(request, &speaker, epoch, |_| log_end);
        let mut docs_to_come = match cursors.len() {
            0 => 0,
            _ => request.wanted.len() as u64,
        };
        for cursor in &cursors {
            docs_to_come += tx.count_after(&cursor.commune, cursor.upto)?;
        }
        let receipt = Receipt {
            protocol: PROTOCOL,
            epoch,
            answers: admission.answers,
            receipted,
            quarantined,
            people,
            server_time: now,
            scope: speaker.scope().cloned().collect(),
            docs_to_come: u32::try_from(docs_to_come).unwrap_or(u32::MAX),
            sealing_key: sealing_key(tx, request, epoch)?,
        };
        let stored_any = !last_seq.is_empty();
        Ok(Pushed {
            receipt,
            cursors,
            speaker,
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

/// Stores a document as of log number `seq`, with the rows projected from it.
pub fn store_document(
    tx: &dyn Tx,
    doc: DocId,
    document: &Document,
    commune: &str,
    seq: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    let kind = document.kind()?;
    let stored = StoredDocument {
        commune: commune.to_owned(),
        kind,
        bytes: document.save(),
    };
    tx.put_document(doc, &stored, seq)?;
    if kind == Kind::Household {
        tx.put_rows(&HouseholdRows::of(&document.household()?), seq, now)?;
    }
    Ok(())
}
