//! Aid that takes time: where it stands, and what a volunteer may add to it.

use chungtay_shared::household::Household;
use chungtay_shared::support::CaseFile;
use yew::prelude::*;

use crate::components::{Tone, badge};
use crate::i18n::Translator;
use crate::pages::support::{next_by_phone, offered};
use crate::route::Route;
use crate::state::AppState;
use crate::widgets::RouteLink;

/// The cases, newest first, and the way to open one; nothing where nothing is given by steps.
pub(super) fn supports(t: &Translator, app: &AppState, household: &Household) -> Html {
    let can_open = household.gone().is_none() && offered(&app.campaigns).next().is_some();
    let files: Vec<&CaseFile> = household.open_or_ended().collect();
    if files.is_empty() && !can_open {
        return Html::default();
    }
    let id = household.id;
    html! {
        <section class="card" aria-labelledby="supports-heading" data-testid="supports">
            <h2 id="supports-heading">{ t.text("support.title") }</h2>
            <ul class="statuses">{ for files.into_iter().map(|file| line(t, household, file)) }</ul>
            if can_open {
                <RouteLink to={Route::OpenCase { id }} class="button" testid="support-open">
                    { t.text("support.open") }
                </RouteLink>
            }
        </section>
    }
}

fn line(t: &Translator, household: &Household, file: &CaseFile) -> Html {
    let (id, case) = (household.id, file.case.id);
    let standing = file.standing();
    let step = file.stands_at().map_or("", |rule| &rule.name);
    let tone = if standing.ended {
        Tone::Good
    } else {
        Tone::Info
    };
    html! {
        <li key={case.to_string()} data-testid="support-case">
            <strong>{ &file.case.item.name }</strong>
            { " " }
            { badge(tone, step, "support-at") }
            if let Some(stop) = standing.stopped {
                { " " }
                { badge(Tone::Waiting, t.text("support.stopped"), "support-stopped") }
                <p class="note">{ &stop.note }</p>
            }
            <p class="note">{ &file.case.need }</p>
            <p class="hint">{ t.date(standing.since) }</p>
            if let Some(next) = next_by_phone(file) {
                <RouteLink to={Route::NoteStep { id, case }} class="button" testid="support-next">
                    { t.fill("support.to_step", &[("step", &next.name)]) }
                </RouteLink>
            }
        </li>
    }
}
