//! What other units have sent: money on its way is looked after by whoever it is coming to.

use chungtay_shared::api::fund::Arriving;
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::words;

/// A card for each that is on its way; nothing where there is none.
pub(super) fn arriving(
    t: &Translator,
    arriving: &[Arriving],
    on_receive: &Callback<Arriving>,
) -> Html {
    if arriving.is_empty() {
        return Html::default();
    }
    html! {
        <section class="stack" aria-labelledby="fund-arriving">
            <h2 id="fund-arriving">{ t.text("office.fund.arriving_heading") }</h2>
            <ul class="arriving">
                { for arriving.iter().map(|sent| card(t, sent, on_receive)) }
            </ul>
        </section>
    }
}

fn card(t: &Translator, sent: &Arriving, on_receive: &Callback<Arriving>) -> Html {
    let said = in_words(t, sent);
    let entry = &sent.entry;
    let received = t.text("office.fund.received_it");
    let onclick = {
        let sent = sent.clone();
        on_receive.reform(move |_: MouseEvent| sent.clone())
    };
    html! {
        <li key={entry.id.to_string()} class="card tone-waiting" data-testid="arriving">
            <p class="card-title">{ &said }</p>
            <p>{ words::joined(&[&entry.goods, &entry.purpose, &entry.voucher]) }</p>
            <p class="actions no-print">
                <button
                    type="button" class="button button-primary" {onclick}
                    aria-label={format!("{received}: {said}")} data-testid="receive"
                >
                    { received }
                </button>
            </p>
        </li>
    }
}

/// `Đang chuyển đến: Thành phố Cần Thơ chuyển 40.000.000 đ ngày 17/10/2026`.
fn in_words(t: &Translator, sent: &Arriving) -> String {
    let (amount, day) = (words::amount(t, sent.entry.amount), t.date(sent.entry.on));
    t.fill(
        "office.fund.arriving",
        &[
            ("unit", &sent.unit.name),
            ("amount", &amount),
            ("day", &day),
        ],
    )
}
