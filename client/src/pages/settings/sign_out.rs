//! Signing out: forgets everything on this phone, and is refused while anything would be lost.

use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

use crate::components::{Tone, note};
use crate::hooks::{use_app, use_navigator, use_store};
use crate::i18n::use_translator;
use crate::route::Route;
use crate::widgets::{EscapeCard, failure_banner};

#[derive(Debug, Clone, PartialEq)]
enum Asking {
    Idle,
    Sure,
    Now,
    Failed(Failure),
}

/// Signing out.
#[component]
pub(super) fn SignOut() -> Html {
    let t = use_translator();
    let is_shared = use_app().seats.len() > 1;
    let store = use_store();
    let navigator = use_navigator();
    let asking = use_state_eq(|| Asking::Idle);
    let go = |to: Asking| {
        let set_asking = asking.setter();
        Callback::from(move |_: MouseEvent| set_asking.set(to.clone()))
    };
    let on_sure = {
        let set_asking = asking.setter();
        Callback::from(move |_: MouseEvent| {
            set_asking.set(Asking::Now);
            let (set_asking, navigator) = (set_asking.clone(), navigator.clone());
            store.sign_out(move |result| match result {
                Ok(()) => navigator.leave_for(Route::Households),
                Err(failure) => set_asking.set(Asking::Failed(failure)),
            });
        })
    };
    let is_asked = matches!(*asking, Asking::Sure | Asking::Now);
    html! {
        <section class="card" aria-labelledby="sign-out-heading">
            <h2 id="sign-out-heading">{ t.text("sign_out.title") }</h2>
            <p>{ t.text(if is_shared { "sign_out.text_shared" } else { "sign_out.text" }) }</p>
            if let Asking::Failed(failure) = &*asking {
                { failure_banner(&t, failure) }
                if matches!(failure, Failure::Unreceipted(_)) {
                    <EscapeCard />
                }
            }
            if is_asked {
                { note(Tone::Waiting, "note", t.text("sign_out.sure")) }
                <button
                    type="button" class="button button-danger" data-testid="sign-out-sure"
                    disabled={*asking == Asking::Now} onclick={on_sure}
                >
                    { t.text("sign_out.yes") }
                </button>
                <button type="button" class="button" onclick={go(Asking::Idle)}>
                    { t.text("sign_out.no") }
                </button>
            } else {
                <button
                    type="button" class="button button-danger" data-testid="sign-out"
                    onclick={go(Asking::Sure)}
                >
                    { t.text("sign_out.ask") }
                </button>
            }
        </section>
    }
}
