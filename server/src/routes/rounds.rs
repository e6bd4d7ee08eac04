//! Rounds and rights.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use chungtay_shared::api::Role;
use chungtay_shared::api::rounds::{IssueRound, MoveRights, RoundsPage, VoidMovement};
use chungtay_shared::api::takeover::{TakeOver, TakeoverPage};
use chungtay_shared::custody::{MovementDraft, MovementKind};
use chungtay_shared::id::FactId;

use super::enrol::json;
use crate::access;
use crate::auth::Officer;
use crate::custody;
use crate::error::ApiError;
use crate::rounds::{self, takeover};
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

/// Phones that hold what another is to carry on with.
pub async fn old_phones(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<TakeoverPage>, ApiError> {
    let now = state.clock.now();
    let page = state.read(move |tx| takeover::page(tx, &device.account.commune, now));
    Ok(Json(page.await?))
}

/// Puts one phone in another's place.
pub async fn take_over(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<TakeOver>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| takeover::take_over(state, &device, &wanted))
        .await
}

/// Notes that gifts of a round went from hand to hand.
pub async fn move_gifts(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(round): Path<String>,
    draft: Result<Json<MovementDraft>, JsonRejection>,
) -> Result<(), ApiError> {
    let round: FactId = round.parse().map_err(|_| ApiError::NotFound)?;
    let draft = json(draft)?;
    // A team leader hands on what is in the store, and says nothing of what came into it.
    if device.account.role == Role::Leader && draft.kind != MovementKind::Issued {
        access::refused(&state, &device).await?;
        return Err(ApiError::OtherRole);
    }
    state
        .blocking(move |state| custody::record(state, &device, round, &draft))
        .await
}

/// Takes a movement back.
pub async fn void_movement(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(round): Path<String>,
    wanted: Result<Json<VoidMovement>, JsonRejection>,
) -> Result<(), ApiError> {
    let round: FactId = round.parse().map_err(|_| ApiError::NotFound)?;
    let wanted = json(wanted)?;
    state
        .blocking(move |state| custody::void(state, &device, round, &wanted))
        .await
}
