//! The office's root: what every page stands in, from the outside to the inside.

use std::rc::Rc;

use chungtay_shared::api::accounts::Standing;
use chungtay_shared::api::{Session, SetupState, path};
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::failure::Failure;
use super::http;
use super::import_state::ImportState;
use super::kept::Kept;
use super::layout::Layout;
use super::live::use_live_feed;
use super::pages;
use super::pause::use_pause;
use super::remote::ShellContext;
use super::review_kind::ReviewKind;
use super::route::Route;
use super::shell::{Phase, Shell, ShellAction};
use super::unlock::Unlock;
use crate::i18n::{COMMON, Catalogue, OFFICE, TranslatorProvider};

static CATALOGUES: [&Catalogue; 2] = [&COMMON, &OFFICE];

/// The office.
#[component]
pub(crate) fn App() -> Html {
    html! {
        // Words first: everything inside speaks.
        <TranslatorProvider catalogues={&CATALOGUES[..]}>
            // Addresses next: signing in must be able to lead to a page.
            <BrowserRouter basename="/office">
                <Office />
            </BrowserRouter>
        </TranslatorProvider>
    }
}

#[component]
fn Office() -> Html {
    let shell = use_reducer(Shell::default);
    use_beginning(&shell);
    use_retry(&shell);
    use_live_feed(&shell);
    use_pause(&shell);
    html! {
        // Who is signed in and whether the server is heard.
        <ContextProvider<ShellContext> context={shell}>
            <Gate />
        </ContextProvider<ShellContext>>
    }
}

/// Nobody sees a page of the commune before the server has said who they are.
#[component]
fn Gate() -> Html {
    let shell = super::remote::use_shell();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    // The links of the demo's phones are shown once and stay until the person goes on.
    let demo = use_state(|| None);
    if route == Route::Enrol {
        return html! { <pages::enrol::Enrol /> };
    }
    if let Some(ready) = &*demo {
        let on_go = {
            let demo = demo.setter();
            Callback::from(move |()| demo.set(None))
        };
        return html! { <pages::demo_ready::DemoReadyPage ready={Rc::clone(ready)} {on_go} /> };
    }
    match &shell.phase {
        Phase::Asking => html! { <pages::asking::Asking /> },
        Phase::Empty { may_begin } => {
            let on_demo = {
                let demo = demo.setter();
                Callback::from(move |ready| demo.set(Some(Rc::new(ready))))
            };
            html! { <pages::begin::Begin may_begin={*may_begin} {on_demo} /> }
        }
        Phase::SignedOut => html! { <pages::sign_in::SignIn /> },
        Phase::SignedIn(session) => match session.standing {
            Standing::SetUp => html! { <pages::set_up::SetUp session={Rc::clone(session)} /> },
            Standing::Prove => html! { <pages::prove::Prove session={Rc::clone(session)} /> },
            Standing::Open | Standing::Locked => html! {
                <>
                    <Workplace session={Rc::clone(session)} />
                    if shell.locked { <Unlock session={Rc::clone(session)} /> }
                </>
            },
        },
    }
}

/// Who is signed in.
#[derive(PartialEq, Properties)]
struct WorkplaceProps {
    session: Rc<Session>,
}

/// The pages of somebody who is signed in. What filters are set to and an import under way outlive
/// the page they stand on, and end with the session.
#[component]
fn Workplace(props: &WorkplaceProps) -> Html {
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let may_open = super::remote::use_shell().may_open(&route);
    let kept = use_state(Kept::default);
    let import = use_reducer(ImportState::default);
    html! {
        <ContextProvider<UseStateHandle<Kept>> context={kept}>
            <ContextProvider<UseReducerHandle<ImportState>> context={import}>
                <Layout session={Rc::clone(&props.session)}>
                    if may_open {
                        { page(&route, &props.session) }
                    } else {
                        <pages::other_role::OtherRole />
                    }
                </Layout>
            </ContextProvider<UseReducerHandle<ImportState>>>
        </ContextProvider<UseStateHandle<Kept>>>
    }
}

