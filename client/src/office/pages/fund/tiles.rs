//! Where the Fund stands, in numbers.

use chungtay_shared::api::fund::FundPage;
use chungtay_shared::fund::Amount;
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::amount_tile::amount_tile;

/// A tile for each number of the account, and how what is left is computed.
pub(super) fn tiles(t: &Translator, page: &FundPage) -> Html {
    let account = &page.account;
    let left = account.left();
    let is_short = left.money_vnd < 0 || left.goods_value_vnd < 0;
    let tile = |name: &'static str, amount: Amount, is_problem: bool| {
        let label = t.choice("office.fund.tile", name);
        amount_tile(t, format!("fund-{name}"), label, amount, is_problem)
    };
    let unless_zero = |name: &'static str, amount: Amount| {
        html! {
            if !amount.is_zero() { { tile(name, amount, false) } }
        }
    };
    html! {
        <section class="stack" aria-labelledby="fund-stands">
            <h2 id="fund-stands">
                { t.fill("office.fund.stands", &[("day", &t.date(page.day))]) }
            </h2>
            <dl class="tiles">
                { tile("received", account.received, false) }
                { unless_zero("transferred-in", account.transferred_in) }
                { unless_zero("transferred-out", account.transferred_out) }
                { tile("spent", account.spent, false) }
                { tile("given", account.given, false) }
                { tile("left", left, is_short) }
                { tile("outstanding", page.outstanding, false) }
            </dl>
            if is_short { <p class="warn" role="status">{ t.text("office.fund.short") }</p> }
            <p class="hint">{ t.text("office.fund.computed") }</p>
        </section>
    }
}
