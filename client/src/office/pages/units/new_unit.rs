//! Adds a unit right under one's own; the link with which its officer begins is shown at once.

use chungtay_shared::api::units::NewUnit;
use chungtay_shared::api::{MadeInvite, path};
use chungtay_shared::field::Problem;
use yew::prelude::*;

use crate::components::{Banner, Field, Tone};
use crate::i18n::use_translator;
use crate::office::first_problem::use_first_problem;
use crate::office::invite_card::InviteCard;
use crate::office::remote::use_shell;
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::unit_search::{UnitSearch, code_error, is_code};
use crate::office::{http, words};

/// HTML id of the form's section.
pub(super) const ID: &str = "new-unit";

/// The form of a unit that is to be added. What was typed stays where it is refused.
#[component]
pub(super) fn NewUnitForm() -> Html {
    let t = use_translator();
    let dispatcher = use_shell().dispatcher();
    let task = use_task();
    let form = use_state_eq(NewUnit::default);
    let asked = use_state_eq(|| false);
    let made = use_state(|| None::<MadeInvite>);
    let node = use_node_ref();
    use_first_problem(&node, (*asked, task.failure().cloned()));
    let found = |field: &str| task.failure().and_then(|failure| failure.problem_of(field));
    let missing = (*asked && form.person_name.trim().is_empty()).then_some(Problem::Missing);
    let error = |problem: Option<Problem>| problem.map(|p| AttrValue::from(t.problem(p)));
    let change = |set: fn(&mut NewUnit, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut next = (*form).clone();
            set(&mut next, text);
            form.set(next);
        })
    };
    let onsubmit = {
        let (form, task, asked) = (form.clone(), task.clone(), asked.setter());
        let made = made.setter();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            made.set(None);
            asked.set(true);
            if form.person_name.trim().is_empty() || !is_code(&form.code) {
                return;
            }
            let request = (*form).clone();
            let (form, asked, made) = (form.setter(), asked.clone(), made.clone());
            let dispatcher = dispatcher.clone();
            task.run(
                async move { http::post::<MadeInvite>(path::UNITS, &request).await },
                move |invite| {
                    made.set(Some(invite));
                    form.set(NewUnit::default());
                    asked.set(false);
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
        })
    };
    let refusal = task.failure().filter(|failure| failure.fields().is_empty());
    html! {
        <section class="card no-print" id={ID} aria-labelledby="new-unit-heading">
            <h2 id="new-unit-heading">{ t.text("office.units.add") }</h2>
            <p class="hint">{ t.text("office.units.add_what") }</p>
            <form
                ref={node} class="stack new-unit" novalidate=true {onsubmit}
                data-testid="new-unit-form"
            >
                <UnitSearch
                    value={form.code.clone()}
                    error={code_error(&t, &form.code, *asked, found("code"))}
                    on_input={change(|form, text| form.code = text)}
                />
                <Field
                    name="name" label={t.text("office.begin.name")} optional=true
                    hint={t.text("office.begin.name_hint")} value={form.name.clone()}
                    error={error(found("name"))}
                    on_input={change(|form, text| form.name = text)}
                />
                <Field
                    name="person_name" label={t.text("office.units.person")}
                    hint={t.text("office.units.person_hint")} value={form.person_name.clone()}
                    error={error(missing.or_else(|| found("person_name")))}
                    on_input={change(|form, text| form.person_name = text)}
                />
                if let Some(failure) = refusal {
                    <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
                }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={task.is_busy()}
                        data-testid="add-unit"
                    >
                        { t.text("office.units.add_now") }
                    </button>
                    <span role="status">
                        if made.is_some() { { t.text("office.units.added") } }
                    </span>
                </p>
            </form>
            if let Some(invite) = &*made { <InviteCard invite={invite.clone()} /> }
        </section>
    }
}
