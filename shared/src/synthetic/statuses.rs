//! Dated statuses: what the yearly reviews decided of a household.

use rand_core::RngCore;

use super::SyntheticStatus;
use super::chance::{between, weighted};
use super::circumstances::Situation;
use crate::household::Category;
use crate::poverty_standard::standard_on;
use crate::time::LocalDate;

/// Oldest first; the last is the one that counts in `year`.
pub(super) fn draw(
    rng: &mut impl RngCore,
    situation: &Situation,
    year: i32,
) -> Vec<SyntheticStatus> {
    let category = situation.category;
    // Each year's review moves some households over the line.
    let last_year = match category {
        Category::Poor => weighted(rng, &[(None, 94), (Some(Category::NearPoor), 6)]),
        Category::NearPoor => weighted(rng, &[(None, 86), (Some(Category::Poor), 14)]),
        Category::Difficult
        | Category::EspeciallyDifficult
        | Category::Policy
        | Category::NewlyEscaped
        | Category::Other => None,
    };
    let policy = situation.policy_too.then(|| policy_since(rng, year));
    let ended = last_year.and_then(|category| {
        Some(SyntheticStatus {
            to: LocalDate::new(year - 1, 12, 31),
            ..yearly(category, year - 1)?
        })
    });
    let current = if category == Category::Policy {
        Some(policy_since(rng, year))
    } else {
        yearly(category, year)
    };
    policy.into_iter().chain(ended).chain(current).collect()
}

/// The status a year's review gave; the commune's own list is drawn up in spring.
fn yearly(category: Category, year: i32) -> Option<SyntheticStatus> {
    let reviewed = matches!(category, Category::Poor | Category::NearPoor);
    let from = LocalDate::new(year, if reviewed { 1 } else { 3 }, 1)?;
    let standard = standard_on(from).filter(|_| reviewed);
    Some(SyntheticStatus {
        category,
        standard: standard.map_or("", |standard| standard.name),
        decision: if reviewed {
            "187/QĐ-UBND"
        } else {
            "08/DS-MTTQ"
        },
        from,
        to: None,
    })
}

fn policy_since(rng: &mut impl RngCore, year: i32) -> SyntheticStatus {
    let since = year - between(rng, 2, 9);
    SyntheticStatus {
        category: Category::Policy,
        standard: "",
        decision: "64/QĐ-UBND",
        from: LocalDate::new(since, 7, 27).unwrap_or(LocalDate::from_days(0)),
        to: None,
    }
}
