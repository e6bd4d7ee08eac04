//! Leads a person to the first field that needs another look.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;
use yew::prelude::*;

const INVALID: &str = "[aria-invalid='true'], fieldset[data-invalid='true']";

/// Focuses the first invalid field of the form whenever there are other problems than before.
#[hook]
pub(crate) fn use_first_problem<T: PartialEq + 'static>(form: &NodeRef, problems: T) {
    let form = form.clone();
    use_effect_with(problems, move |_| {
        let first = form
            .cast::<HtmlElement>()
            .and_then(|form| form.query_selector(INVALID).ok().flatten());
        if let Some(field) = first.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // A field that cannot be focused is still marked.
            let _ = field.focus();
        }
    });
}
