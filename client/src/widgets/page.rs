//! The frame of every page: heading, strip, content, navigation.

use yew::prelude::*;

use super::nav_bar::nav_bar;
use super::route_link::back_link;
use super::sync_strip::sync_strip;
use crate::components::{Tone, banner};
use crate::hooks::{use_app, use_navigator, use_store};
use crate::i18n::{Translator, use_translator};
use crate::route::Route;
use crate::state::StoreHealth;
use crate::store::Store;

/// A page.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Its route.
    pub(crate) route: Route,
    /// Its heading; the route's title when not given.
    #[prop_or_default]
    pub(crate) heading: Option<AttrValue>,
    /// Stable name for tests.
    pub(crate) testid: &'static str,
    /// Whether a bar with the page's main action stands at the bottom, in place of the navigation.
    #[prop_or_default]
    pub(crate) has_action_bar: bool,
    /// Whether it stands in the place of a page that may not be shown: nothing leads on from it.
    #[prop_or_default]
    pub(crate) is_locked: bool,
    /// Its content.
    pub(crate) children: Html,
}

/// The frame of every page.
#[component]
pub(crate) fn Page(props: &Props) -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let navigator = use_navigator();
    let heading = props
        .heading
        .clone()
        .unwrap_or_else(|| AttrValue::Static(t.text(props.route.title_key())));
    let is_enrolled = app.identity.is_some();
    let parent = props.route.parent().filter(|_| !props.is_locked);
    html! {
        <div class="page" data-testid={props.testid}>
            <header class="top">
                <div class="top-row">
                    if let Some(parent) = parent {
                        { back_link(&t, navigator.way_back(parent), &navigator) }
                    }
                    <h1 tabindex="-1">{ heading }</h1>
                </div>
                if is_enrolled {
                    { sync_strip(&t, &app.status) }
                }
            </header>
            <main class="content">
                if app.store == StoreHealth::Stopped {
                    { store_stopped(&t, store) }
                }
                { props.children.clone() }
            </main>
            if is_enrolled && parent.is_none() && !props.has_action_bar {
                { nav_bar(&t, props.route) }
            }
        </div>
    }
}

/// What stands in place of content that is still being read.
pub(crate) fn skeleton(t: &Translator) -> Html {
    html! {
        <div class="skeletons" role="status" data-testid="skeleton">
            <span class="visually-hidden">{ t.text("page.loading") }</span>
            <div class="skeleton" />
            <div class="skeleton" />
            <div class="skeleton" />
        </div>
    }
}

fn store_stopped(t: &Translator, store: Store) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| store.start_again());
    let below = html! {
        <button type="button" class="button" {onclick}>{ t.text("store.start_again") }</button>
    };
    banner(
        Tone::Problem,
        "store-stopped",
        t.text("store.stopped_title"),
        t.text("store.stopped_what_to_do"),
        below,
    )
}
