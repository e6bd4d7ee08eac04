//! The commune's campaigns.

use chungtay_shared::api::{CampaignState, path};
use chungtay_shared::campaign::{AidItem, Mandate};
use yew::prelude::*;

use super::campaign::{from_above, in_words};
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::remote::{use_remote, use_shell};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// The commune's campaigns.
#[component]
pub(crate) fn Campaigns() -> Html {
    let t = use_translator();
    let campaigns = use_remote::<Vec<CampaignState>>(path::CAMPAIGNS.to_owned());
    let keeps_units = use_shell().keeps_units();
    html! {
        <>
            <h1>{ t.text("office.campaigns.heading") }</h1>
            <p class="lead">{ t.text("office.campaigns.what") }</p>
            if keeps_units { <p class="lead">{ t.text("office.campaign.handed_down") }</p> }
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

fn table(t: &Translator, campaigns: &[CampaignState]) -> Html {
    let has_mandates = campaigns
        .iter()
        .any(|state| state.mandate != Mandate::default());
    let row = |state: &CampaignState| {
        let campaign = &state.campaign;
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
                    if let Some(origin) = &state.origin {
                        <span class="below" data-testid="campaign-origin">
                            { from_above::said_by(t, origin) }
                        </span>
                    }
                </th>
                <td class="moment">{ t.date(campaign.from) }</td>
                <td class="moment">{ t.date(campaign.to) }</td>
                <td><ul>{ for campaign.items.iter().map(item) }</ul></td>
                if has_mandates { <td>{ mandate(t, &state.mandate) }</td> }
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
                        if has_mandates {
                            <th scope="col">{ t.text("office.campaigns.mandate") }</th>
                        }
                    </tr>
                </thead>
                <tbody>{ for campaigns.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

/// The governing documents, a line each, and the targets in short.
fn mandate(t: &Translator, mandate: &Mandate) -> Html {
    let documents = mandate.documents.iter().map(|document| {
        html! {
            <li key={document.id.to_string()} data-testid="campaign-document">
                { in_words::document(t, document) }
            </li>
        }
    });
    let targets = mandate.targets.iter().map(|(indicator, target)| {
        html! {
            <li key={indicator.code()} class="below" data-testid="campaign-target">
                { in_words::indicator(t, *indicator) }
                { ": " }
                { in_words::amount(t, *indicator, *target) }
            </li>
        }
    });
    html! {
        if *mandate == Mandate::default() {
            { "–" }
        } else {
            <ul>
                { for documents }
                { for targets }
            </ul>
        }
    }
}
