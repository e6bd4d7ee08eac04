//! A household: what describes it, its statuses, what has happened, and what to do now.

mod consents;
mod gone;
mod profile;
mod proposals;
mod statuses;
mod supports;

use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::components::{Tone, badge, banner};
use crate::hooks::{Loaded, use_app, use_household};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::{Action, AppState, JustSaved, SavedKind};
use crate::widgets::{Page, RouteLink, failure_banner, history, skeleton};
use consents::consents;
use gone::gone;
use profile::profile_card;
use proposals::proposals;
use statuses::statuses;
use supports::supports;

/// Which household.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Its document.
    pub(crate) id: DocId,
}

/// A household.
#[component]
pub(crate) fn HouseholdPage(props: &Props) -> Html {
    let t = use_translator();
    let app = use_app();
    let loaded = use_household(props.id);
    let row = app.rows.get(props.id);
    let heading = match (&loaded, row) {
        (Loaded::Here(household), _) => {
            Some(household.profile.get(ProfileField::HeadName).to_owned())
        }
        (_, Some(entry)) => Some(entry.row().head_name.clone()),
        (Loaded::Waiting | Loaded::Failed(_), None) => None,
    };
    {
        let dispatcher = app.dispatcher();
        use_effect_with((), move |()| {
            move || dispatcher.dispatch(Action::SavedWasRead)
        });
    }
    let is_here = !matches!(loaded, Loaded::Failed(_));
    let id = props.id;
    html! {
        <Page
            route={Route::Household { id }} heading={heading.map(AttrValue::from)}
            testid="page-household" has_action_bar={is_here}
        >
            { saved_note(&t, &app, id) }
            { content(&t, &app, &loaded) }
            if is_here {
                <nav class="action-bar" aria-label={t.text("household.actions")}>
                    <RouteLink
                        to={Route::RecordVisit { id }} testid="record-visit"
                        class={classes!("button", "button-primary")}
                    >
                        { t.text("household.record_visit") }
                    </RouteLink>
                    <RouteLink
                        to={Route::RecordHandover { id }} testid="record-handover"
                        class={classes!("button", "button-primary")}
                    >
                        { t.text("household.record_handover") }
                    </RouteLink>
                </nav>
            }
        </Page>
    }
}

fn content(t: &Translator, app: &AppState, loaded: &Loaded<Household>) -> Html {
    match loaded {
        Loaded::Waiting => skeleton(t),
        Loaded::Failed(failure) => failure_banner(t, failure),
        Loaded::Here(household) => html! {
            <>
                { badges(t, app, household) }
                { gone(t, app, household) }
                { profile_card(t, household) }
                { statuses(t, household) }
                { proposals(t, app, household) }
                { supports(t, app, household) }
                { consents(t, household) }
                { history(t, app, household) }
            </>
        },
    }
}

fn badges(t: &Translator, app: &AppState, household: &Household) -> Html {
    let category = household.category_on(clock::now().local_date());
    let row = app.rows.get(household.id);
    let has_rights = row.is_some_and(|entry| app.open_rights(entry.row()).next().is_some());
    html! {
        <p class="badges">
            if let Some(category) = category {
                { badge(Tone::Plain, t.choice("category", category.code()), "category") }
            }
            if has_rights {
                { badge(Tone::Info, t.text("row.to_give"), "to-give") }
            }
            if app.unreceipted.contains(&household.id) {
                { badge(Tone::Waiting, t.text("row.waiting"), "unreceipted") }
            }
        </p>
    }
}

/// Says what was just saved on this phone, until the page is left.
fn saved_note(t: &Translator, app: &AppState, id: DocId) -> Html {
    let saved = app.just_saved.filter(|saved| saved.household == id);
    html! {
        <div role="status">
            if let Some(JustSaved { kind, .. }) = saved {
                { banner(
                    Tone::Good, "saved", t.text(saved_key(kind)), t.text("saved.where"), Html::default(),
                ) }
            }
        </div>
    }
}

const fn saved_key(kind: SavedKind) -> &'static str {
    match kind {
        SavedKind::Visit => "saved.visit",
        SavedKind::Handover => "saved.handover",
        SavedKind::Profile => "saved.profile",
        SavedKind::Registration => "saved.registration",
        SavedKind::Correction => "saved.correction",
        SavedKind::Proposal => "saved.proposal",
        SavedKind::Activity => "saved.activity",
        SavedKind::Case => "saved.case",
        SavedKind::Step => "saved.step",
        SavedKind::Offer => "saved.offer",
        SavedKind::Consent => "saved.consent",
    }
}
