//! Enrolment links: made at the office, opened once on a device, gone after three days.

use chungtay_shared::access::Act;
use chungtay_shared::api::{EnrolRequest, MadeInvite, RecoverRequest, Role};
use chungtay_shared::escape::EscapeError;
use chungtay_shared::id::{AccountId, DeviceId, from_hex};
use chungtay_shared::limits::LINE_CHARS_MAX;
use chungtay_shared::phone::recovery::{self, Recovery};
use chungtay_shared::sync::sealed;
use chungtay_shared::text;
use chungtay_shared::time::Timestamp;
use qrcode::QrCode;
use qrcode::render::{svg, unicode};

use crate::access;
use crate::auth::{Secret, hash_of};
use crate::error::ApiError;
use crate::sealing::{self, Seed};
use crate::state::AppState;
use crate::store::{Account, Device, Invite, StoreError, Tx};

/// How long a link can be used: over a weekend.
pub const LINK_LIFE_MS: i64 = 3 * 24 * 3_600_000;
pub(crate) const CODE_BYTES: usize = 16;
pub(crate) const TOKEN_BYTES: usize = 32;

/// Makes a link for a person of a commune; an account of that name and role is made if there is
/// none. `origin` is where people reach this server.
pub fn invite(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    person_name: &str,
    role: Role,
    origin: &str,
) -> Result<MadeInvite, StoreError> {
    let now = state.clock.now();
    let account = account(state, tx, commune, person_name, role, now)?;
    let secret = state.with_rng(|rng| Secret::new(CODE_BYTES, rng));
    let invite = Invite {
        code_hash: secret.hash,
        account,
        created_at: now,
        expires_at: now.plus_ms(LINK_LIFE_MS),
        used_at: None,
    };
    tx.add_invite(&invite)?;
    let path = if role.is_office() {
        "/office/enrol"
    } else {
        "/enrol"
    };
    // Behind the #: browsers do not send it, so it stands in no log.
    let link = format!("{origin}{path}#{}", secret.text);
    Ok(MadeInvite {
        person_name: invite.account.person_name,
        role,
        qr_svg: qr_svg(&link),
        link,
        expires_at: invite.expires_at,
    })
}

/// Why a volunteer was not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveProblem {
    /// They are there already.
    SameCommune,
    /// There is no commune to go to.
    UnknownCommune,
    /// There is nobody of this name where they are to leave.
    UnknownVolunteer,
}

/// Moves a volunteer to another commune: a link that begins there. In the commune they leave, what
/// their phones recorded for it is taken still, and nothing is given to them any more.
pub fn move_on(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    person_name: &str,
    to: &str,
    origin: &str,
) -> Result<Result<MadeInvite, MoveProblem>, StoreError> {
    if commune == to {
        return Ok(Err(MoveProblem::SameCommune));
    }
    if tx.communes()?.iter().all(|c| c.code != to) {
        return Ok(Err(MoveProblem::UnknownCommune));
    }
    let person_name = text::nfc(person_name.trim());
    let Some(account) = tx.account(commune, &person_name, Role::Volunteer)? else {
        return Ok(Err(MoveProblem::UnknownVolunteer));
    };
    tx.leave(&account, Some(state.clock.now()))?;
    invite(state, tx, to, &person_name, Role::Volunteer, origin).map(Ok)
}

/// The account of this name and role; it is made if there is none.
pub(crate) fn account(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    person_name: &str,
    role: Role,
    at: Timestamp,
) -> Result<Account, StoreError> {
    let person_name = text::nfc(person_name.trim());
    if let Some(account) = tx.account(commune, &person_name, role)? {
        // Who is asked for again is back.
        if account.left_at.is_some() {
            tx.leave(&account, None)?;
        }
        return Ok(Account {
            left_at: None,
            ..account
        });
    }
    let id = state.with_rng(|mut rng| AccountId::new(at, &mut rng));
    let commune = commune.to_owned();
    let account = Account {
        id,
        commune,
        person_name,
        role,
        left_at: None,
    };
    tx.add_account(&account, at)?;
    Ok(account)
}

