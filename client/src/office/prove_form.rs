//! The form in which somebody proves who they are: by both, or by one of both.

use chungtay_shared::api::accounts::Proof;
use chungtay_shared::api::{Session, path};
use yew::prelude::*;

use super::answer::into;
use super::remote::use_shell;
use super::secret_field::{Secret, SecretField};
use super::shell::ShellAction;
use super::task::use_task;
use super::{http, words};
use crate::components::{Banner, Tone};
use crate::i18n::use_translator;

/// How much is asked for.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Whether one of both is not enough.
    pub(crate) both: bool,
}

/// The form; once it is accepted the shell knows.
#[component]
pub(crate) fn ProveForm(props: &Props) -> Html {
    let t = use_translator();
    let dispatcher = use_shell().dispatcher();
    let task = use_task();
    let (password, code) = (use_state_eq(String::new), use_state_eq(String::new));
    let onsubmit = {
        let (task, both) = (task.clone(), props.both);
        let (password, code) = (password.clone(), code.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let missing = [&password, &code].map(|typed| typed.trim().is_empty());
            if missing == [true, true] || (both && missing.contains(&true)) {
                return;
            }
            let proof = Proof {
                password: (*password).clone(),
                code: (*code).clone(),
            };
            // A code works once: it is of no use in the field any more.
            code.set(String::new());
            let dispatcher = dispatcher.clone();
            task.run(
                async move { http::post::<Session>(path::PROVE, &proof).await },
                move |session| dispatcher.dispatch(ShellAction::SignedIn(session)),
            );
        })
    };
    let hint = if props.both {
        "office.factor.code_hint"
    } else {
        "office.factor.either_hint"
    };
    html! {
        <form class="stack" novalidate=true {onsubmit} data-testid="prove-form">
            <SecretField
                name="prove-password" label={t.text("office.factor.password")}
                secret={Secret::Password} value={(*password).clone()} on_input={into(&password)}
            />
            <SecretField
                name="prove-code" label={t.text("office.factor.code")} secret={Secret::Code}
                value={(*code).clone()} hint={t.text(hint)} on_input={into(&code)}
            />
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem} testid="prove-problem">
                    <p>{ words::failure(&t, failure) }</p>
                </Banner>
            }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={task.is_busy()}
                    data-testid="prove"
                >
                    { t.text("office.factor.open") }
                </button>
            </p>
        </form>
    }
}
