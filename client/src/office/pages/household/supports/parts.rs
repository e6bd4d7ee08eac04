//! Who pays how much of a case, and what was paid, by source.

use chungtay_shared::fund::Amount;
use chungtay_shared::support::{Part, left, total};
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::words;

/// A table of the approved parts; nothing before amounts were decided.
pub(super) fn parts(t: &Translator, approved: &[Part], paid: &[Part], own_share: Amount) -> Html {
    if approved.is_empty() && paid.is_empty() {
        return Html::default();
    }
    let left = left(approved, paid);
    let of = |parts: &[Part], part: &Part| {
        let mut parts = parts.iter().filter(|of| of.is_of(part.source, &part.name));
        parts
            .next()
            .map_or_else(Amount::default, |part| part.amount)
    };
    let line = |name: String, amounts: [Amount; 3]| {
        html! {
            <tr data-testid="support-part">
                <th scope="row"><span class="said">{ name }</span></th>
                { for amounts.into_iter().map(|amount| html! {
                    <td class="number">{ words::amount_or_dash(t, amount) }</td>
                }) }
            </tr>
        }
    };
    let sums = [total(approved), total(paid), total(&left)];
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={t.text("office.support.parts")}>
            <table class="table" data-testid="support-parts">
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.support.source") }</th>
                        <th scope="col" class="number">{ t.text("office.support.approved") }</th>
                        <th scope="col" class="number">{ t.text("office.support.paid") }</th>
                        <th scope="col" class="number">{ t.text("office.support.left") }</th>
                    </tr>
                </thead>
                <tbody>
                    { for left.iter().map(|part| line(
                        words::source(t, Some(part.source), &part.name),
                        [of(approved, part), of(paid, part), part.amount],
                    )) }
                    { line(t.text("office.support.total").to_owned(), sums) }
                </tbody>
            </table>
            if !own_share.is_zero() {
                <p class="below" data-testid="support-own">
                    { t.fill("office.support.own", &[("amount", &words::amount(t, own_share))]) }
                </p>
            }
        </div>
    }
}
