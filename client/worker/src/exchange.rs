//! HTTP: one POST whose reply is read frame by frame, the redemption of a link, and the passing on of
//! a colleague's file.

use chungtay_shared::api::{EnrolRequest, Enrolled, RecoverRequest, Recovered, path};
use chungtay_shared::phone::machine::{Body, PassedOn, failure_of_enrolment};
use chungtay_shared::phone::message;
use chungtay_shared::sync::client::Failure;
use chungtay_shared::sync::wire::{Frame, FrameReader, Request};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
    RequestInit, RequestRedirect, Response,
};

use crate::platform;
use crate::press::gzip;

mod json;
mod lost;
mod patience;
mod speaker;

use lost::lost;
pub(crate) use lost::{Knocked, knock, say_wiped, sealed};
use patience::Patience;
pub(crate) use speaker::Speaker;

/// A body of fewer bytes is not worth compressing.
const COMPRESS_FROM_BYTES: usize = 400;

const CBOR: &str = "application/cbor";
const JSON: &str = "application/json";
const TEXT: &str = "text/plain";

/// A reply that is arriving, or has been left here. Dropping it ends the exchange.
pub(crate) struct Reply {
    frames: FrameReader,
    line: Option<Line>,
}

/// Where more of a reply comes from.
struct Line {
    reader: ReadableStreamDefaultReader,
    patience: Patience,
}

/// A body as it goes over the line: compressed where that is worth it.
pub(crate) async fn body_of(plain: Vec<u8>) -> Body {
    let compressed = if plain.len() > COMPRESS_FROM_BYTES {
        gzip(&plain).await
    } else {
        None
    };
    Body {
        is_gzip: compressed.is_some(),
        bytes: compressed.unwrap_or(plain),
    }
}

/// Posts a sync request; returns when the reply begins.
pub(crate) async fn sync(
    request: &Request,
    speaker: &Speaker,
    abort: AbortController,
) -> Result<Reply, Failure> {
    let patience = Patience::new(abort);
    let body = request.to_bytes();
    let response = speaker.post(path::SYNC, CBOR, body, &patience).await?;
    if response.status() != 200 || !is_of_type(&response, CBOR) {
        if let Some(code) = lost(&response) {
            return Err(Failure::Lost(code));
        }
        let code = error_code(&response, &patience).await;
        return Err(Failure::of_reply(response.status(), code.as_deref()));
    }
    let stream = response.body().ok_or(Failure::Unreachable)?;
    let reader = stream.get_reader().unchecked_into();
    Ok(Reply {
        frames: FrameReader::default(),
        line: Some(Line { reader, patience }),
    })
}

impl Reply {
    /// One of which no more will come.
    pub(crate) fn left(stream: &[u8]) -> Self {
        let mut frames = FrameReader::default();
        frames.push(stream);
        Self { frames, line: None }
    }

    /// The next frame; `None` when the body is over.
    pub(crate) async fn next_frame(&mut self) -> Result<Option<Frame>, Failure> {
        loop {
            let frame = self.frames.next_frame().map_err(|_| Failure::Unreachable)?;
            let (None, Some(line)) = (&frame, &self.line) else {
                return Ok(frame);
            };
            match line.read().await? {
                Some(bytes) => self.frames.push(&bytes),
                None => return Ok(None),
            }
        }
    }
}

impl Line {
    async fn read(&self) -> Result<Option<Vec<u8>>, Failure> {
        let chunk = self.patience.wait(self.reader.read()).await?;
        let part = |name: &str| Reflect::get(&chunk, &name.into()).map_err(unreachable);
        if part("done")?.is_truthy() {
            return Ok(None);
        }
        Ok(Some(Uint8Array::new(&part("value")?).to_vec()))
    }
}

/// Passes on a colleague's escape file; `None` when nothing was said of it.
pub(crate) async fn pass_on(file: Vec<u8>, speaker: &Speaker) -> Option<PassedOn> {
    let patience = Patience::new(AbortController::new().ok()?);
    let posted = speaker.post(path::ESCAPE, TEXT, file, &patience);
    let response = posted.await.ok()?;
    let status = response.status();
    let is_ours = status != 200 || is_of_type(&response, JSON);
    let code = error_code(&response, &patience).await;
    PassedOn::of_reply(status, code.as_deref()).filter(|_| is_ours)
}

/// Redeems an enrolment link.
pub(crate) async fn enrol(request: &EnrolRequest) -> Result<Enrolled, message::Failure> {
    ask(path::ENROL, json::of_request(request), json::to_enrolled).await
}

/// Redeems one on a phone whose PIN is forgotten.
pub(crate) async fn recover(request: &RecoverRequest) -> Result<Recovered, message::Failure> {
    ask(
        path::RECOVER,
        json::of_recovery(request),
        json::to_recovered,
    )
    .await
}

async fn ask<T>(
    path: &str,
    body: Option<String>,
    read: fn(&str) -> Option<T>,
) -> Result<T, message::Failure> {
    match redeem(path, body, read).await {
        Ok(Redeemed::Enrolled(enrolled)) => Ok(enrolled),
        Ok(Redeemed::Not { status, code }) => Err(failure_of_enrolment(status, code.as_deref())),
        Err(_) => Err(message::Failure::Offline),
    }
}

enum Redeemed<T> {
    Enrolled(T),
    Not { status: u16, code: Option<String> },
}

async fn redeem<T>(
    path: &str,
    body: Option<String>,
    read: fn(&str) -> Option<T>,
) -> Result<Redeemed<T>, Failure> {
    let patience = Patience::new(AbortController::new().map_err(unreachable)?);
    let headers = Headers::new().map_err(unreachable)?;
    headers.set("content-type", JSON).map_err(unreachable)?;
    let body = body.ok_or(Failure::Unreachable)?;
    let response = post(path, &headers, body.as_bytes(), &patience).await?;
    let status = response.status();
    if status == 200 && is_of_type(&response, JSON) {
        let text = text(&response, &patience).await?;
        return Ok(Redeemed::Enrolled(read(&text).ok_or(Failure::Unreachable)?));
    }
    let code = error_code(&response, &patience).await;
    Ok(Redeemed::Not { status, code })
}

async fn post(
    path: &str,
    headers: &Headers,
    body: &[u8],
    patience: &Patience,
) -> Result<Response, Failure> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(headers);
    init.set_body(&Uint8Array::from(body));
    init.set_signal(Some(&patience.signal()));
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    // Only a network's sign-in page redirects; it is not the server.
    init.set_redirect(RequestRedirect::Error);
    let request = web_sys::Request::new_with_str_and_init(path, &init).map_err(unreachable)?;
    let reply = platform::scope().fetch_with_request(&request);
    let response = patience.wait_for_upload(reply, body.len()).await?;
    response.dyn_into().map_err(unreachable)
}

/// The code of an `ErrorBody`; `None` when the body is none.
async fn error_code(response: &Response, patience: &Patience) -> Option<String> {
    if !is_of_type(response, JSON) {
        return None;
    }
    let text = text(response, patience).await.ok()?;
    json::to_error_code(&text)
}

async fn text(response: &Response, patience: &Patience) -> Result<String, Failure> {
    let text = patience.wait(response.text().map_err(unreachable)?).await?;
    text.as_string().ok_or(Failure::Unreachable)
}

fn is_of_type(response: &Response, wanted: &str) -> bool {
    let of_response = response.headers().get("content-type").ok().flatten();
    of_response.is_some_and(|t| t.starts_with(wanted))
}

fn unreachable(_: JsValue) -> Failure {
    Failure::Unreachable
}
