//! The care list.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::{Tone, badge, note};
use crate::hooks::{use_app, use_list_memory};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::{AppState, ListFilter, ListItem, campaign_in_force, list_items};
use crate::widgets::{
    Filters, HouseholdList, Lines, Page, RouteLink, RowView, awaiting, filters, filters_set,
    hamlet_names,
};

/// The care list.
#[component]
pub(crate) fn Households() -> Html {
    let t = use_translator();
    let app = use_app();
    let memory = use_list_memory();
    let filter = use_state_eq(|| memory.filter());
    let today = clock::now().local_date();
    let since = campaign_in_force(&app.campaigns, today).map(|campaign| campaign.from);
    let to_give = {
        let app = app.clone();
        let deps = (
            Rc::as_ptr(&app.rows) as usize,
            Rc::as_ptr(&app.rights).addr(),
        );
        let to_give = use_memo(deps, move |_| app.to_give());
        Rc::clone(&to_give)
    };
    let day_left = {
        let app = app.clone();
        let route = app.route.clone();
        let deps = (
            Rc::as_ptr(&app.rows) as usize,
            Rc::as_ptr(&app.rights).addr(),
            route.as_ref().map(|route| Rc::as_ptr(route) as usize),
            (today, since),
        );
        *use_memo(deps, move |_| {
            app.day(today).stops_left(app.sorted_rows(), &*route?)
        })
    };
    let items = {
        let rows = Rc::clone(&app.rows);
        // A row book is compared by where it lies: a changed one lies elsewhere.
        let to_give = Rc::clone(&to_give);
        let names = Rc::clone(&app.names);
        let deps = (
            Rc::as_ptr(&rows) as usize,
            Rc::as_ptr(&names) as usize,
            Rc::as_ptr(&to_give).addr(),
            (*filter).clone(),
            today,
            since,
        );
        use_memo(deps, move |(_, _, _, filter, today, since)| {
            Lines(Rc::new(list_items(
                &rows, filter, *today, *since, &to_give, &names,
            )))
        })
    };
    let on_change = {
        let set_filter = filter.setter();
        let memory = memory.clone();
        Callback::from(move |filter: ListFilter| {
            memory.note_filter(&filter);
            set_filter.set(filter);
        })
    };
    let is_filtering = use_state_eq(|| false);
    let on_close = {
        let set_filtering = is_filtering.setter();
        Callback::from(move |()| set_filtering.set(false))
    };
    let is_household = |item: &&ListItem| matches!(item, ListItem::Household(_));
    let shown_count = items.0.iter().filter(is_household).count();
    let rows = RowView {
        typed: AttrValue::from(filter.typed.clone()),
        today,
        since,
        unreceipted: Rc::clone(&app.unreceipted),
        to_give: Rc::clone(&to_give),
    };
    let since_words =
        since.map(|since| AttrValue::from(t.fill("filter.since", &[("date", &t.date(since))])));
    html! {
        <Page route={Route::Households} heading={heading(&t, &app)} testid="page-households">
            if app.identity.as_ref().is_some_and(|identity| identity.synthetic) {
                { badge(Tone::Info, t.text("app.synthetic"), "synthetic") }
            }
            { awaiting(&t, &app) }
            if app.update_waiting {
                { note(Tone::Info, "update-note", t.text("update.note")) }
            }
            <div class="search-row">
                { search(&t, &filter, &on_change) }
                { filter_button(&t, &filter, &is_filtering) }
            </div>
            { day_link(&t, day_left, app.route.is_some()) }
            { to_give_button(&t, &filter, to_give.len(), &on_change) }
            { in_hand_link(&t, &app) }
            { filters_set(&t, &filter, &on_change) }
            if *is_filtering {
                { filters(&t, &Filters {
                    filter: &filter,
                    hamlets: &hamlet_names(&app.rows),
                    since: since_words,
                    shown_count,
                    on_change: &on_change,
                    on_close: &on_close,
                }) }
            }
            { count_line(&t, &app, shown_count) }
            <HouseholdList items={(*items).clone()} {rows} {memory} />
        </Page>
    }
}

fn heading(t: &Translator, app: &AppState) -> AttrValue {
    app.identity.as_ref().map_or_else(
        || t.text("title.households").into(),
        |identity| identity.commune_name.clone().into(),
    )
}

