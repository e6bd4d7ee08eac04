//! The bar at the bottom of a form: what went wrong, and the button.

use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

use super::failure_banner::failure_banner;
use crate::hooks::{DraftedForm, SaveState};
use crate::i18n::Translator;

/// The bar. Its button says `label` and takes one tap at a time.
pub(crate) fn save_bar<T: Clone + 'static>(
    t: &Translator,
    drafted: &DraftedForm<T>,
    label: &'static str,
) -> Html {
    bar(t, &drafted.state, label, &drafted.on_save)
}

fn bar(t: &Translator, state: &SaveState, label: &'static str, on_save: &Callback<()>) -> Html {
    let is_saving = *state == SaveState::Saving;
    let onclick = on_save.reform(|_: MouseEvent| ());
    // What is wrong with a field stands at the field, and the focus goes there; what is wrong with
    // the phone stands where the finger is.
    let (in_form, in_bar) = match state {
        SaveState::Failed(failure @ Failure::Invalid(_)) => (Some(failure), None),
        SaveState::Failed(failure) => (None, Some(failure)),
        SaveState::Idle | SaveState::Saving => (None, None),
    };
    html! {
        <>
            { for in_form.map(|failure| failure_banner(t, failure)) }
            <div class={classes!("action-bar", in_bar.map(|_| "action-bar-failed"))}>
                { for in_bar.map(|failure| failure_banner(t, failure)) }
                <button
                    type="button" class="button button-primary" data-testid="save"
                    disabled={is_saving} {onclick}
                >
                    { if is_saving { t.text("save.saving") } else { label } }
                </button>
            </div>
        </>
    }
}
