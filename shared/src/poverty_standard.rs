//! Which poverty standard holds when. Data, not law: the office's decision says which one it was made
//! under, and a status keeps that whatever comes later.

use std::sync::LazyLock;

use crate::time::LocalDate;

const TABLE: &str = include_str!("../data/poverty-standards.tsv");

/// Every standard, in the order in which they begin.
static STANDARDS: LazyLock<Vec<PovertyStandard>> = LazyLock::new(|| read(TABLE));

/// A standard and the days it holds; both belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PovertyStandard {
    /// As decisions name it.
    pub name: &'static str,
    /// First day.
    from: LocalDate,
    /// Last day; none while no end is known.
    to: Option<LocalDate>,
}

/// The standard in force on `date`, if one is known.
pub fn standard_on(date: LocalDate) -> Option<&'static PovertyStandard> {
    in_force(&STANDARDS, date)
}

/// The newest that has begun, unless it has ended.
fn in_force(standards: &[PovertyStandard], date: LocalDate) -> Option<&PovertyStandard> {
    let begun = standards.iter().rev().find(|known| known.from <= date);
    begun.filter(|known| known.to.is_none_or(|to| date <= to))
}

/// The table's lines; its note and its head are left out.
fn read(table: &'static str) -> Vec<PovertyStandard> {
    let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut standards: Vec<PovertyStandard> = lines.filter_map(PovertyStandard::read).collect();
    standards.sort_by_key(|known| known.from);
    standards
}

impl PovertyStandard {
    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let (name, from, to) = (cells.next()?, cells.next()?, cells.next()?);
        let to = match to {
            "" => None,
            to => Some(to.parse().ok()?),
        };
        Some(Self {
            name,
            from: from.parse().ok()?,
            to,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(standards: &[PovertyStandard], date: &str) -> Option<&'static str> {
        in_force(standards, date.parse().unwrap()).map(|known| known.name)
    }

    #[test]
    fn on_new_years_day_2027_another_standard_holds() {
        let on = |date: &str| standard_on(date.parse().unwrap()).map(|known| known.name);
        assert_eq!(on("2021-12-31"), None);
        assert_eq!(on("2026-12-31"), Some("2022-2025"));
        assert_eq!(on("2027-01-01"), Some("2027-2030"));
    }

    #[test]
    fn every_line_of_the_table_is_a_standard_and_none_begins_before_the_last_one_has_ended() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(STANDARDS.len(), lines.count() - 1);
        for pair in STANDARDS.windows(2) {
            assert!(pair[0].to.is_none_or(|to| to < pair[1].from), "{pair:?}");
        }
    }

    #[test]
    fn a_later_standard_is_one_more_line_and_ends_the_one_before_it() {
        let later = "name\tfrom\tto\n\
                     2031-2035\t2031-01-01\t2035-12-31\tmột nghị định\t1\t1\n\
                     2027-2030\t2027-01-01\t\t351/2025/NĐ-CP\t2200000\t2800000\n";
        let standards = read(later);
        assert_eq!(named(&standards, "2030-12-31"), Some("2027-2030"));
        assert_eq!(named(&standards, "2031-01-01"), Some("2031-2035"));
        assert_eq!(named(&standards, "2036-01-01"), None);
    }
}
