//! Records the server could not accept: kept whole, with the reason.

use chungtay_shared::api::{QuarantineLine, path};
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// Records set aside.
#[component]
pub(crate) fn SetAside() -> Html {
    let t = use_translator();
    let lines = use_remote::<Vec<QuarantineLine>>(path::QUARANTINE.to_owned());
    html! {
        <>
            <h1>{ t.text("office.set_aside.heading") }</h1>
            <p class="lead">{ t.text("office.set_aside.what") }</p>
            { data_view(&t, &lines, |lines| html! {
                if lines.is_empty() {
                    <p class="empty" role="status">{ t.text("office.set_aside.none") }</p>
                } else {
                    { table(&t, lines) }
                }
            }) }
        </>
    }
}

fn table(t: &Translator, lines: &[QuarantineLine]) -> Html {
    let row = |line: &QuarantineLine| {
        html! {
            <tr data-testid="set-aside-row">
                <td class="moment">{ words::moment(t, line.received_at) }</td>
                <td>{ &line.person_name }</td>
                <td class="number">{ t.number(line.n) }</td>
                <td>
                    if line.head_name.is_empty() {
                        { t.text("office.set_aside.unknown_household") }
                    } else {
                        <RouteLink to={Route::Household { id: line.household }}>
                            { &line.head_name }
                        </RouteLink>
                    }
                </td>
                <td>{ t.choice("quarantine", &line.reason) }</td>
                <td class="number">{ size(t, line.size_bytes) }</td>
            </tr>
        }
    };
    html! {
        <div
            class="table-scroll" tabindex="0" role="group"
            aria-label={t.text("office.set_aside.heading")}
        >
            <table class="table" data-testid="set-aside-table">
                <caption class="visually-hidden">{ t.text("office.set_aside.heading") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.col.received") }</th>
                        <th scope="col">{ t.text("office.col.sent_by") }</th>
                        <th scope="col" class="number">{ t.text("office.col.record_number") }</th>
                        <th scope="col">{ t.text("office.col.household") }</th>
                        <th scope="col">{ t.text("office.col.reason") }</th>
                        <th scope="col" class="number">{ t.text("office.col.size") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

/// Bytes below a kilobyte, kilobytes above.
fn size(t: &Translator, bytes: u64) -> String {
    if bytes < 1_000 {
        format!("{}\u{a0}B", t.number(bytes))
    } else {
        format!("{}\u{a0}kB", t.number(bytes.div_ceil(1_000)))
    }
}
