//! Opening by a finger or a face: turned on with the PIN, and off. Not shown where the device cannot.

use chungtay_shared::phone::lock::PasskeySalt;
use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

use crate::components::{Field, Kind, Tone, badge, note};
use crate::hooks::{use_app, use_store};
use crate::i18n::{Translator, use_translator};
use crate::platform::finger::{self, NotMade};
use crate::store::Store;
use crate::widgets::{failure_banner, wrong_pin};

/// How far turning it on has come.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Idle,
    Pin(Option<Failure>),
    Trying,
    /// The PIN was right. The device is asked by another tap: some browsers want one right before.
    Offered(PasskeySalt),
    Making,
    NotMade(NotMade),
    Failed(Failure),
}

/// The card.
#[component]
pub(super) fn FingerCard() -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let is_able = use_state_eq(|| false);
    let step = use_state_eq(|| Step::Idle);
    {
        let set_able = is_able.setter();
        use_effect_with((), move |()| {
            finger::is_able(move |able| set_able.set(able));
        });
    }
    let is_on = app.passkey.is_some();
    if !*is_able && !is_on {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="finger-heading" data-testid="finger-card">
            <h2 id="finger-heading">{ t.text("finger.card") }</h2>
            <p>{ t.text("finger.card_text") }</p>
            <p>{ t.text("finger.who") }</p>
            { said(&t, &step) }
            if is_on {
                { turned_on(&t, &store, &step) }
            } else {
                { turned_off(&t, &store, &step) }
            }
        </section>
    }
}

/// What came of the last step.
fn said(t: &Translator, step: &Step) -> Html {
    let not_made = |key| note(Tone::Waiting, "finger-not-made", t.text(key));
    match step {
        Step::NotMade(NotMade::Refused) => not_made("finger.not_made"),
        Step::NotMade(NotMade::Cannot) => not_made("finger.cannot"),
        Step::Failed(failure) => failure_banner(t, failure),
        Step::Idle | Step::Pin(_) | Step::Trying | Step::Offered(_) | Step::Making => {
            Html::default()
        }
    }
}

fn turned_on(t: &Translator, store: &Store, step: &UseStateHandle<Step>) -> Html {
    let onclick = {
        let (store, set_step) = (store.clone(), step.setter());
        Callback::from(move |_: MouseEvent| {
            let set_step = set_step.clone();
            store.forget_finger(move |result| {
                set_step.set(result.err().map_or(Step::Idle, Step::Failed));
            });
        })
    };
    html! {
        <>
            { badge(Tone::Good, t.text("finger.is_on"), "finger-on") }
            <button type="button" class="button" data-testid="finger-end" {onclick}>
                { t.text("finger.end") }
            </button>
        </>
    }
}

fn turned_off(t: &Translator, store: &Store, step: &UseStateHandle<Step>) -> Html {
    let error = match &**step {
        Step::Pin(Some(failure)) => Some(failure),
        Step::Pin(None) | Step::Trying => None,
        Step::Offered(salt) => return making(t, store, step, *salt),
        Step::Making => return html! { <p role="status">{ t.text("finger.making") }</p> },
        Step::Idle | Step::NotMade(_) | Step::Failed(_) => {
            let set_step = step.setter();
            let onclick = Callback::from(move |_: MouseEvent| set_step.set(Step::Pin(None)));
            return html! {
                <button type="button" class="button" data-testid="finger-begin" {onclick}>
                    { t.text("finger.begin") }
                </button>
            };
        }
    };
    let on_pin = {
        let (store, set_step) = (store.clone(), step.setter());
        Callback::from(move |pin| {
            set_step.set(Step::Trying);
            let set_step = set_step.clone();
            store.offer_finger(pin, move |result| {
                set_step.set(match result {
                    Ok(salt) => Step::Offered(salt),
                    Err(failure @ Failure::WrongPin(_)) => Step::Pin(Some(failure)),
                    Err(failure) => Step::Failed(failure),
                });
            });
        })
    };
    html! { <ProvingForm error={error.cloned()} is_trying={**step == Step::Trying} {on_pin} /> }
}

fn making(t: &Translator, store: &Store, step: &UseStateHandle<Step>, salt: PasskeySalt) -> Html {
    let onclick = {
        let (store, set_step) = (store.clone(), step.setter());
        Callback::from(move |_: MouseEvent| {
            set_step.set(Step::Making);
            let (store, set_step) = (store.clone(), set_step.clone());
            finger::make(salt, move |made| match made {
                Ok((id, secret)) => store.keep_finger(id, secret, move |result| {
                    set_step.set(result.err().map_or(Step::Idle, Step::Failed));
                }),
                Err(why) => set_step.set(Step::NotMade(why)),
            });
        })
    };
    html! {
        <>
            <p role="status">{ t.text("finger.make_text") }</p>
            <button
                type="button" class="button button-primary" data-testid="finger-make" {onclick}
            >
                { t.text("finger.make") }
            </button>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct ProvingProps {
    error: Option<Failure>,
    is_trying: bool,
    on_pin: Callback<String>,
}

/// Asks for the PIN.
#[component]
fn ProvingForm(props: &ProvingProps) -> Html {
    let t = use_translator();
    let pin = use_state(String::new);
    let onsubmit = {
        let (on_pin, typed) = (props.on_pin.clone(), (*pin).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_pin.emit(typed.clone());
        })
    };
    let on_input = {
        let set_pin = pin.setter();
        Callback::from(move |typed| set_pin.set(typed))
    };
    let error = match &props.error {
        Some(Failure::WrongPin(tries)) => Some(wrong_pin(&t, *tries)),
        Some(_) | None => None,
    };
    html! {
        <form class="form" {onsubmit}>
            <Field
                name="pin_finger" label={t.text("pin.old")} kind={Kind::Pin}
                value={(*pin).clone()} {error} disabled={props.is_trying} {on_input}
            />
            <button
                type="submit" class="button button-primary" data-testid="finger-prove"
                disabled={props.is_trying}
            >
                { t.text("finger.go_on") }
            </button>
        </form>
    }
}
