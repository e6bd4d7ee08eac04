//! What a person has to look at, and their answers.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use chungtay_shared::api::review::{AnswerProposal, ReviewPage, Settle};

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::review;
use crate::state::AppState;

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
