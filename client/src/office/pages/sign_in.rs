//! Nobody is signed in: how to get in.

use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::door::Door;

/// Says how to get a link.
#[component]
pub(crate) fn SignIn() -> Html {
    let t = use_translator();
    html! {
        <Door title={t.text("office.sign_in.title")} testid="page-sign-in">
            <p>{ t.text("office.sign_in.why") }</p>
            <h2>{ t.text("office.sign_in.colleague") }</h2>
            <p>{ t.text("office.sign_in.colleague_how") }</p>
            <h2>{ t.text("office.sign_in.server") }</h2>
            <p>{ t.text("office.sign_in.server_how") }</p>
            <pre class="command"><code>{ t.text("office.sign_in.command") }</code></pre>
            <p class="hint">{ t.text("office.sign_in.once") }</p>
        </Door>
    }
}
