//! How far the page is scrolled.

/// What of the list is in view: the list's own top edge and the window's height, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct View {
    /// From the list's top edge down to the window's top edge; negative above the list.
    pub(crate) offset_px: f64,
    /// The window's height.
    pub(crate) height_px: f64,
}

/// What of `list` is in view.
pub(crate) fn view_of(list: &web_sys::Element) -> View {
    let height = gloo::utils::window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    View {
        offset_px: -list.get_bounding_client_rect().top(),
        height_px: height.unwrap_or(800.0),
    }
}

/// How far the page is scrolled down, in CSS pixels.
pub(crate) fn position_px() -> f64 {
    gloo::utils::window().scroll_y().unwrap_or(0.0)
}

/// Scrolls the page at once.
pub(crate) fn to_px(position_px: f64) {
    gloo::utils::window().scroll_to_with_x_and_y(0.0, position_px);
}

/// Keeps the browser from scrolling by itself when somebody goes back: pages do it, since they
/// know when their content is there.
pub(crate) fn take_over_restoration() {
    if let Ok(history) = gloo::utils::window().history() {
        // A browser that cannot do so only scrolls once too often.
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
}

/// CSS pixels of one rem, which grows when a person chooses larger letters.
pub(crate) fn rem_px() -> f64 {
    let root = gloo::utils::document().document_element();
    root.and_then(|root| {
        gloo::utils::window()
            .get_computed_style(&root)
            .ok()
            .flatten()
    })
    .and_then(|style| style.get_property_value("font-size").ok())
    // The browser's own reading of numbers: Rust's weighs 15 KB.
    .map(|size| js_sys::parse_float(&size))
    .filter(|px| px.is_finite())
    .unwrap_or(16.0)
}
