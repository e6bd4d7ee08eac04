//! HTTP: one POST whose reply is read frame by frame, and the redemption of a link.

use chungtay_shared::api::{EnrolRequest, Enrolled, path};
use chungtay_shared::phone::machine::{Body, failure_of_enrolment};
use chungtay_shared::phone::message;
use chungtay_shared::sync::client::Failure;
use chungtay_shared::sync::wire::{Frame, FrameReader, Request};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Blob, Headers, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
    RequestInit, RequestRedirect, Response,
};

use crate::platform;

mod json;
mod patience;

use patience::Patience;

/// A body of fewer bytes is not worth compressing.
const COMPRESS_FROM_BYTES: usize = 400;

const CBOR: &str = "application/cbor";
const JSON: &str = "application/json";

#[wasm_bindgen]
extern "C" {
    /// Which web-sys holds to be unstable.
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;
}

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

/// A request as it goes over the line.
pub(crate) async fn body_of(request: &Request) -> Body {
    let plain = request.to_bytes();
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
    token: &str,
    abort: AbortController,
) -> Result<Reply, Failure> {
    let patience = Patience::new(abort);
    let body = body_of(request).await;
    let headers = Headers::new().map_err(unreachable)?;
    for (name, value) in body.headers(token) {
        headers.set(name, &value).map_err(unreachable)?;
    }
    let response = post(path::SYNC, &headers, &body.bytes, &patience).await?;
    if response.status() != 200 || !is_of_type(&response, CBOR) {
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

/// Redeems an enrolment link.
pub(crate) async fn enrol(request: &EnrolRequest) -> Result<Enrolled, message::Failure> {
    match redeem(request).await {
        Ok(Redeemed::Enrolled(enrolled)) => Ok(enrolled),
        Ok(Redeemed::Not { status, code }) => Err(failure_of_enrolment(status, code.as_deref())),
        Err(_) => Err(message::Failure::Offline),
    }
}

enum Redeemed {
    Enrolled(Enrolled),
    Not { status: u16, code: Option<String> },
}

async fn redeem(request: &EnrolRequest) -> Result<Redeemed, Failure> {
    let patience = Patience::new(AbortController::new().map_err(unreachable)?);
    let headers = Headers::new().map_err(unreachable)?;
    headers.set("content-type", JSON).map_err(unreachable)?;
    let body = json::of_request(request).ok_or(Failure::Unreachable)?;
    let response = post(path::ENROL, &headers, body.as_bytes(), &patience).await?;
    let status = response.status();
    if status == 200 && is_of_type(&response, JSON) {
        let text = text(&response, &patience).await?;
        let enrolled = json::to_enrolled(&text).ok_or(Failure::Unreachable)?;
        return Ok(Redeemed::Enrolled(enrolled));
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

/// The browser compresses by itself; `None` where it cannot.
async fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let compressor = CompressionStream::new("gzip").ok()?;
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
    let stream = blob.stream().pipe_through(compressor.unchecked_ref());
    let collected = Response::new_with_opt_readable_stream(Some(&stream)).ok()?;
    let buffer = JsFuture::from(collected.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

fn unreachable(_: JsValue) -> Failure {
    Failure::Unreachable
}
