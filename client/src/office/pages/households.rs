//! Every household of the commune.

mod table;

use std::rc::Rc;

use chungtay_shared::api::{HouseholdLine, path};
use chungtay_shared::household::Category;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips};
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::household_list::{CategoryChoice, ListFilter, Order, Presence, SortedList};
use crate::office::kept::Kept;
use crate::office::remote::{Remote, use_remote};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::search_field::SearchField;
use crate::office::select_field::SelectField;
use table::Table;

/// Every household.
#[component]
pub(crate) fn Households() -> Html {
    let t = use_translator();
    let kept = use_context::<UseStateHandle<Kept>>().expect("pages stand inside the office");
    let lines = use_remote::<Vec<HouseholdLine>>(path::HOUSEHOLDS.to_owned());
    let sorted = use_memo(lines.data.clone(), |lines| {
        lines
            .as_ref()
            .map(|lines| Rc::new(SortedList::new((**lines).clone())))
    });
    let list = Remote {
        data: (*sorted).clone(),
        failure: lines.failure,
        busy: lines.busy,
    };
    let filter = &kept.households;
    let set = {
        let kept = kept.clone();
        Callback::from(move |households: ListFilter| {
            kept.set(Kept {
                households,
                ..(*kept).clone()
            });
        })
    };
    html! {
        <>
            <h1>{ t.text("office.households.heading") }</h1>
            <p class="actions">
                <RouteLink to={Route::NewHousehold} class="button" testid="new-household">
                    { t.text("office.new_household.heading") }
                </RouteLink>
            </p>
            { data_view(&t, &list, |_| html! {
                if let Some(list) = &list.data {
                    <Filters list={Rc::clone(list)} filter={filter.clone()} {set} />
                    <Table list={Rc::clone(list)} filter={filter.clone()} />
                }
            }) }
        </>
    }
}

/// The list and what it is narrowed to.
#[derive(PartialEq, Properties)]
struct FiltersProps {
    list: Rc<SortedList>,
    filter: ListFilter,
    set: Callback<ListFilter>,
}

#[component]
fn Filters(props: &FiltersProps) -> Html {
    let t = use_translator();
    let filter = &props.filter;
    let change = |set: fn(&mut ListFilter, String)| {
        let filter = filter.clone();
        props.set.reform(move |value: String| {
            let mut next = filter.clone();
            set(&mut next, value);
            next
        })
    };
    let change_chip =
        |set: fn(&mut ListFilter, String)| change(set).reform(|value: AttrValue| value.to_string());
    let hamlets = std::iter::once(Choice::new("", t.text("office.all_hamlets"))).chain(
        props
            .list
            .hamlets()
            .iter()
            .map(|hamlet| Choice::new(hamlet.clone(), hamlet.clone())),
    );
    let orders =
        Order::ALL.map(|order| Choice::new(order.code(), t.choice("office.order", order.code())));
    let presences = Presence::ALL.map(|presence| {
        let label = t.choice("office.presence", presence.code());
        Choice::new(presence.code(), label)
    });
    html! {
        <>
            <div class="filters">
                <SearchField
                    name="search" label={t.text("office.search")} value={filter.search.clone()}
                    on_input={change(|filter, search| filter.search = search)}
                />
                <SelectField
                    name="hamlet" label={t.text("office.col.hamlet")}
                    choices={hamlets.collect::<Vec<_>>()}
                    chosen={filter.hamlet.clone()}
                    on_choose={change(|filter, hamlet| filter.hamlet = hamlet)}
                />
                <SelectField
                    name="category" label={t.text("office.col.category")} choices={category_choices(&t)}
                    chosen={filter.category.map_or("", CategoryChoice::code)}
                    on_choose={change(|filter, code| {
                        filter.category = CategoryChoice::from_code(&code);
                    })}
                />
                <SelectField
                    name="presence" label={t.text("office.col.state")}
                    choices={presences.to_vec()} chosen={filter.presence.code()}
                    on_choose={change(|filter, code| {
                        filter.presence = Presence::from_code(&code).unwrap_or_default();
                    })}
                />
            </div>
            <div class="filters">
                <ChoiceChips
                    name="visited" legend={t.text("office.households.visited")}
                    choices={yes_no(&t, "office.households.was_visited")}
                    chosen={vec![AttrValue::from(yes_no_code(filter.visited))]}
                    on_choose={change_chip(|filter, code| filter.visited = yes_no_of(&code))}
                />
                <ChoiceChips
                    name="aided" legend={t.text("office.households.aided")}
                    choices={yes_no(&t, "office.households.was_aided")}
                    chosen={vec![AttrValue::from(yes_no_code(filter.aided))]}
                    on_choose={change_chip(|filter, code| filter.aided = yes_no_of(&code))}
                />
                <ChoiceChips
                    name="order" legend={t.text("office.order")} choices={orders.to_vec()}
                    chosen={vec![AttrValue::from(filter.order.code())]}
                    on_choose={change_chip(|filter, code| {
                        filter.order = Order::from_code(&code).unwrap_or_default();
                    })}
                />
            </div>
        </>
    }
}

fn category_choices(t: &Translator) -> Vec<Choice> {
    std::iter::once(Choice::new("", t.text("office.all_categories")))
        .chain(
            Category::ALL
                .iter()
                .map(|c| Choice::new(c.code(), t.choice("category", c.code()))),
        )
        .chain(std::iter::once(Choice::new(
            CategoryChoice::None.code(),
            t.text("office.no_category"),
        )))
        .collect()
}

fn yes_no(t: &Translator, family: &str) -> Vec<Choice> {
    std::iter::once(Choice::new("", t.text("office.all")))
        .chain(["yes", "no"].map(|code| Choice::new(code, t.choice(family, code))))
        .collect()
}

const fn yes_no_code(value: Option<bool>) -> &'static str {
    match value {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    }
}

fn yes_no_of(code: &str) -> Option<bool> {
    match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
