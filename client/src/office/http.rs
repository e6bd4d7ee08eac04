//! Calls to the server, in the words of the HTTP contract.

use chungtay_shared::api;
use gloo::net::http::{Request, RequestBuilder, Response};
use js_sys::{Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::failure::Failure;
use super::line_buffer::LineBuffer;
use super::percent;

/// Reads what stands at a path.
pub(crate) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    read(answer(Request::get(path).send().await).await?).await
}

/// The same where nobody has done anything: it keeps no browser from being locked.
pub(crate) async fn get_by_itself<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    let request = Request::get(path).header(api::BY_ITSELF, "1");
    read(answer(request.send().await).await?).await
}

/// Sends a request and reads the reply.
pub(crate) async fn post<T: DeserializeOwned>(
    path: &str,
    body: &impl Serialize,
) -> Result<T, Failure> {
    read(send(Request::post(path), body).await?).await
}

/// Sends a request whose reply says no more than that it was done.
pub(crate) async fn post_only(path: &str, body: &impl Serialize) -> Result<(), Failure> {
    send(Request::post(path), body).await.map(drop)
}

/// Takes away what stands at a path.
pub(crate) async fn delete(path: &str) -> Result<(), Failure> {
    answer(Request::delete(path).send().await).await.map(drop)
}

/// Whether the server answers at all.
pub(crate) async fn is_there() -> Result<(), Failure> {
    answer(Request::get(api::path::HEALTH).send().await)
        .await
        .map(drop)
}

/// Offers a spreadsheet; its name goes along, so that a CSV is known as one.
pub(crate) async fn upload<T: DeserializeOwned>(
    path: &str,
    file: &web_sys::File,
) -> Result<T, Failure> {
    let request = Request::post(path)
        .header("content-type", "application/octet-stream")
        .header("x-file-name", &percent::encode(&file.name()))
        .body(file.clone())
        .map_err(|_| Failure::Unreachable)?;
    read(answer(request.send().await).await?).await
}

/// Sends a request and hands over the reply line by line, as it arrives. A stream that breaks is
/// [`Failure::Unreachable`].
pub(crate) async fn post_lines(
    path: &str,
    body: &impl Serialize,
    on_line: impl Fn(&str),
) -> Result<(), Failure> {
    let response = send(Request::post(path), body).await?;
    let stream = response.body().ok_or(Failure::Unreadable)?;
    let reader: ReadableStreamDefaultReader = stream
        .get_reader()
        .dyn_into()
        .map_err(|_| Failure::Unreadable)?;
    let mut lines = LineBuffer::default();
    loop {
        let piece = JsFuture::from(reader.read())
            .await
            .map_err(|_| Failure::Unreachable)?;
        let of = |name: &str| Reflect::get(&piece, &JsValue::from_str(name));
        if of("done").is_ok_and(|done| done.is_truthy()) {
            lines.finish().iter().for_each(|line| on_line(line));
            return Ok(());
        }
        let bytes: Uint8Array = of("value")
            .and_then(JsCast::dyn_into)
            .map_err(|_| Failure::Unreadable)?;
        for line in lines.take(&bytes.to_vec()) {
            on_line(&line);
        }
    }
}

async fn send(request: RequestBuilder, body: &impl Serialize) -> Result<Response, Failure> {
    let request = request.json(body).map_err(|_| Failure::Unreadable)?;
    answer(request.send().await).await
}

async fn answer(sent: Result<Response, gloo::net::Error>) -> Result<Response, Failure> {
    let response = sent.map_err(|_| Failure::Unreachable)?;
    if response.ok() {
        return Ok(response);
    }
    let body = response.text().await.unwrap_or_default();
    Err(Failure::of_reply(response.status(), &body))
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, Failure> {
    let text = response.text().await.map_err(|_| Failure::Unreachable)?;
    serde_json::from_str(&text).map_err(|_| Failure::Unreadable)
}
