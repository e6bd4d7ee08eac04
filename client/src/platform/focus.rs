//! Moves the focus, for people who do not see where the page changed.

use wasm_bindgen::JsCast as _;
use web_sys::{FocusOptions, HtmlElement};

/// Focuses the page's heading: a new page was opened. The heading is always in sight, and the page
/// stays where it was scrolled to.
pub(crate) fn on_heading() {
    if let Some(heading) = first("h1") {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that cannot be focused leaves the focus where it is.
        let _ = heading.focus_with_options(&options);
    }
}

/// Focuses the first field that has an error, in the order people read.
pub(crate) fn on_first_error() {
    if let Some(field) = first("[aria-invalid=true], [data-invalid=true]") {
        // As above.
        let _ = field.focus();
    }
}

/// Focuses the field of this name, which a page is there for.
pub(crate) fn on_field(name: &str) {
    if let Some(field) = first(&format!("#{name}")) {
        // As above.
        let _ = field.focus();
    }
}

/// Sets the window's title.
pub(crate) fn set_title(title: &str) {
    gloo::utils::document().set_title(title);
}

fn first(selector: &str) -> Option<HtmlElement> {
    let element = gloo::utils::document().query_selector(selector).ok()??;
    element.dyn_into().ok()
}
