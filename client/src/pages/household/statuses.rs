//! A household's dated statuses.

use chungtay_shared::household::{Household, Status};
use yew::prelude::*;

use crate::i18n::Translator;

/// The statuses that stand, newest first; nothing when there are none.
pub(super) fn statuses(t: &Translator, household: &Household) -> Html {
    let standing: Vec<&Status> = household
        .statuses
        .iter()
        .rev()
        .filter(|status| status.corrected_by.is_none())
        .map(|status| &status.fact)
        .collect();
    if standing.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="statuses-heading">
            <h2 id="statuses-heading">{ t.text("household.statuses") }</h2>
            <ul class="statuses">{ for standing.into_iter().map(|status| line(t, status)) }</ul>
        </section>
    }
}

fn line(t: &Translator, status: &Status) -> Html {
    let from = t.date(status.from);
    let span = match status.to {
        Some(to) => t.fill("household.from_to", &[("from", &from), ("to", &t.date(to))]),
        None => t.fill("household.from", &[("from", &from)]),
    };
    let basis = match (status.decision.is_empty(), status.standard.is_empty()) {
        (true, true) => t.text("household.no_decision").to_owned(),
        (true, false) => t.fill("household.standard", &[("standard", &status.standard)]),
        (false, true) => t.fill("household.decision", &[("decision", &status.decision)]),
        (false, false) => format!(
            "{}, {}",
            t.fill("household.decision", &[("decision", &status.decision)]),
            t.fill("household.standard", &[("standard", &status.standard)]),
        ),
    };
    html! {
        <li key={status.id.to_string()} data-testid="status">
            <strong>{ t.choice("category", status.category.code()) }</strong>
            <span>{ format!(" {span}") }</span>
            <p class="hint">{ basis }</p>
        </li>
    }
}
