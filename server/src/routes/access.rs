//! Who saw, changed or took what, for the office to read.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::Method;
use chungtay_shared::api::access::{AccessPage, AccessQuery};
use chungtay_shared::api::path;

use crate::auth::Officer;
use crate::error::ApiError;
use crate::state::AppState;
use crate::{access, roles};

/// A page of the office's own unit. Whoever is shown no household is not told here either whose was seen.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<AccessQuery>, QueryRejection>,
) -> Result<Json<AccessPage>, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let role = device.account.role;
    let page = state.read(move |tx| access::page(tx, &device.account.commune, &query));
    let mut page = page.await?;
    if !roles::rule(&Method::GET, path::HOUSEHOLD).is_some_and(|rule| rule.is_for(role)) {
        for line in &mut page.lines {
            line.household = None;
            line.head_name.clear();
        }
    }
    Ok(Json(page))
}
