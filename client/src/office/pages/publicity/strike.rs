//! Says that an activity does not count.

use chungtay_shared::api::path;
use chungtay_shared::api::publicity::StrikeActivity;
use chungtay_shared::id::{DocId, FactId};
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::answer::use_answer;
use crate::office::first_problem::use_first_problem;

/// Which activity.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The campaign it belongs to.
    pub(super) campaign: DocId,
    /// The activity.
    pub(super) activity: FactId,
    /// The same in words.
    pub(super) what: String,
    /// It was struck out; gets what to say.
    pub(super) on_struck: Callback<String>,
}

/// The form in which an activity is struck out, with a reason.
#[component]
pub(super) fn StrikeForm(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let reason = use_state_eq(String::new);
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let onsubmit = {
        let request = StrikeActivity {
            campaign: props.campaign,
            activity: props.activity,
            reason: (*reason).clone(),
        };
        let said = t.fill("office.publicity.strike_done", &[("what", &props.what)]);
        let (answer, on_struck) = (answer.clone(), props.on_struck.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (on_struck, said) = (on_struck.clone(), said.clone());
            answer.send(path::PUBLICITY_STRIKE, request.clone(), move || {
                on_struck.emit(said);
            });
        })
    };
    let problem = answer
        .failure()
        .and_then(|failure| failure.problem_of("activity"));
    let id = format!("strike-{}", props.activity);
    html! {
        <form ref={node} class="stack" novalidate=true {onsubmit} data-testid="strike-form">
            <p class="hint">{ t.text("office.publicity.strike_what") }</p>
            { answer.reason_field(&t, &id, t.text("office.publicity.strike_why"), &reason) }
            if problem.is_some() {
                <p class="error" role="alert">{ t.text("office.publicity.strike_gone") }</p>
            }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-danger" disabled={answer.is_busy()}
                    data-testid="strike-now"
                >
                    { t.text("office.publicity.strike_now") }
                </button>
            </p>
        </form>
    }
}
