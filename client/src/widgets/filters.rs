//! What the list can be narrowed to, behind one button until it is wanted.

use chungtay_shared::household::Category;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips};
use crate::i18n::Translator;
use crate::state::{ListFilter, Visited};

/// The filters.
pub(crate) struct Filters<'a> {
    /// What is set.
    pub(crate) filter: &'a ListFilter,
    /// The hamlets, in their order.
    pub(crate) hamlets: &'a [AttrValue],
    /// Since when a visit counts, in words.
    pub(crate) since: Option<AttrValue>,
    /// Households that are shown.
    pub(crate) shown_count: usize,
    /// Gets what is set after a tap.
    pub(crate) on_change: &'a Callback<ListFilter>,
    /// Called when the volunteer has chosen.
    pub(crate) on_close: &'a Callback<()>,
}

/// All filters, open.
pub(crate) fn filters(t: &Translator, props: &Filters<'_>) -> Html {
    let onclick = props.on_close.reform(|_: MouseEvent| ());
    let count = t.number(props.shown_count as u64);
    html! {
        <section class="card" id="filters-panel" aria-label={t.text("filter.open")}>
            { visited_chips(t, props) }
            { category_chips(t, props) }
            { hamlet_chips(t, props) }
            <button type="button" class="button button-primary" data-testid="filters-done" {onclick}>
                { t.fill("filter.done", &[("count", &count)]) }
            </button>
        </section>
    }
}

/// What is set, and the way to see everybody again; nothing when nothing is set.
pub(crate) fn filters_set(
    t: &Translator,
    filter: &ListFilter,
    on_change: &Callback<ListFilter>,
) -> Html {
    if filter.set_count() == 0 {
        return Html::default();
    }
    let typed = filter.typed.clone();
    let on_clear = on_change.reform(move |_: MouseEvent| ListFilter {
        typed: typed.clone(),
        ..ListFilter::default()
    });
    html! {
        <div class="filters-set">
            <span>{ t.fill("filter.open_set", &[("what", &what_is_set(t, filter))]) }</span>
            <button
                type="button" class="button button-quiet" data-testid="filters-clear"
                onclick={on_clear}
            >
                { t.text("filter.clear") }
            </button>
        </div>
    }
}

fn what_is_set(t: &Translator, filter: &ListFilter) -> String {
    let parts = [
        filter
            .visited
            .map(|visited| t.text(visited_key(visited)).to_owned()),
        filter
            .category
            .map(|category| t.choice("category", category.code()).to_owned()),
        filter.hamlet.clone(),
        filter.to_give.then(|| t.text("filter.to_give").to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

const fn visited_key(visited: Visited) -> &'static str {
    match visited {
        Visited::NotYet => "filter.not_visited",
        Visited::Yes => "filter.visited",
    }
}

const fn visited_code(visited: Visited) -> &'static str {
    match visited {
        Visited::NotYet => "not-yet",
        Visited::Yes => "yes",
    }
}

fn visited_chips(t: &Translator, props: &Filters<'_>) -> Html {
    let all = [Visited::NotYet, Visited::Yes];
    let on_choose = narrow(props, move |filter, value| {
        filter.visited = all
            .into_iter()
            .find(|visited| visited_code(*visited) == value);
    });
    html! {
        <ChoiceChips
            name="filter-visited" legend={t.text("filter.by_visit")} hint={props.since.clone()}
            choices={with_all(t, all.into_iter().map(|v| Choice::new(visited_code(v), t.text(visited_key(v)))))}
            chosen={vec![props.filter.visited.map(visited_code).unwrap_or_default().into()]}
            {on_choose}
        />
    }
}

fn category_chips(t: &Translator, props: &Filters<'_>) -> Html {
    let choices = Category::ALL
        .iter()
        .map(|category| Choice::new(category.code(), t.choice("category", category.code())));
    let on_choose = narrow(props, |filter, value| {
        filter.category = Category::from_code(&value);
    });
    html! {
        <ChoiceChips
            name="filter-category" legend={t.text("filter.by_category")}
            choices={with_all(t, choices)}
            chosen={vec![props.filter.category.map(Category::code).unwrap_or_default().into()]}
            {on_choose}
        />
    }
}

fn hamlet_chips(t: &Translator, props: &Filters<'_>) -> Html {
    let choices = props
        .hamlets
        .iter()
        .filter(|hamlet| !hamlet.is_empty())
        .map(|hamlet| Choice::new(hamlet.clone(), hamlet.clone()));
    let on_choose = narrow(props, |filter, value| {
        filter.hamlet = (!value.is_empty()).then(|| value.to_string());
    });
    html! {
        <ChoiceChips
            name="filter-hamlet" legend={t.choice("profile", "hamlet")}
            choices={with_all(t, choices)}
            chosen={vec![AttrValue::from(props.filter.hamlet.clone().unwrap_or_default())]}
            {on_choose}
        />
    }
}

fn with_all(t: &Translator, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", t.text("filter.all")))
        .chain(choices)
        .collect()
}

fn narrow(
    props: &Filters<'_>,
    change: impl Fn(&mut ListFilter, AttrValue) + 'static,
) -> Callback<AttrValue> {
    let filter = props.filter.clone();
    props.on_change.reform(move |value| {
        let mut filter = filter.clone();
        change(&mut filter, value);
        filter
    })
}
