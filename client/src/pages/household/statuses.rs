//! A household's dated statuses.

use chungtay_shared::household::{Household, Status};
use yew::prelude::*;

use crate::components::{Tone, badge};
use crate::i18n::Translator;

/// The statuses that stand and proposals that were declined, newest first; nothing when there are none.
pub(super) fn statuses(t: &Translator, household: &Household) -> Html {
    let lines: Vec<Html> = household
        .statuses
        .iter()
        .rev()
        .filter_map(|status| {
            let Some(correction) = status.corrected_by else {
                return Some(line(t, &status.fact, None));
            };
            // What somebody proposed and the office declined is answered to them.
            let mut corrections = household.corrections.iter().map(|c| &c.fact);
            let answer = corrections.find(|c| c.id == correction)?;
            let is_declined = answer.replacement.is_none() && status.fact.is_proposed();
            is_declined.then(|| line(t, &status.fact, Some(&answer.reason)))
        })
        .collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="statuses-heading">
            <h2 id="statuses-heading">{ t.text("household.statuses") }</h2>
            <ul class="statuses">{ for lines }</ul>
        </section>
    }
}

fn line(t: &Translator, status: &Status, declined: Option<&str>) -> Html {
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
            if let Some(reason) = declined {
                { " " }{ badge(Tone::Plain, t.text("proposal.declined"), "claim-declined") }
                <p class="hint">{ t.fill("proposal.said", &[("reason", reason)]) }</p>
            } else if status.is_proposed() {
                { " " }{ badge(Tone::Waiting, t.text("proposal.waits"), "claim-waits") }
            } else {
                <p class="hint">{ basis }</p>
            }
        </li>
    }
}
