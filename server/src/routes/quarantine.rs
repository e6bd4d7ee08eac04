//! What is set aside: looked at, tried again, carried away as a file.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::{Look, QuarantinePage, Trial};
use chungtay_shared::document::ChangeHash;
use chungtay_shared::id::from_hex;
use tokio_stream::wrappers::ReceiverStream;

use super::enrol::json;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::quarantine::{self, Exported};
use crate::state::AppState;
use crate::store::{Kept, read};

/// Lines of the page at most; the rest is in the export.
const LINES_MAX: u32 = 200;
/// Records read ahead of a slow reader.
const RECORDS_AHEAD: usize = 4;

/// The newest of what is set aside.
pub async fn list(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<QuarantinePage>, ApiError> {
    let page = state.read(move |tx| tx.quarantine(&device.account.commune, LINES_MAX));
    Ok(Json(page.await?))
}

/// Has the server try a record again.
pub async fn try_again(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(hash): Path<String>,
) -> Result<Json<Trial>, ApiError> {
    let hash = named(&hash)?;
    let trial = state.blocking(move |state| quarantine::try_again(state, &device, hash));
    Ok(Json(trial.await?))
}

/// Notes that somebody has looked at a record.
pub async fn look(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(hash): Path<String>,
    found: Result<Json<Look>, JsonRejection>,
) -> Result<(), ApiError> {
    let (hash, found) = (named(&hash)?, json(found)?);
    state
        .blocking(move |state| quarantine::look(state, &device, hash, &found))
        .await
}

/// One record as a file.
pub async fn export_one(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(hash): Path<String>,
) -> Result<Response, ApiError> {
    let hash = named(&hash)?;
    let commune = device.account.commune;
    let of = commune.clone();
    let kept = state.read(move |tx| tx.kept(&of, hash)).await?;
    let line = line(&commune, &kept.ok_or(ApiError::NotFound)?)?;
    Ok(file(Body::from(line)))
}

/// All records as a file, each read by itself: they may be many.
pub async fn export_all(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Response, ApiError> {
    let commune = device.account.commune;
    let of = commune.clone();
    let hashes = state.read(move |tx| tx.kept_hashes(&of)).await?;
    let (sender, receiver) = tokio::sync::mpsc::channel(RECORDS_AHEAD);
    tokio::task::spawn_blocking(move || {
        for hash in hashes {
            let kept = read(&*state.store, |tx| tx.kept(&commune, hash));
            let exported = match kept {
                // It was let in meanwhile.
                Ok(None) => continue,
                Ok(Some(kept)) => line(&commune, &kept).map_err(std::io::Error::other),
                Err(error) => Err(std::io::Error::other(error)),
            };
            let broken = exported.is_err();
            if let Err(error) = &exported {
                tracing::error!(%error, "the export broke off");
            }
            if sender.blocking_send(exported).is_err() || broken {
                return;
            }
        }
    });
    Ok(file(Body::from_stream(ReceiverStream::new(receiver))))
}

pub(super) fn named(hash: &str) -> Result<ChangeHash, ApiError> {
    let bytes = from_hex(hash).and_then(|bytes| bytes.try_into().ok());
    bytes.map(ChangeHash).ok_or(ApiError::NotFound)
}

fn line(commune: &str, kept: &Kept) -> Result<Bytes, ApiError> {
    let line = serde_json::to_vec(&Exported::of(commune, kept));
    let mut line = line.map_err(|_| ApiError::Internal("an export"))?;
    line.push(b'\n');
    Ok(line.into())
}

fn file(body: Body) -> Response {
    const NAME: HeaderValue =
        HeaderValue::from_static("attachment; filename=\"chungtay-set-aside.jsonl\"");
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/x-ndjson"),
        ),
        (header::CONTENT_DISPOSITION, NAME),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body).into_response()
}
