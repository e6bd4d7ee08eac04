//! The door: what stands in a page's place while the phone is locked, or has no PIN yet.

use chungtay_shared::phone::lock::Tries;
use chungtay_shared::phone::message::{Failure, Identity};
use yew::prelude::*;

use crate::components::{Field, Kind};
use crate::hooks::{use_app, use_store};
use crate::i18n::{Translator, use_translator};
use crate::platform::focus;
use crate::route::Route;
use crate::state::AppState;
use crate::widgets::{Page, PinForm, SeatChoice, failure_banner, name_of_seat, wrong_pin};

/// A locked phone.
#[derive(PartialEq, Properties)]
pub(crate) struct UnlockProps {
    /// The page that is open behind it.
    pub(crate) route: Route,
    /// When a PIN may be tried, as it was when the phone was locked.
    pub(crate) tries: Tries,
    /// Makes the bar of a phone that opens by a finger too, around the button that opens by the PIN.
    pub(crate) bar: Option<Callback<Html, Html>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Opening {
    Idle,
    Now,
    Failed(Failure),
}

/// Asks for the PIN.
#[component]
pub(crate) fn Unlock(props: &UnlockProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let pin = use_state(String::new);
    let opening = use_state_eq(|| Opening::Idle);
    let is_by_finger = app.passkey.is_some();
    use_effect_with((), move |()| {
        // The keyboard would lie over the other way in.
        if !is_by_finger {
            focus::on_field("pin");
        }
    });
    let onsubmit = {
        let (typed, set_pin, set_opening) = ((*pin).clone(), pin.setter(), opening.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            set_opening.set(Opening::Now);
            let (set_pin, set_opening) = (set_pin.clone(), set_opening.clone());
            store.unlock(typed.clone(), move |result| {
                if let Err(failure) = result {
                    set_pin.set(String::new());
                    set_opening.set(Opening::Failed(failure));
                    focus::on_field("pin");
                }
            });
        })
    };
    let on_input = {
        let set_pin = pin.setter();
        Callback::from(move |typed| set_pin.set(typed))
    };
    let (error, other) = match &*opening {
        Opening::Failed(Failure::WrongPin(tries)) => (Some(wrong_pin(&t, *tries)), None),
        Opening::Failed(other) => (None, Some(other.clone())),
        Opening::Idle | Opening::Now => (before(&t, props.tries), None),
    };
    let is_opening = *opening == Opening::Now;
    let is_main = props.bar.is_none();
    let by_pin = html! {
        <button
            type="submit" class={classes!("button", is_main.then_some("button-primary"))}
            data-testid="unlock" disabled={is_opening}
        >
            { t.text(if is_opening { "lock.opening" } else { "lock.open" }) }
        </button>
    };
    let bar = match &props.bar {
        Some(bar) => bar.emit(by_pin),
        None => html! { <div class="action-bar">{ by_pin }</div> },
    };
    html! {
        <Page
            route={props.route} heading={t.text("lock.title")} testid="page-unlock"
            has_action_bar=true is_locked=true
        >
            { for other.map(|failure| failure_banner(&t, &failure)) }
            <SeatChoice legend="seats.who" />
            <form class="form" {onsubmit}>
                <Field
                    name="pin" label={whose_pin(&t, &app)} kind={Kind::Pin}
                    value={(*pin).clone()} {error} disabled={is_opening} {on_input}
                />
                <p class="hint">{ t.text("lock.forgotten") }</p>
                { bar }
            </form>
        </Page>
    }
}

/// Whose PIN is asked for, where several people have one here.
fn whose_pin(t: &Translator, app: &AppState) -> AttrValue {
    let here = app.seats.iter().find(|line| line.seat == app.seat);
    match here.filter(|_| app.seats.len() > 1) {
        Some(line) => t
            .fill("lock.pin_of", &[("name", &name_of_seat(t, line))])
            .into(),
        None => t.text("lock.pin").into(),
    }
}

/// What is known before anything was typed.
fn before(t: &Translator, tries: Tries) -> Option<AttrValue> {
    match tries {
        Tries::Now { .. } => None,
        Tries::In { .. } | Tries::Office | Tries::Expired => Some(wrong_pin(t, tries)),
    }
}

/// Asks a volunteer who has no PIN to choose one.
pub(crate) fn choose_pin(t: &Translator, app: &AppState, route: Route) -> Html {
    html! {
        <Page
            {route} heading={t.text("pin.title")} testid="page-choose-pin"
            has_action_bar=true is_locked=true
        >
            if app.seats.len() > 1 {
                { for app.identity.as_deref().map(|here| who_chooses(t, here)) }
            }
            <p>{ t.text("pin.why") }</p>
            <PinForm is_change=false />
            <SeatChoice legend="seats.others" />
        </Page>
    }
}

fn who_chooses(t: &Translator, here: &Identity) -> Html {
    html! { <p><strong>{ t.fill("pin.whose", &[("name", &here.person_name)]) }</strong></p> }
}
