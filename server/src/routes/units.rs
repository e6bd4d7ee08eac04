//! Units under one's own.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use chungtay_shared::api::MadeInvite;
use chungtay_shared::api::units::{NewUnit, UnitsPage};

use super::enrol::json;
use super::origin::Origin;
use crate::auth::Officer;
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
