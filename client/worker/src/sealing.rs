//! What is sealed for the server, by the browser's own cryptography: escape files, and what the service
//! worker posts.

use chungtay_shared::escape::{INFO, SealingKey, to_text};
use chungtay_shared::phone::machine::EscapePlan;
use chungtay_shared::phone::message::{EscapeFile, Failure};
use chungtay_shared::sync::sealed;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::press::gzip;

#[wasm_bindgen]
extern "C" {
    /// Given by `client/pwa/store-worker.js`, which fetches it when it is first called.
    #[wasm_bindgen(catch, js_name = seal)]
    async fn seal_bytes(
        public_key: &[u8],
        info: &[u8],
        header: &[u8],
        contents: &[u8],
    ) -> Result<JsValue, JsValue>;
    /// As [`seal_bytes`].
    #[wasm_bindgen(catch)]
    async fn base64(bytes: &JsValue) -> Result<JsValue, JsValue>;
}

/// Bytes sealed for the server, to one end; `None` where the browser cannot seal.
pub(crate) async fn for_server(key: &SealingKey, info: &[u8], contents: &[u8]) -> Option<Vec<u8>> {
    let header = sealed::header(key);
    let bytes = seal_bytes(key.as_bytes(), info, &header, contents).await;
    bytes.ok().map(|bytes| Uint8Array::new(&bytes).to_vec())
}

/// The file as people carry it.
pub(crate) async fn sealed(plan: EscapePlan) -> Result<EscapeFile, Failure> {
    let contents = gzip(&plan.contents).await.unwrap_or(plan.contents);
    let bytes = seal_bytes(plan.key.as_bytes(), INFO, &plan.header, &contents).await;
    let text = base64(&bytes.map_err(cannot)?).await.map_err(cannot)?;
    let text = text.as_string().ok_or(Failure::CannotSeal)?;
    Ok(EscapeFile {
        name: plan.name,
        text: to_text(&text),
        records: plan.records,
    })
}

fn cannot(_: JsValue) -> Failure {
    Failure::CannotSeal
}
