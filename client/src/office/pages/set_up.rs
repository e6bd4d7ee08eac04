//! The first time in a real unit's office: a password, an authenticator app, and codes for whoever loses it.

use std::rc::Rc;

use chungtay_shared::api::accounts::{Authenticator, RecoveryCodes, SetFactor};
use chungtay_shared::api::{Session, path};
use chungtay_shared::password;
use yew::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::into;
use crate::office::data_view::data_view;
use crate::office::door::Door;
use crate::office::failure::Failure;
use crate::office::remote::{use_remote, use_shell};
use crate::office::secret_field::{Secret, SecretField};
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::{http, percent, words};

/// Whose account.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Who is half signed in.
    pub(crate) session: Rc<Session>,
}

/// Sets both up; then the codes are shown once.
#[component]
pub(crate) fn SetUp(props: &Props) -> Html {
    let t = use_translator();
    let dispatcher = use_shell().dispatcher();
    let codes = use_state(|| None::<RecoveryCodes>);
    let on_kept =
        Callback::from(move |session| dispatcher.dispatch(ShellAction::SignedIn(session)));
    let on_set = {
        let codes = codes.setter();
        Callback::from(move |made| codes.set(Some(made)))
    };
    html! {
        <Door title={t.text("office.set_up.title")} testid="page-set-up">
            if let Some(made) = &*codes {
                <Codes codes={made.codes.clone()} {on_kept} />
            } else {
                <p class="lead">
                    { &props.session.person_name }{ " · " }{ &props.session.commune_name }
                </p>
                <p>{ t.text("office.set_up.why") }</p>
                <Form person_name={props.session.person_name.clone()} {on_set} />
            }
        </Door>
    }
}

/// Who chooses.
#[derive(PartialEq, Properties)]
pub(super) struct FormProps {
    /// Their name: no password is like it.
    pub(super) person_name: String,
    /// Both are set.
    pub(super) on_set: Callback<RecoveryCodes>,
}

/// A password and an app, for the first time or anew.
#[component]
pub(super) fn Form(props: &FormProps) -> Html {
    let t = use_translator();
    let told = use_remote::<Authenticator>(path::AUTHENTICATOR.to_owned());
    let task = use_task();
    let (chosen, code) = (use_state_eq(String::new), use_state_eq(String::new));
    let is_asked = use_state_eq(|| false);
    let weak = is_asked
        .then(|| password::check(&chosen, &props.person_name).err())
        .flatten()
        .map(|weak| AttrValue::Static(t.choice("office.password", weak.code())));
    let no_code =
        (*is_asked && code.trim().is_empty()).then(|| AttrValue::Static(t.text("error.missing")));
    let onsubmit = {
        let (task, is_asked) = (task.clone(), is_asked.setter());
        let (chosen, code, name) = (chosen.clone(), code.clone(), props.person_name.clone());
        let on_set = props.on_set.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            is_asked.set(true);
            if password::check(&chosen, &name).is_err() || code.trim().is_empty() {
                return;
            }
            let request = SetFactor {
                password: (*chosen).clone(),
                code: (*code).clone(),
            };
            let on_set = on_set.clone();
            task.run(
                async move { http::post::<RecoveryCodes>(path::FACTOR, &request).await },
                move |made| on_set.emit(made),
            );
        })
    };
    html! {
        <form class="stack" novalidate=true {onsubmit} data-testid="set-up-form">
            <h2>{ t.text("office.set_up.password") }</h2>
            <SecretField
                name="new-password" label={t.text("office.factor.password")}
                secret={Secret::NewPassword} value={(*chosen).clone()} error={weak}
                hint={t.text("office.set_up.password_hint")} on_input={into(&chosen)}
            />
            <h2>{ t.text("office.set_up.app") }</h2>
            <p>{ t.text("office.set_up.app_what") }</p>
            { data_view(&t, &told, |told| authenticator(&t, told)) }
            <SecretField
                name="app-code" label={t.text("office.set_up.code")} secret={Secret::Code}
                value={(*code).clone()} error={no_code} on_input={into(&code)}
            />
            { problem(&t, task.failure()) }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={task.is_busy()}
                    data-testid="set-up"
                >
                    { t.text("office.set_up.go") }
                </button>
            </p>
        </form>
    }
}

fn authenticator(t: &Translator, told: &Authenticator) -> Html {
    html! {
        <div class="authenticator">
            <img
                class="qr" src={percent::svg_address(&told.qr_svg)} width="208" height="208"
                alt={t.text("office.set_up.qr_alt")}
            />
            <p>
                { t.text("office.set_up.by_hand") }{ " " }
                <code class="spelled" data-testid="app-secret">{ &told.secret }</code>
            </p>
        </div>
    }
}

fn problem(t: &Translator, failure: Option<&Failure>) -> Html {
    html! {
        if let Some(failure) = failure {
            <Banner tone={Tone::Problem} testid="set-up-problem">
                <p>{ words::failure(t, failure) }</p>
            </Banner>
        }
    }
}

/// What is shown once.
#[derive(PartialEq, Properties)]
pub(super) struct CodesProps {
    /// The codes.
    pub(super) codes: Vec<String>,
    /// They are kept; whose session it is from then on.
    pub(super) on_kept: Callback<Session>,
}

/// The codes for whoever loses the app, and the way on.
#[component]
pub(super) fn Codes(props: &CodesProps) -> Html {
    let t = use_translator();
    let task = use_task();
    let onclick = {
        let (task, on_kept) = (task.clone(), props.on_kept.clone());
        Callback::from(move |_: MouseEvent| {
            let on_kept = on_kept.clone();
            task.run(http::get::<Session>(path::SESSION), move |session| {
                on_kept.emit(session);
            });
        })
    };
    html! {
        <section class="stack" aria-labelledby="recovery">
            <h2 id="recovery">{ t.text("office.set_up.recovery") }</h2>
            <p>{ t.text("office.set_up.recovery_what") }</p>
            <ol class="recovery-codes" data-testid="recovery-codes">
                { for props.codes.iter().map(|code| html! {
                    <li><code class="spelled">{ code }</code></li>
                }) }
            </ol>
            { problem(&t, task.failure()) }
            <p class="actions">
                <button
                    type="button" class="button button-primary" {onclick} disabled={task.is_busy()}
                    data-testid="codes-kept"
                >
                    { t.text("office.set_up.kept") }
                </button>
            </p>
        </section>
    }
}
