//! A finger signature, drawn.

use std::fmt::Write as _;

use chungtay_shared::signature::Signature;
use yew::prelude::*;

use crate::i18n::Translator;

/// A finger signature, drawn from its strokes.
pub(crate) fn signature_view(t: &Translator, signature: &Signature) -> Html {
    html! {
        <svg
            class="signature" viewBox="0 0 255 255" preserveAspectRatio="none"
            role="img" aria-label={t.text("signature.alt")}
        >
            { stroke_paths(&signature.strokes) }
        </svg>
    }
}

/// The SVG paths of strokes on the field of 255 x 255.
pub(crate) fn stroke_paths(strokes: &[Vec<(u8, u8)>]) -> Html {
    strokes
        .iter()
        .map(|stroke| html! { <path class="ink" d={path_of(stroke)} /> })
        .collect()
}

/// A dot is drawn as a line of no length, which round line ends make visible.
fn path_of(stroke: &[(u8, u8)]) -> String {
    let mut path = String::with_capacity(stroke.len() * 8 + 8);
    for (i, (x, y)) in stroke.iter().enumerate() {
        let _ = write!(path, "{}{x} {y}", if i == 0 { 'M' } else { 'L' });
    }
    if let [(x, y)] = stroke {
        let _ = write!(path, "L{x} {y}");
    }
    path
}
