//! The cells of one household.

use chungtay_shared::household::{Category, Gender, Profile, ProfileField};
use chungtay_shared::synthetic::SyntheticHousehold;
use chungtay_shared::time::PartialDate;
use rand_core::RngCore;

use super::dirt::{Dirt, below, chance, spoil_text};
use super::grid::{Cell, serial};

/// The category columns, in the list's order.
pub(super) const CATEGORIES: [Category; 4] = [
    Category::Poor,
    Category::NearPoor,
    Category::Difficult,
    Category::Policy,
];

const KHMER_FAMILIES: [&str; 5] = ["Thạch", "Sơn", "Danh", "Kim", "Liêu"];

/// What the list can say of a household; the rest of its profile is not in it.
pub(super) fn listed(profile: &Profile) -> Profile {
    let mut listed = profile.clone();
    // The list has the everyday name in the remarks, where it is one remark among others.
    listed.set(ProfileField::Nickname, "");
    listed
}

/// Name in its column, in capitals where the row is spoilt so.
pub(super) fn name(profile: &Profile, dirt: Option<Dirt>) -> Cell {
    let name = profile.get(ProfileField::HeadName);
    if dirt == Some(Dirt::Capitals) {
        Cell::text(name.to_uppercase())
    } else {
        Cell::text(spoil_text(dirt, name))
    }
}

/// The columns "Nam" and "Nữ" under "Năm sinh": the birth stands in one of them.
pub(super) fn births(rng: &mut impl RngCore, profile: &Profile) -> [Cell; 2] {
    let cell = match profile.birth() {
        Some(PartialDate::Day(date)) => match below(rng, 100) {
            0..40 => Cell::Date(date),
            40..50 => Cell::Number(serial(date)),
            50..90 => Cell::text(date.display()),
            90..95 => Cell::text(date.display().replace('/', "-")),
            _ => Cell::text(date.display().replace('/', ".")),
        },
        Some(year @ (PartialDate::Year(_) | PartialDate::Month(..))) if chance(rng, 40) => {
            Cell::text(year.display())
        }
        Some(year) => Cell::Number(year.year().unsigned_abs()),
        None => Cell::Blank,
    };
    match profile.gender() {
        Some(Gender::Female) => [Cell::Blank, cell],
        Some(Gender::Male) | None => [cell, Cell::Blank],
    }
}

/// The personal number: text, or spoilt.
pub(super) fn national_id(profile: &Profile, dirt: Option<Dirt>) -> Cell {
    let digits = profile.get(ProfileField::NationalId);
    match dirt {
        Some(Dirt::NumberAsNumber) => digits.parse().map_or(Cell::Blank, Cell::Number),
        Some(Dirt::FirstZeroLost) => Cell::text(&digits[1..]),
        Some(Dirt::Decomposed | Dirt::OtherToneMark | Dirt::Capitals) | None => Cell::text(digits),
    }
}

/// A people's name; lists have the column, our register has not.
pub(super) fn ethnicity(profile: &Profile) -> &'static str {
    let name = profile.get(ProfileField::HeadName);
    if KHMER_FAMILIES.iter().any(|family| name.starts_with(family)) {
        "Khmer"
    } else {
        "Kinh"
    }
}

/// Mostly a number, seldom typed as text.
pub(super) fn members(rng: &mut impl RngCore, profile: &Profile) -> Cell {
    if chance(rng, 3) {
        Cell::text(profile.get(ProfileField::MemberCount))
    } else {
        Cell::Number(profile.member_count())
    }
}

/// An x under the category.
pub(super) fn marks(rng: &mut impl RngCore, category: Category) -> [Cell; 4] {
    let mark = match below(rng, 100) {
        0..90 => "x",
        90..98 => "X",
        _ => " x",
    };
    CATEGORIES.map(|column| {
        if column == category {
            Cell::text(mark)
        } else {
            Cell::Blank
        }
    })
}

/// Digits as typed, grouped by spaces or dots, or as a number that lost its zero.
pub(super) fn phone(rng: &mut impl RngCore, profile: &Profile) -> Cell {
    let digits = profile.get(ProfileField::Phone);
    if digits.is_empty() {
        return Cell::Blank;
    }
    let grouped = |by: &str| [&digits[..4], &digits[4..7], &digits[7..]].join(by);
    match below(rng, 100) {
        0..80 => Cell::text(digits),
        80..88 => Cell::text(grouped(" ")),
        88..95 => Cell::text(grouped(".")),
        _ => digits.parse().map_or(Cell::Blank, Cell::Number),
    }
}

/// The circumstances, and the everyday name as a remark.
pub(super) fn remarks(household: &SyntheticHousehold, dirt: Option<Dirt>) -> [Cell; 2] {
    let nickname = household.profile.get(ProfileField::Nickname);
    let remark = if nickname.is_empty() {
        String::new()
    } else {
        format!("Thường gọi: {nickname}")
    };
    [
        Cell::text(spoil_text(dirt, household.profile.get(ProfileField::Note))),
        Cell::text(spoil_text(dirt, &remark)),
    ]
}
