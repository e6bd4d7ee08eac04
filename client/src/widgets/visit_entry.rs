//! A visit in a household's history.

use chungtay_shared::visit::Visit;
use yew::prelude::*;

use crate::components::{Tone, badge};
use crate::i18n::Translator;

/// A visit in a household's history.
pub(super) fn visit_entry(t: &Translator, visit: &Visit) -> Html {
    let met = t.choice("met", visit.met.code());
    let met = if visit.met_name.is_empty() {
        met.to_owned()
    } else {
        format!("{met}: {}", visit.met_name)
    };
    html! {
        <>
            <p><strong>{ t.choice("purpose", visit.purpose.code()) }</strong></p>
            <p>{ t.fill("history.met", &[("who", &met)]) }</p>
            if !visit.needs.is_empty() {
                <p class="badges" aria-label={t.text("visit.needs")} role="group">
                    { for visit.needs.iter().map(|need| html! {
                        { badge(Tone::Plain, t.choice("need", need.code()), "badge") }
                    }) }
                </p>
            }
            if let Some(seen) = visit.change_seen {
                <p>{ badge(Tone::Waiting, t.choice("change_seen", seen.code()), "change-seen") }</p>
            }
            if !visit.note.is_empty() {
                <p class="note">{ &visit.note }</p>
            }
            if visit.place.is_some() {
                <p class="hint">{ t.text("history.place_noted") }</p>
            }
        </>
    }
}
