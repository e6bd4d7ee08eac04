//! The list of households; of thousands only those in view are drawn.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::highlight::Highlighter;
use super::household_row::{RowPainter, RowView, household_row};
use super::window::{Heights, Reach, stepped, window};
use crate::hooks::use_navigator;
use crate::i18n::use_translator;
use crate::platform::scroll::{self, View};
use crate::state::{ListFilter, ListItem};

/// How the list was left, so that "back" finds it so again.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListMemory(Rc<RefCell<Left>>);

#[derive(Debug, Default)]
struct Left {
    filter: ListFilter,
    scroll_px: f64,
}

impl PartialEq for ListMemory {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl ListMemory {
    /// What was shown.
    pub(crate) fn filter(&self) -> ListFilter {
        self.0.borrow().filter.clone()
    }

    /// Notes what is shown.
    pub(crate) fn note_filter(&self, filter: &ListFilter) {
        self.0.borrow_mut().filter.clone_from(filter);
    }

    /// How far it was scrolled, in CSS pixels.
    pub(crate) fn scroll_px(&self) -> f64 {
        self.0.borrow().scroll_px
    }

    fn note_scroll(&self, scroll_px: f64) {
        self.0.borrow_mut().scroll_px = scroll_px;
    }
}

/// Heights of the lines, in rem, as the style sheet has them.
const HEADING_REM: f64 = 2.75;
const ROW_REM: f64 = 6.25;

/// The list.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Its lines; a new list is a new `Rc`.
    pub(crate) items: Lines,
    /// What all of them have in common.
    pub(crate) rows: RowView,
    /// Where to note how far it is scrolled.
    pub(crate) memory: ListMemory,
}

/// The lines of a list, compared by identity.
#[derive(Debug, Clone)]
pub(crate) struct Lines(pub(crate) Rc<Vec<ListItem>>);

impl PartialEq for Lines {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The list.
#[component]
pub(crate) fn HouseholdList(props: &Props) -> Html {
    let t = use_translator();
    let navigator = use_navigator();
    let list = use_node_ref();
    let rem_px = *use_memo((), |()| scroll::rem_px());
    let view = use_state_eq(|| View {
        offset_px: props.memory.scroll_px(),
        height_px: 640.0,
    });
    let heights = Heights {
        heading_px: HEADING_REM * rem_px,
        row_px: ROW_REM * rem_px,
    };
    let items = &props.items.0;
    let is_heading = items
        .iter()
        .map(|item| matches!(item, ListItem::Hamlet { .. }));
    let reach = use_reach(&props.rows.typed);
    let window = window(is_heading, heights, *view, reach);
    // First the room of the lines that are not drawn: only then the page can be scrolled as far.
    use_room(&list, window.above_px, window.below_px);
    use_following(&list, &props.memory, view.setter());
    let painter = RowPainter {
        t: &t,
        view: &props.rows,
        highlighter: &Highlighter::new(&props.rows.typed),
        navigator: &navigator,
    };
    let shown = items[window.first..window.end].iter();
    let shown = (window.first..).zip(shown);
    html! {
        <ul class="rows" ref={list}>
            { for shown.map(|(place, item)| line(&painter, place, item)) }
        </ul>
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a list is far below a billion pixels high"
)]
fn whole(px: f64) -> i32 {
    px.round() as i32
}

/// A line is known by its place: scrolled, it stays; searched anew, it is only written over.
fn line(painter: &RowPainter<'_>, place: usize, item: &ListItem) -> Html {
    let t = painter.t;
    match item {
        ListItem::Hamlet { name, count } => html! {
            <li key={place * 2} class="rows-heading">
                <h2>{ if name.is_empty() { t.text("list.no_hamlet") } else { name } }</h2>
                <span>{ t.fill("list.hamlet_count", &[("count", &t.number(*count as u64))]) }</span>
            </li>
        },
        ListItem::Household(entry) => html! {
            <li key={place * 2 + 1} class="rows-item">
                { household_row(painter, entry.row()) }
            </li>
        },
    }
}

/// Longer than the pause between two letters.
const TYPING_PAUSE_MS: u32 = 250;

/// Less is drawn while somebody types: what is beyond the view can wait until they read.
#[hook]
fn use_reach(typed: &AttrValue) -> Reach {
    let read = use_state_eq(|| typed.clone());
    {
        let set_read = read.setter();
        use_effect_with(typed.clone(), move |typed| {
            let typed = typed.clone();
            let pause = Timeout::new(TYPING_PAUSE_MS, move || set_read.set(typed));
            move || drop(pause)
        });
    }
    if *read == *typed {
        Reach::Around
    } else {
        Reach::InView
    }
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
