//! A phone that is lost: said so at the office, told so when it asks, and believed to be empty only when it
//! says so itself.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use chungtay_shared::access::Act;
use chungtay_shared::api::{Wiped, path};
use chungtay_shared::id::{DeviceId, from_hex};

use super::enrol::json;
use crate::access;
use crate::auth::Officer;
use crate::enrol;
use crate::error::ApiError;
use crate::guard::Stranger;
use crate::proof::Shown;
use crate::state::AppState;
use crate::store::WipeCode;

/// Says that a phone is lost: nobody enters with it, and it is to remove what is on it.
pub async fn lose(
    State(state): State<AppState>,
    Officer(officer): Officer,
    Path(lost): Path<String>,
) -> Result<(), ApiError> {
    let lost: DeviceId = lost.parse().map_err(|_| ApiError::NotFound)?;
    let (now, commune) = (state.clock.now(), officer.account.commune.clone());
    let mut code = WipeCode::default();
    state.with_rng(|rng| rng.fill_bytes(&mut code));
    let losing = state.write(move |tx| {
        let is_found = tx.lose_device(&officer.account.commune, lost, &code, now)?;
        if is_found {
            access::done(tx, &officer, None, now)?;
        }
        Ok(is_found)
    });
    let found = losing.await?;
    state.live.changed(&commune);
    found.then_some(()).ok_or(ApiError::NotFound)
}

/// A phone that is locked asks whether it is lost, by what it has sealed for the day its PIN is forgotten: it
/// has no token while it is locked. Told so it removes everything, unless it has records that nobody has
/// received.
pub async fn knock(
    State(state): State<AppState>,
    stranger: Stranger,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, ApiError> {
    let body = body.map_err(|_| ApiError::Malformed("too long"))?;
    state.may_guess(stranger)?;
    let seed = state.read(|tx| tx.sealing_seed()).await?;
    let recovery = enrol::opened_recovery(&seed, &body)?;
    let known = state.read(move |tx| match tx.device_of(recovery.actor)? {
        Some(device) => Ok(Some(Some(device))),
        None => Ok(tx.newcomer_of(recovery.actor)?.map(|_| None)),
    });
    let Some(known) = known.await? else {
        state.guessed(stranger)?;
        return Err(ApiError::UnknownToken);
    };
    let Some(device) = known else {
        // It waits to be admitted: nobody has lost it yet.
        return Ok(StatusCode::NO_CONTENT);
    };
    state.let_through(device.id)?;
    let proven = Shown::of(&headers).check(&device, path::KNOCK, &body)?;
    let lost = device.lost.filter(|lost| lost.wiped_at.is_none());
    if let Some(proven) = proven {
        state.write(move |tx| proven.count(tx, &device)).await?;
    }
    match lost {
        Some(lost) => Err(ApiError::DeviceLost { code: lost.code }),
        None => Ok(StatusCode::NO_CONTENT),
    }
}

/// A phone says that it has removed everything.
pub async fn wiped(
    State(state): State<AppState>,
    stranger: Stranger,
    request: Result<Json<Wiped>, JsonRejection>,
) -> Result<(), ApiError> {
    let Wiped { code } = json(request)?;
    state.may_guess(stranger)?;
    let code = from_hex(&code).and_then(|code| WipeCode::try_from(code).ok());
    let code = code.ok_or(ApiError::NotFound)?;
    let now = state.clock.now();
    let noted = state.write(move |tx| {
        let device = tx.wiped(&code, now)?;
        if let Some(device) = &device {
            access::note(tx, device, Act::WipedPhone, &device.id.to_string(), now)?;
        }
        Ok(device)
    });
    let Some(device) = noted.await? else {
        state.guessed(stranger)?;
        return Err(ApiError::NotFound);
    };
    state.live.changed(&device.account.commune);
    Ok(())
}
