//! The sync: decode, push, answer, then page after page. Nothing is decided here.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::limits::REQUEST_BYTES_MAX;
use chungtay_shared::sync::server;
use chungtay_shared::sync::wire::{Frame, Request};
use tokio::sync::mpsc::Sender;
use tokio_stream::wrappers::ReceiverStream;

use crate::error::ApiError;
use crate::proof::{Posted, Proven};
use crate::pull::{self, PageSize};
use crate::push::{Pushed, push_proven};
use crate::state::AppState;
use crate::store::Device;

mod press;
mod sealed;

use press::{Encoding, Press};
pub use sealed::exchange as exchange_sealed;

const CBOR: HeaderValue = HeaderValue::from_static("application/cbor");
/// Frames made ahead of a slow phone.
const FRAMES_AHEAD: usize = 2;

/// `POST /api/sync`
pub async fn exchange(
    State(state): State<AppState>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, ApiError> {
    let encoding = Encoding::best_of(&headers);
    answer(state, (posted.device, posted.proven), posted.body, encoding).await
}

const TOO_LARGE: ApiError = ApiError::TooLarge {
    max_bytes: REQUEST_BYTES_MAX,
};

async fn answer(
    state: AppState,
    (device, proven): (Device, Option<Proven>),
    body: impl AsRef<[u8]> + Send + 'static,
    encoding: Encoding,
) -> Result<Response, ApiError> {
    state.let_through(device.id)?;
    let (request, pushed) = state
        .blocking(move |state| {
            let request = Request::from_bytes(body.as_ref())?;
            let pushed = push_proven(state, &device, proven, &request, state.clock.now())?;
            state.metrics.answered(&pushed.receipt.answers);
            crate::access::exchanged(&pushed);
            // Also when nothing was stored: what a phone owes and when it was heard is shown too.
            state.live.changed(&device.account.commune);
            match device.lost {
                Some(lost) if server::has_handed_over(&request, &pushed.receipt) => {
                    Err(ApiError::DeviceLost { code: lost.code })
                }
                Some(_) | None => Ok((request, pushed)),
            }
        })
        .await?;
    if !pushed.has_news {
        let frames = [
            Frame::Receipt(pushed.receipt).to_bytes(),
            Frame::End.to_bytes(),
        ];
        return Ok(([(header::CONTENT_TYPE, CBOR)], frames.concat()).into_response());
    }
    Ok(stream(state, request, pushed, encoding))
}

/// A reply with pages: each frame is sent as soon as it is made.
fn stream(state: AppState, request: Request, pushed: Pushed, encoding: Encoding) -> Response {
    let (sender, receiver) = tokio::sync::mpsc::channel(FRAMES_AHEAD);
    tokio::task::spawn_blocking(move || {
        let mut out = Out {
            sender,
            press: Press::new(encoding),
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
    if let Some(name) = encoding.name() {
        let name = HeaderValue::from_static(name);
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, name);
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
        while let Some(page) = pull::next_page(store, &cursor, request.into(), PageSize::default())?
        {
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
    press: Press,
}

impl Out {
    /// Sends a frame; `false` when nobody reads any more.
    fn frame(&mut self, frame: &Frame) -> bool {
        match self.press.frame(frame.to_bytes()) {
            Ok(bytes) => self.send(bytes),
            Err(_) => false,
        }
    }

    fn finish(self) {
        let Self { sender, press } = self;
        // Whoever has hung up by now has every frame.
        let _ = press
            .finish()
            .map(|tail| sender.blocking_send(Ok(tail.into())));
    }

    fn send(&self, bytes: Vec<u8>) -> bool {
        self.sender.blocking_send(Ok(bytes.into())).is_ok()
    }
}
