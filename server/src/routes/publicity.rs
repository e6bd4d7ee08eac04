//! What was done for publicity.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use chungtay_shared::api::publicity::{NoteActivity, PublicityPage, StrikeActivity};

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::publicity;
use crate::state::AppState;

/// Every activity.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<PublicityPage>, ApiError> {
    let page = state.read(move |tx| publicity::page(tx, &device.account.commune));
    Ok(Json(page.await?))
}

/// Notes one.
pub async fn note(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<NoteActivity>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| publicity::note(state, &device, &wanted))
        .await
}

/// Says that one does not count.
pub async fn strike(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<StrikeActivity>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| publicity::strike(state, &device, &wanted))
        .await
}
