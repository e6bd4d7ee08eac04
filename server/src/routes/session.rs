//! Who is signed in at the office.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use chungtay_shared::api::Session;
use chungtay_shared::time::LocalDate;
use chungtay_shared::unit;

use crate::auth::{Officer, no_session_cookie};
use crate::error::ApiError;
use crate::guard::Encrypted;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};
use crate::{access, roles};

/// Who is signed in.
pub async fn who(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<Session>, ApiError> {
    let today = state.clock.now().local_date();
    let session = state.read(move |tx| session(tx, &device, today)).await?;
    Ok(Json(session.ok_or(ApiError::NotSignedIn)?))
}

/// Signs this browser out: its token is worth nothing afterwards.
pub async fn sign_out(
    State(state): State<AppState>,
    Officer(device): Officer,
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
    today: LocalDate,
) -> Result<Option<Session>, StoreError> {
    let account = &device.account;
    let commune = tx
        .communes()?
        .into_iter()
        .find(|c| c.code == account.commune);
    let keeps_units =
        unit::keeps_units(&account.commune) || tx.tree()?.has_below(&account.commune, today);
    Ok(commune.map(|commune| Session {
        keeps_units,
        person_name: account.person_name.clone(),
        role: account.role,
        may: roles::answered_to(account.role),
        commune: commune.code,
        commune_name: commune.name,
        synthetic: commune.synthetic,
    }))
}
