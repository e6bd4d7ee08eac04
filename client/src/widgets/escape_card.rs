//! What is not receipted, as a file that anybody may carry: offered wherever it would be lost.

use chungtay_shared::phone::message::{Answer, Ask, EscapeFile, Failure};
use yew::prelude::*;

use super::failure_banner::failure_banner;
use crate::components::{Tone, banner};
use crate::hooks::{use_app, use_store};
use crate::i18n::{Translator, use_translator};
use crate::platform::file;

#[derive(Debug, Clone, PartialEq)]
enum Making {
    Idle,
    Now,
    Made(EscapeFile),
    Failed(Failure),
}

/// The offer to put what is not receipted into a file; nothing when all is.
#[component]
pub(crate) fn EscapeCard() -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let making = use_state_eq(|| Making::Idle);
    let unreceipted = app.status.unreceipted();
    let onclick = {
        let (set_making, words) = (making.setter(), t.text("escape.file_says"));
        Callback::from(move |_: MouseEvent| {
            set_making.set(Making::Now);
            let set_making = set_making.clone();
            store.ask(Ask::EscapeFile, move |result| {
                set_making.set(match result {
                    Ok(Answer::EscapeFile(made)) => {
                        let text = format!("{words}\n\n{}", made.text);
                        let made = EscapeFile { text, ..made };
                        hand_over(&made);
                        Making::Made(made)
                    }
                    Ok(_) => Making::Failed(Failure::Storage),
                    Err(failure) => Making::Failed(failure),
                });
            });
        })
    };
    if unreceipted == 0 {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="escape-heading" data-testid="escape">
            <h2 id="escape-heading">{ t.text("escape.title") }</h2>
            <p>{ t.fill("escape.text", &[("count", &t.number(unreceipted))]) }</p>
            { match &*making {
                Making::Made(made) => ready(&t, made),
                Making::Failed(failure) => failure_banner(&t, failure),
                Making::Idle | Making::Now => Html::default(),
            } }
            if !matches!(&*making, Making::Made(made) if made.records == unreceipted) {
                <button
                    type="button" class="button" data-testid="escape-make"
                    disabled={*making == Making::Now} {onclick}
                >
                    { t.text("escape.make") }
                </button>
            }
        </section>
    }
}

/// The sheet where there is one; the browser may refuse it when making the file took long, and the
/// button below asks for it again.
fn hand_over(made: &EscapeFile) {
    if file::can_share() {
        file::share(&made.name, &made.text);
    } else {
        file::save(&made.name, &made.text);
    }
}

fn ready(t: &Translator, made: &EscapeFile) -> Html {
    let button = |testid: &'static str, key, act: fn(&str, &str)| {
        let made = made.clone();
        let onclick = Callback::from(move |_: MouseEvent| act(&made.name, &made.text));
        html! {
            <button type="button" class="button" data-testid={testid} {onclick}>
                { t.text(key) }
            </button>
        }
    };
    let title = t.fill("escape.made", &[("count", &t.number(made.records))]);
    let below = html! {
        <>
            <p class="hint" data-testid="escape-name">{ &made.name }</p>
            if file::can_share() {
                { button("escape-share", "escape.share", file::share) }
            }
            { button("escape-save", "escape.save", file::save) }
        </>
    };
    banner(
        Tone::Good,
        "escape-made",
        title,
        t.text("escape.made_text"),
        below,
    )
}
