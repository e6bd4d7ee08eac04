//! What the household agrees to, in a sentence, and the way to ask.

use chungtay_shared::consent::DataUse;
use chungtay_shared::household::Household;
use yew::prelude::*;

use crate::i18n::Translator;
use crate::route::Route;
use crate::widgets::RouteLink;

/// The last word on each purpose.
pub(super) fn consents(t: &Translator, household: &Household) -> Html {
    let said = |answer: bool| {
        let uses = DataUse::ALL.iter();
        let uses = uses.filter(|of| household.consent_to(**of).is_some_and(|(_, a)| a == answer));
        let names: Vec<&str> = uses.map(|of| t.choice("consent.use", of.code())).collect();
        names.join(", ")
    };
    let line = |key: &'static str, names: String| {
        (!names.is_empty()).then(|| html! { <p>{ t.fill(key, &[("uses", &names)]) }</p> })
    };
    let id = household.id;
    html! {
        <section class="card" aria-labelledby="consents-heading" data-testid="consents">
            <h2 id="consents-heading">{ t.text("consent.title") }</h2>
            { line("consent.agreed", said(true)) }
            { line("consent.refused", said(false)) }
            if household.consents.is_empty() {
                <p class="hint">{ t.text("consent.nobody_asked") }</p>
            }
            <RouteLink
                to={Route::NoteConsent { id }} class={classes!("button", "button-quiet")}
                testid="note-consent"
            >
                { t.text("consent.note_it") }
            </RouteLink>
        </section>
    }
}
