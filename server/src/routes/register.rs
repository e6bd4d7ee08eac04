//! The register of hamlets and organisations.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use chungtay_shared::api::register::RegisterPage;
use chungtay_shared::register::SaidDraft;

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::register;
use crate::state::AppState;

/// What it comes to.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<RegisterPage>, ApiError> {
    let today = state.clock.now().local_date();
    let page = state.read(move |tx| register::page(tx, &device.account.commune, today));
    Ok(Json(page.await?))
}

/// Says something.
pub async fn say(
    State(state): State<AppState>,
    Officer(device): Officer,
    draft: Result<Json<SaidDraft>, JsonRejection>,
) -> Result<(), ApiError> {
    let draft = json(draft)?;
    state
        .blocking(move |state| register::say(state, &device, &draft))
        .await
}
