//! Takes in the file that a phone without a network has sent by some other way.

use chungtay_shared::api::{EscapeImported, EscapeStanding, path};
use yew::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::file_drop::FileDrop;
use crate::office::remote::use_shell;
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::{http, words};

/// Takes in a phone's file and says what became of it.
#[component]
pub(crate) fn EscapeImport() -> Html {
    let t = use_translator();
    let shell = use_shell();
    let task = use_task();
    let taken = use_state_eq(|| None::<EscapeImported>);
    let on_file = {
        let (task, set_taken, dispatcher) = (task.clone(), taken.setter(), shell.dispatcher());
        Callback::from(move |file: web_sys::File| {
            set_taken.set(None);
            let (set_taken, dispatcher) = (set_taken.clone(), dispatcher.clone());
            task.run(
                async move { http::upload(path::ESCAPE_IMPORT, &file).await },
                move |imported| {
                    set_taken.set(Some(imported));
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
        })
    };
    html! {
        <section class="card" aria-labelledby="escape">
            <h2 id="escape">{ t.text("office.escape.heading") }</h2>
            <p>{ t.text("office.escape.what") }</p>
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem} testid="escape-problem">
                    <p>{ words::failure(&t, failure) }</p>
                </Banner>
            }
            if task.is_busy() {
                <p role="status">{ t.text("office.escape.taking") }</p>
            }
            if let Some(taken) = &*taken {
                { outcome(&t, taken) }
            }
            <FileDrop
                {on_file} offered=".txt" choose={t.text("office.escape.file")}
                hint={t.text("office.escape.drop")} testid="escape-file"
            />
        </section>
    }
}

fn outcome(t: &Translator, taken: &EscapeImported) -> Html {
    let title = match (&taken.person_name, &taken.device_name) {
        (Some(name), Some(device)) => {
            t.fill("office.escape.taken", &[("name", name), ("device", device)])
        }
        _ => t.text("office.escape.taken_elsewhere").to_owned(),
    };
    let counts = taken.counts;
    let tone = if counts.set_aside > 0 {
        Tone::Problem
    } else {
        Tone::Good
    };
    let line = |testid: &'static str, key, count| {
        html! {
            if count > 0 {
                <p data-testid={testid}>{ words::counted(t, key, count) }</p>
            }
        }
    };
    html! {
        <Banner {tone} {title} testid="escape-taken">
            { line("escape-stored", "office.escape.stored", counts.stored) }
            if counts.stored + counts.set_aside == 0 {
                <p data-testid="escape-nothing-new">{ t.text("office.escape.nothing_new") }</p>
            } else {
                { line("escape-already-had", "office.escape.already_had", counts.already_had) }
            }
            { line("escape-set-aside", "office.escape.set_aside", counts.set_aside) }
            if taken.standing != EscapeStanding::Known {
                <p>{ t.choice("office.escape.standing", taken.standing.code()) }</p>
            }
            <p class="hint">
                { t.fill("office.escape.made_at", &[("when", &words::moment(t, taken.made_at))]) }
            </p>
        </Banner>
    }
}
