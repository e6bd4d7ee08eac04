//! What stands behind a number of a unit that keeps others: each unit's part, then what was recorded there.

use chungtay_shared::api::behind::{
    Behind, BehindRow, FactsPage, Part, PartsPage, RowKind, UnitPart,
};
use chungtay_shared::api::path;
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::opens::{NumberLink, Opens};
use crate::office::percent::encode;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// Which number.
#[derive(PartialEq, Properties)]
pub(crate) struct PartsProps {
    /// The number.
    pub(crate) of: Behind,
}

/// Each unit's part of a number.
#[component]
pub(crate) fn Parts(props: &PartsProps) -> Html {
    let t = use_translator();
    let of = props.of;
    let page = use_remote::<PartsPage>(format!("{}?{}", path::UNIT_PARTS, of.query()));
    let row = |unit: &UnitPart| {
        let opens = Opens::Within(of, unit.unit.code.clone());
        html! {
            <tr key={unit.unit.code.clone()} data-testid="part-row">
                <th scope="row">{ &unit.unit.name }</th>
                <td class="number">
                    <NumberLink {opens}>{ part(&t, of, unit.part) }</NumberLink>
                </td>
            </tr>
        }
    };
    html! {
        <>
            <h1>{ name(&t, of) }</h1>
            { data_view(&t, &page, |page| html! {
                <>
                    { of_what(&t, of, &page.campaign_name) }
                    if page.parts.is_empty() {
                        <p class="empty" data-testid="parts-none">{ t.text("office.behind.none") }</p>
                    } else {
                        <div class="table-scroll" tabindex="0" role="group" aria-label={name(&t, of)}>
                            <table class="table" data-testid="parts-table">
                                <caption class="visually-hidden">{ name(&t, of) }</caption>
                                <thead>
                                    <tr>
                                        <th scope="col">{ t.text("office.units.col_unit") }</th>
                                        <th scope="col" class="number">
                                            { t.text("office.behind.col_part") }
                                        </th>
                                    </tr>
                                </thead>
                                <tbody>{ for page.parts.iter().map(row) }</tbody>
                                <tfoot>
                                    <tr data-testid="parts-sum">
                                        <th scope="row">{ t.text("office.units.total") }</th>
                                        <td class="number">{ part(&t, of, page.sum) }</td>
                                    </tr>
                                </tfoot>
                            </table>
                        </div>
                    }
                </>
            }) }
            <p class="actions no-print">
                <RouteLink to={Route::Overview} class="button">{ t.text("office.behind.back") }</RouteLink>
            </p>
        </>
    }
}

/// Which number of which unit.
#[derive(PartialEq, Properties)]
pub(crate) struct WithinProps {
    /// The number.
    pub(crate) of: Behind,
    /// The unit's code.
    pub(crate) unit: String,
}

/// What was recorded in a unit, of which a number consists.
#[component]
pub(crate) fn Within(props: &WithinProps) -> Html {
    let t = use_translator();
    let of = props.of;
    let pages = use_state_eq(|| vec![0]);
    let after = pages.last().copied().unwrap_or_default();
    let address = path::UNIT_FACTS.replace("{unit}", &encode(&props.unit));
    let page = use_remote::<FactsPage>(format!("{address}?{}&after={after}", of.query()));
    let turn = |pages_then: Vec<usize>| {
        let pages = pages.clone();
        Callback::from(move |_: MouseEvent| pages.set(pages_then.clone()))
    };
    let before = (pages.len() > 1).then(|| pages[..pages.len() - 1].to_vec());
    html! {
        <>
            <h1>{ name(&t, of) }</h1>
            { data_view(&t, &page, |page| {
                let next = page.next.map(|next| [pages.as_slice(), &[next]].concat());
                html! {
                    <>
                        <p class="card-title" data-testid="within-unit">{ &page.unit.name }</p>
                        { of_what(&t, of, &page.campaign_name) }
                        <p data-testid="within-sum">
                            { t.text("office.units.total") }{ ": " }
                            <strong>{ part(&t, of, page.sum) }</strong>
                            { " · " }
                            { words::counted(&t, "office.behind.rows", page.count as u64) }
                        </p>
                        <p class="hint">{ t.text("office.behind.no_names") }</p>
                        if page.rows.is_empty() {
                            <p class="empty">{ t.text("office.behind.none") }</p>
                        } else {
                            { table(&t, of, &page.rows) }
                        }
                        <p class="actions no-print">
                            if let Some(before) = before.clone() {
                                <button
                                    type="button" class="button" onclick={turn(before)}
                                    data-testid="within-before"
                                >
                                    { t.text("office.behind.before") }
                                </button>
                            }
                            if let Some(next) = next {
                                <button
                                    type="button" class="button" onclick={turn(next)}
                                    data-testid="within-next"
                                >
                                    { t.text("office.behind.next") }
                                </button>
                            }
                        </p>
                    </>
                }
            }) }
            <p class="actions no-print">
                <RouteLink to={Route::Parts { of }} class="button">
                    { t.text("office.behind.all_units") }
                </RouteLink>
            </p>
        </>
    }
}

