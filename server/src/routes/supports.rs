//! Aid that takes time.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use chungtay_shared::api::supports::{NoteStep, OpenCase, Pay, SupportsPage, TakeBack};

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::state::AppState;
use crate::supports;

/// Every case.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<SupportsPage>, ApiError> {
    let page = state.read(move |tx| supports::page(tx, &device.account.commune));
    Ok(Json(page.await?))
}

/// Opens one.
pub async fn open(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<OpenCase>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| supports::open(state, &device, &wanted))
        .await
}

/// Notes a step.
pub async fn note(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<NoteStep>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| supports::note(state, &device, &wanted))
        .await
}

/// Records a payment.
pub async fn pay(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<Pay>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| supports::pay(state, &device, &wanted))
        .await
}

/// Says that something was said wrongly.
pub async fn take_back(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<TakeBack>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| supports::take_back(state, &device, &wanted))
        .await
}
