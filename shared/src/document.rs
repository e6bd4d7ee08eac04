//! Documents: facts are appended, descriptions are edited. The only place that names Automerge
//! operations; `docs/sync-protocol.md` gives the schema for other languages.
//!
//! A household's document is a map: `kind`, `v`, `id`, `commune`, `import_key`, and the maps
//! `profile` (editable text), `statuses`, `visits`, `handovers`, `corrections` (by fact id, never
//! edited). All maps are made in the document's first change, so they never exist twice; what came
//! into the schema later stands at the document's root, each fact under a key of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{ActorId, Automerge, Change};
use minicbor::{Decode, Encode};

use crate::id::{Actor, to_hex};
use crate::time::Timestamp;

mod campaign;
mod choice;
mod conflict;
mod consent;
mod custody;
mod fields;
mod fund;
mod household;
mod life;
mod mandate;
mod offer;
mod origin;
mod proposal;
mod publicity;
mod round;
mod support;
mod write;

pub use write::NewHousehold;

/// What a document is about; its number stands on the wire and in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Kind {
    /// One household.
    #[n(1)]
    Household,
    /// One campaign of a commune.
    #[n(2)]
    Campaign,
    /// The Fund of a unit: the office's alone, no phone is given it.
    #[n(3)]
    Fund,
}

impl Kind {
    /// The number on the wire and in the database.
    pub const fn number(self) -> u8 {
        match self {
            Self::Household => 1,
            Self::Campaign => 2,
            Self::Fund => 3,
        }
    }

    /// The kind with this number.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Household),
            2 => Some(Self::Campaign),
            3 => Some(Self::Fund),
            _ => None,
        }
    }
}

/// SHA-256 of a change's chunk, by which it is named everywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct ChangeHash(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl std::fmt::Debug for ChangeHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&to_hex(&self.0[..4]))
    }
}

/// Who writes, and when by their clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The device's actor.
    pub actor: Actor,
    /// The device's clock; kept to the second.
    pub at: Timestamp,
}

/// One change that was just written: what is stored, sent and receipted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its name.
    pub hash: ChangeHash,
    /// Its bytes, uncompressed.
    pub bytes: Vec<u8>,
}

/// What a change's bytes say of the change itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its name.
    pub hash: ChangeHash,
    /// Who wrote it; none when that is no actor of ours.
    pub actor: Option<Actor>,
    /// What it stands on.
    pub dependencies: Vec<ChangeHash>,
}

impl Named {
    /// Reads a change's bytes, wherever they are from.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let read = catch_unwind(|| Change::from_bytes(bytes.to_vec()));
        let change = read.ok().and_then(Result::ok);
        let change = change.ok_or(DocumentError::Unreadable)?;
        Ok(Self {
            hash: ChangeHash(change.hash().0),
            actor: actor_of(change.actor_id()),
            dependencies: change.deps().iter().map(|d| ChangeHash(d.0)).collect(),
        })
    }
}

/// The bytes are no document, or not one of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Automerge cannot read them.
    #[error("the bytes are no readable document")]
    Unreadable,
    /// It is a document, but this part is missing or of another shape.
    #[error("the document's {0} is missing or malformed")]
    Schema(&'static str),
    /// A change stands on others that are not here.
    #[error("the change stands on others that are not here")]
    MissingDependency,
}

/// An Automerge document of ours.
#[derive(Debug, Clone)]
pub struct Document {
    inner: Automerge,
}

impl Document {
    /// An empty document, to apply changes to.
    pub fn empty() -> Self {
        Self {
            inner: Automerge::new(),
        }
    }

    /// Reads what [`Self::save`] gave. Bytes from outside pass the gate first (`sync::gate`).
    pub fn load(bytes: &[u8]) -> Result<Self, DocumentError> {
        catch_unwind(AssertUnwindSafe(|| Automerge::load(bytes)))
            .ok()
            .and_then(Result::ok)
            .map(|inner| Self { inner })
            .ok_or(DocumentError::Unreadable)
    }

    /// The whole document. Not compressed: the HTTP body is, once and better (300 KB against
    /// 507 KB for 500 households).
    pub fn save(&self) -> Vec<u8> {
        self.inner.save_nocompress()
    }

    /// What [`Self::heads`] have in common with nothing: the hashes no later change names.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.inner
            .get_heads()
            .iter()
            .map(|h| ChangeHash(h.0))
            .collect()
    }

    /// Whether this change is part of the document.
    pub fn has(&self, hash: ChangeHash) -> bool {
        self.inner
            .get_change_meta_by_hash(&automerge::ChangeHash(hash.0))
            .is_some()
    }

    /// Takes in all that another copy has.
    pub fn merge(&mut self, mut other: Self) -> Result<(), DocumentError> {
        self.inner
            .merge(&mut other.inner)
            .map(|_| ())
            .map_err(|_| DocumentError::Unreadable)
    }

    /// Takes in one change that has passed the gate. Taking it in again changes nothing.
    pub fn apply(&mut self, bytes: &[u8]) -> Result<(), DocumentError> {
        let change = Change::from_bytes(bytes.to_vec()).map_err(|_| DocumentError::Unreadable)?;
        let hash = change.hash();
        // Automerge says Ok of a change whose dependencies are missing and keeps it out of sight.
        self.inner
            .apply_changes([change])
            .map_err(|_| DocumentError::Unreadable)?;
        if self.inner.get_change_meta_by_hash(&hash).is_some() {
            Ok(())
        } else {
            Err(DocumentError::MissingDependency)
        }
    }

    /// The names of all changes in it, in an order in which they can be applied.
    pub fn hashes(&self) -> Vec<ChangeHash> {
        self.inner
            .get_changes_meta(&[])
            .iter()
            .map(|m| ChangeHash(m.hash.0))
            .collect()
    }

    /// All changes in it, in an order in which they can be applied, each byte for byte as it was
    /// written: a document is read only if every change comes out by its name ([`Self::load`]).
    pub fn changes(&self) -> Vec<Written> {
        let changes = self.inner.get_changes(&[]);
        let written = changes.iter().map(|change| Written {
            hash: ChangeHash(change.hash().0),
            bytes: change.raw_bytes().to_vec(),
        });
        written.collect()
    }

    pub(crate) const fn from_automerge(inner: Automerge) -> Self {
        Self { inner }
    }

    pub(crate) const fn automerge(&self) -> &Automerge {
        &self.inner
    }
}

pub(crate) fn actor_id(actor: Actor) -> ActorId {
    ActorId::from(actor.as_bytes().as_slice())
}

/// The actor behind Automerge's id; ours are always sixteen bytes.
pub(crate) fn actor_of(id: &ActorId) -> Option<Actor> {
    Actor::try_from(id.to_bytes()).ok()
}
