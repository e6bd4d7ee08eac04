//! The seal of an escape file, by the browser's own cryptography.

use chungtay_shared::escape::{INFO, to_text};
use chungtay_shared::phone::machine::EscapePlan;
use chungtay_shared::phone::message::{EscapeFile, Failure};
use wasm_bindgen::prelude::*;

use crate::press::gzip;

#[wasm_bindgen]
extern "C" {
    /// Given by `client/pwa/store-worker.js`, which fetches it when it is first called.
    #[wasm_bindgen(catch)]
    async fn seal(
        public_key: &[u8],
        info: &[u8],
        header: &[u8],
        contents: &[u8],
    ) -> Result<JsValue, JsValue>;
}

/// The file as people carry it.
pub(crate) async fn sealed(plan: EscapePlan) -> Result<EscapeFile, Failure> {
    let contents = gzip(&plan.contents).await.unwrap_or(plan.contents);
    let base64 = seal(plan.key.as_bytes(), INFO, &plan.header, &contents)
        .await
        .ok()
        .and_then(|text| text.as_string())
        .ok_or(Failure::CannotSeal)?;
    Ok(EscapeFile {
        name: plan.name,
        text: to_text(&base64),
        records: plan.records,
    })
}
