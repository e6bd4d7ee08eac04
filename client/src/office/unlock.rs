//! Above everything, when the browser was not used for a while: what was begun below stays as it is.

use std::rc::Rc;

use chungtay_shared::api::{Session, path};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::http;
use super::prove_form::ProveForm;
use super::remote::use_shell;
use super::shell::ShellAction;
use super::task::use_task;
use crate::i18n::use_translator;

/// Who is asked.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Who is signed in.
    pub(crate) session: Rc<Session>,
}

/// Asks for the password or a code; nothing behind it can be read or reached meanwhile.
#[component]
pub(crate) fn Unlock(props: &Props) -> Html {
    let t = use_translator();
    let dispatcher = use_shell().dispatcher();
    let task = use_task();
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            let Some(dialog) = dialog.cast::<HtmlDialogElement>() else {
                return;
            };
            // Fails only when it is open already.
            let _ = dialog.show_modal();
            let first = dialog.query_selector("input").ok().flatten();
            if let Some(first) = first.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
                let _ = first.focus();
            }
        });
    }
    let on_sign_out = {
        let (task, dispatcher) = (task.clone(), dispatcher);
        Callback::from(move |_: MouseEvent| {
            let dispatcher = dispatcher.clone();
            task.run(http::delete(path::SESSION), move |()| {
                dispatcher.dispatch(ShellAction::SignedOut);
            });
        })
    };
    html! {
        <dialog
            ref={dialog} class="dialog dialog-locked" aria-labelledby="locked-title"
            data-testid="locked" oncancel={Callback::from(|event: Event| event.prevent_default())}
        >
            <h2 id="locked-title">{ t.text("office.locked.title") }</h2>
            <p>{ &props.session.person_name }{ " · " }{ &props.session.commune_name }</p>
            <p>{ t.text("office.locked.what") }</p>
            <ProveForm both=false />
            <p>
                <button
                    type="button" class="button" onclick={on_sign_out} disabled={task.is_busy()}
                >
                    { t.text("office.sign_out") }
                </button>
            </p>
        </dialog>
    }
}
