//! What has happened with a household, newest first. Nothing vanishes: what was wrong stays, struck
//! out, with the reason.

use std::collections::VecDeque;

use chungtay_shared::household::{Correction, Household, Recorded};
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::time::Timestamp;
use yew::prelude::*;

use super::handover_entry::handover_entry;
use super::route_link::RouteLink;
use super::visit_entry::visit_entry;
use crate::components::{Tone, badge};
use crate::i18n::Translator;
use crate::route::Route;
use crate::state::AppState;

/// What has happened, newest first.
pub(crate) fn history(t: &Translator, app: &AppState, household: &Household) -> Html {
    let visits = household.visits.iter().map(|visit| {
        let fact = &visit.fact;
        let line = Line::new(visit, fact.id, fact.at, fact.recorded_at);
        (
            fact.at,
            fact_card(t, app, household, &line, visit_entry(t, fact)),
        )
    });
    let handovers = household.handovers.iter().map(|handover| {
        let fact = &handover.fact;
        let line = Line {
            is_offices: fact.is_payment(),
            ..Line::new(handover, fact.id, fact.at, fact.recorded_at)
        };
        (
            fact.at,
            fact_card(t, app, household, &line, handover_entry(t, fact)),
        )
    });
    let lines = merged(visits.collect(), handovers.collect());
    html! {
        <section class="history" aria-labelledby="history-heading">
            <h2 id="history-heading">{ t.text("history.title") }</h2>
            if lines.is_empty() {
                <p class="hint">{ t.text("history.empty") }</p>
            }
            <ol>{ for lines }</ol>
        </section>
    }
}

/// Two histories, each newest first, as one.
fn merged(mut a: VecDeque<(Timestamp, Html)>, mut b: VecDeque<(Timestamp, Html)>) -> Vec<Html> {
    let mut lines = Vec::with_capacity(a.len() + b.len());
    loop {
        let at = |lines: &VecDeque<(Timestamp, Html)>| lines.front().map(|(at, _)| *at);
        let next = if at(&a) >= at(&b) {
            a.pop_front()
        } else {
            b.pop_front()
        };
        match next {
            Some((_, line)) => lines.push(line),
            None => return lines,
        }
    }
}

/// What a line says beside the fact itself.
struct Line {
    id: FactId,
    actor: Actor,
    at: Timestamp,
    recorded_at: Timestamp,
    corrected_by: Option<FactId>,
    /// What was paid for a case is the office's to put right.
    is_offices: bool,
}

impl Line {
    fn new<T>(recorded: &Recorded<T>, id: FactId, at: Timestamp, recorded_at: Timestamp) -> Self {
        Self {
            id,
            actor: recorded.actor,
            at,
            recorded_at,
            corrected_by: recorded.corrected_by,
            is_offices: false,
        }
    }
}

fn fact_card(
    t: &Translator,
    app: &AppState,
    household: &Household,
    line: &Line,
    entry: Html,
) -> Html {
    let correction = household
        .corrections
        .iter()
        .find(|c| Some(c.fact.id) == line.corrected_by);
    let is_corrected = line.corrected_by.is_some();
    html! {
        <li key={line.id.to_string()} class="card" data-testid="fact">
            <p class="history-when">
                <time>{ t.date_time(line.at) }</time>
                if is_corrected {
                    { badge(Tone::Waiting, t.text("history.corrected"), "corrected") }
                }
            </p>
            <div class={classes!(is_corrected.then_some("struck"))}>{ entry }</div>
            if let Some(correction) = correction {
                { correction_line(t, app, correction) }
            }
            <p class="hint">{ recorded_line(t, app, line) }</p>
            if !is_corrected && !line.is_offices {
                <RouteLink
                    to={Route::Correct { id: household.id, fact: line.id }}
                    class={classes!("button", "button-quiet")} testid="correct"
                >
                    { t.text("history.correct") }
                </RouteLink>
            }
        </li>
    }
}

fn correction_line(t: &Translator, app: &AppState, correction: &Recorded<Correction>) -> Html {
    let key = match correction.fact.replacement {
        Some(_) => "history.replaced",
        None => "history.never_happened",
    };
    let who = name_of(t, app, correction.actor);
    html! {
        <p class="correction" data-testid="correction">
            { t.fill(key, &[
                ("reason", &correction.fact.reason),
                ("who", &who),
                ("when", &t.date_time(correction.fact.recorded_at)),
            ]) }
        </p>
    }
}

fn recorded_line(t: &Translator, app: &AppState, line: &Line) -> String {
    t.fill(
        "history.recorded",
        &[
            ("who", &name_of(t, app, line.actor)),
            ("when", &t.date_time(line.recorded_at)),
        ],
    )
}

/// Who wrote with this actor, in words.
fn name_of(t: &Translator, app: &AppState, actor: Actor) -> String {
    if app.is_mine(actor) {
        return t.text("history.you").to_owned();
    }
    app.name_of(actor)
        .unwrap_or(t.text("history.somebody"))
        .to_owned()
}
