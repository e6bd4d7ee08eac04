//! What the volunteer carries of each round: what the commune says it gave them, for them to count and
//! confirm, and what they hold.

use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::{Ask, Failure};
use chungtay_shared::round::IssuedGifts;
use yew::prelude::*;

use crate::components::{Field, Kind, Tone, note};
use crate::forms::{error_of, item_label};
use crate::hooks::use_store;
use crate::i18n::{Translator, use_translator};
use crate::route::Route;
use crate::state::{AppState, Carried};
use crate::widgets::{Page, failure_banner};

/// What the volunteer carries.
pub(crate) fn in_hand(t: &Translator, app: &AppState) -> Html {
    let cards: Vec<Html> = app.carried().map(|carried| card(t, &carried)).collect();
    html! {
        <Page route={Route::InHand} testid="page-in-hand">
            if cards.is_empty() {
                <p class="hint">{ t.text("in_hand.none") }</p>
            }
            { cards }
        </Page>
    }
}

fn card(t: &Translator, carried: &Carried<'_>) -> Html {
    let Carried { held, gifts, .. } = *carried;
    let (in_hand, to_give) = (carried.in_hand(), carried.to_give);
    let lacks = to_give.saturating_sub(in_hand + carried.waiting());
    let count = |key, count: u64| t.fill(key, &[("count", &t.number(count))]);
    let lines = [
        ("in_hand.taken", gifts.taken),
        ("in_hand.given", carried.given),
        ("in_hand.gone", gifts.gone),
        ("in_hand.to_give", to_give),
    ];
    html! {
        <section class="card" data-testid="carried-round">
            <h2>{ item_label(&held.item) }</h2>
            <p class="hint">{ format!("{} · {}", held.round_name, held.campaign_name) }</p>
            { for gifts.waiting.iter().map(|issued| html! {
                <Confirming
                    key={issued.movement.to_string()} campaign={held.campaign}
                    issued={issued.clone()}
                />
            }) }
            <p data-testid="in-hand"><strong>{ count("list.in_hand", in_hand) }</strong></p>
            if lacks > 0 {
                { note(Tone::Waiting, "in-hand-lacks", count("in_hand.lacks", lacks)) }
            }
            <dl class="counts">
                { for lines.into_iter().map(|(key, count)| html! {
                    <><dt>{ t.text(key) }</dt><dd>{ t.number(count) }</dd></>
                }) }
            </dl>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct ConfirmingProps {
    campaign: DocId,
    issued: IssuedGifts,
}

/// What the commune says it gave, which the volunteer counts.
#[component]
fn Confirming(props: &ConfirmingProps) -> Html {
    let t = use_translator();
    let store = use_store();
    let typed = use_state_eq(|| props.issued.count.to_string());
    let failure = use_state_eq(|| None::<Failure>);
    let is_saving = use_state_eq(|| false);
    let ConfirmingProps { campaign, issued } = props;
    let onclick = {
        let (campaign, movement) = (*campaign, issued.movement);
        let (typed, set_saving) = (typed.clone(), is_saving.setter());
        let set_failure = failure.setter();
        Callback::from(move |_: MouseEvent| {
            let ask = Ask::ConfirmTaken {
                campaign,
                movement,
                count_text: (*typed).clone(),
            };
            set_saving.set(true);
            let (set_saving, set_failure) = (set_saving.clone(), set_failure.clone());
            store.ask(ask, move |result| {
                set_saving.set(false);
                set_failure.set(result.err());
            });
        })
    };
    let on_input = {
        let set_typed = typed.setter();
        Callback::from(move |typed| set_typed.set(typed))
    };
    let errors = match &*failure {
        Some(Failure::Invalid(errors)) => &errors[..],
        _ => &[],
    };
    let problem = error_of(&t, errors, "count_text");
    // What stands at no field is said all the same.
    let said_apart = failure.as_ref().filter(|_| problem.is_none());
    html! {
        <div class="confirming" data-testid="confirming">
            <p>{ t.fill("in_hand.issued", &[
                ("count", &t.number(issued.count)),
                ("at", &t.date_time(issued.at)),
            ]) }</p>
            if !issued.note.is_empty() { <p class="hint">{ &issued.note }</p> }
            <Field
                name={format!("count-{}", issued.movement)} label={t.text("in_hand.count")}
                kind={Kind::Digits} value={(*typed).clone()} {on_input}
                error={problem}
            />
            { for said_apart.map(|failure| failure_banner(&t, failure)) }
            <button
                type="button" class="button button-primary" data-testid="confirm-taken"
                disabled={*is_saving} {onclick}
            >
                { t.text("in_hand.confirm") }
            </button>
        </div>
    }
}
