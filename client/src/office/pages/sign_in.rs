//! Nobody is signed in: by unit, name, role, password and code, or by a link.

use chungtay_shared::api::accounts::SignInRequest;
use chungtay_shared::api::{Role, Session, path};
use chungtay_shared::field::Problem;
use yew::prelude::*;

use crate::components::{Banner, Choice, ChoiceChips, Field, Tone};
use crate::i18n::use_translator;
use crate::office::answer::into;
use crate::office::door::Door;
use crate::office::remote::use_shell;
use crate::office::secret_field::{Secret, SecretField};
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::unit_search::{UnitSearch, code_error, is_code};
use crate::office::{browser, device_name, http, words};

/// The form, and how to get a link.
#[component]
pub(crate) fn SignIn() -> Html {
    let t = use_translator();
    html! {
        <Door title={t.text("office.sign_in.title")} testid="page-sign-in">
            <Form />
            <h2>{ t.text("office.sign_in.no_password") }</h2>
            <p>{ t.text("office.sign_in.why") }</p>
            <h3>{ t.text("office.sign_in.colleague") }</h3>
            <p>{ t.text("office.sign_in.colleague_how") }</p>
            <h3>{ t.text("office.sign_in.server") }</h3>
            <p>{ t.text("office.sign_in.server_how") }</p>
            <pre class="command"><code>{ t.text("office.sign_in.command") }</code></pre>
            <p class="hint">{ t.text("office.sign_in.once") }</p>
        </Door>
    }
}

#[component]
fn Form() -> Html {
    let t = use_translator();
    let dispatcher = use_shell().dispatcher();
    let task = use_task();
    let is_asked = use_state_eq(|| false);
    let role = use_state_eq(|| Role::Office);
    let [commune, name, password, code] = [
        use_state_eq(String::new),
        use_state_eq(String::new),
        use_state_eq(String::new),
        use_state_eq(String::new),
    ];
    let missing = |typed: &UseStateHandle<String>| {
        let is_missing = *is_asked && typed.trim().is_empty();
        is_missing.then(|| AttrValue::Static(t.problem(Problem::Missing)))
    };
    let onsubmit = {
        let (task, is_asked, role) = (task.clone(), is_asked.setter(), *role);
        let [commune, name, password] = [&commune, &name, &password].map(|typed| (**typed).clone());
        let code = code.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            is_asked.set(true);
            let all = [&name, &password, &*code];
            if !is_code(&commune) || all.iter().any(|typed| typed.trim().is_empty()) {
                return;
            }
            let request = SignInRequest {
                commune: commune.trim().to_owned(),
                person_name: name.clone(),
                role,
                password: password.clone(),
                code: (*code).clone(),
                device_name: device_name::of_user_agent(&browser::user_agent()),
            };
            // A code works once: it is of no use in the field any more.
            code.set(String::new());
            is_asked.set(false);
            let dispatcher = dispatcher.clone();
            task.run(
                async move { http::post::<Session>(path::SIGN_IN, &request).await },
                move |session| dispatcher.dispatch(ShellAction::SignedIn(session)),
            );
        })
    };
    let roles = Role::ALL.iter().filter(|role| role.is_office());
    let roles = roles.map(|role| Choice::new(role.code(), t.choice("role", role.code())));
    let on_role = {
        let role = role.setter();
        Callback::from(move |code: AttrValue| {
            role.set(Role::from_code(&code).unwrap_or(Role::Office));
        })
    };
    html! {
        <form class="stack" novalidate=true {onsubmit} data-testid="sign-in-form">
            <UnitSearch
                value={(*commune).clone()} error={code_error(&t, &commune, *is_asked, None)}
                on_input={into(&commune)}
            />
            <Field
                name="person_name" label={t.text("office.sign_in.name")} value={(*name).clone()}
                hint={t.text("office.sign_in.name_hint")} error={missing(&name)}
                on_input={into(&name)}
            />
            <ChoiceChips
                name="role" legend={t.text("office.phones.role")}
                choices={roles.collect::<Vec<_>>()} chosen={vec![AttrValue::from(role.code())]}
                on_choose={on_role}
            />
            <SecretField
                name="password" label={t.text("office.factor.password")} secret={Secret::Password}
                value={(*password).clone()} error={missing(&password)} on_input={into(&password)}
            />
            <SecretField
                name="code-of-app" label={t.text("office.factor.code")} secret={Secret::Code}
                value={(*code).clone()} error={missing(&code)}
                hint={t.text("office.factor.code_hint")} on_input={into(&code)}
            />
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem} testid="sign-in-problem">
                    <p>{ words::failure(&t, failure) }</p>
                </Banner>
            }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={task.is_busy()}
                    data-testid="sign-in"
                >
                    { t.text("office.sign_in.go") }
                </button>
            </p>
        </form>
    }
}
