//! The unit's accounts: another beginning for whoever has forgotten the password or lost the app, and an end.

use chungtay_shared::api::accounts::AccountLine;
use chungtay_shared::api::{MadeInvite, path};
use yew::prelude::*;

use crate::components::{Badge, Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::confirm_dialog::ConfirmDialog;
use crate::office::data_view::data_view;
use crate::office::invite_card::InviteCard;
use crate::office::remote::{use_remote, use_shell};
use crate::office::shell::{Shell, ShellAction};
use crate::office::task::use_task;
use crate::office::{http, words};

/// What is to be done to an account.
#[derive(Debug, Clone, PartialEq)]
enum Asked {
    Reset(AccountLine),
    Close(AccountLine),
}

/// A card with a line for each.
#[component]
pub(super) fn Accounts() -> Html {
    let t = use_translator();
    let shell = use_shell();
    let accounts = use_remote::<Vec<AccountLine>>(path::ACCOUNTS.to_owned());
    let asked = use_state_eq(|| None::<Asked>);
    let made = use_state(|| None::<MadeInvite>);
    let task = use_task();
    let on_ask = {
        let asked = asked.setter();
        Callback::from(move |what| asked.set(Some(what)))
    };
    let on_cancel = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let on_confirm = {
        let (asked, task, made) = (asked.clone(), task.clone(), made.setter());
        let dispatcher = shell.dispatcher();
        Callback::from(move |()| {
            let Some(what) = &*asked else { return };
            let nothing = serde_json::Map::new();
            let dispatcher = dispatcher.clone();
            match what {
                Asked::Reset(line) => {
                    let path = path::ACCOUNT_RESET.replace("{id}", &line.id.to_string());
                    let made = made.clone();
                    task.run(
                        async move { http::post::<MadeInvite>(&path, &nothing).await },
                        move |invite| {
                            made.set(Some(invite));
                            dispatcher.dispatch(ShellAction::Changed);
                        },
                    );
                }
                Asked::Close(line) => {
                    let path = path::ACCOUNT_CLOSE.replace("{id}", &line.id.to_string());
                    task.run(
                        async move { http::post_only(&path, &nothing).await },
                        move |()| dispatcher.dispatch(ShellAction::Changed),
                    );
                }
            }
            asked.set(None);
        })
    };
    html! {
        <section class="card" aria-labelledby="accounts">
            <h2 id="accounts">{ t.text("office.accounts.heading") }</h2>
            <p>{ t.text("office.accounts.what") }</p>
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            { data_view(&t, &accounts, |lines| table(&t, &shell, lines, &on_ask)) }
            if let Some(invite) = &*made { <InviteCard number=900 invite={invite.clone()} /> }
            if let Some(what) = &*asked { { dialog(&t, what, &on_confirm, &on_cancel) } }
        </section>
    }
}

fn dialog(
    t: &Translator,
    what: &Asked,
    on_confirm: &Callback<()>,
    on_cancel: &Callback<()>,
) -> Html {
    let (line, key) = match what {
        Asked::Reset(line) => (line, "reset"),
        Asked::Close(line) => (line, "close"),
    };
    let name = [("name", line.person_name.as_str())];
    html! {
        <ConfirmDialog
            title={t.fill(&format!("office.accounts.{key}_title"), &name)}
            confirm={t.choice("office.accounts.now", key)} on_confirm={on_confirm.clone()}
            on_cancel={on_cancel.clone()}
        >
            <p>{ t.choice("role", line.role.code()) }</p>
            <p>{ t.choice("office.accounts.then", key) }</p>
        </ConfirmDialog>
    }
}

fn table(t: &Translator, shell: &Shell, lines: &[AccountLine], on_ask: &Callback<Asked>) -> Html {
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="accounts">
            <table class="table" data-testid="account-table">
                <caption class="visually-hidden">{ t.text("office.accounts.heading") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.col.person") }</th>
                        <th scope="col">{ t.text("office.accounts.sign_in") }</th>
                        <th scope="col" class="number">{ t.text("office.accounts.devices") }</th>
                        <th scope="col">{ t.text("office.col.action") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(|line| row(t, shell, line, on_ask)) }</tbody>
            </table>
        </div>
    }
}

fn row(t: &Translator, shell: &Shell, line: &AccountLine, on_ask: &Callback<Asked>) -> Html {
    // Nobody resets or closes what they are signed in with.
    let is_own = shell.is_account(&line.person_name, line.role);
    let may = shell.role().is_some_and(|own| own.may_make(line.role)) && !line.closed && !is_own;
    let button = |what: Asked, key: &str, class: &'static str| {
        let label = t.choice("office.accounts.do", key);
        html! {
            <button
                type="button" class={classes!("button", "button-small", class)}
                onclick={on_ask.reform(move |_: MouseEvent| what.clone())}
                aria-label={format!("{label}: {}", line.person_name)}
                data-testid={format!("account-{key}")}
            >
                { label }
            </button>
        }
    };
    let how = match (line.closed, line.has_factor, line.role.is_office()) {
        (true, ..) => {
            html! { <Badge label={t.text("office.accounts.closed")} testid="account-closed" /> }
        }
        (_, true, _) => html! {
            <Badge tone={Tone::Good} label={t.text("office.accounts.both")} testid="account-both" />
        },
        (_, false, true) => t.text("office.accounts.link").into(),
        (_, false, false) => t.text("office.accounts.phone").into(),
    };
    html! {
        <tr key={line.id.to_string()} data-testid="account-row">
            <th scope="row">
                { &line.person_name }
                <span class="below">{ t.choice("role", line.role.code()) }</span>
            </th>
            <td>{ how }</td>
            <td class="number">{ t.number(line.devices) }</td>
            <td>
                if may {
                    <span class="actions">
                        if line.role.is_office() {
                            { button(Asked::Reset(line.clone()), "reset", "") }
                        }
                        { button(Asked::Close(line.clone()), "close", "button-danger") }
                    </span>
                }
            </td>
        </tr>
    }
}
