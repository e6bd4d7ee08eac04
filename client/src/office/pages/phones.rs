//! Phones of the commune, and the links that make more of them.

use chungtay_shared::api::{DeviceLine, path};
use yew::prelude::*;

use crate::components::{Badge, Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::confirm_dialog::ConfirmDialog;
use crate::office::data_view::data_view;
use crate::office::enrolment_links::{Links, NewLink};
use crate::office::escape_import::EscapeImport;
use crate::office::remote::{use_remote, use_shell};
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::{http, words};

/// Phones and enrolment links.
#[component]
pub(crate) fn Phones() -> Html {
    let t = use_translator();
    html! {
        <>
            <h1>{ t.text("office.phones.heading") }</h1>
            <p class="lead">{ t.text("office.phones.what") }</p>
            <Devices />
            <EscapeImport />
            <NewLink />
            <Links />
        </>
    }
}

#[component]
fn Devices() -> Html {
    let t = use_translator();
    let shell = use_shell();
    let devices = use_remote::<Vec<DeviceLine>>(path::DEVICES.to_owned());
    let asked = use_state_eq(|| None::<DeviceLine>);
    let task = use_task();
    let on_revoke = {
        let asked = asked.setter();
        Callback::from(move |device| asked.set(Some(device)))
    };
    let on_cancel = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let on_confirm = {
        let (asked, task, dispatcher) = (asked.clone(), task.clone(), shell.dispatcher());
        Callback::from(move |()| {
            let Some(device) = &*asked else { return };
            let path = path::DEVICE_REVOKE.replace("{id}", &device.id.to_string());
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
    html! {
        <section class="card" aria-labelledby="devices">
            <h2 id="devices">{ t.text("office.phones.devices") }</h2>
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            { data_view(&t, &devices, |lines| device_table(&t, lines, &on_revoke)) }
            if let Some(device) = &*asked {
                <ConfirmDialog
                    title={t.fill("office.phones.revoke_title", &[("name", &device.person_name)])}
                    confirm={t.text("office.phones.revoke")} {on_confirm} {on_cancel}
                >
                    <p>{ &device.device_name }</p>
                    <p>{ t.text("office.phones.revoke_what") }</p>
                    if owed(device) > 0 {
                        <p class="error">
                            { words::counted(&t, "office.phones.revoke_owed", owed(device)) }
                        </p>
                    }
                </ConfirmDialog>
            }
        </section>
    }
}

/// Records the phone has said it made and the server has neither taken nor set aside.
fn owed(device: &DeviceLine) -> u64 {
    device
        .made
        .saturating_sub(device.receipted + device.quarantined)
}

fn device_table(t: &Translator, lines: &[DeviceLine], on_revoke: &Callback<DeviceLine>) -> Html {
    if lines.is_empty() {
        return html! { <p class="empty">{ t.text("office.phones.none") }</p> };
    }
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="devices">
            <table class="table" data-testid="device-table">
                <caption class="visually-hidden">{ t.text("office.phones.devices") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.col.person") }</th>
                        <th scope="col">{ t.text("office.col.device") }</th>
                        <th scope="col">{ t.text("office.col.heard") }</th>
                        <th scope="col" class="number">{ t.text("office.col.made") }</th>
                        <th scope="col" class="number">{ t.text("office.col.receipted") }</th>
                        <th scope="col" class="number">{ t.text("office.col.owed") }</th>
                        <th scope="col" class="number">{ t.text("office.col.set_aside") }</th>
                        <th scope="col">{ t.text("office.col.action") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(|line| device_row(t, line, on_revoke)) }</tbody>
            </table>
        </div>
    }
}

fn device_row(t: &Translator, device: &DeviceLine, on_revoke: &Callback<DeviceLine>) -> Html {
    let owed = owed(device);
    let onclick = {
        let device = device.clone();
        on_revoke.reform(move |_: MouseEvent| device.clone())
    };
    let never = || t.text("office.phones.never").to_owned();
    let heard = device
        .heard_at
        .map_or_else(never, |at| words::moment(t, at));
    let revoke_label = t.fill("office.phones.revoke_of", &[("name", &device.person_name)]);
    html! {
        <tr key={device.id.to_string()} data-testid="device-row">
            <th scope="row">
                { &device.person_name }
                <span class="below">{ t.choice("role", device.role.code()) }</span>
            </th>
            <td>{ &device.device_name }</td>
            <td class="moment">
                { heard }
            </td>
            <td class="number">{ t.number(device.made) }</td>
            <td class="number">{ t.number(device.receipted) }</td>
            <td class="number">
                if owed > 0 {
                    <Badge tone={Tone::Waiting} label={t.number(owed)} />
                } else {
                    { "–" }
                }
            </td>
            <td class="number">
                if device.quarantined > 0 {
                    <Badge tone={Tone::Problem} label={t.number(device.quarantined)} />
                } else {
                    { "–" }
                }
            </td>
            <td>
                if device.revoked {
                    <Badge label={t.text("office.phones.revoked")} testid="revoked" />
                } else {
                    <button
                        type="button" class="button button-danger button-small" {onclick}
                        aria-label={revoke_label} data-testid="revoke"
                    >
                        { t.text("office.phones.revoke") }
                    </button>
                }
            </td>
        </tr>
    }
}
