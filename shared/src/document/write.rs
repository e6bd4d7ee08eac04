//! Every change that is ever written to a household's document: one user action, one change.

use std::collections::BTreeMap;

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{AutomergeError, ObjId, ObjType, ROOT, ReadDoc as _, ScalarValue, Value};

use super::{Author, ChangeHash, Document, DocumentError, Written, actor_id};
use crate::handover::Handover;
use crate::household::{Correction, Profile, ProfileField, Status};
use crate::id::{DocId, FactId};
use crate::time::Timestamp;
use crate::visit::Visit;

/// The schema this code writes.
pub(super) const SCHEMA_VERSION: i64 = 1;

/// A household that is not yet on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHousehold {
    /// Its document.
    pub id: DocId,
    /// Code of its commune.
    pub commune: String,
    /// Digest of the list row it comes from; empty when it comes from none.
    pub import_key: String,
    /// Its description, validated.
    pub profile: Profile,
    /// The statuses it is known to have.
    pub statuses: Vec<Status>,
}

impl Document {
    /// The document of a new household.
    pub fn new_household(
        author: Author,
        new: &NewHousehold,
    ) -> Result<(Self, Written), DocumentError> {
        let mut document = Self::empty();
        let written = document.change(author, |tx| {
            tx.put(ROOT, "kind", "household")?;
            tx.put(ROOT, "v", SCHEMA_VERSION)?;
            tx.put(ROOT, "id", new.id.as_bytes().to_vec())?;
            tx.put(ROOT, "commune", new.commune.as_str())?;
            put_text(tx, &ROOT, "import_key", &new.import_key)?;
            let profile = tx.put_object(ROOT, "profile", ObjType::Map)?;
            for (field, value) in new.profile.known() {
                tx.put(&profile, field.code(), value)?;
            }
            let statuses = tx.put_object(ROOT, "statuses", ObjType::Map)?;
            for name in ["visits", "handovers", "corrections"] {
                tx.put_object(ROOT, name, ObjType::Map)?;
            }
            for status in &new.statuses {
                put_status(tx, &statuses, status)?;
            }
            Ok(())
        })?;
        Ok((document, written))
    }

    /// Sets fields of the description. All values a field had are superseded by the one given;
    /// so this is also how the office answers a conflict.
    pub fn edit_profile(
        &mut self,
        author: Author,
        edits: &BTreeMap<ProfileField, String>,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let profile = child(tx, "profile")?;
            for (field, value) in edits {
                tx.put(&profile, field.code(), value.as_str())?;
            }
            Ok(())
        })
    }

    /// Adds a dated status.
    pub fn add_status(
        &mut self,
        author: Author,
        status: &Status,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let statuses = child(tx, "statuses")?;
            put_status(tx, &statuses, status)
        })
    }

    /// Adds a visit, and the correction that puts it in another's place.
    pub fn add_visit(
        &mut self,
        author: Author,
        visit: &Visit,
        correction: Option<&Correction>,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let visits = child(tx, "visits")?;
            put_visit(tx, &visits, visit)?;
            correction.map_or(Ok(()), |c| put_correction(tx, c))
        })
    }

    /// Adds a handover, and the correction that puts it in another's place.
    pub fn add_handover(
        &mut self,
        author: Author,
        handover: &Handover,
        correction: Option<&Correction>,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let handovers = child(tx, "handovers")?;
            put_handover(tx, &handovers, handover)?;
            correction.map_or(Ok(()), |c| put_correction(tx, c))
        })
    }

    /// Says that a fact never happened.
    pub fn retract(
        &mut self,
        author: Author,
        correction: &Correction,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| put_correction(tx, correction))
    }

    /// Writes one change with one author.
    pub(super) fn change(
        &mut self,
        author: Author,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Result<Written, DocumentError> {
        self.inner.set_actor(actor_id(author.actor));
        let mut tx = self.inner.transaction();
        write(&mut tx).map_err(|_| DocumentError::Schema("shape"))?;
        let options = CommitOptions::default().with_time(author.at.ms().div_euclid(1_000));
        let (hash, _) = tx.commit_with(options);
        let hash = hash.ok_or(DocumentError::Schema("nothing to write"))?;
        let change = self
            .inner
            .get_change_by_hash(&hash)
            .ok_or(DocumentError::Unreadable)?;
        Ok(Written {
            hash: ChangeHash(hash.0),
            bytes: change.raw_bytes().to_vec(),
        })
    }
}

pub(super) fn child(tx: &Transaction<'_>, key: &'static str) -> Result<ObjId, AutomergeError> {
    match tx.get(ROOT, key)? {
        Some((Value::Object(ObjType::Map), map)) => Ok(map),
        _ => Err(AutomergeError::InvalidObjId(key.to_owned())),
    }
}

