//! What the office can do with a record that is set aside: have the server try it again. No person
//! lets in what the rules refuse; the rules decide again, with what has come and what has been
//! learned since.

use std::collections::BTreeSet;

use chungtay_shared::api::{Look, Trial};
use chungtay_shared::document::ChangeHash;
use chungtay_shared::field::FieldErrors;
use chungtay_shared::id::to_hex;
use chungtay_shared::limits::NOTE_CHARS_MAX;
use chungtay_shared::sync::server::{self, Needs, Speaker, Standing};
use chungtay_shared::sync::wire::Outcome;
use serde::Serialize;

use crate::access;
use crate::error::ApiError;
use crate::push::Ready;
use crate::state::AppState;
use crate::store::{Device, Kept, NewLook, NewTrial, StoreError, Tx, write};

/// Tries a record again for an officer. Let in, it stands in the log as its phone's; the phone
/// hears of it with its next exchange.
pub fn try_again(state: &AppState, officer: &Device, hash: ChangeHash) -> Result<Trial, ApiError> {
    let commune = &officer.account.commune;
    let tried = write(&*state.store, |tx| {
        tx.lock(commune)?;
        let Some(kept) = tx.kept(commune, hash)? else {
            return Ok(None);
        };
        let refused = let_in(state, tx, commune, &kept)?;
        let trial = NewTrial {
            kept: &kept,
            officer: officer.id,
            at: state.clock.now(),
            refused: refused.as_deref(),
        };
        tx.add_trial(commune, trial)?;
        access::done(tx, officer, None, trial.at)?;
        let sender = tx
            .devices(commune)?
            .into_iter()
            .find(|d| d.id == kept.device);
        Ok(Some(Trial {
            at: trial.at,
            officer_name: officer.account.person_name.clone(),
            person_name: sender.map(|d| d.person_name).unwrap_or_default(),
            n: kept.pushed.n,
            household: kept.pushed.doc,
            reason: kept.reason,
            refused,
        }))
    })?;
    state.live.changed(commune);
    tried.ok_or(ApiError::NotFound)
}

/// Notes that an officer has looked at a record and what they found. It waits no more, and is kept.
pub fn look(
    state: &AppState,
    officer: &Device,
    hash: ChangeHash,
    look: &Look,
) -> Result<(), ApiError> {
    let mut errors = FieldErrors::default();
    let reason = errors.needed("reason", &look.reason, NOTE_CHARS_MAX);
    errors.finish(()).map_err(ApiError::Invalid)?;
    let commune = &officer.account.commune;
    let noted = write(&*state.store, |tx| {
        tx.lock(commune)?;
        let look = NewLook {
            hash,
            officer: officer.id,
            at: state.clock.now(),
            reason: &reason,
        };
        let is_found = tx.look(commune, look)?;
        if is_found {
            access::done(tx, officer, None, look.at)?;
        }
        Ok(is_found)
    })?;
    state.live.changed(commune);
    noted.then_some(()).ok_or(ApiError::NotFound)
}

/// Decides anew and stores what passes; else why it does not.
fn let_in(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    kept: &Kept,
) -> Result<Option<String>, StoreError> {
    let now = state.clock.now();
    // As who sent it then: a phone that was revoked since, or whose volunteer has left, has
    // recorded it all the same.
    let speaker = Speaker {
        device: kept.device,
        communes: BTreeSet::from([commune.to_owned()]),
        actors: tx.actors(commune, kept.device)?,
        standing: Standing::Serves,
    };
    let known = tx.known(&Needs {
        docs: [kept.pushed.doc].into(),
        hashes: [kept.hash].into(),
    })?;
    let mut admission = server::readmit(&kept.pushed, kept.actor, &speaker, known);
    for accepted in &admission.accepted {
        let seq = tx.append(accepted, kept.device, now)?;
        if let Some(opened) = admission.documents.remove(&accepted.doc) {
            Ready::admitted(&opened, commune).store(tx, accepted.doc, seq, now)?;
        }
    }
    Ok(admission.answers.into_iter().find_map(|a| match a.outcome {
        Outcome::Stored => None,
        Outcome::Quarantined(reason) => Some(reason),
        // It stands in another commune's log, where it is no business of this office.
        Outcome::AlreadyHad | Outcome::SendPlain => Some(kept.reason.clone()),
    }))
}

/// A record as it is exported, for a programmer to look at: `docs/set-aside.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exported {
    format: &'static str,
    hash: String,
    reason: String,
    received_ms: i64,
    commune: String,
    device: String,
    actor: String,
    n: u64,
    claimed_commune: String,
    doc: String,
    kind: u8,
    change: String,
}

impl Exported {
    /// All of it.
    pub fn of(commune: &str, kept: &Kept) -> Self {
        Self {
            format: "chungtay-set-aside-1",
            hash: to_hex(&kept.hash.0),
            reason: kept.reason.clone(),
            received_ms: kept.received_at.ms(),
            commune: commune.to_owned(),
            device: kept.device.to_string(),
            actor: kept.actor.to_string(),
            n: kept.pushed.n,
            claimed_commune: kept.pushed.commune.clone(),
            doc: kept.pushed.doc.to_string(),
            kind: kept.pushed.kind.number(),
            change: to_hex(&kept.pushed.change),
        }
    }
}
