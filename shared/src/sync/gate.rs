//! The gate every change from outside passes before it is stored. Automerge is not safe on
//! untrusted bytes: it accepts wrong checksums, panics, and can be brought to save documents that
//! it will not load. What passes here applies, saves and loads again on every phone.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::legacy::{Op, OpType};
use automerge::{Automerge, Change};
use sha2::{Digest as _, Sha256};

use super::short::{CHUNK_TYPE_CHANGE, MAGIC};
use crate::document::{ChangeHash, Document, DocumentError, Kind, actor_id};
use crate::household::Household;
use crate::id::{Actor, DocId};
use crate::limits::{CHANGE_BYTES_MAX, CHANGE_OPERATIONS_MAX};

mod depth;
mod glance;
mod rules;
mod unfolded;

pub use glance::{Glance, glance};

/// Seconds that no clock, however wrong, shows: past the year 9999.
const TIME_SECONDS_MAX: i64 = 253_402_300_800;

/// Why a change was set aside. The code stands in the database and in the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Refusal {
    /// Longer than a change may be, of more operations, or deeper.
    #[error("too_large")]
    TooLarge,
    /// Not the bytes of one uncompressed change, or the checksum is wrong.
    #[error("malformed")]
    Malformed,
    /// Written by an actor that is not this device's.
    #[error("foreign_actor")]
    ForeignActor,
    /// The actor has already written another change at this place: a copied or restored phone.
    #[error("sequence")]
    Sequence,
    /// It stands on changes the server does not have.
    #[error("missing_dependency")]
    MissingDependency,
    /// It would poison the document: it does not apply, save and load again unchanged.
    #[error("poisonous")]
    Poisonous,
    /// The document would not be one of ours any more.
    #[error("schema")]
    Schema,
    /// A fact that was recorded would be changed or removed.
    #[error("rewrites_fact")]
    RewritesFact,
    /// A value breaks the rules of its form.
    #[error("invalid_value")]
    InvalidValue,
    /// Outside what this account may write.
    #[error("not_permitted")]
    NotPermitted,
    /// It came from a phone that is lost, or in a file of one that is locked or did not show that it made it.
    #[error("unproven")]
    Unproven,
    /// The household it is about was erased at its request.
    #[error("erased")]
    Erased,
}

impl Refusal {
    /// The code that stands in the database and in the catalogues.
    pub fn code(self) -> String {
        self.to_string()
    }

    /// Whether the same change is never let in. A restored server, or one that gets two phones'
    /// records in another order than they were made in, learns of what a change stands on; and a
    /// phone may bring itself what it was not held to have made.
    pub fn is_final(code: &str) -> bool {
        code != Self::MissingDependency.code() && code != Self::Unproven.code()
    }
}

/// What the change claims to be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The document.
    pub doc: DocId,
    /// What it is about.
    pub kind: Kind,
    /// Its commune.
    pub commune: &'a str,
    /// The actor of the device that sent it.
    pub actor: Actor,
}

/// The name of a change, whatever it contains: SHA-256 over its chunk behind the checksum, as
/// Automerge names it; over all its bytes when it has no such chunk.
pub fn name_of(bytes: &[u8]) -> ChangeHash {
    let named = bytes
        .get(8..)
        .filter(|_| bytes.starts_with(&MAGIC))
        .unwrap_or(bytes);
    ChangeHash(Sha256::digest(named).into())
}

/// A document at hand: the bytes it was read from, and what it says.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// What it says, unless it is about something else.
    pub household: Option<Household>,
    /// The very bytes it was loaded from.
    pub bytes: Vec<u8>,
}

impl Opened {
    /// Opens a document of ours.
    pub fn read(bytes: Vec<u8>) -> Result<Self, DocumentError> {
        let document = Document::load(&bytes)?;
        Ok(Self {
            household: document.household().ok(),
            document,
            bytes,
        })
    }

    /// Code of the commune of a household; of anything else, none.
    pub(super) fn commune(&self) -> &str {
        self.household.as_ref().map_or("", |h| &h.commune)
    }
}

