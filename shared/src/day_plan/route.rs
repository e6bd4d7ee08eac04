//! The way a volunteer goes: which hamlets, in which order, and whom first in each.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::id::DocId;
use crate::row::HouseholdRow;

/// The way a volunteer goes, as they arranged it. It stays on their phone, and of people it knows
/// nothing but the numbers of their documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayRoute {
    chosen: Option<Vec<String>>,
    hamlets: Vec<String>,
    households: Vec<DocId>,
    is_giving_only: bool,
}

const CHOSEN: &str = "chosen";
const HAMLET: &str = "hamlet";
const HOUSEHOLD: &str = "household";
const GIVING_ONLY: &str = "giving_only";

impl DayRoute {
    /// The route out of [`Self::to_text`]. A line that is not understood says nothing: another
    /// version of the app may have written it.
    pub fn from_text(text: &str) -> Self {
        let mut route = Self::default();
        for line in text.lines() {
            match line.split_once(' ') {
                None if line == CHOSEN => route.chosen = Some(Vec::new()),
                None if line == GIVING_ONLY => route.is_giving_only = true,
                Some((CHOSEN, name)) => {
                    route.chosen.get_or_insert_default().push(name.to_owned());
                }
                Some((HAMLET, name)) => route.hamlets.push(name.to_owned()),
                Some((HOUSEHOLD, id)) => route.households.extend(DocId::from_str(id)),
                None | Some(_) => {}
            }
        }
        route
    }

    /// Its text, as a phone keeps it.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let mut line = |parts: [&str; 3]| {
            parts.iter().for_each(|part| text.push_str(part));
            text.push('\n');
        };
        if let Some(chosen) = &self.chosen {
            // Alone it says that there was a choice, if only of nothing.
            line([CHOSEN, "", ""]);
            chosen.iter().for_each(|name| line([CHOSEN, " ", name]));
        }
        let hamlets = self.hamlets.iter();
        hamlets.for_each(|name| line([HAMLET, " ", name]));
        let households = self.households.iter();
        households.for_each(|id| line([HOUSEHOLD, " ", &id.to_string()]));
        if self.is_giving_only {
            line([GIVING_ONLY, "", ""]);
        }
        text
    }

    /// Hamlets the volunteer goes to; none while they have not said so.
    pub fn chosen(&self) -> Option<&[String]> {
        self.chosen.as_deref()
    }

    /// Whether only those are gone to who have something to be given.
    pub const fn is_giving_only(&self) -> bool {
        self.is_giving_only
    }

    /// With these hamlets to go to.
    #[must_use]
    pub fn choosing(&self, chosen: Vec<String>) -> Self {
        Self {
            chosen: Some(chosen),
            ..self.clone()
        }
    }

    /// Going only to those who have something to be given, or to all again.
    #[must_use]
    pub fn giving_only(&self, is_giving_only: bool) -> Self {
        Self {
            is_giving_only,
            ..self.clone()
        }
    }

    /// With a hamlet at the place that another has now; `all` are the hamlets in today's order.
    #[must_use]
    pub fn moving_hamlet(&self, all: &[String], hamlet: &str, place_of: &str) -> Self {
        let mut hamlets = all.to_vec();
        put(&mut hamlets, |name| name == hamlet, |name| name == place_of);
        Self {
            hamlets,
            ..self.clone()
        }
    }

    /// With a household at the place that another of its hamlet has now. `rows` are all of them in
    /// the list's order: also who is not to be visited today keeps a place.
    #[must_use]
    pub fn moving_household<'r>(
        &self,
        rows: impl Iterator<Item = &'r HouseholdRow> + Clone,
        household: DocId,
        place_of: DocId,
    ) -> Self {
        let hamlet = rows
            .clone()
            .find(|row| row.id == place_of)
            .map(|row| &row.hamlet);
        let Some(hamlet) = hamlet else {
            return self.clone();
        };
        let neighbours = rows.filter(|row| row.hamlet == *hamlet);
        let mut neighbours: Vec<DocId> = neighbours.map(|row| row.id).collect();
        self.sort(&mut neighbours, |id| *id);
        let mut households = self.households.clone();
        households.retain(|id| !neighbours.contains(id));
        put(&mut neighbours, |id| *id == household, |id| *id == place_of);
        households.append(&mut neighbours);
        Self {
            households,
            ..self.clone()
        }
    }

    /// Households of one hamlet as the volunteer put them; new ones come last, as they are given.
    pub(super) fn sort<T>(&self, households: &mut [T], id: impl Fn(&T) -> DocId) {
        let places: BTreeMap<DocId, usize> = (0..)
            .zip(&self.households)
            .map(|(n, id)| (*id, n))
            .collect();
        households
            .sort_by_key(|household| places.get(&id(household)).copied().unwrap_or(usize::MAX));
    }

    /// The place a hamlet was put at; those that were not come last.
    pub(super) fn place_of_hamlet(&self, hamlet: &str) -> usize {
        let place = self.hamlets.iter().position(|name| name == hamlet);
        place.unwrap_or(usize::MAX)
    }
}

/// Moves one to the place that another has now: before it when it comes from behind, after it when
/// it comes from before.
fn put<T>(all: &mut Vec<T>, moved: impl Fn(&T) -> bool, place_of: impl Fn(&T) -> bool) {
    let (from, to) = (all.iter().position(moved), all.iter().position(place_of));
    if let (Some(from), Some(to)) = (from, to) {
        let moved = all.remove(from);
        all.insert(to, moved);
    }
}
