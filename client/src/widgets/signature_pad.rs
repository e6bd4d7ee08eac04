//! A field to sign on with a finger.

use chungtay_shared::limits::SIGNATURE_POINTS_MAX;
use chungtay_shared::signature::Signature;
use wasm_bindgen::JsCast as _;
use yew::prelude::*;

use crate::components::stroke_paths;
use crate::i18n::use_translator;

/// The pad.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What was signed so far.
    pub(crate) signature: Option<Signature>,
    /// Gets the signature after each stroke; `None` when it was cleared.
    pub(crate) on_change: Callback<Option<Signature>>,
}

/// A stroke that is being drawn, and the pointer that draws it.
type Stroke = (i32, Vec<(u8, u8)>);

/// A field to sign on with a finger, a pen or a mouse.
#[component]
pub(crate) fn SignaturePad(props: &Props) -> Html {
    let t = use_translator();
    let stroke = use_state(|| None::<Stroke>);
    let drawing = use_mut_ref(|| None::<Stroke>);
    let strokes = props
        .signature
        .as_ref()
        .map(|s| s.strokes.clone())
        .unwrap_or_default();
    let points_left =
        SIGNATURE_POINTS_MAX.saturating_sub(strokes.iter().map(Vec::len).sum::<usize>());
    let begin = {
        let (drawing, set_stroke) = (drawing.clone(), stroke.setter());
        Callback::from(move |event: PointerEvent| {
            if drawing.borrow().is_some() || points_left == 0 {
                return;
            }
            event.prevent_default();
            capture(&event);
            let begun = point_of(&event).map(|point| (event.pointer_id(), vec![point]));
            drawing.borrow_mut().clone_from(&begun);
            set_stroke.set(begun);
        })
    };
    let go_on = {
        let (drawing, set_stroke) = (drawing.clone(), stroke.setter());
        Callback::from(move |event: PointerEvent| {
            let mut drawing = drawing.borrow_mut();
            let Some((pointer, points)) =
                drawing.as_mut().filter(|(p, _)| *p == event.pointer_id())
            else {
                return;
            };
            let point = point_of(&event).filter(|point| is_far_enough(points.last(), *point));
            if let Some(point) = point.filter(|_| points.len() < points_left) {
                points.push(point);
                set_stroke.set(Some((*pointer, points.clone())));
            }
        })
    };
    let end = {
        let (drawing, set_stroke) = (drawing.clone(), stroke.setter());
        let (strokes, on_change) = (strokes.clone(), props.on_change.clone());
        Callback::from(move |event: PointerEvent| {
            let ended = drawing
                .borrow_mut()
                .take_if(|(p, _)| *p == event.pointer_id());
            if let Some((_, points)) = ended {
                let mut strokes = strokes.clone();
                strokes.push(points);
                set_stroke.set(None);
                on_change.emit(Some(Signature { strokes }));
            }
        })
    };
    let on_clear = props.on_change.reform(|_: MouseEvent| None);
    let unfinished = stroke.as_ref().map(|(_, points)| points.clone());
    html! {
        <div class="field">
            <p class="label" id="signature-label">
                { t.text("signature.label") }
                <span class="optional">{ t.text("field.optional") }</span>
            </p>
            <svg
                class="signature signature-pad" viewBox="0 0 255 255" preserveAspectRatio="none"
                role="img" aria-labelledby="signature-label" data-testid="signature-pad"
                onpointerdown={begin} onpointermove={go_on}
                onpointerup={end.clone()} onpointercancel={end}
            >
                { stroke_paths(&strokes) }
                { stroke_paths(unfinished.as_slice()) }
            </svg>
            <p class="hint">{ t.text("signature.hint") }</p>
            if !strokes.is_empty() {
                <button type="button" class="button" data-testid="signature-clear" onclick={on_clear}>
                    { t.text("signature.clear") }
                </button>
            }
        </div>
    }
}

/// The stroke goes on when the finger leaves the field.
fn capture(event: &PointerEvent) {
    if let Some(pad) = pad_of(event) {
        // Without it a stroke only ends at the edge.
        let _ = pad.set_pointer_capture(event.pointer_id());
    }
}

fn pad_of(event: &PointerEvent) -> Option<web_sys::Element> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    target.closest(".signature-pad").ok().flatten()
}

/// Where the finger is on the field of 255 x 255.
fn point_of(event: &PointerEvent) -> Option<(u8, u8)> {
    let edges = pad_of(event)?.get_bounding_client_rect();
    let scaled = |at_px: i32, from_px: f64, length_px: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..=255"
        )]
        let value = ((f64::from(at_px) - from_px) / length_px.max(1.0) * 255.0)
            .round()
            .clamp(0.0, 255.0) as u8;
        value
    };
    Some((
        scaled(event.client_x(), edges.left(), edges.width()),
        scaled(event.client_y(), edges.top(), edges.height()),
    ))
}

/// Points closer than this are the same to the eye and would fill the phone.
fn is_far_enough(last: Option<&(u8, u8)>, (x, y): (u8, u8)) -> bool {
    last.is_none_or(|(last_x, last_y)| {
        u16::from(x.abs_diff(*last_x)) + u16::from(y.abs_diff(*last_y)) >= 3
    })
}
