//! Who is signed in at the office.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use chungtay_shared::api::Session;
use chungtay_shared::time::Timestamp;
use chungtay_shared::unit;

use crate::auth::{Comer, no_session_cookie};
use crate::error::ApiError;
use crate::guard::Encrypted;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};
use crate::{access, roles, sign_in};

/// Who is signed in.
pub async fn who(State(state): State<AppState>, comer: Comer) -> Result<Json<Session>, ApiError> {
    let now = state.clock.now();
    comer.is_here(&state, now).await?;
    let Comer { device, .. } = comer;
    let session = state.read(move |tx| session(tx, &device, now)).await?;
    Ok(Json(session.ok_or(ApiError::NotSignedIn)?))
}

/// Signs this browser out: its token is worth nothing afterwards.
pub async fn sign_out(
    State(state): State<AppState>,
    Comer { device, .. }: Comer,
    Encrypted(encrypted): Encrypted,
) -> Result<HeaderMap, ApiError> {
    let now = state.clock.now();
    state
        .write(move |tx| {
            tx.revoke_device(&device.account.commune, device.id, now)?;
            access::done(tx, &device, None, now)
        })
        .await?;
    Ok(HeaderMap::from_iter([(
        header::SET_COOKIE,
        no_session_cookie(encrypted),
    )]))
}

/// The session of an office device.
pub(super) fn session(
    tx: &dyn Tx,
    device: &Device,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    let account = &device.account;
    let commune = tx
        .communes()?
        .into_iter()
        .find(|c| c.code == account.commune);
    let keeps_units = unit::keeps_units(&account.commune)
        || tx.tree()?.has_below(&account.commune, now.local_date());
    let door = tx.door(device)?;
    Ok(commune.map(|commune| Session {
        keeps_units,
        person_name: account.person_name.clone(),
        role: account.role,
        standing: sign_in::standing(&door, now),
        has_factor: door.has_factor,
        may: roles::answered_to(account.role),
        commune: commune.code,
        commune_name: commune.name,
        synthetic: commune.synthetic,
    }))
}
