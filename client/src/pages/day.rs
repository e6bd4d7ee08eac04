//! The plan of the day: to whom the volunteer still goes on their own way, and what to carry.

use std::rc::Rc;

use chungtay_shared::day_plan::{DayPlan, DayRoute};
use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

use crate::components::{Tone, banner, note};
use crate::hooks::{use_app, use_day_memory, use_store};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::AppState;
use crate::widgets::{Page, Reach, RouteLink, failure_banner, skeleton, use_window};

mod bar;
mod carry;
mod choice;
mod way;

use bar::{Arranging, bar};
use carry::carry;
use choice::choice;
use way::{HEIGHTS_REM, Way, way};

/// The plan of the day.
pub(crate) fn day(t: &Translator, app: &AppState) -> Html {
    match &app.route {
        Some(route) => html! { <Planned route={Rc::clone(route)} /> },
        None => html! { <Page route={Route::Day} testid="page-day">{ skeleton(t) }</Page> },
    }
}

#[derive(PartialEq, Properties)]
struct PlannedProps {
    route: Rc<DayRoute>,
}

#[component]
fn Planned(props: &PlannedProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let memory = use_day_memory();
    let today = clock::now().local_date();
    let plan = {
        let app = app.clone();
        let route = Rc::clone(&props.route);
        // What is shared is compared by where it lies: changed, it lies elsewhere.
        let deps = (
            Rc::as_ptr(&app.rows) as usize,
            Rc::as_ptr(&app.rights).addr(),
            Rc::as_ptr(&route) as usize,
            app.day(today).since,
            today,
        );
        use_memo(deps, move |_| {
            app.day(today).plan(app.sorted_rows(), &route)
        })
    };
    {
        // Another tab may have changed it meanwhile.
        let store = store.clone();
        use_effect_with((), move |()| store.read_route());
    }
    let failure = use_state_eq(|| None::<Failure>);
    let is_choosing = use_state_eq(|| plan.chosen().next().is_none());
    let arranging = use_state_eq(|| Arranging::No);
    let on_route = {
        let set_failure = failure.setter();
        Callback::from(move |route: DayRoute| {
            let set_failure = set_failure.clone();
            store.keep_route(route, move |result| set_failure.set(result.err()));
        })
    };
    let on_choosing = {
        let (is_choosing, set_arranging) = (is_choosing.clone(), arranging.setter());
        Callback::from(move |_: MouseEvent| {
            is_choosing.set(!*is_choosing);
            set_arranging.set(Arranging::No);
        })
    };
    let list = use_node_ref();
    let lines = way::lines(&plan);
    let is_heading: Vec<bool> = lines.iter().map(|line| line.stop.is_none()).collect();
    let window = use_window(&list, &memory, &is_heading, HEIGHTS_REM, Reach::Around);
    let of_way = Way {
        app: &app,
        plan: &plan,
        lines: &lines,
        route: &props.route,
        arranging: &arranging,
        on_route: &on_route,
    };
    let is_arranging = *arranging != Arranging::No;
    html! {
        <Page route={Route::Day} testid="page-day">
            if let Some(failure) = &*failure {
                { failure_banner(&t, failure) }
            }
            { top(&t, &plan, &on_choosing, *is_choosing) }
            if plan.hamlets.is_empty() {
                <p class="hint">{ t.text("list.not_here_yet") }</p>
            } else if app.day(today).since.is_none() {
                <p class="hint">{ t.text("day.no_campaign") }</p>
            }
            if *is_choosing && !plan.hamlets.is_empty() {
                { choice(&t, &of_way, &on_choosing) }
            }
            if !is_arranging {
                { carry(&t, &app, &plan) }
            }
            { finished(&t, &plan) }
            <ul class={classes!("rows", is_arranging.then_some("rows-arranged"))} ref={list}>{ way(&t, &of_way, window.first..window.end) }</ul>
            if !is_arranging {
                { done(&t, &app, &plan) }
            }
            { bar(&t, &of_way) }
        </Page>
    }
}

fn counts(plan: &DayPlan) -> (usize, usize) {
    let counts = plan.chosen().map(|h| (h.stops.len(), h.done.len()));
    counts.fold((0, 0), |all, of| (all.0 + of.0, all.1 + of.1))
}

/// How far the day has come, and the way to choose where to go.
fn top(t: &Translator, plan: &DayPlan, onclick: &Callback<MouseEvent>, is_choosing: bool) -> Html {
    let (left, done) = counts(plan);
    html! {
        <div class="day-top">
            <p role="status" data-testid="day-left">
                { t.fill("day.left", &[
                    ("count", &t.number(left as u64)),
                    ("done", &t.number(done as u64)),
                ]) }
            </p>
            <button
                type="button" class="button" data-testid="day-choose" {onclick}
                aria-expanded={if is_choosing { "true" } else { "false" }}
            >
                { t.text("day.choose") }
            </button>
        </div>
    }
}

/// That there is nothing left to do where the volunteer goes.
fn finished(t: &Translator, plan: &DayPlan) -> Html {
    let text = t.text("day.nothing_left");
    match counts(plan) {
        (0, 0) if plan.chosen().next().is_some() => note(Tone::Plain, "day-nothing", text),
        (0, 1..) => banner(
            Tone::Good,
            "day-done",
            t.text("day.done"),
            text,
            Html::default(),
        ),
        _ => Html::default(),
    }
}

/// With whom all was done today, folded away.
fn done(t: &Translator, app: &AppState, plan: &DayPlan) -> Html {
    let (_, count) = counts(plan);
    if count == 0 {
        return Html::default();
    }
    let households = plan.chosen().flat_map(|hamlet| &hamlet.done);
    let rows = households.filter_map(|id| app.rows.get(*id));
    html! {
        <details class="card" data-testid="day-done-list">
            <summary>{ t.fill("day.done_count", &[("count", &t.number(count as u64))]) }</summary>
            <ul>
                { for rows.map(|entry| html! {
                    <li key={entry.row().id.to_string()}>
                        <RouteLink to={Route::Household { id: entry.row().id }} class="button button-quiet">
                            { &entry.row().head_name }
                        </RouteLink>
                    </li>
                }) }
            </ul>
        </details>
    }
}
