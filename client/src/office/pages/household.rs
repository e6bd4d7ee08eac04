//! One household: who they are, what was decided, and everything that happened.

mod consents;
mod description;
mod erase;
mod gone;
mod life;
mod merged;
mod number;
mod papers;
mod status_draft;
mod statuses;
mod supports;
mod tell_consent;
mod tell_life;
mod tell_status;

use chungtay_shared::api::{HouseholdDetail, path};
use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::history::History;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::{browser, words};
use consents::Consents;
use description::profile;
use erase::Erase;
use statuses::Statuses;
use supports::Supports;

/// Which household.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Its document.
    pub(crate) id: DocId,
}

/// One household.
#[component]
pub(crate) fn HouseholdPage(props: &Props) -> Html {
    let t = use_translator();
    let path = path::HOUSEHOLD.replace("{id}", &props.id.to_string());
    let detail = use_remote::<HouseholdDetail>(path);
    html! {
        <>
            <p class="back">
                <RouteLink to={Route::Households}>{ t.text("office.household.back") }</RouteLink>
            </p>
            { data_view(&t, &detail, |detail| html! { <Detail detail={detail.clone()} /> }) }
        </>
    }
}

/// What the document says.
#[derive(PartialEq, Properties)]
struct DetailProps {
    detail: HouseholdDetail,
}

#[component]
fn Detail(props: &DetailProps) -> Html {
    let t = use_translator();
    let household = &props.detail.household;
    let conflicting = conflicting(&t, household);
    html! {
        <>
            <h1>{ household.profile.get(ProfileField::HeadName) }</h1>
            <p class="subtitle">{ subtitle(&t, household) }</p>
            { gone::gone(&t, &props.detail) }
            if !household.conflicts.is_empty() {
                <Banner tone={Tone::Problem} testid="household-conflicts">
                    <p>
                        { t.fill("office.household.conflicts", &[("fields", &conflicting)]) }
                        { " " }
                        <RouteLink to={Route::Conflicts}>
                            { t.text("office.household.to_conflicts") }
                        </RouteLink>
                    </p>
                </Banner>
            }
            <div class="side-by-side side-by-side-detail">
                <div class="stack">
                    { profile(&t, household) }
                    { life::life(&t, &props.detail) }
                    { merged::merged(&t, &props.detail) }
                    <Statuses detail={props.detail.clone()} />
                    <Supports detail={props.detail.clone()} />
                    <Consents detail={props.detail.clone()} />
                    { papers::papers(&t, household.id) }
                    <Erase household={household.id} />
                </div>
                <History detail={props.detail.clone()} />
            </div>
        </>
    }
}

/// Hamlet, today's category and how many people, as far as they are known.
fn subtitle(t: &Translator, household: &Household) -> String {
    let hamlet = household.profile.get(ProfileField::Hamlet).to_owned();
    let category = household
        .category_on(browser::now().local_date())
        .map(|category| t.choice("category", category.code()).to_owned());
    let members = u64::from(household.profile.member_count());
    let members = (members > 0).then(|| words::counted(t, "office.overview.members", members));
    let known = [Some(hamlet), category, members];
    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn conflicting(t: &Translator, household: &Household) -> String {
    let fields: Vec<&str> = household
        .conflicts
        .iter()
        .map(|c| t.choice("profile", c.field.code()))
        .collect();
    fields.join(", ")
}
