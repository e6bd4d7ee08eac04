//! The commune's Fund.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use chungtay_shared::api::fund::{DayQuery, DeclineOffer, FundPage, StoreGoods, VoidEntry};
use chungtay_shared::fund::EntryDraft;
use chungtay_shared::id::FactId;

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::fund;
use crate::state::AppState;

/// Where the Fund stands on a day.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<DayQuery>, QueryRejection>,
) -> Result<Json<FundPage>, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let day = query.day.unwrap_or_else(|| state.clock.now().local_date());
    let page = state.read(move |tx| fund::page(tx, &device.account.commune, day));
    Ok(Json(page.await?))
}

/// Enters something.
pub async fn enter(
    State(state): State<AppState>,
    Officer(device): Officer,
    draft: Result<Json<EntryDraft>, JsonRejection>,
) -> Result<(), ApiError> {
    let draft = json(draft)?;
    state
        .blocking(move |state| fund::enter(state, &device, &draft))
        .await
}

/// Says that an entry does not count.
pub async fn void(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(entry): Path<String>,
    wanted: Result<Json<VoidEntry>, JsonRejection>,
) -> Result<(), ApiError> {
    let entry: FactId = entry.parse().map_err(|_| ApiError::NotFound)?;
    let wanted = json(wanted)?;
    state
        .blocking(move |state| fund::void(state, &device, entry, &wanted.reason))
        .await
}

/// Takes the goods of a receipt into a round's store.
pub async fn take_in(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(entry): Path<String>,
    wanted: Result<Json<StoreGoods>, JsonRejection>,
) -> Result<(), ApiError> {
    let entry: FactId = entry.parse().map_err(|_| ApiError::NotFound)?;
    let wanted = json(wanted)?;
    state
        .blocking(move |state| fund::take_in(state, &device, entry, &wanted))
        .await
}

/// Says that what a volunteer told is not entered.
pub async fn decline(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<DeclineOffer>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| fund::decline(state, &device, &wanted))
        .await
}