/// Opens and closes the filters.
fn filter_button(t: &Translator, filter: &ListFilter, is_open: &UseStateHandle<bool>) -> Html {
    let onclick = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let is_set = filter.set_count() > 0;
    html! {
        <button
            type="button" class={classes!("button", is_set.then_some("button-set"))}
            aria-expanded={if **is_open { "true" } else { "false" }}
            data-testid="filters" {onclick}
        >
            { t.text("filter.button") }
        </button>
    }
}

/// The way to the plan of the day, with how many there are to go to. It stands there from the start:
/// what comes late moves the list under the finger.
fn day_link(t: &Translator, left: Option<usize>, is_known: bool) -> Html {
    let key = match left {
        Some(0) => "list.day_nobody",
        Some(_) => "list.day_left",
        None if is_known => "list.day_nowhere",
        None => "title.day",
    };
    let count = t.number(left.unwrap_or_default() as u64);
    html! {
        <RouteLink to={Route::Day} testid="to-day" class={classes!("button", "button-primary")}>
            { t.fill(key, &[("count", &count)]) }
        </RouteLink>
    }
}

/// How much there is still to give; one tap shows to whom. Nothing when there is nothing.
fn to_give_button(
    t: &Translator,
    filter: &ListFilter,
    count: usize,
    on_change: &Callback<ListFilter>,
) -> Html {
    if count == 0 {
        return Html::default();
    }
    let onclick = {
        let filter = filter.clone();
        on_change.reform(move |_: MouseEvent| ListFilter {
            to_give: !filter.to_give,
            ..filter.clone()
        })
    };
    html! {
        <button
            type="button" class={classes!("button", filter.to_give.then_some("button-set"))}
            aria-pressed={if filter.to_give { "true" } else { "false" }}
            data-testid="list-to-give" {onclick}
        >
            { t.fill("list.to_give", &[("count", &t.number(count as u64))]) }
        </button>
    }
}

/// What the volunteer carries of all rounds; what waits for them to count goes first. Nothing when
/// nothing is counted.
fn in_hand_link(t: &Translator, app: &AppState) -> Html {
    let counts = app
        .carried()
        .map(|carried| (carried.in_hand(), carried.waiting()));
    let Some((in_hand, waiting)) = counts.reduce(|a, b| (a.0 + b.0, a.1 + b.1)) else {
        return Html::default();
    };
    let (key, count) = if waiting > 0 {
        ("list.in_hand_waiting", waiting)
    } else {
        ("list.in_hand", in_hand)
    };
    html! {
        <RouteLink
            to={Route::InHand} testid="to-in-hand"
            class={classes!("button", (waiting > 0).then_some("button-set"))}
        >
            { t.fill(key, &[("count", &t.number(count))]) }
        </RouteLink>
    }
}

/// How many are shown, and why none when it is none.
fn count_line(t: &Translator, app: &AppState, shown: usize) -> Html {
    let all = app.rows.here_count();
    let (key, testid) = match (shown, all) {
        (0, 0) if app.status.heard_at.is_none() => ("list.not_here_yet", "list-waiting"),
        (0, 0) => ("list.empty", "list-empty"),
        (0, _) => ("list.none_match", "list-none-match"),
        (shown, all) if shown >= all => ("list.all", "list-count"),
        _ => ("list.shown", "list-count"),
    };
    html! {
        <p class="hint" role="status" data-testid={testid}>
            { t.fill(key, &[
                ("shown", &t.number(shown as u64)),
                ("all", &t.number(all as u64)),
            ]) }
        </p>
    }
}

/// The search field: names, everyday names, hamlets, ends of numbers, in any order.
fn search(t: &Translator, filter: &ListFilter, on_change: &Callback<ListFilter>) -> Html {
    let oninput = {
        let filter = filter.clone();
        on_change.reform(move |event: InputEvent| ListFilter {
            typed: event
                .target_unchecked_into::<web_sys::HtmlInputElement>()
                .value(),
            ..filter.clone()
        })
    };
    // The list follows every letter; the key of the phone's keyboard only puts it away.
    let onsubmit = Callback::from(|event: SubmitEvent| event.prevent_default());
    html! {
        <form class="field" role="search" {onsubmit}>
            <label class="label" for="search">{ t.text("list.search") }</label>
            <input
                id="search" type="search" autocomplete="off" enterkeyhint="search"
                value={filter.typed.clone()} {oninput} data-testid="search"
            />
        </form>
    }
}
