//! What a person has looked at: they say what they found.

use chungtay_shared::api::path;
use chungtay_shared::api::review::Settle;
use chungtay_shared::id::{DocId, FactId};
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::answer::use_answer;

/// What is settled.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The card's id; its field's id begins with it.
    pub(super) id: String,
    /// In which campaign.
    pub(super) campaign: DocId,
    /// Which facts.
    pub(super) facts: Vec<FactId>,
    /// What there is to look at.
    pub(super) children: Html,
}

/// What there is to look at, and the field for what was found.
#[component]
pub(super) fn SettleForm(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let reason = use_state_eq(String::new);
    let onsubmit = {
        let request = Settle {
            campaign: props.campaign,
            facts: props.facts.clone(),
            reason: (*reason).clone(),
        };
        let answer = answer.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            answer.send(path::REVIEW_SETTLE, request.clone(), || {});
        })
    };
    html! {
        <form class="stack" novalidate=true {onsubmit}>
            { props.children.clone() }
            { answer.reason_field(&t, &props.id, t.text("office.review.reason"), &reason) }
            if answer.error(&t, "facts").is_some() {
                <p class="error" role="alert">{ t.text("office.review.settled_meanwhile") }</p>
            }
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
    }
}
