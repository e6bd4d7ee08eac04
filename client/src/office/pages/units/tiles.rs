//! All units together, in numbers.

use chungtay_shared::api::units::UnitsPage;
use chungtay_shared::fund::Amount;
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::amount_tile::amount_tile;
use crate::office::unit_sums::UnitSums;
use crate::office::words;

/// How many households there are, and how many were reached.
pub(super) fn reached(t: &Translator, page: &UnitsPage) -> Html {
    let sums = UnitSums::of(&page.units);
    let households = |count: u64| words::counted(t, "office.overview.households", count);
    let tile = |name: &'static str, label: &'static str, count: u64, below: String| {
        html! {
            <div class="tile" data-testid={format!("units-{name}")}>
                <dt>{ label }</dt>
                <dd><strong>{ households(count) }</strong><span>{ below }</span></dd>
            </div>
        }
    };
    let of_all = || words::counted(t, "office.units.of_all", sums.households);
    html! {
        <section class="stack" aria-labelledby="units-reached">
            <h2 id="units-reached" class="visually-hidden">{ t.text("office.units.reached") }</h2>
            <p class="lead" data-testid="units-counted">{ counted(t, page) }</p>
            <dl class="tiles">
                { tile(
                    "list", t.text("office.overview.list"), sums.households,
                    words::counted(t, "office.units.in_units", sums.below),
                ) }
                { tile("visited", t.text("office.overview.visited"), sums.visited, of_all()) }
                { tile("aided", t.text("office.overview.aided"), sums.aided, of_all()) }
                { amount_tile(
                    t, "units-given".to_owned(), t.text("office.overview.money"), sums.given, false,
                ) }
            </dl>
        </section>
    }
}

/// Of which campaign visits and aid are.
fn counted(t: &Translator, page: &UnitsPage) -> String {
    if page.campaign_name.is_empty() {
        t.text("office.units.counted_all").to_owned()
    } else {
        let campaign = [("campaign", page.campaign_name.as_str())];
        t.fill("office.units.counted", &campaign)
    }
}

/// All Funds together.
pub(super) fn fund(t: &Translator, page: &UnitsPage) -> Html {
    let fund = &page.fund;
    let is_negative = |amount: Amount| amount.money_vnd < 0 || amount.goods_value_vnd < 0;
    let tile = |name: &'static str, amount: Amount| {
        let label = t.choice("office.units.fund", name);
        let is_problem = is_negative(amount);
        amount_tile(t, format!("units-{name}"), label, amount, is_problem)
    };
    let unless_zero = |name: &'static str, amount: Amount| {
        html! {
            if !amount.is_zero() { { tile(name, amount) } }
        }
    };
    html! {
        <section class="stack" aria-labelledby="units-fund">
            <h2 id="units-fund">{ t.text("office.units.fund_heading") }</h2>
            <dl class="tiles">
                { tile("received", fund.received) }
                { unless_zero("from_outside", fund.from_outside) }
                { unless_zero("to_outside", fund.to_outside) }
                { tile("spent", fund.spent) }
                { tile("given", fund.given) }
                { tile("left", fund.left) }
                { tile("on_the_way", fund.on_the_way) }
            </dl>
            if is_negative(fund.on_the_way) {
                <p class="warn" role="status">{ t.text("office.units.more_came") }</p>
            }
            <p class="hint">{ t.text("office.units.fund_computed") }</p>
        </section>
    }
}
