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

    /// How many households there are.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
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
mod tests {
    use super::*;
    use chungtay_shared::id::DocId;
    use chungtay_shared::text::fold;

    fn household(number: u8, head_name: &str, hamlet: &str, visit_count: u32) -> HouseholdLine {
        HouseholdLine {
            id: DocId::from_bytes([number; 16]),
            head_name: head_name.to_owned(),
            nickname: String::new(),
            hamlet: hamlet.to_owned(),
            category: (number % 2 == 1).then_some(Category::Poor),
            birth_year: None,
            member_count: 0,
            visit_count,
            handover_count: u32::from(number),
            value_vnd: 0,
            search: fold(&format!("{head_name} {hamlet}")),
        }
    }

    fn ward() -> SortedList {
        SortedList::new(vec![
            household(1, "Trần Văn Đặng", "Ấp 10", 0),
            household(2, "Lê Thị Ánh", "Ấp 2", 2),
            household(3, "Nguyễn Văn An", "Ấp 10", 1),
            household(4, "Phạm Thị Út", "Ấp 2", 0),
        ])
    }

    fn names(list: &SortedList, filter: &ListFilter) -> Vec<String> {
        let shown = list.shown(filter);
        shown
            .iter()
            .filter_map(|place| list.line(*place))
            .map(|l| l.head_name.clone())
            .collect()
    }

    #[test]
    fn hamlet_two_comes_before_ten_and_people_go_by_given_name() {
        let by_hamlet = names(&ward(), &ListFilter::default());
        assert_eq!(
            by_hamlet,
            [
                "Lê Thị Ánh",
                "Phạm Thị Út",
                "Nguyễn Văn An",
                "Trần Văn Đặng"
            ]
        );
        let filter = ListFilter {
            order: Order::Name,
            ..ListFilter::default()
        };
        let by_name = names(&ward(), &filter);
        assert_eq!(
            by_name,
            [
                "Nguyễn Văn An",
                "Lê Thị Ánh",
                "Trần Văn Đặng",
                "Phạm Thị Út"
            ]
        );
        assert_eq!(ward().hamlets(), ["Ấp 2", "Ấp 10"]);
    }

    #[test]
    fn dang_is_found_without_its_marks_and_filters_narrow_together() {
        let searched = |search: &str| ListFilter {
            search: search.to_owned(),
            ..Default::default()
        };
        assert_eq!(names(&ward(), &searched("dang tran")), ["Trần Văn Đặng"]);
        let filter = ListFilter {
            visited: Some(false),
            hamlet: "Ấp 2".to_owned(),
            ..Default::default()
        };
        assert_eq!(names(&ward(), &filter), ["Phạm Thị Út"]);
        let filter = ListFilter {
            category: Some(CategoryChoice::None),
            ..searched("ap")
        };
        assert_eq!(names(&ward(), &filter), ["Lê Thị Ánh", "Phạm Thị Út"]);
        let filter = ListFilter {
            aided: Some(false),
            ..Default::default()
        };
        assert!(names(&ward(), &filter).is_empty());
    }
}
