//! Visits and handovers in rows.

use chungtay_shared::api::{FactKind, FactLine};
use chungtay_shared::time::Timestamp;
use yew::prelude::*;
use yew_router::prelude::*;

use super::route::Route;
use super::route_link::RouteLink;
use super::words;
use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};

/// Visits and handovers.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// One a row.
    pub(crate) lines: Vec<FactLine>,
    /// What was received later than this came in while the page was open.
    #[prop_or_default]
    pub(crate) fresh_after: Option<Timestamp>,
}

/// Visits and handovers in rows; a row opens its household. What was corrected stays, struck
/// through.
#[component]
pub(crate) fn FactTable(props: &Props) -> Html {
    let t = use_translator();
    let navigator = use_navigator().expect("tables stand inside the router");
    let is_fresh = |line: &FactLine| {
        props
            .fresh_after
            .is_some_and(|seen| line.received_at > seen)
    };
    let row = |line: &FactLine| {
        let onclick = {
            let (navigator, id) = (navigator.clone(), line.household);
            Callback::from(move |event: MouseEvent| {
                if !event.default_prevented() {
                    navigator.push(&Route::Household { id });
                }
            })
        };
        html! {
            <tr
                key={line.id.to_string()} {onclick} data-testid="fact-row"
                class={classes!("row-opens", is_struck(line).then_some("corrected"), is_fresh(line).then_some("fresh"))}
            >
                { cells(&t, line) }
            </tr>
        }
    };
    html! {
        <div
            class="table-scroll" tabindex="0" role="group"
            aria-label={t.text("office.facts.caption")}
        >
            <table class="table table-facts" data-testid="fact-table">
                <caption class="visually-hidden">{ t.text("office.facts.caption") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.col.at") }</th>
                        <th scope="col">{ t.text("office.col.kind") }</th>
                        <th scope="col">{ t.text("office.col.household") }</th>
                        <th scope="col">{ t.text("office.col.what") }</th>
                        <th scope="col" class="number">{ t.text("office.col.money") }</th>
                        <th scope="col" class="number">{ t.text("office.col.goods") }</th>
                        <th scope="col">{ t.text("office.col.recorded_by") }</th>
                        <th scope="col">{ t.text("office.col.received") }</th>
                    </tr>
                </thead>
                <tbody>{ for props.lines.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

/// A proposal that was answered is no mistake.
fn is_struck(line: &FactLine) -> bool {
    line.corrected && line.kind != FactKind::Proposal
}

fn cells(t: &Translator, line: &FactLine) -> Html {
    let (what, detail) = words::fact(t, line);
    let tone = match line.kind {
        FactKind::Visit => Tone::Info,
        FactKind::Handover => Tone::Good,
        FactKind::Proposal => Tone::Waiting,
    };
    html! {
        <>
            { stacked(t, line.at) }
            <td><Badge {tone} label={t.choice("office.fact_kind", line.kind.code())} /></td>
            <th scope="row" class="who">
                <RouteLink to={Route::Household { id: line.household }}>
                    { &line.head_name }
                </RouteLink>
                <span class="below">{ &line.hamlet }</span>
            </th>
            <td class="fact-what">
                if line.corrected {
                    <Badge
                        label={t.text(if is_struck(line) { "office.corrected" } else { "office.answered" })}
                        testid="corrected"
                    />
                    { " " }
                }
                <span class="said">{ what }</span>
                <span class="below">{ detail }</span>
                if !line.note.is_empty() { <span class="below note">{ &line.note }</span> }
                if line.signed { <span class="below">{ t.text("office.signed") }</span> }
            </td>
            <td class="number">
                <span class="said">{ words::money_or_dash(t, line.money_vnd) }</span>
            </td>
            <td class="number">{ goods(t, line) }</td>
            <td>{ &line.person_name }</td>
            { stacked(t, line.received_at) }
        </>
    }
}

/// A moment with the time below the date: a column is dear.
fn stacked(t: &Translator, at: Timestamp) -> Html {
    html! {
        <td class="moment">
            { t.date(at.local_date()) }
            <span class="below">{ words::time_of_day(at) }</span>
        </td>
    }
}

fn goods(t: &Translator, line: &FactLine) -> Html {
    let quantity = words::quantity(line.quantity_milli, &line.unit);
    if quantity.is_empty() && line.goods_value_vnd == 0 {
        return html! { "–" };
    }
    html! {
        <>
            <span class="said">{ quantity }</span>
            if line.goods_value_vnd != 0 {
                <span class="below said">{ t.money(line.goods_value_vnd) }</span>
            }
        </>
    }
}
