//! The campaign's report, as a text document to be gone on with.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::HeaderValue;
use axum::response::Response;
use chungtay_shared::api::report::{ReportQuery, WordingPage};
use chungtay_shared::wording::WordingDraft;

use super::enrol::json;
use super::papers::attached;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::report::{self, wording};
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
            let wording = wording::of(tx, &commune, query.scope.wording())?;
            let made = report::report(tx, &commune, &query, today)?;
            Ok(made.map(|made| (made, wording)))
        })?;
        let (made, wording) = made.ok_or(ApiError::NotFound)?;
        report::document(&made, &query, &wording).map_err(|_| ApiError::Internal("a report"))
    });
    Ok(attached(NAME, bytes.await?))
}

/// How it is worded, and what its fields say by now.
pub async fn wording(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<ReportQuery>, QueryRejection>,
) -> Result<Json<WordingPage>, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let today = state.clock.now().local_date();
    let page = state
        .read(move |tx| wording::page(tx, &device.account.commune, &query, today))
        .await?;
    page.map(Json).ok_or(ApiError::NotFound)
}

/// Keeps another version of the wording.
pub async fn save_wording(
    State(state): State<AppState>,
    Officer(device): Officer,
    draft: Result<Json<WordingDraft>, JsonRejection>,
) -> Result<(), ApiError> {
    let draft = json(draft)?;
    state
        .blocking(move |state| wording::save(state, &device, &draft))
        .await
}
