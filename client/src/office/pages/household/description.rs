//! Who the household is, and what was decided of its category.

use chungtay_shared::household::{Household, ProfileField, Recorded, Status};
use yew::prelude::*;

use crate::components::Badge;
use crate::i18n::Translator;
use crate::office::words;

/// The description, as far as it is known.
pub(super) fn profile(t: &Translator, household: &Household) -> Html {
    let known = household.profile.known().map(|(field, value)| {
        html! {
            <div key={field.code()}>
                <dt>{ t.choice("profile", field.code()) }</dt>
                <dd class={(field == ProfileField::Note).then_some("note")}>
                    { words::profile_value(t, field, value) }
                </dd>
            </div>
        }
    });
    html! {
        <section class="card" aria-labelledby="profile">
            <h2 id="profile">{ t.text("office.household.profile") }</h2>
            <dl class="facts profile" data-testid="profile">{ for known }</dl>
        </section>
    }
}

/// Its categories over time, the newest first.
pub(super) fn statuses(t: &Translator, household: &Household) -> Html {
    html! {
        <section class="card" aria-labelledby="statuses">
            <h2 id="statuses">{ t.text("office.household.statuses") }</h2>
            if household.statuses.is_empty() {
                <p class="empty">{ t.text("office.household.no_status") }</p>
            } else {
                <ol class="statuses">
                    { for household.statuses.iter().rev().map(|status| status_line(t, status)) }
                </ol>
            }
        </section>
    }
}

fn status_line(t: &Translator, status: &Recorded<Status>) -> Html {
    let fact = &status.fact;
    let from = t.date(fact.from);
    let span = match fact.to {
        Some(to) => t.fill(
            "office.household.from_to",
            &[("from", &from), ("to", &t.date(to))],
        ),
        None => t.fill("office.household.from", &[("from", &from)]),
    };
    let corrected = status.corrected_by.is_some();
    html! {
        <li class={corrected.then_some("corrected")} key={fact.id.to_string()}>
            <p>
                <strong class="said">{ t.choice("category", fact.category.code()) }</strong>
                if corrected { { " " }<Badge label={t.text("office.corrected")} /> }
            </p>
            <p class="below">{ span }</p>
            if !fact.standard.is_empty() {
                <p class="below">
                    { t.fill("office.household.standard", &[("standard", &fact.standard)]) }
                </p>
            }
            if !fact.decision.is_empty() {
                <p class="below">
                    { t.fill("office.household.decision", &[("decision", &fact.decision)]) }
                </p>
            }
        </li>
    }
}
