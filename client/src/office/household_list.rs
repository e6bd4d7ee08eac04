//! Which households the list shows and in which order. Plain data in, plain data out.

use chungtay_shared::api::HouseholdLine;
use chungtay_shared::collation::{hamlet_sort_key, person_sort_key};
use chungtay_shared::household::Category;
use chungtay_shared::text::SearchQuery;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ListFilter {
    /// Words of a search, as typed.
    pub(crate) search: String,
    /// Only this hamlet; empty for all.
    pub(crate) hamlet: String,
    /// Only this category.
    pub(crate) category: Option<CategoryChoice>,
    /// Only households that were, or were not, visited.
    pub(crate) visited: Option<bool>,
    /// Only households that did, or did not, receive something.
    pub(crate) aided: Option<bool>,
    /// Those that are here, or those that are gone.
    pub(crate) presence: Presence,
    /// The order.
    pub(crate) order: Order,
}

/// A category, or none at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CategoryChoice {
    /// This one today.
    Is(Category),
    /// No status holds today.
    None,
}

impl CategoryChoice {
    /// The code in forms and catalogues.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Is(category) => category.code(),
            Self::None => "none",
        }
    }

    /// The choice with this code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        match code {
            "none" => Some(Self::None),
            _ => Category::from_code(code).map(Self::Is),
        }
    }
}

/// Whether households are here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Presence {
    /// They are to be visited.
    #[default]
    Here,
    /// They are gone, or second records of others.
    Gone,
    /// Whether they are here or not.
    Either,
}

impl Presence {
    /// Every choice, the default first.
    pub(crate) const ALL: [Self; 3] = [Self::Here, Self::Gone, Self::Either];

    /// The code in forms and catalogues.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Gone => "gone",
            Self::Either => "either",
        }
    }

    /// The choice with this code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|presence| presence.code() == code)
    }

    const fn fits(self, line: &HouseholdLine) -> bool {
        match self {
            Self::Here => line.gone.is_none(),
            Self::Gone => line.gone.is_some(),
            Self::Either => true,
        }
    }
}

/// How the list is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// By hamlet, within it by given name.
    #[default]
    Hamlet,
    /// By given name.
    Name,
}

impl Order {
    /// Every order, the default first.
    pub(crate) const ALL: [Self; 2] = [Self::Hamlet, Self::Name];

    /// The code in forms and catalogues.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Hamlet => "hamlet",
            Self::Name => "name",
        }
    }

    /// The order with this code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.code() == code)
    }
}

/// The list in both orders: sorting thousands of names is done once, not at each key pressed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SortedList {
    lines: Vec<HouseholdLine>,
    by_hamlet: Vec<usize>,
    by_name: Vec<usize>,
    hamlets: Vec<String>,
}

impl SortedList {
    /// Sorts what the server sent.
    pub(crate) fn new(lines: Vec<HouseholdLine>) -> Self {
        let keys: Vec<(String, String)> = lines
            .iter()
            .map(|line| {
                (
                    hamlet_sort_key(&line.hamlet),
                    person_sort_key(&line.head_name),
                )
            })
            .collect();
        let mut by_hamlet: Vec<usize> = (0..lines.len()).collect();
        let mut by_name = by_hamlet.clone();
        by_hamlet.sort_by(|a, b| (&keys[*a], lines[*a].id).cmp(&(&keys[*b], lines[*b].id)));
        by_name.sort_by(|a, b| {
            (&keys[*a].1, &keys[*a].0, lines[*a].id).cmp(&(&keys[*b].1, &keys[*b].0, lines[*b].id))
        });
        let mut hamlets: Vec<String> = by_hamlet
            .iter()
            .map(|index| lines[*index].hamlet.clone())
            .collect();
        hamlets.dedup();
        Self {
            lines,
            by_hamlet,
            by_name,
            hamlets,
        }
    }

    /// Whether there is no household at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How many there are that are here, or gone.
    pub(crate) fn count(&self, presence: Presence) -> usize {
        let lines = self.lines.iter();
        lines.filter(|line| presence.fits(line)).count()
    }

    /// The household at a place that [`Self::shown`] gave.
    pub(crate) fn line(&self, place: usize) -> Option<&HouseholdLine> {
        self.lines.get(place)
    }

    /// All hamlets in their order.
    pub(crate) fn hamlets(&self) -> &[String] {
        &self.hamlets
    }

    /// The places of the households that are shown, in order.
    pub(crate) fn shown(&self, filter: &ListFilter) -> Vec<usize> {
        let query = SearchQuery::new(&filter.search);
        let ordered = match filter.order {
            Order::Hamlet => &self.by_hamlet,
            Order::Name => &self.by_name,
        };
        let is_shown = |place: &usize| {
            self.lines
                .get(*place)
                .is_some_and(|line| filter.lets_through(line, &query))
        };
        ordered.iter().copied().filter(is_shown).collect()
    }
}

impl ListFilter {
    fn lets_through(&self, line: &HouseholdLine, query: &SearchQuery) -> bool {
        let category_fits = match self.category {
            None => true,
            Some(CategoryChoice::None) => line.category.is_none(),
            Some(CategoryChoice::Is(category)) => line.category == Some(category),
        };
        category_fits
            && self.presence.fits(line)
            && (self.hamlet.is_empty() || line.hamlet == self.hamlet)
            && self
                .visited
                .is_none_or(|visited| (line.visit_count > 0) == visited)
            && self
                .aided
                .is_none_or(|aided| (line.handover_count > 0) == aided)
            && query.matches(&line.search)
    }
}

#[cfg(test)]
mod tests;
