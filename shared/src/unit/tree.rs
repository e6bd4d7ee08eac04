//! Which unit stands under which, on a day. Nothing here knows how many levels there are: until
//! 30/6/2025 communes stood under districts and those under a city, since 1/7/2025 communes stand under
//! the city itself.

use std::collections::BTreeSet;

use crate::time::LocalDate;

/// That a unit stands under another one, for a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placement {
    /// Code of the unit.
    pub unit: String,
    /// Code of the unit it stands under.
    pub above: String,
    /// First day.
    pub from: LocalDate,
    /// Last day; none for as long as nobody says otherwise.
    pub to: Option<LocalDate>,
}

impl Placement {
    /// Whether it holds on that day.
    pub fn holds(&self, on: LocalDate) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }
}

/// Why a unit cannot be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlacementProblem {
    /// It would stand under itself.
    #[error("a unit cannot stand under itself, or under one that stands under it")]
    Circle,
    /// Something later is known about it already.
    #[error("where the unit stands was changed on that day or later already")]
    Later,
}

/// All placements of a server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    placements: Vec<Placement>,
}

impl Tree {
    /// The tree of these placements.
    pub fn new(mut placements: Vec<Placement>) -> Self {
        placements.sort();
        Self { placements }
    }

    /// The unit that this one stands under on that day.
    pub fn above(&self, unit: &str, on: LocalDate) -> Option<&str> {
        let mut holding = self.on(on);
        holding.find(|p| p.unit == unit).map(|p| p.above.as_str())
    }

    /// The units right under this one on that day, by code.
    pub fn below(&self, unit: &str, on: LocalDate) -> Vec<&str> {
        let under = self.on(on).filter(|p| p.above == unit);
        under.map(|p| p.unit.as_str()).collect()
    }

    /// All units under this one on that day, each after the one it stands under, with how many steps
    /// below it stands.
    pub fn all_below(&self, unit: &str, on: LocalDate) -> Vec<(&str, usize)> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([unit.to_owned()]);
        self.descend(unit, on, 1, &mut seen, &mut found);
        found
    }

    /// Whether any unit stands under this one on that day.
    pub fn has_below(&self, unit: &str, on: LocalDate) -> bool {
        self.on(on).any(|p| p.above == unit)
    }

    /// All units above this one on that day, nearest first.
    pub fn all_above(&self, unit: &str, on: LocalDate) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        let mut next = self.above(unit, on);
        while let Some(above) = next.filter(|above| *above != unit && !found.contains(above)) {
            found.push(above);
            next = self.above(above, on);
        }
        found
    }

    /// What holds when a unit is placed under another one (or under none) from a day on: the placements
    /// to write for it, the old one ended on the day before.
    ///
    /// # Errors
    ///
    /// It would stand under itself, or a later placement is there.
    pub fn placing(
        &self,
        unit: &str,
        above: Option<&str>,
        from: LocalDate,
    ) -> Result<Vec<Placement>, PlacementProblem> {
        if let Some(above) = above
            && (above == unit || self.all_above(above, from).contains(&unit))
        {
            return Err(PlacementProblem::Circle);
        }
        let of_unit = self.placements.iter().filter(|p| p.unit == unit);
        let mut placements: Vec<Placement> = of_unit.cloned().collect();
        let is_later = |p: &Placement| p.from >= from || p.to.is_some_and(|to| to >= from);
        if placements.iter().any(is_later) {
            return Err(PlacementProblem::Later);
        }
        let before = LocalDate::from_days(from.days() - 1);
        for placement in placements.iter_mut().filter(|p| p.to.is_none()) {
            placement.to = Some(before);
        }
        placements.extend(above.map(|above| Placement {
            unit: unit.to_owned(),
            above: above.to_owned(),
            from,
            to: None,
        }));
        Ok(placements)
    }

    fn on(&self, on: LocalDate) -> impl Iterator<Item = &Placement> {
        self.placements.iter().filter(move |p| p.holds(on))
    }

    /// `seen` keeps a circle that only a day in between has closed from being walked for ever.
    fn descend<'a>(
        &'a self,
        unit: &str,
        on: LocalDate,
        depth: usize,
        seen: &mut BTreeSet<String>,
        found: &mut Vec<(&'a str, usize)>,
    ) {
        for below in self.below(unit, on) {
            if seen.insert(below.to_owned()) {
                found.push((below, depth));
                self.descend(below, on, depth + 1, seen, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> LocalDate {
        LocalDate::new(year, month, day).unwrap()
    }

    /// Places units one after another, as somebody would at the command line.
    fn tree(placed: &[(&str, Option<&str>, LocalDate)]) -> Tree {
        let mut tree = Tree::default();
        for (unit, above, from) in placed {
            let of_unit = tree.placing(unit, *above, *from).unwrap();
            let mut all = tree.placements;
            all.retain(|p| p.unit != *unit);
            all.extend(of_unit);
            tree = Tree::new(all);
        }
        tree
    }

    /// Trường Long under Phong Điền under Cần Thơ; under Cần Thơ itself since districts are gone.
    fn can_tho() -> Tree {
        let old = day(2004, 1, 1);
        let new = day(2025, 7, 1);
        tree(&[
            ("926", Some("92"), old),
            ("31309", Some("926"), old),
            ("31261", Some("925"), old),
            ("925", Some("92"), old),
            ("31309", Some("92"), new),
            ("31261", Some("92"), new),
            ("926", None, new),
            ("925", None, new),
        ])
    }

    #[test]
    fn three_levels_of_2022_and_two_of_2026_stand_in_one_tree() {
        let tree = can_tho();
        let (then, now) = (day(2022, 10, 17), day(2026, 10, 17));
        assert_eq!(tree.below("92", then), ["925", "926"]);
        assert_eq!(
            tree.all_below("92", then),
            [("925", 1), ("31261", 2), ("926", 1), ("31309", 2)]
        );
        assert_eq!(tree.all_above("31309", then), ["926", "92"]);
        assert_eq!(tree.all_below("92", now), [("31261", 1), ("31309", 1)]);
        assert_eq!(tree.all_above("31309", now), ["92"]);
        assert!(!tree.has_below("926", now));
        assert_eq!(tree.above("31309", day(2025, 6, 30)), Some("926"));
        assert_eq!(tree.above("31309", day(2003, 6, 30)), None);
    }

    #[test]
    fn a_unit_never_stands_under_itself() {
        let tree = can_tho();
        let on = day(2026, 11, 1);
        for (unit, above) in [("92", "31309"), ("31309", "31309")] {
            let placed = tree.placing(unit, Some(above), on);
            assert_eq!(placed, Err(PlacementProblem::Circle));
        }
    }

    #[test]
    fn what_holds_already_is_not_rewritten_from_an_earlier_day() {
        let tree = can_tho();
        let placed = tree.placing("31309", Some("926"), day(2024, 1, 1));
        assert_eq!(placed, Err(PlacementProblem::Later));
    }

    #[test]
    fn a_circle_that_was_written_by_hand_ends_the_walk() {
        let from = day(2026, 1, 1);
        let placed = |unit: &str, above: &str| Placement {
            unit: unit.to_owned(),
            above: above.to_owned(),
            from,
            to: None,
        };
        let tree = Tree::new(vec![placed("a", "b"), placed("b", "a")]);
        assert_eq!(tree.all_below("a", from), [("b", 1)]);
        assert_eq!(tree.all_above("a", from), ["b"]);
    }
}
