//! Lists as files, for paper.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::ReceiptListQuery;
use chungtay_shared::api::fund::DayQuery;
use chungtay_shared::api::lists::{PostingQuery, VisitListQuery};
use chungtay_shared::time::LocalDate;

use crate::access;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::fund::{self, Ledger};
use crate::kept;
use crate::posting_list::{self, PostingList};
use crate::receipt_list::{ReceiptList, workbook};
use crate::rounds::rights_of;
use crate::state::AppState;
use crate::store::{StoreError, Tx, read};
use crate::visit_list::{self, VisitList};

const XLSX: HeaderValue =
    HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
const LEDGER: HeaderValue = HeaderValue::from_static("attachment; filename=\"thu-chi-quy.xlsx\"");
const RECEIPT_LIST: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"danh-sach-ky-nhan.xlsx\"");

const VISIT_LIST: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"danh-sach-tham.xlsx\"");

const POSTING_LIST: HeaderValue =
    HeaderValue::from_static("attachment; filename=\"danh-sach-niem-yet.xlsx\"");

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
        access::marked(list.mark());
        workbook(&list).map_err(|_| ApiError::Internal("a list"))
    });
    Ok(attached(RECEIPT_LIST, bytes.await?))
}

/// Whom to visit, and what is still to be given to them.
pub async fn visits(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<VisitListQuery>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let commune = device.account.commune;
    let bytes = state.blocking(move |state| {
        let today = state.clock.now().local_date();
        let list = read(&*state.store, |tx| visit_list(tx, &commune, &query, today))?;
        visit_list::workbook(&list).map_err(|_| ApiError::Internal("a list"))
    });
    Ok(attached(VISIT_LIST, bytes.await?))
}

/// To whom a campaign gave what, for everybody to read.
pub async fn posting(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<PostingQuery>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let commune = device.account.commune;
    let bytes = state.blocking(move |state| {
        let today = state.clock.now().local_date();
        let list = read(&*state.store, |tx| {
            posting_list(tx, &commune, &query, today)
        })?;
        let list = list.ok_or(ApiError::NotFound)?;
        posting_list::workbook(&list).map_err(|_| ApiError::Internal("a list"))
    });
    Ok(attached(POSTING_LIST, bytes.await?))
}

/// What came into the Fund and went out of it by the end of a day.
pub async fn ledger(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<DayQuery>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let commune = device.account.commune;
    let bytes = state.blocking(move |state| {
        let today = state.clock.now().local_date();
        let ledger = read(&*state.store, |tx| {
            let (name, synthetic) = named(tx, &commune)?;
            Ok(Ledger {
                commune: name,
                synthetic,
                today,
                page: fund::page(tx, &commune, query.day.unwrap_or(today))?,
            })
        })?;
        fund::workbook(&ledger).map_err(|_| ApiError::Internal("a list"))
    });
    Ok(attached(LEDGER, bytes.await?))
}

fn attached(name: HeaderValue, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, XLSX),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}

/// The commune's name, and whether everything in it is invented.
pub(super) fn named(tx: &dyn Tx, commune: &str) -> Result<(String, bool), StoreError> {
    let found = tx.communes()?.into_iter().find(|c| c.code == commune);
    Ok(found.map_or_else(Default::default, |c| (c.name, c.synthetic)))
}

fn receipt_list(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    query: &ReceiptListQuery,
) -> Result<ReceiptList, StoreError> {
    let (name, synthetic) = named(tx, commune)?;
    let today = state.clock.now().local_date();
    let campaigns = rights_of(tx, commune)?;
    let mut list = ReceiptList::new(name, synthetic, query.clone(), today, campaigns);
    for record in kept::records(tx, commune)? {
        list.add(&record);
    }
    Ok(list)
}

fn visit_list(
    tx: &dyn Tx,
    commune: &str,
    query: &VisitListQuery,
    today: LocalDate,
) -> Result<VisitList, StoreError> {
    let (name, synthetic) = named(tx, commune)?;
    let names = tx.names(commune)?;
    let holder = query.holder.and_then(|holder| names.get(&holder).cloned());
    let rights = visit_list::rights(&rights_of(tx, commune)?, &names);
    let holder = holder.unwrap_or_default();
    let mut list = VisitList::new(name, synthetic, today, query.clone(), holder);
    for household in kept::of_commune(tx, commune)? {
        list.add(&household, &rights);
    }
    Ok(list)
}

/// None when the commune has no such campaign, or that one no such item.
fn posting_list(
    tx: &dyn Tx,
    commune: &str,
    query: &PostingQuery,
    today: LocalDate,
) -> Result<Option<PostingList>, StoreError> {
    let mut campaigns = rights_of(tx, commune)?.into_iter();
    let Some(rights) = campaigns.find(|rights| rights.campaign.id == query.campaign) else {
        return Ok(None);
    };
    let item = rights
        .campaign
        .items
        .iter()
        .find(|item| Some(item.id) == query.item);
    let item = item.map(|item| item.name.clone());
    if query.item.is_some() && item.is_none() {
        return Ok(None);
    }
    let (name, synthetic) = named(tx, commune)?;
    let mut list = PostingList::new(name, synthetic, today, rights, item);
    for household in kept::of_commune(tx, commune)? {
        list.add(&household);
    }
    Ok(Some(list))
}
