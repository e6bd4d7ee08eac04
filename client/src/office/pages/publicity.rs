//! Publicity: how much was done by which channel, what is noted anew, and all that was noted.

mod activities;
mod activity;
mod fields;
mod note;
mod totals;

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::publicity::PublicityPage;
use chungtay_shared::campaign::Campaign;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::data_view::data_view;
use crate::office::if_may::IfMay;
use crate::office::remote::use_remote;
use activities::Activities;
use note::Note;

/// What was done so that people hear of the campaign.
#[component]
pub(crate) fn Publicity() -> Html {
    let t = use_translator();
    let remote = use_remote::<PublicityPage>(path::PUBLICITY.to_owned());
    let campaigns = use_remote::<Vec<Campaign>>(path::CAMPAIGNS.to_owned());
    let names_campaigns = campaigns.data.as_ref().is_some_and(|all| all.len() > 1);
    html! {
        <>
            <h1>{ t.text("office.publicity.heading") }</h1>
            <p class="lead">{ t.text("office.publicity.what") }</p>
            { data_view(&t, &remote, |_| html! {
                { for remote.data.iter().map(|page| html! {
                    <>
                        { totals::totals(&t, &page.lines) }
                        <IfMay post={path::PUBLICITY}>
                            { data_view(&t, &campaigns, |_| html! {
                                { for campaigns.data.iter().map(|campaigns| html! {
                                    <Note
                                        campaigns={Rc::clone(campaigns)}
                                        organisations={page.organisations.clone()}
                                    />
                                }) }
                            }) }
                        </IfMay>
                        <Activities page={Rc::clone(page)} {names_campaigns} />
                    </>
                }) }
            }) }
        </>
    }
}
