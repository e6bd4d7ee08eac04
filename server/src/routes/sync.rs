//! The sync: decode, push, answer, then page after page. Nothing is decided here.

use std::io::Write as _;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::limits::REQUEST_BYTES_MAX;
use chungtay_shared::sync::wire::{Frame, Request};
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::sync::mpsc::Sender;
use tokio_stream::wrappers::ReceiverStream;

use crate::auth::Phone;
use crate::error::ApiError;
use crate::pull;
use crate::push::{Pushed, push};
use crate::state::AppState;

const CBOR: HeaderValue = HeaderValue::from_static("application/cbor");
/// Frames made ahead of a slow phone.
const FRAMES_AHEAD: usize = 2;

/// `POST /api/sync`
pub async fn exchange(
    State(state): State<AppState>,
    Phone(device): Phone,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body = body.map_err(|_| ApiError::TooLarge {
        max_bytes: REQUEST_BYTES_MAX,
    })?;
    let (request, pushed) = state
        .blocking(move |state| {
            let request = Request::from_bytes(&body)?;
            let pushed = push(&*state.store, &device, &request, state.clock.now())?;
            // Also when nothing was stored: what a phone owes and when it was heard is shown too.
            state.live.changed(&device.account.commune);
            Ok((request, pushed))
        })
        .await?;
    if pushed.receipt.docs_to_come == 0 {
        let frames = [
            Frame::Receipt(pushed.receipt).to_bytes(),
            Frame::End.to_bytes(),
        ];
        return Ok(([(header::CONTENT_TYPE, CBOR)], frames.concat()).into_response());
    }
    Ok(stream(state, request, pushed, accepts_gzip(&headers)))
}

/// A reply with pages: each frame is sent as soon as it is made.
fn stream(state: AppState, request: Request, pushed: Pushed, gzip: bool) -> Response {
    let (sender, receiver) = tokio::sync::mpsc::channel(FRAMES_AHEAD);
    tokio::task::spawn_blocking(move || {
        let mut out = Out {
            sender,
            gzip: gzip.then(|| GzEncoder::new(Vec::new(), level())),
        };
        let whole = send_all(&state, &request, pushed, &mut out);
        let last = match whole {
            Ok(true) => Frame::End,
            Ok(false) => return,
            Err(error) => {
                tracing::error!(%error, "a page could not be made");
                Frame::BrokenOff
            }
        };
        if out.frame(&last) {
            out.finish();
        }
    });
    let body = Body::from_stream(ReceiverStream::new(receiver));
    let mut response = ([(header::CONTENT_TYPE, CBOR)], body).into_response();
    if gzip {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// Sends everything; `false` when the phone has hung up.
fn send_all(
    state: &AppState,
    request: &Request,
    pushed: Pushed,
    out: &mut Out,
) -> Result<bool, crate::store::StoreError> {
    let store = &*state.store;
    if !out.frame(&Frame::Receipt(pushed.receipt)) {
        return Ok(false);
    }
    for mut cursor in pushed.cursors {
        if !request.wanted.is_empty() {
            let page = pull::wanted(store, &request.wanted, &pushed.speaker, &cursor)?;
            if !out.frame(&Frame::Page(page)) {
                return Ok(false);
            }
        }
        while let Some(page) = pull::next_page(store, &cursor, request.into())? {
            cursor = page.cursor.clone();
            if !out.frame(&Frame::Page(page)) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

struct Out {
    sender: Sender<Result<Bytes, std::io::Error>>,
    gzip: Option<GzEncoder<Vec<u8>>>,
}

impl Out {
    /// Sends a frame; `false` when nobody reads any more.
    fn frame(&mut self, frame: &Frame) -> bool {
        let bytes = frame.to_bytes();
        let Some(gzip) = &mut self.gzip else {
            return self.send(bytes);
        };
        // Flushed frame by frame: the phone stores each as it comes.
        if gzip.write_all(&bytes).and_then(|()| gzip.flush()).is_err() {
            return false;
        }
        let compressed = std::mem::take(gzip.get_mut());
        self.send(compressed)
    }

    fn finish(mut self) {
        if let Some(tail) = self.gzip.take().and_then(|gzip| gzip.finish().ok()) {
            self.send(tail);
        }
    }

    fn send(&self, bytes: Vec<u8>) -> bool {
        self.sender.blocking_send(Ok(bytes.into())).is_ok()
    }
}

/// Level 6 costs the server 8 ms a 100 KB; 9 gains 1 %.
const fn level() -> Compression {
    Compression::new(6)
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("gzip"))
}
