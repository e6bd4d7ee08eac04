//! Enrolment links: made at the office, opened once on a device, gone after three days.

use chungtay_shared::api::{EnrolRequest, MadeInvite, Role};
use chungtay_shared::id::{AccountId, DeviceId};
use chungtay_shared::limits::LINE_CHARS_MAX;
use chungtay_shared::text;
use chungtay_shared::time::Timestamp;
use qrcode::QrCode;
use qrcode::render::{svg, unicode};

use crate::auth::{Secret, hash_of};
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::{Account, Device, Invite, StoreError, Tx};

/// How long a link can be used: over a weekend.
pub const LINK_LIFE_MS: i64 = 3 * 24 * 3_600_000;
const CODE_BYTES: usize = 16;
const TOKEN_BYTES: usize = 32;

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
    let path = match role {
        Role::Volunteer => "/enrol",
        Role::Office => "/office/enrol",
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
        return Ok(account);
    }
    let id = state.with_rng(|mut rng| AccountId::new(at, &mut rng));
    let commune = commune.to_owned();
    let account = Account {
        id,
        commune,
        person_name,
        role,
    };
    tx.add_account(&account, at)?;
    Ok(account)
}

/// Redeems a link: a device of its account, and the token it will show.
///
/// A reply may be lost after the link is marked used. So the same device, known by the actor it
/// chose, may redeem it again while the link lives: it gets a new token for the same device.
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
    let known = tx.device_of(request.actor)?;
    if let Some(problem) = problem(&invite, known.as_ref(), now) {
        return Ok(Err(problem));
    }
    let token = state.with_rng(|rng| Secret::new(TOKEN_BYTES, rng));
    let device = if let Some(device) = known {
        tx.set_token(&device, &token.hash)?;
        device
    } else {
        let name: String = request.device_name.chars().take(LINE_CHARS_MAX).collect();
        let device = Device {
            id: state.with_rng(|mut rng| DeviceId::new(now, &mut rng)),
            account: invite.account.clone(),
            name: text::nfc(name.trim()),
            token_hash: token.hash,
            enrolled_at: now,
            revoked_at: None,
        };
        tx.add_device(&device, request.actor)?;
        tx.use_invite(&invite.code_hash, now)?;
        device
    };
    Ok(Ok((device, token.text)))
}

fn problem(invite: &Invite, known: Option<&Device>, now: Timestamp) -> Option<ApiError> {
    let same_device = known.is_some_and(|device| {
        device.account.id == invite.account.id
            && device.revoked_at.is_none()
            && invite.used_at == Some(device.enrolled_at)
    });
    if invite.expires_at <= now {
        Some(if invite.used_at.is_some() {
            ApiError::LinkUsed
        } else {
            ApiError::LinkExpired
        })
    } else if same_device || (known.is_none() && invite.used_at.is_none()) {
        None
    } else {
        Some(ApiError::LinkUsed)
    }
}

/// A link as a QR code, an SVG image.
fn qr_svg(link: &str) -> String {
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
