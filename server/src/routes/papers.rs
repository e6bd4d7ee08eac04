//! Papers about one household, as text documents.

use std::collections::BTreeMap;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::lists::MinutesQuery;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use super::lists::named;
use crate::auth::Officer;
use crate::docx::DocxError;
use crate::error::ApiError;
use crate::household_sheet::{self, HouseholdSheet};
use crate::kept::{self, Kept};
use crate::minutes::{self, Issuer, Minutes};
use crate::rounds::rights_of;
use crate::state::AppState;
use crate::store::{StoreError, Tx, read};
use crate::survey_form;

const DOCX: HeaderValue = HeaderValue::from_static(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
);
const MINUTES: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"bien-ban-ban-giao.docx\"");
const HOUSEHOLD_SHEET: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"phieu-thong-tin-ho.docx\"");
const SURVEY_FORM: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"phieu-khao-sat.docx\"");

/// That something was handed over, for everybody to sign.
pub async fn minutes(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(doc): Path<String>,
    query: Result<Query<MinutesQuery>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let commune = device.account.commune;
    let bytes = about(&state, commune, &doc, move |tx, issuer, kept, _| {
        let names = tx.names(&kept.household.commune)?;
        let minutes = Minutes::of(issuer, kept, query.fact, &names);
        Ok(minutes.map(|minutes| minutes::document(&minutes)))
    });
    Ok(attached(MINUTES, bytes.await?))
}

/// What is asked of a household.
pub async fn survey(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(doc): Path<String>,
) -> Result<Response, ApiError> {
    let commune = device.account.commune;
    let bytes = about(&state, commune, &doc, |_, issuer, kept, today| {
        Ok(Some(survey_form::document(&issuer, kept, today)))
    });
    Ok(attached(SURVEY_FORM, bytes.await?))
}

/// Everything that is kept about a household.
pub async fn sheet(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(doc): Path<String>,
) -> Result<Response, ApiError> {
    let commune = device.account.commune;
    let bytes = about(&state, commune, &doc, |tx, issuer, kept, today| {
        let commune = &kept.household.commune;
        let (mut received, mut heads) = (BTreeMap::new(), BTreeMap::new());
        for record in kept.records() {
            received.extend(tx.received_facts(commune, record.id)?);
            heads.extend(kept::heads(tx, commune, record)?);
        }
        Ok(Some(household_sheet::document(&HouseholdSheet {
            today,
            kept: kept.clone(),
            names: tx.names(commune)?,
            campaigns: rights_of(tx, commune)?,
            received,
            heads,
            issuer,
        })))
    });
    Ok(attached(HOUSEHOLD_SHEET, bytes.await?))
}

/// A paper about a household of the commune; there is none where `write` finds nothing to write of.
async fn about(
    state: &AppState,
    commune: String,
    doc: &str,
    write: impl Fn(&dyn Tx, Issuer, &Kept, LocalDate) -> Result<Written, StoreError> + Send + 'static,
) -> Result<Vec<u8>, ApiError> {
    let doc: DocId = doc.parse().map_err(|_| ApiError::NotFound)?;
    let written = state.blocking(move |state| {
        let today = state.clock.now().local_date();
        let written = read(&*state.store, |tx| {
            let Some(kept) = kept::household_of(tx, &commune, doc)? else {
                return Ok(None);
            };
            let (name, synthetic) = named(tx, &commune)?;
            let issuer = Issuer {
                commune: name,
                synthetic,
            };
            write(tx, issuer, &kept, today)
        })?;
        let written = written.ok_or(ApiError::NotFound)?;
        written.map_err(|_| ApiError::Internal("a paper"))
    });
    written.await
}

/// A paper's bytes, unless there is nothing to write of.
type Written = Option<Result<Vec<u8>, DocxError>>;

/// A text document as a file.
pub(super) fn attached(name: HeaderValue, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, DOCX),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}
