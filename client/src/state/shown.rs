//! Which households the list shows, under which headings.

use std::rc::Rc;

use chungtay_shared::campaign::is_since;
use chungtay_shared::household::Category;
use chungtay_shared::id::DocId;
use chungtay_shared::register::Names;
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::text::SearchQuery;
use chungtay_shared::time::LocalDate;

use super::{Entry, RowBook};

/// Whether somebody has been there in the campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visited {
    /// Not yet.
    NotYet,
    /// Yes.
    Yes,
}

/// What the volunteer wants to see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ListFilter {
    /// As typed.
    pub(crate) typed: String,
    /// Only this hamlet.
    pub(crate) hamlet: Option<String>,
    /// Only this category.
    pub(crate) category: Option<Category>,
    /// Only visited, or not yet visited, in the campaign.
    pub(crate) visited: Option<Visited>,
    /// Only those this phone has still something to give.
    pub(crate) to_give: bool,
}

impl ListFilter {
    /// How many of the filters are set; the search is none of them.
    pub(crate) fn set_count(&self) -> usize {
        usize::from(self.hamlet.is_some())
            + usize::from(self.category.is_some())
            + usize::from(self.visited.is_some())
            + usize::from(self.to_give)
    }
}

/// A line of the list.
#[derive(Debug, Clone)]
pub(crate) enum ListItem {
    /// The households below are of this hamlet; so many of them are shown.
    Hamlet {
        /// Its name.
        name: String,
        /// Households of it that are shown.
        count: usize,
    },
    /// A household.
    Household(Rc<Entry>),
}

/// The lines of the list: by hamlet, or, when something is searched for, those whose given name
/// was typed first.
pub(crate) fn list_items(
    rows: &RowBook,
    filter: &ListFilter,
    today: LocalDate,
    since: Option<LocalDate>,
    to_give: &[DocId],
    names: &Names,
) -> Vec<ListItem> {
    let query = SearchQuery::new(&filter.typed);
    // Whoever knows a hamlet by what it was called finds its households.
    let mut former = Former::of(names);
    let shown = rows
        .sorted()
        .iter()
        .filter(|entry| passes(entry.row(), filter, today, since))
        // Who is gone is found by whoever looks for them, and in nobody's way.
        .filter(|entry| entry.row().gone.is_none() || !query.is_empty())
        .filter(|entry| !filter.to_give || to_give.contains(&entry.row().id))
        .filter(|entry| former.matches(&query, entry.row()));
    if query.is_empty() {
        by_hamlet(shown)
    } else {
        let (mut called, others): (Vec<_>, Vec<_>) = shown
            .cloned()
            .partition(|entry| query.names(entry.folded_given_name()));
        called.extend(others);
        called.into_iter().map(ListItem::Household).collect()
    }
}

/// What hamlets were called, each looked up once in a list that goes by hamlet.
struct Former<'a> {
    names: &'a Names,
    hamlet: &'a str,
    once: String,
}

impl<'a> Former<'a> {
    const fn of(names: &'a Names) -> Self {
        Self {
            names,
            hamlet: "",
            once: String::new(),
        }
    }

    fn matches(&mut self, query: &SearchQuery, row: &'a HouseholdRow) -> bool {
        if self.names.former.is_empty() || query.is_empty() {
            return query.matches(&row.search);
        }
        if self.hamlet != row.hamlet {
            self.hamlet = &row.hamlet;
            self.once = self.names.once_called(&row.hamlet);
        }
        if self.once.is_empty() {
            query.matches(&row.search)
        } else {
            query.matches(&format!("{} {}", row.search, self.once))
        }
    }
}

fn passes(
    row: &HouseholdRow,
    filter: &ListFilter,
    today: LocalDate,
    since: Option<LocalDate>,
) -> bool {
    let of_category =
        |category: Category| row.category_on(today).unwrap_or(Category::Other) == category;
    let of_visit =
        |visited: Visited| is_since(row.last_visit_at, since) == (visited == Visited::Yes);
    filter
        .hamlet
        .as_ref()
        .is_none_or(|hamlet| *hamlet == row.hamlet)
        && filter.category.is_none_or(of_category)
        && filter.visited.is_none_or(of_visit)
}

fn by_hamlet<'a>(shown: impl Iterator<Item = &'a Rc<Entry>>) -> Vec<ListItem> {
    let mut items: Vec<ListItem> = Vec::new();
    let mut heading_at = None;
    for entry in shown {
        let hamlet = &entry.row().hamlet;
        let heading = heading_at.and_then(|at: usize| items.get_mut(at));
        match heading {
            Some(ListItem::Hamlet { name, count }) if name == hamlet => *count += 1,
            Some(ListItem::Hamlet { .. } | ListItem::Household(_)) | None => {
                heading_at = Some(items.len());
                items.push(ListItem::Hamlet {
                    name: hamlet.clone(),
                    count: 1,
                });
            }
        }
        items.push(ListItem::Household(Rc::clone(entry)));
    }
    items
}
