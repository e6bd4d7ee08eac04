//! What stands in a page's place while the store opens, or when it could not.

use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

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
