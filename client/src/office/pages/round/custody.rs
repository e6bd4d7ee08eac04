//! Where the gifts of a round are, and the way to note that some went from hand to hand.

mod carriers;
mod enter;
mod fields;
mod movement_form;
mod movements;

use chungtay_shared::api::rounds::{Carrier, Holder, RoundState};
use chungtay_shared::custody::{Balance, Stock};
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::words;
use enter::Enter;
use movements::Movements;

/// Where the gifts of a round are; nothing when they are not counted from hand to hand.
pub(super) fn custody(t: &Translator, round: &RoundState, phones: &[Holder]) -> Html {
    let Some(custody) = &round.custody else {
        return Html::default();
    };
    html! {
        <section class="card" aria-labelledby="custody" data-testid="custody">
            <h2 id="custody">{ t.text("office.custody.heading") }</h2>
            { for custody.stock.map(|stock| stock_line(t, stock)) }
            { carriers::table(t, &custody.carriers, phones) }
            <Enter
                round={round.id} carriers={custody.carriers.clone()} phones={phones.to_vec()}
            />
            <Movements round={round.id} custody={custody.clone()} />
        </section>
    }
}

fn stock_line(t: &Translator, stock: Stock) -> Html {
    let (left, received) = (words::signed(stock.left()), t.number(stock.received));
    let values = [("left", left.as_str()), ("received", received.as_str())];
    html! {
        <p data-testid="stock">
            { t.fill("office.custody.stock", &values) }
            if stock.left() < 0 {
                <span class="below warn">{ t.text("office.custody.stock_short") }</span>
            }
        </p>
    }
}

/// What all volunteers together had of a round's gifts.
#[derive(Default)]
pub(in crate::office::pages) struct Total {
    /// Rights that are still to be used.
    pub(in crate::office::pages) to_give: u64,
    /// What they took and what became of it.
    pub(in crate::office::pages) balance: Balance,
}

/// What all these had together.
pub(in crate::office::pages) fn total(carriers: &[Carrier]) -> Total {
    let mut total = Total::default();
    let sum = &mut total.balance;
    for Carrier {
        to_give, balance, ..
    } in carriers
    {
        total.to_give += to_give;
        sum.waiting += balance.waiting;
        sum.taken += balance.taken;
        sum.returned += balance.returned;
        sum.missing += balance.missing;
        sum.given += balance.given;
    }
    total
}

/// What the carrier's phone is called, while it is in use.
fn device_name<'a>(carrier: &Carrier, phones: &'a [Holder]) -> &'a str {
    let phone = phones.iter().find(|phone| phone.actor == carrier.holder);
    phone.map_or("", |phone| phone.device_name.as_str())
}
