//! Whether the server behind this page has begun at all.

use chungtay_shared::api::path;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::json;
use super::task::spawn;

/// Asks the server; `reply` gets whether no account exists on it yet, `false` when it cannot be
/// reached.
pub(crate) fn ask_empty(reply: impl FnOnce(bool) + 'static) {
    spawn(body(), move |body| {
        reply(body.is_some_and(|json| json::is_true(&json, EMPTY)));
    });
}

/// The member of [`chungtay_shared::api::SetupState`] that is read.
const EMPTY: &str = "empty";

async fn body() -> Option<String> {
    let response = JsFuture::from(gloo::utils::window().fetch_with_str(path::SETUP))
        .await
        .ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()
}
