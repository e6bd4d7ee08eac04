//! Says that a hamlet is there of which the household list has nobody yet.

use chungtay_shared::api::path;
use chungtay_shared::register::SaidDraft;
use yew::prelude::*;

use super::day::use_day;
use crate::components::Field;
use crate::i18n::use_translator;
use crate::office::answer::{into, use_answer};
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;

/// Who hears that it was said.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A button, and the form below it.
#[component]
pub(super) fn NewHamlet(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let (name, document) = (use_state_eq(String::new), use_state_eq(String::new));
    let day = use_day();
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let onsubmit = {
        let (answer, day, open) = (answer.clone(), day.clone(), open.setter());
        let (name, document) = (name.clone(), document.clone());
        let (t, on_said) = (t.clone(), props.on_said.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(from) = day.read() else {
                return;
            };
            let draft = SaidDraft::HamletFrom {
                name: (*name).clone(),
                from,
                document: (*document).clone(),
            };
            let done = t.fill("office.register.hamlet_added", &[("name", name.trim())]);
            let (on_said, open) = (on_said.clone(), open.clone());
            let (clear_name, clear_document) = (name.setter(), document.setter());
            answer.send(path::REGISTER, draft, move || {
                clear_name.set(String::new());
                clear_document.set(String::new());
                open.set(false);
                on_said.emit(done);
            });
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    html! {
        <Disclosure
            id="new-hamlet" label={t.text("office.register.add_hamlet")} testid="add-hamlet"
            open={*open} {on_toggle}
        >
            <form
                ref={node} class="card stack" novalidate=true {onsubmit}
                data-testid="new-hamlet-form"
            >
                <p class="hint">{ t.text("office.register.add_hamlet_what") }</p>
                <Field
                    name="new-hamlet-name" label={t.text("office.register.hamlet_name")}
                    value={(*name).clone()} error={answer.error(&t, "name")} on_input={into(&name)}
                />
                { day.field(&t, &answer, ("new-hamlet", "from"), t.text("office.register.from")) }
                <Field
                    name="new-hamlet-document" label={t.text("office.register.document")}
                    optional=true value={(*document).clone()}
                    error={answer.error(&t, "document")} on_input={into(&document)}
                />
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="new-hamlet-now"
                    >
                        { t.text("office.register.add_hamlet_now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}
