//! What the server has set aside, and what came of trying it again.

use serde::{Deserialize, Serialize};

use super::erasure::SeemsGiven;
use crate::id::DocId;
use crate::phone::message::RecordKind;
use crate::time::Timestamp;

/// What is set aside, newest first, and what came of trying again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantinePage {
    /// The newest of it: what waits for a person, then what somebody has looked at.
    pub lines: Vec<QuarantineLine>,
    /// How much waits for a person in all.
    pub total: u64,
    /// The newest trials.
    pub trials: Vec<Trial>,
}

/// A record the server set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineLine {
    /// The record's name: the SHA-256 of its change in hexadecimal.
    pub hash: String,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Why it was set aside (`quarantine.<code>`).
    pub reason: String,
    /// What kind of record it seems to be, when it can be read.
    pub kind: Option<RecordKind>,
    /// Who sent it.
    pub person_name: String,
    /// From which phone.
    pub device_name: String,
    /// Its number on that phone.
    pub n: u64,
    /// Which document it was for.
    pub household: DocId,
    /// Whether that household is on the list.
    pub is_listed: bool,
    /// Head of that household, when the server knows it or the record says it.
    pub head_name: String,
    /// Bytes kept.
    pub size_bytes: u64,
    /// How the last trial went, if the office had it tried again.
    pub tried: Option<Trial>,
    /// What a person has found who looked at it: it waits no more, and is kept.
    #[serde(default)]
    pub looked: Option<Looked>,
    /// What it says was handed over, where its household was erased.
    #[serde(default)]
    pub given: Option<SeemsGiven>,
}

/// That a person has looked at a record, and what they found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// When.
    pub at: Timestamp,
    /// Who at the office.
    pub officer_name: String,
    /// What they found.
    pub reason: String,
}

/// Says that a person has looked at a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// What they found.
    pub reason: String,
}

/// That the office had a record tried again. Kept for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// When.
    pub at: Timestamp,
    /// Who at the office.
    pub officer_name: String,
    /// Whose record.
    pub person_name: String,
    /// Its number on that phone.
    pub n: u64,
    /// Which document it was for.
    pub household: DocId,
    /// Why it had been set aside.
    pub reason: String,
    /// Why it still is (`quarantine.<code>`); none when it was let in.
    pub refused: Option<String>,
}
