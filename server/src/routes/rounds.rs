//! Rounds and rights.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use chungtay_shared::api::rounds::{IssueRound, MoveRights, RoundsPage};
use chungtay_shared::id::FactId;

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::rounds;
use crate::state::AppState;

/// Every round, and who may hold rights.
pub async fn list(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<RoundsPage>, ApiError> {
    let page = state.read(move |tx| rounds::page(tx, &device.account.commune));
    Ok(Json(page.await?))
}

/// Issues a round.
pub async fn issue(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<IssueRound>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| rounds::issue(state, &device, &wanted))
        .await
}

/// Gives rights of a round anew.
pub async fn move_rights(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(round): Path<String>,
    wanted: Result<Json<MoveRights>, JsonRejection>,
) -> Result<(), ApiError> {
    let round: FactId = round.parse().map_err(|_| ApiError::NotFound)?;
    let wanted = json(wanted)?;
    state
        .blocking(move |state| rounds::move_rights(state, &device, round, &wanted))
        .await
}
