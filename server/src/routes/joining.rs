//! The open link, and the phones that have come by it.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use chungtay_shared::api::joining::{Admit, JoiningPage, OpenLink};
use chungtay_shared::id::DeviceId;

use super::enrol::json;
use super::origin::Origin;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};
use crate::{access, joining};

/// Until when the link is open, and who waits.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<JoiningPage>, ApiError> {
    let now = state.clock.now();
    let page = state.read(move |tx| joining::page(tx, &device.account.commune, now));
    Ok(Json(page.await?))
}

/// Makes the link.
pub async fn open(
    State(state): State<AppState>,
    Officer(device): Officer,
    Origin(origin): Origin,
) -> Result<Json<OpenLink>, ApiError> {
    let at = state.clone();
    let made = told(&state, device, move |tx, commune| {
        joining::open(&at, tx, commune, &origin).map(Ok)
    });
    Ok(Json(made.await?))
}

/// Closes it.
pub async fn close(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<(), ApiError> {
    let now = state.clock.now();
    told(&state, device, move |tx, commune| {
        tx.close_open_links(commune, now).map(Ok)
    })
    .await
}

/// Admits a phone.
pub async fn admit(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(id): Path<String>,
    request: Result<Json<Admit>, JsonRejection>,
) -> Result<(), ApiError> {
    let id: DeviceId = id.parse().map_err(|_| ApiError::NotFound)?;
    let Admit { person_name } = json(request)?;
    let at = state.clone();
    told(&state, device, move |tx, commune| {
        joining::admit(&at, tx, commune, id, &person_name)
    })
    .await
}

/// Refuses one.
pub async fn refuse(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(id): Path<String>,
) -> Result<(), ApiError> {
    let id: DeviceId = id.parse().map_err(|_| ApiError::NotFound)?;
    let now = state.clock.now();
    told(&state, device, move |tx, commune| {
        let is_refused = tx.refuse_newcomer(commune, id, now)?;
        Ok(is_refused.then_some(()).ok_or(ApiError::NotFound))
    })
    .await
}

/// Does something in the officer's unit, and notes it when it was done.
async fn told<T: Send + 'static>(
    state: &AppState,
    device: Device,
    mut work: impl FnMut(&dyn Tx, &str) -> Result<Result<T, ApiError>, StoreError> + Send + 'static,
) -> Result<T, ApiError> {
    let (now, commune) = (state.clock.now(), device.account.commune.clone());
    let telling = state.write(move |tx| {
        let told = work(tx, &device.account.commune)?;
        if told.is_ok() {
            access::done(tx, &device, None, now)?;
        }
        Ok(told)
    });
    let told = telling.await?;
    state.live.changed(&commune);
    told
}
