//! What has happened to personal data.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::response::Response;
use chungtay_shared::api::incidents::IncidentsPage;
use chungtay_shared::incident::Draft;

use super::enrol::json;
use super::lists::named;
use super::papers::attached;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::incidents::{self, Notice};
use crate::minutes::Issuer;
use crate::state::AppState;
use crate::store::read;

const NOTICE: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"thong-bao-vi-pham-du-lieu.docx\"");

/// Every incident.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<IncidentsPage>, ApiError> {
    let now = state.clock.now();
    let page = state.read(move |tx| incidents::page(tx, &device.account.commune, now));
    Ok(Json(page.await?))
}

/// Drafts, files, adds to or ends one.
pub async fn say(
    State(state): State<AppState>,
    Officer(device): Officer,
    draft: Result<Json<Draft>, JsonRejection>,
) -> Result<(), ApiError> {
    let draft = json(draft)?;
    state
        .blocking(move |state| incidents::say(state, &device, &draft))
        .await
}

/// The notice.
pub async fn notice(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(n): Path<String>,
) -> Result<Response, ApiError> {
    let n: u64 = n.parse().map_err(|_| ApiError::NotFound)?;
    let made = state.blocking(move |state| {
        let (commune, now) = (&device.account.commune, state.clock.now());
        let notice = read(&*state.store, |tx| {
            let Some(line) = incidents::one(tx, commune, n, now)? else {
                return Ok(None);
            };
            let (commune, synthetic) = named(tx, commune)?;
            let issuer = Issuer { commune, synthetic };
            Ok(Some(Notice { issuer, now, line }))
        })?;
        let notice = notice.ok_or(ApiError::NotFound)?;
        incidents::document(&notice).map_err(|_| ApiError::Internal("a paper"))
    });
    Ok(attached(NOTICE, made.await?))
}
