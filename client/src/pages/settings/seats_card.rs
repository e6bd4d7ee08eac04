//! Who uses this phone, and how somebody comes to it.

use yew::prelude::*;

use crate::hooks::{use_app, use_store};
use crate::i18n::use_translator;
use crate::widgets::name_of_seat;

/// Who uses this phone.
#[component]
pub(super) fn SeatsCard() -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let lock = Callback::from(move |_: MouseEvent| store.lock());
    html! {
        <section class="card" aria-labelledby="seats-card-heading">
            <h2 id="seats-card-heading">{ t.text("seats.card") }</h2>
            if app.seats.len() > 1 {
                <ul data-testid="seats">
                    { for app.seats.iter().map(|line| html! { <li>{ name_of_seat(&t, line) }</li> }) }
                </ul>
                <button type="button" class="button" data-testid="seats-turn" onclick={lock}>
                    { t.text("seats.turn") }
                </button>
            }
            <p>{ t.text("seats.how") }</p>
        </section>
    }
}
