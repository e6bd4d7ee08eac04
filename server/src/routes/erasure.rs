//! Deletion at a household's request.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use chungtay_shared::api::erasure::{
    EraseHousehold, EraseRecord, ErasureDone, ErasurePreview, ErasuresPage,
};
use chungtay_shared::id::DocId;

use super::enrol::json;
use super::quarantine::named;
use crate::auth::Officer;
use crate::erasure;
use crate::error::ApiError;
use crate::state::AppState;

/// What deleting a household comes to.
pub async fn preview(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(household): Path<String>,
) -> Result<Json<ErasurePreview>, ApiError> {
    let household: DocId = household.parse().map_err(|_| ApiError::NotFound)?;
    let commune = device.account.commune;
    let preview = state.read(move |tx| erasure::preview(tx, &commune, household));
    Ok(Json(preview.await?.ok_or(ApiError::NotFound)?))
}

/// Deletes a household.
pub async fn erase(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(household): Path<String>,
    wanted: Result<Json<EraseHousehold>, JsonRejection>,
) -> Result<Json<ErasureDone>, ApiError> {
    let household: DocId = household.parse().map_err(|_| ApiError::NotFound)?;
    let wanted = json(wanted)?;
    let done = state.blocking(move |state| erasure::erase(state, &device, household, &wanted));
    Ok(Json(done.await?))
}

/// Deletes what a record says that came after its household was erased.
pub async fn erase_record(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(hash): Path<String>,
    wanted: Result<Json<EraseRecord>, JsonRejection>,
) -> Result<Json<ErasureDone>, ApiError> {
    let (hash, wanted) = (named(&hash)?, json(wanted)?);
    let done = state.blocking(move |state| erasure::erase_record(state, &device, hash, &wanted));
    Ok(Json(done.await?))
}

/// What was erased.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<ErasuresPage>, ApiError> {
    let page = state.read(move |tx| erasure::page(tx, &device.account.commune));
    Ok(Json(page.await?))
}