pub(super) fn put_text(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    key: &str,
    text: &str,
) -> Result<(), AutomergeError> {
    if text.is_empty() {
        Ok(())
    } else {
        tx.put(map, key, text)
    }
}

pub(super) fn put_time(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    key: &str,
    at: Timestamp,
) -> Result<(), AutomergeError> {
    tx.put(map, key, ScalarValue::Timestamp(at.ms()))
}

fn put_fact(tx: &mut Transaction<'_>, facts: &ObjId, id: FactId) -> Result<ObjId, AutomergeError> {
    tx.put_object(facts, id.to_string(), ObjType::Map)
}

fn put_status(
    tx: &mut Transaction<'_>,
    statuses: &ObjId,
    status: &Status,
) -> Result<(), AutomergeError> {
    let map = put_fact(tx, statuses, status.id)?;
    tx.put(&map, "category", status.category.code())?;
    put_text(tx, &map, "standard", &status.standard)?;
    put_text(tx, &map, "decision", &status.decision)?;
    tx.put(&map, "from", status.from.to_string())?;
    if let Some(to) = status.to {
        tx.put(&map, "to", to.to_string())?;
    }
    put_time(tx, &map, "recorded_at", status.recorded_at)
}

fn put_visit(
    tx: &mut Transaction<'_>,
    visits: &ObjId,
    visit: &Visit,
) -> Result<(), AutomergeError> {
    let map = put_fact(tx, visits, visit.id)?;
    put_time(tx, &map, "at", visit.at)?;
    tx.put(&map, "purpose", visit.purpose.code())?;
    tx.put(&map, "met", visit.met.code())?;
    put_text(tx, &map, "met_name", &visit.met_name)?;
    let needs: Vec<&str> = visit.needs.iter().map(|need| need.code()).collect();
    put_text(tx, &map, "needs", &needs.join(" "))?;
    put_text(tx, &map, "note", &visit.note)?;
    if let Some(seen) = visit.change_seen {
        tx.put(&map, "change_seen", seen.code())?;
    }
    if let Some(place) = visit.place {
        tx.put(&map, "lat", i64::from(place.lat_milli_degrees))?;
        tx.put(&map, "lon", i64::from(place.lon_milli_degrees))?;
    }
    put_time(tx, &map, "recorded_at", visit.recorded_at)
}

fn put_handover(
    tx: &mut Transaction<'_>,
    handovers: &ObjId,
    handover: &Handover,
) -> Result<(), AutomergeError> {
    let map = put_fact(tx, handovers, handover.id)?;
    put_time(tx, &map, "at", handover.at)?;
    if let Some(campaign) = handover.campaign {
        tx.put(&map, "campaign", campaign.to_string())?;
    }
    put_text(tx, &map, "campaign_name", &handover.campaign_name)?;
    if let Some(round) = handover.round {
        tx.put(&map, "round", round.to_string())?;
    }
    put_text(tx, &map, "item", &handover.item)?;
    tx.put(&map, "form", handover.form.code())?;
    for (key, number) in [
        ("money_vnd", handover.money_vnd),
        ("quantity_milli", handover.quantity_milli),
        ("goods_value_vnd", handover.goods_value_vnd),
    ] {
        if number != 0 {
            tx.put(&map, key, number)?;
        }
    }
    put_text(tx, &map, "unit", &handover.unit)?;
    tx.put(&map, "receiver", handover.receiver.code())?;
    put_text(tx, &map, "receiver_name", &handover.receiver_name)?;
    put_text(tx, &map, "relation", &handover.relation)?;
    if let Some(signature) = &handover.signature {
        tx.put(&map, "signature", signature.to_bytes())?;
    }
    put_text(tx, &map, "note", &handover.note)?;
    if let Some(case) = handover.case {
        tx.put(&map, "case", case.to_string())?;
    }
    if let Some(source) = handover.source {
        tx.put(&map, "source", source.code())?;
    }
    put_text(tx, &map, "source_name", &handover.source_name)?;
    put_text(tx, &map, "voucher", &handover.voucher)?;
    put_time(tx, &map, "recorded_at", handover.recorded_at)
}

fn put_correction(tx: &mut Transaction<'_>, correction: &Correction) -> Result<(), AutomergeError> {
    let corrections = child(tx, "corrections")?;
    let map = put_fact(tx, &corrections, correction.id)?;
    tx.put(&map, "corrects", correction.corrects.to_string())?;
    if let Some(replacement) = correction.replacement {
        tx.put(&map, "replacement", replacement.to_string())?;
    }
    tx.put(&map, "reason", correction.reason.as_str())?;
    put_time(tx, &map, "recorded_at", correction.recorded_at)
}
