//! One household in the list.

use std::rc::Rc;

use chungtay_shared::campaign::is_since;
use chungtay_shared::id::DocId;
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use super::highlight::Highlighter;
use super::route_link::opens;
use crate::components::{Tone, badge};
use crate::i18n::Translator;
use crate::navigator::Navigator;
use crate::route::Route;

/// What all rows of a list have in common.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RowView {
    /// What was searched for.
    pub(crate) typed: AttrValue,
    /// Today, which decides the category.
    pub(crate) today: LocalDate,
    /// When the campaign began.
    pub(crate) since: Option<LocalDate>,
    /// Households with a record that waits for the commune's receipt.
    pub(crate) unreceipted: Rc<[DocId]>,
    /// Households this phone has still something to give.
    pub(crate) to_give: Rc<[DocId]>,
}

/// What draws the rows of a list.
pub(super) struct RowPainter<'a> {
    /// The words.
    pub(super) t: &'a Translator,
    /// What all rows have in common.
    pub(super) view: &'a RowView,
    /// Marks what was searched for.
    pub(super) highlighter: &'a Highlighter,
    /// Opens a household.
    pub(super) navigator: &'a Navigator,
}

/// One household in the list. No component, and no link of its own kind: the list is drawn anew at
/// every letter of a search.
pub(super) fn household_row(painter: &RowPainter<'_>, row: &HouseholdRow) -> Html {
    let RowPainter {
        t,
        view,
        highlighter,
        navigator,
    } = painter;
    let category = row.category_on(view.today);
    let route = Route::Household { id: row.id };
    html! {
        <a
            href={route.to_path()} class="row" onclick={opens(navigator, route)}
            data-testid="household-row"
        >
            <span class="row-line">
                <strong class="row-name">{ highlighter.mark(&row.head_name) }</strong>
                if let Some(category) = category {
                    { badge(Tone::Plain, t.choice("category", category.code()), "category") }
                }
            </span>
            <span class="row-line row-place">
                if !row.nickname.is_empty() {
                    <span class="row-nickname">{ highlighter.mark(&row.nickname) }</span>
                }
                <span>{ highlighter.mark(&row.hamlet) }</span>
            </span>
            <span class="row-line row-marks">{ marks(t, view, row) }</span>
        </a>
    }
}

/// What somebody may have to look at first: where there is no room for all, the last is cut off.
fn marks(t: &Translator, view: &RowView, row: &HouseholdRow) -> Html {
    let visited = row
        .last_visit_at
        .filter(|at| is_since(Some(*at), view.since));
    html! {
        <>
            if view.unreceipted.contains(&row.id) {
                { badge(Tone::Waiting, t.text("row.waiting"), "unreceipted") }
            }
            if view.to_give.contains(&row.id) {
                { badge(Tone::Info, t.text("row.to_give"), "to-give") }
            }
            if row.conflict_count > 0 {
                { badge(Tone::Info, t.text("row.two_values"), "two-values") }
            }
            if let Some(gone) = row.gone {
                { badge(Tone::Plain, t.choice("gone", gone.code()), "gone") }
            }
            if let Some(at) = visited {
                { badge(Tone::Good, t.fill("row.visited", &[("date", &day_month(t, at.local_date()))]), "visited") }
            } else if row.gone.is_none() {
                <span class="row-not-yet">{ t.text("row.not_visited") }</span>
            }
            if !row.under_way.is_empty() {
                { badge(Tone::Info, row.under_way.clone(), "under-way") }
            }
            if is_since(row.last_handover_at, view.since) {
                { badge(Tone::Good, t.text("row.aided"), "aided") }
            }
        </>
    }
}

/// `17/10`: a row has no room for the year, and the campaign tells it.
fn day_month(t: &Translator, date: LocalDate) -> String {
    t.date(date).chars().take(5).collect()
}
