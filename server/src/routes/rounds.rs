//! Rounds, rights, and what a person has to look at.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use chungtay_shared::api::rounds::{
    AnswerProposal, IssueRound, MoveRights, ReviewPage, RoundsPage, Settle,
};
use chungtay_shared::id::FactId;

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::state::AppState;
use crate::{review, rounds};

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

/// What a person has to look at.
pub async fn review(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<ReviewPage>, ApiError> {
    let page = state.read(move |tx| review::page(tx, &device.account.commune));
    Ok(Json(page.await?))
}

/// Answers a proposal.
pub async fn answer(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<AnswerProposal>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| review::answer(state, &device, &wanted))
        .await
}

/// Notes that a person has looked at doubtful handovers.
pub async fn settle(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<Settle>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| review::settle(state, &device, &wanted))
        .await
}
