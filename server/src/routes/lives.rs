//! What the office says of households.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use chungtay_shared::api::lives::{NoStatus, TellDistinct, TellLife, TellSame, TellStatus};
use chungtay_shared::api::register_household::{
    Lookalikes, RegisterHousehold, Registered, SimilarHousehold,
};
use chungtay_shared::consent::ConsentDraft;
use chungtay_shared::id::DocId;

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::lives;
use crate::registration;
use crate::state::AppState;

/// Says what became of a household.
pub async fn life(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(household): Path<String>,
    wanted: Result<Json<TellLife>, JsonRejection>,
) -> Result<(), ApiError> {
    let household: DocId = household.parse().map_err(|_| ApiError::NotFound)?;
    let wanted = json(wanted)?;
    state
        .blocking(move |state| lives::tell(state, &device, household, &wanted))
        .await
}

/// Puts a household on the list.
pub async fn register(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<RegisterHousehold>, JsonRejection>,
) -> Result<Json<Registered>, ApiError> {
    let wanted = json(wanted)?;
    let id = state.blocking(move |state| registration::register(state, &device, &wanted));
    Ok(Json(Registered { id: id.await? }))
}

/// Households that look like one that is being typed.
pub async fn lookalikes(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<Lookalikes>, JsonRejection>,
) -> Result<Json<Vec<SimilarHousehold>>, ApiError> {
    let wanted = json(wanted)?;
    let commune = device.account.commune;
    let found = state.read(move |tx| registration::lookalikes(tx, &commune, &wanted));
    Ok(Json(found.await?))
}

/// Says that two records are one household.
pub async fn same(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<TellSame>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| lives::same(state, &device, &wanted))
        .await
}

/// Says that two records are two households.
pub async fn distinct(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<TellDistinct>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| lives::distinct(state, &device, &wanted))
        .await
}

/// Records an official decision about a household's category.
pub async fn status(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(household): Path<String>,
    wanted: Result<Json<TellStatus>, JsonRejection>,
) -> Result<(), ApiError> {
    let household: DocId = household.parse().map_err(|_| ApiError::NotFound)?;
    let wanted = json(wanted)?;
    state
        .blocking(move |state| lives::status::tell(state, &device, household, &wanted))
        .await
}

/// Notes what a household agrees to.
pub async fn consent(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(household): Path<String>,
    draft: Result<Json<ConsentDraft>, JsonRejection>,
) -> Result<(), ApiError> {
    let household: DocId = household.parse().map_err(|_| ApiError::NotFound)?;
    let draft = json(draft)?;
    state
        .blocking(move |state| lives::consent::note(state, &device, household, &draft))
        .await
}

/// Says that a recorded decision is wrong.
pub async fn retract_status(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(household): Path<String>,
    wanted: Result<Json<NoStatus>, JsonRejection>,
) -> Result<(), ApiError> {
    let household: DocId = household.parse().map_err(|_| ApiError::NotFound)?;
    let wanted = json(wanted)?;
    state
        .blocking(move |state| lives::status::retract(state, &device, household, &wanted))
        .await
}
