//! Where a visit took place: only if the volunteer taps for it, each time anew.

use chungtay_shared::visit::Place;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::platform::position::{self, NoPlace};

/// The place.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The place, if one was noted.
    pub(crate) place: Option<Place>,
    /// Gets the place, or `None` when it shall not be noted.
    pub(crate) on_change: Callback<Option<Place>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Asking {
    Idle,
    Now,
    Failed(NoPlace),
}

/// The place.
#[component]
pub(crate) fn PlaceChoice(props: &Props) -> Html {
    let t = use_translator();
    let asking = use_state_eq(|| Asking::Idle);
    let onclick = {
        let set_asking = asking.setter();
        let on_change = props.on_change.clone();
        let is_noted = props.place.is_some();
        Callback::from(move |_: MouseEvent| {
            if is_noted {
                on_change.emit(None);
                return;
            }
            set_asking.set(Asking::Now);
            let (set_asking, on_change) = (set_asking.clone(), on_change.clone());
            position::ask(move |result| match result {
                Ok(place) => {
                    set_asking.set(Asking::Idle);
                    on_change.emit(Some(place));
                }
                Err(problem) => set_asking.set(Asking::Failed(problem)),
            });
        })
    };
    let said = match (props.place, *asking) {
        (Some(_), _) => "place.noted",
        (None, Asking::Idle) => "place.hint",
        (None, Asking::Now) => "place.asking",
        (None, Asking::Failed(NoPlace::Denied)) => "place.denied",
        (None, Asking::Failed(NoPlace::Unknown)) => "place.unknown",
    };
    html! {
        <div class="field">
            <p class="label">
                { t.text("place.label") }
                <span class="optional">{ t.text("field.optional") }</span>
            </p>
            <p class="hint" role="status">{ t.text(said) }</p>
            <button
                type="button" class="button" data-testid="place" {onclick}
                disabled={*asking == Asking::Now}
            >
                { t.text(if props.place.is_some() { "place.forget" } else { "place.note" }) }
            </button>
        </div>
    }
}
