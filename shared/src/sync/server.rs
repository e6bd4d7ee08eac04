//! The server's end as a value: a request and what the store knows go in, what to store and what
//! to answer come out. The store does it all in one transaction under the communes' locks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::gate::{self, Claim, Opened, Refusal};
use super::short;
use super::wire::{Answered, Cursor, Outcome, Pushed, Receipt, Request};
use crate::document::{ChangeHash, Kind};
use crate::id::{Actor, DeviceId, DocId, Epoch};

#[cfg(test)]
mod tests;

/// Who speaks: what the server knows of the device that sent the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The device.
    pub device: DeviceId,
    /// Codes of the communes it may write in.
    pub communes: BTreeSet<String>,
    /// Actors registered to it.
    pub actors: BTreeSet<Actor>,
    /// What it may still do.
    pub standing: Standing,
}

/// What a device may still do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Everything.
    Serves,
    /// Its volunteer has left the commune: what was recorded for it is taken, nothing is given.
    Left,
    /// It is lost, and who has it is not known: what it brings is set aside, nothing is given.
    Lost,
}

impl Speaker {
    /// Codes of the communes it may hold.
    pub fn scope(&self) -> impl Iterator<Item = &String> {
        let serves = self.standing == Standing::Serves;
        self.communes.iter().filter(move |_| serves)
    }

    /// Whether it may hold documents of this commune.
    pub fn may_hold(&self, commune: &str) -> bool {
        self.scope().any(|code| code == commune)
    }
}

/// A document as the store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// Code of its commune.
    pub commune: String,
    /// What it is about.
    pub kind: Kind,
    /// What [`Document::save`] gave.
    pub bytes: Vec<u8>,
}

/// What the store must look up for a push.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Documents.
    pub docs: BTreeSet<DocId>,
    /// Changes that may be there already, stored or set aside.
    pub hashes: BTreeSet<ChangeHash>,
}

/// What the store found.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Those documents that exist and are not opened yet.
    pub docs: BTreeMap<DocId, StoredDocument>,
    /// Those that somebody has at hand, as the store has them now.
    pub opened: BTreeMap<DocId, Arc<Opened>>,
    /// Those documents that were erased.
    pub erased: BTreeSet<DocId>,
    /// Changes that are stored.
    pub stored: BTreeSet<ChangeHash>,
    /// Changes that are set aside, with the reason's code.
    pub quarantined: BTreeMap<ChangeHash, String>,
}

/// A change to append to the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The record's number on its device.
    pub n: u64,
    /// Code of the commune.
    pub commune: String,
    /// The document.
    pub doc: DocId,
    /// What it is about.
    pub kind: Kind,
    /// Its name.
    pub hash: ChangeHash,
    /// Who wrote it.
    pub actor: Actor,
    /// The change.
    pub change: Vec<u8>,
}

/// A change to keep aside, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The record as it was sent.
    pub pushed: Pushed,
    /// Its name.
    pub hash: ChangeHash,
    /// Why.
    pub reason: Refusal,
}

/// Everything a push comes to.
#[derive(Debug, Clone, Default)]
pub struct Admission {
    /// Changes to append, in this order.
    pub accepted: Vec<Accepted>,
    /// The documents with those changes, to be stored and projected.
    pub documents: BTreeMap<DocId, Opened>,
    /// Changes to keep aside.
    pub set_aside: Vec<SetAside>,
    /// An answer for every record, in the request's order.
    pub answers: Vec<Answered>,
}

/// Documents of which the store must name every change before [`unfold`].
pub fn docs_shortened(request: &Request) -> BTreeSet<DocId> {
    let short = request.pushed.iter().filter(|p| short::is_short(&p.change));
    short.map(|p| p.doc).collect()
}

/// Rebuilds the changes that came in their short form, each from those of its document that are
/// `held` and those before it in the request. What cannot be rebuilt stays as it is.
pub fn unfold(request: &mut Request, mut held: BTreeMap<DocId, Vec<ChangeHash>>) {
    let actor = request.actor;
    for pushed in &mut request.pushed {
        let held = held.entry(pushed.doc).or_default();
        if short::is_short(&pushed.change)
            && let Some(change) = short::rebuild(&pushed.change, held, actor)
        {
            pushed.change = change;
        }
        held.push(gate::name_of(&pushed.change));
    }
}

/// What the store must look up before [`admit`], once the request is [unfolded](unfold).
pub fn needs(request: &Request) -> Needs {
    Needs {
        docs: request.pushed.iter().map(|p| p.doc).collect(),
        hashes: request
            .pushed
            .iter()
            .map(|p| gate::name_of(&p.change))
            .collect(),
    }
}

/// Decides every record of a request, each for itself: one bad change costs its neighbours nothing.
pub fn admit(request: &Request, speaker: &Speaker, known: &Known) -> Admission {
    let mut ward = Ward {
        speaker,
        actor: request.actor,
        known,
        admission: Admission::default(),
    };
    for pushed in &request.pushed {
        ward.answer(pushed);
    }
    ward.admission
}

/// Decides about one record that was set aside as if it came now, by the same rules and whatever
/// was said of it before.
pub fn readmit(pushed: &Pushed, actor: Actor, speaker: &Speaker, known: Known) -> Admission {
    let known = Known {
        quarantined: BTreeMap::new(),
        ..known
    };
    let mut ward = Ward {
        speaker,
        actor,
        known: &known,
        admission: Admission::default(),
    };
    ward.answer(pushed);
    ward.admission
}

