//! What the office asks of the browser itself.

use chungtay_shared::id::Actor;
use chungtay_shared::time::Timestamp;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A fresh actor for this browser; `None` where the browser has no source of chance.
pub(crate) fn new_actor() -> Option<Actor> {
    let mut bytes = [0; 16];
    let crypto = gloo::utils::window().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(Actor::from_bytes(bytes))
}

/// What the browser calls itself.
pub(crate) fn user_agent() -> String {
    gloo::utils::window()
        .navigator()
        .user_agent()
        .unwrap_or_default()
}

/// Takes the part behind `#` out of the address, so that neither history nor a colleague's eyes
/// keep it.
pub(crate) fn take_fragment() -> Option<String> {
    let window = gloo::utils::window();
    let location = window.location();
    let fragment = location.hash().ok()?;
    let code = fragment.trim_start_matches('#').trim().to_owned();
    if code.is_empty() {
        return None;
    }
    let bare = format!("{}{}", location.pathname().ok()?, location.search().ok()?);
    let history = window.history().ok()?;
    let state = history.state().unwrap_or(JsValue::NULL);
    history
        .replace_state_with_url(&state, "", Some(&bare))
        .ok()?;
    Some(code)
}

/// Puts a text on the clipboard; `false` where the browser does not allow it, as on a page that
/// did not come by HTTPS or from this machine.
pub(crate) async fn copy(text: &str) -> bool {
    let window = gloo::utils::window();
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// The present. The office's only look at the clock.
pub(crate) fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds of an age fit"
    )]
    Timestamp::from_ms(js_sys::Date::new_0().get_time() as i64)
}

/// When a page of the office breaks, the person is told to load it again, in the words the document
/// itself holds; the console gets the place in the code and nothing of what stood on the page.
pub(crate) fn say_when_it_breaks() {
    std::panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(String::new, ToString::to_string);
        web_sys::console::error_2(&"the page broke".into(), &place.into());
        let words = gloo::utils::document().get_element_by_id("boot-failed");
        if let Some(words) = words {
            // Nothing is left to do where even this fails.
            let _ = words.remove_attribute("hidden");
        }
    }));
}
