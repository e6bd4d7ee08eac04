//! Fetches the English words, whose address the page names in `<meta name="english">`. The service
//! worker keeps the file with the rest of the app, so it is there without network too.

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

use super::catalogue::{is_here, take_in_english};
use super::{Language, remembered_language};

/// Runs `then` as soon as this app can speak the language it was last switched to; without the words
/// it speaks Vietnamese.
pub(crate) fn begin(then: impl FnOnce() + 'static) {
    when_here(remembered_language(), move |_| then());
}

/// Runs `then` with whether this app can speak the language, once that is known.
pub(super) fn when_here(language: Language, then: impl FnOnce(bool) + 'static) {
    if is_here(language) {
        then(true);
        return;
    }
    spawn_local(async move {
        let words = fetched().await;
        let came = words.is_some();
        words.into_iter().for_each(take_in_english);
        then(came);
    });
}

async fn fetched() -> Option<String> {
    let meta = gloo::utils::document().query_selector("meta[name=english]");
    let address = meta.ok()??.get_attribute("content")?;
    let answer = gloo::utils::window().fetch_with_str(&address);
    let answer: Response = settled(answer).await?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    settled(answer.text().ok()?).await?.as_string()
}

async fn settled(promise: js_sys::Promise) -> Option<JsValue> {
    JsFuture::from(promise).await.ok()
}
