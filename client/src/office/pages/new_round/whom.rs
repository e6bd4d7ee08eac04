//! Whom a new round is for, and what is said of that.

use chungtay_shared::visit::Need;
use yew::prelude::*;

use super::{Given, send};
use crate::components::{Choice, ChoiceChips};
use crate::i18n::Translator;
use crate::office::round_form::{RoundAction, RoundForm, RoundPlan};
use crate::office::{meant_for, words};

/// Whom the item is said to be meant for: who gives to others shall know that they do.
pub(super) fn said(t: &Translator, form: &RoundForm, given: &Given) -> Html {
    let item = form.item(&given.campaigns);
    let said = item.and_then(|item| given.said.get(&item.id));
    html! {
        if let Some(said) = said {
            <p class="hint" data-testid="said">
                { t.fill("office.round.said", &[("said", &meant_for::in_words(t, said))]) }
            </p>
        }
    }
}

/// What was seen to be lacking, as far as it was: nothing chosen means everybody.
pub(super) fn needs(t: &Translator, form: &UseReducerHandle<RoundForm>, plan: &RoundPlan) -> Html {
    let offered = |need: &&Need| plan.needs.contains_key(need) || form.needs.contains(need);
    let choices: Vec<Choice> = Need::ALL
        .iter()
        .filter(offered)
        .map(|need| {
            let count = plan.needs.get(need).copied().unwrap_or_default() as u64;
            let name = t.choice("need", need.code());
            let values = [("need", name), ("count", &t.number(count))];
            Choice::new(need.code(), t.fill("office.round.need", &values))
        })
        .collect();
    if choices.is_empty() {
        return Html::default();
    }
    let chosen: Vec<AttrValue> = form
        .needs
        .iter()
        .map(|need| AttrValue::Static(need.code()))
        .collect();
    let dispatcher = form.dispatcher();
    let on_choose = Callback::from(move |code: AttrValue| {
        if let Some(need) = Need::from_code(&code) {
            dispatcher.dispatch(RoundAction::Need(need));
        }
    });
    html! {
        <ChoiceChips
            name="needs" legend={t.text("office.round.needs")} hint={t.text("office.round.needs_hint").to_owned()}
            multiple=true {choices} {chosen} {on_choose}
        />
    }
}

/// Who has a right to the same item already is left out, unless it is meant.
pub(super) fn have_one(
    t: &Translator,
    form: &UseReducerHandle<RoundForm>,
    plan: &RoundPlan,
) -> Html {
    if plan.have_one == 0 && !form.again {
        return Html::default();
    }
    let again = form.again;
    let onchange = send(form, move |_: Event| RoundAction::Again(!again));
    html! {
        <label class="chip" data-testid="again">
            <input type="checkbox" checked={again} {onchange} />
            <span>
                { if again {
                    t.text("office.round.again").to_owned()
                } else {
                    words::counted(t, "office.round.have_one", plan.have_one as u64)
                } }
            </span>
        </label>
    }
}
