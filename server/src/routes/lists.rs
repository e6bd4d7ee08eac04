//! Lists as files, for paper.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::ReceiptListQuery;
use chungtay_shared::document::{Document, Kind};

use crate::auth::Officer;
use crate::error::ApiError;
use crate::receipt_list::{ReceiptList, workbook};
use crate::state::AppState;
use crate::store::{Tx, read};

const XLSX: HeaderValue =
    HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
const RECEIPT_LIST: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"danh-sach-ky-nhan.xlsx\"");

/// Who was given what, to sign.
pub async fn receipts(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<ReceiptListQuery>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let commune = device.account.commune;
    let bytes = state.blocking(move |state| {
        let list = read(&*state.store, |tx| {
            receipt_list(state, tx, &commune, &query)
        })?;
        workbook(&list).map_err(|_| ApiError::Internal("a list"))
    });
    let headers = [
        (header::CONTENT_TYPE, XLSX),
        (header::CONTENT_DISPOSITION, RECEIPT_LIST),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes.await?).into_response())
}

fn receipt_list(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    query: &ReceiptListQuery,
) -> Result<ReceiptList, crate::store::StoreError> {
    let found = tx.communes()?.into_iter().find(|c| c.code == commune);
    let (name, synthetic) = found.map_or_else(Default::default, |c| (c.name, c.synthetic));
    let today = state.clock.now().local_date();
    let mut list = ReceiptList::new(name, synthetic, query.clone(), today);
    for head in tx.heads_after(commune, 0, u32::MAX)? {
        if head.kind == Kind::Household
            && let Some(stored) = tx.document(head.doc)?
        {
            list.add(&Document::load(&stored.bytes)?.household()?);
        }
    }
    Ok(list)
}
