//! A new version of the app, and the home screen.

use yew::prelude::*;

use crate::components::{Tone, banner};
use crate::i18n::{Translator, use_translator};
use crate::platform::{install, update};

/// Offers the new version that waits. Drafts are kept: the page only loads anew.
pub(super) fn update_card(t: &Translator) -> Html {
    let onclick = Callback::from(|_: MouseEvent| update::apply());
    let below = html! {
        <button type="button" class="button" data-testid="update-now" {onclick}>
            { t.text("update.now") }
        </button>
    };
    banner(
        Tone::Info,
        "update",
        t.text("update.title"),
        t.text("update.text"),
        below,
    )
}

/// Puts the app on the home screen, or says how; nothing when it is there.
#[component]
pub(super) fn InstallCard() -> Html {
    let t = use_translator();
    let is_offered = use_state_eq(install::is_offered);
    let onclick = {
        let set_offered = is_offered.setter();
        Callback::from(move |_: MouseEvent| {
            install::accept();
            set_offered.set(false);
        })
    };
    if install::is_installed() {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="install-heading">
            <h2 id="install-heading">{ t.text("install.title") }</h2>
            <p>{ t.text("install.why") }</p>
            if *is_offered {
                <button type="button" class="button" data-testid="install" {onclick}>
                    { t.text("install.now") }
                </button>
            } else {
                <p class="hint">{ t.text("install.how") }</p>
            }
        </section>
    }
}
