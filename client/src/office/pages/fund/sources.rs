//! What was handed over to households, by who paid for it.

use chungtay_shared::api::fund::{FundPage, SourceLine};
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// A table with a line for each who paid.
pub(super) fn sources(t: &Translator, page: &FundPage) -> Html {
    html! {
        <section class="stack" aria-labelledby="fund-sources">
            <h2 id="fund-sources">{ t.text("office.fund.sources") }</h2>
            if page.sources.is_empty() {
                <p class="empty">{ t.text("office.fund.nothing_given") }</p>
            } else {
                { table(t, &page.sources) }
            }
            if page.sources.iter().any(|line| line.source.is_none()) {
                <p class="hint">
                    { t.text("office.fund.no_source") }
                    { " " }
                    <RouteLink to={Route::Campaigns}>{ t.text("office.fund.to_campaigns") }</RouteLink>
                </p>
            }
        </section>
    }
}

fn table(t: &Translator, sources: &[SourceLine]) -> Html {
    let row = |line: &SourceLine| {
        html! {
            <tr data-testid="fund-source">
                <th scope="row">{ words::source(t, line.source, "") }</th>
                <td>{ if line.name.is_empty() { "–" } else { &line.name } }</td>
                <td class="number">{ t.number(line.times) }</td>
                <td class="number">{ words::money_or_dash(t, line.amount.money_vnd) }</td>
                <td class="number">{ words::money_or_dash(t, line.amount.goods_value_vnd) }</td>
            </tr>
        }
    };
    html! {
        <div
            class="table-scroll" tabindex="0" role="group"
            aria-label={t.text("office.fund.sources")}
        >
            <table class="table" data-testid="fund-sources">
                <caption class="visually-hidden">{ t.text("office.fund.sources") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.campaign.source") }</th>
                        <th scope="col">{ t.text("office.fund.source_name") }</th>
                        <th scope="col" class="number">{ t.text("office.col.handovers") }</th>
                        <th scope="col" class="number">{ t.text("office.col.money") }</th>
                        <th scope="col" class="number">{ t.text("office.campaign.goods_value") }</th>
                    </tr>
                </thead>
                <tbody>{ for sources.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
