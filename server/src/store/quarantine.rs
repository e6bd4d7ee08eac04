//! The contract of what is set aside: what is kept of it, and what the office did with it.

use chungtay_shared::api::{Looked, QuarantineLine, QuarantinePage, Trial};
use chungtay_shared::document::ChangeHash;
use chungtay_shared::id::{Actor, DeviceId, DocId};
use chungtay_shared::limits::CHANGE_BYTES_MAX;
use chungtay_shared::sync::gate::{self, Refusal};
use chungtay_shared::sync::wire::Pushed;
use chungtay_shared::time::Timestamp;

use super::StoreError;

/// A record that is set aside, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The record as it was sent.
    pub pushed: Pushed,
    /// Its name.
    pub hash: ChangeHash,
    /// Who sent it.
    pub device: DeviceId,
    /// The actor it was sent with.
    pub actor: Actor,
    /// Why it was set aside.
    pub reason: String,
    /// When it arrived.
    pub received_at: Timestamp,
}

/// That somebody of the office had a record tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewTrial<'a> {
    /// The record as it was set aside.
    pub kept: &'a Kept,
    /// The device of whoever wanted it.
    pub officer: DeviceId,
    /// When.
    pub at: Timestamp,
    /// Why it is still not let in; none when it is.
    pub refused: Option<&'a str>,
}

/// That somebody of the office has looked at a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLook<'a> {
    /// The record.
    pub hash: ChangeHash,
    /// The device of whoever did.
    pub officer: DeviceId,
    /// When.
    pub at: Timestamp,
    /// What they found.
    pub reason: &'a str,
}

/// What is set aside.
pub trait Quarantine {
    /// The newest of it and the newest trials, `limit` at most of each.
    fn quarantine(&self, commune: &str, limit: u32) -> Result<QuarantinePage, StoreError>;
    /// A record that is set aside.
    fn kept(&self, commune: &str, hash: ChangeHash) -> Result<Option<Kept>, StoreError>;
    /// The names of all records that are set aside.
    fn kept_hashes(&self, commune: &str) -> Result<Vec<ChangeHash>, StoreError>;
    /// Notes that somebody has looked at a record; whether there is such a record.
    fn look(&self, commune: &str, look: NewLook<'_>) -> Result<bool, StoreError>;
    /// Notes a trial.
    fn add_trial(&self, commune: &str, trial: NewTrial<'_>) -> Result<(), StoreError>;
}

/// What stands in the database for a line, for both databases to make the same line of.
pub(super) struct LineParts {
    pub(super) hash: ChangeHash,
    pub(super) received_at: Timestamp,
    pub(super) reason: String,
    pub(super) person_name: String,
    pub(super) device_name: String,
    pub(super) n: u64,
    pub(super) household: DocId,
    /// Head of the household, when it is on the list.
    pub(super) head_name: Option<String>,
    pub(super) size_bytes: u64,
    /// The change, unless it is longer than any that can be read.
    pub(super) change: Option<Vec<u8>>,
    pub(super) tried: Option<Trial>,
    pub(super) looked: Option<Looked>,
}

/// Columns of a trial, in the SQL of both: hash, time, officer, whose record, number, document, the
/// reason before and after.
pub(super) const TRIALS: &str = "select t.hash, t.at_ms, coalesce(o.person_name, ''),
           coalesce(a.person_name, ''), t.n, t.doc, t.reason, t.refused
    from trial t
    left join device od on od.commune = t.commune and od.id = t.officer
    left join account o on o.commune = od.commune and o.id = od.account
    left join device d on d.commune = t.commune and d.id = t.device
    left join account a on a.commune = d.commune and a.id = d.account";

/// Longer changes are not looked into.
pub(super) const READ_BYTES_MAX: usize = CHANGE_BYTES_MAX;

impl LineParts {
    pub(super) fn line(self) -> QuarantineLine {
        let mut seen = self.change.as_deref().map(gate::glance).unwrap_or_default();
        if self.reason == Refusal::Erased.code() {
            seen.head_name = None;
        } else {
            seen.given = None;
        }
        QuarantineLine {
            hash: chungtay_shared::id::to_hex(&self.hash.0),
            received_at: self.received_at,
            reason: self.reason,
            kind: seen.kind,
            person_name: self.person_name,
            device_name: self.device_name,
            n: self.n,
            household: self.household,
            is_listed: self.head_name.is_some(),
            head_name: self.head_name.or(seen.head_name).unwrap_or_default(),
            size_bytes: self.size_bytes,
            tried: self.tried,
            looked: self.looked,
            given: seen.given,
        }
    }
}
