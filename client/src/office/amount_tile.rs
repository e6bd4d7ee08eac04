//! A number of a Fund in a tile: money large, goods below it, since the two are never added up.

use chungtay_shared::fund::Amount;
use yew::prelude::*;

use crate::i18n::Translator;

/// A tile for an amount; one that cannot be right stands out.
pub(crate) fn amount_tile(
    t: &Translator,
    testid: String,
    label: &'static str,
    amount: Amount,
    is_problem: bool,
) -> Html {
    let goods = t.money(amount.goods_value_vnd);
    html! {
        <div
            class={classes!("tile", is_problem.then_some("tone-problem"))} data-testid={testid}
        >
            <dt>{ label }</dt>
            <dd>
                <strong>{ t.money(amount.money_vnd) }</strong>
                <span>{ t.fill("office.overview.goods", &[("value", &goods)]) }</span>
            </dd>
        </div>
    }
}
