//! What the office decided about a household, newest first, and the way to decide more.

use chungtay_shared::api::{HouseholdDetail, path};
use chungtay_shared::household::ProfileField;
use chungtay_shared::household::Recorded;
use chungtay_shared::id::DocId;
use chungtay_shared::life::LifeEvent;
use yew::prelude::*;

use super::tell_life::TellLife;
use crate::i18n::Translator;
use crate::office::if_may::IfMay;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// A card with every decision. Of a second record nothing more is told: the household is kept in the
/// other one.
pub(super) fn life(t: &Translator, detail: &HouseholdDetail) -> Html {
    let household = &detail.household;
    html! {
        <section class="card" aria-labelledby="life">
            <h2 id="life">{ t.text("office.household.life") }</h2>
            if household.life.is_empty() {
                <p class="empty">{ t.text("office.household.no_life") }</p>
            } else {
                <ol class="statuses">
                    { for household.life.iter().rev().map(|event| line(t, detail, event)) }
                </ol>
            }
            if household.merged_into().is_none() {
                <IfMay post={path::LIFE}>
                    <TellLife
                        household={household.id}
                        hamlet={household.profile.get(ProfileField::Hamlet).to_owned()}
                    />
                </IfMay>
            }
        </section>
    }
}

fn line(t: &Translator, detail: &HouseholdDetail, recorded: &Recorded<LifeEvent>) -> Html {
    let event = &recorded.fact;
    html! {
        <li key={event.id.to_string()} data-testid="life-event">
            <p>
                <strong>{ t.choice("office.life", event.kind.code()) }</strong>
                if let Some(id) = event.other {
                    { ": " }
                    <RouteLink to={Route::Household { id }}>{ other_head(t, detail, id) }</RouteLink>
                }
            </p>
            { decision(t, detail, recorded) }
        </li>
    }
}

/// From which day, why, and who decided it when.
pub(super) fn decision(
    t: &Translator,
    detail: &HouseholdDetail,
    recorded: &Recorded<LifeEvent>,
) -> Html {
    let event = &recorded.fact;
    let day = t.date(event.on);
    let by = t.fill(
        "office.history.recorded",
        &[
            ("name", words::person(t, &detail.people, recorded.actor)),
            ("at", &words::moment(t, event.recorded_at)),
        ],
    );
    html! {
        <>
            <p class="below">{ t.fill("office.household.from", &[("from", &day)]) }</p>
            <p class="note">{ &event.reason }</p>
            <p class="below">{ by }</p>
        </>
    }
}

/// The head of a household that this one's life speaks of.
pub(super) fn other_head<'a>(t: &Translator, detail: &'a HouseholdDetail, id: DocId) -> &'a str {
    let known = detail.heads.get(&id).map(String::as_str);
    known.unwrap_or_else(|| t.text("office.household.other"))
}