/// Redeems a link: a device of its account, and the token it will show.
pub fn redeem(
    state: &AppState,
    tx: &dyn Tx,
    request: &EnrolRequest,
) -> Result<Result<(Device, String), ApiError>, StoreError> {
    let now = state.clock.now();
    let invite = match hash_of(&request.code) {
        Some(hash) => tx.invite(&hash)?,
        None => None,
    };
    let Some(invite) = invite else {
        return Ok(Err(ApiError::LinkUnknown));
    };
    let comer = match comer(&invite, tx.device_of(request.actor)?, request, now) {
        Ok(comer) => comer,
        Err(problem) => return Ok(Err(problem)),
    };
    let token = state.with_rng(|rng| Secret::new(TOKEN_BYTES, rng));
    let device = match comer {
        Comer::Again(device) => {
            tx.set_token(&device, &token.hash, request.key)?;
            device
        }
        Comer::Back(device) => {
            tx.readmit_device(&device, &token.hash, request.key, now)?;
            tx.use_invite(&invite, now)?;
            device
        }
        Comer::New => {
            let name: String = request.device_name.chars().take(LINE_CHARS_MAX).collect();
            let device = Device {
                id: state.with_rng(|mut rng| DeviceId::new(now, &mut rng)),
                account: invite.account.clone(),
                name: text::nfc(name.trim()),
                token_hash: token.hash,
                key: request.key,
                proofs: 0,
                enrolled_at: now,
                revoked_at: None,
                lost: None,
            };
            if let Some(newcomer) = tx.newcomer_of(request.actor)? {
                // It has waited to be admitted; this link admits it.
                tx.drop_newcomer(&newcomer)?;
            }
            tx.add_device(&device, request.actor)?;
            tx.use_invite(&invite, now)?;
            device
        }
    };
    let act = if device.account.role.is_office() {
        Act::SignedIn
    } else {
        Act::EnrolledPhone
    };
    access::note(tx, &device, act, "", now)?;
    Ok(Ok((device, token.text)))
}

/// What a phone has sealed for a volunteer who forgets the PIN; refused when it is another phone's.
pub fn recovery(seed: &Seed, request: &RecoverRequest) -> Result<Recovery, ApiError> {
    let bytes = from_hex(&request.sealed).ok_or(EscapeError::Damaged)?;
    let recovery = opened_recovery(seed, &bytes)?;
    if recovery.actor != request.actor {
        return Err(ApiError::LinkOfAnother);
    }
    Ok(recovery)
}

/// What a phone has sealed of itself, opened.
pub fn opened_recovery(seed: &Seed, sealed: &[u8]) -> Result<Recovery, ApiError> {
    let parts = sealed::parts(sealed, &sealing::public_key(seed))?;
    let opened = sealing::open(seed, recovery::INFO, &parts)?;
    Ok(Recovery::from_bytes(&opened).ok_or(EscapeError::Damaged)?)
}

/// Who comes with a link.
enum Comer {
    /// A device that was never here, or that a restored database has forgotten.
    New,
    /// The device that has used this very link, whose reply was lost: it gets a new token.
    Again(Device),
    /// A device that was enrolled before, for the same person: it was locked, or lost its token.
    Back(Device),
}

fn comer(
    invite: &Invite,
    known: Option<Device>,
    request: &EnrolRequest,
    now: Timestamp,
) -> Result<Comer, ApiError> {
    if invite.expires_at <= now {
        return Err(if invite.used_at.is_some() {
            ApiError::LinkUsed
        } else {
            ApiError::LinkExpired
        });
    }
    let is_its_own = |device: &Device| device.account.id == invite.account.id;
    match (known, invite.used_at) {
        (Some(device), Some(used_at))
            if is_its_own(&device)
                && device.revoked_at.is_none()
                && device.enrolled_at == used_at =>
        {
            Ok(Comer::Again(device))
        }
        (_, Some(_)) => Err(ApiError::LinkUsed),
        (Some(device), None) if is_its_own(&device) => Ok(Comer::Back(device)),
        (None, None) if is_for(invite, request) => Ok(Comer::New),
        (_, None) => Err(ApiError::LinkOfAnother),
    }
}

/// Whether what the device holds, if anything, is this person's.
fn is_for(invite: &Invite, request: &EnrolRequest) -> bool {
    request.returning.as_ref().is_none_or(|owner| {
        owner.commune == invite.account.commune && owner.person_name == invite.account.person_name
    })
}

/// A link as a QR code, an SVG image.
pub(crate) fn qr_svg(link: &str) -> String {
    QrCode::new(link).map_or_else(
        |_| String::new(),
        |code| {
            code.render::<svg::Color<'_>>()
                .min_dimensions(240, 240)
                .build()
        },
    )
}

/// A link as a QR code for a terminal.
pub fn qr_terminal(link: &str) -> String {
    QrCode::new(link).map_or_else(
        |_| String::new(),
        |code| {
            // Dark on light whatever the terminal's own colours.
            code.render::<unicode::Dense1x2>()
                .dark_color(unicode::Dense1x2::Light)
                .light_color(unicode::Dense1x2::Dark)
                .build()
        },
    )
}
