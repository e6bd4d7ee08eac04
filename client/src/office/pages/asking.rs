//! What stands there until the server has said what the office is at.

use yew::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::use_translator;
use crate::office::door::Door;
use crate::office::remote::use_shell;
use crate::office::shell::ShellAction;
use crate::office::words;

/// Waits for the server's first word.
#[component]
pub(crate) fn Asking() -> Html {
    let t = use_translator();
    let shell = use_shell();
    let again = {
        let dispatcher = shell.dispatcher();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(ShellAction::Changed))
    };
    html! {
        <Door title={t.text("office.door")} testid="page-asking">
            if let Some(failure) = &shell.trouble {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
                <button type="button" class="button" onclick={again}>
                    { t.text("office.again") }
                </button>
            } else if shell.missed > 0 {
                <Banner><p>{ t.text("office.unreachable") }</p></Banner>
            } else {
                <p role="status">{ t.text("office.reading") }</p>
            }
        </Door>
    }
}
