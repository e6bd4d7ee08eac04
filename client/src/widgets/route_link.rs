//! Links to pages by their typed route.

use yew::prelude::*;

use crate::hooks::use_navigator;
use crate::i18n::Translator;
use crate::navigator::Navigator;
use crate::route::Route;

/// A link to a page.
#[derive(PartialEq, Properties)]
pub(crate) struct LinkProps {
    /// Which page.
    pub(crate) to: Route,
    /// CSS classes.
    #[prop_or_default]
    pub(crate) class: Classes,
    /// Whether it is the page that is open.
    #[prop_or_default]
    pub(crate) is_current: bool,
    /// Stable name for tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
    /// What people read.
    pub(crate) children: Html,
}

/// A link to a page. Opening it in another tab works as with any link.
#[component]
pub(crate) fn RouteLink(props: &LinkProps) -> Html {
    let navigator = use_navigator();
    let to = props.to;
    html! {
        <a
            href={to.to_path()} class={props.class.clone()} onclick={opens(&navigator, to)}
            aria-current={props.is_current.then_some("page")} data-testid={props.testid.clone()}
        >
            { props.children.clone() }
        </a>
    }
}

/// What a tap on a link to this page does.
pub(super) fn opens(navigator: &Navigator, to: Route) -> Callback<MouseEvent> {
    let navigator = navigator.clone();
    Callback::from(move |event: MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            navigator.open(to);
        }
    })
}

/// The arrow in the header.
pub(super) fn back_link(t: &Translator, to: Route, navigator: &Navigator) -> Html {
    let navigator = navigator.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            navigator.leave_for(to);
        }
    });
    html! {
        <a
            href={to.to_path()} class="back" {onclick}
            aria-label={t.text("nav.back")} data-testid="back"
        >
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                <path d="M15 4 7 12l8 8" fill="none" stroke="currentColor" stroke-width="3" />
            </svg>
        </a>
    }
}

fn is_plain(event: &MouseEvent) -> bool {
    !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key())
}
