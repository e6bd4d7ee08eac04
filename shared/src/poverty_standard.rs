//! Which poverty standard holds when. Data, not law: the office's decision says which one it was made
//! under, and a status keeps that whatever comes later.

use crate::time::LocalDate;

/// A standard and the days it holds; both belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PovertyStandard {
    /// As decisions name it.
    pub name: &'static str,
    /// First day, `YYYY-MM-DD`.
    from: &'static str,
    /// Last day; none while no end is known.
    to: Option<&'static str>,
}

/// Decree 07/2021/NĐ-CP, prolonged through 2026 by Decree 351/2025/NĐ-CP; from 1/1/2027 the lines rise
/// (Decree 351/2025/NĐ-CP).
pub const STANDARDS: [PovertyStandard; 2] = [
    PovertyStandard {
        name: "2022-2025",
        from: "2022-01-01",
        to: Some("2026-12-31"),
    },
    PovertyStandard {
        name: "2027-2030",
        from: "2027-01-01",
        to: None,
    },
];

/// The standard in force on `date`, if one is known.
pub fn standard_on(date: LocalDate) -> Option<&'static PovertyStandard> {
    let day = |text: &str| text.parse::<LocalDate>().ok();
    STANDARDS.iter().find(|standard| {
        let has_begun = day(standard.from).is_some_and(|from| from <= date);
        has_begun
            && standard
                .to
                .is_none_or(|to| day(to).is_some_and(|to| date <= to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_new_years_day_2027_another_standard_holds_and_every_day_is_a_day() {
        let named = |date: &str| standard_on(date.parse().unwrap()).map(|s| s.name);
        assert_eq!(named("2026-12-31"), Some("2022-2025"));
        assert_eq!(named("2027-01-01"), Some("2027-2030"));
        assert_eq!(named("2021-12-31"), None);
        for standard in STANDARDS {
            for day in [Some(standard.from), standard.to].into_iter().flatten() {
                assert!(day.parse::<LocalDate>().is_ok(), "{day}");
            }
        }
    }
}
