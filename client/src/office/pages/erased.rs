//! What was erased at households' requests, as the log says it.

use chungtay_shared::api::erasure::{Erasure, ErasuresPage};
use chungtay_shared::api::path;
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::remote::use_remote;
use crate::office::words;

/// A table of it.
#[component]
pub(crate) fn Erased() -> Html {
    let t = use_translator();
    let page = use_remote::<ErasuresPage>(path::ERASURES.to_owned());
    html! {
        <section aria-labelledby="erased">
            <h2 id="erased">{ t.text("office.erased.heading") }</h2>
            <p>{ t.text("office.erased.what") }</p>
            { data_view(&t, &page, |page| {
                if page.erasures.is_empty() {
                    html! { <p class="empty">{ t.text("office.erased.none") }</p> }
                } else {
                    table(&t, &page.erasures)
                }
            }) }
        </section>
    }
}

fn table(t: &Translator, erasures: &[Erasure]) -> Html {
    html! {
        <div
            class="table-scroll" tabindex="0" role="group" aria-label={t.text("office.erased.heading")}
        >
            <table class="table" data-testid="erased-table">
                <caption class="visually-hidden">{ t.text("office.erased.heading") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.erased.at") }</th>
                        <th scope="col">{ t.text("office.erased.by") }</th>
                        <th scope="col">{ t.text("office.erased.request") }</th>
                        <th scope="col">{ t.text("office.col.reason") }</th>
                        <th scope="col">{ t.text("office.erased.gone") }</th>
                    </tr>
                </thead>
                <tbody>{ for erasures.iter().map(|erasure| row(t, erasure)) }</tbody>
            </table>
        </div>
    }
}

fn row(t: &Translator, erasure: &Erasure) -> Html {
    let (changes, figures) = (t.number(erasure.changes), t.number(erasure.figures));
    let counts = [("changes", changes.as_str()), ("figures", figures.as_str())];
    let gone = if erasure.record.is_some() {
        t.fill("office.erased.record", &counts)
    } else {
        t.fill("office.erased.household", &counts)
    };
    html! {
        <tr data-testid="erased-row">
            <td class="moment">{ words::moment(t, erasure.at) }</td>
            <td>{ &erasure.officer_name }</td>
            <td>{ &erasure.request }</td>
            <td>{ &erasure.reason }</td>
            <td>{ gone }</td>
        </tr>
    }
}
