//! The frames in CBOR, each with a checksum: a bit that flips on the road must neither make a receipt
//! out of a refusal nor put a record into another's document. Field numbers are positions in arrays: they are never reused, new ones go
//! to the end, a reader ignores what it does not know. `docs/sync-protocol.md` shows the bytes.

use minicbor::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use crate::document::{ChangeHash, Kind};
use crate::escape::SealingKey;
use crate::id::{Actor, DocId, Epoch};
use crate::limits::{
    CHANGE_BYTES_KEPT_MAX, CHANGES_PER_REQUEST_MAX, COMMUNE_CODE_CHARS_MAX,
    COMMUNES_PER_REQUEST_MAX, DOCS_WANTED_MAX, REQUEST_BYTES_MAX,
};
use crate::register::Names;
use crate::time::Timestamp;

mod reader;

pub use reader::FrameReader;

/// The protocol this code speaks.
pub const PROTOCOL: u16 = 1;

/// Bytes of the checksum: the first of the SHA-256 over the CBOR.
const CHECKSUM_BYTES: usize = 4;

/// How far a phone has read a commune's log.
///
/// Everything up to `since` is held. While a long catch-up is under way, documents whose last
/// change lies at or before `upto` are held up to the present too; otherwise both are equal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Cursor {
    /// Code of the commune.
    #[n(0)]
    pub commune: String,
    /// Everything up to this number is held.
    #[n(1)]
    pub since: u64,
    /// Documents that last changed up to this number are held.
    #[n(2)]
    pub upto: u64,
    /// What was erased up to this number was heard of; none of an app that knows of no erasures.
    #[n(3)]
    pub erased: Option<u64>,
}

impl Cursor {
    /// The cursor of a phone that holds nothing of this commune.
    pub fn start(commune: &str) -> Self {
        Self {
            commune: commune.to_owned(),
            since: 0,
            upto: 0,
            erased: Some(0),
        }
    }
}

/// One record: the change one action made.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Pushed {
    /// The record's number on this device: 1, 2, 3 … without a gap.
    #[n(0)]
    pub n: u64,
    /// Code of the commune the document belongs to.
    #[n(1)]
    pub commune: String,
    /// The document.
    #[n(2)]
    pub doc: DocId,
    /// What the document is about.
    #[n(3)]
    pub kind: Kind,
    /// The change, plain or in its [short form](super::short).
    #[cbor(n(4), with = "minicbor::bytes")]
    pub change: Vec<u8>,
}

/// What a phone posts.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Request {
    /// [`PROTOCOL`] of the phone.
    #[n(0)]
    pub protocol: u16,
    /// The actor the phone writes with.
    #[n(1)]
    pub actor: Actor,
    /// The epoch of the server the cursors come from; none before the first reply.
    #[n(2)]
    pub epoch: Option<Epoch>,
    /// How many records this device has ever made, sent or not: so the office knows what is owed.
    #[n(3)]
    pub made: u64,
    /// Version of the directory of people the phone holds; 0 for none.
    #[n(4)]
    pub people_version: u64,
    /// How far the phone has read.
    #[n(5)]
    pub cursors: Vec<Cursor>,
    /// What the server has not yet receipted.
    #[n(6)]
    pub pushed: Vec<Pushed>,
    /// Documents the phone could not put together and asks for whole.
    #[n(7)]
    pub wanted: Vec<DocId>,
    /// The device reads changes and documents in their [short form](super::short).
    #[cbor(n(8), default)]
    pub short: bool,
    /// Seconds by which the phone's clock was ahead of the server's when it last heard it, so that
    /// the office can tell whoever has the phone; 0 when it is about right or not known.
    #[cbor(n(9), default)]
    pub clock_off_s: i64,
    /// The phone does not have the server's [key](SealingKey): it was enrolled before there was one.
    #[cbor(n(10), skip_if = "is_false")]
    pub key_wanted: bool,
}

/// What became of one record. It is kept in every case.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Outcome {
    /// Stored now, durably.
    #[n(0)]
    Stored,
    /// The server had it already.
    #[n(1)]
    AlreadyHad,
    /// Set aside whole; the code says why.
    #[n(2)]
    Quarantined(#[n(0)] String),
    /// It came in its short form and cannot be rebuilt here: it is wanted plain. Nothing was stored.
    #[n(3)]
    SendPlain,
}

/// The answer to one record.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Answered {
    /// The record's number.
    #[n(0)]
    pub n: u64,
    /// The change the answer is about: its SHA-256 as the server received it.
    #[n(1)]
    pub hash: ChangeHash,
    /// What became of it.
    #[n(2)]
    pub outcome: Outcome,
}

/// Who writes with which actor.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Person {
    /// The actor.
    #[n(0)]
    pub actor: Actor,
    /// The person's name.
    #[n(1)]
    pub name: String,
}

/// The directory of people of the phone's communes, and of their hamlets and organisations, sent when
/// the phone's is old.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct People {
    /// Its version.
    #[n(0)]
    pub version: u64,
    /// Everybody.
    #[n(1)]
    pub people: Vec<Person>,
    /// What the commune's register says beyond its household list; none where that is nothing.
    #[n(2)]
    pub names: Option<Box<Names>>,
}

