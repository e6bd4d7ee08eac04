//! The campaign's report, as a text document to be gone on with.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderValue;
use axum::response::Response;
use chungtay_shared::api::report::ReportQuery;

use super::papers::attached;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::report;
use crate::state::AppState;
use crate::store::read;

const NAME: HeaderValue = HeaderValue::from_static("attachment; filename=\"bao-cao.docx\"");

/// What a campaign came to by now.
pub async fn document(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<ReportQuery>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let query = query.read().map_err(ApiError::Invalid)?;
    let commune = device.account.commune;
    let bytes = state.blocking(move |state| {
        let today = state.clock.now().local_date();
        let made = read(&*state.store, |tx| {
            report::report(tx, &commune, &query, today)
        })?;
        let made = made.ok_or(ApiError::NotFound)?;
        report::document(&made, &query).map_err(|_| ApiError::Internal("a report"))
    });
    Ok(attached(NAME, bytes.await?))
}
