//! Files that leave the app, and files that are chosen for it. The work is done by
//! `client/pwa/boot-phone.js`: there it costs a phone a fraction of what it would here.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

use super::task::spawn;

#[wasm_bindgen(js_namespace = files)]
extern "C" {
    /// Whether the phone has a share sheet that takes files such as ours.
    #[wasm_bindgen(js_name = canShare)]
    pub(crate) fn can_share() -> bool;
    /// Opens the share sheet with a text file; only from a tap.
    pub(crate) fn share(name: &str, text: &str);
    /// Puts a text file among the phone's downloads.
    pub(crate) fn save(name: &str, text: &str);
    /// `null` for a file that is too long or cannot be read.
    async fn read(input: EventTarget, bytes_max: usize) -> JsValue;
}

/// Reads the file that was chosen in `input`; `None` when it is longer than `bytes_max` or cannot be
/// read. The same file can be chosen again.
pub(crate) fn read_chosen(
    input: EventTarget,
    bytes_max: usize,
    reply: impl FnOnce(Option<Vec<u8>>) + 'static,
) {
    spawn(read(input, bytes_max), move |read| {
        reply(read.dyn_into().ok().map(|bytes: Uint8Array| bytes.to_vec()));
    });
}
