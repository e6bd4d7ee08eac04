//! A number of a Fund in a tile: money large, goods below it, since the two are never added up.

use chungtay_shared::fund::Amount;
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::opens::{NumberLink, Opens};

/// A tile for an amount; one that cannot be right stands out.
pub(crate) fn amount_tile(
    t: &Translator,
    testid: String,
    label: &'static str,
    amount: Amount,
    is_problem: bool,
) -> Html {
    tile(t, testid, label, amount, (is_problem, None))
}

/// The same, whose numbers open the list behind them.
pub(crate) fn opening_tile(
    t: &Translator,
    testid: String,
    label: &'static str,
    amount: Amount,
    (is_problem, opens): (bool, Opens),
) -> Html {
    tile(t, testid, label, amount, (is_problem, Some(opens)))
}

fn tile(
    t: &Translator,
    testid: String,
    label: &'static str,
    amount: Amount,
    (is_problem, opens): (bool, Option<Opens>),
) -> Html {
    let money = t.money(amount.money_vnd);
    let goods = t.money(amount.goods_value_vnd);
    html! {
        <div
            class={classes!("tile", is_problem.then_some("tone-problem"))} data-testid={testid}
        >
            <dt>{ label }</dt>
            <dd>
                <strong>
                    if let Some(opens) = opens {
                        <NumberLink {opens}>{ money }</NumberLink>
                    } else {
                        { money }
                    }
                </strong>
                <span>{ t.fill("office.overview.goods", &[("value", &goods)]) }</span>
            </dd>
        </div>
    }
}
