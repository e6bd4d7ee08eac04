//! The commune's campaigns.

use chungtay_shared::api::path;
use chungtay_shared::campaign::{AidItem, Campaign};
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// The commune's campaigns.
#[component]
pub(crate) fn Campaigns() -> Html {
    let t = use_translator();
    let campaigns = use_remote::<Vec<Campaign>>(path::CAMPAIGNS.to_owned());
    html! {
        <>
            <h1>{ t.text("office.campaigns.heading") }</h1>
            <p class="lead">{ t.text("office.campaigns.what") }</p>
            <p class="actions">
                <RouteLink
                    to={Route::NewCampaign} class="button button-primary" testid="new-campaign"
                >
                    { t.text("office.campaigns.new") }
                </RouteLink>
            </p>
            { data_view(&t, &campaigns, |campaigns| html! {
                if campaigns.is_empty() {
                    <p class="empty">{ t.text("office.campaigns.none") }</p>
                } else {
                    { table(&t, campaigns) }
                }
            }) }
        </>
    }
}

fn table(t: &Translator, campaigns: &[Campaign]) -> Html {
    let row = |campaign: &Campaign| {
        let item = |item: &AidItem| {
            html! {
                <li key={item.id.to_string()}>
                    { &item.name }
                    <span class="below">{ words::source_of(t, item) }</span>
                </li>
            }
        };
        html! {
            <tr key={campaign.id.to_string()} data-testid="campaign-row">
                <th scope="row">
                    <RouteLink to={Route::Campaign { id: campaign.id }}>
                        { &campaign.name }
                    </RouteLink>
                </th>
                <td class="moment">{ t.date(campaign.from) }</td>
                <td class="moment">{ t.date(campaign.to) }</td>
                <td><ul>{ for campaign.items.iter().map(item) }</ul></td>
            </tr>
        }
    };
    html! {
        <div
            class="table-scroll" tabindex="0" role="group"
            aria-label={t.text("office.campaigns.heading")}
        >
            <table class="table" data-testid="campaign-table">
                <caption class="visually-hidden">{ t.text("office.campaigns.heading") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.campaign.name") }</th>
                        <th scope="col">{ t.text("office.campaign.from") }</th>
                        <th scope="col">{ t.text("office.campaign.to") }</th>
                        <th scope="col">{ t.text("office.campaign.items") }</th>
                    </tr>
                </thead>
                <tbody>{ for campaigns.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
