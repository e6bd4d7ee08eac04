//! Phones that come of themselves: an open link on a poster, many phones, and the office that admits each. Until
//! then such a phone is told nothing but that it waits, and nothing of it is received; what it records stays
//! on it.

use chungtay_shared::access::Act;
use chungtay_shared::api::joining::{JoiningLine, JoiningPage, OpenLink, check_digits, open_code};
use chungtay_shared::api::{EnrolRequest, Role};
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::id::{AccountId, DeviceId};
use chungtay_shared::limits::{JOINING_MAX, LINE_CHARS_MAX};
use chungtay_shared::text;
use chungtay_shared::time::{DAY_MS, Timestamp};

use crate::access;
use crate::auth::{Secret, hash_of};
use crate::enrol::{self, CODE_BYTES, LINK_LIFE_MS, TOKEN_BYTES, qr_svg};
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::{Account, Device, Newcomer, OpenLinkRow, StoreError, Tx};

/// How long a phone that was refused is told so; then it is forgotten with the next link.
const REFUSED_KEPT_MS: i64 = 30 * DAY_MS;

/// Makes the commune's open link; the one of before is closed.
pub fn open(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    origin: &str,
) -> Result<OpenLink, StoreError> {
    let now = state.clock.now();
    let secret = state.with_rng(|rng| Secret::new(CODE_BYTES, rng));
    let row = OpenLinkRow {
        commune: commune.to_owned(),
        code_hash: secret.hash,
        created_at: now,
        expires_at: now.plus_ms(LINK_LIFE_MS),
        closed_at: None,
    };
    tx.add_open_link(&row, now.plus_ms(-REFUSED_KEPT_MS))?;
    let link = format!("{origin}/enrol#{}", open_code(&secret.text));
    Ok(OpenLink {
        qr_svg: qr_svg(&link),
        link,
        expires_at: row.expires_at,
    })
}

/// What the office sees.
pub fn page(tx: &dyn Tx, commune: &str, now: Timestamp) -> Result<JoiningPage, StoreError> {
    let line = |newcomer: Newcomer| {
        let known = tx.account(commune, &newcomer.person_name, Role::Volunteer)?;
        Ok(JoiningLine {
            id: newcomer.id,
            is_known: known.is_some(),
            person_name: newcomer.person_name,
            device_name: newcomer.device_name,
            check: check_digits(newcomer.actor),
            asked_at: newcomer.asked_at,
        })
    };
    let waiting = tx.newcomers(commune)?.into_iter().map(line);
    Ok(JoiningPage {
        open_until: tx.open_until(commune, now)?,
        waiting: waiting.collect::<Result<_, StoreError>>()?,
    })
}

/// A phone comes by the link of this secret: as whom, and the token it will show.
pub fn come(
    state: &AppState,
    tx: &dyn Tx,
    request: &EnrolRequest,
    secret: &str,
) -> Result<Result<(Device, String), ApiError>, StoreError> {
    let now = state.clock.now();
    let link = match hash_of(secret) {
        Some(hash) => tx.open_link(&hash)?,
        None => None,
    };
    let Some(link) = link else {
        return Ok(Err(ApiError::LinkUnknown));
    };
    let person_name = match name_of(&request.person_name) {
        Ok(name) => name,
        Err(problems) => return Ok(Err(ApiError::Invalid(problems))),
    };
    let known = tx.newcomer_of(request.actor)?;
    if let Err(problem) = may_come(tx, &link, known.as_ref(), request, now)? {
        return Ok(Err(problem));
    }
    let token = state.with_rng(|rng| Secret::new(TOKEN_BYTES, rng));
    let device_name: String = request.device_name.chars().take(LINE_CHARS_MAX).collect();
    let newcomer = Newcomer {
        id: match &known {
            Some(known) => known.id,
            None => state.with_rng(|mut rng| DeviceId::new(now, &mut rng)),
        },
        commune: link.commune,
        actor: request.actor,
        person_name,
        device_name: text::nfc(device_name.trim()),
        token_hash: token.hash,
        key: request.key,
        asked_at: now,
        refused_at: None,
    };
    tx.put_newcomer(&newcomer)?;
    let account = Account {
        // Nobody's yet.
        id: AccountId::from_bytes([0; 16]),
        commune: newcomer.commune.clone(),
        person_name: newcomer.person_name.clone(),
        role: Role::Volunteer,
        left_at: None,
    };
    let device = device(newcomer, account, now);
    access::note(tx, &device, Act::CameByLink, &device.id.to_string(), now)?;
    Ok(Ok((device, token.text)))
}

fn may_come(
    tx: &dyn Tx,
    link: &OpenLinkRow,
    known: Option<&Newcomer>,
    request: &EnrolRequest,
    now: Timestamp,
) -> Result<Result<(), ApiError>, StoreError> {
    if let Some(known) = known {
        // The reply was lost. Whoever has another key is another phone.
        let is_the_same = known.commune == link.commune && known.key == request.key;
        return Ok(match (known.refused_at, is_the_same) {
            (Some(_), _) => Err(ApiError::DeviceRevoked),
            (None, true) => Ok(()),
            (None, false) => Err(ApiError::LinkOfAnother),
        });
    }
    // A phone that is somebody's, or was, comes by a link of its own: by this one anybody would be let in for it.
    if request.returning.is_some() || tx.device_of(request.actor)?.is_some() {
        return Ok(Err(ApiError::LinkOfAnother));
    }
    if !link.is_open(now) {
        return Ok(Err(ApiError::LinkExpired));
    }
    let waiting = tx.newcomers(&link.commune)?.len() as u64;
    Ok(if waiting < JOINING_MAX {
        Ok(())
    } else {
        Err(ApiError::LinkFull)
    })
}

/// Admits a phone: its device, of a volunteer of this name.
pub fn admit(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    id: DeviceId,
    person_name: &str,
) -> Result<Result<(), ApiError>, StoreError> {
    let now = state.clock.now();
    let person_name = match name_of(person_name) {
        Ok(name) => name,
        Err(problems) => return Ok(Err(ApiError::Invalid(problems))),
    };
    tx.lock(commune)?;
    let mut waiting = tx.newcomers(commune)?.into_iter();
    let Some(newcomer) = waiting.find(|newcomer| newcomer.id == id) else {
        return Ok(Err(ApiError::NotFound));
    };
    tx.drop_newcomer(&newcomer)?;
    let account = enrol::account(state, tx, commune, &person_name, Role::Volunteer, now)?;
    let actor = newcomer.actor;
    tx.add_device(&device(newcomer, account, now), actor)?;
    Ok(Ok(()))
}

fn device(newcomer: Newcomer, account: Account, enrolled_at: Timestamp) -> Device {
    Device {
        id: newcomer.id,
        account,
        name: newcomer.device_name,
        token_hash: newcomer.token_hash,
        key: newcomer.key,
        proofs: 0,
        enrolled_at,
        revoked_at: None,
        lost: None,
    }
}

fn name_of(typed: &str) -> Result<String, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let name = errors.text("person_name", typed, LINE_CHARS_MAX);
    if name.is_empty() {
        errors.add("person_name", Problem::Missing);
    }
    errors.finish(name)
}
