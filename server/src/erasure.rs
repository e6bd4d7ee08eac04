//! Deletion at the request of whom it is about (Decree 356/2025, Art. 5): everything that is kept of a
//! household goes, from documents, log, rows and what is set aside, in one transaction under the commune's
//! lock, and from the database's files behind it. What stays are figures under a name made by chance, so
//! that sums, rounds and closed periods still add up, and a line of the log that says what was erased.
//! Phones are told by its number (`docs/sync-protocol.md`), and what they still bring is set aside.

use chungtay_shared::api::erasure::{
    EraseHousehold, Erasure, ErasureDone, ErasurePreview, ErasuresPage, NamedBy,
};
use chungtay_shared::api::import::RowAnswer;
use chungtay_shared::document::{ChangeHash, Document, Kind};
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::id::DocId;
use chungtay_shared::import::LeftRow;
use chungtay_shared::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use chungtay_shared::text::fold;
use sha2::{Digest as _, Sha256};

use crate::error::ApiError;
use crate::kept;
use crate::lives;
use crate::office::Pen;
use crate::requests;
use crate::state::AppState;
use crate::store::{Device, NewErasure, NewLook, Store, StoreError, Tx, read, write};

pub mod figures;
mod late;
mod rights;

pub use late::erase_record;

/// Erasures shown at most.
const SHOWN_MAX: usize = 500;

/// What deleting a household comes to.
pub fn preview(
    tx: &dyn Tx,
    commune: &str,
    doc: DocId,
) -> Result<Option<ErasurePreview>, StoreError> {
    let Some(household) = household(tx, commune, doc)? else {
        return Ok(None);
    };
    let (set_aside, changes) = tx.held_of(commune, doc)?;
    let mut named_by = Vec::new();
    for other in kept::records(tx, commune)? {
        if other.life.iter().any(|event| event.fact.other == Some(doc)) {
            named_by.push(NamedBy {
                household: other.id,
                head_name: other.profile.get(ProfileField::HeadName).to_owned(),
            });
        }
    }
    Ok(Some(ErasurePreview {
        head_name: household.profile.get(ProfileField::HeadName).to_owned(),
        changes,
        visits: household.visits.len() as u64,
        handovers: household.handovers.len() as u64,
        set_aside,
        left_rows: left_keys(tx, commune, &household)?.len() as u64,
        named_by,
        forbids: forbids(tx, commune, &household)?,
    }))
}

/// Deletes a household.
pub fn erase(
    state: &AppState,
    device: &Device,
    doc: DocId,
    wanted: &EraseHousehold,
) -> Result<ErasureDone, ApiError> {
    let commune = &device.account.commune;
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let Some(household) = household(tx, commune, doc)? else {
            return Ok(Err(ApiError::NotFound));
        };
        let mut errors = FieldErrors::default();
        let request = errors.needed("request", &wanted.request, LINE_CHARS_MAX);
        let reason = errors.needed("reason", &wanted.reason, NOTE_CHARS_MAX);
        let name = household.profile.get(ProfileField::HeadName);
        if fold(wanted.head_name.trim()) != fold(name.trim()) {
            errors.add("head_name", Problem::Unknown);
        }
        let mut problems = errors.into_problems();
        problems.extend(forbids(tx, commune, &household)?);
        if !problems.is_empty() {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        rights::take_back(state, &pen, doc)?;
        let kept = figures::keep(state, &pen, &household)?;
        let (_, changes) = tx.held_of(commune, doc)?;
        requests::forget(&pen, doc)?;
        for key in left_keys(tx, commune, &household)? {
            tx.erase_left(commune, &key)?;
        }
        let look = NewLook {
            // Of all records of the household.
            hash: ChangeHash([0; 32]),
            officer: device.id,
            at: pen.author().at,
            reason: &request,
        };
        tx.erase(commune, doc, look)?;
        let said = Erasure {
            household: doc,
            at: pen.author().at,
            officer_name: pen.officer_name().to_owned(),
            request,
            reason,
            changes,
            figures: kept.count,
            sealed: kept.sealed,
            record: None,
        };
        say(&pen, device, &said)?;
        Ok(Ok(()))
    })?;
    state.live.changed(commune);
    outcome?;
    // What a process has at hand of it is in no file.
    state.at_hand.forget(&doc);
    state.previews.forget(commune);
    Ok(wiped(state))
}

