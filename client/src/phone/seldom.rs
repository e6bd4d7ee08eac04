//! The pages that are seldom opened, and the plan of the day, which is large and opened after the first
//! screen. They stand in a WebAssembly module of their own, so that nobody waits for them before it.

use std::pin::Pin;

use chungtay_shared::id::FactId;
use yew::prelude::*;

use crate::i18n::Translator;
use crate::pages;
use crate::platform::task;
use crate::route::Route;
use crate::state::AppState;

/// Fetches the module with the pages that are seldom opened. `None` when it could not be fetched.
pub type Fetch = fn() -> Pin<Box<dyn Future<Output = Option<SeldomPages>>>>;

/// The pages that are seldom opened, and the bar of a door that opens by a finger.
#[derive(Clone, Copy)]
pub struct SeldomPages {
    page: fn(&Translator, &AppState, Route) -> Html,
    finger_bar: fn(Html) -> Html,
}

impl SeldomPages {
    /// The pages, for whoever has their module. Nothing else may name them: what does is in the first
    /// module, and they with it.
    pub const fn here() -> Self {
        Self { page, finger_bar }
    }

    /// Whether a page is one of them.
    pub(super) const fn hold(route: Route) -> bool {
        match route {
            Route::Households
            | Route::Enrol
            | Route::Household { .. }
            | Route::RecordVisit { .. }
            | Route::RecordHandover { .. } => false,
            Route::Register
            | Route::EditProfile { .. }
            | Route::Correct { .. }
            | Route::Day
            | Route::OpenCase { .. }
            | Route::NoteStep { .. }
            | Route::NoteConsent { .. }
            | Route::InHand
            | Route::NoteActivity
            | Route::NoteOffer
            | Route::Records
            | Route::Settings
            | Route::NotFound => true,
        }
    }
}

fn page(t: &Translator, app: &AppState, route: Route) -> Html {
    match route {
        Route::Register => pages::register(t),
        Route::EditProfile { id } => html! { <pages::EditProfile {id} /> },
        Route::Correct { id, fact } => html! { <pages::Correct {id} {fact} /> },
        Route::Day => pages::day(t, app),
        Route::OpenCase { id } => html! { <pages::SupportPage {id} case={None::<FactId>} /> },
        Route::NoteStep { id, case } => html! { <pages::SupportPage {id} case={Some(case)} /> },
        Route::NoteConsent { id } => pages::note_consent(t, app, id),
        Route::InHand => pages::in_hand(t, app),
        Route::NoteActivity => pages::note_activity(t, app),
        Route::NoteOffer => pages::note_offer(t, app),
        Route::Records => html! { <pages::Records /> },
        Route::Settings => pages::settings(t, app),
        Route::Households
        | Route::Enrol
        | Route::Household { .. }
        | Route::RecordVisit { .. }
        | Route::RecordHandover { .. }
        | Route::NotFound => pages::not_found(t),
    }
}

fn finger_bar(by_pin: Html) -> Html {
    html! { <pages::FingerBar {by_pin} /> }
}

#[derive(Clone, Copy)]
enum Fetched {
    NotYet,
    Failed,
    Here(SeldomPages),
}

/// How far the pages that are seldom opened have come.
pub(super) struct Seldom {
    fetched: Fetched,
    again: Callback<MouseEvent>,
}

impl Seldom {
    /// Whether they are here.
    pub(super) const fn is_here(&self) -> bool {
        matches!(self.fetched, Fetched::Here(_))
    }

    /// One of them, or what stands in its place.
    pub(super) fn page(&self, t: &Translator, app: &AppState, route: Route) -> Html {
        match self.fetched {
            Fetched::NotYet => pages::opening(t, route),
            Fetched::Failed => pages::not_fetched(t, route, &self.again),
            Fetched::Here(pages) => (pages.page)(t, app, route),
        }
    }

    /// What makes the bar of a door that opens by a finger; until it is here the PIN alone opens.
    pub(super) fn finger_bar(&self) -> Option<Callback<Html, Html>> {
        match self.fetched {
            Fetched::Here(pages) => Some(Callback::from(pages.finger_bar)),
            Fetched::NotYet | Fetched::Failed => None,
        }
    }
}

/// The pages that are seldom opened, which are fetched as soon as one of them is wanted.
#[hook]
pub(super) fn use_seldom(fetch: Fetch, is_wanted: bool) -> Seldom {
    let fetched = use_state(|| Fetched::NotYet);
    let get = {
        let set_fetched = fetched.setter();
        move || {
            set_fetched.set(Fetched::NotYet);
            let set_fetched = set_fetched.clone();
            task::spawn(fetch(), move |pages| {
                set_fetched.set(pages.map_or(Fetched::Failed, Fetched::Here));
            });
        }
    };
    let seldom = Seldom {
        fetched: *fetched,
        again: Callback::from({
            let get = get.clone();
            move |_| get()
        }),
    };
    let is_here = seldom.is_here();
    use_effect_with(is_wanted, move |is_wanted| {
        if *is_wanted && !is_here {
            get();
        }
    });
    seldom
}
