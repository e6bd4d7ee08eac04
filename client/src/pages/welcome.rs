//! The way in: this phone is not enrolled.

use chungtay_shared::field::Problem;
use yew::prelude::*;

use crate::components::{Field, Tone, banner};
use crate::hooks::use_app;
use crate::i18n::{Translator, use_translator};
use crate::platform::{link, setup};
use crate::route::Route;
use crate::widgets::{Page, RouteLink, SeatChoice};

/// The way in. On a server that has not begun, it leads to the office first.
#[component]
pub(crate) fn Welcome() -> Html {
    let t = use_translator();
    let app = use_app();
    let is_server_empty = use_state_eq(|| false);
    {
        let set_empty = is_server_empty.setter();
        use_effect_with((), move |()| {
            setup::ask_empty(move |is_empty| set_empty.set(is_empty));
        });
    }
    let pasted = use_state(String::new);
    let is_unreadable = use_state_eq(|| false);
    let on_input = {
        let (set_pasted, set_unreadable) = (pasted.setter(), is_unreadable.setter());
        Callback::from(move |typed| {
            set_pasted.set(typed);
            set_unreadable.set(false);
        })
    };
    let onsubmit = {
        let pasted = (*pasted).clone();
        let set_unreadable = is_unreadable.setter();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match link::code_in(&pasted) {
                Some(code) => link::open(&code),
                None => set_unreadable.set(true),
            }
        })
    };
    let error = (*is_unreadable).then(|| t.problem(Problem::Unreadable));
    html! {
        <Page route={Route::Households} heading={t.text("welcome.title")} testid="page-welcome">
            if app.was_wiped {
                { wiped(&t) }
            }
            <SeatChoice legend="seats.others" />
            if *is_server_empty {
                { empty_server(&t) }
            }
            <p>{ t.text("welcome.what_it_is") }</p>
            <ol class="steps">
                <li>{ t.text("welcome.step_ask") }</li>
                <li>{ t.text("welcome.step_open") }</li>
                <li>{ t.text("welcome.step_offline") }</li>
            </ol>
            // For a link that came by message, where no camera helps.
            <form class="card" {onsubmit}>
                <Field
                    name="link" label={t.text("welcome.paste")} hint={t.text("welcome.paste_hint")}
                    value={(*pasted).clone()} error={error.map(AttrValue::Static)} {on_input}
                />
                <button type="submit" class="button button-primary" data-testid="enrol">
                    { t.text("welcome.enrol") }
                </button>
            </form>
            <RouteLink to={Route::Settings} class={classes!("button", "button-quiet")}>
                { t.text("title.settings") }
            </RouteLink>
        </Page>
    }
}

fn wiped(t: &Translator) -> Html {
    banner(
        Tone::Info,
        "was-wiped",
        t.text("welcome.wiped_title"),
        t.text("welcome.wiped_text"),
        Html::default(),
    )
}

fn empty_server(t: &Translator) -> Html {
    let below = html! {
        <a class="button" href="/office" data-testid="to-office">{ t.text("welcome.to_office") }</a>
    };
    banner(
        Tone::Info,
        "empty-server",
        t.text("welcome.empty_title"),
        t.text("welcome.empty_text"),
        below,
    )
}
