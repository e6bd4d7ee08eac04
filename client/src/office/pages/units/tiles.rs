//! All units together, in numbers.

use chungtay_shared::api::behind::Figure;
use chungtay_shared::api::units::UnitsPage;
use chungtay_shared::fund::Amount;
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::amount_tile::opening_tile;
use crate::office::opens::{NumberLink, Opens};
use crate::office::unit_sums::UnitSums;
use crate::office::words;

/// How many households there are, and how many were reached.
pub(super) fn reached(t: &Translator, page: &UnitsPage) -> Html {
    let sums = UnitSums::of(&page.units);
    let households = |count: u64| words::counted(t, "office.overview.households", count);
    let tile = |of: Figure, label: &'static str, count: u64, below: String| {
        let name = if of == Figure::Listed {
            "list"
        } else {
            of.code()
        };
        html! {
            <div class="tile" data-testid={format!("units-{name}")}>
                <dt>{ label }</dt>
                <dd>
                    <strong>
                        <NumberLink opens={Opens::Parts(of.of_all_days())}>
                            { households(count) }
                        </NumberLink>
                    </strong>
                    <span>{ below }</span>
                </dd>
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
                    Figure::Listed, t.text("office.overview.list"), sums.households,
                    words::counted(t, "office.units.in_units", sums.below),
                ) }
                { tile(Figure::Visited, t.text("office.overview.visited"), sums.visited, of_all()) }
                { tile(Figure::Aided, t.text("office.overview.aided"), sums.aided, of_all()) }
                { opening_tile(
                    t, "units-given".to_owned(), t.text("office.overview.money"), sums.given,
                    (false, Opens::Parts(Figure::Given.of_all_days())),
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
    let tile = |of: Figure, amount: Amount| {
        let name = if of == Figure::FromFund {
            "given"
        } else {
            of.code()
        };
        let label = t.choice("office.units.fund", name);
        let opens = Opens::Parts(of.of_all_days());
        let testid = format!("units-{name}");
        opening_tile(t, testid, label, amount, (is_negative(amount), opens))
    };
    let unless_zero = |of: Figure, amount: Amount| {
        html! {
            if !amount.is_zero() { { tile(of, amount) } }
        }
    };
    html! {
        <section class="stack" aria-labelledby="units-fund">
            <h2 id="units-fund">{ t.text("office.units.fund_heading") }</h2>
            <dl class="tiles">
                { tile(Figure::Received, fund.received) }
                { unless_zero(Figure::FromOutside, fund.from_outside) }
                { unless_zero(Figure::ToOutside, fund.to_outside) }
                { tile(Figure::Spent, fund.spent) }
                { tile(Figure::FromFund, fund.given) }
                { tile(Figure::Left, fund.left) }
                { tile(Figure::OnTheWay, fund.on_the_way) }
            </dl>
            if is_negative(fund.on_the_way) {
                <p class="warn" role="status">{ t.text("office.units.more_came") }</p>
            }
            <p class="hint">{ t.text("office.units.fund_computed") }</p>
        </section>
    }
}