fn table(t: &Translator, of: Behind, rows: &[BehindRow]) -> Html {
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={name(t, of)}>
            <table class="table" data-testid="within-table">
                <caption class="visually-hidden">{ name(t, of) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.pictures.col_day") }</th>
                        <th scope="col">{ t.text("office.col.what") }</th>
                        <th scope="col">{ t.text("office.col.hamlet") }</th>
                        <th scope="col">{ t.text("office.behind.col_household") }</th>
                        <th scope="col">{ t.text("office.behind.col_recorder") }</th>
                        <th scope="col" class="number">{ t.text("office.behind.col_part") }</th>
                    </tr>
                </thead>
                <tbody>{ for rows.iter().map(|row| cells(t, of, row)) }</tbody>
            </table>
        </div>
    }
}

fn cells(t: &Translator, of: Behind, row: &BehindRow) -> Html {
    let household = row.household.map(|id| short(&id.to_string()));
    html! {
        <tr key={row.id.clone()} data-testid="within-row">
            <td class="moment">{ row.on.map_or_else(|| "–".to_owned(), |on| t.date(on)) }</td>
            <td>
                { what(t, row) }
                if !row.item.is_empty() { <span class="below">{ &row.item }</span> }
            </td>
            <td>
                { &row.hamlet }
                if let Some(unit) = &row.unit { <span class="below">{ &unit.name }</span> }
            </td>
            <td><code>{ household.unwrap_or_default() }</code></td>
            <td><code>{ &row.recorder }</code></td>
            <td class="number">
                if row.part.is_zero() {
                    { t.text(if of.figure.is_count() { "office.behind.counted_before" } else { "office.behind.no_value" }) }
                } else {
                    { part(t, of, row.part) }
                }
            </td>
        </tr>
    }
}

/// The end of a record's number, by which it is told from others: they begin alike.
fn short(id: &str) -> String {
    id.get(id.len().saturating_sub(8)..)
        .unwrap_or(id)
        .to_owned()
}

fn what(t: &Translator, row: &BehindRow) -> String {
    match row.kind {
        RowKind::Household => t.choice("category", &row.code).to_owned(),
        RowKind::Visit => t.choice("purpose", &row.code).to_owned(),
        RowKind::Handover => t.choice("office.fact_kind", "handover").to_owned(),
        RowKind::Entry => t.choice("office.fund.kind", &row.code).to_owned(),
        RowKind::Phone => t.text("office.behind.phone").to_owned(),
    }
}

fn name(t: &Translator, of: Behind) -> &'static str {
    t.choice("office.figure", of.figure.code())
}

/// Which campaign and days.
fn of_what(t: &Translator, of: Behind, campaign: &str) -> Html {
    let days = match (of.from, of.to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to => {
            t.fill("office.behind.on", &[("day", &t.date(from))])
        }
        (_, Some(to)) => t.fill("office.behind.by", &[("day", &t.date(to))]),
        (Some(from), None) => t.fill("office.behind.since", &[("day", &t.date(from))]),
    };
    html! { <p class="lead" data-testid="behind-of">{ words::joined(&[campaign, &days]) }</p> }
}

fn part(t: &Translator, of: Behind, part: Part) -> String {
    if of.figure.is_count() {
        t.number(part.count)
    } else {
        words::amount(t, part.amount)
    }
}

#[cfg(test)]
mod tests {
    use chungtay_shared::api::behind::Figure;
    use yew::Callback;

    use super::*;
    use crate::i18n::{Language, OFFICE};

    #[test]
    fn every_number_has_a_name_and_says_its_days() {
        for language in Language::ALL {
            let t = Translator::new(language, &[&OFFICE], Callback::noop());
            for figure in Figure::ALL {
                assert!(!name(&t, figure.of_all_days()).contains('…'), "{figure:?}");
            }
        }
    }

    #[test]
    fn a_record_is_told_by_the_end_of_its_number() {
        assert_eq!(short("0190aabbccddeeff0011223344556677"), "44556677");
        assert_eq!(short("77"), "77");
    }
}
