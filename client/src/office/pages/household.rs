//! One household: who they are, what was decided, and everything that happened.

mod description;
mod gone;
mod life;
mod merged;
mod tell_life;

use std::collections::BTreeMap;

use chungtay_shared::api::{FactPage, FactQuery, HouseholdDetail, path};
use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::time::Timestamp;
use yew::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::history::History;
use crate::office::percent::fact_query;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::{browser, words};
use description::{profile, statuses};

/// As many facts as the server gives at once.
const FACTS_MAX: u64 = 200;

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
    let received = use_received(household);
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
                    { statuses(&t, household) }
                </div>
                <History detail={props.detail.clone()} {received} />
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

/// When the server received each fact: the document does not know, the table of facts does.
#[hook]
fn use_received(household: &Household) -> BTreeMap<FactId, Timestamp> {
    let query = FactQuery {
        hamlet: household.profile.get(ProfileField::Hamlet).to_owned(),
        search: household.profile.get(ProfileField::HeadName).to_owned(),
        limit: FACTS_MAX,
        ..FactQuery::default()
    };
    let page = use_remote::<FactPage>(format!("{}{}", path::FACTS, fact_query(&query)));
    let lines = page.data.iter().flat_map(|page| &page.lines);
    lines.map(|line| (line.id, line.received_at)).collect()
}

fn conflicting(t: &Translator, household: &Household) -> String {
    let fields: Vec<&str> = household
        .conflicts
        .iter()
        .map(|c| t.choice("profile", c.field.code()))
        .collect();
    fields.join(", ")
}
