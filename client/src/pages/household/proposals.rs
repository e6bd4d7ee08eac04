//! What was proposed for a household, and what the office said.

use chungtay_shared::household::Household;
use chungtay_shared::id::DocId;
use chungtay_shared::proposal::Proposed;
use yew::prelude::*;

use crate::components::{Tone, badge};
use crate::i18n::Translator;
use crate::route::Route;
use crate::state::AppState;
use crate::widgets::RouteLink;

/// The proposals, newest first; nothing when there are none.
pub(super) fn proposals(t: &Translator, app: &AppState, household: &Household) -> Html {
    if household.proposals.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="proposals-heading">
            <h2 id="proposals-heading">{ t.text("proposal.title") }</h2>
            <ul class="statuses">
                { for household.proposals.iter().map(|proposed| line(t, app, household.id, proposed)) }
            </ul>
        </section>
    }
}

fn line(t: &Translator, app: &AppState, id: DocId, proposed: &Proposed) -> Html {
    let proposal = &proposed.fact;
    let (tone, key) = match &proposed.answer {
        None if proposed.is_open() => (Tone::Waiting, "proposal.waits"),
        None => (Tone::Plain, "proposal.withdrawn"),
        Some(answer) if answer.granted => (Tone::Good, "proposal.granted"),
        Some(_) => (Tone::Plain, "proposal.declined"),
    };
    let said = proposed
        .answer
        .as_ref()
        .map(|answer| answer.reason.as_str());
    html! {
        <li key={proposal.id.to_string()} data-testid="proposal">
            <strong>{ &proposal.item }</strong>
            { " " }
            { badge(tone, t.text(key), "proposal-state") }
            <p class="note">{ &proposal.reason }</p>
            if let Some(said) = said.filter(|said| !said.is_empty()) {
                <p class="hint">{ t.fill("proposal.said", &[("reason", said)]) }</p>
            }
            if proposed.is_open() && app.is_mine(proposed.actor) {
                <RouteLink
                    to={Route::Correct { id, fact: proposal.id }}
                    class={classes!("button", "button-quiet")} testid="withdraw"
                >
                    { t.text("proposal.withdraw") }
                </RouteLink>
            }
        </li>
    }
}