struct Ward<'a> {
    speaker: &'a Speaker,
    actor: Actor,
    known: &'a Known,
    admission: Admission,
}

impl Ward<'_> {
    fn answer(&mut self, pushed: &Pushed) {
        let hash = gate::name_of(&pushed.change);
        let outcome = self.decide(pushed, hash);
        self.admission.answers.push(Answered {
            n: pushed.n,
            hash,
            outcome,
        });
    }

    fn decide(&mut self, pushed: &Pushed, hash: ChangeHash) -> Outcome {
        if short::is_short(&pushed.change) {
            return Outcome::SendPlain;
        }
        let accepted = &self.admission.accepted;
        if self.known.stored.contains(&hash) || accepted.iter().any(|a| a.hash == hash) {
            return if self.known.erased.contains(&pushed.doc) {
                // The log says nothing of it any more; whoever says it still is to forget it.
                Outcome::Quarantined(Refusal::Erased.code())
            } else {
                Outcome::AlreadyHad
            };
        }
        let aside = self.known.quarantined.get(&hash);
        if let Some(reason) = aside.filter(|reason| Refusal::is_final(reason)) {
            return Outcome::Quarantined(reason.clone());
        }
        match self.let_in(pushed) {
            Ok(document) => {
                self.admission.documents.insert(pushed.doc, document);
                self.admission.accepted.push(Accepted {
                    n: pushed.n,
                    commune: pushed.commune.clone(),
                    doc: pushed.doc,
                    kind: pushed.kind,
                    hash,
                    actor: self.actor,
                    change: pushed.change.clone(),
                });
                Outcome::Stored
            }
            Err(reason) => {
                if self.admission.set_aside.iter().all(|s| s.hash != hash) {
                    self.admission.set_aside.push(SetAside {
                        pushed: pushed.clone(),
                        hash,
                        reason,
                    });
                }
                Outcome::Quarantined(reason.code())
            }
        }
    }

    fn let_in(&self, pushed: &Pushed) -> Result<Opened, Refusal> {
        if self.speaker.standing == Standing::Lost {
            return Err(Refusal::Unproven);
        }
        if !self.speaker.communes.contains(&pushed.commune) {
            return Err(Refusal::NotPermitted);
        }
        if !self.speaker.actors.contains(&self.actor) {
            return Err(Refusal::ForeignActor);
        }
        if self.known.erased.contains(&pushed.doc) {
            return Err(Refusal::Erased);
        }
        let Known { docs, opened, .. } = self.known;
        let stored = docs.get(&pushed.doc);
        let opened = opened.get(&pushed.doc).map(Arc::as_ref);
        let is_claimed = |commune: &str, kind| (commune, kind) == (&pushed.commune, pushed.kind);
        if stored.is_some_and(|s| !is_claimed(&s.commune, s.kind))
            || opened.is_some_and(|o| !is_claimed(o.commune(), Kind::Household))
        {
            return Err(Refusal::NotPermitted);
        }
        let read;
        let base = match (self.admission.documents.get(&pushed.doc), opened, stored) {
            (Some(at_hand), _, _) | (None, Some(at_hand), _) => Some(at_hand),
            (None, None, Some(stored)) => {
                read = Opened::read(stored.bytes.clone()).map_err(|_| Refusal::Poisonous)?;
                Some(&read)
            }
            (None, None, None) => None,
        };
        let claim = Claim {
            doc: pushed.doc,
            kind: pushed.kind,
            commune: &pushed.commune,
            actor: self.actor,
        };
        gate::admit(base, claim, &pushed.change)
    }
}

/// Whether a phone has nothing left that the server has not: one that is lost may remove all that is on it.
pub fn has_handed_over(request: &Request, receipt: &Receipt) -> bool {
    let is_wanted_again = |answer: &Answered| answer.outcome == Outcome::SendPlain;
    let has_all = receipt.receipted + receipt.quarantined >= request.made;
    (request.pushed.is_empty() || has_all) && !receipt.answers.iter().any(is_wanted_again)
}

/// Where to read on from, commune by commune, for what the speaker may read.
///
/// Cursors of another epoch mean nothing here: the database was restored, so reading begins anew.
/// A cursor ahead of the log (`log_end`) means the same. Who knows of no erasures is told of none.
pub fn cursors(
    request: &Request,
    speaker: &Speaker,
    epoch: Epoch,
    log_end: impl Fn(&str) -> u64,
) -> Vec<Cursor> {
    let same_life = request.epoch == Some(epoch);
    speaker
        .scope()
        .map(|commune| {
            request
                .cursors
                .iter()
                .find(|c| same_life && c.commune == *commune)
                .filter(|c| c.since <= c.upto && c.upto <= log_end(commune))
                .filter(|c| c.erased.is_none_or(|erased| erased <= log_end(commune)))
                .cloned()
                .unwrap_or_else(|| Cursor {
                    erased: request
                        .cursors
                        .iter()
                        .find(|c| c.commune == *commune)
                        .map_or(Some(0), |c| c.erased.map(|_| 0)),
                    ..Cursor::start(commune)
                })
        })
        .collect()
}
