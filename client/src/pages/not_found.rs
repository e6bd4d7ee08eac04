//! An address that leads nowhere.

use yew::prelude::*;

use crate::i18n::Translator;
use crate::route::Route;
use crate::widgets::{Page, RouteLink};

/// An address that leads nowhere.
pub(crate) fn not_found(t: &Translator) -> Html {
    html! {
        <Page route={Route::NotFound} testid="page-not-found">
            <p>{ t.text("not_found.text") }</p>
            <RouteLink to={Route::Households} class={classes!("button", "button-primary")}>
                { t.text("not_found.home") }
            </RouteLink>
        </Page>
    }
}
