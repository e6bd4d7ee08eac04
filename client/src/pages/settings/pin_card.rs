//! The PIN: another one, and locking at once.

use yew::prelude::*;

use crate::components::{Tone, note};
use crate::hooks::use_store;
use crate::i18n::use_translator;
use crate::widgets::PinForm;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Changing {
    No,
    Yes,
    Done,
}

/// The PIN.
#[component]
pub(super) fn PinCard() -> Html {
    let t = use_translator();
    let store = use_store();
    let changing = use_state_eq(|| Changing::No);
    let set = |to| {
        let setter = changing.setter();
        Callback::from(move |()| setter.set(to))
    };
    let lock = Callback::from(move |_: MouseEvent| store.lock());
    html! {
        <section class="card" aria-labelledby="pin-heading">
            <h2 id="pin-heading">{ t.text("pin.card") }</h2>
            <p>{ t.text("pin.card_text") }</p>
            if *changing == Changing::Done {
                { note(Tone::Good, "pin-changed", t.text("pin.changed")) }
            }
            if *changing == Changing::Yes {
                <PinForm is_change=true on_chosen={set(Changing::Done)} />
            } else {
                <button type="button" class="button" data-testid="lock-now" onclick={lock}>
                    { t.text("pin.lock_now") }
                </button>
                <button
                    type="button" class="button" data-testid="pin-change"
                    onclick={set(Changing::Yes).reform(|_: MouseEvent| ())}
                >
                    { t.text("pin.change") }
                </button>
            }
        </section>
    }
}
