//! Says that an entry of the Fund does not count.

use chungtay_shared::api::fund::VoidEntry;
use chungtay_shared::api::path;
use chungtay_shared::field::Problem;
use chungtay_shared::id::FactId;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::answer::use_answer;
use crate::office::first_problem::use_first_problem;

/// Which entry.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The entry.
    pub(super) entry: FactId,
    /// The same in words.
    pub(super) what: String,
    /// It was voided; gets what to say.
    pub(super) on_voided: Callback<String>,
}

/// The form in which an entry is voided, with a reason.
#[component]
pub(super) fn VoidForm(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let reason = use_state_eq(String::new);
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let onsubmit = {
        let request = VoidEntry {
            reason: (*reason).clone(),
        };
        let said = t.fill("office.fund.void_done", &[("what", &props.what)]);
        let (answer, on_voided) = (answer.clone(), props.on_voided.clone());
        let path = path::FUND_VOID.replace("{id}", &props.entry.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (on_voided, said) = (on_voided.clone(), said.clone());
            answer.send(path.clone(), request.clone(), move || on_voided.emit(said));
        })
    };
    let problem = answer
        .failure()
        .and_then(|failure| failure.problem_of("entry"));
    let refused = problem.map(|problem| {
        if problem == Problem::InUse {
            t.text("office.fund.void_in_use")
        } else {
            t.text("office.fund.void_gone")
        }
    });
    let id = format!("void-{}", props.entry);
    html! {
        <form ref={node} class="stack" novalidate=true {onsubmit} data-testid="void-form">
            <p class="hint">{ t.text("office.fund.void_what") }</p>
            { answer.reason_field(&t, &id, t.text("office.fund.void_why"), &reason) }
            if let Some(refused) = refused { <p class="error" role="alert">{ refused }</p> }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-danger" disabled={answer.is_busy()}
                    data-testid="void-now"
                >
                    { t.text("office.fund.void_now") }
                </button>
            </p>
        </form>
    }
}
