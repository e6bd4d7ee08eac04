//! A line for each unit, those below a unit right under it.

use chungtay_shared::api::behind::Figure;
use chungtay_shared::api::units::{UnitLine, UnitsPage};
use chungtay_shared::fund::Amount;
use chungtay_shared::time::Timestamp;
use yew::prelude::*;

use super::new_unit;
use crate::components::{Badge, Tone};
use crate::i18n::Translator;
use crate::office::opens::{NumberLink, Opens};
use crate::office::unit_sums::{UnitSums, silent_days};
use crate::office::words;

/// Steps below one's own unit that are told apart by the eye.
const DEPTH_SHOWN_MAX: usize = 3;

/// The units as they stand `now`, and what they come to.
pub(super) fn table(t: &Translator, page: &UnitsPage, now: Timestamp) -> Html {
    let sums = UnitSums::of(&page.units);
    if sums.below == 0 {
        return html! {
            <section class="stack" aria-labelledby="units">
                <h2 id="units">{ t.text("office.units.units") }</h2>
                <p class="empty" data-testid="units-none">{ t.text("office.units.none") }</p>
            </section>
        };
    }
    let number = |key: &str| html! { <th scope="col" class="number">{ t.text(key) }</th> };
    html! {
        <section class="stack" aria-labelledby="units">
            <h2 id="units">{ t.text("office.units.units") }</h2>
            <p class="actions no-print">
                <a class="button" href={format!("#{}", new_unit::ID)}>
                    { t.text("office.units.add") }
                </a>
            </p>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="units">
                <table class="table table-units" data-testid="unit-table">
                    <caption class="visually-hidden">{ t.text("office.units.units") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.units.col_unit") }</th>
                            { number("office.overview.list") }
                            { number("office.overview.visited") }
                            { number("office.overview.aided") }
                            { number("office.units.col_given") }
                            { number("office.units.col_received") }
                            { number("office.units.col_left") }
                            <th scope="col">{ t.text("office.units.col_attention") }</th>
                            <th scope="col">{ t.text("office.col.heard") }</th>
                        </tr>
                    </thead>
                    <tbody>{ for page.units.iter().map(|line| row(t, line, now)) }</tbody>
                    <tfoot>
                        <tr data-testid="unit-total">
                            <th scope="row">{ t.text("office.units.total") }</th>
                            { counts(t, (sums.households, sums.visited, sums.aided), None) }
                            { amount_cell(t, sums.given, opens(Figure::Given, None)) }
                            { amount_cell(t, page.fund.received, opens(Figure::Received, None)) }
                            { amount_cell(t, page.fund.left, opens(Figure::Left, None)) }
                            <td>{ attention(t, (sums.owed, sums.set_aside), None) }</td>
                            <td />
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
}

fn row(t: &Translator, line: &UnitLine, now: Timestamp) -> Html {
    let depth = format!("depth-{}", line.depth.min(DEPTH_SHOWN_MAX));
    let transferred_in = line.account.transferred_in;
    let unit = Some(line.unit.code.as_str());
    html! {
        <tr key={line.unit.code.clone()} data-testid="unit-row">
            <th scope="row" class={depth}>
                { &line.unit.name }
                if line.depth == 0 {
                    <span class="below">{ t.text("office.units.own") }</span>
                }
            </th>
            { counts(t, (line.households, line.visited, line.aided), unit) }
            { amount_cell(t, line.given, opens(Figure::Given, unit)) }
            <td class="number">
                { amounts(t, line.account.received, opens(Figure::Received, unit)) }
                if !transferred_in.is_zero() {
                    <span class="below">
                        <NumberLink opens={opens(Figure::TransferredIn, unit)}>
                            { t.fill("office.units.transferred_in", &[
                                ("amount", &words::amount(t, transferred_in)),
                            ]) }
                        </NumberLink>
                    </span>
                }
            </td>
            { amount_cell(t, line.account.left(), opens(Figure::Left, unit)) }
            <td>{ attention(t, (line.owed, line.set_aside), unit) }</td>
            <td class="moment">{ heard(t, line, now) }</td>
        </tr>
    }
}

/// What a number of a unit opens, or of all units.
fn opens(figure: Figure, unit: Option<&str>) -> Opens {
    let of = figure.of_all_days();
    unit.map_or(Opens::Parts(of), |unit| Opens::Within(of, unit.to_owned()))
}

fn counts(
    t: &Translator,
    (households, visited, aided): (u64, u64, u64),
    unit: Option<&str>,
) -> Html {
    let cell = |count: u64, figure: Figure| {
        html! {
            <td class="number">
                if count == 0 {
                    { t.number(count) }
                } else {
                    <NumberLink opens={opens(figure, unit)}>{ t.number(count) }</NumberLink>
                }
            </td>
        }
    };
    html! {
        <>
            { cell(households, Figure::Listed) }
            { cell(visited, Figure::Visited) }
            { cell(aided, Figure::Aided) }
        </>
    }
}

fn amount_cell(t: &Translator, amount: Amount, opens: Opens) -> Html {
    html! { <td class="number">{ amounts(t, amount, opens) }</td> }
}

/// Money, and the worth of goods below it where there are any.
fn amounts(t: &Translator, amount: Amount, opens: Opens) -> Html {
    let Amount {
        money_vnd,
        goods_value_vnd,
    } = amount;
    if amount.is_zero() {
        return html! { { words::money_or_dash(t, money_vnd) } };
    }
    let worth = || {
        t.fill(
            "office.goods_worth",
            &[("value", &t.money(goods_value_vnd))],
        )
    };
    html! {
        <NumberLink {opens}>
            { words::money_or_dash(t, money_vnd) }
            if goods_value_vnd != 0 { <span class="below">{ worth() }</span> }
        </NumberLink>
    }
}

/// What has not reached the unit yet, and what waits for a person there.
fn attention(t: &Translator, (owed, set_aside): (u64, u64), unit: Option<&str>) -> Html {
    html! {
        if owed + set_aside == 0 {
            { "–" }
        } else {
            <span class="badges">
                if owed > 0 {
                    <NumberLink opens={opens(Figure::Owed, unit)}>
                        <Badge
                            tone={Tone::Waiting} label={words::counted(t, "office.units.owed", owed)}
                            testid="unit-owed"
                        />
                    </NumberLink>
                }
                if set_aside > 0 {
                    <NumberLink opens={opens(Figure::SetAside, unit)}>
                        <Badge
                            tone={Tone::Problem}
                            label={words::counted(t, "office.units.set_aside", set_aside)}
                            testid="unit-set-aside"
                        />
                    </NumberLink>
                }
            </span>
        }
    }
}

/// When a phone of the unit was last heard. The one that looks at this may have none of its own.
fn heard(t: &Translator, line: &UnitLine, now: Timestamp) -> Html {
    let Some(heard_at) = line.heard_at else {
        let visits_nobody = line.depth == 0 && line.households == 0;
        let not_heard = t.text("office.units.not_heard");
        return html! { { if visits_nobody { "–" } else { not_heard } } };
    };
    html! {
        <>
            { words::moment(t, heard_at) }
            if let Some(days) = silent_days(line, now) {
                <span class="below">
                    <Badge
                        tone={Tone::Waiting} label={words::counted(t, "office.units.silent", days)}
                        testid="unit-silent"
                    />
                </span>
            }
        </>
    }
}
