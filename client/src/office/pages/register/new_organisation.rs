//! Says which role an organisation has.

use chungtay_shared::api::path;
use chungtay_shared::register::{OrganisationRole, SaidDraft};
use yew::prelude::*;

use super::day::use_day;
use crate::components::{Choice, Field};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{into, use_answer};
use crate::office::choice_field::ChoiceField;
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;

/// What is known, and who hears that something was said.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Names of organisations that are there.
    pub(super) known: Vec<AttrValue>,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A button, and the form below it. Who types a known name gives it another role.
#[component]
pub(super) fn NewOrganisation(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let name = use_state_eq(String::new);
    let role = use_state_eq(|| None::<OrganisationRole>);
    let day = use_day();
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let onsubmit = {
        let (answer, day) = (answer.clone(), day.clone());
        let (name, role) = (name.clone(), role.clone());
        let (t, on_said) = (t.clone(), props.on_said.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(from) = day.read() else {
                return;
            };
            let draft = SaidDraft::Organisation {
                name: (*name).clone(),
                role: *role,
                from,
            };
            let done = t.fill(
                "office.register.organisation_added",
                &[("name", name.trim())],
            );
            let (on_said, name) = (on_said.clone(), name.setter());
            answer.send(path::REGISTER, draft, move || {
                name.set(String::new());
                on_said.emit(done);
            });
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let on_choose = {
        let role = role.setter();
        Callback::from(move |code: AttrValue| role.set(OrganisationRole::from_code(&code)))
    };
    html! {
        <Disclosure
            id="new-organisation" label={t.text("office.register.add_organisation")}
            testid="add-organisation" open={*open} {on_toggle}
        >
            <form
                ref={node} class="card stack" novalidate=true {onsubmit}
                data-testid="new-organisation-form"
            >
                <Field
                    name="new-organisation-name"
                    label={t.text("office.register.organisation_name")}
                    value={(*name).clone()} error={answer.error(&t, "name")}
                    suggestions={props.known.clone()} on_input={into(&name)}
                />
                <ChoiceField
                    name="new-organisation-role" label={t.text("office.register.role")}
                    choices={roles(&t)}
                    chosen={role.map(|role| AttrValue::Static(role.code()))}
                    placeholder={t.text("office.register.choose_role")}
                    error={answer.error(&t, "role")} {on_choose}
                />
                { day.field(
                    &t, &answer, ("new-organisation", "from"), t.text("office.register.from"),
                ) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="new-organisation-now"
                    >
                        { t.text("office.register.add_organisation_now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

fn roles(t: &Translator) -> Vec<Choice> {
    let roles = OrganisationRole::ALL.iter();
    roles
        .map(|role| Choice::new(role.code(), t.choice("office.role", role.code())))
        .collect()
}
