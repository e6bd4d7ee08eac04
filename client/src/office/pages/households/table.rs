//! The rows of the list.

use std::rc::Rc;

use chungtay_shared::api::HouseholdLine;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::Badge;
use crate::i18n::{Translator, use_translator};
use crate::office::household_list::{ListFilter, Presence, SortedList};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::windowed_table::WindowedTable;
use crate::office::words;

/// The list and what it is narrowed to.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The list.
    pub(super) list: Rc<SortedList>,
    /// What it is narrowed to.
    pub(super) filter: ListFilter,
}

/// The rows that are shown, and how many of how many.
#[component]
pub(super) fn Table(props: &Props) -> Html {
    let t = use_translator();
    let navigator = use_navigator().expect("pages stand inside the router");
    let shown = use_memo(
        (Rc::clone(&props.list), props.filter.clone()),
        |(list, filter)| list.shown(filter),
    );
    let line_at = {
        let (list, shown) = (Rc::clone(&props.list), Rc::clone(&shown));
        move |row: usize| shown.get(row).and_then(|place| list.line(*place)).cloned()
    };
    let cells = {
        let (t, line_at) = (t.clone(), line_at.clone());
        Callback::from(move |row: usize| {
            line_at(row)
                .map(|line| cells(&t, &line))
                .unwrap_or_default()
        })
    };
    let on_open = Callback::from(move |row: usize| {
        if let Some(line) = line_at(row) {
            navigator.push(&Route::Household { id: line.id });
        }
    });
    let presence = props.filter.presence;
    // Two records of one household are two records.
    let counted = match presence {
        Presence::Here => "office.households.count",
        Presence::Gone | Presence::Either => "office.households.count_records",
    };
    let count = t.fill(
        counted,
        &[
            ("shown", &t.number(shown.len() as u64)),
            ("count", &t.number(props.list.count(presence) as u64)),
        ],
    );
    html! {
        <>
            <p class="count" role="status" data-testid="household-count">{ count }</p>
            if shown.is_empty() {
                <p class="empty">{ t.text(if props.list.is_empty() {
                    "office.households.none_yet"
                } else {
                    "office.households.none_found"
                }) }</p>
            } else {
                <WindowedTable
                    caption={t.text("office.households.caption")} head={head(&t)} columns={8}
                    count={shown.len()} {cells} {on_open} class="table-households"
                    testid="household-table"
                />
            }
        </>
    }
}

fn head(t: &Translator) -> Html {
    html! {
        <tr>
            <th scope="col">{ t.text("office.col.head") }</th>
            <th scope="col">{ t.text("office.col.hamlet") }</th>
            <th scope="col">{ t.text("office.col.category") }</th>
            <th scope="col" class="number">{ t.text("office.col.birth_year") }</th>
            <th scope="col" class="number">{ t.text("office.col.members") }</th>
            <th scope="col" class="number">{ t.text("office.col.visits") }</th>
            <th scope="col" class="number">{ t.text("office.col.handovers") }</th>
            <th scope="col" class="number">{ t.text("office.col.value") }</th>
        </tr>
    }
}

fn cells(t: &Translator, line: &HouseholdLine) -> Html {
    let count = |count: u32| {
        if count == 0 {
            "–".to_owned()
        } else {
            t.number(u64::from(count))
        }
    };
    html! {
        <>
            <th scope="row">
                if let Some(why) = line.gone {
                    // First, where a long name does not push it out of sight.
                    <Badge label={t.choice("office.gone", why.code())} testid="gone" />{ " " }
                }
                <RouteLink to={Route::Household { id: line.id }}>{ &line.head_name }</RouteLink>
                if !line.nickname.is_empty() {
                    <span class="nickname">{ " (" }{ &line.nickname }{ ")" }</span>
                }
            </th>
            <td>{ &line.hamlet }</td>
            <td>{ line.category.map_or("–", |category| t.choice("category", category.code())) }</td>
            <td class="number">
                { line.birth_year.map_or_else(|| "–".to_owned(), |year| year.to_string()) }
            </td>
            <td class="number">{ count(line.member_count) }</td>
            <td class="number">{ count(line.visit_count) }</td>
            <td class="number">{ count(line.handover_count) }</td>
            <td class="number">{ words::money_or_dash(t, line.value_vnd) }</td>
        </>
    }
}
