//! What stands around every page: who and where, the navigation, and how the connection is.

use std::rc::Rc;

use chungtay_shared::api::{Role, Session, Summary, path};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::http;
use super::remote::{use_remote, use_shell};
use super::route::Route;
use super::route_link::RouteLink;
use super::shell::{Feed, Shell, ShellAction};
use super::task::use_task;
use super::words;
use crate::components::{Badge, Banner, Tone};
use crate::i18n::{Language, Translator, use_translator};

/// A page and who looks at it.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Who is signed in.
    pub(crate) session: Rc<Session>,
    /// The page.
    pub(crate) children: Html,
}

/// What stands around every page.
#[component]
pub(crate) fn Layout(props: &Props) -> Html {
    let t = use_translator();
    let shell = use_shell();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let main = use_node_ref();
    let name = title(&t, &route, props.session.keeps_units);
    use_page_change(&t, name, &route, &main);
    html! {
        <div class="office">
            <a class="skip-link" href="#main">{ t.text("office.skip") }</a>
            <Header session={Rc::clone(&props.session)} />
            <div class="columns">
                <Navigation section={route.section()} keeps_units={props.session.keeps_units} />
                <main
                    id="main" ref={main} tabindex="-1"
                    data-testid={format!("page-{}", route.name())}
                >
                    { unreachable_banner(&t, &shell) }
                    { props.children.clone() }
                </main>
            </div>
        </div>
    }
}

/// The title follows the page, and so does the focus: a screen reader begins with the new page.
#[hook]
fn use_page_change(t: &Translator, title: &str, route: &Route, main: &NodeRef) {
    let title = format!("{title} · {}", t.text("app.name"));
    use_effect_with(title, |title| gloo::utils::document().set_title(title));
    let is_first = use_mut_ref(|| true);
    let main = main.clone();
    use_effect_with(route.clone(), move |_| {
        if is_first.replace(false) {
            return;
        }
        if let Some(main) = main.cast::<HtmlElement>() {
            let _ = main.focus();
        }
        gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
    });
}

/// The page's name. No phone sends its records to a unit that only keeps other units.
fn title(t: &Translator, route: &Route, keeps_units: bool) -> &'static str {
    if keeps_units && *route == Route::Phones {
        t.text("office.units.links")
    } else if keeps_units && *route == Route::Register {
        t.text("office.register.heading_city")
    } else if keeps_units && *route == Route::Papers {
        t.text("office.papers.heading_city")
    } else {
        t.choice("office.title", route.name())
    }
}

fn unreachable_banner(t: &Translator, shell: &Shell) -> Html {
    if shell.missed == 0 {
        return Html::default();
    }
    html! {
        <Banner tone={Tone::Plain} testid="unreachable">
            <p>{ t.text("office.unreachable") }</p>
        </Banner>
    }
}

/// Who is signed in.
#[derive(PartialEq, Properties)]
struct HeaderProps {
    session: Rc<Session>,
}

#[component]
fn Header(props: &HeaderProps) -> Html {
    let t = use_translator();
    let session = &props.session;
    html! {
        <header>
            <div class="topbar">
                <p class="topbar-where">
                    <RouteLink to={Route::Overview} class="brand">{ t.text("app.name") }</RouteLink>
                    <span class="commune" data-testid="commune">
                        { &session.commune_name }{ " · " }{ &session.commune }
                    </span>
                </p>
                <div class="topbar-who">
                    <LiveDot />
                    <LanguageSwitch />
                    <RouteLink to={Route::Account} class="person" testid="person">
                        { &session.person_name }
                    </RouteLink>
                    if session.role != Role::Office {
                        <span class="person-role" data-testid="person-role">
                            { t.choice("role", session.role.code()) }
                        </span>
                    }
                    <SignOut />
                </div>
            </div>
            if session.synthetic {
                <p class="synthetic" data-testid="synthetic">{ t.text("app.synthetic") }</p>
            }
        </header>
    }
}

#[component]
fn LiveDot() -> Html {
    let t = use_translator();
    let shell = use_shell();
    let (state, words) = match shell.feed {
        _ if shell.missed > 0 => ("broken", t.text("office.live.broken")),
        Feed::Live => ("live", t.text("office.live.live")),
        Feed::Closed => ("closed", t.text("office.live.closed")),
        Feed::Broken => ("broken", t.text("office.live.broken")),
    };
    html! {
        <span class="live" data-state={state} role="status" data-testid="live">
            <span class="live-words">{ words }</span>
        </span>
    }
}

