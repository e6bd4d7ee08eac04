//! The list of households; of thousands only those in view are drawn.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::highlight::Highlighter;
use super::household_row::{RowPainter, RowView, household_row};
use super::window::Reach;
use super::windowed::use_window;
use crate::hooks::use_navigator;
use crate::i18n::use_translator;
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

    pub(super) fn note_scroll(&self, scroll_px: f64) {
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
    let items = &props.items.0;
    let is_heading = items
        .iter()
        .map(|item| matches!(item, ListItem::Hamlet { .. }));
    let is_heading: Vec<bool> = is_heading.collect();
    let reach = use_reach(&props.rows.typed);
    let heights = (HEADING_REM, ROW_REM);
    let window = use_window(&list, &props.memory, &is_heading, heights, reach);
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
