//! Proposals from the field: the office gives a right, or says why not.

use chungtay_shared::api::path;
use chungtay_shared::api::review::{AnswerProposal, ProposalLine};
use chungtay_shared::id::FactId;
use yew::prelude::*;

use super::evidence::{about, evidence, heading};
use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::use_translator;
use crate::office::answer::{into, use_answer};

/// A card each.
pub(super) fn proposals(proposals: &[ProposalLine]) -> Vec<Html> {
    let card = |proposal: &ProposalLine| {
        html! { <Proposal key={proposal.line.id.to_string()} proposal={proposal.clone()} /> }
    };
    proposals.iter().map(card).collect()
}

#[derive(PartialEq, Properties)]
struct Props {
    proposal: ProposalLine,
}

#[component]
fn Proposal(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let ProposalLine { line, rounds } = &props.proposal;
    let round = use_state_eq(|| {
        let same = rounds
            .first()
            .filter(|round| round.item_name == line.detail);
        same.map(|round| round.id)
    });
    let reason = use_state_eq(String::new);
    let id = line.id.to_string();
    let send = |granted: bool| {
        let answer = answer.clone();
        let request = AnswerProposal {
            household: line.household,
            proposal: line.id,
            granted_in: (*round).filter(|_| granted),
            reason: (*reason).clone(),
        };
        Callback::from(move |_: MouseEvent| {
            answer.send(path::REVIEW_ANSWER, request.clone(), || {});
        })
    };
    let on_round = {
        let round = round.setter();
        Callback::from(move |id: AttrValue| round.set(id.parse::<FactId>().ok()))
    };
    let choices: Vec<Choice> = rounds
        .iter()
        .map(|round| {
            let label = format!("{} · {}", round.name, round.item_name);
            Choice::new(round.id.to_string(), label)
        })
        .collect();
    let chosen = (*round).map(|id| AttrValue::from(id.to_string()));
    let below = about(t.text("office.review.proposal"), &line.hamlet);
    html! {
        <article class="card stack" aria-labelledby={id.clone()} data-testid="proposal">
            { heading(&id, line.household, &line.head_name, &below) }
            <ul>{ evidence(&t, line) }</ul>
            if rounds.is_empty() {
                <p class="hint">{ t.text("office.review.no_round") }</p>
            } else {
                <ChoiceChips
                    name={format!("{id}-round")} legend={t.text("office.review.round")} {choices}
                    chosen={chosen.into_iter().collect::<Vec<_>>()} on_choose={on_round}
                />
            }
            <Field
                name={format!("{id}-reason")} label={t.text("office.review.reason")}
                kind={Kind::Note} optional=true value={(*reason).clone()}
                error={answer.error(&t, "reason")} on_input={into(&reason)}
            />
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="button" class="button button-primary" onclick={send(true)}
                    disabled={answer.is_busy() || round.is_none()} data-testid="grant"
                >
                    { t.fill("office.review.grant", &[("name", &line.person_name)]) }
                </button>
                <button
                    type="button" class="button" onclick={send(false)} disabled={answer.is_busy()}
                    data-testid="decline"
                >
                    { t.text("office.review.decline") }
                </button>
            </p>
        </article>
    }
}
