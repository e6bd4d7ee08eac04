//! The field people search with.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The field people search with.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The field's name; also its HTML id.
    pub(crate) name: AttrValue,
    /// What it searches.
    pub(crate) label: AttrValue,
    /// What stands in it.
    pub(crate) value: AttrValue,
    /// Gets the whole value at each change.
    pub(crate) on_input: Callback<String>,
}

/// The field people search with.
#[component]
pub(crate) fn SearchField(props: &Props) -> Html {
    let oninput = props.on_input.reform(|event: InputEvent| {
        let input = event
            .target()
            .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
        input.map(|input| input.value()).unwrap_or_default()
    });
    html! {
        <div class="field field-search" role="search">
            <label class="label" for={props.name.clone()}>{ &props.label }</label>
            <input
                id={props.name.clone()} name={props.name.clone()} type="search" autocomplete="off"
                value={props.value.clone()} {oninput}
            />
        </div>
    }
}
