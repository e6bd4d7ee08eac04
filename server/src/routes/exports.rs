//! Tables for other programs.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::lists::Export;

use crate::auth::Officer;
use crate::error::ApiError;
use crate::exports;
use crate::state::AppState;
use crate::store::read;

const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8");

/// A table of the office's unit. That it was taken stands in the log: what, by which account, how much.
pub async fn table(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(what): Path<String>,
) -> Result<Response, ApiError> {
    let what = Export::from_code(&what).ok_or(ApiError::NotFound)?;
    let account = device.account;
    let bytes = state.blocking(move |state| {
        let today = state.clock.now().local_date();
        let table = read(&*state.store, |tx| {
            exports::table(tx, &account.commune, what, today)
        })?;
        let bytes = exports::csv(&table).map_err(|_| ApiError::Internal("an export"))?;
        let (export, account, rows) = (what.code(), account.id, table.rows.len());
        tracing::info!(export, %account, rows, "exported");
        Ok(bytes)
    });
    let headers = [
        (header::CONTENT_TYPE, CSV),
        (header::CONTENT_DISPOSITION, name(what)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes.await?).into_response())
}

const fn name(what: Export) -> HeaderValue {
    HeaderValue::from_static(match what {
        Export::Households => "attachment; filename=\"ho.csv\"",
        Export::Visits => "attachment; filename=\"tham.csv\"",
        Export::Handovers => "attachment; filename=\"trao.csv\"",
        Export::Fund => "attachment; filename=\"quy.csv\"",
        Export::Access => "attachment; filename=\"nhat-ky.csv\"",
    })
}
