//! A choice among more than can stand side by side.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::Choice;

/// A choice among many.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The field's name; also its HTML id.
    pub(crate) name: AttrValue,
    /// What it asks for.
    pub(crate) label: AttrValue,
    /// All choices.
    pub(crate) choices: Vec<Choice>,
    /// The value that is chosen.
    pub(crate) chosen: AttrValue,
    /// What is wrong, in words.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// Gets the value that was chosen.
    pub(crate) on_choose: Callback<String>,
}

/// A choice among many.
#[component]
pub(crate) fn SelectField(props: &Props) -> Html {
    let onchange = props.on_choose.reform(|event: Event| {
        let select = event
            .target()
            .and_then(|t| t.dyn_into::<HtmlSelectElement>().ok());
        select.map(|select| select.value()).unwrap_or_default()
    });
    let about = format!("{}-about", props.name);
    let has_error = props.error.is_some();
    html! {
        <div class="field">
            <label class="label" for={props.name.clone()}>{ &props.label }</label>
            <select
                id={props.name.clone()} name={props.name.clone()} {onchange}
                aria-describedby={has_error.then(|| about.clone())}
                aria-invalid={has_error.then_some("true")}
            >
                { for props.choices.iter().map(|choice| html! {
                    <option value={choice.value.clone()} selected={choice.value == props.chosen}>
                        { &choice.label }
                    </option>
                }) }
            </select>
            if let Some(error) = &props.error {
                <div id={about} aria-live="polite"><p class="error">{ error }</p></div>
            }
        </div>
    }
}
