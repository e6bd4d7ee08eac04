//! How long to wait for a network that says nothing.

use chungtay_shared::sync::client::Failure;
use gloo::timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

/// Without any byte for so long, an exchange is given up.
const SILENCE_MS: u32 = 30_000;
/// A request is given this long for every kilobyte: two kilobytes a second still get through.
const UPLOAD_MS_PER_KB: usize = 500;

/// The patience of one exchange. Dropping it ends the exchange.
pub(super) struct Patience {
    abort: AbortController,
}

impl Patience {
    /// For the exchange that `abort` ends.
    pub(super) const fn new(abort: AbortController) -> Self {
        Self { abort }
    }

    /// What the request must listen to.
    pub(super) fn signal(&self) -> AbortSignal {
        self.abort.signal()
    }

    /// Waits for the next bytes.
    pub(super) async fn wait(&self, promise: Promise) -> Result<JsValue, Failure> {
        self.wait_ms(promise, SILENCE_MS).await
    }

    /// Waits for the reply to begin, once a body of so many bytes has gone up.
    pub(super) async fn wait_for_upload(
        &self,
        promise: Promise,
        body_bytes: usize,
    ) -> Result<JsValue, Failure> {
        let upload_ms = body_bytes.div_ceil(1_000).saturating_mul(UPLOAD_MS_PER_KB);
        let upload_ms = u32::try_from(upload_ms).unwrap_or(u32::MAX);
        self.wait_ms(promise, SILENCE_MS.saturating_add(upload_ms))
            .await
    }

    async fn wait_ms(&self, promise: Promise, ms: u32) -> Result<JsValue, Failure> {
        let abort = self.abort.clone();
        let _over = Timeout::new(ms, move || abort.abort());
        JsFuture::from(promise)
            .await
            .map_err(|_| Failure::Unreachable)
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        // Frees the connection of a reply that is not read to its end; of another it does nothing.
        self.abort.abort();
    }
}
