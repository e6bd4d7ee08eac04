//! The volunteer's phone: the app, its providers, and which page is open.

mod seldom;

use yew::prelude::*;

use crate::hooks::{AppHandle, Lasting, use_app, use_lock, use_navigator};
use crate::i18n::{
    self, COMMON, Catalogue, PHONE, ProviderProps, Translator, TranslatorProvider, use_translator,
};
use crate::navigator::Navigator;
use crate::pages;
use crate::platform::{events, focus, history, install, panic_page, scroll, update};
use crate::route::Route;
use crate::state::{Action, AppState, Opening};
use crate::store::Store;
use crate::widgets::ListMemory;
use chungtay_shared::phone::lock::{Door, Tries};
use chungtay_shared::phone::message::Ask;
use seldom::{Seldom, use_seldom};

pub use seldom::{Fetch, SeldomPages};

/// Starts the phone's screens in the page's `#app`. The pages that are seldom opened are fetched
/// by `fetch`.
pub fn run(fetch: Fetch) {
    panic_page::install();
    install::keep_offer();
    scroll::take_over_restoration();
    i18n::begin(move || mount(fetch));
}

fn mount(fetch: Fetch) {
    let document = gloo::utils::document();
    if let Some(app) = document.get_element_by_id("app") {
        app.set_text_content(None);
        // Words first: everything else may have to say something.
        let words = ProviderProps {
            catalogues: CATALOGUES.as_slice(),
            children: html! { <Providers {fetch} /> },
        };
        yew::Renderer::<TranslatorProvider>::with_root_and_props(app, words).render();
    }
}

static CATALOGUES: [&Catalogue; 2] = [&COMMON, &PHONE];

#[derive(Properties)]
struct AppProps {
    fetch: Fetch,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.fetch, other.fetch)
    }
}

#[component]
fn Providers(props: &AppProps) -> Html {
    let app = use_reducer(AppState::default);
    let started = {
        let dispatcher = app.dispatcher();
        use_memo((), move |()| {
            let store = Store::start(dispatcher.to_callback());
            (store, Navigator::default())
        })
    };
    let lasting = {
        let (store, navigator) = (*started).clone();
        // How one person has left the lists is not the next one's to see.
        use_memo(app.seat, move |_| Lasting {
            store,
            list: ListMemory::default(),
            day: ListMemory::default(),
            navigator,
        })
    };
    use_wake(&started.0);
    use_lock(&started.0);
    {
        let dispatcher = app.dispatcher();
        use_effect_with((), move |()| {
            let waiting = update::on_waiting(move || dispatcher.dispatch(Action::UpdateWaiting));
            move || drop(waiting)
        });
    }
    html! {
        // The state, which every page reads; and what lasts, which changes it.
        <ContextProvider<AppHandle> context={app}>
            <ContextProvider<Lasting> context={(*lasting).clone()}>
                <OpenPage fetch={props.fetch} />
            </ContextProvider<Lasting>>
        </ContextProvider<AppHandle>>
    }
}

/// Tells the store when the network may be back. The browser's word on it is only a hint.
#[hook]
fn use_wake(store: &Store) {
    let store = store.clone();
    use_effect_with((), move |()| {
        let shown = {
            let store = store.clone();
            events::on_shown(move || store.tell(Ask::Wake))
        };
        let online = events::on_window("online", move || store.tell(Ask::Wake));
        move || drop((shown, online))
    });
}

#[component]
fn OpenPage(props: &AppProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let route = use_open_route();
    let is_seldom = SeldomPages::hold(route);
    let asks_finger = asks_finger(&app);
    let seldom = use_seldom(props.fetch, is_seldom || asks_finger);
    let title = format!("{} · {}", t.text(route.title_key()), t.text("app.name"));
    use_effect_with(title, |title| focus::set_title(title));
    let is_first = use_mut_ref(|| true);
    // A page that comes later has a heading of its own.
    use_effect_with((route, is_seldom && seldom.is_here()), move |(route, _)| {
        if is_first.replace(false) {
            return;
        }
        if !matches!(route, Route::Households | Route::Day) {
            scroll::to_px(0.0);
        }
        focus::on_heading();
    });
    use_first_page(&app, route);
    match &app.opening {
        Opening::Waiting => pages::opening(&t, route),
        Opening::Failed(failure) => pages::trouble(&t, route, failure),
        Opening::Ready if route != Route::Enrol && app.door != Door::Open => match app.door {
            Door::Locked(tries) => {
                let bar = asks_finger.then(|| seldom.finger_bar()).flatten();
                html! { <pages::Unlock key={app.seat.database()} {route} {tries} {bar} /> }
            }
            Door::PinWanted | Door::Open => pages::choose_pin(&t, &app, route),
        },
        Opening::Ready if app.identity.is_none() && !route.is_open_to_strangers() => {
            html! { <pages::Welcome /> }
        }
        Opening::Ready => {
            html! { <div key={key_of(&app, route)}>{ page(&t, &app, route, &seldom) }</div> }
        }
    }
}

/// Whether the door that is shut opens by a finger. One that only the office opens does not.
const fn asks_finger(app: &AppState) -> bool {
    let may_open = matches!(app.door, Door::Locked(Tries::Now { .. } | Tries::In { .. }));
    may_open && app.passkey.is_some()
}

/// What is open is whoever's who has opened it. A link is redeemed by one person and ends with another.
fn key_of(app: &AppState, route: Route) -> String {
    let path = route.to_path();
    if route == Route::Enrol {
        path
    } else {
        format!("{}{path}", app.seat.database())
    }
}

/// Begins with the list when another person has come.
#[hook]
fn use_first_page(app: &AppState, route: Route) {
    let navigator = use_navigator();
    let before = use_mut_ref(|| None);
    let seat = (app.opening == Opening::Ready).then_some(app.seat);
    use_effect_with(seat, move |seat| {
        let has_come = match (before.replace(*seat), *seat) {
            (Some(before), Some(seat)) => before != seat,
            (None, _) | (_, None) => false,
        };
        if has_come && route != Route::Enrol {
            navigator.begin_at(Route::Households);
        }
    });
}

/// The page that is open.
#[hook]
fn use_open_route() -> Route {
    let navigator = use_navigator();
    let route = use_state_eq(history::route);
    {
        let route = route.clone();
        use_effect_with((), move |()| {
            let set_route = route.setter();
            navigator.tell(Callback::from(move |route| set_route.set(route)));
            navigator.arrive(*route);
            let moved = history::on_moved(move |route| navigator.arrive(route));
            move || drop(moved)
        });
    }
    *route
}

fn page(t: &Translator, app: &AppState, route: Route, seldom: &Seldom) -> Html {
    match route {
        Route::Households => html! { <pages::Households /> },
        Route::Enrol => html! { <pages::Enrol /> },
        Route::Household { id } => html! { <pages::HouseholdPage {id} /> },
        Route::RecordVisit { id } => pages::record_visit(t, app, id),
        Route::RecordHandover { id } => pages::record_handover(t, app, id),
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
        | Route::NotFound => seldom.page(t, app, route),
    }
}
