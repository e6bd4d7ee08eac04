//! The form in which a PIN is chosen: the one in use where there is one, the new one, and once more.

use chungtay_shared::phone::lock::{Pin, PinProblem};
use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

use super::failure_banner::failure_banner;
use crate::components::{Field, Kind};
use crate::hooks::use_store;
use crate::i18n::{Translator, use_translator};
use crate::widgets::wrong_pin;

/// The form.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Whether there is a PIN, which is asked for first.
    pub(crate) is_change: bool,
    /// Hears that the PIN is chosen.
    #[prop_or_default]
    pub(crate) on_chosen: Callback<()>,
}

#[derive(Debug, Clone, PartialEq)]
enum Choosing {
    Idle,
    Differs,
    Now,
    Failed(Failure),
}

/// The form.
#[component]
pub(crate) fn PinForm(props: &Props) -> Html {
    let t = use_translator();
    let store = use_store();
    let (old, new, again) = (
        use_state(String::new),
        use_state(String::new),
        use_state(String::new),
    );
    let choosing = use_state_eq(|| Choosing::Idle);
    let onsubmit = {
        let texts = ((*old).clone(), (*new).clone(), (*again).clone());
        let set_choosing = choosing.setter();
        let on_chosen = props.on_chosen.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (old, new, again) = texts.clone();
            if let Err(problem) = Pin::new(&new) {
                return set_choosing.set(Choosing::Failed(Failure::Pin(problem)));
            }
            if new != again {
                return set_choosing.set(Choosing::Differs);
            }
            set_choosing.set(Choosing::Now);
            let (set_choosing, on_chosen) = (set_choosing.clone(), on_chosen.clone());
            store.choose_pin(old, new, move |result| match result {
                Ok(()) => on_chosen.emit(()),
                Err(failure) => set_choosing.set(Choosing::Failed(failure)),
            });
        })
    };
    let (old_error, new_error, other) = match &*choosing {
        Choosing::Failed(Failure::WrongPin(tries)) => (Some(wrong_pin(&t, *tries)), None, None),
        Choosing::Failed(Failure::Pin(problem)) => (None, Some(said_of(&t, *problem)), None),
        Choosing::Failed(other) => (None, None, Some(other.clone())),
        Choosing::Idle | Choosing::Differs | Choosing::Now => (None, None, None),
    };
    let differs = (*choosing == Choosing::Differs).then(|| AttrValue::from(t.text("pin.differs")));
    let to = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |typed| setter.set(typed))
    };
    html! {
        <form class="form" {onsubmit}>
            { for other.map(|failure| failure_banner(&t, &failure)) }
            if props.is_change {
                <Field
                    name="pin_old" label={t.text("pin.old")} kind={Kind::Pin}
                    value={(*old).clone()} error={old_error} on_input={to(&old)}
                />
            }
            <Field
                name="pin_new" label={t.text("pin.new")} kind={Kind::Pin}
                hint={t.text("pin.new_hint")} value={(*new).clone()} error={new_error}
                on_input={to(&new)}
            />
            <Field
                name="pin_again" label={t.text("pin.again")} kind={Kind::Pin}
                value={(*again).clone()} error={differs} on_input={to(&again)}
            />
            <div class={classes!((!props.is_change).then_some("action-bar"))}>
                <button
                    type="submit" class="button button-primary" data-testid="pin-use"
                    disabled={*choosing == Choosing::Now}
                >
                    { t.text("pin.use") }
                </button>
            </div>
        </form>
    }
}

fn said_of(t: &Translator, problem: PinProblem) -> AttrValue {
    let key = match problem {
        PinProblem::NotDigits => "pin.not_digits",
        PinProblem::Guessable => "pin.guessable",
    };
    t.text(key).into()
}
