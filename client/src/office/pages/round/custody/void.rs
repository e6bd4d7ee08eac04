//! The way to take back a movement that was noted by mistake.

use chungtay_shared::api::{path, rounds};
use chungtay_shared::custody::MovementKind;
use chungtay_shared::field::Problem;
use chungtay_shared::id::FactId;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::answer::use_answer;
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;

/// Which movement.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The round.
    pub(super) round: FactId,
    /// The movement.
    pub(super) movement: FactId,
    /// What it is.
    pub(super) kind: MovementKind,
    /// The same in words.
    pub(super) what: String,
    /// Gets what to say of it.
    pub(super) on_said: Callback<String>,
}

/// A small button that shows the form. The movement stays in the list, struck through, with the
/// reason.
#[component]
pub(super) fn VoidMovement(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let reason = use_state_eq(String::new);
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let id = format!("void-{}", props.movement);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let onsubmit = {
        let request = rounds::VoidMovement {
            movement: props.movement,
            reason: (*reason).clone(),
        };
        let said = t.fill("office.custody.void_done", &[("what", &props.what)]);
        let (answer, on_said) = (answer.clone(), props.on_said.clone());
        let path = path::ROUND_VOID.replace("{id}", &props.round.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_said.emit(String::new());
            let (on_said, said) = (on_said.clone(), said.clone());
            answer.send(path.clone(), request.clone(), move || on_said.emit(said));
        })
    };
    let failure = answer.failure();
    let problem = failure.and_then(|failure| failure.problem_of("movement"));
    let refused = problem.map(|problem| {
        if problem == Problem::InUse {
            t.choice("office.custody.void_in_use", props.kind.code())
        } else {
            t.text("office.custody.void_gone")
        }
    });
    html! {
        <Disclosure
            id={id.clone()} label={t.text("office.custody.void")}
            spoken={t.fill("office.custody.void_of", &[("what", &props.what)])}
            testid="void-movement" open={*open} small=true {on_toggle}
        >
            <form
                ref={node} class="stack" novalidate=true {onsubmit}
                data-testid="void-movement-form"
            >
                <p class="hint">{ t.text("office.custody.void_what") }</p>
                { answer.reason_field(&t, &id, t.text("office.custody.void_why"), &reason) }
                if let Some(refused) = refused { <p class="error" role="alert">{ refused }</p> }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-danger" disabled={answer.is_busy()}
                        data-testid="void-movement-now"
                    >
                        { t.text("office.custody.void_now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}
