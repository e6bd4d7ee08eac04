//! Kỳ báo cáo: periods of a campaign that are closed, what is owed to the unit above, and, for that one, who
//! has reported.

mod arisen;
mod below;
mod close;
mod closed;
mod figures;
mod new_due;
pub(crate) mod owed;
mod remind;
mod said;
mod tables;

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::period::PeriodsPage;
use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::components::Choice;
use crate::i18n::{Translator, use_translator};
use crate::office::choice_field::ChoiceField;
use crate::office::data_view::data_view;
use crate::office::if_may::IfMay;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use below::BelowUnits;
use close::OpenPeriod;
use closed::ClosedPeriods;

/// Periods, reports and reminders.
#[component]
pub(crate) fn Periods() -> Html {
    let t = use_translator();
    let campaign = use_state_eq(|| None::<DocId>);
    let address = match *campaign {
        Some(id) => format!("{}?campaign={id}", path::PERIODS),
        None => path::PERIODS.to_owned(),
    };
    let remote = use_remote::<PeriodsPage>(address);
    let choose = {
        let campaign = campaign.setter();
        Callback::from(move |id: AttrValue| campaign.set(id.parse().ok()))
    };
    html! {
        <>
            <h1>{ t.text("office.periods.heading") }</h1>
            <p class="lead">{ t.text("office.periods.what") }</p>
            { data_view(&t, &remote, |_| html! {
                { for remote.data.iter().map(|page| drawn(&t, page, &choose)) }
            }) }
        </>
    }
}

fn drawn(t: &Translator, page: &Rc<PeriodsPage>, choose: &Callback<AttrValue>) -> Html {
    if page.campaign.is_none() {
        return html! {
            <p class="empty" data-testid="periods-none">
                { t.text("office.periods.no_campaign") }
                { " " }
                <RouteLink to={Route::Campaigns}>{ t.text("office.fund.to_campaigns") }</RouteLink>
            </p>
        };
    }
    html! {
        <>
            { owed::table(t, &page.owed) }
            if page.below.is_some() { <BelowUnits page={Rc::clone(page)} /> }
            { campaigns(t, page, choose) }
            <IfMay post={path::PERIODS}>
                <OpenPeriod key={open_key(page)} page={Rc::clone(page)} />
            </IfMay>
            <ClosedPeriods page={Rc::clone(page)} />
        </>
    }
}

/// What is typed of one period is not meant for another.
fn open_key(page: &PeriodsPage) -> String {
    let campaign = page.campaign.map(|id| id.to_string()).unwrap_or_default();
    format!("{campaign}-{}", page.next.map_or(0, |next| next.n))
}

/// Which campaign, where there is more than one.
fn campaigns(t: &Translator, page: &PeriodsPage, on_choose: &Callback<AttrValue>) -> Html {
    if page.campaigns.len() < 2 {
        return Html::default();
    }
    let choices: Vec<Choice> = page
        .campaigns
        .iter()
        .map(|campaign| Choice::new(campaign.id.to_string(), campaign.name.clone()))
        .collect();
    html! {
        <ChoiceField
            name="periods-campaign" label={t.text("office.periods.campaign")} {choices}
            chosen={page.campaign.map(|id| AttrValue::from(id.to_string()))}
            on_choose={on_choose.clone()}
        />
    }
}
