//! The import: preview first, then confirm and follow its progress.

use std::sync::Arc;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::import::{AnswerLeft, Confirm, Preview, Progress};
use chungtay_shared::limits::SPREADSHEET_BYTES_MAX;
use percent_encoding::percent_decode_str;
use tokio::sync::mpsc::Sender;
use tokio_stream::wrappers::ReceiverStream;

use super::enrol::json;
use crate::access;
use crate::auth::{Officer, Secret};
use crate::error::ApiError;
use crate::import;
use crate::state::AppState;
use crate::store::{StoreError, read, write};

const FILE_NAME: &str = "x-file-name";
const PREVIEW_ID_BYTES: usize = 16;
const WORDS_AHEAD: usize = 4;

/// Reads a file and says what would be done. Nothing is written.
pub async fn preview(
    State(state): State<AppState>,
    Officer(device): Officer,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Preview>, ApiError> {
    let body = body.map_err(|_| ApiError::TooLarge {
        max_bytes: SPREADSHEET_BYTES_MAX,
    })?;
    let name = headers
        .get(FILE_NAME)
        .and_then(|name| name.to_str().ok())
        .unwrap_or_default();
    let name = percent_decode_str(name).decode_utf8_lossy().into_owned();
    let preview = state.blocking(move |state| {
        let (now, commune) = (state.clock.now(), &device.account.commune);
        let reading = Arc::new(import::read(&body, &name, now.local_date())?);
        let id = state
            .with_rng(|rng| Secret::new(PREVIEW_ID_BYTES, rng))
            .text;
        let (plan, existing) = read(&*state.store, |tx| {
            import::compare(tx, commune, &reading, now.local_date())
        })?;
        let preview = import::preview(id.clone(), &reading, &plan, &existing);
        state.previews.keep(&id, commune, reading, now);
        Ok(preview)
    });
    preview.await.map(Json)
}

/// Writes a preview: all of it or nothing. Says how far it is, one JSON a line.
pub async fn confirm(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(id): Path<String>,
    answers: Result<Json<Confirm>, JsonRejection>,
) -> Result<Response, ApiError> {
    let confirm = json(answers)?;
    let commune = device.account.commune.clone();
    let reading = state.previews.get(&id, &commune, state.clock.now());
    let reading = reading.ok_or(ApiError::PreviewGone)?;
    let communes = state.read(|tx| tx.communes()).await?;
    let known = communes
        .iter()
        .find(|c| c.code == commune)
        .ok_or(ApiError::NotFound)?;
    if import::is_foreign_to(&reading, known) {
        return Err(ApiError::InventedList);
    }
    let (sender, receiver) = tokio::sync::mpsc::channel(WORDS_AHEAD);
    tokio::task::spawn_blocking(access::carried(move || {
        let written = write(&*state.store, |tx| {
            // A page that is closed meanwhile does not stop what was confirmed.
            let mut tell = |progress| {
                say(&sender, &progress);
            };
            import::apply(&state, tx, &device, &reading, &confirm, &mut tell)
        });
        state.live.changed(&device.account.commune);
        finish(&sender, written);
    }));
    let body = Body::from_stream(ReceiverStream::new(receiver));
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], body).into_response())
}

/// Answers a row that was left to a person.
pub async fn answer_left(
    State(state): State<AppState>,
    Officer(device): Officer,
    wanted: Result<Json<AnswerLeft>, JsonRejection>,
) -> Result<(), ApiError> {
    let wanted = json(wanted)?;
    state
        .blocking(move |state| import::answer_left(state, &device, &wanted))
        .await
}

fn finish(sender: &Sender<Result<Bytes, std::io::Error>>, written: Result<Progress, StoreError>) {
    match written {
        Ok(progress) => {
            say(sender, &progress);
        }
        Err(error) => {
            tracing::error!(%error, "an import was not written");
            // The stream breaks off without its last line: the page says that nothing was written.
            let broken = std::io::Error::other("nothing was written");
            drop(sender.blocking_send(Err(broken)));
        }
    }
}

fn say(sender: &Sender<Result<Bytes, std::io::Error>>, progress: &Progress) -> bool {
    let Ok(mut line) = serde_json::to_vec(progress) else {
        return false;
    };
    line.push(b'\n');
    sender.blocking_send(Ok(line.into())).is_ok()
}
