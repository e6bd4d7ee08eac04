//! Households, and how often they were reached; each number opens the facts it was counted from.

use chungtay_shared::api::{FactKind, Reach, Summary};
use yew::prelude::*;

use super::pictures::facts_of;
use crate::i18n::Translator;
use crate::office::kept::FactFilter;
use crate::office::opens::{NumberLink, Opens};

/// Households, and how often they were reached, in the campaign and in all.
pub(super) fn table(t: &Translator, summary: &Summary) -> Html {
    let has_campaign = !summary.campaign_name.is_empty();
    let row = |name: &'static str, kind: FactKind, campaign: Reach, all: Reach| {
        let in_all = Opens::Facts(FactFilter {
            kind: Some(kind),
            standing: true,
            ..FactFilter::default()
        });
        let of_campaign = summary
            .campaign
            .map(|campaign| facts_of(kind, campaign, ""));
        let pair = |reach: Reach, opens: &Opens| {
            let cell = |count: u64| {
                html! {
                    <td class="number">
                        <NumberLink opens={opens.clone()}>{ t.number(count) }</NumberLink>
                    </td>
                }
            };
            html! { <>{ cell(reach.households) }{ cell(reach.times) }</> }
        };
        html! {
            <tr data-testid={format!("reach-{name}")}>
                <th scope="row">{ t.choice("office.overview", name) }</th>
                if has_campaign { { pair(campaign, of_campaign.as_ref().unwrap_or(&in_all)) } }
                { pair(all, &in_all) }
            </tr>
        }
    };
    let pair_head = || {
        html! {
            <>
                <th scope="col" class="number">{ t.text("office.overview.col_households") }</th>
                <th scope="col" class="number">{ t.text("office.overview.col_times") }</th>
            </>
        }
    };
    html! {
        <section class="card" aria-labelledby="reach">
            <h2 id="reach">{ t.text("office.overview.reach") }</h2>
            <p class="hint">{ t.text("office.overview.reach_hint") }</p>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="reach">
                <table class="table table-reach" data-testid="reach-table">
                    <caption class="visually-hidden">{ t.text("office.overview.reach") }</caption>
                    <colgroup><col /></colgroup>
                    if has_campaign { <colgroup span="2" /> }
                    <colgroup span="2" />
                    <thead>
                        <tr>
                            <th rowspan="2" scope="col">{ t.text("office.overview.col_what") }</th>
                            if has_campaign {
                                <th colspan="2" scope="colgroup">{ &summary.campaign_name }</th>
                            }
                            <th colspan="2" scope="colgroup">
                                { t.text("office.overview.col_all") }
                            </th>
                        </tr>
                        <tr>
                            if has_campaign { { pair_head() } }
                            { pair_head() }
                        </tr>
                    </thead>
                    <tbody>
                        { row("visits", FactKind::Visit, summary.visited_in_campaign, summary.visited) }
                        { row("handovers", FactKind::Handover, summary.aided_in_campaign, summary.aided) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}
