//! The navigation at the bottom, within a thumb's reach.

use yew::prelude::*;

use super::route_link::RouteLink;
use crate::i18n::Translator;
use crate::route::Route;

const ITEMS: [(Route, &str, &str, &str); 4] = [
    (
        Route::Households,
        "nav.households",
        "nav-households",
        "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
    ),
    (
        Route::Register,
        "nav.register",
        "nav-register",
        "M12 5v14M5 12h14",
    ),
    (
        Route::Records,
        "nav.records",
        "nav-records",
        "M6 4h12v16H6zM9 9h6M9 13h6",
    ),
    (
        Route::Settings,
        "nav.settings",
        "nav-settings",
        "M5 8h14M5 16h14M9 5v6M15 13v6",
    ),
];

/// The navigation; `current` is the page that is open.
pub(super) fn nav_bar(t: &Translator, current: Route) -> Html {
    html! {
        <nav class="nav" aria-label={t.text("nav.label")}>
            { for ITEMS.iter().map(|(to, label, testid, icon)| html! {
                <RouteLink to={*to} is_current={*to == current} testid={*testid}>
                    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                        <path class="icon" d={*icon} />
                    </svg>
                    <span>{ t.text(label) }</span>
                </RouteLink>
            }) }
        </nav>
    }
}
