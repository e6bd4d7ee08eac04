//! The way to the minutes of a handover or a case.

use chungtay_shared::api::path;
use chungtay_shared::id::{DocId, FactId};
use yew::prelude::*;

use crate::i18n::Translator;

/// A link to the minutes of `fact`; `what` tells it from the others on the page to who only hears it.
pub(crate) fn minutes_link(t: &Translator, household: DocId, fact: FactId, what: &str) -> Html {
    let path = path::MINUTES.replace("{id}", &household.to_string());
    let spoken = t.fill("office.household.minutes_of", &[("what", what)]);
    html! {
        <p class="below no-print">
            <a
                href={format!("{path}?fact={fact}")} download="" aria-label={spoken}
                data-testid="minutes"
            >
                { t.text("office.household.minutes") }
            </a>
        </p>
    }
}
