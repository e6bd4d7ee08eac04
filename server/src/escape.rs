//! An escape file taken in: opened, known by its phone's token, and pushed in that phone's name as
//! if the phone itself had come. What no phone can be held to have made is set aside for a person.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::STANDARD;
use chungtay_shared::api::{EscapeCounts, EscapeStanding, Role};
use chungtay_shared::escape::{Contents, EscapeError, INFO, Sealed, base64_in};
use chungtay_shared::limits::ESCAPE_CONTENTS_BYTES_MAX;
use chungtay_shared::sync::gate::{Refusal, name_of};
use chungtay_shared::sync::proof::{FILE, signed};
use chungtay_shared::sync::server::{self, SetAside};
use chungtay_shared::sync::wire::{Outcome, Request};
use chungtay_shared::time::Timestamp;
use flate2::read::GzDecoder;

use crate::auth::hash_of;
use crate::error::ApiError;
use crate::proof::holds;
use crate::push::push_carried;
use crate::sealing::{self, Seed};
use crate::state::AppState;
use crate::store::{Device, Store, StoreError, Tx, read, write};

const BASE64: GeneralPurpose = STANDARD;
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// What became of a file.
#[derive(Debug, Clone)]
pub struct Imported {
    /// Whose records these are.
    pub device: Device,
    /// Whether they count as that phone's own.
    pub standing: EscapeStanding,
    /// When the file was made, by the phone's clock.
    pub made_at: Timestamp,
    /// What became of the records.
    pub counts: EscapeCounts,
}

/// Takes a file in. Doing it again changes nothing: each record is known by its name.
pub fn import(state: &AppState, file: &[u8], now: Timestamp) -> Result<Imported, ApiError> {
    let store = &*state.store;
    let seed = read(store, |tx| tx.sealing_seed())?;
    let sealed = unsealed(&seed, file)?;
    let contents = Contents::from_bytes(&sealed)?;
    let (device, standing) =
        read(store, |tx| sender(tx, &contents, &sealed))?.ok_or(ApiError::EscapeOfNobody)?;
    let mut counts = EscapeCounts::default();
    for request in &contents.requests {
        let outcomes = match standing {
            EscapeStanding::Known => push_carried(state, &device, request, now)?
                .receipt
                .answers
                .into_iter()
                .map(|answer| answer.outcome)
                .collect(),
            EscapeStanding::Revoked | EscapeStanding::Unproven => {
                keep_aside(store, &device, request, now)?
            }
        };
        for outcome in &outcomes {
            count(&mut counts, outcome);
        }
    }
    Ok(Imported {
        device,
        standing,
        made_at: contents.made_at,
        counts,
    })
}

/// Opens a file with the key that is derived from `seed`.
pub fn open(seed: &Seed, file: &[u8]) -> Result<Contents, ApiError> {
    Ok(Contents::from_bytes(&unsealed(seed, file)?)?)
}

fn unsealed(seed: &Seed, file: &[u8]) -> Result<Vec<u8>, EscapeError> {
    let text = base64_in(file)?;
    let digits: Vec<u8> = text
        .iter()
        .filter(|b| !b.is_ascii_whitespace())
        .copied()
        .collect();
    let bytes = BASE64.decode(digits).map_err(|_| EscapeError::Damaged)?;
    let sealed = Sealed::from_bytes(&bytes, &sealing::public_key(seed))?;
    unpressed(sealing::open(seed, INFO, &sealed)?)
}

/// What a browser that can has pressed before it was sealed.
fn unpressed(bytes: Vec<u8>) -> Result<Vec<u8>, EscapeError> {
    if !bytes.starts_with(&GZIP_MAGIC) {
        return Ok(bytes);
    }
    let mut contents = Vec::new();
    let limit = ESCAPE_CONTENTS_BYTES_MAX as u64 + 1;
    let read = GzDecoder::new(&bytes[..])
        .take(limit)
        .read_to_end(&mut contents);
    if contents.len() > ESCAPE_CONTENTS_BYTES_MAX {
        return Err(EscapeError::TooLong);
    }
    read.map(|_| contents).map_err(|_| EscapeError::Damaged)
}

/// The phone that made it: by its token and by its signature, which nobody else has. A phone that was given another token
/// since is known by its actor alone, which anybody could write into a file.
fn sender(
    tx: &dyn Tx,
    contents: &Contents,
    sealed: &[u8],
) -> Result<Option<(Device, EscapeStanding)>, StoreError> {
    let by_token = match hash_of(&contents.token) {
        Some(hash) => tx.device(&hash)?,
        None => None,
    };
    let found = match (by_token, contents.requests.first()) {
        (Some(device), _) if device.revoked_at.is_some() => Some((device, EscapeStanding::Revoked)),
        (Some(device), _) => {
            let standing = if is_signed_by(&device, sealed) {
                EscapeStanding::Known
            } else {
                EscapeStanding::Unproven
            };
            Some((device, standing))
        }
        (None, Some(request)) => tx
            .device_of(request.actor)?
            .map(|device| (device, EscapeStanding::Unproven)),
        (None, None) => None,
    };
    Ok(found.filter(|(device, _)| device.account.role == Role::Volunteer))
}

/// Whether the phone has signed what was sealed, as one does that has a key.
fn is_signed_by(device: &Device, sealed: &[u8]) -> bool {
    let (contents, signature) = Contents::parts(sealed);
    device.key.is_none_or(|key| {
        signature.is_some_and(|signature| holds(&key, &signed(FILE, 0, contents), signature))
    })
}

/// Keeps records whole for a person to look at; the phone itself may still bring them.
fn keep_aside(
    store: &dyn Store,
    device: &Device,
    request: &Request,
    now: Timestamp,
) -> Result<Vec<Outcome>, StoreError> {
    let commune = &device.account.commune;
    write(store, |tx| {
        tx.lock(commune)?;
        let known = tx.known(&server::needs(request))?;
        let mut outcomes = Vec::with_capacity(request.pushed.len());
        for pushed in &request.pushed {
            let hash = name_of(&pushed.change);
            if known.stored.contains(&hash) {
                outcomes.push(Outcome::AlreadyHad);
                continue;
            }
            let reason = Refusal::Unproven;
            outcomes.push(Outcome::Quarantined(reason.code()));
            if !known.quarantined.contains_key(&hash) {
                let set_aside = SetAside {
                    pushed: pushed.clone(),
                    hash,
                    reason,
                };
                tx.set_aside(commune, &set_aside, device.id, request.actor, now)?;
            }
        }
        Ok(outcomes)
    })
}

fn count(counts: &mut EscapeCounts, outcome: &Outcome) {
    let counted = match outcome {
        Outcome::Stored => &mut counts.stored,
        Outcome::AlreadyHad => &mut counts.already_had,
        // There is nothing short in a file.
        Outcome::Quarantined(_) | Outcome::SendPlain => &mut counts.set_aside,
    };
    *counted += 1;
}
