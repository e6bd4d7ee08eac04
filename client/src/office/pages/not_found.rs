//! No such page.

use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;

/// No such page.
#[component]
pub(crate) fn NotFound() -> Html {
    let t = use_translator();
    html! {
        <>
            <h1>{ t.text("office.not_found.title") }</h1>
            <p>{ t.text("office.not_found.text") }</p>
            <p><RouteLink to={Route::Overview}>{ t.text("office.not_found.back") }</RouteLink></p>
        </>
    }
}
