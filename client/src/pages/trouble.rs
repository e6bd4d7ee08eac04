//! What stands in a page's place while the store opens, or when it could not.

use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

use crate::components::{Tone, banner};
use crate::i18n::Translator;
use crate::platform::update;
use crate::route::Route;
use crate::widgets::{Page, failure_banner, skeleton};

/// A page whose store has not answered yet.
pub(crate) fn opening(t: &Translator, route: Route) -> Html {
    html! {
        <Page {route} testid="page-opening">{ skeleton(t) }</Page>
    }
}

/// A page whose store could not open.
pub(crate) fn trouble(t: &Translator, route: Route, failure: &Failure) -> Html {
    let onclick = Callback::from(|_: MouseEvent| update::reload());
    html! {
        <Page {route} testid="page-trouble">
            { failure_banner(t, failure) }
            <button type="button" class="button button-primary" {onclick}>
                { t.text("trouble.reload") }
            </button>
        </Page>
    }
}

/// A page that could not be fetched: it is not on this phone yet, and there is no network.
pub(crate) fn not_fetched(t: &Translator, route: Route, again: &Callback<MouseEvent>) -> Html {
    let below = html! {
        <button type="button" class="button" data-testid="fetch-again" onclick={again}>
            { t.text("page.fetch_again") }
        </button>
    };
    html! {
        <Page {route} testid="page-not-fetched">
            { banner(
                Tone::Plain, "not-fetched",
                t.text("page.not_fetched"), t.text("page.not_fetched_what_to_do"), below,
            ) }
        </Page>
    }
}
