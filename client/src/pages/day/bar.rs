//! What stands at the bottom: on to the next household, or a line up and down. The buttons stay where
//! they are, so that a thumb can tap them again and again.

use yew::prelude::*;

use super::way::{HEIGHTS_REM, Line, Way};
use crate::i18n::Translator;
use crate::platform::scroll;
use crate::route::Route;
use crate::widgets::RouteLink;

/// Whether the way is being arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arranging {
    /// It is gone.
    No,
    /// It is, and no line is taken up.
    Yes,
    /// This line is being moved.
    Picked(Line),
}

/// The bar; none when there is nobody to go to.
pub(super) fn bar(t: &Translator, way: &Way<'_>) -> Html {
    let set = |arranging: Arranging| {
        let set_arranging = way.arranging.setter();
        Callback::from(move |_: MouseEvent| set_arranging.set(arranging))
    };
    let next = way
        .lines
        .iter()
        .find_map(|line| Some((line, way.stop(*line)?)));
    let Some((line, stop)) = next else {
        return Html::default();
    };
    if **way.arranging == Arranging::No {
        return html! {
            <div class="action-bar">
                <button
                    type="button" class="button" data-testid="day-arrange"
                    onclick={set(Arranging::Yes)}
                >
                    { t.text("day.arrange") }
                </button>
                <RouteLink
                    to={Route::Household { id: stop.household }} testid="day-next"
                    class={classes!("button", "button-primary", "day-next")}
                >
                    { t.fill("day.next", &[("name", &way.name(t, *line))]) }
                </RouteLink>
            </div>
        };
    }
    let picked = way.picked();
    html! {
        <div class="action-bar day-bar">
            <p role="status" data-testid="day-moving">
                { match picked {
                    Some(line) => t.fill("day.moving", &[("name", &way.name(t, line))]),
                    None => t.text("day.pick").to_owned(),
                } }
            </p>
            { step(t, way, picked, false) }
            { step(t, way, picked, true) }
            <button
                type="button" class="button button-primary" data-testid="day-arranged"
                onclick={set(Arranging::No)}
            >
                { t.text("day.arranged") }
            </button>
        </div>
    }
}

/// Moves the line that is taken up one place.
fn step(t: &Translator, way: &Way<'_>, picked: Option<Line>, is_down: bool) -> Html {
    let to = picked.and_then(|picked| beside(way, picked, is_down));
    let moved = picked
        .zip(to)
        .and_then(|(from, to)| Some((to, way.moved(from, to)?)));
    let disabled = moved.is_none();
    let (key, testid) = if is_down {
        ("day.down", "day-down")
    } else {
        ("day.up", "day-up")
    };
    let set_arranging = way.arranging.setter();
    let on_route = way.on_route.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some((to, route)) = &moved {
            on_route.emit(route.clone());
            set_arranging.set(Arranging::Picked(*to));
            if to.stop.is_some() {
                // The page goes along: what is moved stays under the eye.
                let by_px = HEIGHTS_REM.1 * scroll::rem_px() * if is_down { 1.0 } else { -1.0 };
                scroll::to_px(scroll::position_px() + by_px);
            }
        }
    });
    html! {
        <button type="button" class="button" data-testid={testid} {disabled} {onclick}>
            { t.text(key) }
        </button>
    }
}

/// The line before or after this one, of its kind.
fn beside(way: &Way<'_>, line: Line, is_down: bool) -> Option<Line> {
    let is_like = |other: &&Line| match line.stop {
        Some(_) => other.hamlet == line.hamlet && other.stop.is_some(),
        None => other.stop.is_none(),
    };
    let all: Vec<Line> = way.lines.iter().filter(is_like).copied().collect();
    let at = all.iter().position(|other| *other == line)?;
    let to = if is_down {
        at.checked_add(1)
    } else {
        at.checked_sub(1)
    };
    all.get(to?).copied()
}
