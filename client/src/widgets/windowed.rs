//! The window on a long list, kept as the page is scrolled.

use gloo::events::EventListener;
use yew::prelude::*;

use super::household_list::ListMemory;
use super::window::{Heights, Reach, Window, stepped, window};
use crate::platform::scroll::{self, View};

/// The window on a list whose lines are headings or not, of these heights in rem. The list keeps the
/// height of all its lines, and the page the place where it was left.
#[hook]
pub(crate) fn use_window(
    list: &NodeRef,
    memory: &ListMemory,
    is_heading: &[bool],
    heights_rem: (f64, f64),
    reach: Reach,
) -> Window {
    let rem_px = *use_memo((), |()| scroll::rem_px());
    let view = use_state_eq(|| View {
        offset_px: memory.scroll_px(),
        height_px: 640.0,
    });
    let heights = Heights {
        heading_px: heights_rem.0 * rem_px,
        row_px: heights_rem.1 * rem_px,
    };
    let window = window(is_heading.iter().copied(), heights, *view, reach);
    // First the room of the lines that are not drawn: only then the page can be scrolled as far.
    use_room(list, window.above_px, window.below_px);
    use_following(list, memory, view.setter());
    window
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a list is far below a billion pixels high"
)]
fn whole(px: f64) -> i32 {
    px.round() as i32
}

/// Keeps the list as high as all its lines are.
#[hook]
fn use_room(list: &NodeRef, above_px: f64, below_px: f64) {
    let list = list.clone();
    use_effect_with(
        (whole(above_px), whole(below_px)),
        move |(above_px, below_px)| {
            if let Some(list) = list.cast::<web_sys::HtmlElement>() {
                // Through the object model: the content policy forbids style attributes.
                let style = list.style();
                let _ = style.set_property("padding-top", &format!("{above_px}px"));
                let _ = style.set_property("padding-bottom", &format!("{below_px}px"));
            }
        },
    );
}

/// Goes to where the list was left, then follows the finger and the size of the window, in steps.
#[hook]
fn use_following(list: &NodeRef, memory: &ListMemory, set_view: UseStateSetter<View>) {
    let list = list.clone();
    let memory = memory.clone();
    use_effect_with((), move |()| {
        let measure = move || {
            if let Some(list) = list.cast::<web_sys::Element>() {
                set_view.set(stepped(scroll::view_of(&list)));
            }
        };
        scroll::to_px(memory.scroll_px());
        measure();
        let window = gloo::utils::window();
        let on_scroll = {
            let measure = measure.clone();
            EventListener::new(&window, "scroll", move |_| {
                memory.note_scroll(scroll::position_px());
                measure();
            })
        };
        let on_resize = EventListener::new(&window, "resize", move |_| measure());
        move || drop((on_scroll, on_resize))
    });
}
