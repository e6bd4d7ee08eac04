//! Asks before something that cannot be taken back.

use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use crate::i18n::use_translator;

/// A question with two buttons.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The question.
    pub(crate) title: AttrValue,
    /// What the button that does it says.
    pub(crate) confirm: AttrValue,
    /// What will happen.
    pub(crate) children: Html,
    /// It shall be done.
    pub(crate) on_confirm: Callback<()>,
    /// It shall not.
    pub(crate) on_cancel: Callback<()>,
}

/// A question with two buttons; it is there as long as it is drawn. Escape is "no".
#[component]
pub(crate) fn ConfirmDialog(props: &Props) -> Html {
    let t = use_translator();
    let (dialog, cancel) = (use_node_ref(), use_node_ref());
    {
        let (dialog, cancel) = (dialog.clone(), cancel.clone());
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // Fails only when it is open already.
                let _ = dialog.show_modal();
            }
            // A key pressed in haste must not do what cannot be taken back.
            if let Some(cancel) = cancel.cast::<HtmlElement>() {
                let _ = cancel.focus();
            }
        });
    }
    let oncancel = props
        .on_cancel
        .reform(|event: Event| event.prevent_default());
    html! {
        <dialog
            ref={dialog} class="dialog" aria-labelledby="dialog-title" data-testid="confirm-dialog"
            {oncancel}
        >
            <h2 id="dialog-title">{ &props.title }</h2>
            <div class="stack">{ props.children.clone() }</div>
            <div class="actions">
                <button
                    type="button" class="button button-danger" data-testid="confirm"
                    onclick={props.on_confirm.reform(|_: MouseEvent| ())}
                >
                    { &props.confirm }
                </button>
                <button
                    ref={cancel} type="button" class="button" data-testid="cancel"
                    onclick={props.on_cancel.reform(|_: MouseEvent| ())}
                >
                    { t.text("office.cancel") }
                </button>
            </div>
        </dialog>
    }
}
