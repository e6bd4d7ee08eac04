//! The browser's history: where the app is, and the way back.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;

use crate::route::Route;

/// The page the address names.
pub(crate) fn route() -> Route {
    let path = gloo::utils::window().location().pathname();
    path.map_or(Route::NotFound, |path| Route::recognize(&path))
}

/// Opens a page; "back" returns to this one.
pub(crate) fn push(route: Route) {
    let url = route.to_path();
    if let Ok(history) = gloo::utils::window().history() {
        // A browser that refuses shows the page under the old address.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}

/// Opens a page in this one's place.
pub(crate) fn replace(route: Route) {
    let url = route.to_path();
    if let Ok(history) = gloo::utils::window().history() {
        // A browser that refuses shows the page under the old address.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}

/// Goes back one page; [`on_moved`] tells when it is there.
pub(crate) fn back() {
    if let Ok(history) = gloo::utils::window().history() {
        // At the beginning of the history there is no way back.
        let _ = history.back();
    }
}

/// Calls `handle` when a person went back or forth.
pub(crate) fn on_moved(handle: impl Fn(Route) + 'static) -> EventListener {
    EventListener::new(&gloo::utils::window(), "popstate", move |_| handle(route()))
}
