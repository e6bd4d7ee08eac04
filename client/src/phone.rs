//! The volunteer's phone: the app, its providers, and which page is open.

use yew::prelude::*;

use crate::hooks::{AppHandle, Lasting, use_app, use_navigator};
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
use chungtay_shared::id::FactId;
use chungtay_shared::phone::message::Ask;

/// Starts the phone's screens in the page's `#app`.
pub fn run() {
    panic_page::install();
    install::keep_offer();
    scroll::take_over_restoration();
    i18n::begin(mount);
}

fn mount() {
    let document = gloo::utils::document();
    if let Some(app) = document.get_element_by_id("app") {
        app.set_text_content(None);
        // Words first: everything else may have to say something.
        let words = ProviderProps {
            catalogues: CATALOGUES.as_slice(),
            children: html! { <Providers /> },
        };
        yew::Renderer::<TranslatorProvider>::with_root_and_props(app, words).render();
    }
}

static CATALOGUES: [&Catalogue; 2] = [&COMMON, &PHONE];

#[component]
fn Providers() -> Html {
    let app = use_reducer(AppState::default);
    let lasting = {
        let dispatcher = app.dispatcher();
        use_memo((), move |()| Lasting {
            store: Store::start(dispatcher.to_callback()),
            list: ListMemory::default(),
            navigator: Navigator::default(),
        })
    };
    use_wake(&lasting.store);
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
                <OpenPage />
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
fn OpenPage() -> Html {
    let t = use_translator();
    let app = use_app();
    let route = use_open_route();
    let title = format!("{} · {}", t.text(route.title_key()), t.text("app.name"));
    use_effect_with(title, |title| focus::set_title(title));
    let is_first = use_mut_ref(|| true);
    use_effect_with(route, move |route| {
        if is_first.replace(false) {
            return;
        }
        if *route != Route::Households {
            scroll::to_px(0.0);
        }
        focus::on_heading();
    });
    match &app.opening {
        Opening::Waiting => pages::opening(&t, route),
        Opening::Failed(failure) => pages::trouble(&t, route, failure),
        Opening::Ready if app.identity.is_none() && !route.is_open_to_strangers() => {
            html! { <pages::Welcome /> }
        }
        Opening::Ready => html! { <div key={route.to_path()}>{ page(&t, &app, route) }</div> },
    }
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

fn page(t: &Translator, app: &AppState, route: Route) -> Html {
    match route {
        Route::Households => html! { <pages::Households /> },
        Route::Enrol => html! { <pages::Enrol /> },
        Route::Register => pages::register(t),
        Route::Household { id } => html! { <pages::HouseholdPage {id} /> },
        Route::EditProfile { id } => html! { <pages::EditProfile {id} /> },
        Route::RecordVisit { id } => pages::record_visit(t, app, id),
        Route::RecordHandover { id } => pages::record_handover(t, app, id),
        Route::Correct { id, fact } => html! { <pages::Correct {id} {fact} /> },
        Route::OpenCase { id } => html! { <pages::SupportPage {id} case={None::<FactId>} /> },
        Route::NoteStep { id, case } => html! { <pages::SupportPage {id} case={Some(case)} /> },
        Route::InHand => pages::in_hand(t, app),
        Route::NoteActivity => pages::note_activity(t, app),
        Route::Records => html! { <pages::Records /> },
        Route::Settings => pages::settings(t, app),
        Route::NotFound => pages::not_found(t),
    }
}