/// Lets one change in: the document with it, or why not. The document given is not touched.
pub fn admit(base: Option<&Opened>, claim: Claim<'_>, bytes: &[u8]) -> Result<Opened, Refusal> {
    if bytes.len() > CHANGE_BYTES_MAX {
        return Err(Refusal::TooLarge);
    }
    let change = parse(bytes)?;
    let empty = Document::empty();
    let (before, household) = match base {
        Some(base) => (&base.document, base.household.as_ref()),
        None => (&empty, None),
    };
    in_order(before.automerge(), &change, claim.actor)?;
    let (document, bytes) = catch_unwind(AssertUnwindSafe(|| {
        let operations = change.decode().operations;
        without_marks(&operations)?;
        let (after, bytes) = apply_on_a_clone(before.automerge(), &change)?;
        depth::check(&after, &change, &operations).map(|()| (after, bytes))
    }))
    .map_err(|_| Refusal::Poisonous)??;
    let before = rules::Before {
        document: before,
        household,
    };
    Ok(Opened {
        household: rules::check(&before, &document, claim)?,
        document,
        bytes,
    })
}

/// The bytes are one uncompressed change, whole, with a right checksum.
fn parse(bytes: &[u8]) -> Result<Change, Refusal> {
    let header = bytes.get(..9).ok_or(Refusal::Malformed)?;
    if header[..4] != MAGIC || header[8] != CHUNK_TYPE_CHANGE {
        return Err(Refusal::Malformed);
    }
    let hash = name_of(bytes);
    if header[4..8] != hash.0[..4] {
        return Err(Refusal::Malformed);
    }
    unfolded::check(&bytes[9..])?;
    let change = catch_unwind(|| Change::from_bytes(bytes.to_vec()))
        .ok()
        .and_then(Result::ok)
        .filter(|change| change.raw_bytes() == bytes && change.hash().0 == hash.0)
        .ok_or(Refusal::Malformed)?;
    if change.len() > CHANGE_OPERATIONS_MAX {
        return Err(Refusal::TooLarge);
    }
    if !(0..=TIME_SECONDS_MAX).contains(&change.timestamp()) {
        return Err(Refusal::Malformed);
    }
    Ok(change)
}

/// It continues what this actor wrote and what it stands on.
fn in_order(base: &Automerge, change: &Change, actor: Actor) -> Result<(), Refusal> {
    if *change.actor_id() != actor_id(actor) {
        return Err(Refusal::ForeignActor);
    }
    let mut op_max = 0;
    for dep in change.deps() {
        let meta = base
            .get_change_meta_by_hash(dep)
            .ok_or(Refusal::MissingDependency)?;
        op_max = op_max.max(meta.max_op);
    }
    let seq_last = base
        .get_changes_meta(&[])
        .iter()
        .filter(|meta| meta.actor.as_ref() == change.actor_id())
        .map(|meta| meta.seq)
        .max()
        .unwrap_or(0);
    if change.seq() != seq_last + 1 {
        return Err(Refusal::Sequence);
    }
    if change.start_op().get() != op_max + 1 {
        return Err(Refusal::Malformed);
    }
    Ok(())
}

/// No document of ours has marks in texts, and Automerge's own code of them is not sound: an end
/// without an actor made it panic, and again while it cleaned up, which ends the process where
/// assertions are on (`fuzz/corpus/change/a-mark-that-ends-and-was-never-begun`).
fn without_marks(operations: &[Op]) -> Result<(), Refusal> {
    let is_mark = |op: &Op| matches!(op.action, OpType::MarkBegin(..) | OpType::MarkEnd(_));
    if operations.iter().any(is_mark) {
        Err(Refusal::Schema)
    } else {
        Ok(())
    }
}

/// Applies, saves and loads on a clone; every step must give back exactly what went in. What was
/// saved and loaded is what is stored.
fn apply_on_a_clone(base: &Automerge, change: &Change) -> Result<(Document, Vec<u8>), Refusal> {
    let heads_before = base.get_heads();
    let mut after = base.clone();
    after
        .apply_changes([change.clone()])
        .map_err(|_| Refusal::Poisonous)?;
    let heads = after.get_heads();
    if !heads.contains(&change.hash()) {
        return Err(Refusal::MissingDependency);
    }
    let bytes = after.save_nocompress();
    let loaded = Automerge::load(&bytes).map_err(|_| Refusal::Poisonous)?;
    if loaded.get_heads() != heads {
        return Err(Refusal::Poisonous);
    }
    let new = loaded.get_changes(&heads_before);
    match new.as_slice() {
        [only] if only.raw_bytes() == change.raw_bytes() => {
            Ok((Document::from_automerge(loaded), bytes))
        }
        _ => Err(Refusal::Poisonous),
    }
}
