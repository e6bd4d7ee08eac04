//! The way to say that a decision was recorded by mistake.

use chungtay_shared::api::lives;
use chungtay_shared::api::path;
use chungtay_shared::id::{DocId, FactId};
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::answer::use_answer;
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;

/// Which decision.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Whose.
    pub(super) household: DocId,
    /// The decision.
    pub(super) status: FactId,
    /// The same in words.
    pub(super) what: String,
    /// Gets what to say of it.
    pub(super) on_said: Callback<String>,
}

/// A small button that shows the form. The line stays, struck through, with the reason.
#[component]
pub(super) fn NoStatus(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let reason = use_state_eq(String::new);
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let id = format!("no-status-{}", props.status);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let onsubmit = {
        let request = lives::NoStatus {
            status: props.status,
            reason: (*reason).clone(),
        };
        let said = t.fill("office.no_status.done", &[("what", &props.what)]);
        let (answer, on_said) = (answer.clone(), props.on_said.clone());
        let path = path::STATUS_RETRACT.replace("{id}", &props.household.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_said.emit(String::new());
            let (on_said, said) = (on_said.clone(), said.clone());
            answer.send(path.clone(), request.clone(), move || on_said.emit(said));
        })
    };
    html! {
        <Disclosure
            id={id.clone()} label={t.text("office.no_status.open")}
            spoken={t.fill("office.no_status.open_of", &[("what", &props.what)])}
            testid="no-status" open={*open} small=true {on_toggle}
        >
            <form ref={node} class="stack" novalidate=true {onsubmit} data-testid="no-status-form">
                <p class="hint">{ t.text("office.no_status.what") }</p>
                { answer.reason_field(&t, &id, t.text("office.no_status.why"), &reason) }
                if answer.error(&t, "status").is_some() {
                    <p class="error" role="alert">{ t.text("office.no_status.gone") }</p>
                }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-danger" disabled={answer.is_busy()}
                        data-testid="no-status-now"
                    >
                        { t.text("office.no_status.now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}