/// The first frame of a reply. All in it is durable before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Receipt {
    /// [`PROTOCOL`] of the server.
    #[n(0)]
    pub protocol: u16,
    /// The life of this database.
    #[n(1)]
    pub epoch: Epoch,
    /// An answer for every record of the request.
    #[n(2)]
    pub answers: Vec<Answered>,
    /// How many records of this device the server has stored in all.
    #[n(3)]
    pub receipted: u64,
    /// How many it has set aside.
    #[n(4)]
    pub quarantined: u64,
    /// The directory, when the phone's is old.
    #[n(5)]
    pub people: Option<People>,
    /// The server's clock, to show a phone that is wrong; never to reject it.
    #[n(6)]
    pub server_time: Timestamp,
    /// Codes of the communes the phone may hold.
    #[n(7)]
    pub scope: Vec<String>,
    /// Documents that will follow in pages, as far as now known.
    #[n(8)]
    pub docs_to_come: u32,
    /// What escape files are sealed for, when the phone wants it or comes from another epoch.
    #[n(9)]
    pub sealing_key: Option<SealingKey>,
}

/// What is new of one document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum News {
    /// The whole document: the phone does not hold it.
    #[n(0)]
    Snapshot(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
    /// Changes in the order of the log, plain or in their [short form](super::short).
    #[n(1)]
    Changes(#[n(0)] Vec<minicbor::bytes::ByteVec>),
}

/// One document of a page.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DocNews {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// What it is about.
    #[n(1)]
    pub kind: Kind,
    /// What is new.
    #[n(2)]
    pub news: News,
}

/// Some documents, and the cursor a phone has once it has stored them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Page {
    /// The cursor afterwards.
    #[n(0)]
    pub cursor: Cursor,
    /// The documents.
    #[n(1)]
    pub docs: Vec<DocNews>,
    /// Households that were erased at their request: nothing of them is held any more.
    #[cbor(n(2), skip_if = "Vec::is_empty", default)]
    pub erased: Vec<DocId>,
}

/// One frame of a reply: four bytes of length (big end first), four of checksum, then this in CBOR.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Frame {
    /// First and once.
    #[n(0)]
    Receipt(#[n(0)] Receipt),
    /// Any number of them.
    #[n(1)]
    Page(#[n(0)] Page),
    /// Last: the reply is whole.
    #[n(2)]
    End,
    /// Last: the server broke off; what came before stands. Ask again later.
    #[n(3)]
    BrokenOff,
}

/// Why bytes are no request or no frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Longer than allowed.
    #[error("longer than {max} bytes")]
    TooLong {
        /// The limit.
        max: usize,
    },
    /// Not CBOR of this shape.
    #[error("not CBOR of this shape")]
    Malformed,
    /// Not the bytes that were sent: the checksum is wrong.
    #[error("damaged on the way")]
    Damaged,
    /// The other side speaks a protocol this one does not.
    #[error("protocol {0} is not spoken here")]
    Protocol(u16),
    /// A named limit was passed.
    #[error("over the limit {0}")]
    OverLimit(&'static str),
}

impl Request {
    /// The request's bytes: CBOR, then its checksum.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = encode(self);
        let checksum = checksum(&bytes);
        bytes.extend(checksum);
        bytes
    }

    /// Reads a request, holding every limit before anything is looked at.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > REQUEST_BYTES_MAX {
            return Err(WireError::TooLong {
                max: REQUEST_BYTES_MAX,
            });
        }
        let protocol = minicbor::Decoder::new(bytes)
            .array()
            .and_then(|_| {
                let mut d = minicbor::Decoder::new(bytes);
                d.array()?;
                d.u16()
            })
            .map_err(|_| WireError::Malformed)?;
        if protocol != PROTOCOL {
            return Err(WireError::Protocol(protocol));
        }
        let (body, claimed) = bytes
            .split_last_chunk::<CHECKSUM_BYTES>()
            .ok_or(WireError::Malformed)?;
        if checksum(body) != *claimed {
            return Err(WireError::Damaged);
        }
        let request: Self = decode(body)?;
        request.within_limits()?;
        Ok(request)
    }

    fn within_limits(&self) -> Result<(), WireError> {
        let long_code = |code: &str| code.chars().count() > COMMUNE_CODE_CHARS_MAX;
        if self.pushed.len() > CHANGES_PER_REQUEST_MAX {
            return Err(WireError::OverLimit("CHANGES_PER_REQUEST_MAX"));
        }
        if self.wanted.len() > DOCS_WANTED_MAX {
            return Err(WireError::OverLimit("DOCS_WANTED_MAX"));
        }
        if self.cursors.len() > COMMUNES_PER_REQUEST_MAX {
            return Err(WireError::OverLimit("COMMUNES_PER_REQUEST_MAX"));
        }
        if self.cursors.iter().any(|c| long_code(&c.commune))
            || self.pushed.iter().any(|p| long_code(&p.commune))
        {
            return Err(WireError::OverLimit("COMMUNE_CODE_CHARS_MAX"));
        }
        // A change over its limit is set aside, not refused with its neighbours; this bounds what
        // setting aside may cost.
        if self
            .pushed
            .iter()
            .any(|p| p.change.len() > CHANGE_BYTES_KEPT_MAX)
        {
            return Err(WireError::OverLimit("CHANGE_BYTES_KEPT_MAX"));
        }
        Ok(())
    }
}

impl Frame {
    /// Length, checksum and CBOR.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = encode(self);
        let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
        [
            length.to_be_bytes().as_slice(),
            &checksum(&body),
            body.as_slice(),
        ]
        .concat()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what the derive calls")]
const fn is_false(value: &bool) -> bool {
    !*value
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let [a, b, c, d, ..]: [u8; 32] = Sha256::digest(bytes).into();
    [a, b, c, d]
}

fn encode(value: &impl Encode<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a vector cannot fail.
    let _ = minicbor::encode(value, &mut bytes);
    bytes
}

fn decode<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, WireError> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let value = decoder.decode().map_err(|_| WireError::Malformed)?;
    if decoder.position() == bytes.len() {
        Ok(value)
    } else {
        Err(WireError::Malformed)
    }
}

#[cfg(test)]
mod tests;