fn page(route: &Route, session: &Session) -> Html {
    match route {
        Route::Overview if session.keeps_units => html! { <pages::units::Units /> },
        Route::Overview => html! { <pages::overview::Overview /> },
        Route::Parts { of } => html! { <pages::behind::Parts of={*of} /> },
        Route::Within { of, unit } => {
            let key = format!("{of}/{unit}");
            html! { <pages::behind::Within {key} of={*of} unit={unit.clone()} /> }
        }
        Route::Account => {
            html! { <pages::account::Account person_name={session.person_name.clone()} /> }
        }
        Route::Facts => html! { <pages::facts::Facts /> },
        Route::Households => html! { <pages::households::Households /> },
        Route::Household { id } => {
            html! { <pages::household::HouseholdPage key={id.to_string()} id={*id} /> }
        }
        Route::NewHousehold => html! { <pages::new_household::NewHousehold /> },
        Route::Import => html! { <pages::import::Import /> },
        Route::Phones => html! { <pages::phones::Phones /> },
        Route::Access => html! { <pages::access::Access /> },
        Route::Campaigns => html! { <pages::campaigns::Campaigns /> },
        Route::NewCampaign => html! { <pages::campaign::CampaignPage key="new" /> },
        Route::Campaign { id } => {
            html! { <pages::campaign::CampaignPage key={id.to_string()} id={*id} /> }
        }
        Route::Rounds => html! { <pages::rounds::Rounds /> },
        Route::NewRound => html! { <pages::new_round::NewRound /> },
        Route::Round { id } => {
            html! { <pages::round::RoundPage key={id.to_string()} id={*id} /> }
        }
        Route::Fund => html! { <pages::fund::Fund /> },
        Route::Supports => html! { <pages::supports::Supports /> },
        Route::Register => html! { <pages::register::Register /> },
        Route::Incidents => html! { <pages::incidents::Incidents /> },
        Route::Requests => html! { <pages::requests::Requests /> },
        Route::Publicity => html! { <pages::publicity::Publicity /> },
        Route::Papers => html! { <pages::papers::Papers /> },
        Route::Periods => html! { <pages::periods::Periods /> },
        Route::Report => html! { <pages::report::Report /> },
        Route::Review => html! { <pages::review::Review /> },
        Route::ReviewOf { kind } => html! { <pages::review::Review kind={*kind} /> },
        Route::Conflicts => html! { <pages::review::Review kind={ReviewKind::Conflicts} /> },
        Route::SetAside => html! { <pages::review::Review kind={ReviewKind::SetAside} /> },
        Route::SignIn => html! { <Redirect<Route> to={Route::Overview} /> },
        Route::Enrol | Route::NotFound => html! { <pages::not_found::NotFound /> },
    }
}

/// Asks the server whether it has begun and who is signed in, until it says so. While a link is
/// being redeemed it is not asked: "nobody" may arrive after the link has signed somebody in.
#[hook]
fn use_beginning(shell: &UseReducerHandle<Shell>) {
    let dispatcher = shell.dispatcher();
    let redeems = use_route::<Route>() == Some(Route::Enrol);
    let asking = (shell.phase == Phase::Asking && !redeems).then_some(shell.tick);
    use_effect_with(asking, move |asking| {
        if asking.is_some() {
            spawn_local(async move {
                for action in beginning().await {
                    dispatcher.dispatch(action);
                }
            });
        }
    });
}

async fn beginning() -> Vec<ShellAction> {
    let setup = match http::get::<SetupState>(path::SETUP).await {
        Ok(setup) => setup,
        Err(failure) => return vec![ShellAction::Failed(failure)],
    };
    let setup_answered = ShellAction::SetupAnswered(setup);
    if setup.empty {
        return vec![ShellAction::Reached, setup_answered];
    }
    let session = match http::get::<Session>(path::SESSION).await {
        Ok(session) => ShellAction::SignedIn(session),
        Err(failure) if failure.is_signed_out() => ShellAction::SignedOut,
        Err(failure) => ShellAction::Failed(failure),
    };
    vec![setup_answered, session]
}

/// While the server is not reached it is tried again, less often each time.
#[hook]
fn use_retry(shell: &UseReducerHandle<Shell>) {
    let dispatcher = shell.dispatcher();
    let wait_ms = (shell.missed > 0).then(|| (shell.missed, shell.retry_after_ms()));
    use_effect_with(wait_ms, move |wait| {
        let timeout = wait.map(|(_, wait_ms)| {
            Timeout::new(wait_ms, move || {
                spawn_local(async move {
                    let there = http::is_there().await;
                    dispatcher.dispatch(match there {
                        Err(Failure::Unreachable) => ShellAction::Failed(Failure::Unreachable),
                        Ok(()) | Err(_) => ShellAction::Reached,
                    });
                });
            })
        });
        move || drop(timeout)
    });
}
