//! Phones of the commune, and the links that make more of them.

mod accounts;
mod joining;

use chungtay_shared::api::{DeviceLine, path};
use yew::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::use_translator;
use crate::office::confirm_dialog::ConfirmDialog;
use crate::office::data_view::data_view;
use crate::office::device_table::{Deed, device_table};
use crate::office::enrolment_links::{Links, NewLink};
use crate::office::escape_import::EscapeImport;
use crate::office::if_may::IfMay;
use crate::office::old_phones::OldPhones;
use crate::office::remote::{use_remote, use_shell};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::{browser, http, words};
use accounts::Accounts;
use joining::Joining;

/// Phones and enrolment links.
#[component]
pub(crate) fn Phones() -> Html {
    let t = use_translator();
    // No phone sends its records to a unit that only keeps other units.
    let keeps_units = use_shell().keeps_units();
    let (heading, what) = if keeps_units {
        ("office.units.links", "office.units.links_what")
    } else {
        ("office.phones.heading", "office.phones.what")
    };
    html! {
        <>
            <h1>{ t.text(heading) }</h1>
            <p class="lead">{ t.text(what) }</p>
            if !keeps_units { <EscapeImport /> }
            if !keeps_units { <IfMay get={path::JOINING}><Joining /></IfMay> }
            <Devices />
            <IfMay get={path::TAKEOVER}><OldPhones /></IfMay>
            <NewLink />
            <Links />
            <Accounts />
            <p>
                <RouteLink to={Route::Access} class="button" testid="open-access">
                    { t.text("office.access.open") }
                </RouteLink>
            </p>
        </>
    }
}

#[component]
fn Devices() -> Html {
    let t = use_translator();
    let shell = use_shell();
    let devices = use_remote::<Vec<DeviceLine>>(path::DEVICES.to_owned());
    let asked = use_state_eq(|| None::<(DeviceLine, Deed)>);
    let task = use_task();
    let on_deed = {
        let asked = asked.setter();
        Callback::from(move |deed| asked.set(Some(deed)))
    };
    let on_cancel = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let on_confirm = {
        let (asked, task, dispatcher) = (asked.clone(), task.clone(), shell.dispatcher());
        Callback::from(move |()| {
            let Some((device, deed)) = &*asked else {
                return;
            };
            let path = match deed {
                Deed::Lock => path::DEVICE_REVOKE,
                Deed::Lose => path::DEVICE_LOSE,
            };
            let path = path.replace("{id}", &device.id.to_string());
            let nothing = serde_json::Map::new();
            let dispatcher = dispatcher.clone();
            task.run(
                async move { http::post_only(&path, &nothing).await },
                move |()| {
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
            asked.set(None);
        })
    };
    let question = asked
        .as_ref()
        .map(|(device, deed)| (device.clone(), asked_of(*deed)));
    html! {
        <section class="card" aria-labelledby="devices">
            <h2 id="devices">{ t.text("office.phones.devices") }</h2>
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            { data_view(&t, &devices, |lines| {
                device_table(&t, lines, browser::now(), &on_deed)
            }) }
            if let Some((device, [title, confirm, what, owed])) = &question {
                <ConfirmDialog
                    title={t.fill(title, &[("name", &device.person_name)])}
                    confirm={t.text(confirm)} {on_confirm} {on_cancel}
                >
                    <p>{ &device.device_name }</p>
                    <p>{ t.text(what) }</p>
                    if device.owed() > 0 {
                        <p class="error">
                            { words::counted(&t, owed, device.owed()) }
                        </p>
                    }
                </ConfirmDialog>
            }
        </section>
    }
}

/// The keys of what is asked before a deed: title, button, what it means, what is not here yet.
const fn asked_of(deed: Deed) -> [&'static str; 4] {
    match deed {
        Deed::Lock => [
            "office.phones.revoke_title",
            "office.phones.revoke",
            "office.phones.revoke_what",
            "office.phones.revoke_owed",
        ],
        Deed::Lose => [
            "office.phones.lose_title",
            "office.phones.lose",
            "office.phones.lose_what",
            "office.phones.lose_owed",
        ],
    }
}
