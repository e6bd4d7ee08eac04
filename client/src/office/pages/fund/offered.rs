//! What volunteers were promised or handed on their way: it is entered as a pledge or a receipt, or said
//! not to be.

use chungtay_shared::api::fund::{DeclineOffer, OfferLine};
use chungtay_shared::api::path;
use chungtay_shared::offer::{Offer, OfferKind};
use yew::prelude::*;

use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::use_answer;
use crate::office::words;

/// A card for each that waits; nothing where there is none.
pub(super) fn offered(t: &Translator, lines: &[OfferLine], on_told: &Callback<Offer>) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <section class="stack" aria-labelledby="fund-offered">
            <h2 id="fund-offered">{ t.text("office.offer.heading") }</h2>
            <p class="hint">{ t.text("office.offer.what") }</p>
            <ul class="arriving">
                { for lines.iter().map(|line| html! {
                    <Told key={line.offer.id.to_string()} line={line.clone()} on_told={on_told.clone()} />
                }) }
            </ul>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct Props {
    line: OfferLine,
    on_told: Callback<Offer>,
}

#[component]
fn Told(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let declining = use_state_eq(|| false);
    let reason = use_state_eq(String::new);
    let OfferLine {
        campaign,
        offer,
        person_name,
    } = &props.line;
    let tone = match offer.offered {
        OfferKind::Promised => Tone::Waiting,
        OfferKind::Received => Tone::Good,
    };
    let money = (offer.money_vnd != 0).then(|| t.money(offer.money_vnd));
    let receipt = (!offer.receipt.is_empty())
        .then(|| t.fill("office.offer.receipt", &[("number", &offer.receipt)]));
    let what = words::joined(&[&money.unwrap_or_default(), &offer.goods]);
    let on_enter = {
        let offer = offer.clone();
        props.on_told.reform(move |_: MouseEvent| offer.clone())
    };
    let on_declining = {
        let declining = declining.clone();
        Callback::from(move |_: MouseEvent| declining.set(!*declining))
    };
    let onsubmit = {
        let answer = answer.clone();
        let request = DeclineOffer {
            campaign: *campaign,
            offer: offer.id,
            reason: (*reason).clone(),
        };
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            answer.send(path::FUND_DECLINE, request.clone(), || {});
        })
    };
    html! {
        <li class="card tone-waiting stack" data-testid="offer">
            <p class="card-title">{ &offer.giver }{ ": " }{ &what }</p>
            <p>
                <Badge {tone} label={t.choice("office.offer.kind", offer.offered.code())} />
                { " " }
                { words::joined(&[&receipt.unwrap_or_default(), &offer.note]) }
                <span class="below">
                    { words::name(&t, person_name) }{ " · " }{ t.date(offer.on) }
                    { " · " }{ words::moment(&t, offer.recorded_at) }
                </span>
            </p>
            <p class="actions no-print">
                <button
                    type="button" class="button button-primary" onclick={on_enter}
                    aria-label={format!("{}: {}", t.text("office.offer.enter"), offer.giver)}
                    data-testid="offer-enter"
                >
                    { t.text("office.offer.enter") }
                </button>
                <button
                    type="button" class="button" onclick={on_declining}
                    aria-expanded={declining.to_string()} data-testid="offer-decline"
                >
                    { t.text("office.offer.decline") }
                </button>
            </p>
            if *declining {
                <form class="stack no-print" novalidate=true {onsubmit}>
                    { answer.reason_field(&t, &offer.id.to_string(), t.text("office.offer.why_not"), &reason) }
                    if answer.error(&t, "offer").is_some() {
                        <p class="error" role="alert">{ t.text("office.offer.meanwhile") }</p>
                    }
                    { answer.banner(&t) }
                    <p class="actions">
                        <button
                            type="submit" class="button button-primary" disabled={answer.is_busy()}
                            data-testid="offer-declined"
                        >
                            { t.text("office.offer.decline_now") }
                        </button>
                    </p>
                </form>
            }
        </li>
    }
}
