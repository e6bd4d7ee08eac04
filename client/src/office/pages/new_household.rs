//! A household that is put on the list by hand.

use chungtay_shared::api::path;
use chungtay_shared::api::register::RegisterPage;
use chungtay_shared::api::register_household::{RegisterHousehold, Registered};
use chungtay_shared::field::FieldError;
use chungtay_shared::household::ProfileField;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Banner, Tone};
use crate::forms::ProfileForm;
use crate::i18n::use_translator;
use crate::office::first_problem::use_first_problem;
use crate::office::lookalikes::LookalikeWarning;
use crate::office::remote::{use_remote, use_shell};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::{http, words};
use crate::widgets::{ProfileFields, profile_fields};

/// The form of a new household. Where it has been saved, its page opens, on which its category is told
/// by a decision.
#[component]
pub(crate) fn NewHousehold() -> Html {
    let t = use_translator();
    let task = use_task();
    let dispatcher = use_shell().dispatcher();
    let navigator = use_navigator().expect("pages stand inside the router");
    let register = use_remote::<RegisterPage>(path::REGISTER.to_owned());
    let form = use_state_eq(ProfileForm::default);
    let refused = use_state_eq(Vec::<FieldError>::new);
    let node = use_node_ref();
    use_first_problem(&node, ((*refused).clone(), task.failure().cloned()));
    let on_edit = {
        let form = form.clone();
        Callback::from(move |(field, typed): (ProfileField, String)| {
            let mut next = (*form).clone();
            next.set(field, typed);
            form.set(next);
        })
    };
    let onsubmit = {
        let (form, refused, task) = (form.clone(), refused.setter(), task.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let profile = match form.read() {
                Ok(profile) => profile,
                Err(problems) => return refused.set(problems),
            };
            refused.set(Vec::new());
            let (navigator, dispatcher) = (navigator.clone(), dispatcher.clone());
            task.run(
                async move {
                    let request = RegisterHousehold { profile };
                    http::post::<Registered>(path::HOUSEHOLDS, &request).await
                },
                move |registered| {
                    dispatcher.dispatch(ShellAction::Changed);
                    navigator.push(&Route::Household { id: registered.id });
                },
            );
        })
    };
    let failed = task.failure();
    let mut errors = (*refused).clone();
    errors.extend(failed.iter().flat_map(|failure| failure.fields().to_vec()));
    let hamlets = register.data.iter().flat_map(|page| {
        let there = page
            .hamlets
            .iter()
            .filter(|line| line.hamlet.until.is_none());
        there
            .map(|line| AttrValue::from(line.hamlet.name.clone()))
            .collect::<Vec<_>>()
    });
    html! {
        <>
            <p class="back">
                <RouteLink to={Route::Households}>{ t.text("office.new_household.back") }</RouteLink>
            </p>
            <h1>{ t.text("office.new_household.heading") }</h1>
            <p class="lead">{ t.text("office.new_household.lead") }</p>
            <form ref={node} class="stack" novalidate=true {onsubmit} data-testid="household-form">
                <section class="card">
                    { profile_fields(&t, &ProfileFields {
                        form: &form,
                        errors: &errors,
                        hamlets: hamlets.collect(),
                        on_edit: &on_edit,
                        below_name: html! { <LookalikeWarning profile={form.so_far()} /> },
                    }) }
                </section>
                if let Some(failure) = failed.filter(|failure| failure.fields().is_empty()) {
                    <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
                }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={task.is_busy()}
                        data-testid="save-household"
                    >
                        { t.text("office.new_household.save") }
                    </button>
                </p>
            </form>
        </>
    }
}
