//! What the volunteer has to carry.

use chungtay_shared::day_plan::{DayPlan, Load};
use yew::prelude::*;

use crate::components::{Tone, note};
use crate::forms::amounts;
use crate::i18n::Translator;
use crate::state::AppState;

/// What to carry; nothing when there is nothing to give.
pub(super) fn carry(t: &Translator, app: &AppState, plan: &DayPlan) -> Html {
    if plan.loads.is_empty() {
        return Html::default();
    }
    let money = plan.loads.iter().filter(|load| load.money_vnd > 0);
    let (times, money_vnd) = money.fold((0, 0), |(n, all), load| (n + 1, all + load.money_vnd));
    html! {
        <section class="card" data-testid="day-carry">
            <h2>{ t.text("day.carry") }</h2>
            { for plan.loads.iter().map(|load| of_round(t, app, load)) }
            if times > 1 {
                <p>{ t.fill("day.money", &[("amount", &amounts(money_vnd, 0, ""))]) }</p>
            }
        </section>
    }
}

fn of_round(t: &Translator, app: &AppState, load: &Load) -> Html {
    let Some(held) = app.rights.get(load.right) else {
        return Html::default();
    };
    let count = |key, count: u64| t.fill(key, &[("count", &t.number(count))]);
    let in_hand = app
        .carried()
        .find(|carried| carried.held.round == held.round);
    let in_hand = in_hand.map(|carried| (carried.in_hand(), carried.waiting()));
    let all = amounts(load.money_vnd, load.quantity_milli, &held.item.unit);
    html! {
        <div class="day-load" data-testid="day-load">
            <strong>{ count("day.load", load.count) }{ " · " }{ &held.item.name }</strong>
            <strong>{ all }</strong>
            if let Some((in_hand, waiting)) = in_hand {
                <p class="hint">{ count("list.in_hand", in_hand) }</p>
                if waiting > 0 {
                    <p class="hint">{ count("list.in_hand_waiting", waiting) }</p>
                }
                if load.count > in_hand + waiting {
                    { note(
                        Tone::Waiting, "day-lacks",
                        count("in_hand.lacks", load.count - in_hand - waiting),
                    ) }
                }
            }
        </div>
    }
}