/// What was erased in a commune, newest first.
pub fn page(tx: &dyn Tx, commune: &str) -> Result<ErasuresPage, StoreError> {
    let lines = tx.erased_after(commune, 0, u32::MAX)?;
    let newest = lines.iter().rev().take(SHOWN_MAX);
    let erasures = newest.map(|line| body(&line.body));
    Ok(ErasuresPage {
        erasures: erasures.collect::<Result<_, _>>()?,
    })
}

/// Says in the log what was erased.
fn say(pen: &Pen<'_>, device: &Device, said: &Erasure) -> Result<u64, StoreError> {
    let unwritten = |_| StoreError::Database("what was erased cannot be said".into());
    let body = serde_json::to_string(said).map_err(unwritten)?;
    let erasure = NewErasure {
        doc: said.household,
        hash: hash(&body),
        body: &body,
        actor: pen.author().actor,
        device: device.id,
        at: pen.author().at,
    };
    let seq = pen.tx().append_erasure(pen.commune(), &erasure)?;
    crate::access::done(pen.tx(), device, Some(said.household), pen.author().at)?;
    Ok(seq)
}

/// The name that a line of the log has for what it says was erased.
pub fn hash(body: &str) -> ChangeHash {
    ChangeHash(Sha256::digest(body).into())
}

/// What a line says was erased.
pub fn body(text: &str) -> Result<Erasure, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Inconsistent {
        table: "erasure",
        column: "body",
    })
}

/// Wipes what was erased from the database's files; what cannot be done now is tried again.
fn wiped(state: &AppState) -> ErasureDone {
    let done = wipe_if_due(&*state.store);
    if let Err(error) = &done {
        tracing::warn!(%error, "what was erased is still in the database's files");
    }
    ErasureDone {
        is_wiped: done.is_ok(),
    }
}

/// Wipes the database's files when something was erased since that was done last.
pub fn wipe_if_due(store: &dyn Store) -> Result<(), StoreError> {
    let Some(erased) = read(store, |tx| tx.wipe_due())? else {
        return Ok(());
    };
    store.wipe()?;
    write(store, |tx| tx.set_wiped(erased))
}

fn household(tx: &dyn Tx, commune: &str, doc: DocId) -> Result<Option<Household>, StoreError> {
    let stored = tx.document(doc)?;
    let stored = stored.filter(|s| s.commune == commune && s.kind == Kind::Household);
    stored
        .map(|stored| Ok(Document::load(&stored.bytes)?.household()?))
        .transpose()
}

/// What has to come to an end before: records that are one household are parted first, so that each is
/// deleted for itself; a case that goes on is stopped or brought to its end, since others pay by it.
fn forbids(
    tx: &dyn Tx,
    commune: &str,
    household: &Household,
) -> Result<Vec<FieldError>, StoreError> {
    let mut errors = FieldErrors::default();
    let merged = lives::of_commune(&tx.lives(commune)?).merged;
    if merged.contains_key(&household.id) || merged.values().any(|kept| *kept == household.id) {
        errors.add("merge", Problem::InUse);
    }
    let goes_on = |standing: &chungtay_shared::support::Standing<'_>| {
        !standing.ended && standing.stopped.is_none()
    };
    let mut cases = household.cases.iter();
    if cases.any(|case| goes_on(&case.standing())) {
        errors.add("case", Problem::InUse);
    }
    Ok(errors.into_problems())
}

/// Keys of rows of imported lists that are of this household: those it came from, those that an officer
/// said are its, and those that name the same person.
fn left_keys(tx: &dyn Tx, commune: &str, household: &Household) -> Result<Vec<String>, StoreError> {
    let is_same = |row: &LeftRow, field| {
        let (theirs, ours) = (
            row.household.profile.get(field),
            household.profile.get(field),
        );
        !ours.is_empty() && fold(theirs) == fold(ours)
    };
    let names = |row: &LeftRow| {
        is_same(row, ProfileField::NationalId)
            || (is_same(row, ProfileField::HeadName) && is_same(row, ProfileField::Birth))
            || row.household.import_key == household.import_key
    };
    let waiting = tx.left_rows(commune)?.into_iter().filter(names);
    let mut keys: Vec<String> = waiting.map(|row| row.household.import_key).collect();
    for (row, said) in tx.answered_rows(commune)? {
        if names(&row) || said.answer == RowAnswer::SameAs(household.id) {
            keys.push(row.household.import_key);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}
