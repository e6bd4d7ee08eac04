//! Files that leave the app, and files that are chosen for it.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use super::task::spawn;

#[wasm_bindgen(module = "/src/platform/hand_over.js")]
extern "C" {
    /// Whether the phone has a share sheet that takes files.
    #[wasm_bindgen(js_name = canShare)]
    pub(crate) fn can_share() -> bool;
    /// Opens the share sheet with a text file; only from a tap.
    pub(crate) fn share(name: &str, text: &str);
    /// Puts a text file among the phone's downloads.
    pub(crate) fn save(name: &str, text: &str);
}

/// Reads the file that was chosen in `input`, unless it is longer than `bytes_max`: then, and when
/// it cannot be read, `reply` gets `None`. The same file can be chosen again.
pub(crate) fn read_chosen(
    input: &HtmlInputElement,
    bytes_max: usize,
    reply: impl FnOnce(Option<Vec<u8>>) + 'static,
) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else {
        return;
    };
    input.set_value("");
    #[expect(clippy::cast_precision_loss, reason = "a limit far below 2^53")]
    let is_short = file.size() <= bytes_max as f64;
    spawn(
        async move {
            let reading = is_short.then(|| file.array_buffer())?;
            let buffer = JsFuture::from(reading).await.ok()?;
            Some(Uint8Array::new(&buffer).to_vec())
        },
        reply,
    );
}
