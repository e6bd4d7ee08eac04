//! What people ask of the data that are kept about them.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use chungtay_shared::api::requests::RequestsPage;
use chungtay_shared::data_request::Draft;

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::requests;
use crate::state::AppState;

/// The register.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<RequestsPage>, ApiError> {
    let today = state.clock.now().local_date();
    let page = state.read(move |tx| requests::page(tx, &device.account.commune, today));
    Ok(Json(page.await?))
}

/// Notes, answers or closes a request.
pub async fn say(
    State(state): State<AppState>,
    Officer(device): Officer,
    draft: Result<Json<Draft>, JsonRejection>,
) -> Result<(), ApiError> {
    let draft = json(draft)?;
    state
        .blocking(move |state| requests::say(state, &device, &draft))
        .await
}
