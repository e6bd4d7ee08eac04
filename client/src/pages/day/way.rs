//! The way: hamlets and households in the order in which the volunteer goes to them.

use std::ops::Range;

use chungtay_shared::day_plan::{DayPlan, DayRoute, HamletPlan, Stop};
use yew::prelude::*;

use super::bar::Arranging;
use crate::i18n::Translator;
use crate::route::Route;
use crate::state::AppState;
use crate::widgets::RouteLink;

/// Heights of a heading and a household, in rem, as the style sheet has them.
pub(super) const HEIGHTS_REM: (f64, f64) = (3.0, 4.5);

/// A line: a hamlet of the plan, or one of its stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) hamlet: usize,
    pub(super) stop: Option<usize>,
}

/// What is drawn, and what happens when it is arranged otherwise.
pub(super) struct Way<'a> {
    pub(super) app: &'a AppState,
    pub(super) plan: &'a DayPlan,
    pub(super) lines: &'a [Line],
    pub(super) route: &'a DayRoute,
    pub(super) arranging: &'a UseStateHandle<Arranging>,
    pub(super) on_route: &'a Callback<DayRoute>,
}

impl Way<'_> {
    pub(super) fn stop(&self, line: Line) -> Option<&Stop> {
        self.hamlet(line)?.stops.get(line.stop?)
    }

    pub(super) fn hamlet(&self, line: Line) -> Option<&HamletPlan> {
        self.plan.hamlets.get(line.hamlet)
    }

    /// What the volunteer reads in this line first.
    pub(super) fn name(&self, t: &Translator, line: Line) -> AttrValue {
        let of_household = self
            .stop(line)
            .and_then(|stop| self.app.rows.get(stop.household));
        match (of_household, self.hamlet(line)) {
            (Some(entry), _) => entry.row().head_name.clone().into(),
            (None, Some(hamlet)) => hamlet_name(t, &hamlet.name),
            (None, None) => AttrValue::default(),
        }
    }

    /// The line that is being moved.
    pub(super) fn picked(&self) -> Option<Line> {
        match **self.arranging {
            Arranging::Picked(line) => Some(line).filter(|line| self.lines.contains(line)),
            Arranging::No | Arranging::Yes => None,
        }
    }

    /// The route with one line at the place of another; `None` where it cannot stand.
    pub(super) fn moved(&self, from: Line, to: Line) -> Option<DayRoute> {
        match (self.stop(from), self.stop(to)) {
            (Some(stop), Some(place_of)) if from.hamlet == to.hamlet => {
                let rows = self.app.sorted_rows();
                Some(
                    self.route
                        .moving_household(rows, stop.household, place_of.household),
                )
            }
            (None, None) => {
                let all = self.plan.hamlets.iter().map(|hamlet| hamlet.name.clone());
                let (hamlet, place_of) = (self.hamlet(from)?, self.hamlet(to)?);
                let all: Vec<String> = all.collect();
                Some(self.route.moving_hamlet(&all, &hamlet.name, &place_of.name))
            }
            _ => None,
        }
    }
}

/// All lines.
pub(super) fn lines(plan: &DayPlan) -> Vec<Line> {
    let hamlets = plan.hamlets.iter().enumerate();
    let on_the_way = hamlets.filter(|(_, hamlet)| hamlet.is_chosen && !hamlet.stops.is_empty());
    on_the_way
        .flat_map(|(at, hamlet)| {
            let stops = (0..hamlet.stops.len()).map(Some);
            std::iter::once(None)
                .chain(stops)
                .map(move |stop| Line { hamlet: at, stop })
        })
        .collect()
}

/// What a hamlet is called.
pub(super) fn hamlet_name(t: &Translator, name: &str) -> AttrValue {
    if name.is_empty() {
        t.text("list.no_hamlet").into()
    } else {
        name.to_owned().into()
    }
}

/// The lines of this range. A line is known by its place: moved, it is only written over.
pub(super) fn way(t: &Translator, way: &Way<'_>, shown: Range<usize>) -> Html {
    let lines = way.lines[shown.clone()].iter();
    shown
        .zip(lines)
        .map(|(place, line)| drawn(t, way, place, *line))
        .collect()
}

fn drawn(t: &Translator, way: &Way<'_>, place: usize, line: Line) -> Html {
    let content = match line.stop {
        Some(at) => stop(t, way, line, at),
        None => heading(t, way, line),
    };
    let class = if line.stop.is_some() {
        "day-stop"
    } else {
        "day-hamlet"
    };
    let is_arranging = **way.arranging != Arranging::No;
    let row = match way.stop(line) {
        _ if is_arranging => movable(way, line, content),
        Some(stop) => html! {
            <RouteLink to={Route::Household { id: stop.household }} class="row" testid="day-stop">
                { content }
            </RouteLink>
        },
        None => html! { <h2 class="row">{ content }</h2> },
    };
    html! { <li key={place * 2 + usize::from(line.stop.is_some())} {class}>{ row }</li> }
}

/// A tap takes the line up; the next tap on another puts it there.
fn movable(way: &Way<'_>, line: Line, content: Html) -> Html {
    let picked = way.picked();
    let is_picked = picked == Some(line);
    let to = picked.filter(|picked| *picked != line);
    let route = to.and_then(|picked| way.moved(picked, line));
    let set_arranging = way.arranging.setter();
    let on_route = way.on_route.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        set_arranging.set(if is_picked {
            Arranging::Yes
        } else {
            Arranging::Picked(line)
        });
        if let Some(route) = &route {
            on_route.emit(route.clone());
        }
    });
    html! {
        <button
            type="button" class="row" data-testid="day-movable" {onclick}
            aria-pressed={if is_picked { "true" } else { "false" }}
        >
            { content }
        </button>
    }
}

fn heading(t: &Translator, way: &Way<'_>, line: Line) -> Html {
    let count = way.hamlet(line).map_or(0, |hamlet| hamlet.stops.len());
    html! {
        <span class="row-line">
            <strong class="row-name">{ way.name(t, line) }</strong>
            <span class="hint">
                { t.fill("list.hamlet_count", &[("count", &t.number(count as u64))]) }
            </span>
        </span>
    }
}

/// Who, and what for.
fn stop(t: &Translator, way: &Way<'_>, line: Line, at: usize) -> Html {
    let Some(stop) = way.stop(line) else {
        return Html::default();
    };
    let held = &way.app.rights;
    let row = way.app.rows.get(stop.household).map(|entry| entry.row());
    let nickname = row.map(|row| row.nickname.clone()).unwrap_or_default();
    let gives = stop.gives.iter().filter_map(|right| held.get(*right));
    let gives = gives.map(|held| t.fill("day.give", &[("item", &held.item.name)]));
    let visit = stop.is_to_visit.then(|| t.text("day.visit").to_owned());
    let what_for: Vec<String> = visit.into_iter().chain(gives).collect();
    html! {
        <>
            <span class="row-line">
                <span class="day-place">{ t.number(at as u64 + 1) }</span>
                <strong class="row-name">{ way.name(t, line) }</strong>
                if !nickname.is_empty() { <span class="hint">{ nickname }</span> }
            </span>
            <span class="day-why" data-testid="day-why">{ what_for.join(" · ") }</span>
        </>
    }
}
