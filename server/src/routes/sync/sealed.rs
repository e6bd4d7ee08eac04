//! A sync that a service worker posts for an app that is closed: sealed for this server, and answered
//! under a key that comes of the phone's token.

use std::io::Read as _;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use chungtay_shared::api::path;
use chungtay_shared::escape::EscapeError;
use chungtay_shared::limits::REQUEST_BYTES_MAX;
use chungtay_shared::sync::sealed::{self, Errand, ReplySeal};
use flate2::read::GzDecoder;
use tokio_stream::StreamExt as _;

use super::press::Encoding;
use super::{TOO_LARGE, answer};
use crate::auth;
use crate::error::ApiError;
use crate::guard::Stranger;
use crate::proof::Shown;
use crate::sealing;
use crate::state::AppState;

const SEALED: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// `POST /api/sync/sealed`
pub async fn exchange(
    State(state): State<AppState>,
    stranger: Stranger,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body = body.map_err(|_| TOO_LARGE)?;
    let seed = state.read(|tx| tx.sealing_seed()).await?;
    let errand = open(&seed, &body)?;
    let device = auth::phone(&state, &errand.token, stranger).await?;
    let proven = Shown::of(&headers).check(&device, path::SYNC_SEALED, &body)?;
    let reply_key = sealed::reply_key(&errand.token);
    let plain = if errand.is_gzip {
        unpressed(&errand.body)?
    } else {
        errand.body
    };
    let reply = answer(state.clone(), (device, proven), plain, Encoding::Plain).await?;
    let (mut seal, salt) = state.with_rng(|rng| ReplySeal::new(&reply_key, rng));
    let parts = reply
        .into_body()
        .into_data_stream()
        .map(move |part| part.map(|plain| Bytes::from(seal.seal(&plain))));
    let stream = tokio_stream::once(Ok(Bytes::from(salt))).chain(parts);
    Ok(([(header::CONTENT_TYPE, SEALED)], Body::from_stream(stream)).into_response())
}

fn open(seed: &sealing::Seed, bytes: &[u8]) -> Result<Errand, EscapeError> {
    let parts = sealed::parts(bytes, &sealing::public_key(seed))?;
    Errand::from_bytes(&sealing::open(seed, sealed::INFO, &parts)?)
}

fn unpressed(body: &[u8]) -> Result<Vec<u8>, ApiError> {
    let mut plain = Vec::new();
    GzDecoder::new(body)
        .take(REQUEST_BYTES_MAX as u64 + 1)
        .read_to_end(&mut plain)
        .map_err(|_| EscapeError::Damaged)?;
    if plain.len() > REQUEST_BYTES_MAX {
        return Err(TOO_LARGE);
    }
    Ok(plain)
}
