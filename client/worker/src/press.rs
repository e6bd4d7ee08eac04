//! Compression: the browser does it by itself.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};

#[wasm_bindgen]
extern "C" {
    /// Which web-sys holds to be unstable.
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;
}

/// The bytes in gzip; `None` where the browser cannot.
pub(crate) async fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let compressor = CompressionStream::new("gzip").ok()?;
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
    let stream = blob.stream().pipe_through(compressor.unchecked_ref());
    let collected = Response::new_with_opt_readable_stream(Some(&stream)).ok()?;
    let buffer = JsFuture::from(collected.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
