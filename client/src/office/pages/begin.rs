//! The first page of a new server: an invented commune to try, or one's own.

use chungtay_shared::api::{BeginCommune, DemoReady, Session, path};
use chungtay_shared::field::Problem;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Banner, Field, Tone};
use crate::i18n::use_translator;
use crate::office::door::Door;
use crate::office::first_problem::use_first_problem;
use crate::office::remote::use_shell;
use crate::office::route::Route;
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::unit_search::{UnitSearch, code_error, is_code};
use crate::office::{http, words};

/// Whether this browser may begin.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// It runs on the server's own machine.
    pub(crate) may_begin: bool,
    /// The invented commune is there.
    pub(crate) on_demo: Callback<DemoReady>,
}

/// Two ways to begin.
#[component]
pub(crate) fn Begin(props: &Props) -> Html {
    let t = use_translator();
    html! {
        <Door title={t.text("office.begin.title")} testid="page-begin" wide=true>
            <p class="lead">{ t.text("office.begin.what") }</p>
            if props.may_begin {
                <div class="choices">
                    <Demo on_demo={props.on_demo.clone()} />
                    <Own />
                </div>
            } else {
                <Banner
                    tone={Tone::Info} title={t.text("office.begin.elsewhere")}
                    testid="begin-elsewhere"
                >
                    <p>{ t.text("office.begin.elsewhere_how") }</p>
                </Banner>
            }
        </Door>
    }
}

/// What happens with an invented commune.
#[derive(PartialEq, Properties)]
struct DemoProps {
    on_demo: Callback<DemoReady>,
}

#[component]
fn Demo(props: &DemoProps) -> Html {
    let t = use_translator();
    let task = use_task();
    let onclick = {
        let (task, on_demo) = (task.clone(), props.on_demo.clone());
        Callback::from(move |_: MouseEvent| {
            let on_demo = on_demo.clone();
            let nothing = serde_json::Map::new();
            task.run(
                async move { http::post::<DemoReady>(path::SETUP_DEMO, &nothing).await },
                move |ready| on_demo.emit(ready),
            );
        })
    };
    let button = if task.is_busy() {
        "office.begin.demo_busy"
    } else {
        "office.begin.demo"
    };
    html! {
        <section class="card" aria-labelledby="begin-demo">
            <h2 id="begin-demo">{ t.text("office.begin.demo") }</h2>
            <p>{ t.text("office.begin.demo_what") }</p>
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            <p class="actions">
                <button
                    type="button" class="button button-primary" {onclick} disabled={task.is_busy()}
                    data-testid="begin-demo"
                >
                    { t.text(button) }
                </button>
            </p>
        </section>
    }
}

#[component]
fn Own() -> Html {
    let t = use_translator();
    let shell = use_shell();
    let navigator = use_navigator().expect("pages stand inside the router");
    let task = use_task();
    let form = use_state_eq(|| BeginCommune {
        code: String::new(),
        name: String::new(),
        person_name: String::new(),
    });
    let asked = use_state_eq(|| false);
    let node = use_node_ref();
    use_first_problem(&node, (*asked, task.failure().cloned()));
    let problem = |field: &str, value: &str, needed: bool| {
        let missing = (*asked && needed && value.trim().is_empty()).then_some(Problem::Missing);
        let found = task.failure().and_then(|failure| failure.problem_of(field));
        missing
            .or(found)
            .map(|problem| AttrValue::from(t.problem(problem)))
    };
    let change = |set: fn(&mut BeginCommune, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut next = (*form).clone();
            set(&mut next, text);
            form.set(next);
        })
    };
    let onsubmit = {
        let (form, task, asked) = (form.clone(), task.clone(), asked.setter());
        let dispatcher = shell.dispatcher();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            asked.set(true);
            if form.person_name.trim().is_empty() || !is_code(&form.code) {
                return;
            }
            let request = (*form).clone();
            let (dispatcher, navigator) = (dispatcher.clone(), navigator.clone());
            task.run(
                async move { http::post::<Session>(path::SETUP_COMMUNE, &request).await },
                move |session| {
                    let next = first_page(&session);
                    dispatcher.dispatch(ShellAction::SignedIn(session));
                    navigator.replace(&next);
                },
            );
        })
    };
    let found = task
        .failure()
        .and_then(|failure| failure.problem_of("code"));
    let code_problem = code_error(&t, &form.code, *asked, found);
    let refusal = task.failure().filter(|failure| failure.fields().is_empty());
    html! {
        <section class="card" aria-labelledby="begin-own">
            <h2 id="begin-own">{ t.text("office.begin.own") }</h2>
            <p>{ t.text("office.begin.own_what") }</p>
            <form ref={node} class="stack" novalidate=true {onsubmit}>
                <UnitSearch
                    value={form.code.clone()} error={code_problem}
                    on_input={change(|form, text| form.code = text)}
                />
                <Field
                    name="name" label={t.text("office.begin.name")} optional=true
                    hint={t.text("office.begin.name_hint")} value={form.name.clone()}
                    error={problem("name", &form.name, false)}
                    on_input={change(|form, text| form.name = text)}
                />
                <Field
                    name="person_name" label={t.text("office.begin.person")}
                    value={form.person_name.clone()}
                    error={problem("person_name", &form.person_name, true)}
                    on_input={change(|form, text| form.person_name = text)}
                />
                if let Some(failure) = refusal {
                    <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
                }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={task.is_busy()}
                        data-testid="begin-own"
                    >
                        { t.text("office.begin.own_go") }
                    </button>
                </p>
            </form>
        </section>
    }
}

/// What comes next: a commune has a list of households to be taken over, a city units to be added.
const fn first_page(session: &Session) -> Route {
    if session.keeps_units {
        Route::Overview
    } else {
        Route::Import
    }
}
