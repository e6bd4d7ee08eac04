//! Who uses this phone, as buttons: whoever is chosen is asked for their PIN.

use chungtay_shared::phone::message::Failure;
use chungtay_shared::phone::seats::SeatLine;
use yew::prelude::*;

use super::failure_banner::failure_banner;
use crate::hooks::{use_app, use_store};
use crate::i18n::{Translator, use_translator};

/// What is said above the buttons.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Its key.
    pub(crate) legend: &'static str,
}

/// The buttons; nothing on a phone that nobody shares.
#[component]
pub(crate) fn SeatChoice(props: &Props) -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let failed = use_state_eq(|| None::<Failure>);
    if app.seats.iter().all(|line| line.seat == app.seat) {
        return Html::default();
    }
    let button = |line: &SeatLine| {
        let (store, set_failed, seat) = (store.clone(), failed.setter(), line.seat);
        let onclick = Callback::from(move |_: MouseEvent| {
            let set_failed = set_failed.clone();
            store.turn(seat, move |result| set_failed.set(result.err()));
        });
        let is_here = seat == app.seat;
        html! {
            <button
                type="button" class={classes!("button", is_here.then_some("button-set"))}
                data-testid="seat" aria-pressed={if is_here { "true" } else { "false" }}
                disabled={is_here} {onclick}
            >
                { name_of_seat(&t, line) }
            </button>
        }
    };
    html! {
        <section class="seats" aria-labelledby="seats-heading">
            <h2 id="seats-heading">{ t.text(props.legend) }</h2>
            { for failed.as_ref().map(|failure| failure_banner(&t, failure)) }
            { for app.seats.iter().map(button) }
        </section>
    }
}

/// Whose a seat is, in words.
pub(crate) fn name_of_seat(t: &Translator, line: &SeatLine) -> String {
    if line.name.is_empty() {
        t.fill("seats.unnamed", &[("count", &t.number(line.seat.number()))])
    } else {
        line.name.clone()
    }
}
