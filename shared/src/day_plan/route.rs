//! The way a volunteer goes: which hamlets, in which order, and whom first in each.

use std::str::FromStr;

use super::HamletPlan;
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
        let mut line = |what: &str, which: Option<&str>| {
            text.push_str(what);
            if let Some(which) = which {
                text.push(' ');
                text.push_str(which);
            }
            text.push('\n');
        };
        if let Some(chosen) = &self.chosen {
            // Alone it says that there was a choice, if only of nothing.
            line(CHOSEN, None);
            for name in chosen {
                line(CHOSEN, Some(name));
            }
        }
        for name in &self.hamlets {
            line(HAMLET, Some(name));
        }
        for id in &self.households {
            line(HOUSEHOLD, Some(&id.to_string()));
        }
        if self.is_giving_only {
            line(GIVING_ONLY, None);
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
        let neighbours: Vec<DocId> = neighbours.map(|row| row.id).collect();
        let order = self.order(&neighbours);
        let mut ordered: Vec<DocId> = order.into_iter().map(|at| neighbours[at]).collect();
        let of_hamlet = Places::of(&neighbours);
        let mut households = self.households.clone();
        households.retain(|id| of_hamlet.of_id(*id).is_none());
        put(&mut ordered, |id| *id == household, |id| *id == place_of);
        households.append(&mut ordered);
        Self {
            households,
            ..self.clone()
        }
    }

    /// In which order the volunteer put these households of one hamlet, as their places in `ids`;
    /// new ones come last, as they are given.
    pub(super) fn order(&self, ids: &[DocId]) -> Vec<usize> {
        let places = Places::of(&self.households);
        let mut known = vec![None; self.households.len()];
        let mut new = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            match places.of_id(*id) {
                Some(place) => known[place] = Some(at),
                None => new.push(at),
            }
        }
        known.into_iter().flatten().chain(new).collect()
    }

    /// The hamlets as the volunteer put them; others come last, as they are given.
    pub(super) fn order_hamlets(&self, mut hamlets: Vec<HamletPlan>) -> Vec<HamletPlan> {
        let mut ordered = Vec::with_capacity(hamlets.len());
        for name in &self.hamlets {
            if let Some(at) = hamlets.iter().position(|hamlet| hamlet.name == *name) {
                ordered.push(hamlets.remove(at));
            }
        }
        ordered.append(&mut hamlets);
        ordered
    }
}

/// Finds the place of each of thousands of ids. Chance made their last bytes, so that a few share one.
/// A map and a sort of the standard library weigh a phone 6 KB.
struct Places<'a> {
    ids: &'a [DocId],
    by_last_byte: Vec<Vec<usize>>,
}

impl<'a> Places<'a> {
    fn of(ids: &'a [DocId]) -> Self {
        let mut by_last_byte = vec![Vec::new(); 256];
        for (place, id) in ids.iter().enumerate() {
            by_last_byte[last_byte(*id)].push(place);
        }
        Self { ids, by_last_byte }
    }

    fn of_id(&self, id: DocId) -> Option<usize> {
        let alike = self.by_last_byte[last_byte(id)].iter();
        alike.copied().find(|place| self.ids[*place] == id)
    }
}

fn last_byte(id: DocId) -> usize {
    usize::from(id.as_bytes()[15])
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
