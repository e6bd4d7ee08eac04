//! Who saw, changed or took what, for the office to read.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use chungtay_shared::api::access::{AccessPage, AccessQuery};

use crate::access;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::state::AppState;

/// A page of the office's own unit.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<AccessQuery>, QueryRejection>,
) -> Result<Json<AccessPage>, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let page = state.read(move |tx| access::page(tx, &device.account.commune, &query));
    Ok(Json(page.await?))
}
