//! A line for each unit, those below a unit right under it.

use chungtay_shared::api::units::{UnitLine, UnitsPage};
use chungtay_shared::fund::Amount;
use chungtay_shared::time::Timestamp;
use yew::prelude::*;

use super::new_unit;
use crate::components::{Badge, Tone};
use crate::i18n::Translator;
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
                            { counts(t, sums.households, sums.visited, sums.aided) }
                            { amount_cell(t, sums.given) }
                            { amount_cell(t, page.fund.received) }
                            { amount_cell(t, page.fund.left) }
                            <td>{ attention(t, sums.owed, sums.set_aside) }</td>
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
    html! {
        <tr key={line.unit.code.clone()} data-testid="unit-row">
            <th scope="row" class={depth}>
                { &line.unit.name }
                if line.depth == 0 {
                    <span class="below">{ t.text("office.units.own") }</span>
                }
            </th>
            { counts(t, line.households, line.visited, line.aided) }
            { amount_cell(t, line.given) }
            <td class="number">
                { amounts(t, line.account.received) }
                if !transferred_in.is_zero() {
                    <span class="below">
                        { t.fill("office.units.transferred_in", &[
                            ("amount", &words::amount(t, transferred_in)),
                        ]) }
                    </span>
                }
            </td>
            { amount_cell(t, line.account.left()) }
            <td>{ attention(t, line.owed, line.set_aside) }</td>
            <td class="moment">{ heard(t, line, now) }</td>
        </tr>
    }
}

fn counts(t: &Translator, households: u64, visited: u64, aided: u64) -> Html {
    let cell = |count: u64| html! { <td class="number">{ t.number(count) }</td> };
    html! { <>{ cell(households) }{ cell(visited) }{ cell(aided) }</> }
}

fn amount_cell(t: &Translator, amount: Amount) -> Html {
    html! { <td class="number">{ amounts(t, amount) }</td> }
}

/// Money, and the worth of goods below it where there are any.
fn amounts(t: &Translator, amount: Amount) -> Html {
    let Amount {
        money_vnd,
        goods_value_vnd,
    } = amount;
    if goods_value_vnd == 0 {
        return html! { { words::money_or_dash(t, money_vnd) } };
    }
    let worth = t.fill(
        "office.goods_worth",
        &[("value", &t.money(goods_value_vnd))],
    );
    html! {
        <>
            { words::money_or_dash(t, money_vnd) }
            <span class="below">{ worth }</span>
        </>
    }
}

/// What has not reached the unit yet, and what waits for a person there.
fn attention(t: &Translator, owed: u64, set_aside: u64) -> Html {
    html! {
        if owed + set_aside == 0 {
            { "–" }
        } else {
            <span class="badges">
                if owed > 0 {
                    <Badge
                        tone={Tone::Waiting} label={words::counted(t, "office.units.owed", owed)}
                        testid="unit-owed"
                    />
                }
                if set_aside > 0 {
                    <Badge
                        tone={Tone::Problem}
                        label={words::counted(t, "office.units.set_aside", set_aside)}
                        testid="unit-set-aside"
                    />
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
