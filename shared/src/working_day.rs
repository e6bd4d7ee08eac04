//! Working days: Mondays to Fridays but for days off, and Saturdays that are worked in exchange. Which those
//! are is data: a table with its sources, and what an office was told, which comes before it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::time::LocalDate;

const TABLE: &str = include_str!("../data/days-off.tsv");
/// Days that are looked at for one working day: no holiday is as long.
const SEARCH_DAYS_MAX: i64 = 60;

static KNOWN: LazyLock<Vec<KnownDay>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(KnownDay::read).collect()
});

/// A day that is no ordinary one of its week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDay {
    /// The day.
    pub day: LocalDate,
    /// Whether it is worked.
    pub works: bool,
    /// What it is.
    pub name: String,
    /// Where that is known from.
    pub source: String,
}

impl KnownDay {
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('\t').map(str::to_owned);
        Some(Self {
            day: cells.next()?.parse().ok()?,
            works: cells.next()? == "work",
            name: cells.next()?,
            source: cells.next()?,
        })
    }
}

/// The table's days.
pub fn table() -> &'static [KnownDay] {
    &KNOWN
}

/// Which days are worked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingDays {
    known: BTreeMap<LocalDate, bool>,
}

impl WorkingDays {
    /// By the table, and by what was said after it; of one day the last counts.
    pub fn with(said: impl IntoIterator<Item = (LocalDate, bool)>) -> Self {
        let table = table().iter().map(|known| (known.day, known.works));
        Self {
            known: table.chain(said).collect(),
        }
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, day: LocalDate) -> bool {
        self.known.get(&day).copied().unwrap_or_else(|| {
            // 1970-01-01 was a Thursday.
            (day.days() + 3).rem_euclid(7) < 5
        })
    }

    /// The `count`-th working day after `day`, which does not count itself.
    pub fn after(&self, day: LocalDate, count: u32) -> LocalDate {
        let mut last = day;
        for _ in 0..count {
            let mut next = (1..=SEARCH_DAYS_MAX).map(|n| LocalDate::from_days(last.days() + n));
            last = next.find(|day| self.is_worked(*day)).unwrap_or(last);
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn two_working_days_pass_over_weekends_holidays_and_tet() {
        let days = WorkingDays::with([]);
        for (received, due, why) in [
            ("2026-11-23", "2026-11-25", "Monday to Wednesday"),
            ("2026-11-26", "2026-11-30", "Thursday: Friday and Monday"),
            ("2026-11-27", "2026-12-01", "Friday: Monday and Tuesday"),
            (
                "2026-11-28",
                "2026-12-01",
                "what comes on a Saturday begins on Monday",
            ),
            ("2026-11-29", "2026-12-01", "and so does a Sunday's"),
            (
                "2026-02-12",
                "2026-02-23",
                "Thursday before Tết: Friday, and Monday after it",
            ),
            ("2026-02-13", "2026-02-24", "the last day before Tết"),
            ("2026-02-18", "2026-02-24", "in the middle of Tết"),
            (
                "2026-04-24",
                "2026-04-29",
                "Giỗ Tổ fell on a Sunday, so Monday was off",
            ),
            (
                "2026-04-29",
                "2026-05-05",
                "30 April and 1 May, and a weekend",
            ),
            (
                "2026-08-21",
                "2026-08-24",
                "a Saturday that was worked in exchange",
            ),
            (
                "2026-08-28",
                "2026-09-04",
                "National Day with the days around it",
            ),
            ("2026-12-31", "2027-01-05", "over the year's end"),
        ] {
            assert_eq!(days.after(day(received), 2), day(due), "{received}: {why}");
        }
    }

    #[test]
    fn what_an_office_was_told_comes_before_the_table() {
        let tet = ["2027-02-05", "2027-02-09", "2027-02-10"].map(|text| (day(text), false));
        let days = WorkingDays::with(tet);
        assert_eq!(days.after(day("2027-02-04"), 1), day("2027-02-11"));
        let taken_back = tet.into_iter().chain([(day("2027-02-05"), true)]);
        let days = WorkingDays::with(taken_back);
        assert_eq!(days.after(day("2027-02-04"), 1), day("2027-02-05"));
    }

    #[test]
    fn each_line_of_the_table_is_read_and_says_where_it_is_from() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(table().len(), lines);
        assert!(
            table()
                .iter()
                .all(|known| "SMI".contains(&known.source[..1]))
        );
        assert!(table().windows(2).all(|pair| pair[0].day < pair[1].day));
    }
}
