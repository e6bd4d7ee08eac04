//! What the volunteer carries of each round: what the commune says it gave them, for them to count and
//! confirm, and what they hold.

use chungtay_shared::custody::Movement;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::{Ask, Failure};
use yew::prelude::*;

use crate::components::{Field, Kind, Tone, note};
use crate::forms::{error_of, item_label};
use crate::hooks::{use_app, use_store};
use crate::i18n::{Translator, use_translator};
use crate::route::Route;
use crate::state::Carried;
use crate::widgets::{Page, failure_banner};

/// What the volunteer carries.
#[component]
pub(crate) fn InHand() -> Html {
    let t = use_translator();
    let app = use_app();
    let carried: Vec<Html> = app.carried().map(|carried| card(&t, &carried)).collect();
    html! {
        <Page route={Route::InHand} testid="page-in-hand">
            if carried.is_empty() {
                <p class="hint">{ t.text("in_hand.none") }</p>
            }
            { carried }
        </Page>
    }
}

fn card(t: &Translator, carried: &Carried<'_>) -> Html {
    let Carried {
        held,
        balance,
        to_give,
    } = *carried;
    let heading = format!("in-hand-{}", held.round);
    let in_hand = balance.in_hand();
    let holds = u64::try_from(in_hand).unwrap_or_default();
    let lacks = to_give.saturating_sub(holds + balance.waiting);
    let line = |key, count: u64| {
        html! { <><dt>{ t.text(key) }</dt><dd>{ t.number(count) }</dd></> }
    };
    html! {
        <section class="card" aria-labelledby={heading.clone()} data-testid="carried-round">
            <h2 id={heading}>{ item_label(&held.item) }</h2>
            <p class="hint">{ format!("{} · {}", held.round_name, held.campaign_name) }</p>
            { for carried.waiting().map(|movement| html! {
                <Confirming
                    key={movement.id.to_string()} campaign={held.campaign}
                    movement={movement.clone()}
                />
            }) }
            <p data-testid="in-hand">
                <strong>{ t.fill("in_hand.now", &[("count", &t.number(holds))]) }</strong>
            </p>
            if lacks > 0 {
                { note(Tone::Waiting, "in-hand-lacks", t.fill("in_hand.lacks", &[
                    ("count", &t.number(lacks)), ("all", &t.number(to_give)),
                ])) }
            }
            <dl class="counts">
                { line("in_hand.taken", balance.taken) }
                { line("in_hand.given", balance.given) }
                { line("in_hand.to_give", to_give) }
                if balance.returned > 0 { { line("in_hand.returned", balance.returned) } }
                if balance.missing > 0 { { line("in_hand.missing", balance.missing) } }
            </dl>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct ConfirmingProps {
    campaign: DocId,
    movement: Movement,
}

/// What the commune says it gave, which the volunteer counts.
#[component]
fn Confirming(props: &ConfirmingProps) -> Html {
    let t = use_translator();
    let store = use_store();
    let typed = use_state_eq(|| props.movement.count.to_string());
    let failure = use_state_eq(|| None::<Failure>);
    let is_saving = use_state_eq(|| false);
    let ConfirmingProps { campaign, movement } = props;
    let onclick = {
        let (campaign, movement) = (*campaign, movement.id);
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
    html! {
        <div class="confirming" data-testid="confirming">
            <p>{ t.fill("in_hand.issued", &[
                ("count", &t.number(movement.count)),
                ("at", &t.date_time(movement.recorded_at)),
            ]) }</p>
            if !movement.note.is_empty() { <p class="hint">{ &movement.note }</p> }
            <Field
                name={format!("count-{}", movement.id)} label={t.text("in_hand.count")}
                kind={Kind::Digits} value={(*typed).clone()} {on_input}
                error={error_of(&t, errors, "count_text")}
            />
            if let Some(failure) = failure.as_ref().filter(|_| errors.is_empty()) {
                { failure_banner(&t, failure) }
            }
            <button
                type="button" class="button button-primary" data-testid="confirm-taken"
                disabled={*is_saving} {onclick}
            >
                { t.text("in_hand.confirm") }
            </button>
        </div>
    }
}
