//! Events of the window and the page that outlive any component.

use gloo::events::EventListener;
use web_sys::VisibilityState;

/// Listens on the window until it is dropped.
pub(crate) fn on_window(event: &'static str, mut handle: impl FnMut() + 'static) -> EventListener {
    EventListener::new(&gloo::utils::window(), event, move |_| handle())
}

/// Calls `handle` when the page comes to the front.
pub(crate) fn on_shown(handle: impl Fn() + 'static) -> EventListener {
    EventListener::new(&gloo::utils::document(), "visibilitychange", move |_| {
        if gloo::utils::document().visibility_state() == VisibilityState::Visible {
            handle();
        }
    })
}

/// Calls `handle` when the page may be about to end: it is hidden, closed or navigated away from.
pub(crate) fn on_leaving(handle: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    let document = gloo::utils::document();
    let hidden = {
        let handle = handle.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            if gloo::utils::document().visibility_state() == VisibilityState::Hidden {
                handle();
            }
        })
    };
    [hidden, on_window("pagehide", handle)]
}
