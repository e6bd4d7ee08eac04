//! The bar of the page that asks for the PIN, on a phone that opens by a finger too. It stands among the pages
//! that are seldom opened: a phone that was never told to do so does not wait for it.

use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

use crate::hooks::{use_app, use_store};
use crate::i18n::use_translator;
use crate::platform::finger;
use crate::widgets::wrong_pin;

/// The bar.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The button that opens by the PIN.
    pub(crate) by_pin: Html,
}

#[derive(Debug, Clone, PartialEq)]
enum Opening {
    Idle,
    Now,
    /// The device has not seen its owner, or what it said opens nothing.
    Refused,
    Failed(Failure),
}

/// The bar.
#[component]
pub(crate) fn FingerBar(props: &Props) -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let opening = use_state_eq(|| Opening::Idle);
    let onclick = {
        let set_opening = opening.setter();
        let passkey = app.passkey.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(passkey) = passkey.as_deref().cloned() else {
                return;
            };
            set_opening.set(Opening::Now);
            let (store, set_opening) = (store.clone(), set_opening.clone());
            finger::ask(passkey, move |secret| {
                let Some(secret) = secret else {
                    return set_opening.set(Opening::Refused);
                };
                store.unlock_by_finger(secret, move |result| {
                    if let Err(failure) = result {
                        set_opening.set(Opening::Failed(failure));
                    }
                });
            });
        })
    };
    let said = match &*opening {
        Opening::Idle | Opening::Now => None,
        Opening::Failed(Failure::WrongPin(tries)) => Some(wrong_pin(&t, *tries)),
        Opening::Refused | Opening::Failed(_) => Some(t.text("finger.refused").into()),
    };
    html! {
        <>
            <p role="status" data-testid="finger-said">{ said }</p>
            <div class="action-bar">
                { props.by_pin.clone() }
                <button
                    type="button" class="button button-primary by-finger" data-testid="unlock-finger"
                    disabled={*opening == Opening::Now} {onclick}
                >
                    { t.text("finger.open") }
                </button>
            </div>
        </>
    }
}
