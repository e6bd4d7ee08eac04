//! What a person has to look at, and their answers.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use chungtay_shared::api::lives::{TellDistinct, TellLife, TellSame};
use chungtay_shared::api::review::{AnswerProposal, ReviewPage, Settle};
use chungtay_shared::id::DocId;

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::state::AppState;
use crate::{lives, review};

/// What a person has to look at.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<ReviewPage>, ApiError> {
    let today = state.clock.now().local_date();
    let page = state.read(move |tx| review::page(tx, &device.account.commune, today));
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
