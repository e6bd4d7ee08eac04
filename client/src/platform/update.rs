//! A new version of the app: the page's boot script downloads it and says so; it is put in place
//! only when the volunteer asks.

use gloo::events::EventListener;
use web_sys::Event;

/// Calls `handle` when a new version waits, also if it does already.
pub(crate) fn on_waiting(handle: impl Fn() + 'static) -> EventListener {
    if is_waiting() {
        handle();
    }
    EventListener::new(
        &gloo::utils::window(),
        "chungtay:update-waiting",
        move |_| handle(),
    )
}

/// Puts the new version in place; the page reloads into it.
pub(crate) fn apply() {
    if let Ok(event) = Event::new("chungtay:apply-update") {
        // Without the boot script's listener nothing happens, and nothing is lost.
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}

/// Loads the page again.
pub(crate) fn reload() {
    // A browser that refuses leaves the page as it is.
    let _ = gloo::utils::window().location().reload();
}

fn is_waiting() -> bool {
    let root = gloo::utils::document().document_element();
    root.and_then(|root| root.get_attribute("data-update"))
        .as_deref()
        == Some("waiting")
}
