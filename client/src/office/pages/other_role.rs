//! A page that is another role's.

use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;

/// Says who may open it.
#[component]
pub(crate) fn OtherRole() -> Html {
    let t = use_translator();
    html! {
        <div data-testid="other-role">
            <h1>{ t.text("office.other_role.title") }</h1>
            <p>{ t.text("office.other_role.text") }</p>
            <p><RouteLink to={Route::Overview}>{ t.text("office.not_found.back") }</RouteLink></p>
        </div>
    }
}
