//! The table of phones: what each has handed in, what it owes, when it was heard.

use chungtay_shared::api::{DeviceLine, Role, Wipe};
use chungtay_shared::time::Timestamp;
use yew::prelude::*;

use super::completeness::{in_order, silent_days, standing};
use super::words;
use crate::components::{Badge, Tone};
use crate::i18n::Translator;

/// What the office does about a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Nobody enters with it; what is on it stays.
    Lock,
    /// The same, and it removes what is on it.
    Lose,
}

/// The table of phones as they stand `now`, and in a line above it what is to be done.
pub(crate) fn device_table(
    t: &Translator,
    lines: &[DeviceLine],
    now: Timestamp,
    on_deed: &Callback<(DeviceLine, Deed)>,
) -> Html {
    if lines.is_empty() {
        return html! { <p class="empty">{ t.text("office.phones.none") }</p> };
    }
    html! {
        <>
            if lines.iter().any(|line| line.role == Role::Volunteer) {
                <p data-testid="phones-standing">{ in_one_line(t, lines, now) }</p>
            }
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="devices">
                <table class="table" data-testid="device-table">
                    <caption class="visually-hidden">{ t.text("office.phones.devices") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.col.person") }</th>
                            <th scope="col">{ t.text("office.col.device") }</th>
                            <th scope="col">{ t.text("office.col.heard") }</th>
                            <th scope="col" class="number">{ t.text("office.col.receipted") }</th>
                            <th scope="col">{ t.text("office.col.owed") }</th>
                            <th scope="col" class="number">{ t.text("office.col.set_aside") }</th>
                            <th scope="col">{ t.text("office.col.action") }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for in_order(lines).into_iter().map(|line| row(t, line, now, on_deed)) }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn in_one_line(t: &Translator, lines: &[DeviceLine], now: Timestamp) -> String {
    let standing = standing(lines, now);
    let count = |key: &str, count: u64| (count > 0).then(|| words::counted(t, key, count));
    let owing = (standing.owing > 0).then(|| {
        let (count, owed) = (t.number(standing.owing), t.number(standing.owed));
        t.fill("office.phones.owing", &[("count", &count), ("owed", &owed)])
    });
    let said: Vec<String> = [
        owing,
        count("office.phones.silent", standing.silent),
        count("office.phones.clocks", standing.clocks),
    ]
    .into_iter()
    .flatten()
    .collect();
    if said.is_empty() {
        t.text("office.phones.complete").to_owned()
    } else {
        said.join(" · ")
    }
}

fn row(
    t: &Translator,
    device: &DeviceLine,
    now: Timestamp,
    on_deed: &Callback<(DeviceLine, Deed)>,
) -> Html {
    let is_phone = device.role == Role::Volunteer;
    let of_made = [
        ("done", t.number(device.receipted)),
        ("all", t.number(device.made)),
    ];
    let of_made = of_made.each_ref().map(|(k, v)| (*k, v.as_str()));
    html! {
        <tr key={device.id.to_string()} data-testid="device-row">
            <th scope="row">
                { &device.person_name }
                <span class="below">{ t.choice("role", device.role.code()) }</span>
                if device.left {
                    <span class="below" data-testid="left">
                        <Badge label={t.text("office.phones.left")} />
                    </span>
                }
            </th>
            <td>
                { &device.device_name }
                if device.clock_off_s != 0 {
                    <span class="below" data-testid="clock-off">
                        <Badge tone={Tone::Waiting} label={clock(t, device.clock_off_s)} />
                    </span>
                }
            </td>
            <td class="moment">
                { device.heard_at.map_or_else(
                    || t.text("office.phones.never").to_owned(),
                    |at| words::moment(t, at),
                ) }
                if let Some(days) = silent_days(device, now) {
                    <span class="below" data-testid="silent">
                        { words::counted(t, "office.phones.silent_for", days) }
                    </span>
                }
            </td>
            <td class="number" data-testid="received-of">
                { if is_phone { t.fill("office.phones.of_made", &of_made) } else { "–".to_owned() } }
            </td>
            <td data-testid="owes">
                if device.owed() > 0 {
                    <Badge
                        tone={Tone::Waiting}
                        label={words::counted(t, "office.phones.owes", device.owed())}
                    />
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
            <td>{ actions(t, device, on_deed) }</td>
        </tr>
    }
}

fn actions(t: &Translator, device: &DeviceLine, on_deed: &Callback<(DeviceLine, Deed)>) -> Html {
    let may_be_lost = device.role == Role::Volunteer && device.wipe == Wipe::NotAsked;
    html! {
        <div class="actions">
            { standing_of(t, device) }
            if !device.revoked {
                { button(t, device, Deed::Lock, on_deed) }
            }
            if may_be_lost {
                { button(t, device, Deed::Lose, on_deed) }
            }
        </div>
    }
}

/// That it is locked, and what is known of one that is lost.
fn standing_of(t: &Translator, device: &DeviceLine) -> Html {
    match device.wipe {
        Wipe::NotAsked if device.revoked => {
            html! { <Badge label={t.text("office.phones.revoked")} testid="revoked" /> }
        }
        Wipe::NotAsked => Html::default(),
        Wipe::Asked => {
            let label = t.text("office.phones.wipe_asked");
            html! { <Badge tone={Tone::Waiting} {label} testid="wipe-asked" /> }
        }
        Wipe::Done(at) => {
            let label = t.fill("office.phones.wiped", &[("at", &words::moment(t, at))]);
            html! { <Badge {label} testid="wiped" /> }
        }
    }
}

fn button(
    t: &Translator,
    device: &DeviceLine,
    deed: Deed,
    on_deed: &Callback<(DeviceLine, Deed)>,
) -> Html {
    let (testid, label, of) = match deed {
        Deed::Lock => ("revoke", "office.phones.revoke", "office.phones.revoke_of"),
        Deed::Lose => ("lose", "office.phones.lose", "office.phones.lose_of"),
    };
    let onclick = {
        let device = device.clone();
        on_deed.reform(move |_: MouseEvent| (device.clone(), deed))
    };
    html! {
        <button
            type="button" class="button button-danger button-small" {onclick} data-testid={testid}
            aria-label={t.fill(of, &[("name", &device.person_name)])}
        >
            { t.text(label) }
        </button>
    }
}

/// By how much a phone's clock is wrong, in words.
fn clock(t: &Translator, off_s: i64) -> String {
    let key = if off_s > 0 {
        "office.phones.clock_ahead"
    } else {
        "office.phones.clock_behind"
    };
    t.fill(key, &[("span", &t.span(off_s))])
}
