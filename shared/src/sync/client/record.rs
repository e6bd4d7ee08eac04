//! What a phone keeps of the sync across restarts: its memory and its records.

use minicbor::{Decode, Encode};

use crate::document::{ChangeHash, Kind, Written};
use crate::id::{Actor, DocId, Epoch};
use crate::phone::message::{RecordKind, RecordState, RecordView};
use crate::sync::wire::{Cursor, Pushed};
use crate::time::Timestamp;

/// Where a record made on this phone is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Place {
    /// Durably here, not yet receipted.
    #[n(0)]
    Here,
    /// Receipted by the server, by name.
    #[n(1)]
    Receipted,
    /// Set aside by the server; the code says why.
    #[n(2)]
    SetAside(#[n(0)] String),
    /// Its household was erased: the server has said so of it, and what it said is kept here no more.
    #[n(3)]
    Erased,
}

/// A record made on this phone. It is kept after its receipt, to be offered again to a server
/// that was restored from a backup.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Record {
    /// What is sent.
    #[n(0)]
    pub pushed: Pushed,
    /// The change's name.
    #[n(1)]
    pub hash: ChangeHash,
    /// When it was made, by this phone's clock.
    #[n(2)]
    pub made_at: Timestamp,
    /// What it is, for the volunteer's list.
    #[n(3)]
    pub what: What,
    /// Where it is.
    #[n(4)]
    pub place: Place,
}

/// What kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum What {
    /// A visit.
    #[n(0)]
    Visit,
    /// A handover.
    #[n(1)]
    Handover,
    /// An edited description.
    #[n(2)]
    Profile,
    /// A new household.
    #[n(3)]
    Registration,
    /// A correction.
    #[n(4)]
    Correction,
    /// A proposal.
    #[n(5)]
    Proposal,
    /// What was taken at the commune.
    #[n(6)]
    Taken,
    /// What was done for publicity.
    #[n(7)]
    Activity,
    /// A case that was opened.
    #[n(8)]
    Case,
    /// A step of a case.
    #[n(9)]
    Step,
    /// What was promised or handed for the Fund.
    #[n(10)]
    Offer,
    /// What a household agrees to.
    #[n(11)]
    Consent,
}

impl What {
    /// What kind of document it stands in.
    const fn document(self) -> Kind {
        match self {
            Self::Visit
            | Self::Handover
            | Self::Profile
            | Self::Registration
            | Self::Correction
            | Self::Proposal
            | Self::Case
            | Self::Step
            | Self::Consent => Kind::Household,
            Self::Taken | Self::Activity | Self::Offer => Kind::Campaign,
        }
    }
}

impl Record {
    /// Without what it says: its household was erased.
    pub(super) fn emptied(&self) -> Self {
        Self {
            pushed: Pushed {
                change: Vec::new(),
                ..self.pushed.clone()
            },
            place: Place::Erased,
            ..self.clone()
        }
    }

    /// As the volunteer sees it.
    pub fn view(&self) -> RecordView {
        RecordView {
            n: self.pushed.n,
            kind: match self.what {
                What::Visit => RecordKind::Visit,
                What::Handover => RecordKind::Handover,
                What::Profile => RecordKind::Profile,
                What::Registration => RecordKind::Registration,
                What::Correction => RecordKind::Correction,
                What::Proposal => RecordKind::Proposal,
                What::Taken => RecordKind::Taken,
                What::Activity => RecordKind::Activity,
                What::Case => RecordKind::Case,
                What::Step => RecordKind::Step,
                What::Offer => RecordKind::Offer,
                What::Consent => RecordKind::Consent,
            },
            doc: self.pushed.doc,
            made_at: self.made_at,
            state: match &self.place {
                Place::Here => RecordState::Saved,
                Place::Receipted | Place::Erased => RecordState::Receipted,
                Place::SetAside(reason) => RecordState::NeedsPerson {
                    reason: reason.clone(),
                },
            },
        }
    }
}

/// What the machine keeps across restarts, besides the records.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Memory {
    /// The actor this phone writes with.
    #[n(0)]
    pub actor: Actor,
    /// The server's epoch, once heard.
    #[n(1)]
    pub epoch: Option<Epoch>,
    /// Records ever made; the last one's number.
    #[n(2)]
    pub made: u64,
    /// Version of the directory of people held.
    #[n(3)]
    pub people_version: u64,
    /// How far each commune was read.
    #[n(4)]
    pub cursors: Vec<Cursor>,
    /// When the server was last heard to the end, by this phone's clock.
    #[n(5)]
    pub heard_at: Option<Timestamp>,
    /// Documents that could not be put together from their changes: asked for whole.
    #[n(6)]
    pub wanted: Vec<DocId>,
}

impl Memory {
    /// Of a phone that was just enrolled.
    pub fn new(actor: Actor, commune: &str) -> Self {
        Self {
            actor,
            epoch: None,
            made: 0,
            people_version: 0,
            cursors: vec![Cursor::start(commune)],
            heard_at: None,
            wanted: Vec::new(),
        }
    }
}

/// The record of a change that was just written.
pub fn record(
    pushed: (u64, &str, DocId),
    written: Written,
    what: What,
    made_at: Timestamp,
) -> Record {
    let (n, commune, doc) = pushed;
    Record {
        pushed: Pushed {
            n,
            commune: commune.to_owned(),
            doc,
            kind: what.document(),
            change: written.bytes,
        },
        hash: written.hash,
        made_at,
        what,
        place: Place::Here,
    }
}
