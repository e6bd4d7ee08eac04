//! Putting the app on the home screen. The browser offers it once, early; the offer is kept for
//! the moment the volunteer wants it.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

thread_local! {
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Keeps the browser's offer when it comes. Called once, at the start of the app.
pub(crate) fn keep_offer() {
    let options = EventListenerOptions::enable_prevent_default();
    let window = gloo::utils::window();
    EventListener::new_with_options(&window, "beforeinstallprompt", options, |event| {
        event.prevent_default();
        OFFER.with(|offer| offer.replace(Some(event.clone().into())));
    })
    .forget();
    EventListener::new(&window, "appinstalled", |_| {
        OFFER.with(RefCell::take);
    })
    .forget();
}

/// Whether the browser has offered it.
pub(crate) fn is_offered() -> bool {
    OFFER.with(|offer| offer.borrow().is_some())
}

/// Takes the browser up on its offer. It can be taken once.
pub(crate) fn accept() {
    let Some(offer) = OFFER.with(RefCell::take) else {
        return;
    };
    let prompt = Reflect::get(&offer, &JsValue::from_str("prompt")).ok();
    if let Some(prompt) = prompt.and_then(|prompt| prompt.dyn_into::<Function>().ok()) {
        // The browser says itself why it does not.
        let _ = prompt.call0(&offer);
    }
}

/// Whether the app runs from the home screen already.
pub(crate) fn is_installed() -> bool {
    let query = gloo::utils::window().match_media("(display-mode: standalone)");
    query.ok().flatten().is_some_and(|query| query.matches())
}
