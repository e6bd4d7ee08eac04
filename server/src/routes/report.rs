//! The campaign's report, as a text document to be gone on with.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::report::ReportQuery;

use crate::auth::Officer;
use crate::error::ApiError;
use crate::report;
use crate::state::AppState;
use crate::store::read;

const DOCX: HeaderValue = HeaderValue::from_static(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
);
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
    let headers = [
        (header::CONTENT_TYPE, DOCX),
        (header::CONTENT_DISPOSITION, NAME),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes.await?).into_response())
}
