//! What each volunteer had of a round's gifts, and what became of it.

use chungtay_shared::api::rounds::{Carrier, Holder};
use chungtay_shared::custody::Balance;
use yew::prelude::*;

use super::{device_name, total};
use crate::components::{Badge, Tone};
use crate::i18n::Translator;
use crate::office::words;

/// Columns of counts, but for the last, which may be below zero.
const COLUMNS: [&str; 6] = [
    "to_give", "waiting", "taken", "given", "returned", "missing",
];

/// The counts of [`COLUMNS`].
const fn counts(to_give: u64, balance: &Balance) -> [u64; 6] {
    [
        to_give,
        balance.waiting,
        balance.taken,
        balance.given,
        balance.returned,
        balance.missing,
    ]
}

/// A line for each volunteer, and one for all together.
pub(super) fn table(t: &Translator, carriers: &[Carrier], phones: &[Holder]) -> Html {
    let all = total(carriers);
    html! {
        <div
            class="table-scroll" tabindex="0" role="group"
            aria-label={t.text("office.custody.carriers")}
        >
            <table class="table table-custody" data-testid="carriers">
                <caption class="visually-hidden">{ t.text("office.custody.carriers") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.col.person") }</th>
                        { for COLUMNS.into_iter().chain(["in_hand"]).map(|column| html! {
                            <th scope="col" class="number">
                                { t.choice("office.custody.col", column) }
                            </th>
                        }) }
                    </tr>
                </thead>
                <tbody>{ for carriers.iter().map(|carrier| row(t, carrier, phones)) }</tbody>
                <tfoot>
                    <tr data-testid="carriers-total">
                        <th scope="row">{ t.text("office.custody.total") }</th>
                        { numbers(t, all.to_give, &all.balance) }
                        <td class="number">{ words::signed(all.balance.in_hand()) }</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn row(t: &Translator, carrier: &Carrier, phones: &[Holder]) -> Html {
    let below = if carrier.is_in_use {
        device_name(carrier, phones)
    } else {
        t.text("office.custody.not_in_use")
    };
    let in_hand = carrier.balance.in_hand();
    html! {
        <tr key={carrier.holder.to_string()} data-testid="carrier">
            <th scope="row">
                { words::name(t, &carrier.person_name) }
                <span class="below">{ below }</span>
            </th>
            { numbers(t, carrier.to_give, &carrier.balance) }
            <td class="number" data-testid="in-hand">
                <strong>{ words::signed(in_hand) }</strong>
                if in_hand < 0 {
                    <span class="below">
                        <Badge
                            tone={Tone::Problem} label={t.text("office.custody.overdrawn")}
                            testid="overdrawn"
                        />
                    </span>
                }
            </td>
        </tr>
    }
}

fn numbers(t: &Translator, to_give: u64, balance: &Balance) -> Html {
    let counts = counts(to_give, balance).into_iter();
    let cells = counts.map(|count| html! { <td class="number">{ t.number(count) }</td> });
    html! { { for cells } }
}
