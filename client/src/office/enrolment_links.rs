//! Enrolment links: making one, and those that were made.

use chungtay_shared::api::{InviteLine, InviteState, MadeInvite, NewInvite, Role, path};
use chungtay_shared::field::Problem;
use yew::prelude::*;

use super::data_view::data_view;
use super::invite_card::InviteCard;
use super::remote::{use_remote, use_shell};
use super::shell::ShellAction;
use super::task::use_task;
use super::{http, words};
use crate::components::{Badge, Banner, Choice, ChoiceChips, Field, Tone};
use crate::i18n::{Translator, use_translator};

/// Makes a link for a person; it is shown at once, and only once.
#[component]
pub(crate) fn NewLink() -> Html {
    let t = use_translator();
    let shell = use_shell();
    let task = use_task();
    let name = use_state_eq(String::new);
    // Whoever works for a unit that only keeps other units visits nobody in its name.
    let is_office_only = shell.keeps_units();
    let may_make = |role: &&Role| {
        let visits = matches!(role, Role::Volunteer | Role::Leader);
        !(is_office_only && visits) && shell.role().is_some_and(|own| own.may_make(**role))
    };
    let offered: Vec<Role> = Role::ALL.iter().filter(may_make).copied().collect();
    let chosen = use_state_eq(|| None::<Role>);
    let first = offered.first().copied().unwrap_or(Role::Volunteer);
    let role = chosen.unwrap_or(first);
    let asked = use_state_eq(|| false);
    let made = use_state(|| None::<MadeInvite>);
    let missing = (*asked && name.trim().is_empty()).then_some(Problem::Missing);
    let found = task
        .failure()
        .and_then(|failure| failure.problem_of("person_name"));
    let error = missing
        .or(found)
        .map(|problem| AttrValue::from(t.problem(problem)));
    let onsubmit = {
        let (task, name, asked) = (task.clone(), name.clone(), asked.setter());
        let (role, made, dispatcher) = (role, made.setter(), shell.dispatcher());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            asked.set(true);
            if name.trim().is_empty() {
                return;
            }
            let request = NewInvite {
                person_name: name.trim().to_owned(),
                role,
            };
            let (made, name, asked) = (made.clone(), name.setter(), asked.clone());
            let dispatcher = dispatcher.clone();
            task.run(
                async move { http::post::<MadeInvite>(path::INVITES, &request).await },
                move |invite| {
                    made.set(Some(invite));
                    name.set(String::new());
                    asked.set(false);
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
        })
    };
    let roles = offered
        .iter()
        .map(|role| Choice::new(role.code(), t.choice("role", role.code())));
    let on_role = {
        let chosen = chosen.setter();
        Callback::from(move |code: AttrValue| {
            chosen.set(Role::from_code(&code));
        })
    };
    let on_name = {
        let name = name.setter();
        Callback::from(move |text| name.set(text))
    };
    html! {
        <section class="card" aria-labelledby="new-link">
            <h2 id="new-link">{ t.text("office.phones.new_link") }</h2>
            <form class="form-row" novalidate=true {onsubmit}>
                <Field
                    name="person_name" label={t.text("office.phones.person")}
                    value={(*name).clone()}
                    hint={t.text("office.phones.person_hint")} {error} on_input={on_name}
                />
                <ChoiceChips
                    name="role" legend={t.text("office.phones.role")}
                    choices={roles.collect::<Vec<_>>()} hint={t.choice("role_what", role.code())}
                    chosen={vec![AttrValue::from(role.code())]} on_choose={on_role}
                />
                <button
                    type="submit" class="button button-primary" disabled={task.is_busy()}
                    data-testid="make-link"
                >
                    { t.text("office.phones.make") }
                </button>
            </form>
            if let Some(failure) = task.failure().filter(|failure| failure.fields().is_empty()) {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            if let Some(invite) = &*made { <InviteCard invite={invite.clone()} /> }
        </section>
    }
}

/// The links that were made, and where each stands.
#[component]
pub(crate) fn Links() -> Html {
    let t = use_translator();
    let invites = use_remote::<Vec<InviteLine>>(path::INVITES.to_owned());
    html! {
        <section class="card" aria-labelledby="links">
            <h2 id="links">{ t.text("office.phones.links") }</h2>
            { data_view(&t, &invites, |lines| link_table(&t, lines)) }
        </section>
    }
}

fn link_table(t: &Translator, lines: &[InviteLine]) -> Html {
    if lines.is_empty() {
        return html! { <p class="empty">{ t.text("office.phones.no_links") }</p> };
    }
    let row = |line: &InviteLine| {
        let tone = match line.state {
            InviteState::Open => Tone::Waiting,
            InviteState::Used => Tone::Good,
            InviteState::Expired => Tone::Plain,
        };
        html! {
            <tr data-testid="link-row">
                <th scope="row">
                    { &line.person_name }
                    <span class="below">{ t.choice("role", line.role.code()) }</span>
                </th>
                <td><Badge {tone} label={t.choice("office.invite_state", line.state.code())} /></td>
                <td class="moment">{ words::moment(t, line.created_at) }</td>
                <td class="moment">{ words::moment(t, line.expires_at) }</td>
            </tr>
        }
    };
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="links">
            <table class="table" data-testid="link-table">
                <caption class="visually-hidden">{ t.text("office.phones.links") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.col.person") }</th>
                        <th scope="col">{ t.text("office.col.state") }</th>
                        <th scope="col">{ t.text("office.col.created") }</th>
                        <th scope="col">{ t.text("office.col.expires") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
