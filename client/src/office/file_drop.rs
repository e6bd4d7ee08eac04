//! Where a file is chosen or dropped.

use wasm_bindgen::JsCast as _;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// Where a file is chosen or dropped.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What the chooser offers; anything may be dropped, and the server says what it was.
    pub(crate) offered: &'static str,
    /// The words on the button.
    pub(crate) choose: AttrValue,
    /// The words below it.
    pub(crate) hint: AttrValue,
    /// Stable name for tests, and the chooser's own.
    pub(crate) testid: &'static str,
    /// Gets the file.
    pub(crate) on_file: Callback<File>,
}

/// Where a file is chosen or dropped.
#[component]
pub(crate) fn FileDrop(props: &Props) -> Html {
    let over = use_state_eq(|| false);
    let hover = |is_over: bool| {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(is_over);
        })
    };
    let ondrop = {
        let (over, on_file) = (over.setter(), props.on_file.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let files = event.data_transfer().and_then(|transfer| transfer.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                on_file.emit(file);
            }
        })
    };
    let onchange = {
        let on_file = props.on_file.clone();
        Callback::from(move |event: Event| {
            let input = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                on_file.emit(file);
            }
            // The same file, mended, can be chosen once more.
            input.set_value("");
        })
    };
    html! {
        <div
            class={classes!("drop", over.then_some("drop-over"))} data-testid="drop"
            ondragover={hover(true)} ondragenter={hover(true)} ondragleave={hover(false)} {ondrop}
        >
            // The browser's own button speaks the browser's language; the label speaks ours.
            <input
                id={props.testid} class="visually-hidden" type="file" accept={props.offered}
                {onchange} data-testid={props.testid}
            />
            <label class="button button-primary" for={props.testid}>{ &props.choose }</label>
            <p class="hint">{ &props.hint }</p>
        </div>
    }
}
