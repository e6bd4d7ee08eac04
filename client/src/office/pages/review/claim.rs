//! Categories that volunteers proposed: the office records the decision, or says why there is none.

use chungtay_shared::api::lives::{NoStatus, TellStatus};
use chungtay_shared::api::path;
use chungtay_shared::api::review::ClaimLine;
use chungtay_shared::date::read_day;
use chungtay_shared::field::Problem;
use chungtay_shared::household::Category;
use yew::prelude::*;

use super::evidence::{about, heading};
use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{into, use_answer};
use crate::office::{browser, words};

/// A card each.
pub(super) fn claims(claims: &[ClaimLine]) -> Vec<Html> {
    let card = |claim: &ClaimLine| {
        html! { <Claimed key={claim.claim.status.to_string()} claim={claim.clone()} /> }
    };
    claims.iter().map(card).collect()
}

#[derive(PartialEq, Properties)]
struct Props {
    claim: ClaimLine,
}

/// Who proposed what, what is known of the household, and the two answers.
#[component]
fn Claimed(props: &Props) -> Html {
    let t = use_translator();
    let (answer, declining) = (use_answer(), use_answer());
    let ClaimLine { claim, line, .. } = &props.claim;
    let category = use_state_eq(|| claim.category);
    let decision = use_state_eq(String::new);
    let from = use_state_eq(|| browser::now().local_date().display());
    let reason = use_state_eq(String::new);
    let wrong_day = use_state_eq(|| None::<Problem>);
    let id = claim.status.to_string();
    let is_busy = answer.is_busy() || declining.is_busy();
    let on_decide = {
        let (answer, wrong_day) = (answer.clone(), wrong_day.setter());
        let (category, decision, from) = (*category, (*decision).clone(), (*from).clone());
        let path = path::STATUS.replace("{id}", &line.id.to_string());
        let status = claim.status;
        Callback::from(move |_: MouseEvent| {
            let day = read_day(&from);
            wrong_day.set(day.err());
            let Ok(from) = day else { return };
            let request = TellStatus {
                category,
                decision: decision.clone(),
                from,
                to: None,
                answers: Some(status),
            };
            answer.send(path.clone(), request, || {});
        })
    };
    let on_decline = {
        let declining = declining.clone();
        let path = path::STATUS_RETRACT.replace("{id}", &line.id.to_string());
        let request = NoStatus {
            status: claim.status,
            reason: (*reason).clone(),
        };
        Callback::from(move |_: MouseEvent| {
            declining.send(path.clone(), request.clone(), || {});
        })
    };
    let on_category = {
        let category = category.setter();
        Callback::from(move |code: AttrValue| {
            if let Some(chosen) = Category::from_code(&code) {
                category.set(chosen);
            }
        })
    };
    let offered = Category::ALL.iter().filter(|one| **one != Category::Other);
    let choices = offered.map(|one| Choice::new(one.code(), t.choice("category", one.code())));
    let proposed = t.choice("category", claim.category.code());
    let day_error = wrong_day
        .map(|problem| AttrValue::from(t.problem(problem)))
        .or_else(|| answer.error(&t, "from"));
    let below = about(
        &t.fill("office.claim.proposed", &[("category", proposed)]),
        &line.hamlet,
    );
    html! {
        <article class="card stack" aria-labelledby={id.clone()} data-testid="claim">
            { heading(&id, line.id, &line.head_name, &below) }
            { evidence(&t, &props.claim) }
            <ChoiceChips
                name={format!("{id}-category")} legend={t.text("office.status_form.category")}
                choices={choices.collect::<Vec<_>>()}
                chosen={vec![AttrValue::Static(category.code())]}
                error={answer.error(&t, "category")} on_choose={on_category}
            />
            <div class="form-row">
                <Field
                    name={format!("{id}-decision")} label={t.text("office.status_form.decision")}
                    value={(*decision).clone()} error={answer.error(&t, "decision")}
                    on_input={into(&decision)}
                />
                <Field
                    name={format!("{id}-from")} label={t.text("office.status_form.from")}
                    hint={t.text("office.campaign.day_hint")} value={(*from).clone()}
                    error={day_error} on_input={into(&from)}
                />
            </div>
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="button" class="button button-primary" onclick={on_decide}
                    disabled={is_busy} data-testid="claim-decided"
                >
                    { t.text("office.claim.decided") }
                </button>
            </p>
            <Field
                name={format!("{id}-reason")} label={t.text("office.claim.why_not")}
                kind={Kind::Note} value={(*reason).clone()} error={declining.error(&t, "reason")}
                on_input={into(&reason)}
            />
            if answer.error(&t, "answers").is_some() || declining.error(&t, "status").is_some() {
                <p class="error" role="alert">{ t.text("office.claim.meanwhile") }</p>
            }
            { declining.banner(&t) }
            <p class="actions">
                <button
                    type="button" class="button" onclick={on_decline} disabled={is_busy}
                    data-testid="claim-declined"
                >
                    { t.text("office.claim.declined") }
                </button>
            </p>
        </article>
    }
}

/// Who says so and when, and what visits have shown.
fn evidence(t: &Translator, claim: &ClaimLine) -> Html {
    let ClaimLine {
        claim,
        person_name,
        line,
    } = claim;
    let (people, visits) = (
        t.number(line.member_count.into()),
        t.number(line.visit_count.into()),
    );
    let known = t.fill(
        "office.claim.known",
        &[("people", &people), ("visits", &visits)],
    );
    let needs = line.needs.iter().map(|need| t.choice("need", need.code()));
    let needs = needs.collect::<Vec<_>>().join(", ");
    html! {
        <ul>
            <li class="evidence" data-testid="evidence">
                <strong>{ t.choice("category", claim.category.code()) }</strong>
                <span class="below">
                    { words::name(t, person_name) }{ " · " }{ words::moment(t, claim.recorded_at) }
                </span>
                <span class="below">{ known }</span>
                if !needs.is_empty() {
                    <span class="below">{ t.fill("office.claim.needs", &[("needs", &needs)]) }</span>
                }
            </li>
        </ul>
    }
}