/// Both languages by their own names; the one that is spoken is marked.
#[component]
pub(crate) fn LanguageSwitch() -> Html {
    let t = use_translator();
    let button = |language: Language| {
        let onclick = {
            let t = t.clone();
            Callback::from(move |_: MouseEvent| t.switch(language))
        };
        html! {
            <button
                type="button" class="language" lang={language.code()} {onclick}
                aria-pressed={(t.language() == language).to_string()}
            >
                { language.own_name() }
            </button>
        }
    };
    html! {
        <div class="languages" role="group" aria-label={t.text("office.language")}>
            { for Language::ALL.into_iter().map(button) }
        </div>
    }
}

#[component]
fn SignOut() -> Html {
    let t = use_translator();
    let shell = use_shell();
    let task = use_task();
    let onclick = {
        let (task, dispatcher) = (task.clone(), shell.dispatcher());
        Callback::from(move |_: MouseEvent| {
            let dispatcher = dispatcher.clone();
            task.run(http::delete(path::SESSION), move |()| {
                dispatcher.dispatch(ShellAction::SignedOut);
            });
        })
    };
    html! {
        <>
            <button
                type="button" class="button button-bar" {onclick} disabled={task.is_busy()}
                data-testid="sign-out"
            >
                { t.text("office.sign_out") }
            </button>
            if let Some(failure) = task.failure() {
                <span class="error" role="alert">{ words::failure(&t, failure) }</span>
            }
        </>
    }
}

/// Where the person is.
#[derive(PartialEq, Properties)]
struct NavigationProps {
    section: Route,
    keeps_units: bool,
}

#[component]
fn Navigation(props: &NavigationProps) -> Html {
    let t = use_translator();
    let summary = use_remote::<Summary>(path::SUMMARY.to_owned());
    let shell = use_shell();
    let strip = use_node_ref();
    use_current_in_sight(&strip, props.section.clone());
    let waiting = |route: &Route| {
        let summary = summary.data.as_ref()?;
        match route {
            Route::Phones => Some(summary.owed),
            Route::Review => Some(words::to_review(summary)),
            Route::Overview
            | Route::Parts { .. }
            | Route::Within { .. }
            | Route::Facts
            | Route::Households
            | Route::Household { .. }
            | Route::NewHousehold
            | Route::Import
            | Route::Campaigns
            | Route::NewCampaign
            | Route::Campaign { .. }
            | Route::Rounds
            | Route::NewRound
            | Route::Round { .. }
            | Route::Fund
            | Route::Supports
            | Route::Publicity
            | Route::Register
            | Route::Requests
            | Route::Incidents
            | Route::Report
            | Route::Periods
            | Route::Papers
            | Route::ReviewOf { .. }
            | Route::Conflicts
            | Route::SetAside
            | Route::Access
            | Route::Account
            | Route::SignIn
            | Route::Enrol
            | Route::NotFound => None,
        }
        .filter(|count| *count > 0)
    };
    let item = |route: &Route| {
        let tone = if *route == Route::Phones {
            Tone::Waiting
        } else {
            Tone::Problem
        };
        html! {
            <li key={route.name()}>
                <RouteLink
                    to={route.clone()} current={props.section == *route} class="nav-link"
                    testid={format!("nav-{}", route.name())}
                >
                    <span>{ title(&t, route, props.keeps_units) }</span>
                    if let Some(count) = waiting(route) {
                        <Badge {tone} label={t.number(count)} />
                    }
                </RouteLink>
            </li>
        }
    };
    let routes = Route::navigation(props.keeps_units).filter(|route| shell.may_open(route));
    html! {
        <nav class="nav" aria-label={t.text("office.navigation")}>
            <ul ref={strip}>{ for routes.map(item) }</ul>
        </nav>
    }
}

/// On a narrow screen the navigation is a strip that scrolls sideways.
#[hook]
fn use_current_in_sight(strip: &NodeRef, section: Route) {
    const MARGIN_PX: i32 = 48;
    let strip = strip.clone();
    use_effect_with(section, move |_| {
        let Some(strip) = strip.cast::<HtmlElement>() else {
            return;
        };
        let current = strip.query_selector("[aria-current]").ok().flatten();
        if let Some(link) = current.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            strip.set_scroll_left(link.offset_left() - MARGIN_PX);
        }
    });
}
