//! Files of colleagues that this phone carries to the commune.

use chungtay_shared::limits::ESCAPE_FILE_BYTES_MAX;
use chungtay_shared::phone::carrying::CarriedFile;
use chungtay_shared::phone::message::{Ask, Failure};
use yew::prelude::*;

use crate::components::{Tone, badge, note};
use crate::hooks::{use_app, use_store};
use crate::i18n::{Translator, use_translator};
use crate::platform::file;
use crate::store::Store;
use crate::widgets::failure_banner;

/// What this phone carries, and the way to take another file along.
#[component]
pub(super) fn CarryCard() -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let failure = use_state_eq(|| None::<Failure>);
    let onchange = {
        let (store, set_failure) = (store.clone(), failure.setter());
        Callback::from(move |event: Event| {
            let Some(input) = event.target() else { return };
            let (store, set_failure) = (store.clone(), set_failure.clone());
            file::read_chosen(input, ESCAPE_FILE_BYTES_MAX, move |file| {
                // What could not be read is no file of ours either.
                let file = file.unwrap_or_default();
                store.ask(Ask::Carry { file }, move |result| {
                    set_failure.set(result.err());
                });
            });
        })
    };
    let carrying = &app.carrying;
    let count = |key, count: u64| t.fill(key, &[("count", &t.number(count))]);
    html! {
        <section class="card" aria-labelledby="carry-heading" data-testid="carry">
            <h2 id="carry-heading">{ t.text("carry.title") }</h2>
            <p>{ t.text("carry.text") }</p>
            if let Some(failure) = &*failure {
                { failure_banner(&t, failure) }
            }
            if !carrying.files.is_empty() {
                { note(
                    Tone::Waiting, "carry-count",
                    count("carry.count", carrying.files.len() as u64),
                ) }
                <ol class="records">{ for carrying.files.iter().map(|f| line(&t, &store, f)) }</ol>
            }
            if carrying.passed_on > 0 {
                <p class="hint" data-testid="carry-passed-on">
                    { count("carry.passed_on", carrying.passed_on) }
                </p>
            }
            // The browser's own button speaks the browser's language; the label speaks ours.
            <label class="button file-button">
                { t.text("carry.choose") }
                <input
                    type="file" accept=".txt,text/plain" data-testid="carry-file" {onchange}
                />
            </label>
        </section>
    }
}

fn line(t: &Translator, store: &Store, file: &CarriedFile) -> Html {
    let (store, id) = (store.clone(), file.id.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        store.tell(Ask::GiveUpCarried { id: id.clone() });
    });
    html! {
        <li key={file.id.clone()} class="card record" data-testid="carried">
            <p>{ t.date_time(file.taken_at) }</p>
            if let Some(code) = &file.refused {
                { badge(Tone::Problem, t.text("carry.refused"), "carry-refused") }
                <p>{ t.choice("carry_refused", code) }</p>
                <button type="button" class="button" data-testid="carry-give-up" {onclick}>
                    { t.text("carry.give_up") }
                </button>
            } else {
                { badge(Tone::Waiting, t.text("carry.waits"), "carry-waits") }
            }
        </li>
    }
}
