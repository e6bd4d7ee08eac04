//! Handovers otherwise than rights say: the office says what it found.

use chungtay_shared::api::path;
use chungtay_shared::api::review::{DoubtLine, Settle};
use yew::prelude::*;

use super::evidence::{about, evidence, heading};
use crate::i18n::use_translator;
use crate::office::answer::use_answer;

/// A card each.
pub(super) fn doubts(doubts: &[DoubtLine]) -> Vec<Html> {
    let card = |doubt: &DoubtLine| html! { <Doubt key={key(doubt)} doubt={doubt.clone()} /> };
    doubts.iter().map(card).collect()
}

fn key(doubt: &DoubtLine) -> String {
    let facts = doubt.lines.iter().map(|line| line.id.to_string());
    format!(
        "{}-{}",
        doubt.doubt.code(),
        facts.collect::<Vec<_>>().join("-")
    )
}

#[derive(PartialEq, Properties)]
struct Props {
    doubt: DoubtLine,
}

#[component]
fn Doubt(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let reason = use_state_eq(String::new);
    let doubt = &props.doubt;
    let Some(first) = doubt.lines.first() else {
        return Html::default();
    };
    let id = key(doubt);
    let below = about(t.choice("office.doubt", doubt.doubt.code()), &first.hamlet);
    let onsubmit = {
        let request = Settle {
            campaign: doubt.campaign,
            facts: doubt.lines.iter().map(|line| line.id).collect(),
            reason: (*reason).clone(),
        };
        let answer = answer.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            answer.send(path::REVIEW_SETTLE, request.clone(), || {});
        })
    };
    html! {
        <article class="card" aria-labelledby={id.clone()} data-testid="doubt">
            <form class="stack" novalidate=true {onsubmit}>
                { heading(&id, first.household, &first.head_name, &below) }
                <ul>{ for doubt.lines.iter().map(|line| evidence(&t, line)) }</ul>
                { answer.reason_field(&t, &id, t.text("office.review.reason"), &reason) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="settle"
                    >
                        { t.text("office.doubt.settle") }
                    </button>
                </p>
            </form>
        </article>
    }
}
