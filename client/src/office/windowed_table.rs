//! A table of thousands of rows of which only those in sight are drawn; on paper all are.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::row_window::RowWindow;
use crate::platform::events::on_window;

/// Until the first row has been measured.
const ROW_GUESS_PX: f64 = 40.0;

/// A table of many rows.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What the table shows; read out, not seen.
    pub(crate) caption: AttrValue,
    /// The row of headings.
    pub(crate) head: Html,
    /// How many columns there are.
    pub(crate) columns: usize,
    /// How many rows there are.
    pub(crate) count: usize,
    /// The cells of a row.
    pub(crate) cells: Callback<usize, Html>,
    /// What a click on a row does.
    #[prop_or_default]
    pub(crate) on_open: Option<Callback<usize>>,
    /// CSS classes of the table.
    #[prop_or_default]
    pub(crate) class: Classes,
    /// Stable name for tests.
    pub(crate) testid: AttrValue,
}

/// A table of many rows. The arrow keys go from one row's link to the next's.
#[component]
pub(crate) fn WindowedTable(props: &Props) -> Html {
    let scroller = use_node_ref();
    let (above, below) = (use_node_ref(), use_node_ref());
    let row_px = use_state_eq(|| ROW_GUESS_PX);
    let window = use_state_eq(RowWindow::default);
    let is_printed = use_is_printed();
    let seen = if is_printed {
        RowWindow::whole(props.count)
    } else {
        window.within(props.count)
    };

    let look = {
        let (scroller, window, row_px) = (scroller.clone(), window.setter(), *row_px);
        move || {
            if let Some(element) = scroller.cast::<Element>() {
                window.set(RowWindow::at(
                    f64::from(element.scroll_top()),
                    f64::from(element.client_height()),
                    row_px,
                ));
            }
        }
    };
    {
        let (look, scroller, row_px) = (look.clone(), scroller.clone(), row_px.setter());
        use_effect_with(props.count, move |_| {
            if let Some(px) = measured_row_px(&scroller) {
                row_px.set(px);
            }
            look();
        });
    }
    {
        let (above, below) = (above.clone(), below.clone());
        let (first, rest) = (seen.first, props.count - seen.end);
        use_effect_with((first, rest, *row_px), move |(first, rest, row_px)| {
            set_height(&above, *first, *row_px);
            set_height(&below, *rest, *row_px);
        });
    }
    let onscroll = Callback::from(move |_: Event| look());
    let onkeydown = Callback::from(|event: KeyboardEvent| step_rows(&event));
    html! {
        <div
            class="table-scroll table-windowed" ref={scroller} tabindex="0" role="group"
            aria-label={props.caption.clone()} {onscroll} {onkeydown}
        >
            <table
                class={classes!("table", props.class.clone())} data-testid={props.testid.clone()}
                aria-rowcount={(props.count + 1).to_string()}
            >
                <caption class="visually-hidden">{ &props.caption }</caption>
                <thead>{ props.head.clone() }</thead>
                <tbody>
                    { spacer("above", above, props.columns) }
                    { for (seen.first..seen.end).map(|place| row(props, place)) }
                    { spacer("below", below, props.columns) }
                </tbody>
            </table>
        </div>
    }
}

/// Whether the page is being printed.
#[hook]
fn use_is_printed() -> bool {
    let is_printed = use_state_eq(|| false);
    let set = is_printed.setter();
    use_effect_with((), move |()| {
        let begins = {
            let set = set.clone();
            on_window("beforeprint", move || set.set(true))
        };
        let ends = on_window("afterprint", move || set.set(false));
        move || drop((begins, ends))
    });
    *is_printed
}

fn row(props: &Props, place: usize) -> Html {
    let onclick = props.on_open.clone().map(|open| {
        Callback::from(move |event: MouseEvent| {
            if !is_selecting() && !event.default_prevented() {
                open.emit(place);
            }
        })
    });
    html! {
        <tr
            key={place} aria-rowindex={(place + 2).to_string()}
            class={props.on_open.is_some().then_some("row-opens")} {onclick}
        >
            { props.cells.emit(place) }
        </tr>
    }
}

/// With a key like every row: rows that stay in sight then stay the same elements, with their focus.
fn spacer(key: &'static str, node: NodeRef, columns: usize) -> Html {
    html! {
        <tr {key} class="spacer" aria-hidden="true"><td ref={node} colspan={columns.to_string()} /></tr>
    }
}

/// Text marked with the mouse is there to be copied, not to open a row.
fn is_selecting() -> bool {
    let selection = gloo::utils::window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

fn measured_row_px(scroller: &NodeRef) -> Option<f64> {
    let scroller = scroller.cast::<Element>()?;
    let row = scroller
        .query_selector("tbody tr[aria-rowindex]")
        .ok()
        .flatten()?;
    let px = row.get_bounding_client_rect().height();
    (px >= 1.0).then_some(px)
}

fn set_height(cell: &NodeRef, rows: usize, row_px: f64) {
    if let Some(cell) = cell.cast::<HtmlElement>() {
        #[expect(clippy::cast_precision_loss, reason = "a table has thousands of rows")]
        let px = rows as f64 * row_px;
        // Through the object model: the content policy forbids style attributes.
        let _ = cell.style().set_property("height", &format!("{px:.0}px"));
    }
}

fn step_rows(event: &KeyboardEvent) {
    let key = event.key();
    if key != "ArrowDown" && key != "ArrowUp" {
        return;
    }
    let link = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(row) = link
        .filter(|link| link.tag_name() == "A")
        .and_then(|link| link.closest("tr").ok().flatten())
    else {
        return;
    };
    let next = if key == "ArrowDown" {
        row.next_element_sibling()
    } else {
        row.previous_element_sibling()
    };
    let next_link = next.and_then(|row| row.query_selector("a").ok().flatten());
    if let Some(link) = next_link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = link.focus();
    }
}
