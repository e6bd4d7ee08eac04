//! Units under one's own.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use chungtay_shared::api::MadeInvite;
use chungtay_shared::api::behind::{BehindQuery, FactsPage, PartsPage};
use chungtay_shared::api::units::{NewUnit, UnitsPage};

use super::enrol::json;
use super::origin::Origin;
use crate::auth::Officer;
use crate::behind;
use crate::error::ApiError;
use crate::state::AppState;
use crate::units;

/// Where one's own unit and all below it stand.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<UnitsPage>, ApiError> {
    let today = state.clock.now().local_date();
    let page = state.read(move |tx| units::page(tx, &device.account.commune, today));
    Ok(Json(page.await?))
}

/// Sets up a unit right under one's own.
pub async fn set_up(
    State(state): State<AppState>,
    Officer(device): Officer,
    Origin(origin): Origin,
    new: Result<Json<NewUnit>, JsonRejection>,
) -> Result<Json<MadeInvite>, ApiError> {
    let new = json(new)?;
    state
        .blocking(move |state| units::set_up(state, &device, &new, &origin))
        .await
        .map(Json)
}

/// What each unit adds to a number.
pub async fn parts(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<BehindQuery>, QueryRejection>,
) -> Result<Json<PartsPage>, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let today = state.clock.now().local_date();
    let page = state.read(move |tx| behind::parts(tx, &device.account.commune, query, today));
    Ok(Json(page.await?))
}

/// What was recorded in a unit, of which a number consists.
pub async fn facts(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(unit): Path<String>,
    query: Result<Query<BehindQuery>, QueryRejection>,
) -> Result<Json<FactsPage>, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let today = state.clock.now().local_date();
    let page = state
        .read(move |tx| behind::facts(tx, &device.account.commune, &unit, query, today))
        .await?;
    page.map(Json).ok_or(ApiError::OutOfScope)
}
