//! Periods of a campaign, and what is to be reported by when.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::period::{
    Arisen, OwedReport, PeriodDetail, PeriodQuery, PeriodsPage, PeriodsQuery, SendPeriod,
};
use chungtay_shared::id::to_hex;
use chungtay_shared::period::{ClosePeriod, Closing, UrgingDraft};

use super::enrol::json;
use super::papers::attached;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::periods;
use crate::state::AppState;
use crate::store::{Device, read};

const DOCUMENT: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"so-lieu-chot-ky.docx\"");
const FIGURES: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"so-lieu-chot-ky.json\"");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

type Which = Result<Query<PeriodQuery>, QueryRejection>;

/// A unit's periods, what it owes, and what it is owed.
pub async fn page(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<PeriodsQuery>, QueryRejection>,
) -> Result<Json<PeriodsPage>, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let now = state.clock.now();
    let commune = device.account.commune;
    let page = state.read(move |tx| periods::page(tx, &commune, query.campaign, now));
    Ok(Json(page.await?))
}

/// Closes a period.
pub async fn close(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<ClosePeriod>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| periods::close(state, &device, &wanted))
        .await
}

/// Sends a closed period to the unit above.
pub async fn send(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<SendPeriod>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| periods::send(state, &device, wanted))
        .await
}

/// What units above want reported.
pub async fn owed(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<Vec<OwedReport>>, ApiError> {
    let today = state.clock.now().local_date();
    let owed = state.read(move |tx| periods::owed(tx, &device.account.commune, today));
    Ok(Json(owed.await?))
}

/// Says what is due below, or who was reminded.
pub async fn urge(
    State(state): State<AppState>,
    Officer(device): Officer,
    draft: Result<Json<UrgingDraft>, JsonRejection>,
) -> Result<(), ApiError> {
    let draft = json(draft)?;
    state
        .blocking(move |state| periods::urge(state, &device, &draft))
        .await
}

/// A closed period.
pub async fn one(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Which,
) -> Result<Json<PeriodDetail>, ApiError> {
    let closing = found(&state, device, asked(query)?).await?;
    Ok(Json(PeriodDetail {
        hash: to_hex(&closing.hash),
        figures: closing.figures,
    }))
}

/// Its figures as they are kept.
pub async fn figures(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Which,
) -> Result<Response, ApiError> {
    let closing = found(&state, device, asked(query)?).await?;
    let headers = [
        (header::CONTENT_TYPE, JSON),
        (header::CONTENT_DISPOSITION, FIGURES),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, closing.body).into_response())
}

/// The same as a text document.
pub async fn document(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Which,
) -> Result<Response, ApiError> {
    let query = asked(query)?;
    let style = query.style;
    let closing = found(&state, device, query).await?;
    let made = state.blocking(move |_| {
        periods::document(&closing, style).map_err(|_| ApiError::Internal("a period"))
    });
    Ok(attached(DOCUMENT, made.await?))
}

/// The records behind what arose after the period before was closed.
pub async fn arisen(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Which,
) -> Result<Json<Arisen>, ApiError> {
    let query = asked(query)?;
    let own = device.account.commune;
    let arisen = state.read(move |tx| periods::arisen(tx, &own, query.campaign, query.n));
    arisen.await?.map(Json).ok_or(ApiError::NotFound)
}

fn asked(query: Which) -> Result<PeriodQuery, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    Ok(query)
}

async fn found(state: &AppState, device: Device, query: PeriodQuery) -> Result<Closing, ApiError> {
    let closing = state.blocking(move |state| {
        let today = state.clock.now().local_date();
        let own = &device.account.commune;
        Ok(read(&*state.store, |tx| {
            periods::closing(tx, own, &query, today)
        })?)
    });
    closing.await?.ok_or(ApiError::NotFound)
}
