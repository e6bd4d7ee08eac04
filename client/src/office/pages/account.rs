//! One's own password and authenticator app, chosen anew.

use chungtay_shared::api::Session;
use chungtay_shared::api::accounts::RecoveryCodes;
use yew::prelude::*;

use super::set_up::{Codes, Form};
use crate::components::{Banner, Tone};
use crate::i18n::use_translator;
use crate::office::remote::use_shell;
use crate::office::shell::ShellAction;

/// Whose.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Who is signed in.
    pub(crate) person_name: String,
}

/// How far it is.
#[derive(Clone, PartialEq)]
enum Step {
    Asked,
    Set(RecoveryCodes),
    Kept,
}

/// Both are chosen together; then the codes are shown once.
#[component]
pub(crate) fn Account(props: &Props) -> Html {
    let t = use_translator();
    let dispatcher = use_shell().dispatcher();
    let step = use_state_eq(|| Step::Asked);
    let on_set = {
        let step = step.setter();
        Callback::from(move |made| step.set(Step::Set(made)))
    };
    let on_kept = {
        let step = step.setter();
        Callback::from(move |session: Session| {
            dispatcher.dispatch(ShellAction::SignedIn(session));
            step.set(Step::Kept);
        })
    };
    html! {
        <>
            <h1>{ t.text("office.account.heading") }</h1>
            if *step == Step::Kept {
                <Banner tone={Tone::Good} testid="account-set">
                    <p>{ t.text("office.account.done") }</p>
                </Banner>
            } else {
                <p class="lead">{ t.text("office.account.what") }</p>
                <section class="card">
                    if let Step::Set(made) = &*step {
                        <Codes codes={made.codes.clone()} {on_kept} />
                    } else {
                        <Form person_name={props.person_name.clone()} {on_set} />
                    }
                </section>
            }
        </>
    }
}
